package app

import (
	"context"
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Settle is that citizen or consultant says that something may stay as it is.
type Settle struct {
	Plan domain.ID
	Key  string
	Mutation
}

// SettleAlert lets an alert be that may be let be: a gap that suits the citizen, a measurement
// she skips. It does not come back under the same cause.
func (a *App) SettleAlert(ctx context.Context, actor access.Actor, in Settle) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"settle_alert", in.Plan}, in.Mutation, func(c *change) (keptReceipt, error) {
		out := keptReceipt{Receipt: Receipt{ID: in.Plan, Kind: domain.KindPlan}}
		rounds, err := a.newRounds(c.tx, House{Departments: c.departments})
		if err != nil {
			return out, err
		}
		var m memory
		if _, _, err := c.tx.Attention(c.state.head, &m); err != nil {
			return out, err
		}
		alerts, next, err := a.look(c.tx, c.state, &m, rounds)
		if err != nil {
			return out, err
		}
		seen := c.state.alertsFor(c.viewer, alerts, m, rounds, "da")
		i := slices.IndexFunc(seen, func(v AlertView) bool { return v.Key == in.Key })
		if i < 0 {
			if m.settled()[in.Key] && (c.viewer.IsConsultant() || c.viewer.Relation.Kind == access.RelationCitizen) {
				return out, nil // it has been let be: twice is once
			}
			return out, domain.ErrNotFound
		}
		if !slices.ContainsFunc(seen[i].Ends, func(e AlertEnd) bool { return e.Code == attention.EndSettle }) {
			return out, domain.ErrForbidden
		}
		n := m.find(in.Key)
		if n == nil {
			m.Alerts = append(m.Alerts, noticed{Key: in.Key, Rule: seen[i].Rule, Level: seen[i].Level, Since: c.now.UTC()})
			n = &m.Alerts[len(m.Alerts)-1]
		}
		at := c.now.UTC()
		n.DealtAt, n.By = &at, actor.Person
		if err := c.tx.PutAttention(c.state.head, c.now, next, m); err != nil {
			return out, err
		}
		out.Changed = true
		return out, c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: c.by, Session: actor.Session, Action: "settle_alert", Kind: seen[i].Subject.Kind, Item: seen[i].Subject.ID, Rev: c.state.head.Rev})
	})
	return a.receipt(actor, in.Plan, r), err
}
