package jsonfile

import (
	"strconv"
	"strings"
)

// Problem says what is wrong with a file: which file, where in it and why, for the
// one who wrote it. Place is a JSON pointer (RFC 6901), or "line N, column N" where the
// text is no JSON, or "" for the file as a whole.
type Problem struct {
	File   string
	Place  string
	Reason string
}

// Error gives the problem as one line.
func (p *Problem) Error() string {
	if p.Place == "" {
		return oneLine(p.File + ": " + p.Reason)
	}
	return oneLine(p.File + ": " + p.Place + ": " + p.Reason)
}

// oneLine keeps a file's or value's own line breaks from making two lines of one.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// Pointer writes a JSON pointer (RFC 6901 §3).
func Pointer(base string, tokens ...string) string {
	for _, t := range tokens {
		base += "/" + strings.ReplaceAll(strings.ReplaceAll(t, "~", "~0"), "/", "~1")
	}
	return base
}

// PointerAt writes the JSON pointer of an array's element.
func PointerAt(base string, i int) string { return base + "/" + strconv.Itoa(i) }
