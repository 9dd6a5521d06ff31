package app

import (
	"math/big"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

const (
	// paidYear is how many weeks a year of paid hours has.
	paidYear = 52
	// paidEnough is how many weeks after the plan was agreed somebody must have told of.
	paidEnough = 26
	// tenthsOfHour is how many minutes a tenth of an hour has.
	tenthsOfHour = 6
)

// paidOf is what one citizen told of the year before the plan, and of the time since.
type paidOf struct {
	group         int
	agreed, from  domain.Date // the week of the plan, and the first of the year before
	before, weeks int64
	weeksBefore   int64
	after         int64
}

// told takes in one week.
func (p *paidOf) told(week domain.Date, minutes int) {
	switch {
	case week >= p.agreed:
		p.after, p.weeks = p.after+int64(minutes), p.weeks+1
	case week >= p.from:
		p.before, p.weeksBefore = p.before+int64(minutes), p.weeksBefore+1
	}
}

// paid works out the hours with pay a year before and after the plan; see figureSpecs.
func (t *tally) paid(tx *store.Tx, plans []store.CountedPlan) error {
	end := t.q.To.End()
	last := domain.WeekOf(t.q.To.AddDays(-6)) // the last week that ended in the quarter
	all := map[domain.ID]*paidOf{}
	first := last
	for _, p := range plans {
		if p.CreatedAt.After(end) && live(p, end) == nil {
			continue // she came later
		}
		week := domain.WeekOf(p.Counted.AgreedOn)
		x := &paidOf{group: t.at(p, end), agreed: week}
		if week != "" {
			x.from = week.AddDays(-7 * paidYear)
			first = min(first, x.from)
		}
		all[p.Plan] = x
	}
	if err := tx.EachPaidWeek(first, last, func(plan domain.ID, week domain.Date, minutes int) {
		if x := all[plan]; x != nil && x.agreed != "" {
			x.told(week, minutes)
		}
	}); err != nil {
		return err
	}
	before, after := make([]big.Rat, len(t.teams)), make([]big.Rat, len(t.teams))
	for plan, x := range all {
		t.add("paid.citizens", x.group, plan, 1)
		switch {
		case x.weeksBefore < paidYear:
			t.add("paid.left_before", x.group, plan, 1)
			continue
		case x.weeks < paidEnough:
			t.add("paid.left_after", x.group, plan, 1)
			continue
		}
		t.add("paid.counted", x.group, plan, 1)
		for _, i := range []int{x.group, len(t.teams) - 1} {
			before[i].Add(&before[i], big.NewRat(x.before, 1))
			after[i].Add(&after[i], big.NewRat(x.after*paidYear, x.weeks))
		}
	}
	for i := range t.teams {
		n := int64(t.counts["paid.counted"][i].n) * tenthsOfHour
		t.worked["paid.before"][i], t.worked["paid.after"][i] = rounded(&before[i], n), rounded(&after[i], n)
	}
	return nil
}
