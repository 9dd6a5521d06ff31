package schedule

import (
	"testing"
	"time"

	"tavlen/backend/domain"
)

// utc reads an instant, whose zone must not matter to anything here.
func utc(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// everywhere runs a test as on hosts in several zones: people's time is Copenhagen's,
// whatever the server thinks.
func everywhere(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	home := time.Local
	t.Cleanup(func() { time.Local = home })
	for _, zone := range []string{"UTC", "Europe/Copenhagen", "America/Los_Angeles", "Pacific/Kiritimati"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = loc
		t.Run(zone, test)
	}
}

func TestClockAt(t *testing.T) {
	everywhere(t, func(t *testing.T) {
		for _, tc := range []struct{ date, clock, want string }{
			{"2026-01-15", "09:00", "2026-01-15T08:00:00Z"},
			{"2026-07-15", "09:00", "2026-07-15T07:00:00Z"},
			{"2026-07-15", "24:00", "2026-07-15T22:00:00Z"},
			// 29 March 2026: 02:00 becomes 03:00.
			{"2026-03-29", "00:00", "2026-03-28T23:00:00Z"},
			{"2026-03-29", "01:59", "2026-03-29T00:59:00Z"},
			{"2026-03-29", "02:00", "2026-03-29T01:00:00Z"},
			{"2026-03-29", "02:30", "2026-03-29T01:00:00Z"},
			{"2026-03-29", "02:59", "2026-03-29T01:00:00Z"},
			{"2026-03-29", "03:00", "2026-03-29T01:00:00Z"},
			{"2026-03-29", "03:01", "2026-03-29T01:01:00Z"},
			{"2026-03-29", "24:00", "2026-03-29T22:00:00Z"},
			{"2026-03-30", "02:30", "2026-03-30T00:30:00Z"},
			// 25 October 2026: 03:00 becomes 02:00.
			{"2026-10-25", "01:59", "2026-10-24T23:59:00Z"},
			{"2026-10-25", "02:00", "2026-10-25T00:00:00Z"},
			{"2026-10-25", "02:30", "2026-10-25T00:30:00Z"},
			{"2026-10-25", "02:59", "2026-10-25T00:59:00Z"},
			{"2026-10-25", "03:00", "2026-10-25T02:00:00Z"},
			{"2026-10-25", "24:00", "2026-10-25T23:00:00Z"},
			{"2026-10-26", "02:30", "2026-10-26T01:30:00Z"},
			// No summer time in 1970 and in no year before 1980.
			{"1970-07-01", "12:00", "1970-07-01T11:00:00Z"},
		} {
			c, err := ParseClock(tc.clock)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.At(domain.Date(tc.date)); !got.Equal(utc(t, tc.want)) || got.Location() != time.UTC {
				t.Errorf("%s %s is %v, want %s", tc.date, tc.clock, got, tc.want)
			}
		}
	})
	if got := Clock(60).At("2026-02-30"); !got.IsZero() {
		t.Errorf("a date that does not exist gave %v", got)
	}
}

func TestParseClock(t *testing.T) {
	for s, want := range map[string]Clock{
		"08:30": 510, "8:30": 510, "8.30": 510, "8": 480, "00:00": 0, "0": 0, "23:59": 1439, "24:00": 1440, " 7.00 ": 420,
		"": -1, "24:01": -1, "25": -1, "8:3": -1, "8:300": -1, "-1:00": -1, "8:60": -1, "+8": -1, "8:30:00": -1, "0008": -1, "kl 8": -1, "8.": 480,
	} {
		got, err := ParseClock(s)
		if want < 0 && err == nil || want >= 0 && (err != nil || got != want) {
			t.Errorf("%q: %d, %v", s, got, err)
		}
	}
	if got := Clock(510).String(); got != "08:30" {
		t.Error(got)
	}
}
