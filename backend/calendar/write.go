package calendar

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// Event is one meeting as a calendar elsewhere is told of it.
type Event struct {
	// UID names the meeting for ever (RFC 5545 §3.8.4.7) and tells nothing of it.
	UID string
	// Sequence grows when the meeting is moved or called off (§3.8.7.4). 0 is as it was made.
	Sequence int
	// Revised is when anything of what is written here was last changed.
	Revised time.Time
	// Start and End are instants; they are written as the clock in Copenhagen shows them.
	Start, End time.Time
	Cancelled  bool
	// Title and Place are "" unless the person chose to have them in that calendar.
	Title, Place string
}

// Options say what belongs to the file as a whole.
type Options struct {
	Language string // "en" is English, everything else Danish
	// Link is the page of this installation where everything about a meeting stands.
	Link string
	// Feed says that the file is fetched again and again, and not put in once.
	Feed bool
}

// refresh is how often a calendar may fetch a feed (RFC 7986 §5.7). Many do it less often.
const refresh = "PT1H"

// longest is what is written of one text, in letters.
const longest = 200

type words struct{ title, more, name string }

var texts = map[string]words{
	"da": {"Aftale", "Åbn Tavlen for at se mere.", "Tavlen"},
	"en": {"Appointment", "Open Tavlen to see more.", "Tavlen"},
}

// Write makes an iCalendar file: UTF-8, lines of at most 75 octets, each ended by CR LF.
func Write(events []Event, o Options) []byte {
	t, known := texts[o.Language]
	if !known {
		t = texts["da"]
	}
	cal := ics.NewCalendar()
	cal.SetProductId("-//Tavlen//Tavlen//DA")
	cal.SetCalscale("GREGORIAN")
	if o.Feed {
		cal.SetName(t.name)
		cal.SetRefreshInterval(refresh)
		cal.SetXPublishedTTL(refresh)
	}
	addZone(cal)
	for _, e := range slices.SortedFunc(slices.Values(events), inOrder) {
		add(cal, e, t, o.Link)
	}
	var out bytes.Buffer
	// The system's own line end would be a bare LF here; writing to memory cannot fail.
	_ = cal.SerializeTo(&out, ics.WithNewLine("\r\n"))
	return out.Bytes()
}

func inOrder(a, b Event) int {
	if c := a.Start.Compare(b.Start); c != 0 {
		return c
	}
	return strings.Compare(a.UID, b.UID)
}

func add(cal *ics.Calendar, e Event, t words, link string) {
	v := cal.AddEvent(e.UID)
	// Without a METHOD this says when the meeting was last revised (RFC 5545 §3.8.7.2), so
	// that the same meetings are the same file.
	v.SetDtStampTime(e.Revised)
	v.SetLastModifiedAt(e.Revised)
	v.SetProperty(ics.ComponentPropertySequence, strconv.Itoa(e.Sequence))
	times(v, e)
	title := clean(e.Title)
	if title == "" {
		title = t.title
	}
	v.SetSummary(title)
	if place := clean(e.Place); place != "" {
		v.SetLocation(place)
	}
	v.SetDescription(t.more)
	v.SetURL(link)
	v.SetClass(ics.ClassificationPrivate)
	v.SetStatus(ics.ObjectStatusConfirmed)
	v.SetTimeTransparency(ics.TransparencyOpaque)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
		v.SetTimeTransparency(ics.TransparencyTransparent) // the time is free again
	}
}

// times writes start and end, both in the same form (RFC 5545 §3.8.2.2).
func times(v *ics.VEvent, e Event) {
	start, one := stamp(e.Start)
	end, other := stamp(e.End)
	if one && other {
		zone := ics.WithTZID(zoneName)
		v.SetProperty(ics.ComponentPropertyDtStart, start, zone)
		v.SetProperty(ics.ComponentPropertyDtEnd, end, zone)
		return
	}
	v.SetProperty(ics.ComponentPropertyDtStart, e.Start.UTC().Format(utcForm))
	v.SetProperty(ics.ComponentPropertyDtEnd, e.End.UTC().Format(utcForm))
}

// clean makes one line of a text: what controls a terminal or ends a line is no part of
// it (RFC 5545 §3.1), nor is what is no UTF-8.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError:
			return -1
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if letters := []rune(s); len(letters) > longest {
		s = strings.TrimSpace(string(letters[:longest-1])) + "…"
	}
	return s
}
