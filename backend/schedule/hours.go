package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Span is a part of a day, from From up to To.
type Span struct{ From, To Clock }

// Hours are the weekly working hours of one person: the spans of each weekday
// (time.Sunday is 0), in order and apart from each other.
type Hours [7][]Span

// ParseHours reads weekly hours as people write them in Danish: "man-tors 8.30-15.30,
// fre 8.30-13.00" or "Mandag, onsdag og torsdag kl. 8.30-12". Days may be shortened to
// three letters or more; a day may have several spans. An empty text means no hours.
func ParseHours(s string) (Hours, error) {
	var h Hours
	var days []time.Weekday
	grouped := false // the days have got their times; the next day begins a new group
	for _, word := range words(s) {
		if word == "kl" || word == "og" {
			continue
		}
		first, last, isRange := strings.Cut(word, "-")
		if unicode.IsDigit(rune(word[0])) {
			span, err := parseSpan(first, last)
			if err != nil || !isRange || len(days) == 0 {
				return Hours{}, hoursError(s, word)
			}
			for _, d := range days {
				h[d] = append(h[d], span)
			}
			grouped = true
			continue
		}
		if grouped {
			days, grouped = nil, false
		}
		from, ok := weekday(first)
		to, okTo := from, true
		if isRange {
			to, okTo = weekday(last)
		}
		if !ok || !okTo {
			return Hours{}, hoursError(s, word)
		}
		for d := from; ; d = (d + 1) % 7 {
			days = append(days, d)
			if d == to {
				break
			}
		}
	}
	if len(days) > 0 && !grouped {
		return Hours{}, hoursError(s, "")
	}
	for d := range h {
		slices.SortFunc(h[d], func(a, b Span) int { return int(a.From - b.From) })
		for i := 1; i < len(h[d]); i++ {
			if h[d][i].From < h[d][i-1].To {
				return Hours{}, fmt.Errorf("schedule: %q has hours that overlap", s)
			}
		}
	}
	return h, nil
}

func hoursError(s, word string) error {
	return fmt.Errorf("schedule: %q is not weekly hours (at %q)", s, word)
}

// words splits at spaces, commas and semicolons; a dash of any kind, with or without
// spaces around it, joins a range.
func words(s string) []string {
	s = strings.NewReplacer("–", "-", "—", "-").Replace(strings.ToLower(s))
	for _, spaced := range []string{" -", "- "} {
		for strings.Contains(s, spaced) {
			s = strings.ReplaceAll(s, spaced, "-")
		}
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	out := fields[:0]
	for _, f := range fields {
		if f = strings.Trim(f, ".:"); f != "" {
			out = append(out, f)
		}
	}
	return out
}

func parseSpan(from, to string) (Span, error) {
	f, err := ParseClock(from)
	if err != nil {
		return Span{}, err
	}
	t, err := ParseClock(to)
	if err == nil && t <= f {
		err = fmt.Errorf("schedule: %s is not before %s", from, to)
	}
	return Span{From: f, To: t}, err
}

var weekdayNames = [7]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"}

func weekday(s string) (time.Weekday, bool) {
	s = strings.Trim(s, ".")
	if len([]rune(s)) < 3 {
		return 0, false
	}
	for i, name := range weekdayNames {
		if strings.HasPrefix(name, s) || s == name+"e" {
			return time.Weekday(i), true
		}
	}
	return 0, false
}
