package app

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// A figureGroup is one column: a team, which is the consultants of one department, or a whole.
type figureGroup struct{ department, whole string }

// tally is what was counted, for each group; the last is everybody.
type tally struct {
	teams []figureGroup
	// names are those of the counts, in order.
	names  []string
	counts map[string][]tallied
	// worked is what was worked out from counts; nil where there was nothing to work it out of.
	worked map[string][]*int64
	// minutes are the times behind the medians.
	minutes map[string][][]int

	people map[domain.ID]domain.Person
	now    time.Time
	q      domain.Quarter
}

// tallyUp counts everything in one snapshot. No plan is opened.
func (a *App) tallyUp(tx *store.Tx, q domain.Quarter, now time.Time) (*tally, error) {
	plans, err := tx.Counted(q)
	if err != nil {
		return nil, err
	}
	consultants, err := tx.WithRole(domain.RoleConsultant, "")
	if err != nil {
		return nil, err
	}
	t, err := newTally(tx, plans, consultants, q, now)
	if err != nil {
		return nil, err
	}
	if err := t.caseload(a, tx, plans, consultants); err != nil {
		return nil, err
	}
	for _, p := range plans {
		t.silence(p)
		t.events(p)
		for _, alert := range p.Counted.Alerts {
			i := t.at(p, now)
			t.add("levels."+alert.Level, i, p.Plan, alert.Alerts)
			t.add("rules."+alert.Rule, i, p.Plan, alert.Alerts)
			t.add("levels.alerts", i, p.Plan, alert.Alerts)
		}
	}
	if err := t.waits(a, tx); err != nil {
		return nil, err
	}
	t.medians()
	return t, t.paid(tx, plans)
}

func newTally(tx *store.Tx, plans []store.CountedPlan, consultants []domain.ID, q domain.Quarter, now time.Time) (*tally, error) {
	t := &tally{names: countNames(), counts: map[string][]tallied{}, worked: map[string][]*int64{}, minutes: map[string][][]int{}, people: map[domain.ID]domain.Person{}, now: now, q: q}
	ids := slices.Clone(consultants)
	for _, p := range plans {
		for _, tie := range p.Ties {
			ids = append(ids, tie.Person)
		}
	}
	slices.Sort(ids)
	people, err := tx.Persons(slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	var departments []string
	for _, p := range people {
		t.people[p.ID] = p
		departments = append(departments, p.Department)
	}
	slices.Sort(departments)
	for _, d := range slices.Compact(departments) {
		t.teams = append(t.teams, figureGroup{department: d})
	}
	t.teams = append(t.teams, figureGroup{whole: noConsultant}, figureGroup{whole: everybody})
	for _, name := range t.names {
		t.counts[name] = make([]tallied, len(t.teams))
	}
	for _, spec := range figureSpecs {
		for _, l := range spec.lines {
			if l.base != "" {
				t.worked[spec.full(l.name)] = make([]*int64, len(t.teams))
			}
			if l.unit == unitMinutes {
				t.minutes[spec.full(l.name)] = make([][]int, len(t.teams))
			}
		}
	}
	return t, nil
}

// team gives the group of a department, or of those without a consultant.
func (t *tally) team(g figureGroup) int { return slices.Index(t.teams, g) }

// of gives the group of whoever is tied to a plan by a tie; nil is nobody.
func (t *tally) of(tie *store.PlanPerson) int {
	if tie == nil {
		return t.team(figureGroup{whole: noConsultant})
	}
	return t.team(figureGroup{department: t.people[tie.Person].Department})
}

// live gives who is the consultant at an instant, the one who came last; nil is nobody.
func live(p store.CountedPlan, when time.Time) *store.PlanPerson {
	for i := len(p.Ties) - 1; i >= 0; i-- {
		if p.Ties[i].Relation.Live(when) {
			return &p.Ties[i]
		}
	}
	return nil
}

// at gives the group that a plan belongs to at an instant.
func (t *tally) at(p store.CountedPlan, when time.Time) int { return t.of(live(p, when)) }

// on gives the group that an event of a day belongs to: that of the consultant at its end, or
// where there was none the one before, or else the first.
func (t *tally) on(p store.CountedPlan, day domain.Date) int {
	for i := len(p.Ties) - 1; i >= 0; i-- {
		if p.Ties[i].Relation.From.Before(day.End()) {
			return t.of(&p.Ties[i])
		}
	}
	if len(p.Ties) > 0 {
		return t.of(&p.Ties[0])
	}
	return t.of(nil)
}

// add counts something of a citizen's in a group, and in the whole. What has no line is not told
// to a lead, and is not counted.
func (t *tally) add(name string, group int, plan domain.ID, n int) {
	cells := t.counts[name]
	if cells == nil {
		return
	}
	cells[group].add(plan, n)
	cells[len(cells)-1].add(plan, n)
}

func (t *tally) took(name string, group, minutes int) {
	for _, i := range []int{group, len(t.teams) - 1} {
		t.minutes[name][i] = append(t.minutes[name][i], minutes)
	}
}

// caseload counts the citizens against the consultants' norms.
func (t *tally) caseload(a *App, tx *store.Tx, plans []store.CountedPlan, consultants []domain.ID) error {
	citizens := map[domain.ID]int{}
	for _, p := range plans {
		if tie := live(p, t.now); tie != nil {
			citizens[tie.Person]++
			t.add("caseload.citizens", t.of(tie), p.Plan, 1)
		}
	}
	sets, err := a.thresholdsIn(tx)
	if err != nil {
		return err
	}
	general := 0
	if n := sets.At(domain.DateOf(t.now), domain.Person{}).Counts.Caseload; n != nil {
		general = *n
	}
	for i, g := range t.teams {
		var all, normed, norms, over int64
		for _, id := range consultants {
			p := t.people[id]
			if g.whole == noConsultant || g.whole == "" && p.Department != g.department {
				continue
			}
			all++
			if norm := cmp.Or(p.CaseloadNorm, general); norm > 0 {
				normed, norms = normed+1, norms+int64(norm)
				if citizens[id] > norm {
					over++
				}
			}
		}
		t.worked["caseload.consultants"][i], t.worked["caseload.over_norm"][i] = &all, &over
		t.worked["caseload.per_consultant"][i] = rounded(big.NewRat(10*int64(t.counts["caseload.citizens"][i].n), 1), all)
		t.worked["caseload.norm"][i] = rounded(big.NewRat(10*norms, 1), normed)
	}
	return nil
}

// silence counts a citizen by the calendar days since she heard from her consultant.
func (t *tally) silence(p store.CountedPlan) {
	tie := live(p, t.now)
	if tie == nil {
		return
	}
	i, today, heard := t.of(tie), domain.DateOf(t.now), p.Counted.HeardOn
	add := func(name string) { t.add("silence."+name, i, p.Plan, 1) }
	switch {
	case heard == "":
		add("unknown")
	case heard.AddDays(14) >= today:
		add("up_to_14")
	case heard.AddDays(21) >= today:
		add("over_14")
		add("from_15_to_21")
	default:
		add("over_14")
		add("over_21")
	}
}

// events counts what happened on a plan in the quarter.
func (t *tally) events(p store.CountedPlan) {
	for _, x := range p.Answers {
		i, name := t.on(p, x.On), "waiting.in_time"
		if x.Minutes > x.Promised {
			name = "waiting.late"
		}
		t.add(name, i, p.Plan, 1)
		t.add("waiting.answers", i, p.Plan, 1)
		t.took("waiting.median", i, x.Minutes)
		t.took("waiting.nine_of_ten", i, x.Minutes)
	}
	for _, e := range p.Counted.Ends {
		name := "ends.undecided"
		switch {
		case e.Decided && e.Followed:
			name = "ends.followed"
		case e.Decided:
			name = "ends.decided"
		}
		t.add(name, t.on(p, e.On), p.Plan, 1)
		t.add("ends.ended", t.on(p, e.On), p.Plan, 1)
	}
	for _, f := range p.Counted.Flags {
		t.flag(p, f)
	}
}

// flag counts one as it stood when the quarter ended.
func (t *tally) flag(p store.CountedPlan, f domain.CountedFlag) {
	i := t.on(p, f.RaisedOn)
	by := func(day domain.Date) bool { return day != "" && day <= t.q.To }
	add := func(name string) { t.add("flags."+name, i, p.Plan, 1) }
	add("raised")
	if !by(f.SeenOn) {
		add("unseen")
		return
	}
	add("any_seen")
	t.took("flags.seen_median", i, f.SeenMinutes)
	if !by(f.AdjustedOn) {
		add("seen")
		return
	}
	add("any_adjusted")
	t.took("flags.adjusted_median", i, f.AdjustedMinutes)
	if by(f.HelpedOn) {
		add("helped")
	} else {
		add("adjusted")
	}
}

// waits counts those who wait now for their consultant's answer.
func (t *tally) waits(a *App, tx *store.Tx) error {
	waits, err := tx.CountedWaits(t.now)
	if err != nil {
		return err
	}
	for _, w := range waits {
		p := t.people[w.Consultant]
		name := "waiting_now.in_time"
		if a.officeOf(p).WorkingHoursBetween(w.Since, t.now) > replyTime(domain.Thread{ReplyHours: w.ReplyHours}) {
			name = "waiting_now.late"
		}
		i := t.team(figureGroup{department: p.Department})
		t.add(name, i, w.Plan, 1)
		t.add("waiting_now.waiting", i, w.Plan, 1)
	}
	return nil
}

// medians works out the times: the median is the middle one, or the mean of the two in the
// middle; nine of ten had theirs in the shortest time of which that is true.
func (t *tally) medians() {
	for name, groups := range t.minutes {
		for i, all := range groups {
			n := len(all)
			if n == 0 {
				continue
			}
			slices.Sort(all)
			if name == "waiting.nine_of_ten" {
				t.worked[name][i] = whole(all[(9*n+9)/10-1])
				continue
			}
			t.worked[name][i] = rounded(big.NewRat(int64(all[(n-1)/2]+all[n/2]), 1), 2)
		}
	}
}

// rounded divides exactly and gives the nearest whole number, a half away from zero; nil where
// there is nothing to divide by. What is divided is never negative.
func rounded(r *big.Rat, by int64) *int64 {
	if by == 0 {
		return nil
	}
	r = new(big.Rat).Quo(r, big.NewRat(by, 1))
	r.Add(r, big.NewRat(1, 2))
	out := new(big.Int).Div(r.Num(), r.Denom()).Int64()
	return &out
}
