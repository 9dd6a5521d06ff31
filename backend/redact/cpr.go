package redact

import (
	"regexp"
	"strings"
	"unicode"
)

// cprNumber is a CPR number by its date alone: since 2007 the last digit checks nothing. In a number that stands in for
// one (erstatningspersonnummer) 60 is added to the day, and its end may have letters, which are known by the hyphen before them.
var cprNumber = regexp.MustCompile(`(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?\d{2}(?:[-./ ]{0,3}\d{4}|-[0-9A-Z]{4}\b)`)

// numbers takes CPR numbers out, whatever letters stand around them. A longer row of digits is none.
func numbers(s string) string {
	// What is written in other digits or with other blanks is looked for as the plainest, and stands so where it was found.
	if plain := fold(s); plain != s && len(cprNumber.FindAllStringIndex(plain, -1)) > len(cprNumber.FindAllStringIndex(s, -1)) {
		s = plain
	}
	var out strings.Builder
	rest := s
	for at := cprNumber.FindStringIndex(rest); at != nil; at = cprNumber.FindStringIndex(rest) {
		from, to := at[0], at[1]
		if from > 0 && isDigit(rest[from-1]) || to < len(rest) && isDigit(rest[to]) {
			// One that begins further on may still be in it, as after a house's number.
			next := from + 1
			for next < len(rest) && isDigit(rest[next]) {
				next++
			}
			out.WriteString(rest[:next])
			rest = rest[next:]
			continue
		}
		out.WriteString(rest[:from])
		out.WriteString("[cpr]")
		rest = rest[to:]
	}
	out.WriteString(rest)
	return out.String()
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// fold writes every sort of digit, blank and dash as the plainest of its sort, and leaves out what is not seen.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
			return r
		case unicode.Is(unicode.Nd, r):
			return '0' + digit(r)
		case unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.Is(unicode.Pd, r), r == '\u2212': // a minus
			return '-'
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// digit gives what a decimal digit of any writing is worth: each writing has its ten in a row, from the zero on.
func digit(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// visible writes out what no reader of a log sees and his screen obeys: control characters (a line feed begins a line that
// nobody wrote, an escape moves the cursor; ASVS V16.4.1) and those that turn the direction of what follows.
func visible(s string) string {
	hidden := func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return '\ufffd'
		}
		return r
	}, s)
}
