package paper_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"
	"pgregory.net/rapid"

	"tavlen/backend/domain"
	"tavlen/backend/paper"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, domain.Copenhagen)

type object = map[string]any

// plan makes getPlan's answer with so many of everything, all of it saying text.
func plan(text string, goals, steps, agreements, meetings, people int) object {
	id := func(kind string, i int) string { return kind + strconv.Itoa(i) }
	list := func(n int, of func(i int) object) []object {
		out := make([]object, n)
		for i := range out {
			out[i] = of(i)
		}
		return out
	}
	start := now.Add(24 * time.Hour)
	return object{
		"viewer": object{"relation": "citizen"}, "citizen": object{"id": "c", "name": text, "preferred_name": text}, "consultant": "p0",
		"plan":  object{"title": text, "status": "draft", "board": object{"layout": "lanes", "focus_goals": []string{id("g", 1), id("g", 2)}}},
		"dream": object{"id": "d", "text": text},
		"people": list(people, func(i int) object {
			return object{"id": id("p", i), "name": text, "title": text, "phone": "00 00 00 00", "hours": text}
		}),
		"goals": list(goals, func(i int) object {
			return object{"id": id("g", i), "area": domain.Areas[i%len(domain.Areas)], "title": text, "in_own_words": text, "status": "active"}
		}),
		"steps": list(steps, func(i int) object {
			return object{"id": id("s", i), "goal": id("g", i%max(1, goals)), "text": text, "status": "planned", "due": "2026-11-20", "of": 4, "repeats": "weekly"}
		}),
		"agreements": list(agreements, func(i int) object {
			return object{"id": id("a", i), "text": text, "responsible": []string{"c", "p0"}[i%2], "status": "active", "due": "2027-01-04", "repeats": "P14D"}
		}),
		"meetings": list(meetings, func(i int) object {
			return object{"id": id("m", i), "title": text, "start": start, "end": start.Add(30 * time.Hour), "status": "planned", "form": "phone", "mandatory": true,
				"with": []string{id("p", i%max(1, people))}, "place": object{"name": text, "address": text}, "transport": object{"text": text}}
		}),
	}
}

// printed makes the PDF and reads it with a reader that is not the writer's. It wants one
// page, no type below 12 points and nothing outside of the page.
func printed(t testing.TB, answer object) string {
	t.Helper()
	raw, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := paper.Make(raw, paper.Options{Now: now, Private: true, Municipality: domain.Municipality{Name: "Prøveby", MainPhone: "00 00 00 01"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := pdf.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	if r.NumPage() != 1 {
		t.Errorf("%d pages", r.NumPage())
	}
	content, err := io.ReadAll(r.Page(1).V.Key("Contents").Reader())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`/F\S+ ([\d.]+) Tf`).FindAllSubmatch(content, -1) {
		if size, err := strconv.ParseFloat(string(m[1]), 64); err != nil || size < 12 {
			t.Errorf("type of %s points", m[1])
		}
	}
	// A4 is 595 by 842 points (ISO 216).
	for _, m := range regexp.MustCompile(`BT (\S+) (\S+) Td`).FindAllSubmatch(content, -1) {
		x, errX := strconv.ParseFloat(string(m[1]), 64)
		y, errY := strconv.ParseFloat(string(m[2]), 64)
		if errX != nil || errY != nil || x < 20 || x > 575 || y < 20 || y > 825 {
			t.Errorf("text at %s, %s", m[1], m[2])
		}
	}
	if len(doc) > 200_000 {
		t.Errorf("%d bytes", len(doc))
	}
	text, err := r.GetPlainText()
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(all)), " ")
}

func TestAnyPlanIsOnePage(t *testing.T) {
	long := strings.Repeat("Jeg vil gerne have et arbejde, som mine knæ kan holde til. ", 140)
	for name, c := range map[string]struct {
		text string
		says []string
	}{
		"plain":              {"Rød grød med fløde på Ærø, Åse", []string{"Rød grød med fløde på Ærø, Åse", "mere står i Tavlen."}},
		"8000 characters":    {long[:8000], []string{"Jeg vil gerne have et arbejde", "Resten står i Tavlen."}},
		"one word":           {strings.Repeat("æ", 4000), []string{"ææææ", "Resten står i Tavlen."}},
		"wide letters":       {strings.Repeat("W", 4000), []string{"WWWW"}},
		"emoji":              {"🎉👩‍👩‍👧‍👦🇩🇰", []string{"[ ] er ord, som ikke kan stå her. Læs dem i Tavlen."}},
		"emoji in words":     {"Op kl. 7 ☀️ hver dag 👍🏽", []string{"Op kl. 7", "hver dag", "Små billeder i teksten er ikke med."}},
		"right to left":      {"مرحبا بكم في الخطة", []string{"er ord, som ikke kan stå her."}},
		"mixed":              {"Mød Ahmed (أحمد) kl. 9", []string{"Mød Ahmed (", ") kl. 9", "er ord, som ikke kan stå her."}},
		"direction marks":    {"Lør\u202edag \u200fog\u2066 søn\u2069dag", []string{"Lørdag og søndag"}},
		"letters in parts":   {"Pa\u030a Ærø", []string{"På Ærø"}},
		"marks on marks":     {"Z" + strings.Repeat("\u0335\u0321", 500), []string{"Z"}},
		"control and broken": {"A\x00B\u0007C\xff D\ufeff", []string{"ABC"}},
		"end of the plane":   {"A\U00010000\uffff\U0010ffffB", []string{"A"}},
		"script":             {`<script>alert(1)</script> \) Tj ET (`, []string{`<script>alert(1)</script> \) Tj ET (`}},
		"lines":              {"En\nto\r\n\ttre", []string{"En to tre"}},
		"Ukrainian":          {"Привіт, Їжачок ґанок", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := printed(t, plan(c.text, 12, 80, 40, 40, 12))
			for _, want := range append(c.says, "112") {
				if !strings.Contains(strings.ReplaceAll(got, "&", " "), want) {
					t.Errorf("%q is not on it: %s", want, got)
				}
			}
		})
	}
}

// Whatever fits is there as a whole, and the sheet does not speak of a rest.
func TestASmallPlanIsWhole(t *testing.T) {
	got := printed(t, plan("Kort", 2, 4, 2, 1, 1))
	if strings.Contains(got, "i Tavlen") || !strings.Contains(got, "Det er et udkast.") {
		t.Error(got)
	}
	if got := printed(t, object{}); !strings.Contains(got, "Planen") {
		t.Errorf("an empty plan: %s", got)
	}
}

// What is left out is counted: what stands there and what is said to be elsewhere is all.
func TestWhatIsLeftOutIsCounted(t *testing.T) {
	got := printed(t, plan("Kort", 3, 60, 0, 0, 0))
	left := 0
	for _, m := range regexp.MustCompile(`(\d+) skridt mere`).FindAllStringSubmatch(got, -1) {
		n, _ := strconv.Atoi(m[1])
		left += n
	}
	if shown := strings.Count(got, "0 af 4"); left == 0 || left+shown != 60 {
		t.Errorf("%d shown and %d left of 60: %s", shown, left, got)
	}
}

func TestPlansMadeUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(what string, most int) int { return rapid.IntRange(0, most).Draw(t, what) }
		text := rapid.StringN(0, 60, -1).Draw(t, "text") + strings.Repeat(rapid.SampledFrom([]string{"", "ord ", "lange ord med æøå ", "W"}).Draw(t, "unit"), n("times", 250))
		raw, err := json.Marshal(plan(text, n("goals", 15), n("steps", 90), n("agreements", 30), n("meetings", 30), n("people", 10)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := paper.Make(raw, paper.Options{Now: now, Private: n("private", 1) == 1}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestUnreadablePlan(t *testing.T) {
	if _, err := paper.Make([]byte("no plan"), paper.Options{Now: now}); err == nil {
		t.Error("something that is no plan was printed")
	}
}

func BenchmarkMake(b *testing.B) {
	for _, text := range []string{"Et kort skridt", strings.Repeat("Jeg vil gerne have et arbejde. ", 129)} {
		raw, err := json.Marshal(plan(text, 12, 80, 8, 20, 9))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(len(text)), func(b *testing.B) {
			for b.Loop() {
				if _, err := paper.Make(raw, paper.Options{Now: now, Private: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
