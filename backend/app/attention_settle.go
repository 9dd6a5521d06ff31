package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Settle is that citizen or staff say that something may stay as it is, or with Undone that
// it may not after all.
type Settle struct {
	Plan domain.ID
	Key  string
	// Why is what they agreed on; staff must say it, for the citizen reads it.
	Why    string
	Undone bool
	Mutation
}

// maxSettleWhy is how long it may be, in bytes of UTF-8.
const maxSettleWhy = 1000

// SettledView is something that may stay as it is: who said so, when and why.
type SettledView struct {
	Key  string         `json:"key"`
	Rule attention.Rule `json:"rule"`
	By   domain.ID      `json:"by"`
	Name string         `json:"name"`
	At   time.Time      `json:"at"`
	Why  string         `json:"why,omitempty"`
}

// SettleAlert lets an alert be that may be let be: a gap that suits the citizen, a measurement
// she skips. It does not come back under the same cause, unless that is taken back.
func (a *App) SettleAlert(ctx context.Context, actor access.Actor, in Settle) (Receipt, error) {
	in.Why = strings.TrimSpace(in.Why)
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"settle_alert", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) { return c.settleAlert(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) settleAlert(in Settle) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.Plan, Kind: domain.KindPlan}}
	var before memory
	if _, _, err := c.tx.Attention(c.state.head, &before); err != nil {
		return out, err
	}
	m := memory{Alerts: slices.Clone(before.Alerts), Counted: before.Counted}
	settled := m.settled()[in.Key]
	mine := c.viewer.Relation.Kind != access.RelationContact
	switch {
	case settled && mine && !in.Undone, !settled && in.Undone:
		return out, c.knowsAlert(in.Key, m) // twice is once
	case in.Undone:
		n := m.find(in.Key)
		n.By, n.Why = "", ""
	}
	rounds, err := c.app.newRounds(c.tx, House{Departments: c.departments})
	if err != nil {
		return out, err
	}
	alerts, next, err := c.app.look(c.tx, c.state, &m, rounds)
	if err != nil {
		return out, err
	}
	seen := c.state.alertsFor(c.viewer, alerts, m, rounds, "da")
	i := slices.IndexFunc(seen, func(v AlertView) bool { return v.Key == in.Key })
	if i < 0 {
		return out, domain.ErrNotFound
	}
	about := seen[i]
	if !slices.ContainsFunc(about.Ends, func(e AlertEnd) bool { return e.Code == attention.EndSettle }) {
		return out, domain.ErrForbidden
	}
	if !in.Undone {
		if in.Why == "" && c.viewer.Relation.Kind != access.RelationCitizen {
			return out, domain.ErrNeedsWhy
		}
		if len(in.Why) > maxSettleWhy {
			return out, domain.Invalid(domain.FieldError{Field: "why", Code: domain.CodeInvalid, Detail: "Skriv det kortere."})
		}
		n := m.find(in.Key)
		if n == nil {
			told := slices.ContainsFunc(alerts, func(a attention.Alert) bool { return a.Key == in.Key && c.state.tellsCitizen(a, c.now) })
			m.Alerts = append(m.Alerts, noticed{Key: in.Key, Rule: about.Rule, Level: about.Level, Since: c.now.UTC(), Citizen: told})
			n = &m.Alerts[len(m.Alerts)-1]
		}
		at := c.now.UTC()
		n.DealtAt, n.By, n.Why = &at, c.actor.Person, in.Why
	}
	if err := c.app.tellNoticed(c.tx, c.state.head.ID, before, m); err != nil {
		return out, err
	}
	if err := c.tx.PutAttention(c.state.head, c.now, next, m); err != nil {
		return out, err
	}
	out.Changed = true
	return out, c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: c.actor.Session, Action: "settle_alert", Kind: about.Subject.Kind, Item: about.Subject.ID, Rev: c.state.head.Rev})
}

// settledFor gives what may stay as it is, as far as a viewer was ever told of it: the
// citizen nothing that is a hint to staff, nobody what he does not see whole.
func (s *state) settledFor(v access.Viewer, m memory, r *rounds) []SettledView {
	out := []SettledView{}
	citizen := v.Relation.Kind == access.RelationCitizen
	for _, n := range m.Alerts {
		if n.By == "" || n.DealtAt == nil || citizen && n.Rule != attention.Gap && n.Rule != attention.MeasurementDue || !s.seesWhole(v, n.Key, r.now) {
			continue
		}
		out = append(out, SettledView{Key: n.Key, Rule: n.Rule, By: n.By, Name: s.toldView("", n.By, *n.DealtAt, r).Name, At: *n.DealtAt, Why: n.Why})
	}
	slices.SortFunc(out, func(x, y SettledView) int { return cmp.Or(y.At.Compare(x.At), strings.Compare(x.Key, y.Key)) })
	return out
}

// seesWhole says whether a viewer sees whole what an alert of that key is about.
func (s *state) seesWhole(v access.Viewer, key string, now time.Time) bool {
	_, rest, _ := strings.Cut(key, "|")
	id, _, _ := strings.Cut(rest, "|")
	if domain.ID(id) == s.head.ID {
		return v.Relation.Kind != access.RelationProfessional
	}
	for _, r := range s.records {
		if string(r.ID) == id {
			view := s.facts.See(v, r.Ref(), now)
			return view.Sees && !view.Partial()
		}
	}
	return false
}

// knowsAlert is nil where an alert is known under that key to who settles, and missing where not.
func (c *change) knowsAlert(key string, m memory) error {
	if m.find(key) == nil || !c.state.seesWhole(c.viewer, key, c.now) {
		return domain.ErrNotFound
	}
	return nil
}
