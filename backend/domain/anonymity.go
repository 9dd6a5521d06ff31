package domain

import (
	"maps"
	"strings"
	"unicode"
)

// Anonymity knows by which words somebody could be recognised, and finds them in what is
// written. It reads letters as people mean them: without case, accents and endings, and whether
// å is written so or as aa.
type Anonymity struct{ words map[string]bool }

// commonWords say where and what many places are, and name none of them.
var commonWords = foldedSet(`jobcenter jobcenteret center centeret rådhuset rådhus kommune kommunen sygehus sygehuset hospital hospitalet
lægehuset lægehus lægen læge klinik klinikken kontor kontoret lokale mødelokale møde telefon video hjemme hjemmet praktik virksomhed virksomheden
skole skolen værksted værkstedet butik butikken cafe cafeen gade vej alle plads stue etage sal indgang hovedindgang parken hallen biblioteket bibliotek
rusmiddelcenteret sundhedshuset sundhedscenteret torvet station stationen ambulatoriet borgerservice afdeling afdelingen holdet hold`)

// particles stand in names and are no names.
var particles = foldedSet(`af von van de der den la le el al di da du dos og i på`)

func foldedSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range foldedWords(list) {
		out[w] = true
	}
	return out
}

// NewAnonymity takes what names people, each word of which is one to be found, and what names
// places, of which only the words that are theirs alone are. Town is a name that says nothing
// about one person in it.
func NewAnonymity(names, places []string, town string) Anonymity {
	a := Anonymity{map[string]bool{}}
	own := foldedSet(town)
	for _, name := range names {
		for _, w := range foldedWords(name) {
			if len(w) > 1 && !particles[w] {
				a.words[w] = true
			}
		}
		// "Anne-Marie" is written in one word, too.
		if joined := foldedWords(strings.ReplaceAll(name, "-", "")); strings.Contains(name, "-") {
			for _, w := range joined {
				a.words[w] = len(w) > 1 && !particles[w]
			}
		}
	}
	for _, place := range places {
		for _, w := range foldedWords(place) {
			if len(w) > 3 && !commonWords[w] && !own[w] && !digitsOnly(w) {
				a.words[w] = true
			}
		}
	}
	return a
}

// Except gives the same but for the words of a name that may stand there.
func (a Anonymity) Except(name string) Anonymity {
	out := Anonymity{maps.Clone(a.words)}
	for _, w := range foldedWords(name) {
		delete(out.words, w)
	}
	return out
}

func digitsOnly(w string) bool { return strings.Trim(w, "0123456789") == "" }

// Found gives the first word or number of a text by which somebody could be recognised, as it
// stands there; "" for none.
func (a Anonymity) Found(text string) string {
	if n := foundNumber(text); n != "" {
		return n
	}
	written := wordsOf(text)
	for i, w := range written {
		if a.is(fold(w)) {
			return w
		}
		// P e t e r
		spelled := ""
		for _, next := range written[i:] {
			if f := fold(next); len(f) == 1 {
				spelled += f
			} else {
				break
			}
		}
		for n := 3; n <= len(spelled); n++ {
			if a.is(spelled[:n]) {
				return strings.Join(written[i:min(i+n, len(written))], " ")
			}
		}
	}
	for _, word := range strings.Fields(text) {
		if strings.ContainsRune(word, '@') {
			return word
		}
	}
	return ""
}

// endings are what Danish hangs on a name: Peters, Hanses, Kædens.
var endings = []string{"s", "es", "ens", "ets"}

func (a Anonymity) is(w string) bool {
	if a.words[w] {
		return true
	}
	for _, e := range endings {
		if base, has := strings.CutSuffix(w, e); has && len(base) > 1 && a.words[base] {
			return true
		}
	}
	// Long names are found inside other words: "cykelværkstedschefen".
	for name := range a.words {
		if len(name) >= 7 && strings.Contains(w, name) {
			return true
		}
	}
	return false
}

// foundNumber finds six digits and more in a row, whatever stands between them: a phone number,
// a day of birth, a CPR number.
func foundNumber(text string) string {
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if !unicode.IsDigit(runes[i]) {
			continue
		}
		digits, gap, end := 0, 0, i
		for j := i; j < len(runes) && gap <= 2; j++ {
			switch {
			case unicode.IsDigit(runes[j]):
				digits, gap, end = digits+1, 0, j
			case strings.ContainsRune(" .-/–—\u00a0()", runes[j]):
				gap++
			default:
				gap = 3
			}
		}
		if digits >= 6 {
			return string(runes[i : end+1])
		}
		i = end
	}
	return ""
}

// wordsOf splits a text at whatever is no letter and no digit; marks that show nothing are no
// border.
func wordsOf(text string) []string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

func foldedWords(text string) []string {
	var out []string
	for _, w := range wordsOf(text) {
		if f := fold(w); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// plain are letters with what is written instead of them where a keyboard lacks them.
var plain = strings.NewReplacer("å", "a", "aa", "a", "æ", "ae", "ä", "a", "ø", "o", "oe", "o", "ö", "o", "ü", "u", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"á", "a", "à", "a", "â", "a", "ã", "a", "í", "i", "ì", "i", "î", "i", "ï", "i", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u", "ù", "u", "û", "u",
	"ý", "y", "ÿ", "y", "ñ", "n", "ç", "c", "ć", "c", "č", "c", "ß", "ss", "ł", "l", "ð", "d", "þ", "th", "š", "s", "ś", "s", "ş", "s", "ž", "z", "ż", "z",
	"ź", "z", "ě", "e", "ę", "e", "ą", "a", "ğ", "g", "ı", "i", "ř", "r", "ń", "n")

// fold writes a word in the letters that all its spellings share.
func fold(w string) string {
	w = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, strings.ToLower(w))
	return plain.Replace(w)
}
