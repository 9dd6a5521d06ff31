package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"tavlen/backend/assessment"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// assessmentTeamKey keeps the team that was loaded last.
const assessmentTeamKey = "assessment_team"

// LoadAssessmentTeam puts a municipality's own team in place of the one before. Talks that are
// booked keep the words that they were booked with.
func (a *App) LoadAssessmentTeam(ctx context.Context, t assessment.Team) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SetInstallation(assessmentTeamKey, string(doc)); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "load_assessment_team", Kind: "assessment_team"})
	})
}

// AssessmentTeam is the kinds of professionals, and the colleagues who can hold a talk.
type AssessmentTeam struct {
	assessment.Team
	People []TeamMember `json:"people"`
}

// TeamMember is one of the municipality's own, as colleagues know each other.
type TeamMember struct {
	ID    domain.ID `json:"id"`
	Name  string    `json:"name"`
	Title string    `json:"title,omitempty"`
}

// AssessmentTeam gives who talks with a citizen: what was loaded last, else what ships; and the
// professionals who work here, by name.
func (a *App) AssessmentTeam(ctx context.Context) (AssessmentTeam, error) {
	out := AssessmentTeam{People: []TeamMember{}}
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		if out.Team, err = assessmentTeamIn(tx); err != nil {
			return err
		}
		staff, err := tx.Staff()
		for _, p := range staff {
			if p.Role == domain.RoleProfessional {
				out.People = append(out.People, TeamMember{ID: p.ID, Name: p.Name, Title: p.Title})
			}
		}
		return err
	})
	slices.SortFunc(out.People, func(x, y TeamMember) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(string(x.ID), string(y.ID)))
	})
	return out, err
}

func assessmentTeamIn(tx *store.Tx) (assessment.Team, error) {
	doc, err := tx.Installation(assessmentTeamKey)
	if err != nil || doc == "" {
		return assessment.Builtin(), err
	}
	var t assessment.Team
	return t, json.Unmarshal([]byte(doc), &t)
}
