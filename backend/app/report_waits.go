package app

import (
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ReportWaits tells a team lead that a citizen whom nobody works with now said that one of
// her people is not good to her: who she is, and since when. What she wrote, and of whom, is
// for whoever becomes her consultant.
type ReportWaits struct {
	Citizen string    `json:"citizen"`
	Since   time.Time `json:"since"`
	// For is the consultant who left.
	For string `json:"for"`
}

// reportsFor gives the reports that an actor was told of and that nobody has taken up: they
// end when the citizen has a consultant, or a deputy, who works here.
func (a *App) reportsFor(tx *store.Tx, actor access.Actor, departments []domain.Department, now time.Time) ([]ReportWaits, error) {
	out := []ReportWaits{}
	told, err := tx.PromisedOf(actor.Person, domain.NotifyStaffReport)
	if err != nil {
		return nil, err
	}
	var seen []domain.ID
	for _, n := range told { // the first of a plan is the one that waits longest
		if slices.Contains(seen, n.Plan) {
			continue
		}
		seen = append(seen, n.Plan)
		tied, err := tx.Relations(n.Plan)
		if err != nil {
			return nil, err
		}
		helpers, err := atWork(tx, tied, now)
		if err != nil {
			return nil, err
		}
		if !access.ToldOfReport(actor, len(helpers) > 0) {
			continue
		}
		head, err := tx.Plan(n.Plan)
		if err != nil {
			return nil, err
		}
		s, err := a.load(tx, head, departments)
		if err != nil {
			return nil, err
		}
		left, err := tx.Person(s.consultant(now))
		if err != nil {
			return nil, err
		}
		out = append(out, ReportWaits{Citizen: s.persons[head.Citizen].Name, Since: n.DueAt.UTC(), For: left.Name})
	}
	return out, nil
}

// atWork gives who acts as a plan's consultant now and still works here.
func atWork(tx *store.Tx, tied []store.PlanPerson, now time.Time) (out []domain.ID, err error) {
	for _, r := range tied {
		role, department, gone, err := tx.SignInFacts(r.Person)
		if err != nil {
			return nil, err
		}
		v := access.Viewer{Actor: access.Actor{Person: r.Person, Role: role, Department: department}, Relation: r.Relation}
		if !gone && v.IsConsultant() && v.MayOpen(now) {
			out = append(out, r.Person)
		}
	}
	return out, nil
}
