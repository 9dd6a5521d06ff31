package paper

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// foreign stands where there were letters that the paper's type does not have; a line at
// the foot says so.
const foreign = "[…]"

// typeface is read once; its tables are only looked at afterwards.
var typeface = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(goregular.TTF) })

// cleaner makes texts printable and remembers what it had to leave out.
type cleaner struct {
	font             *sfnt.Font
	buf              sfnt.Buffer
	foreign, picture bool
}

// clean puts a text on one line with letters that the type has. Letters of other scripts
// become a mark, pictures (emoji) go: both are told at the foot. What has no form of its
// own (control and direction marks, joiners) goes without a word.
func (c *cleaner) clean(s string) string {
	var out strings.Builder
	said, pictures := false, false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
			continue
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Variation_Selector):
			continue
		case c.has(r):
			out.WriteRune(r)
			said = false
			continue
		case unicode.In(r, unicode.L, unicode.N, unicode.M):
			// One mark for a whole run of words.
			if !said {
				out.WriteString(" " + foreign + " ")
			}
			said, c.foreign = true, true
		default:
			pictures = true
		}
	}
	line := strings.Join(strings.Fields(out.String()), " ")
	if line == "" && pictures {
		c.foreign = true
		return foreign
	}
	c.picture = c.picture || pictures
	return line
}

// has says whether the type has a form for a letter. Above the basic plane it has none.
func (c *cleaner) has(r rune) bool {
	i, err := c.font.GlyphIndex(&c.buf, r)
	return err == nil && i != 0 && r <= 0xffff
}

// cleanAll makes every text of the sheet printable and adds the lines that say what was
// left out.
func (s *sheet) clean() error {
	font, err := typeface()
	if err != nil {
		return err
	}
	c := cleaner{font: font}
	all := []*string{&s.title, &s.day, &s.notice, &s.dream, &s.sos}
	for i := range s.goals {
		g := &s.goals[i]
		all = append(all, &g.lane, &g.title, &g.inWord)
		all = append(all, texts(g.steps)...)
	}
	for i := range s.others {
		all = append(all, &s.others[i])
	}
	for _, list := range [][]entry{s.mine, s.theirs, s.meetings, s.calls} {
		all = append(all, texts(list)...)
	}
	for i := range s.notes {
		all = append(all, &s.notes[i])
	}
	for _, text := range all {
		*text = c.clean(*text)
	}
	if c.foreign {
		s.notes = append(s.notes, foreign+" er ord, som ikke kan stå her. Læs dem i Tavlen.")
	}
	if c.picture {
		s.notes = append(s.notes, "Små billeder i teksten er ikke med.")
	}
	return nil
}

func texts(list []entry) []*string {
	var out []*string
	for i := range list {
		e := &list[i]
		out = append(out, &e.head, &e.text, &e.small)
	}
	return out
}
