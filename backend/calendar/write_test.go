package calendar_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tavlen/backend/calendar"
)

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

var options = calendar.Options{Link: "https://tavlen.example/moeder", Feed: true}

// lines takes a file apart as RFC 5545 §3.1 has it, and refuses what is none: each line
// ends with CR LF, has at most 75 octets, and is UTF-8 by itself.
func lines(t interface{ Fatalf(string, ...any) }, doc []byte) []string {
	text, ended := strings.CutSuffix(string(doc), "\r\n")
	if !ended {
		t.Fatalf("the last line is not ended: %q", doc)
	}
	raw := strings.Split(text, "\r\n")
	var out []string
	for _, l := range raw {
		if len(l) > 75 {
			t.Fatalf("a line of %d octets: %q", len(l), l)
		}
		if l == "" || !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n\x00") {
			t.Fatalf("a line that is none: %q", l)
		}
		if rest, folded := strings.CutPrefix(l, " "); folded && len(out) > 0 {
			out[len(out)-1] += rest
			continue
		}
		out = append(out, l)
	}
	return out
}

// count says how many lines begin with a property.
func count(all []string, property string) (n int) {
	for _, l := range all {
		if strings.HasPrefix(l, property+":") || strings.HasPrefix(l, property+";") {
			n++
		}
	}
	return n
}

func wants(t *testing.T, all []string, lines ...string) {
	t.Helper()
	for _, want := range lines {
		found := false
		for _, l := range all {
			found = found || l == want
		}
		if !found {
			t.Errorf("no line %q in\n%s", want, strings.Join(all, "\n"))
		}
	}
}

// A file has all that RFC 5545 §3.6 and §3.6.1 demand, once each, and no METHOD: that
// would make of it an invitation with an organiser (RFC 5546).
func TestAFileHasWhatMustBeThere(t *testing.T) {
	e := calendar.Event{UID: "a@tavlen.example", Sequence: 2, Revised: instant(t, "2026-11-20T08:00:00Z"), Start: instant(t, "2026-11-24T10:00:00+01:00"), End: instant(t, "2026-11-24T11:00:00+01:00")}
	all := lines(t, calendar.Write([]calendar.Event{e}, options))
	for _, once := range []string{"VERSION", "PRODID", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "STATUS", "CLASS", "TRANSP"} {
		if n := count(all, once); n != 1 {
			t.Errorf("%s is there %d times", once, n)
		}
	}
	if count(all, "METHOD") != 0 || count(all, "ORGANIZER") != 0 || count(all, "ATTENDEE") != 0 || count(all, "LOCATION") != 0 {
		t.Errorf("what does not belong there:\n%s", strings.Join(all, "\n"))
	}
	wants(t, all, "BEGIN:VCALENDAR", "VERSION:2.0", "CALSCALE:GREGORIAN", "DTSTAMP:20261120T080000Z", "LAST-MODIFIED:20261120T080000Z", "SEQUENCE:2",
		"DTSTART;TZID=Europe/Copenhagen:20261124T100000", "DTEND;TZID=Europe/Copenhagen:20261124T110000", "SUMMARY:Aftale", "DESCRIPTION:Åbn Tavlen for at se mere.",
		"URL:https://tavlen.example/moeder", "CLASS:PRIVATE", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "TZID:Europe/Copenhagen", "END:VCALENDAR")
	if all[0] != "BEGIN:VCALENDAR" || all[len(all)-1] != "END:VCALENDAR" {
		t.Error("the file is not one calendar")
	}
	e.Cancelled = true
	once := lines(t, calendar.Write([]calendar.Event{e}, calendar.Options{Language: "en"}))
	wants(t, once, "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SUMMARY:Appointment")
	if count(once, "REFRESH-INTERVAL") != 0 {
		t.Error("a single meeting is not fetched again")
	}
}

// Wall-clock times over both changes of 2026 and 2027; the hour that comes twice is said
// in UTC.
func TestTimesOverTheChangesOfTheClock(t *testing.T) {
	for _, c := range []struct{ start, end, wantStart, wantEnd string }{
		{"2026-03-28T10:00:00+01:00", "2026-03-28T11:00:00+01:00", "DTSTART;TZID=Europe/Copenhagen:20260328T100000", "DTEND;TZID=Europe/Copenhagen:20260328T110000"},
		{"2026-03-29T10:00:00+02:00", "2026-03-29T11:00:00+02:00", "DTSTART;TZID=Europe/Copenhagen:20260329T100000", "DTEND;TZID=Europe/Copenhagen:20260329T110000"},
		{"2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "DTSTART;TZID=Europe/Copenhagen:20260329T013000", "DTEND;TZID=Europe/Copenhagen:20260329T033000"},
		{"2026-10-25T02:30:00+02:00", "2026-10-25T03:30:00+01:00", "DTSTART:20261025T003000Z", "DTEND:20261025T023000Z"},
		{"2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00", "DTSTART:20261025T013000Z", "DTEND:20261025T023000Z"},
		{"2026-10-25T02:10:00+02:00", "2026-10-25T02:10:00+01:00", "DTSTART:20261025T001000Z", "DTEND:20261025T011000Z"},
		{"2026-10-25T10:00:00+01:00", "2026-10-25T11:00:00+01:00", "DTSTART;TZID=Europe/Copenhagen:20261025T100000", "DTEND;TZID=Europe/Copenhagen:20261025T110000"},
		{"2027-01-01T00:00:00+01:00", "2027-01-01T01:00:00+01:00", "DTSTART;TZID=Europe/Copenhagen:20270101T000000", "DTEND;TZID=Europe/Copenhagen:20270101T010000"},
		{"2028-02-29T23:30:00+01:00", "2028-03-01T00:30:00+01:00", "DTSTART;TZID=Europe/Copenhagen:20280229T233000", "DTEND;TZID=Europe/Copenhagen:20280301T003000"},
	} {
		e := calendar.Event{UID: "a@b", Start: instant(t, c.start), End: instant(t, c.end)}
		wants(t, lines(t, calendar.Write([]calendar.Event{e}, options)), c.wantStart, c.wantEnd)
	}
}

// What people write is one line of text, whatever it holds; lines are folded between
// letters and never within one.
func TestTextsAreOneLine(t *testing.T) {
	e := calendar.Event{UID: "a@b", Start: instant(t, "2026-11-24T10:00:00Z"), End: instant(t, "2026-11-24T11:00:00Z"),
		Title: "Møde; med, \\ \"Bo\"\r\nATTENDEE:mailto:x@y.example\nEND:VEVENT\x00\u2028 " + strings.Repeat("æøåÆØÅ", 60), Place: "Ågade 1,\tÅrhus\r\n\r\nBEGIN:VALARM"}
	all := lines(t, calendar.Write([]calendar.Event{e}, options))
	if count(all, "ATTENDEE") != 0 || count(all, "END") != 4+1 {
		t.Errorf("a text became lines:\n%s", strings.Join(all, "\n"))
	}
	wants(t, all, `LOCATION:Ågade 1\, Århus BEGIN:VALARM`)
	for _, l := range all {
		if strings.HasPrefix(l, "SUMMARY:") && !strings.HasPrefix(l, `SUMMARY:Møde\; med\, \\ "Bo" ATTENDEE:mailto:x@y.example END:VEVENT æøå`) {
			t.Errorf("%q", l)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		e := e
		e.Title, e.Place = rapid.String().Draw(t, "title"), rapid.StringMatching(`[ -~æøåÆØÅ€😀\r\n]{0,300}`).Draw(t, "place")
		if n := count(lines(t, calendar.Write([]calendar.Event{e}, options)), "BEGIN"); n != 5 {
			t.Fatalf("%d parts begin", n)
		}
	})
}

// The same meetings are the same file, in whatever order they come.
func TestTheSameMeetingsAreTheSameFile(t *testing.T) {
	a := calendar.Event{UID: "a@b", Start: instant(t, "2026-11-24T10:00:00Z"), End: instant(t, "2026-11-24T11:00:00Z"), Revised: instant(t, "2026-11-20T11:00:00Z")}
	b, c := a, a
	b.UID, c.Start = "b@b", instant(t, "2026-11-23T10:00:00Z")
	c.UID = "c@b"
	if !bytes.Equal(calendar.Write([]calendar.Event{a, b, c}, options), calendar.Write([]calendar.Event{c, b, a}, options)) {
		t.Error("the order shows")
	}
}

var update = flag.Bool("update", false, "write the files that the screens' tests read with another program's parser")

// The files in testdata are read by frontend's calendar.test.ts with a parser that is not
// ours: what it says of them holds as long as they are what we write.
func TestTheFilesThatAnotherParserReads(t *testing.T) {
	base := calendar.Event{UID: "3d0f8a4e@tavlen.example", Revised: instant(t, "2026-11-20T08:00:00Z"), Start: instant(t, "2026-12-01T10:00:00+01:00"), End: instant(t, "2026-12-01T11:00:00+01:00")}
	other := calendar.Event{UID: "77ab@tavlen.example", Revised: base.Revised, Start: instant(t, "2027-06-15T09:30:00+02:00"), End: instant(t, "2027-06-15T10:30:00+02:00"),
		Title: "Gåtur ved søen; vi mødes på broen, hvor der står “Åben for alle” – tag gerne én med, og husk støvler", Place: "Søpavillonen, Sønder Allé 14, 8000 Aarhus C"}
	moved := base
	moved.Sequence, moved.Revised, moved.Start, moved.End = 1, instant(t, "2026-11-21T08:00:00Z"), instant(t, "2026-12-02T13:00:00+01:00"), instant(t, "2026-12-02T13:45:00+01:00")
	off := moved
	off.Sequence, off.Revised, off.Cancelled = 2, instant(t, "2026-11-22T08:00:00Z"), true
	hour := func(uid, start string) calendar.Event {
		return calendar.Event{UID: uid + "@tavlen.example", Revised: base.Revised, Start: instant(t, start), End: instant(t, start).Add(time.Hour)}
	}
	for name, events := range map[string][]calendar.Event{
		"made":      {base, other},
		"moved":     {moved, other},
		"cancelled": {off, other},
		"changes": {hour("spring-before", "2026-03-29T01:00:00+01:00"), hour("spring-after", "2026-03-29T03:30:00+02:00"), hour("autumn-first", "2026-10-25T01:30:00+02:00"),
			hour("autumn-second", "2026-10-25T02:30:00+01:00"), hour("autumn-after", "2026-10-26T08:00:00+01:00"), hour("leap", "2028-02-29T12:00:00+01:00")},
	} {
		file := filepath.Join("testdata", name+".ics")
		doc := calendar.Write(events, options)
		lines(t, doc)
		if *update {
			if err := os.WriteFile(file, doc, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(kept, doc) {
			t.Errorf("%s is not what is written now (%v); go test ./backend/calendar -update, and then run the screens' tests", file, err)
		}
	}
}
