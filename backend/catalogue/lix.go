package catalogue

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tavlen/backend/domain"
)

// MaxLIX is the highest readability index that what citizens read may have.
const MaxLIX = 30

// longWord is from how many letters a word counts as long (Björnsson, Läsbarhet, 1968).
const longWord = 7

// Readability gives the LIX of all the words of an entry that a citizen reads: words a
// sentence, plus long words in a hundred words. A text without a full stop at its end (a
// thing to bring along) is a sentence too.
func Readability(e domain.CatalogueEntry) int {
	texts := append([]string{e.Title, e.Plain, e.Who, e.HowLong, e.Direct}, e.What...)
	texts = append(texts, e.Bring...)
	for _, l := range e.Limits {
		texts = append(texts, l.Text)
	}
	return LIX(texts...)
}

// LIX gives the readability index of texts that are read one after another.
func LIX(texts ...string) int {
	words, long, sentences := 0, 0, 0
	for _, t := range texts {
		open := false
		for _, w := range strings.Fields(t) {
			bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if bare != "" {
				words++
				open = true
				if utf8.RuneCountInString(bare) >= longWord {
					long++
				}
			}
			if open && strings.ContainsAny(w[len(w)-1:], ".:!?") {
				sentences++
				open = false
			}
		}
		if open {
			sentences++
		}
	}
	if words == 0 {
		return 0
	}
	return (words+sentences/2)/sentences + (100*long+words/2)/words
}
