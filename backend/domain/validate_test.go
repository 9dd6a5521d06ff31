package domain_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// faults gives the fields an item is refused for, sorted, each once.
func faults(t *testing.T, it interface{ Validate() error }) []string {
	t.Helper()
	err := it.Validate()
	if err == nil {
		return nil
	}
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != domain.CodeInvalid || len(e.Fields) == 0 || e.Detail == "" {
		t.Fatalf("not an error people can read: %#v", err)
	}
	var out []string
	for _, f := range e.Fields {
		if f.Detail == "" || f.Code != domain.CodeInvalid {
			t.Errorf("a fault without words: %+v", f)
		}
		out = append(out, f.Field)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEveryKindValidatesItsWholeItem(t *testing.T) {
	for k, it := range whole {
		if bad := faults(t, it); bad != nil {
			t.Errorf("%s: %v", k, bad)
		}
		if it.Kind() != k {
			t.Errorf("%s calls itself %s", k, it.Kind())
		}
	}
	if _, err := domain.NewItem("sticker"); err == nil {
		t.Error("an unknown kind was made")
	}
	if _, err := domain.DecodeItem(domain.KindGoal, []byte(`{"title":`)); err == nil {
		t.Error("half an item was read")
	}
}

var (
	long    = strings.Repeat("æ", domain.MaxTitle)
	longer  = long + "æ"
	text    = strings.Repeat("😀", domain.MaxText)
	toolong = text + "x"
)

// change is one thing that is wrong (or still right) with an otherwise whole item.
type change[T any] struct {
	name string
	do   func(T)
	bad  []string // the fields refused
}

func check[T domain.Item](t *testing.T, kind domain.Kind, changes []change[T]) {
	t.Helper()
	it, ok := whole[kind].(T)
	if !ok {
		t.Fatalf("%s is a %T", kind, whole[kind])
	}
	for _, c := range changes {
		if got := faults(t, with(t, it, c.do)); !slices.Equal(got, c.bad) {
			t.Errorf("%s, %s: refused for %v, want %v", kind, c.name, got, c.bad)
		}
	}
}

func TestGoalValidates(t *testing.T) {
	check(t, domain.KindGoal, []change[*domain.Goal]{
		{"longest title", func(g *domain.Goal) { g.Title = long }, nil},
		{"title too long", func(g *domain.Goal) { g.Title = longer }, []string{"title"}},
		{"no title", func(g *domain.Goal) { g.Title = " \n " }, []string{"title"}},
		{"longest words", func(g *domain.Goal) { g.InOwnWords = text }, nil},
		{"words too long", func(g *domain.Goal) { g.InOwnWords = toolong }, []string{"in_own_words"}},
		{"a zero byte", func(g *domain.Goal) { g.Title = "a\x00b" }, []string{"title"}},
		{"a bell", func(g *domain.Goal) { g.InOwnWords = "\a" }, []string{"in_own_words"}},
		{"broken text", func(g *domain.Goal) { g.Title = "a\ufffdb" }, []string{"title"}},
		{"line breaks and tabs", func(g *domain.Goal) { g.InOwnWords = "a\r\n\tb" }, nil},
		{"unknown area", func(g *domain.Goal) { g.Area = "space" }, []string{"area"}},
		{"no area", func(g *domain.Goal) { g.Area = "" }, []string{"area"}},
		{"a step's status", func(g *domain.Goal) { g.Status = domain.StatusDone }, []string{"status"}},
		{"dates that do not exist", func(g *domain.Goal) { g.TargetDate, g.ReachedOn = "2026-02-30", "snart" }, []string{"reached_on", "target_date"}},
		{"rank with a sign", func(g *domain.Goal) { g.Rank = "a-b" }, []string{"rank"}},
		{"rank too long", func(g *domain.Goal) { g.Rank = strings.Repeat("a", 65) }, []string{"rank"}},
		{"look too long", func(g *domain.Goal) { g.Icon, g.Colour = strings.Repeat("i", 41), strings.Repeat("c", 41) }, []string{"colour", "icon"}},
		{"all at once", func(g *domain.Goal) { *g = domain.Goal{} }, []string{"area", "status", "title"}},
	})
}

func TestStepValidates(t *testing.T) {
	check(t, domain.KindStep, []change[*domain.Step]{
		{"no goal", func(s *domain.Step) { s.Goal = "" }, []string{"goal"}},
		{"no id of ours", func(s *domain.Step) { s.Goal, s.After = "g1", "../../etc" }, []string{"after", "goal"}},
		{"an agreement's status", func(s *domain.Step) { s.Status = domain.StatusKept }, []string{"status"}},
		{"repeats now and then", func(s *domain.Step) { s.Repeats = "sometimes" }, []string{"repeats"}},
		{"of: the edges", func(s *domain.Step) { s.Of = 100 }, nil},
		{"of: below", func(s *domain.Step) { s.Of = -1 }, []string{"of"}},
		{"of: above", func(s *domain.Step) { s.Of = 101 }, []string{"of"}},
		{"a tick without id", func(s *domain.Step) { s.Ticks = []domain.Tick{{On: "2026-11-02"}} }, []string{"ticks"}},
		{"a tick on no day", func(s *domain.Step) { s.Ticks = []domain.Tick{{ID: id("t"), On: "2026-11-31"}} }, []string{"ticks"}},
		{"as many ticks as a year has days", func(s *domain.Step) { s.Ticks = manyTicks(400) }, nil},
		{"too many ticks", func(s *domain.Step) { s.Ticks = manyTicks(401) }, []string{"ticks"}},
		{"note too long", func(s *domain.Step) { s.Note = toolong }, []string{"note"}},
		{"dates", func(s *domain.Step) { s.Due, s.DoneAt = "x", "y" }, []string{"done_at", "due"}},
	})
}

func manyTicks(n int) []domain.Tick {
	out := make([]domain.Tick, n)
	for i := range out {
		out[i].ID = domain.NewID()
	}
	return out
}

func TestEffortValidates(t *testing.T) {
	check(t, domain.KindEffort, []change[*domain.Effort]{
		{"no title, no department", func(e *domain.Effort) { e.Title, e.Department = "", "" }, []string{"department", "title"}},
		{"the same day", func(e *domain.Effort) { e.Start, e.End = "2026-11-02", "2026-11-02" }, nil},
		{"ends before it starts", func(e *domain.Effort) { e.Start, e.End = "2026-11-02", "2026-11-01" }, []string{"end"}},
		{"an end alone", func(e *domain.Effort) { e.Start = "" }, nil},
		{"dates that do not exist", func(e *domain.Effort) { e.Start, e.End = "2026-11-31", "x" }, []string{"end", "start"}},
		{"clock of one digit", func(e *domain.Effort) { e.Time = &domain.Clocks{From: "9:00", To: "10:00"} }, []string{"time.from", "time.to"}},
		{"clock that does not exist", func(e *domain.Effort) { e.Time = &domain.Clocks{From: "24:00", To: "25:00"} }, []string{"time.from", "time.to"}},
		{"clock backwards", func(e *domain.Effort) { e.Time = &domain.Clocks{From: "12:00", To: "09:00"} }, []string{"time.to"}},
		{"half a time", func(e *domain.Effort) { e.Time = &domain.Clocks{From: "12:00"} }, nil},
		{"hours: the edges", func(e *domain.Effort) { e.HoursPerWeek, e.PaidHoursPerWeek = 60, 0 }, nil},
		{"hours: outside", func(e *domain.Effort) { e.HoursPerWeek, e.PaidHoursPerWeek = 60.5, -1 }, []string{"hours_per_week", "paid_hours_per_week"}},
		{"pause without end", func(e *domain.Effort) { e.Pauses[0].To = "" }, []string{"pauses"}},
		{"pause backwards", func(e *domain.Effort) { e.Pauses[0].To = "2026-12-20" }, []string{"pauses"}},
		{"pause of one day", func(e *domain.Effort) { e.Pauses[0].To = e.Pauses[0].From }, nil},
		{"too many pauses", func(e *domain.Effort) { e.Pauses = make([]domain.Pause, 51) }, []string{"pauses"}},
		{"after nothing", func(e *domain.Effort) { e.After = "" }, []string{"after"}},
		{"first, after nothing", func(e *domain.Effort) { e.Sequence, e.After = "first", "" }, nil},
		{"unknown sequence and status", func(e *domain.Effort) { e.Sequence, e.Status = "last", domain.StatusHeld }, []string{"sequence", "status"}},
		{"no such people and goals", func(e *domain.Effort) { e.Responsible, e.PlaceContact, e.Goals = "maja", "bo", []domain.ID{""} }, []string{"goals", "place_contact", "responsible"}},
		{"too many goals", func(e *domain.Effort) { e.Goals = manyIDs(51) }, []string{"goals"}},
		{"place too long", func(e *domain.Effort) {
			e.Place = &domain.Place{Name: longer, Address: longer, FindWay: toolong, Note: toolong}
		}, []string{"place.address", "place.find_way", "place.name", "place.note"}},
		{"follow-up", func(e *domain.Effort) {
			e.FollowUp = &domain.FollowUp{EveryDays: 367, AfterStartDays: []int{-1}, Last: "x", NextMeeting: "m", EndMeeting: "m"}
		}, []string{"follow_up.after_start_days", "follow_up.end_meeting", "follow_up.every_days", "follow_up.last", "follow_up.next_meeting"}},
		{"follow-up too often", func(e *domain.Effort) { e.FollowUp = &domain.FollowUp{AfterStartDays: make([]int, 21)} }, []string{"follow_up.after_start_days"}},
		{"next step", func(e *domain.Effort) { e.NextStep = &domain.NextStep{Text: toolong, Meeting: "m", Effort: "e"} }, []string{"next_step.effort", "next_step.meeting", "next_step.text"}},
		{"texts too long", func(e *domain.Effort) {
			e.Plain, e.Provider, e.SchedulePlain, e.PathToPaidHours, e.ResultPlain, e.EndedReason = toolong, longer, longer, toolong, toolong, strings.Repeat("x", 41)
		}, []string{"ended_reason", "path_to_paid_hours", "plain", "provider", "result_plain", "schedule_plain"}},
	})
}

func manyIDs(n int) []domain.ID {
	out := make([]domain.ID, n)
	for i := range out {
		out[i] = domain.NewID()
	}
	return out
}

func TestRecurrenceRules(t *testing.T) {
	for rule, ok := range map[string]bool{
		"": true, "FREQ=DAILY": true, "FREQ=WEEKLY;BYDAY=MO,WE,FR": true, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU": true, "FREQ=WEEKLY;UNTIL=20270129": true, "BYDAY=SU;FREQ=WEEKLY;COUNT=12": true,
		"FREQ=MONTHLY": false, "FREQ=YEARLY;BYDAY=MO": false, "FREQ=": false, "BYDAY=MO": false, "FREQ=WEEKLY;BYDAY=": false, "FREQ=WEEKLY;BYDAY=MA": false, "FREQ=WEEKLY;BYDAY=1MO": false, "FREQ=WEEKLY;BYDAY=MO,": false,
		"FREQ=WEEKLY;INTERVAL=0": false, "FREQ=WEEKLY;INTERVAL=-1": false, "FREQ=WEEKLY;COUNT=1000": false, "FREQ=WEEKLY;COUNT=000": false, "FREQ=WEEKLY;COUNT=٣": false,
		"FREQ=WEEKLY;UNTIL=20270230": false, "FREQ=WEEKLY;UNTIL=20270129T120000Z": false, "FREQ=WEEKLY;UNTIL=2027": false,
		"FREQ=WEEKLY;FREQ=DAILY": false, "FREQ=DAILY;FREQ=DAILY": false, "FREQ=WEEKLY;COUNT=3;UNTIL=20270129": false, "FREQ=WEEKLY;": false, ";FREQ=WEEKLY": false, "freq=weekly": false, "RRULE:FREQ=WEEKLY": false,
		"FREQ=WEEKLY;BYHOUR=9": false, "FREQ=WEEKLY;BYDAY=" + strings.Repeat("MO,", 100) + "MO": false, "hver mandag": false,
	} {
		e := effort()
		e.RRule = rule
		if got := faults(t, e) == nil; got != ok {
			t.Errorf("%q: %t", rule, got)
		}
	}
}

func TestAgreementValidates(t *testing.T) {
	check(t, domain.KindAgreement, []change[*domain.Agreement]{
		{"nobody responsible", func(a *domain.Agreement) { a.Responsible = "" }, []string{"responsible"}},
		{"no text", func(a *domain.Agreement) { a.Text = "\t" }, []string{"text"}},
		{"longest text", func(a *domain.Agreement) { a.Text, a.Note = text, text }, nil},
		{"texts too long", func(a *domain.Agreement) { a.Text, a.Note = toolong, toolong }, []string{"note", "text"}},
		{"no ids", func(a *domain.Agreement) { a.Goal, a.MadeAt = "g", "m" }, []string{"goal", "made_at"}},
		{"status, repeats", func(a *domain.Agreement) { a.Status, a.Repeats = domain.StatusDone, "P3D" }, []string{"repeats", "status"}},
		{"dates", func(a *domain.Agreement) { a.Due, a.NextDue, a.ClosedOn = "a", "b", "c" }, []string{"closed_on", "due", "next_due"}},
	})
}

func TestMeetingValidates(t *testing.T) {
	check(t, domain.KindMeeting, []change[*domain.Meeting]{
		{"no time", func(m *domain.Meeting) { m.Start, m.End = time.Time{}, time.Time{} }, []string{"end", "start"}},
		{"no length", func(m *domain.Meeting) { m.End = m.Start }, []string{"end"}},
		{"backwards", func(m *domain.Meeting) { m.End = m.Start.Add(-time.Minute) }, []string{"end"}},
		{"a day long", func(m *domain.Meeting) { m.End = m.Start.Add(24 * time.Hour) }, nil},
		{"longer than a day", func(m *domain.Meeting) { m.End = m.Start.Add(24*time.Hour + time.Minute) }, []string{"end"}},
		{"another age", func(m *domain.Meeting) { m.Start, m.End = m.Start.AddDate(300, 0, 0), m.End.AddDate(300, 0, 0) }, []string{"end", "start"}},
		{"form", func(m *domain.Meeting) { m.Form, m.MayChoose = "letter", []string{"fax"} }, []string{"form", "may_choose_form"}},
		{"status", func(m *domain.Meeting) { m.Status = domain.StatusDone }, []string{"status"}},
		{"people", func(m *domain.Meeting) { m.With, m.Companions, m.Effort = []domain.ID{"maja"}, manyIDs(51), "e" }, []string{"companions", "effort", "with"}},
		{"too much to bring", func(m *domain.Meeting) { m.Bring = make([]string, 21) }, []string{"bring"}},
		{"an empty thing to bring", func(m *domain.Meeting) { m.Bring = []string{" "} }, []string{"bring"}},
		{"too many reminders", func(m *domain.Meeting) { m.Reminders = make([]string, 11) }, []string{"bring"}},
		{"answer", func(m *domain.Meeting) { m.RSVP = &domain.RSVP{Status: "maybe"} }, []string{"rsvp.status"}},
		{"ride", func(m *domain.Meeting) { m.Transport = &domain.Ride{Who: "bo", Text: toolong} }, []string{"transport.leaves", "transport.text", "transport.who"}},
		{"texts", func(m *domain.Meeting) {
			m.Title, m.Purpose, m.DutyText, m.Summary = longer, toolong, toolong, toolong
		}, []string{"duty_text", "purpose", "summary_shared", "title"}},
	})
}
