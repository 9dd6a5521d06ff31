package api_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// onPaper reads a PDF with a reader that is not the writer's: its number of pages, and
// its text without the breaks of lines.
func onPaper(t *testing.T, doc []byte) (pages int, text string) {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := r.GetPlainText()
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	return r.NumPage(), strings.Join(strings.Fields(string(all)), " ")
}

func (w *world) paper(who, citizen, query string) (pages int, text string) {
	w.t.Helper()
	r := w.as(who).Do("GET", path(citizen, "paper")+query, nil)
	if r.Status != 200 {
		w.t.Fatalf("%s gets the paper of %s: %d %s", who, citizen, r.Status, r.Body)
	}
	checkHeaders(w.t, "paper", r)
	for name, want := range map[string]string{"Content-Type": "application/pdf", "Cache-Control": "no-store", "Content-Disposition": `inline; filename="tavlen.pdf"`, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"} {
		if got := r.Header.Get(name); got != want {
			w.t.Errorf("%s is %q", name, got)
		}
	}
	return onPaper(w.t, r.Body)
}

// Peter's plan is one page, and what stands on it can be read out again, letter by letter.
func TestPetersPlanOnPaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	pages, text := w.paper("peter", "peter", "")
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
	for _, want := range []string{
		"Peters plan", "Jeg vil have et arbejde, hvor de regner med mig. Og råd til at tage min niece med i Tivoli.",
		"Et job med løn", "Klare hverdagen uden øl", "Knæ, der holder til en arbejdsdag", "Komme fire mandage i træk", "3 af 4", "Lave en plan for julen", "Senest 10. december", "Knæ-kontrol på sygehuset",
		"Stå op klokken 7 på hverdage", "Peter skriver tre ting ned", "Maja undersøger", "Skulle være gjort 20. november", "torsdag 26. november kl. 14", "Samtale hos Lone", "Rusmiddelcenteret", "tirsdag 1. december kl. 11.30", "00 00 00 11", "Maja Mønster", "112",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on it: %s", want, text)
		}
	}
	for _, not := range []string{"hvis sygehuset siger ja", "Se værkstedet sammen med Vibeke", "Vibeke finder en praktik", "Gåtur med Maja"} {
		if strings.Contains(text, not) {
			t.Errorf("%q waits or is over, and is on it", not)
		}
	}
}

// Others read a fridge: without the private, nothing of it is told.
func TestPaperWithoutThePrivate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	pages, text := w.paper("peter", "peter", "?private=false")
	if pages != 1 || !strings.Contains(text, "Et job med løn") || !strings.Contains(text, "står i Tavlen.") {
		t.Errorf("%d pages: %s", pages, text)
	}
	for _, not := range []string{"uden øl", "Lone", "Rusmiddel", "julen", "juleferien"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is on it: %s", not, text)
		}
	}
}

// Everyone's paper holds only what his getPlan does, and says so.
func TestPaperShowsNoMoreThanThePlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for who, not := range map[string][]string{
		"maja":   {"Samtale hos Lone"},
		"vibeke": {"uden øl", "Lone"},
		"anette": {"uden øl", "Lone", "juleferien", "Rusmiddel"},
		"kalle":  {"uden øl", "Lone", "drøm", "løn", "Maja"},
	} {
		pages, text := w.paper(who, "peter", "")
		if pages != 1 || !strings.Contains(text, "En anden end Peter har hentet papiret.") {
			t.Errorf("%s: %d pages: %s", who, pages, text)
		}
		for _, n := range not {
			if strings.Contains(text, n) {
				t.Errorf("%s reads %q: %s", who, n, text)
			}
		}
	}
}

// Who of the staff took the plan away on paper stands in the citizen's log, before they
// had it.
func TestPaperIsLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	count := func() (n int) {
		for _, d := range w.deeds("peter") {
			if d.Action == "read" && d.Person == demo.PersonID("maja") && d.Words.What == "Hentede planen på papir" && d.Words.Why == "Forberedelse af et møde" {
				n++
			}
		}
		return n
	}
	w.paper("peter", "peter", "")
	if n := count(); n != 0 {
		t.Errorf("%d lines of somebody's own reading", n)
	}
	w.paper("maja", "peter", "?purpose=meeting")
	w.paper("maja", "peter", "?purpose=meeting")
	if n := count(); n != 1 {
		t.Errorf("%d lines", n)
	}
}

func TestOddPaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, query := range []string{"?private=maybe", "?purpose=curious", "?size=9"} {
		if r := w.as("peter").Do("GET", path("peter", "paper")+query, nil); r.Status != 422 {
			t.Errorf("%s: %d %s", query, r.Status, r.Body)
		}
	}
}

// Every plan of the demo has its paper.
func TestEveryDemoPlanOnPaper(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for citizen := range plans {
		if pages, text := w.paper(citizen, citizen, ""); pages != 1 || !strings.Contains(text, "112") {
			t.Errorf("%s: %d pages: %s", citizen, pages, text)
		}
	}
}
