package catalogue_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tavlen/backend/catalogue"
	"tavlen/backend/domain"
)

func TestTheCatalogueThatShips(t *testing.T) {
	f, err := catalogue.Parse("default.json", catalogue.Default)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]domain.CatalogueEntry{}
	for _, e := range f.Entries {
		codes[e.Code] = e
		if n := catalogue.Readability(e); n > catalogue.MaxLIX {
			t.Errorf("%s has LIX %d", e.Code, n)
		}
	}
	if hard := f.Hard(); hard != nil {
		t.Errorf("hard to read: %v", hard)
	}
	// Every kind of help that the practices of the municipalities name.
	for _, code := range strings.Fields(`stress depression_angst smerter mindfulness traening mentor fysioterapi virksomhedspraktik loentilskud smaa_job laese_skrive regne
		voksenlaere alkoholbehandling stofbehandling hundetraening hjernen_medspiller empowerment stoetteperson udredning socialt_frikort ud_ad_doeren skolebesoeg dansk
		genoptraening laege_kontrol`) {
		if _, there := codes[code]; !there {
			t.Errorf("%s is not there", code)
		}
	}
	// The limits that the law sets are data (requirement D12).
	limits := codes["virksomhedspraktik"].Limits
	if len(limits) != 3 || limits[0].Days() != 91 || limits[1].Days() != 182 || limits[2].Days() != 91 || !limits[0].Holds("2026-11-24") {
		t.Errorf("virksomhedspraktik: %+v", limits)
	}
	alcohol := codes["alkoholbehandling"]
	if len(alcohol.Limits) != 1 || alcohol.Limits[0].Kind != domain.LimitStartWithin || alcohol.Limits[0].Days() != 14 || !alcohol.Confidential || alcohol.Direct == "" {
		t.Errorf("alkoholbehandling: %+v", alcohol)
	}
	if !codes["stofbehandling"].Confidential {
		t.Error("stofbehandling is not confidential")
	}
}

func TestLimitsHoldBetweenTheirDays(t *testing.T) {
	l := domain.TimeLimit{ValidFrom: "2026-07-01", ValidUntil: "2026-12-31"}
	for day, want := range map[domain.Date]bool{"2026-06-30": false, "2026-07-01": true, "2026-12-31": true, "2027-01-01": false} {
		if l.Holds(day) != want {
			t.Errorf("%s: %t", day, !want)
		}
	}
}

func TestReadability(t *testing.T) {
	// Two sentences of three and four words, two of seven letters or more.
	e := domain.CatalogueEntry{Plain: "Du prøver arbejdet. Vi hjælper dig godt."}
	if got := catalogue.Readability(e); got != 4+29 {
		t.Errorf("LIX %d", got)
	}
	if got := catalogue.Readability(domain.CatalogueEntry{}); got != 0 {
		t.Errorf("LIX of nothing: %d", got)
	}
}

// lineOf is the line on which a text first stands in the shipped catalogue.
func lineOf(t *testing.T, text string) int {
	t.Helper()
	i := bytes.Index(catalogue.Default, []byte(text))
	if i < 0 {
		t.Fatalf("%q is not in the catalogue", text)
	}
	return 1 + bytes.Count(catalogue.Default[:i], []byte("\n"))
}

// A file that cannot be used is refused with where and why.
func TestBadCataloguesAreRefused(t *testing.T) {
	mentor := `"code": "mentor"`
	for name, c := range map[string]struct {
		old, with string
		all       bool
		line      int
		place     string
		reason    string
	}{
		"no JSON":               {old: mentor, with: `"code": mentor`, place: "line ", reason: "is not JSON"},
		"unknown field":         {old: mentor, with: `"code": "mentor", "pris": 3`, line: lineOf(t, mentor), place: "/entries/5/pris", reason: "unknown field"},
		"a key twice":           {old: mentor, with: `"code": "mentor", "code": "mentor"`, line: 0, place: "/entries/5/code", reason: "twice"},
		"a code twice":          {old: mentor, with: `"code": "jobsamtale"`, line: lineOf(t, mentor), place: "/entries/5/code", reason: `"jobsamtale" is already the code of /entries/4`},
		"a code in capitals":    {old: mentor, with: `"code": "Mentor"`, line: lineOf(t, mentor), place: "/entries/5/code", reason: "does not match"},
		"a missing title":       {old: `"title": "Mentor",`, with: ``, line: lineOf(t, mentor) - 1, place: "/entries/5/title", reason: "missing"},
		"an empty title":        {old: `"title": "Mentor"`, with: `"title": "  "`, line: lineOf(t, `"title": "Mentor"`), place: "/entries/5/title", reason: "must not be empty"},
		"an unknown picture":    {old: `"picture": "pair"`, with: `"picture": "elefant"`, line: lineOf(t, `"picture": "pair"`), place: "/entries/5/picture", reason: "value must be one of"},
		"an unknown area":       {old: `"area": "language"`, with: `"area": "have"`, line: lineOf(t, `"area": "language"`), place: "/area", reason: "value must be one of"},
		"a limit of no days":    {old: `"amount": 14`, with: `"amount": 0`, line: lineOf(t, `"amount": 14`), place: "/limits/0/amount", reason: "minimum"},
		"a limit backwards":     {old: `"checked": false`, with: `"checked": false, "valid_from": "2027-01-01", "valid_until": "2026-01-01"`, line: lineOf(t, `"checked": false`), place: "/limits/0/valid_until", reason: "Slutdatoen"},
		"a day not in the year": {old: `"checked": false`, with: `"checked": false, "valid_from": "2027-02-30"`, line: lineOf(t, `"checked": false`), place: "/limits/0/valid_from", reason: "not valid"},
		"a promise too long":    {old: `"amount": 14`, with: `"amount": 900`, line: lineOf(t, `"amount": 14`), place: "/limits/0/amount", reason: "366"},
		"a control character":   {old: `"title": "Mentor"`, with: `"title": "Mentor\u0000"`, line: lineOf(t, `"title": "Mentor"`), place: "/entries/5/title", reason: "tegn"},
		"another schema":        {old: `tavlen-catalogue/1`, with: `tavlen-catalogue/9`, line: 2, place: "/schema", reason: "tavlen-catalogue/1"},
		"nothing":               {all: true, with: ``, place: "line 1, column 1", reason: "is not JSON"},
		"no entries":            {all: true, with: `{"schema": "tavlen-catalogue/1", "entries": []}`, line: 1, place: "/entries", reason: "minItems"},
		"a list":                {all: true, with: "[\n]", line: 1, place: "", reason: "want object"},
		"no UTF-8":              {all: true, with: "{\"schema\": \"\xe6\"}", place: "", reason: "UTF-8"},
		"two texts":             {all: true, with: "{}\n{}", place: "line 2, column 1", reason: "is not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(c.with)
			if !c.all {
				if !bytes.Contains(catalogue.Default, []byte(c.old)) {
					t.Fatalf("%q is not there", c.old)
				}
				data = bytes.Replace(catalogue.Default, []byte(c.old), []byte(c.with), 1)
			}
			f, err := catalogue.Parse("hjaelp.json", data)
			var p *catalogue.Problem
			if !errors.As(err, &p) || f != nil {
				t.Fatalf("%v", err)
			}
			if p.Line != c.line && c.line > 0 || !strings.Contains(p.Place, c.place) || !strings.Contains(p.Reason, c.reason) {
				t.Errorf("line %d (want %d), %s", p.Line, c.line, p)
			}
			if text := p.Error(); !strings.HasPrefix(text, "hjaelp.json: ") || strings.Contains(text, "\n") {
				t.Errorf("%q", text)
			}
			if c.line > 0 && !strings.Contains(p.Error(), ": line ") {
				t.Errorf("no line: %q", p.Error())
			}
		})
	}
}

func TestDepartmentsMustBeKnown(t *testing.T) {
	f, err := catalogue.Parse("hjaelp.json", catalogue.Default)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.CheckDepartments([]string{"job", "rus", "sundhed", "social", "ekstern"}); err != nil {
		t.Error(err)
	}
	err = f.CheckDepartments([]string{"job", "sundhed", "social", "ekstern"})
	var p *catalogue.Problem
	if !errors.As(err, &p) || p.Line != lineOf(t, `"department": "rus"`) || !strings.Contains(p.Reason, `no department "rus"`) {
		t.Errorf("%v", err)
	}
}

func TestReadingFromDisk(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "hjælp.json")
	if err := os.WriteFile(name, append([]byte("\xef\xbb\xbf"), catalogue.Default...), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := catalogue.Read(name)
	if err != nil || len(f.Entries) != len(catalogue.Builtin()) {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{filepath.Join(folder, "ikke-her.json"), folder} {
		if _, err := catalogue.Read(bad); err == nil || !strings.HasPrefix(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if err := os.WriteFile(name, bytes.Repeat([]byte(" "), 1<<20+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := catalogue.Read(name); err == nil || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Error(err)
	}
}
