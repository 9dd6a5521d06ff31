package schedule

import (
	"slices"
	"testing"
	"time"
)

// TestOpenDays: over Christmas and Easter nobody is offered a day on which nobody works, and
// each day has its own hours; one that is over today is none.
func TestOpenDays(t *testing.T) {
	everywhere(t, func(t *testing.T) {
		o := maja(t)
		for _, c := range []struct {
			at   string
			want []string
		}{
			{"2026-11-24T09:00:00Z", []string{"2026-11-24T07:30:00Z/14:30", "2026-11-25T07:30:00Z/14:30", "2026-11-26T07:30:00Z/14:30", "2026-11-27T07:30:00Z/12:00", "2026-11-30T07:30:00Z/14:30"}},
			{"2026-12-23T14:30:00Z", []string{"2026-12-28T07:30:00Z/14:30", "2026-12-29T07:30:00Z/14:30", "2026-12-30T07:30:00Z/14:30", "2027-01-04T07:30:00Z/14:30", "2027-01-05T07:30:00Z/14:30"}},
			{"2026-03-31T22:30:00Z", []string{"2026-04-01T06:30:00Z/13:30", "2026-04-07T06:30:00Z/13:30", "2026-04-08T06:30:00Z/13:30", "2026-04-09T06:30:00Z/13:30", "2026-04-10T06:30:00Z/11:00"}},
		} {
			var got []string
			for _, s := range o.OpenDays(utc(t, c.at), 5) {
				got = append(got, s.Start.Format(time.RFC3339)+"/"+s.End.Format("15:04"))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("after %s: %v, want %v", c.at, got, c.want)
			}
		}
		if got := (Office{}).OpenDays(utc(t, "2026-11-24T09:00:00Z"), 5); got == nil || len(got) > 0 {
			t.Errorf("nobody works, and still %v", got)
		}
	})
}

// TestPromises: when somebody is at work next, and when 8, 12 and 16 working hours have
// passed since a message, over nights, weekends, Easter, Christmas and both changes of the
// clocks, on a host in any zone.
func TestPromises(t *testing.T) {
	everywhere(t, func(t *testing.T) {
		o := maja(t) // Monday to Thursday 8.30–15.30 (7 hours), Friday 8.30–13.00 (4½)
		for _, c := range []struct{ what, at, open, h8, h12, h16 string }{
			// An ordinary Monday morning: 6½ today, the rest tomorrow.
			{"a Monday morning", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z", "2026-11-24T09:00:00Z", "2026-11-24T13:00:00Z", "2026-11-25T10:00:00Z"},
			{"a Monday evening", "2026-11-23T15:40:00Z", "2026-11-24T07:30:00Z", "2026-11-25T08:30:00Z", "2026-11-25T12:30:00Z", "2026-11-26T09:30:00Z"},
			// Friday noon: an hour, a weekend, seven on Monday.
			{"a Friday noon", "2026-11-27T11:00:00Z", "2026-11-27T11:00:00Z", "2026-11-30T14:30:00Z", "2026-12-01T11:30:00Z", "2026-12-02T08:30:00Z"},
			{"a Friday at the end", "2026-11-27T12:00:00Z", "2026-11-30T07:30:00Z", "2026-12-01T08:30:00Z", "2026-12-01T12:30:00Z", "2026-12-02T09:30:00Z"},
			{"a Saturday", "2026-11-28T02:00:00Z", "2026-11-30T07:30:00Z", "2026-12-01T08:30:00Z", "2026-12-01T12:30:00Z", "2026-12-02T09:30:00Z"},
			// Christmas 2026: the 24th (closed) is a Thursday, the 25th and 26th holidays; then
			// Monday 28 to Wednesday 30, the 31st closed, New Year's Day a Friday.
			{"the day before Christmas Eve", "2026-12-23T13:30:00Z", "2026-12-23T13:30:00Z", "2026-12-28T14:30:00Z", "2026-12-29T11:30:00Z", "2026-12-30T08:30:00Z"},
			{"Christmas Eve", "2026-12-24T18:00:00Z", "2026-12-28T07:30:00Z", "2026-12-29T08:30:00Z", "2026-12-29T12:30:00Z", "2026-12-30T09:30:00Z"},
			{"the last working day of the year", "2026-12-30T14:00:00Z", "2026-12-30T14:00:00Z", "2027-01-05T08:00:00Z", "2027-01-05T12:00:00Z", "2027-01-06T09:00:00Z"},
			// Easter 2026: Thursday 2 April to Monday 6 April, in summer time by then.
			{"before Easter", "2026-04-01T13:00:00Z", "2026-04-01T13:00:00Z", "2026-04-08T07:00:00Z", "2026-04-08T11:00:00Z", "2026-04-09T08:00:00Z"},
			{"Good Friday", "2026-04-03T10:00:00Z", "2026-04-07T06:30:00Z", "2026-04-08T07:30:00Z", "2026-04-08T11:30:00Z", "2026-04-09T08:30:00Z"},
			// Summer time begins on Sunday 29 March 2026 and ends on Sunday 25 October.
			{"the weekend of summer time", "2026-03-28T12:00:00Z", "2026-03-30T06:30:00Z", "2026-03-31T07:30:00Z", "2026-03-31T11:30:00Z", "2026-04-01T08:30:00Z"},
			{"the weekend of winter time", "2026-10-24T12:00:00Z", "2026-10-26T07:30:00Z", "2026-10-27T08:30:00Z", "2026-10-27T12:30:00Z", "2026-10-28T09:30:00Z"},
			{"a Friday before winter time", "2026-10-23T10:00:00Z", "2026-10-23T10:00:00Z", "2026-10-26T14:30:00Z", "2026-10-27T11:30:00Z", "2026-10-28T08:30:00Z"},
		} {
			from := utc(t, c.at)
			if got, ok := o.NextOpen(from); !ok || !got.Equal(utc(t, c.open)) || got.Location() != time.UTC {
				t.Errorf("%s: at work next %v, want %s", c.what, got, c.open)
			}
			for h, want := range map[int]string{8: c.h8, 12: c.h12, 16: c.h16} {
				got, ok := o.AddWorkingHours(from, time.Duration(h)*time.Hour)
				if !ok || !got.Equal(utc(t, want)) {
					t.Errorf("%s: %d working hours later is %v, want %s", c.what, h, got, want)
				}
				if passed := o.WorkingHoursBetween(from, got); ok && passed != time.Duration(h)*time.Hour {
					t.Errorf("%s: until then %v pass", c.what, passed)
				}
			}
			_, _, open := o.OpenAround(from)
			if open != o.IsOpen(from) || open != (c.open == c.at) {
				t.Errorf("%s: open is %v", c.what, open)
			}
		}
		from, to, ok := o.OpenAround(utc(t, "2026-11-27T08:00:00Z"))
		if !ok || !from.Equal(utc(t, "2026-11-27T07:30:00Z")) || !to.Equal(utc(t, "2026-11-27T12:00:00Z")) {
			t.Errorf("a Friday's work is %v to %v", from, to)
		}
		if _, ok := (Office{}).NextOpen(utc(t, "2026-11-27T08:00:00Z")); ok {
			t.Error("who never works is at work some day")
		}
	})
}

func TestOfficeOf(t *testing.T) {
	for _, c := range []struct{ own, house, want string }{
		{"man 9-12", "tirs 9-12", "man 9-12"},
		{"", "tirs 9-12", "tirs 9-12"},
		{"efter aftale", "tirs 9-12", "tirs 9-12"},
		{"", "efter aftale", DefaultHours},
		{"", "", DefaultHours},
	} {
		want, err := ParseHours(c.want)
		if err != nil {
			t.Fatal(err)
		}
		if got := OfficeOf(c.own, c.house); !sameHours(got.Hours, want) || !got.Calendar.IsClosed("2026-12-24") {
			t.Errorf("%q in a house with %q: %v", c.own, c.house, got)
		}
	}
}

func sameHours(x, y Hours) bool {
	for d := range x {
		if len(x[d]) != len(y[d]) {
			return false
		}
		for i := range x[d] {
			if x[d][i] != y[d][i] {
				return false
			}
		}
	}
	return true
}
