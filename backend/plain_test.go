package backend_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Words and ends of sentences as LIX counts them (C.-H. Björnsson, 1968). The stop in
// "kl. 9" ends none.
var (
	word     = regexp.MustCompile(`[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*`)
	sentence = regexp.MustCompile(`[.!?:…]+(?:\s|$)`)
	noStop   = regexp.MustCompile(`\b(kl|ca|nr)\.`)
)

// lix measures texts together, each beginning a sentence of its own, and gives the
// longest sentence. Below 30 is plain (the same measure: frontend/src/lib/text/lix.ts).
func lix(texts []string) (value float64, longest string) {
	words, long, sentences, most := 0, 0, 0, 0
	for _, text := range texts {
		for _, s := range sentence.Split(noStop.ReplaceAllString(text, "$1"), -1) {
			found := word.FindAllString(s, -1)
			if len(found) == 0 {
				continue
			}
			sentences++
			words += len(found)
			for _, w := range found {
				if utf8.RuneCountInString(w) > 6 {
					long++
				}
			}
			if len(found) > most {
				most, longest = len(found), s
			}
		}
	}
	if words == 0 {
		return 0, ""
	}
	return float64(words)/float64(sentences) + 100*float64(long)/float64(words), longest
}

func TestLix(t *testing.T) {
	for text, want := range map[string]float64{"": 0, "Mor.": 1, "Jeg går en tur. Det er godt for kroppene.": 4.5 + 100.0/9, "Vi ses kl. 9.": 4} {
		if got, _ := lix([]string{text}); got != want {
			t.Errorf("%q: %f, want %f", text, got, want)
		}
	}
}

// danish are the texts of a file that people read: those with a capital and a word that
// only Danish has. What a program's operator reads is in English.
var danish = regexp.MustCompile(`(?i)(^|[^\p{L}])(er|det|den|du|dig|din|dit|ikke|kan|skal|og|på|til|vi|vælg|skriv|prøv|send|planen|åbn|log|se)([^\p{L}]|$)|[æøå]`)

func isDanish(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first) && strings.ContainsRune(text, ' ') && danish.MatchString(text)
}

// Problem details, push texts, the sentences about changes, the paper: all that the
// server says to a citizen is plain Danish. Each room is measured as a whole, its whole
// sentences alone, and no sentence has more than 15 words.
func TestWhatTheServerSaysIsPlainDanish(t *testing.T) {
	// Staff alone read these rooms' texts, or they are somebody's own words.
	notForCitizens := map[string]bool{"demo": true, "testkit": true, "config": true}
	rooms := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		room, _, inside := strings.Cut(filepath.ToSlash(path), "/")
		if err != nil || d.IsDir() || !inside || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || notForCitizens[room] {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil && isDanish(text) {
					rooms[room] = append(rooms[room], text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []string{"domain", "api", "app", "notify", "paper"} {
		texts := rooms[room]
		if len(texts) < 5 {
			t.Errorf("%s: only %d texts were found: %q", room, len(texts), texts)
		}
	}
	for room, texts := range rooms {
		var whole []string
		for _, text := range texts {
			if strings.HasSuffix(text, ".") {
				whole = append(whole, text)
			}
		}
		all, longest := lix(texts)
		alone, _ := lix(whole)
		t.Logf("%s: %d texts, LIX %.1f, whole sentences %.1f", room, len(texts), all, alone)
		if all > 30 || alone > 30 {
			t.Errorf("%s: LIX %.1f, whole sentences %.1f: %s", room, all, alone, strings.Join(texts, " | "))
		}
		if n := len(word.FindAllString(longest, -1)); n > 15 {
			t.Errorf("%s: %d words in one sentence: %q", room, n, longest)
		}
	}
}
