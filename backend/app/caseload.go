package app

import (
	"cmp"
	"context"
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// CaseloadList is how many citizens consultants have: the fullest first.
type CaseloadList struct {
	Consultants []Caseload `json:"consultants"`
}

// Caseload is how many citizens one consultant has.
type Caseload struct {
	Person   domain.ID `json:"person"`
	Name     string    `json:"name"`
	Citizens int       `json:"citizens"`
	// Norm is how many there should be at most: the consultant's own, or else the
	// municipality's; left out where nobody said.
	Norm int `json:"norm,omitempty"`
}

// compareCaseloads puts whoever has most too many first, and those of whom no norm is said last.
func compareCaseloads(x, y Caseload) int {
	if (x.Norm == 0) != (y.Norm == 0) {
		return cmp.Compare(y.Norm, x.Norm)
	}
	return cmp.Or((y.Citizens-y.Norm)-(x.Citizens-x.Norm), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Person, y.Person))
}

// ListCaseload gives the actor's own number of citizens, or as a team lead those of the team
// (requirement G, practice P3). It opens no plan, so no reading is logged.
func (a *App) ListCaseload(ctx context.Context, actor access.Actor) (CaseloadList, error) {
	out := CaseloadList{Consultants: []Caseload{}}
	now := a.clock.Now()
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		ids := []domain.ID{actor.Person}
		if actor.Role == domain.RoleTeamLead {
			var err error
			if ids, err = tx.WithRole(domain.RoleConsultant, ""); err != nil {
				return err
			}
		}
		people, err := tx.Persons(ids...)
		if err != nil {
			return err
		}
		counts, err := tx.CountCitizens(now)
		if err != nil {
			return err
		}
		sets, err := a.thresholdsIn(tx)
		if err != nil {
			return err
		}
		norm := 0
		if n := sets.At(domain.DateOf(now), domain.Person{}).Counts.Caseload; n != nil {
			norm = *n
		}
		for _, p := range people {
			if access.SeesCaseload(actor, p) {
				out.Consultants = append(out.Consultants, Caseload{Person: p.ID, Name: p.Name, Citizens: counts[p.ID], Norm: cmp.Or(p.CaseloadNorm, norm)})
			}
		}
		return nil
	})
	slices.SortFunc(out.Consultants, compareCaseloads)
	return out, err
}
