package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// What stands in somebody's week.
const (
	WeekMeeting   = "meeting"
	WeekFollowUp  = "follow_up"
	WeekEffortEnd = "effort_end"
	WeekCallBack  = "call_back"
	WeekReachable = "reachable"
)

// Week is one member of the staff's week over all whom he works with now.
type Week struct {
	Year    int         `json:"year" doc:"of the week (ISO 8601): not always that of its days"`
	Number  int         `json:"number" minimum:"1" maximum:"53"`
	Days    []WeekDay   `json:"days" doc:"Monday to Sunday"`
	Entries []WeekEntry `json:"entries" doc:"what is on a day as a whole first, then by when it begins"`
}

// WeekDay is one day in Copenhagen, with when its person is at work.
type WeekDay struct {
	Date    domain.Date       `json:"date"`
	Holiday string            `json:"holiday,omitempty" doc:"what a public holiday is called, in Danish"`
	Hours   []domain.TimeSpan `json:"hours" doc:"working hours, in UTC"`
	// Away is that the person is away for some of the day, and Deputy who stands in.
	Away   bool   `json:"away,omitempty"`
	Deputy string `json:"deputy,omitempty"`
	// StandsInFor are those whose work is the person's that day.
	StandsInFor []string `json:"stands_in_for,omitempty"`
}

// WeekEntry is one thing in a week.
type WeekEntry struct {
	What    string      `json:"what" enum:"meeting,follow_up,effort_end,call_back,reachable"`
	Plan    domain.ID   `json:"plan"`
	Citizen CitizenName `json:"citizen"`
	// ID is the meeting's, the effort's or the request's; an agreed time has none.
	ID domain.ID `json:"id,omitempty"`
	// Title is left out where the reader sees no more than when it is.
	Title string `json:"title,omitempty"`
	// Start and End are in UTC, left out of what is on a day as a whole. A promised call that
	// was wished for no time has a Start only: by when she was promised one.
	Start *time.Time `json:"start,omitempty"`
	End   *time.Time `json:"end,omitempty"`
	// On is the day in Copenhagen on which it stands.
	On domain.Date `json:"on"`
	// Due is the day that was missed, where it stands on today because of that.
	Due  domain.Date `json:"due,omitempty"`
	Form string      `json:"form,omitempty" doc:"the meeting's"`
	// Status is the meeting's.
	Status domain.Status `json:"status,omitempty"`
	// Mine is that the reader himself comes to it, or is to do it.
	Mine bool `json:"mine"`
	// StandsIn is that it is his only while he stands in for another.
	StandsIn bool `json:"stands_in,omitempty"`
}

// weekReader gathers what stands in a week on one plan after the other.
type weekReader struct {
	app    *App
	tx     *store.Tx
	actor  access.Actor
	week   schedule.Week
	rounds *rounds
	today  domain.Date
	out    *Week
}

// GetWeek gives the actor's week around a day in Copenhagen: what he may see now, on the plans
// that he may open now, as far as they are his that week. Cancelled meetings take no time and
// are left out.
func (a *App) GetWeek(ctx context.Context, actor access.Actor, day domain.Date) (Week, error) {
	now := a.clock.Now()
	if day == "" {
		day = domain.DateOf(now)
	}
	week, ok := schedule.WeekOf(day)
	if !ok || !day.Valid() {
		return Week{}, refused("day", "Datoen findes ikke i kalenderen.")
	}
	out := Week{Year: week.Year, Number: week.Number, Entries: []WeekEntry{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		r, err := a.newRounds(tx, house)
		if err != nil {
			return err
		}
		w := &weekReader{app: a, tx: tx, actor: actor, week: week, rounds: r, today: domain.DateOf(now), out: &out}
		if err := w.days(); err != nil {
			return err
		}
		heads, rels, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil {
			return err
		}
		for i, head := range heads {
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			if err := w.plan(s, access.Viewer{Actor: actor, Relation: rels[i]}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return Week{}, err
	}
	slices.SortStableFunc(out.Entries, compareEntries)
	var named []domain.ID
	for _, e := range out.Entries {
		if !slices.Contains(named, e.Plan) {
			named = append(named, e.Plan)
		}
	}
	return out, a.logReads(ctx, actor, readWeek, "", named...)
}

// compareEntries puts what is on a whole day before what has a time.
func compareEntries(x, y WeekEntry) int {
	at := func(e WeekEntry) time.Time {
		if e.Start == nil {
			return e.On.Start()
		}
		return *e.Start
	}
	return cmp.Or(cmp.Compare(x.On, y.On), at(x).Compare(at(y)), cmp.Compare(x.Citizen.Name, y.Citizen.Name), cmp.Compare(x.What, y.What), cmp.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
}

// days fills in the days, with when the actor works, is away and stands in.
func (w *weekReader) days() error {
	me, err := w.tx.Person(w.actor.Person)
	if err != nil {
		return err
	}
	leaves, err := w.tx.Absences(w.week.From())
	if err != nil {
		return err
	}
	leaves = slices.DeleteFunc(leaves, func(l domain.Leave) bool { return !access.MaySeeLeave(w.actor, l) })
	names, err := w.app.consultants(w.tx)
	if err != nil {
		return err
	}
	office := w.app.officeOf(me)
	for _, d := range w.week.Days {
		day := WeekDay{Date: d, Holiday: schedule.NameOf(d), Hours: office.OpenOn(d)}
		if day.Hours == nil {
			day.Hours = []domain.TimeSpan{}
		}
		for _, l := range leaves {
			switch {
			case !l.From.Before(d.End()) || !d.Start().Before(l.To):
			case l.Person == w.actor.Person:
				day.Away, day.Deputy = true, names[l.Deputy]
			default:
				day.StandsInFor = append(day.StandsInFor, names[l.Person])
			}
		}
		w.out.Days = append(w.out.Days, day)
	}
	return nil
}

// plan adds what stands in the week on one plan.
func (w *weekReader) plan(s *state, v access.Viewer) error {
	asks := false
	for _, r := range s.records {
		view := s.facts.See(v, r.Ref(), w.rounds.now)
		if !view.Sees {
			continue
		}
		switch it := r.Item.(type) {
		case *domain.Meeting:
			if it.Status == domain.StatusCancelled || it.Status == domain.StatusMoved || !view.Shows("start") || !view.Shows("end") {
				continue
			}
			e := WeekEntry{What: WeekMeeting, ID: r.ID, Status: it.Status, Mine: slices.Contains(it.With, v.Person)}
			if view.Shows("title") {
				e.Title = it.Title
			}
			if view.Shows("form") {
				e.Form = it.Form
			}
			w.timed(s, v, e, it.Start, it.End)
		case *domain.Effort:
			open := it.Status == domain.StatusPlanned || it.Status == domain.StatusActive || it.Status == domain.StatusPaused
			asks = asks || open && !view.Partial()
			if open && it.End != "" && view.Shows("end") {
				e := WeekEntry{What: WeekEffortEnd, ID: r.ID, On: it.End, Mine: it.Responsible == v.Person}
				if view.Shows("title") {
					e.Title = it.Title
				}
				w.whole(s, v, e)
			}
		case *domain.MeetingRequest:
			if it.Call && it.Waits() && s.facts.Can(v, access.ActAnswerRequest, r.Ref(), it, w.rounds.now) {
				w.callBack(s, v, r.ID, it)
			}
		}
	}
	w.reachable(s, v)
	if !asks {
		return nil
	}
	return w.followUps(s, v)
}

// callBack adds when a citizen would like to be called; where she wished for no time, by when
// she was promised a call.
func (w *weekReader) callBack(s *state, v access.Viewer, id domain.ID, it *domain.MeetingRequest) {
	e := WeekEntry{What: WeekCallBack, ID: id, Mine: true}
	for _, span := range it.Wished {
		w.timed(s, v, e, span.Start, span.End)
	}
	if len(it.Wished) > 0 {
		return
	}
	if due, ok := w.app.officeOf(s.persons[s.consultant(w.rounds.now)]).AddWorkingHours(it.At, replyHours*time.Hour); ok {
		w.timed(s, v, e, due, time.Time{})
	}
}

// reachable adds when the consultant agreed that this citizen may call her outside working
// hours. It is her promise, and nobody else's while she is away.
func (w *weekReader) reachable(s *state, v access.Viewer) {
	citizen := s.persons[s.head.Citizen].Citizen
	if v.Relation.Kind != access.RelationConsultant || citizen == nil || citizen.Agreement == nil {
		return
	}
	for i := -1; i < len(w.week.Days); i++ {
		if span, ok := agreedOn(citizen.Agreement.OutOfHours, w.week.Days[0].AddDays(i)); ok {
			w.timed(s, v, WeekEntry{What: WeekReachable, Mine: true}, span.Start, span.End)
		}
	}
}

// followUps adds the day on which somebody is to ask how an effort goes; one that is late
// stands on today.
func (w *weekReader) followUps(s *state, v access.Viewer) error {
	t, err := w.app.talkOn(w.tx, s)
	if err != nil {
		return err
	}
	facts, err := w.app.knownOf(w.tx, s, t, &memory{}, w.rounds)
	if err != nil {
		return err
	}
	for _, f := range attention.FollowUps(facts, w.rounds.sets.At(w.today, facts.Citizen), w.rounds.now) {
		it, ok := s.item(domain.KindEffort, f.Effort).(*domain.Effort)
		if view := s.facts.See(v, domain.Ref{Kind: domain.KindEffort, ID: f.Effort}, w.rounds.now); !ok || !view.Sees || view.Partial() {
			continue
		}
		e := WeekEntry{What: WeekFollowUp, ID: f.Effort, Title: it.Title, On: f.Due, Mine: f.Owner == v.Person}
		if f.Due < w.today {
			e.On, e.Due = w.today, f.Due
		}
		w.whole(s, v, e)
	}
	return nil
}

// timed adds what has a time, if any of it lies in the week. A zero end is none.
func (w *weekReader) timed(s *state, v access.Viewer, e WeekEntry, start, end time.Time) {
	until := end
	if end.IsZero() {
		until = start.Add(time.Second)
	}
	if !start.Before(w.week.To()) || !until.After(w.week.From()) || !holds(v, start) {
		return
	}
	start, end = start.UTC(), end.UTC()
	e.Start, e.On = &start, max(domain.DateOf(start), w.week.Days[0])
	if !end.IsZero() {
		e.End = &end
	}
	w.add(s, v, e)
}

// whole adds what is on a day, if it is one of the week.
func (w *weekReader) whole(s *state, v access.Viewer, e WeekEntry) {
	if slices.Contains(w.week.Days[:], e.On) && holds(v, later(e.On.Start(), w.rounds.now)) {
		w.add(s, v, e)
	}
}

func (w *weekReader) add(s *state, v access.Viewer, e WeekEntry) {
	p := s.persons[s.head.Citizen]
	e.Plan, e.Citizen, e.StandsIn = s.head.ID, CitizenName{ID: p.ID, Name: p.Name, PreferredName: p.CalledName()}, v.Relation.Kind == access.RelationDeputy
	w.out.Entries = append(w.out.Entries, e)
}

// holds says whether what happens at an instant is the viewer's: a deputy's is what lies in
// her window, and nobody's is what comes after the plan is another's.
func holds(v access.Viewer, at time.Time) bool {
	if v.Relation.Kind == access.RelationDeputy && at.Before(v.Relation.From) {
		return false
	}
	return v.Relation.To.IsZero() || at.Before(v.Relation.To)
}
