package schedule

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/domain"
)

func slot(t *testing.T, id, from, to string) Slot {
	t.Helper()
	at := func(s string) time.Time {
		c, err := time.ParseInLocation("2006-01-02 15:04", s, domain.Copenhagen)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	return Slot{ID: domain.ID(id), Title: id, Start: at(from), End: at(to)}
}

func codes(ws []Warning) []string {
	out := []string{}
	for _, w := range ws {
		c := string(w.Code)
		if w.Other != "" {
			c += " " + string(w.Other)
		}
		if w.Text == "" {
			c += " without words"
		}
		out = append(out, c)
	}
	return out
}

func TestCheck(t *testing.T) {
	everywhere(t, func(t *testing.T) {
		now := slot(t, "", "2026-11-24 09:00", "2026-11-24 09:00").Start
		there := slot(t, "there", "2026-12-01 13:00", "2026-12-01 14:00")
		second := slot(t, "second", "2026-12-01 08:00", "2026-12-01 08:30")
		practice := Busy{ID: "practice", Title: "Praktik", Start: "2026-10-26", End: "2027-01-22", RRule: "FREQ=WEEKLY;BYDAY=MO,WE,TH", Time: &domain.Clocks{From: "09:00", To: "12:00"},
			Pauses: []domain.Pause{{From: "2026-12-21", To: "2027-01-03"}}}
		for name, c := range map[string]struct {
			booked []Slot
			day    Day
			want   []string
		}{
			"nothing near":                {[]Slot{slot(t, "new", "2026-12-01 10:00", "2026-12-01 11:00")}, Day{Meetings: []Slot{there}}, []string{}},
			"at the same time":            {[]Slot{slot(t, "new", "2026-12-01 13:59", "2026-12-01 15:00")}, Day{Meetings: []Slot{there}}, []string{"overlap there"}},
			"inside another":              {[]Slot{slot(t, "new", "2026-12-01 13:15", "2026-12-01 13:30")}, Day{Meetings: []Slot{there}}, []string{"overlap there"}},
			"right after":                 {[]Slot{slot(t, "new", "2026-12-01 14:00", "2026-12-01 15:00")}, Day{Meetings: []Slot{there}}, []string{"too_tight there"}},
			"half an hour after":          {[]Slot{slot(t, "new", "2026-12-01 14:30", "2026-12-01 15:00")}, Day{Meetings: []Slot{there}}, []string{}},
			"a minute less before":        {[]Slot{slot(t, "new", "2026-12-01 12:00", "2026-12-01 12:31")}, Day{Meetings: []Slot{there}}, []string{"too_tight there"}},
			"the third of a day":          {[]Slot{slot(t, "new", "2026-12-01 10:00", "2026-12-01 11:00")}, Day{Meetings: []Slot{there, second}}, []string{"too_many"}},
			"the third of those booked":   {[]Slot{slot(t, "a", "2026-12-01 10:00", "2026-12-01 10:30"), slot(t, "b", "2026-12-01 15:00", "2026-12-01 15:30")}, Day{Meetings: []Slot{there}}, []string{"too_many"}},
			"three that belong together":  {[]Slot{slot(t, "a", "2026-12-02 10:00", "2026-12-02 10:30"), slot(t, "b", "2026-12-02 10:40", "2026-12-02 11:10"), slot(t, "c", "2026-12-02 11:20", "2026-12-02 11:50")}, Day{AsOne: true}, []string{}},
			"and too close to another":    {[]Slot{slot(t, "a", "2026-12-01 11:00", "2026-12-01 11:30"), slot(t, "b", "2026-12-01 12:20", "2026-12-01 12:50")}, Day{AsOne: true, Meetings: []Slot{there}}, []string{"too_tight there"}},
			"two booked at one time":      {[]Slot{slot(t, "a", "2026-12-02 10:00", "2026-12-02 10:30"), slot(t, "b", "2026-12-02 10:00", "2026-12-02 10:30")}, Day{}, []string{"overlap a"}},
			"after the time agreed":       {[]Slot{slot(t, "new", "2026-12-01 15:00", "2026-12-01 15:31")}, Day{Latest: "15:30"}, []string{"too_late"}},
			"until the time agreed":       {[]Slot{slot(t, "new", "2026-12-01 15:00", "2026-12-01 15:30")}, Day{Latest: "15:30"}, []string{}},
			"over midnight":               {[]Slot{slot(t, "new", "2026-12-01 23:00", "2026-12-02 01:00")}, Day{Latest: "15:30"}, []string{"too_late"}},
			"a holiday":                   {[]Slot{slot(t, "new", "2027-05-06 10:00", "2027-05-06 11:00")}, Day{}, []string{"holiday"}},
			"Constitution Day":            {[]Slot{slot(t, "new", "2028-06-05 10:00", "2028-06-05 11:00")}, Day{}, []string{"holiday"}},
			"a Sunday":                    {[]Slot{slot(t, "new", "2026-12-06 10:00", "2026-12-06 11:00")}, Day{}, []string{"holiday"}},
			"just after a holiday by UTC": {[]Slot{slot(t, "new", "2027-01-02 00:30", "2027-01-02 01:00")}, Day{}, []string{"holiday"}}, // a Saturday, and in UTC still New Year's Day
			"in the past":                 {[]Slot{slot(t, "new", "2026-11-23 10:00", "2026-11-23 11:00")}, Day{}, []string{"past"}},
			"during the practice":         {[]Slot{slot(t, "new", "2026-12-02 11:30", "2026-12-02 12:30")}, Day{Efforts: []Busy{practice}}, []string{"during_effort practice"}},
			"after the day's practice":    {[]Slot{slot(t, "new", "2026-12-02 12:00", "2026-12-02 12:30")}, Day{Efforts: []Busy{practice}}, []string{}},
			"on a day without":            {[]Slot{slot(t, "new", "2026-12-01 11:30", "2026-12-01 12:30")}, Day{Efforts: []Busy{practice}}, []string{}},
			"in its pause":                {[]Slot{slot(t, "new", "2026-12-30 11:30", "2026-12-30 12:30")}, Day{Efforts: []Busy{practice}}, []string{}},
			"after its end":               {[]Slot{slot(t, "new", "2027-01-25 10:00", "2027-01-25 11:00")}, Day{Efforts: []Busy{practice}}, []string{}},
			"at the practice itself":      {[]Slot{{ID: "new", Start: slot(t, "", "2026-12-02 11:30", "2026-12-02 12:00").Start, End: slot(t, "", "2026-12-02 11:30", "2026-12-02 12:00").End, Effort: "practice"}}, Day{Efforts: []Busy{practice}}, []string{}},
			"an effort without hours":     {[]Slot{slot(t, "new", "2026-12-02 11:30", "2026-12-02 12:30")}, Day{Efforts: []Busy{{ID: "e", Start: "2026-01-01", RRule: "FREQ=DAILY"}}}, []string{}},
			"another consultant":          {[]Slot{func() Slot { s := slot(t, "new", "2026-12-01 10:00", "2026-12-01 11:00"); s.Other = "Tobias"; return s }()}, Day{Fixed: "Maja"}, []string{"other_consultant"}},
			"an interpreter is not booked": {[]Slot{func() Slot {
				s := slot(t, "new", "2026-12-01 10:00", "2026-12-01 11:00")
				s.NeedsInterpreter = true
				return s
			}()}, Day{}, []string{"interpreter_missing"}},
		} {
			c.day.Now = now
			if got := codes(Check(c.booked, c.day)); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	})
}

func TestOccurs(t *testing.T) {
	for _, c := range []struct {
		rule      string
		start, on domain.Date
		want      bool
	}{
		{"", "2026-12-01", "2026-12-01", false},
		{"FREQ=DAILY", "2026-12-01", "2026-12-01", true},
		{"FREQ=DAILY", "2026-12-01", "2026-11-30", false},
		{"FREQ=DAILY;INTERVAL=3", "2026-12-01", "2026-12-04", true},
		{"FREQ=DAILY;INTERVAL=3", "2026-12-01", "2026-12-05", false},
		{"FREQ=DAILY;BYDAY=MO,TU", "2026-12-01", "2026-12-02", false},
		{"FREQ=WEEKLY", "2026-12-01", "2026-12-08", true},
		{"FREQ=WEEKLY", "2026-12-01", "2026-12-09", false},
		{"FREQ=WEEKLY;BYDAY=MO,WE", "2026-12-01", "2026-12-02", true},
		// Every other week counts from the week of the start: Monday the 7th is the next one.
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-12-02", "2026-12-07", false},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-12-02", "2026-12-14", true},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-12-02", "2026-12-06", true},
		{"FREQ=WEEKLY;UNTIL=20261208", "2026-12-01", "2026-12-08", true},
		{"FREQ=WEEKLY;UNTIL=20261208", "2026-12-01", "2026-12-15", false},
		{"FREQ=WEEKLY;COUNT=2", "2026-12-01", "2026-12-08", true},
		{"FREQ=WEEKLY;COUNT=2", "2026-12-01", "2026-12-15", false},
		// Over both changes of the clocks a week is a week.
		{"FREQ=WEEKLY", "2026-10-20", "2026-10-27", true},
		{"FREQ=WEEKLY", "2026-03-24", "2026-03-31", true},
		{"FREQ=DAILY", "2026-02-30", "2026-12-01", false},
	} {
		if got := Occurs(c.rule, c.start, c.on); got != c.want {
			t.Errorf("%s from %s on %s: %v", c.rule, c.start, c.on, got)
		}
	}
}
