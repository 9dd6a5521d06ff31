package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ReportList is a page of the citizens who told of one of their people and whom nobody has
// helped with it, the one who waits longest first.
type ReportList struct {
	Reports []ReportWaits `json:"reports"`
	// Next asks for the page after this one; left out on the last.
	Next string `json:"next,omitempty"`
}

// ReportWaits tells that a citizen said that one of her people is not good to her, and since
// when. What she wrote, and of whom, stands on the plan, for whoever acts as her consultant.
type ReportWaits struct {
	Citizen string    `json:"citizen"`
	Since   time.Time `json:"since"`
	// Plan is for whoever may open it, and For, who left, for a team lead.
	Plan domain.ID `json:"plan,omitempty"`
	For  string    `json:"for,omitempty"`
}

// MaxReportsPage is how many a page of the list has.
const MaxReportsPage = 20

// ListReports gives an actor the citizens whose reports are his to take up now: a consultant
// those whom she acts for, whoever did when they were made; a team lead those whom nobody
// acts for who works here.
func (a *App) ListReports(ctx context.Context, actor access.Actor, after string) (ReportList, error) {
	out := ReportList{Reports: []ReportWaits{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	from, err := afterReport(after)
	if err != nil {
		return out, err
	}
	var named []domain.ID
	now := a.clock.Now()
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		heads, _, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil || len(heads) == 0 && actor.Role != domain.RoleTeamLead {
			return err
		}
		var plans []domain.ID // of a team lead none: those of all
		for _, h := range heads {
			plans = append(plans, h.ID)
		}
		for last := from; ; {
			open, err := tx.OpenReports(last, MaxReportsPage+1, plans...)
			if err != nil {
				return err
			}
			for _, r := range open {
				told, err := a.reportWaits(tx, actor, r, house.Departments, now)
				if err != nil {
					return err
				}
				if told == nil {
					last = r
					continue
				}
				if len(out.Reports) == MaxReportsPage {
					out.Next = strconv.FormatInt(last.Since.UnixMilli(), 10) + "." + string(last.Plan)
					return nil
				}
				last = r
				out.Reports, named = append(out.Reports, *told), append(named, r.Plan)
			}
			if len(open) <= MaxReportsPage {
				return nil
			}
		}
	})
	if err != nil {
		return ReportList{}, err
	}
	return out, a.logReads(ctx, actor, readList, "", named...)
}

// afterReport reads where a page begins.
func afterReport(after string) (r store.OpenReport, err error) {
	if after == "" {
		return r, nil
	}
	since, plan, _ := strings.Cut(after, ".")
	ms, err := strconv.ParseInt(since, 10, 64)
	if r = (store.OpenReport{Plan: domain.ID(plan), Since: time.UnixMilli(ms)}); err != nil || !r.Plan.Valid() {
		return r, domain.Invalid(domain.FieldError{Field: "after", Code: domain.CodeInvalid, Detail: "Siden findes ikke. Begynd forfra."})
	}
	return r, nil
}

// reportWaits gives what an actor is told of an open report; nil where it is not his.
func (a *App) reportWaits(tx *store.Tx, actor access.Actor, r store.OpenReport, departments []domain.Department, now time.Time) (*ReportWaits, error) {
	tied, err := tx.Relations(r.Plan)
	if err != nil {
		return nil, err
	}
	helpers, err := atWork(tx, tied, now)
	if err != nil {
		return nil, err
	}
	v := access.Viewer{Actor: actor, Relation: store.Among(tied, access.PlanScope(actor, now))}
	if !access.ToldOfReport(v, len(helpers) > 0, true, now) {
		return nil, nil // whoever leads the team: nothing more needs to be read
	}
	head, err := tx.Plan(r.Plan)
	if err != nil {
		return nil, err
	}
	s, err := a.load(tx, head, departments)
	if err != nil {
		return nil, err
	}
	had, err := tx.Person(s.consultant(now))
	if err != nil {
		return nil, err
	}
	leads, err := leadsOf(tx, had)
	if err != nil {
		return nil, err
	}
	if !access.ToldOfReport(v, len(helpers) > 0, slices.Contains(leads, actor.Person), now) {
		return nil, nil
	}
	told := &ReportWaits{Citizen: s.persons[head.Citizen].Name, Since: r.Since.UTC()}
	if v.IsConsultant() {
		told.Plan = r.Plan
	} else {
		told.For = had.Name
	}
	return told, nil
}

var errTakenUp = &domain.Error{Code: domain.CodeAlreadyAnswered, Detail: "Det er taget op af en anden. Dine ord er ikke gemt."}

// TakeReports writes down that the consultant took up what the citizen told of one of her
// people, up to the last word of it that she had seen, and what she did. It leaves her list,
// and both can read it on.
func (a *App) TakeReports(ctx context.Context, actor access.Actor, plan, id domain.ID, upTo time.Time, done string, m Mutation) (Receipt, error) {
	out, err := onPlan(ctx, a, actor, plan, operation{"take_reports", id}, m, func(c *change) (OfContact, error) {
		out := OfContact{Receipt: keptReceipt{Receipt: Receipt{ID: id, Kind: domain.KindContact}}}
		ref := domain.Ref{Kind: domain.KindContact, ID: id}
		stored, ok := c.state.item(ref.Kind, id).(*domain.Contact)
		switch {
		case !c.state.facts.Can(c.viewer, access.ActTakeReport, ref, nil, c.now):
			return out, domain.ErrForbidden
		case !ok || !c.state.facts.See(c.viewer, ref, c.now).Shows("reports"):
			return out, domain.ErrNotFound
		}
		grant, taken := *stored, false
		if grant.Reports, taken = domain.TakeUp(stored.Reports, upTo, actor.Person, strings.TrimSpace(done), inUTC(c.now)); !taken {
			return out, errTakenUp
		}
		if err := c.keepContact(id, &grant, "take_report", &out); err != nil {
			return out, err
		}
		open, err := c.tx.TakeReports(plan, id, actor.Person, upTo, c.now)
		if err == nil && open == 0 {
			err = c.tx.ClearNotifications(id, c.now, domain.NotifyStaffReport)
		}
		if err != nil {
			return out, err
		}
		return out, c.contactKept(&out)
	})
	return a.receipt(actor, plan, out.Receipt), err
}

// atWork gives who acts as a plan's consultant now and still works here.
func atWork(tx *store.Tx, tied []store.PlanPerson, now time.Time) (out []domain.ID, err error) {
	for _, r := range tied {
		who, err := tx.SignInFacts(r.Person)
		if err != nil {
			return nil, err
		}
		v := access.Viewer{Actor: access.Actor{Person: r.Person, Role: who.Role, Department: who.Department}, Relation: r.Relation}
		if !who.Disabled && v.IsConsultant() && v.MayOpen(now) {
			out = append(out, r.Person)
		}
	}
	return out, nil
}
