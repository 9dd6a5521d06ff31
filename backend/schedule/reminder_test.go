package schedule

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

func TestParseOffset(t *testing.T) {
	for s, want := range map[string]Offset{
		"P1D": {Days: 1}, "P3D": {Days: 3}, "P7D": {Days: 7}, "P1W": {Days: 7}, "P1W1D": {Days: 8}, "P31D": {Days: 31},
		"PT1H": {Elapsed: time.Hour}, "PT2H": {Elapsed: 2 * time.Hour}, "PT3H": {Elapsed: 3 * time.Hour},
		"PT90M": {Elapsed: 90 * time.Minute}, "PT1H30M": {Elapsed: 90 * time.Minute},
		"P1DT12H": {Days: 1, Elapsed: 12 * time.Hour}, "PT0H5M": {Elapsed: 5 * time.Minute},
	} {
		if got, err := ParseOffset(s); err != nil || got != want {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", "P", "PT", "P1DT", "1D", "P1", "PD", "P0D", "PT0H", "P32D", "PT745H", "P1M", "P1Y", "PT1S", "P1H", "PT1D", "P-1D", "-P1D", "+P1D",
		"P1.5D", "P1,5D", "p1d", " P1D", "P1D ", "P1D1W", "PT1M1H", "P1D1D", "P99999999999D", "P1D\n",
	} {
		if got, err := ParseOffset(s); err == nil {
			t.Errorf("%q was read as %+v", s, got)
		}
	}
}

// The same wall-clock time a day before, and time that passes: across both changes.
func TestOffsetsAcrossSummerTime(t *testing.T) {
	everywhere(t, func(t *testing.T) {
		for _, tc := range []struct{ start, offset, want string }{
			{"2026-11-26T14:00:00+01:00", "P1D", "2026-11-25T14:00:00+01:00"},
			{"2026-11-26T14:00:00+01:00", "PT2H", "2026-11-26T12:00:00+01:00"},
			// Into summer time: 29 March 2026.
			{"2026-03-29T10:00:00+02:00", "P1D", "2026-03-28T10:00:00+01:00"},
			{"2026-03-29T10:00:00+02:00", "PT24H", "2026-03-28T09:00:00+01:00"},
			{"2026-03-30T10:00:00+02:00", "P3D", "2026-03-27T10:00:00+01:00"},
			{"2026-04-02T10:00:00+02:00", "P7D", "2026-03-26T10:00:00+01:00"},
			{"2026-03-30T02:30:00+02:00", "P1D", "2026-03-29T03:00:00+02:00"}, // 02:30 is skipped
			{"2026-03-29T03:30:00+02:00", "PT1H", "2026-03-29T01:30:00+01:00"},
			{"2026-03-29T03:30:00+02:00", "PT3H", "2026-03-28T23:30:00+01:00"},
			{"2026-03-29T03:00:00+02:00", "P1D", "2026-03-28T03:00:00+01:00"},
			{"2026-03-31T02:30:00+02:00", "P2DT1H", "2026-03-29T01:00:00+01:00"},
			// Out of it: 25 October 2026.
			{"2026-10-25T10:00:00+01:00", "P1D", "2026-10-24T10:00:00+02:00"},
			{"2026-10-25T10:00:00+01:00", "PT24H", "2026-10-24T11:00:00+02:00"},
			{"2026-10-26T10:00:00+01:00", "P3D", "2026-10-23T10:00:00+02:00"},
			{"2026-10-30T10:00:00+01:00", "P7D", "2026-10-23T10:00:00+02:00"},
			{"2026-10-26T02:30:00+01:00", "P1D", "2026-10-25T02:30:00+02:00"}, // comes twice: the first
			{"2026-10-25T02:30:00+02:00", "PT1H", "2026-10-25T01:30:00+02:00"},
			{"2026-10-25T02:30:00+01:00", "PT1H", "2026-10-25T02:30:00+02:00"},
			{"2026-10-25T02:30:00+01:00", "P1D", "2026-10-24T02:30:00+02:00"},
			{"2026-10-25T04:00:00+01:00", "PT3H", "2026-10-25T02:00:00+02:00"},
			// Over the end of a month and a year.
			{"2027-03-01T09:00:00+01:00", "P1D", "2027-02-28T09:00:00+01:00"},
			{"2027-01-01T09:00:00+01:00", "P1W", "2026-12-25T09:00:00+01:00"},
		} {
			o, err := ParseOffset(tc.offset)
			if err != nil {
				t.Fatal(err)
			}
			if got := o.Before(utc(t, tc.start)); !got.Equal(utc(t, tc.want)) || got.Location() != time.UTC {
				t.Errorf("%s before %s is %v, want %s", tc.offset, tc.start, got.In(domain.Copenhagen), tc.want)
			}
		}
	})
}

func quietOf(t testing.TB, from, to string) *Quiet {
	t.Helper()
	q, err := ParseQuiet(&domain.Clocks{From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return &q
}

func TestReminders(t *testing.T) {
	const (
		soon     = domain.NotifyMeetingSoon
		tomorrow = domain.NotifyMeetingTomorrow
		ahead    = domain.NotifyMeetingAhead
	)
	type want struct {
		at, offset string
		kind       domain.NotificationKind
	}
	never := &Quiet{}
	everywhere(t, func(t *testing.T) {
		for _, tc := range []struct {
			name, start, now string
			offsets          []string
			quiet            *Quiet
			want             []want
		}{
			{
				"the usual two", "2026-11-26T14:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"PT2H", "P1D"}, nil,
				[]want{{"2026-11-25T14:00:00+01:00", "P1D", tomorrow}, {"2026-11-26T12:00:00+01:00", "PT2H", soon}},
			},
			{
				"days ahead are not tomorrow", "2026-11-26T14:00:00+01:00", "2026-11-01T10:00:00+01:00", []string{"P7D", "P3D", "P1D"}, nil,
				[]want{{"2026-11-19T14:00:00+01:00", "P7D", ahead}, {"2026-11-23T14:00:00+01:00", "P3D", ahead}, {"2026-11-25T14:00:00+01:00", "P1D", tomorrow}},
			},
			{
				"one has passed", "2026-11-26T14:00:00+01:00", "2026-11-26T08:00:00+01:00", []string{"P1D", "PT2H"}, nil,
				[]want{{"2026-11-26T12:00:00+01:00", "PT2H", soon}},
			},
			{"all have passed", "2026-11-26T14:00:00+01:00", "2026-11-26T13:00:00+01:00", []string{"P1D", "PT2H"}, nil, nil},
			{
				"exactly now", "2026-11-26T14:00:00+01:00", "2026-11-26T12:00:00+01:00", []string{"PT2H"}, nil,
				[]want{{"2026-11-26T12:00:00+01:00", "PT2H", soon}},
			},
			{"none chosen", "2026-11-26T14:00:00+01:00", "2026-11-20T10:00:00+01:00", nil, nil, nil},
			{
				"in the night: the evening before, when it is tomorrow", "2026-11-26T08:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"PT2H"}, nil,
				[]want{{"2026-11-25T21:00:00+01:00", "PT2H", tomorrow}},
			},
			{
				"in the night, and the evening has passed", "2026-11-26T08:00:00+01:00", "2026-11-25T22:00:00+01:00", []string{"PT2H"}, nil,
				[]want{{"2026-11-26T07:00:00+01:00", "PT2H", soon}},
			},
			{
				"in the night, and it is the evening's last moment", "2026-11-26T08:00:00+01:00", "2026-11-25T21:00:00+01:00", []string{"PT2H"}, nil,
				[]want{{"2026-11-26T07:00:00+01:00", "PT2H", soon}},
			},
			{
				"in the night with no better time: not dropped", "2026-11-26T07:00:00+01:00", "2026-11-25T22:00:00+01:00", []string{"PT1H"}, nil,
				[]want{{"2026-11-26T06:00:00+01:00", "PT1H", soon}},
			},
			{
				"late in the evening, a day before a late meeting", "2026-11-26T22:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"P1D"}, nil,
				[]want{{"2026-11-25T21:00:00+01:00", "P1D", tomorrow}},
			},
			{
				"the ends are not quiet", "2026-11-26T09:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"PT2H", "PT12H"}, nil,
				[]want{{"2026-11-25T21:00:00+01:00", "PT12H", tomorrow}, {"2026-11-26T07:00:00+01:00", "PT2H", soon}},
			},
			{
				"two that meet are one, the shorter", "2026-11-26T08:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"PT3H", "PT2H", "PT2H"}, nil,
				[]want{{"2026-11-25T21:00:00+01:00", "PT2H", tomorrow}},
			},
			{
				"long quiet hours", "2026-11-26T12:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"PT3H"}, quietOf(t, "20:00", "10:00"),
				[]want{{"2026-11-25T20:00:00+01:00", "PT3H", tomorrow}},
			},
			{
				"quiet within a day", "2026-11-26T15:00:00+01:00", "2026-11-26T08:00:00+01:00", []string{"PT2H"}, quietOf(t, "12:00", "14:00"),
				[]want{{"2026-11-26T12:00:00+01:00", "PT2H", soon}},
			},
			{
				"no quiet hours", "2026-11-26T08:00:00+01:00", "2026-11-20T10:00:00+01:00", []string{"PT2H"}, never,
				[]want{{"2026-11-26T06:00:00+01:00", "PT2H", soon}},
			},
			{
				"the night in which summer begins", "2026-03-29T08:00:00+02:00", "2026-03-20T10:00:00+01:00", []string{"PT2H"}, nil,
				[]want{{"2026-03-28T21:00:00+01:00", "PT2H", tomorrow}},
			},
			{
				"the night in which summer ends", "2026-10-25T08:00:00+01:00", "2026-10-24T23:00:00+02:00", []string{"PT3H"}, nil,
				[]want{{"2026-10-25T07:00:00+01:00", "PT3H", soon}},
			},
			{
				"after midnight Copenhagen's time, still yesterday in UTC", "2026-07-02T00:30:00+02:00", "2026-06-20T10:00:00+02:00", []string{"PT1H"}, never,
				[]want{{"2026-07-01T23:30:00+02:00", "PT1H", tomorrow}},
			},
		} {
			got, err := Reminders(utc(t, tc.start), tc.offsets, tc.quiet, utc(t, tc.now))
			if err != nil {
				t.Fatal(err)
			}
			same := slices.EqualFunc(got, tc.want, func(r Reminder, w want) bool {
				return r.At.Equal(utc(t, w.at)) && r.Offset == w.offset && r.Kind == w.kind
			})
			if !same {
				t.Errorf("%s: %+v, want %v", tc.name, got, tc.want)
			}
		}
	})
}

func TestAnOffsetThatIsWrongIsAnError(t *testing.T) {
	start := utc(t, "2026-11-26T14:00:00+01:00")
	if got, err := Reminders(start, []string{"P1D", "soon"}, nil, start); err == nil {
		t.Errorf("%v", got)
	}
}

// Whatever is chosen: nothing is lost, nothing comes before now or after the meeting has
// begun, and in quiet hours only what has no better time.
func TestRemindersAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Around a change of the clocks, where things go wrong.
		around := rapid.SampledFrom([]int64{1774746000, 1792890000, 1795680000}).Draw(t, "around")
		start := time.Unix(around+rapid.Int64Range(-3*86400, 3*86400).Draw(t, "start")/300*300, 0)
		now := start.Add(-time.Duration(rapid.Int64Range(0, 10*86400).Draw(t, "ahead")) * time.Second)
		quiet := Quiet{From: Clock(rapid.IntRange(0, 1439).Draw(t, "from")), To: Clock(rapid.IntRange(0, 1439).Draw(t, "to"))}
		offset := rapid.SampledFrom([]string{"P1D", "P3D", "PT1H", "PT2H", "PT3H", "P1W", "PT15M"}).Draw(t, "offset")
		got, err := Reminders(start, []string{offset}, &quiet, now)
		if err != nil {
			t.Fatal(err)
		}
		o, err := ParseOffset(offset)
		if err != nil {
			t.Fatal(err)
		}
		if o.Before(start).Before(now) {
			if len(got) != 0 {
				t.Fatalf("%v has passed", got)
			}
			return
		}
		if len(got) != 1 {
			t.Fatalf("%d reminders", len(got))
		}
		at := got[0].At
		if at.Before(now) || !at.Before(start) {
			t.Fatalf("%v is not between %v and %v", at, now, start)
		}
		if from, to, ok := quiet.Around(at); ok && (from.After(now) || to.Before(start)) {
			t.Fatalf("%v is in quiet hours (%v to %v) and could be moved", at, from, to)
		}
	})
}

func TestQuiet(t *testing.T) {
	for _, bad := range []domain.Clocks{{From: "", To: "07:00"}, {From: "21:00", To: "late"}} {
		if _, err := ParseQuiet(&bad); err == nil {
			t.Errorf("%+v was read", bad)
		}
	}
	if q, err := ParseQuiet(nil); err != nil || q != DefaultQuiet {
		t.Errorf("%v, %v", q, err)
	}
	midnight := quietOf(t, "22:00", "24:00")
	for at, want := range map[string]string{
		"2026-11-24T21:59:00+01:00": "2026-11-24T21:59:00+01:00",
		"2026-11-24T22:00:00+01:00": "2026-11-24T22:00:00+01:00",
		"2026-11-24T23:00:00+01:00": "2026-11-25T00:00:00+01:00",
		"2026-11-25T00:00:00+01:00": "2026-11-25T00:00:00+01:00",
	} {
		if got := midnight.Next(utc(t, at)); !got.Equal(utc(t, want)) {
			t.Errorf("after %s: %v", at, got)
		}
	}
}
