package app

import (
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
)

// Attentive is what the rules of attention need to know of one plan.
type Attentive struct {
	Plan     domain.ID
	Citizen  domain.Person
	Records  []domain.Record
	Access   *access.Facts
	Threads  []domain.Thread
	Messages []domain.Message // the last of each thread, oldest first
	People   map[domain.ID]domain.Person
	Leads    []domain.ID
	Leaves   []domain.Leave
	Settled  map[string]bool
	// Goes and GoesToldAt are when the plan is deleted, as it was told.
	Goes       domain.Date
	GoesToldAt time.Time
	// Catalogue is the help there is, for its time limits.
	Catalogue []domain.CatalogueEntry
	// Hours are the installation's, for those of the staff who have none of their own.
	Hours string
	// Offices are the working times that were read already, by the words they are written in;
	// more are put there. Nil keeps none from one plan to the next.
	Offices map[string]schedule.Office
}

// AttentionFacts puts together what package attention judges by: who sees what is asked of
// package access, and who works when of package schedule.
func AttentionFacts(in Attentive, now time.Time) *attention.Facts {
	offices := in.Offices
	if offices == nil {
		offices = map[string]schedule.Office{}
	}
	head, _ := thingOf(in.Records, in.Plan).(*domain.Plan)
	if head == nil {
		head = &domain.Plan{}
	}
	return &attention.Facts{
		Plan: in.Plan, Citizen: in.Citizen, Records: in.Records, Threads: in.Threads, Messages: in.Messages,
		People: in.People, Leads: in.Leads, Leaves: in.Leaves, Settled: in.Settled, Occurs: schedule.Occurs, Goes: in.Goes, GoesToldAt: in.GoesToldAt,
		Limits: func(code string) []domain.TimeLimit {
			for i := range in.Catalogue {
				if in.Catalogue[i].Code == code {
					return in.Catalogue[i].Limits
				}
			}
			return nil
		},
		Work: func(person domain.ID) attention.Office {
			words := in.People[person].Hours
			o, ok := offices[words]
			if !ok {
				o = schedule.OfficeOf(words, in.Hours)
				offices[words] = o
			}
			return o
		},
		Sees: func(person domain.ID, thing domain.Ref) attention.Sight {
			if slices.Contains(in.Leads, person) {
				// She is told the name, the rule and since when, and only of what counts for her.
				if in.Access.CountsForLead(thing) {
					return attention.SeesTimes
				}
				return attention.SeesNothing
			}
			p := in.People[person]
			v := access.Viewer{Actor: access.Actor{Person: person, Role: p.Role, Department: p.Department}, Relation: access.Relation{Kind: access.RelationProfessional}}
			switch {
			case person == head.Consultant:
				v.Relation.Kind = access.RelationConsultant
			case p.Role == domain.RoleConsultant && standsIn(person, head.Consultant, in, now):
				v.Relation.Kind = access.RelationDeputy
			}
			view := in.Access.See(v, thing, now)
			switch {
			case !view.Sees:
				return attention.SeesNothing
			case view.Partial():
				return attention.SeesTimes
			}
			return attention.SeesAll
		},
	}
}

// standsIn says whether somebody is the consultant's deputy, in her thread or while she is away.
func standsIn(person, consultant domain.ID, in Attentive, now time.Time) bool {
	away := func(l domain.Leave) bool { return l.Deputy == person && l.Live(now) }
	return slices.ContainsFunc(in.Threads, func(t domain.Thread) bool {
		return slices.Contains(t.Between, consultant) && t.StandsIn(person, now)
	}) || slices.ContainsFunc(in.Leaves, away)
}

func thingOf(records []domain.Record, id domain.ID) domain.Item {
	for _, r := range records {
		if r.ID == id && r.Kind == domain.KindPlan {
			return r.Item
		}
	}
	return nil
}
