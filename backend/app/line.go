package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// openDays is how many of them are told: what stands on a phone without net is some days old.
const openDays = 6

// Line is what the citizen may count on: who answers, by when, and where to call.
type Line struct {
	Thread domain.ID `json:"thread"`
	AsOf   time.Time `json:"as_of"`
	// AnswersToday is who answers now.
	AnswersToday Answers `json:"answers_today"`
	// WaitingSince is when the citizen wrote what nobody has answered, and ExpectedBy when an
	// answer can be expected; left out where nobody waits.
	WaitingSince *time.Time `json:"waiting_since,omitempty"`
	ExpectedBy   *time.Time `json:"expected_by,omitempty"`
	// OpenNow says that who answers is at work, until OpenUntil; NextOpen is when he is next.
	OpenNow   bool       `json:"open_now"`
	OpenUntil *time.Time `json:"open_until,omitempty"`
	NextOpen  *time.Time `json:"next_open,omitempty"`
	// OpenDays are the next days on which who answers is at work, and when: the times at which
	// the citizen can wish to be called.
	OpenDays []domain.TimeSpan `json:"open_days"`
	Call     CallLine          `json:"call"`
	// Emergency is where to call when it cannot wait.
	Emergency []domain.EmergencyNumber `json:"emergency"`
}

// Answers is somebody who answers, for another until a day where he stands in.
type Answers struct {
	ID        domain.ID   `json:"id"`
	Name      string      `json:"name"`
	DeputyFor string      `json:"deputy_for,omitempty"`
	Until     domain.Date `json:"until,omitempty"`
}

// CallLine is which numbers may be called now.
type CallLine struct {
	// Number is that of who answers, in working hours.
	Number string `json:"number,omitempty"`
	// OutOfHours is the number that is agreed with this citizen, inside its window.
	OutOfHours *AgreedNumber `json:"out_of_hours,omitempty"`
}

// AgreedNumber may be called from From until To.
type AgreedNumber struct {
	Number string    `json:"number"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
}

// GetLine gives what a reader of a thread may count on. Without a thread it is the one with
// the consultant.
func (a *App) GetLine(ctx context.Context, actor access.Actor, plan, thread domain.ID) (Line, error) {
	out := Line{Emergency: a.emergency}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	var rel access.RelationKind
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.viewer(tx, actor, plan)
		if err != nil {
			return err
		}
		rel = viewer.Relation.Kind
		t, err := a.threadTo(tx, viewer, plan, thread)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		out.Thread, out.AsOf = t.ID, now.UTC()
		return a.fillLine(tx, &out, s, viewer, t, now)
	})
	if err != nil {
		return Line{}, err
	}
	return out, a.logRead(ctx, actor, readMessages, "", rel, plan)
}

func (a *App) fillLine(tx *store.Tx, out *Line, s *state, viewer access.Viewer, t domain.Thread, now time.Time) error {
	staff, err := tx.Person(with(t, s.head.Citizen, s.consultant(now)))
	if err != nil {
		return err
	}
	who := staff
	out.AnswersToday = Answers{ID: staff.ID, Name: staff.CalledName()}
	if in, until, err := a.standIn(tx, t, staff, now); err != nil {
		return err
	} else if in != "" {
		if who, err = tx.Person(in); err != nil {
			return err
		}
		out.AnswersToday = Answers{ID: who.ID, Name: who.CalledName(), DeputyFor: staff.CalledName(), Until: domain.DateOf(until.Add(-time.Millisecond))}
	}
	waits, err := tx.Waits(t.Plan)
	if err != nil {
		return err
	}
	for _, w := range waits {
		if w.Thread != t.ID {
			continue
		}
		out.WaitingSince = &w.Since
		if by, ok := a.officeOf(staff).AddWorkingHours(w.Since, replyTime(t)); ok {
			out.ExpectedBy = &by
		}
	}
	office := a.officeOf(who)
	if _, to, ok := office.OpenAround(now); ok {
		out.OpenNow, out.OpenUntil = true, &to
	} else if next, ok := office.NextOpen(now); ok {
		out.NextOpen = &next
	}
	out.OpenDays = office.OpenDays(now, openDays)
	if viewer.Relation.Kind != access.RelationCitizen {
		return nil
	}
	if out.OpenNow {
		out.Call.Number = who.Phone
	}
	if citizen := s.persons[s.head.Citizen]; who.ID == s.plan().Consultant && who.ID == s.consultant(now) && citizen.Citizen != nil && citizen.Citizen.Agreement != nil {
		out.Call.OutOfHours = agreedNow(citizen.Citizen.Agreement.OutOfHours, now)
	}
	return nil
}

// standIn gives who stands in for somebody now, and until when; "" where nobody does.
func (a *App) standIn(tx *store.Tx, t domain.Thread, staff domain.Person, now time.Time) (domain.ID, time.Time, error) {
	for _, l := range t.Leaves {
		if l.Person == staff.ID && l.Live(now) {
			return l.Deputy, l.To, nil
		}
	}
	if t.Deputy == "" {
		return "", time.Time{}, nil
	}
	rels, err := tx.Relations(t.Plan)
	for _, r := range rels {
		if r.Person == t.Deputy && r.Relation.Kind == access.RelationDeputy && r.Relation.Live(now) && !r.Relation.To.IsZero() && t.StandsIn(r.Person, now) {
			return r.Person, r.Relation.To, nil
		}
	}
	return "", time.Time{}, err
}

// weekdays are those of RFC 5545, by time.Weekday.
var weekdays = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// agreedNow gives the number that citizen and consultant agreed on, where now is inside its
// window; nil everywhere else.
func agreedNow(o *domain.OutOfHours, now time.Time) *AgreedNumber {
	today := domain.DateOf(now)
	for _, day := range []domain.Date{today, today.AddDays(-1)} {
		if w, ok := agreedOn(o, day); ok && !now.Before(w.Start) && now.Before(w.End) {
			return &AgreedNumber{Number: o.Phone, From: w.Start, To: w.End}
		}
	}
	return nil
}

// agreedOn gives the window that begins on a day, in which the agreed number may be called;
// one that ends before it begins goes on past midnight.
func agreedOn(o *domain.OutOfHours, day domain.Date) (domain.TimeSpan, bool) {
	if o == nil || !o.Agreed || o.Phone == "" || !slices.Contains(o.Days, weekdays[day.Start().In(domain.Copenhagen).Weekday()]) {
		return domain.TimeSpan{}, false
	}
	from, errFrom := schedule.ParseClock(o.From)
	to, errTo := schedule.ParseClock(o.To)
	if errFrom != nil || errTo != nil {
		return domain.TimeSpan{}, false
	}
	ends := day
	if to <= from {
		ends = day.AddDays(1)
	}
	return domain.TimeSpan{Start: from.At(day), End: to.At(ends)}, true
}
