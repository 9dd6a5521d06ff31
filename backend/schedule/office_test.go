package schedule

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

func TestHolidays(t *testing.T) {
	for year, want := range map[int][]domain.Date{
		2023: {"2023-01-01", "2023-04-06", "2023-04-07", "2023-04-09", "2023-04-10", "2023-05-05", "2023-05-18", "2023-05-28", "2023-05-29", "2023-12-25", "2023-12-26"},
		2024: {"2024-01-01", "2024-03-28", "2024-03-29", "2024-03-31", "2024-04-01", "2024-05-09", "2024-05-19", "2024-05-20", "2024-12-25", "2024-12-26"},
		2026: {"2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26"},
		2027: {"2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26"},
	} {
		var got []domain.Date
		for _, h := range Holidays(year) {
			got = append(got, h.Date)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d: %v", year, got)
		}
	}
}

// The earliest and the latest Easter there is, and ordinary ones.
func TestEaster(t *testing.T) {
	for _, want := range []string{
		"1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2019-04-21", "2025-04-20", "2028-04-16", "2030-04-21", "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22",
	} {
		day, err := time.Parse(time.DateOnly, want)
		if err != nil {
			t.Fatal(err)
		}
		if got := easterSunday(day.Year()); !got.Equal(day) {
			t.Errorf("%s: %v", want, got)
		}
	}
}

func TestCalendar(t *testing.T) {
	usual := Calendar{Closed: UsualClosedDays, Also: []domain.Date{"2026-05-15"}}
	for d, want := range map[domain.Date]bool{
		"2026-04-03": true, "2026-05-01": true, "2026-06-05": true, "2026-12-24": true, "2026-12-31": true, "2026-05-15": true,
		"2026-11-24": false, "2025-05-15": false, "2026-05-08": false, "2026-04-04": false, "2023-05-05": true, "2026-02-30": true,
	} {
		if got := usual.IsClosed(d); got != want {
			t.Errorf("%s: closed is %v", d, got)
		}
	}
	if (Calendar{}).IsClosed("2026-12-24") {
		t.Error("Christmas Eve is a closing day only where it is set")
	}
}

func TestParseHours(t *testing.T) {
	span := func(from, to Clock) []Span { return []Span{{from, to}} }
	office := Hours{nil, span(510, 930), span(510, 930), span(510, 930), span(510, 930), span(510, 780), nil}
	for s, want := range map[string]Hours{
		"man-tors 8.30-15.30, fre 8.30-13.00":               office,
		"Mandag-torsdag 8.30-15.30, fredag 8.30-13.00":      office,
		"man–tors kl. 08:30 – 15:30; fre. kl. 8.30-13":      office,
		"man, tirs, ons og tors 8.30-15.30, fre 8.30-13.00": office,
		"Mandage-torsdage 8.30-15.30 og fredage 8.30-13":    office,
		"":                    {},
		"lør-man 10-12":       {time.Sunday: span(600, 720), time.Monday: span(600, 720), time.Saturday: span(600, 720)},
		"ons 13-15, 9-12":     {time.Wednesday: {{540, 720}, {780, 900}}},
		"man 9-12 man 13-24":  {time.Monday: {{540, 720}, {780, 1440}}},
		"torsdag kl. 8.30-12": {time.Thursday: span(510, 720)},
	} {
		got, err := ParseHours(s)
		if err != nil {
			t.Errorf("%q: %v", s, err)
			continue
		}
		for d := range want {
			if !slices.Equal(got[d], want[d]) {
				t.Errorf("%q on %v: %v, want %v", s, time.Weekday(d), got[d], want[d])
			}
		}
	}
	for _, s := range []string{
		"8.30-15.30", "man", "man-tors", "man 8.30", "man 15-8", "man 9-9", "man 9-25", "monday 9-12", "ma 9-12", "man 9-12, 11-14", "man- 9-12", "man 9-12, tirs", "!", "-", "man-xxx 9-12", "efter aftale",
	} {
		if got, err := ParseHours(s); err == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
}

func FuzzParseHours(f *testing.F) {
	f.Add("man-tors 8.30-15.30, fre 8.30-13.00")
	f.Add("lør – man kl. 0-24")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			return
		}
		for d := range h {
			for i, p := range h[d] {
				if p.From < 0 || p.To <= p.From || p.To > endOfDay || i > 0 && p.From < h[d][i-1].To {
					t.Errorf("%q: %v", s, h)
				}
			}
		}
	})
}

func maja(t testing.TB) Office {
	t.Helper()
	h, err := ParseHours("man-tors 8.30-15.30, fre 8.30-13.00")
	if err != nil {
		t.Fatal(err)
	}
	return Office{Hours: h, Calendar: Calendar{Closed: UsualClosedDays}}
}

func TestWorkingHours(t *testing.T) {
	office := maja(t)
	everywhere(t, func(t *testing.T) {
		for _, tc := range []struct{ name, from, to, want string }{
			{"within a day", "2026-11-24T09:00:00+01:00", "2026-11-24T11:30:00+01:00", "2h30m"},
			{"before and after hours", "2026-11-24T06:00:00+01:00", "2026-11-24T22:00:00+01:00", "7h"},
			{"over night", "2026-11-24T15:00:00+01:00", "2026-11-25T09:00:00+01:00", "1h"},
			{"over the weekend", "2026-11-27T12:00:00+01:00", "2026-11-30T09:30:00+01:00", "2h"},
			{"a week", "2026-11-23T00:00:00+01:00", "2026-11-30T00:00:00+01:00", "32h30m"},
			{"Easter 2026", "2026-04-01T15:30:00+02:00", "2026-04-07T08:30:00+02:00", "0s"},
			{"Christmas 2026", "2026-12-23T15:00:00+01:00", "2026-12-28T09:00:00+01:00", "1h"},
			{"the week in which summer begins", "2026-03-27T12:00:00+01:00", "2026-03-30T09:30:00+02:00", "2h"},
			{"the week in which summer ends", "2026-10-23T12:00:00+02:00", "2026-10-26T09:30:00+01:00", "2h"},
			{"backwards", "2026-11-25T09:00:00+01:00", "2026-11-24T09:00:00+01:00", "0s"},
			{"nothing", "2026-11-24T09:00:00+01:00", "2026-11-24T09:00:00+01:00", "0s"},
			{"Store bededag 2023", "2023-05-05T08:00:00+02:00", "2023-05-05T16:00:00+02:00", "0s"},
			{"the same Friday in 2024", "2024-04-26T08:00:00+02:00", "2024-04-26T16:00:00+02:00", "4h30m"},
		} {
			want, err := time.ParseDuration(tc.want)
			if err != nil {
				t.Fatal(err)
			}
			if got := office.WorkingHoursBetween(utc(t, tc.from), utc(t, tc.to)); got != want {
				t.Errorf("%s: %v, want %v", tc.name, got, want)
			}
		}
	})
}

// Work on the nights in which the clocks change is counted as it passes.
func TestWorkingThroughAChange(t *testing.T) {
	h, err := ParseHours("søn 0-8")
	if err != nil {
		t.Fatal(err)
	}
	night := Office{Hours: h}
	for date, want := range map[string]time.Duration{"2026-03-29": 7 * time.Hour, "2026-10-25": 9 * time.Hour, "2026-11-22": 8 * time.Hour} {
		d := domain.Date(date)
		if got := night.WorkingHoursBetween(d.Start(), d.End()); got != want {
			t.Errorf("%s: %v", date, got)
		}
	}
}

func TestAddWorkingHours(t *testing.T) {
	office := maja(t)
	everywhere(t, func(t *testing.T) {
		for _, tc := range []struct {
			name, from string
			add        time.Duration
			want       string
		}{
			{"within a day", "2026-11-24T09:00:00+01:00", 2 * time.Hour, "2026-11-24T11:00:00+01:00"},
			{"from the night", "2026-11-24T02:00:00+01:00", 2 * time.Hour, "2026-11-24T10:30:00+01:00"},
			{"to the end of a day", "2026-11-24T08:30:00+01:00", 7 * time.Hour, "2026-11-24T15:30:00+01:00"},
			{"just over it", "2026-11-24T08:30:00+01:00", 7*time.Hour + time.Minute, "2026-11-25T08:31:00+01:00"},
			{"over the weekend", "2026-11-27T12:00:00+01:00", 8 * time.Hour, "2026-11-30T15:30:00+01:00"},
			{"over Christmas", "2026-12-23T14:30:00+01:00", 2 * time.Hour, "2026-12-28T09:30:00+01:00"},
			{"into summer time", "2026-03-27T12:30:00+01:00", time.Hour, "2026-03-30T09:00:00+02:00"},
			{"nothing", "2026-11-24T02:00:00+01:00", 0, "2026-11-24T02:00:00+01:00"},
			{"less than nothing", "2026-11-24T02:00:00+01:00", -time.Hour, "2026-11-24T02:00:00+01:00"},
		} {
			got, ok := office.AddWorkingHours(utc(t, tc.from), tc.add)
			if !ok || !got.Equal(utc(t, tc.want)) || got.Location() != time.UTC {
				t.Errorf("%s: %v, %v", tc.name, got.In(domain.Copenhagen), ok)
			}
		}
	})
	if got, ok := (Office{}).AddWorkingHours(utc(t, "2026-11-24T09:00:00+01:00"), time.Hour); ok {
		t.Errorf("who never works is done at %v", got)
	}
}

func TestIsOpen(t *testing.T) {
	office := maja(t)
	for at, want := range map[string]bool{
		"2026-11-24T08:29:59+01:00": false, "2026-11-24T08:30:00+01:00": true, "2026-11-24T15:29:59+01:00": true, "2026-11-24T15:30:00+01:00": false,
		"2026-11-28T10:00:00+01:00": false, "2026-12-24T10:00:00+01:00": false, "2026-07-24T06:30:00Z": true,
	} {
		if got := office.IsOpen(utc(t, at)); got != want {
			t.Errorf("%s: open is %v", at, got)
		}
	}
}

// What is added is what lies between.
func TestAddingAndCountingAgree(t *testing.T) {
	office := maja(t)
	rapid.Check(t, func(rt *rapid.T) {
		from := time.Unix(rapid.Int64Range(1767225600, 1830297600).Draw(rt, "from"), 0) // 2026 and 2027
		d := time.Duration(rapid.Int64Range(1, 200*3600).Draw(rt, "seconds")) * time.Second
		to, ok := office.AddWorkingHours(from, d)
		if !ok {
			rt.Fatal("no such time")
		}
		if got := office.WorkingHoursBetween(from, to); got != d {
			rt.Fatalf("added %v, counted %v", d, got)
		}
		if before := to.Add(-time.Second); before.After(from) && office.WorkingHoursBetween(from, before) >= d {
			rt.Fatalf("%v was late enough", before)
		}
	})
}
