package schedule

import (
	"slices"
	"strings"
	"testing"

	"tavlen/backend/domain"
)

// TestReminderTable is R06 and requirement B2 as a table: what is on the wall clock in
// Copenhagen holds, wherever the server stands. Each reminder that is wanted is written
// "instant kind".
func TestReminderTable(t *testing.T) {
	const early = "2000-01-01T00:00:00Z"
	usual, never := "21:00-07:00", "00:00-00:00"
	table := []struct{ name, start, now, quiet, offsets, want string }{
		// Summer begins: Sunday 29 March 2026, 02:00 becomes 03:00.
		{"the day after summer begins", "2026-03-30T09:00:00+02:00", early, usual, "P1D", "2026-03-29T09:00:00+02:00 meeting_tomorrow"},
		{"the day summer begins", "2026-03-29T09:00:00+02:00", early, usual, "P1D PT2H", "2026-03-28T09:00:00+01:00 meeting_tomorrow, 2026-03-29T07:00:00+02:00 meeting_soon"},
		{"a minute before quiet ends that morning", "2026-03-29T08:59:00+02:00", early, usual, "PT2H", "2026-03-28T21:00:00+01:00 meeting_tomorrow"},
		{"two hours that pass over the gap", "2026-03-29T04:00:00+02:00", early, never, "PT2H", "2026-03-29T01:00:00+01:00 meeting_soon"},
		{"in that night with no better time", "2026-03-29T04:00:00+02:00", "2026-03-28T22:00:00+01:00", usual, "PT2H", "2026-03-29T01:00:00+01:00 meeting_soon"},
		{"a time that does not exist", "2026-03-30T02:30:00+02:00", early, never, "P1D", "2026-03-29T03:00:00+02:00 meeting_tomorrow"},
		{"quiet ends at a time that does not exist", "2026-03-29T05:00:00+02:00", "2026-03-28T22:30:00+01:00", "22:00-02:30", "PT4H", "2026-03-29T03:00:00+02:00 meeting_soon"},
		{"quiet begins at a time that does not exist", "2026-03-29T07:00:00+02:00", early, "02:30-06:00", "PT2H", "2026-03-29T03:00:00+02:00 meeting_soon"},
		{"a day and two hours into summer", "2026-03-29T10:00:00+02:00", early, usual, "P1DT2H", "2026-03-28T08:00:00+01:00 meeting_tomorrow"},
		{"a week into summer", "2026-04-02T10:00:00+02:00", early, usual, "P1W", "2026-03-26T10:00:00+01:00 meeting_ahead"},
		{"summer 2027", "2027-03-28T10:00:00+02:00", early, usual, "P1D", "2027-03-27T10:00:00+01:00 meeting_tomorrow"},
		{"summer 2100, behind every table of years", "2100-03-28T10:00:00+02:00", early, usual, "P1D", "2100-03-27T10:00:00+01:00 meeting_tomorrow"},
		// Summer ends: Sunday 25 October 2026, 03:00 becomes 02:00.
		{"the day after summer ends", "2026-10-26T09:00:00+01:00", early, usual, "P1D", "2026-10-25T09:00:00+01:00 meeting_tomorrow"},
		{"the day summer ends", "2026-10-25T09:00:00+01:00", early, usual, "P1D PT2H", "2026-10-24T09:00:00+02:00 meeting_tomorrow, 2026-10-25T07:00:00+01:00 meeting_soon"},
		{"before quiet ends that morning", "2026-10-25T08:30:00+01:00", early, usual, "PT2H", "2026-10-24T21:00:00+02:00 meeting_tomorrow"},
		{"two hours that pass: the second 02:00", "2026-10-25T04:00:00+01:00", early, never, "PT2H", "2026-10-25T02:00:00+01:00 meeting_soon"},
		{"three hours that pass: the first 02:00", "2026-10-25T04:00:00+01:00", early, never, "PT3H", "2026-10-25T02:00:00+02:00 meeting_soon"},
		{"a time that comes twice: the first", "2026-10-26T02:30:00+01:00", early, never, "P1D", "2026-10-25T02:30:00+02:00 meeting_tomorrow"},
		{"quiet ends at a time that comes twice: the first", "2026-10-25T05:00:00+01:00", "2026-10-24T23:00:00+02:00", "22:00-02:30", "PT5H", "2026-10-25T02:30:00+02:00 meeting_soon"},
		{"at the second it is over", "2026-10-25T05:00:00+01:00", early, "22:00-02:30", "PT2H30M", "2026-10-25T02:30:00+01:00 meeting_soon"},
		{"a week out of summer", "2026-10-30T10:00:00+01:00", early, usual, "P7D", "2026-10-23T10:00:00+02:00 meeting_ahead"},
		{"winter 2027, on the last day of a month", "2027-10-31T10:00:00+01:00", early, usual, "P1D", "2027-10-30T10:00:00+02:00 meeting_tomorrow"},
		{"and the day after", "2027-11-01T10:00:00+01:00", early, usual, "P1D", "2027-10-31T10:00:00+01:00 meeting_tomorrow"},
		// Leap days.
		{"the day after a leap day", "2028-03-01T10:00:00+01:00", early, usual, "P1D", "2028-02-29T10:00:00+01:00 meeting_tomorrow"},
		{"on a leap day", "2028-02-29T10:00:00+01:00", early, usual, "P1D PT2H", "2028-02-28T10:00:00+01:00 meeting_tomorrow, 2028-02-29T08:00:00+01:00 meeting_soon"},
		{"a week after a leap day", "2028-03-07T10:00:00+01:00", early, usual, "P1W", "2028-02-29T10:00:00+01:00 meeting_ahead"},
		{"moved to a leap day's evening", "2028-03-01T08:00:00+01:00", early, usual, "PT2H", "2028-02-29T21:00:00+01:00 meeting_tomorrow"},
		{"no leap day", "2027-03-01T10:00:00+01:00", early, usual, "P1D", "2027-02-28T10:00:00+01:00 meeting_tomorrow"},
		{"no leap day in 2100", "2100-03-01T10:00:00+01:00", early, usual, "P1D", "2100-02-28T10:00:00+01:00 meeting_tomorrow"},
		{"a leap day in 2000", "2000-03-01T10:00:00+01:00", early, usual, "P1D", "2000-02-29T10:00:00+01:00 meeting_tomorrow"},
		// New year.
		{"on New Year's Day", "2027-01-01T10:00:00+01:00", early, usual, "P1D PT2H", "2026-12-31T10:00:00+01:00 meeting_tomorrow, 2027-01-01T08:00:00+01:00 meeting_soon"},
		{"moved to the year before", "2027-01-01T08:00:00+01:00", early, usual, "PT2H", "2026-12-31T21:00:00+01:00 meeting_tomorrow"},
		{"booked in the new year's night", "2027-01-01T08:00:00+01:00", "2026-12-31T23:00:00+01:00", usual, "PT2H", "2027-01-01T07:00:00+01:00 meeting_soon"},
		{"half an hour after midnight", "2027-01-01T00:30:00+01:00", early, never, "PT1H", "2026-12-31T23:30:00+01:00 meeting_tomorrow"},
		{"a week over the new year", "2027-01-04T09:00:00+01:00", early, usual, "P1W", "2026-12-28T09:00:00+01:00 meeting_ahead"},
		// Quiet hours move, never drop.
		{"the whole day means never", "2026-11-26T08:00:00+01:00", early, "00:00-24:00", "PT2H", "2026-11-26T06:00:00+01:00 meeting_soon"},
		{"quiet up to midnight", "2026-11-27T00:30:00+01:00", early, "22:00-24:00", "PT2H", "2026-11-26T22:00:00+01:00 meeting_tomorrow"},
		{"two minutes around midnight", "2026-11-27T02:00:00+01:00", early, "23:59-00:01", "PT2H", "2026-11-26T23:59:00+01:00 meeting_tomorrow"},
		{"who sleeps by day", "2026-11-26T15:00:00+01:00", early, "08:00-16:00", "PT2H", "2026-11-26T08:00:00+01:00 meeting_soon"},
		{"who sleeps by day, booked meanwhile", "2026-11-26T15:00:00+01:00", "2026-11-26T09:00:00+01:00", "08:00-16:00", "PT2H", "2026-11-26T13:00:00+01:00 meeting_soon"},
		{"who sleeps by day, the day before", "2026-11-26T14:00:00+01:00", early, "08:00-16:00", "P1D", "2026-11-25T08:00:00+01:00 meeting_tomorrow"},
		{"moved two days ahead: no longer tomorrow", "2026-11-26T00:30:00+01:00", early, usual, "P1D", "2026-11-24T21:00:00+01:00 meeting_ahead"},
		{"in summer's early light", "2026-06-24T08:30:00+02:00", early, usual, "PT2H", "2026-06-23T21:00:00+02:00 meeting_tomorrow"},
		// A day off is a day like any other to be reminded on.
		{"the second day of Christmas", "2026-12-27T10:00:00+01:00", early, usual, "P1D", "2026-12-26T10:00:00+01:00 meeting_tomorrow"},
		{"three days before, Christmas Day", "2026-12-28T10:00:00+01:00", early, usual, "P3D", "2026-12-25T10:00:00+01:00 meeting_ahead"},
		{"after Easter", "2026-04-07T10:00:00+02:00", early, usual, "P3D P1D", "2026-04-04T10:00:00+02:00 meeting_ahead, 2026-04-06T10:00:00+02:00 meeting_tomorrow"},
		{"after a Sunday", "2026-11-30T09:00:00+01:00", early, usual, "P1D", "2026-11-29T09:00:00+01:00 meeting_tomorrow"},
		{"Constitution Day", "2026-06-08T09:00:00+02:00", early, usual, "P3D", "2026-06-05T09:00:00+02:00 meeting_ahead"},
		{"a holiday that is none any more", "2023-05-06T10:00:00+02:00", early, usual, "P1D", "2023-05-05T10:00:00+02:00 meeting_tomorrow"},
		// What has passed, to the second.
		{"a second too late", "2026-11-26T14:00:00+01:00", "2026-11-26T12:00:01+01:00", usual, "PT2H", ""},
		{"a quarter of an hour", "2026-11-26T09:00:00+01:00", early, usual, "PT15M", "2026-11-26T08:45:00+01:00 meeting_soon"},
		{"the longest there is", "2026-11-30T09:00:00+01:00", early, usual, "P31D", "2026-10-30T09:00:00+01:00 meeting_ahead"},
	}
	everywhere(t, func(t *testing.T) {
		for _, tc := range table {
			from, to, _ := strings.Cut(tc.quiet, "-")
			got, err := Reminders(utc(t, tc.start), strings.Fields(tc.offsets), quietOf(t, from, to), utc(t, tc.now))
			if err != nil {
				t.Fatal(err)
			}
			var want []Reminder
			for w := range strings.SplitSeq(tc.want, ", ") {
				if at, kind, ok := strings.Cut(w, " "); ok {
					want = append(want, Reminder{At: utc(t, at), Kind: domain.NotificationKind(kind)})
				}
			}
			if !slices.EqualFunc(got, want, func(a, b Reminder) bool { return a.At.Equal(b.At) && a.Kind == b.Kind }) {
				t.Errorf("%s: %+v, want %s", tc.name, got, tc.want)
			}
		}
	})
}
