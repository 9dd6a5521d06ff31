package domain_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
)

// The words of a ride are all that people read of it: they must never name the old time.
func TestARideAtAnotherTime(t *testing.T) {
	day := time.Date(2026, 12, 9, 0, 0, 0, 0, domain.Copenhagen)
	at := func(hour, minute int) time.Time {
		return day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute).UTC()
	}
	for _, tc := range []struct {
		text      string
		was, is   time.Time
		want, why string
	}{
		{"Kalle henter dig ved værkstedet kl. 12.20.", at(12, 20), at(12, 30), "Kalle henter dig ved værkstedet kl. 12.30.", "named"},
		{"12:20 ved port 3, vent til 12.20", at(12, 20), at(11, 0), "11 ved port 3, vent til 11", "named twice"},
		{"Kl. 9 ved port 9", at(9, 0), at(9, 10), "Kl. 9.10 ved port 9", "a full hour, and a number that is none"},
		{"Ring kl. 9.30. Vi kører kl. 09.00", at(9, 0), at(8, 45), "Ring kl. 9.30. Vi kører kl. 8.45", "another time beside it"},
		{"Ved værkstedet.", at(12, 20), at(12, 30), "Ved værkstedet. Kl. 12.30.", "not named"},
		{"Ved værkstedet.", at(12, 20), at(12, 20), "Ved værkstedet.", "the same time"},
		{"", at(12, 20), at(12, 30), "", "no words"},
	} {
		got := domain.Ride{Who: "x", Leaves: tc.was, Text: tc.text}.LeavingAt(tc.is)
		if got != (domain.Ride{Who: "x", Leaves: tc.is, Text: tc.want}) {
			t.Errorf("%s: %+v", tc.why, got)
		}
	}
}
