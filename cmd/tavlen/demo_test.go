package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/store"
)

// demonstrating starts a demo with --json and reads its one line.
func demonstrating(t *testing.T, args ...string) (*running, demoLinks) {
	t.Helper()
	r := serving(t, append([]string{"demo", "--json", "--addr", "127.0.0.1:0"}, args...)...)
	var links demoLinks
	line := r.line()
	if err := json.Unmarshal([]byte(line), &links); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	r.url = links.URL
	return r, links
}

func (r *running) as(persona string, links demoLinks) *phone {
	r.t.Helper()
	return signIn(r.t, r.at, links.SignIn[persona])
}

// planOf gives the plan of a citizen who is signed in.
func planOf(t *testing.T, p *phone) map[string]any {
	t.Helper()
	me := p.want(t, 200, "GET", "/api/v1/me", nil)
	plan, _ := me["plan"].(map[string]any)
	id, _ := plan["id"].(string)
	return p.want(t, 200, "GET", "/api/v1/plans/"+id, nil)
}

// meetings gives a plan's meetings by when they begin.
func meetings(t *testing.T, plan map[string]any) map[time.Time]string {
	t.Helper()
	out := map[time.Time]string{}
	list, _ := plan["meetings"].([]any)
	for _, v := range list {
		m, _ := v.(map[string]any)
		start, _ := m["start"].(string)
		at, err := time.Parse(time.RFC3339, start)
		if err != nil {
			t.Fatal(err)
		}
		out[at.UTC()], _ = m["id"].(string)
	}
	return out
}

func TestDemoPrintsOneLineWithEveryPersona(t *testing.T) {
	r, links := demonstrating(t, "--now", "2026-11-24T09:00:00+01:00")
	if !strings.HasPrefix(links.URL, "http://localhost:") || strings.HasSuffix(links.URL, ":0") {
		t.Errorf("url %s", links.URL)
	}
	set, err := demo.Parse(demo.Builtin()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range set.Personas() {
		if !strings.HasPrefix(links.SignIn[p.Key], links.URL+"/ind/") {
			t.Errorf("%s signs in with %q", p.Key, links.SignIn[p.Key])
		}
	}
	if len(links.SignIn) != len(set.Personas()) || links.SignIn["peter"] == "" || links.SignIn["maja"] == "" {
		t.Errorf("%d links for %d personas", len(links.SignIn), len(set.Personas()))
	}
	// The links can be used again, and the clock runs from --now.
	for range 2 {
		p := r.as("peter", links)
		me := p.want(t, 200, "GET", "/api/v1/me", nil)
		at, err := time.Parse(time.RFC3339, me["server_time"].(string))
		begin := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
		if err != nil || at.Before(begin) || at.After(begin.Add(10*time.Minute)) {
			t.Errorf("the demo lives at %s, %v", at, err)
		}
		if me["demo"] != true || me["prose_note"] != nil {
			t.Errorf("%v: %v", me["demo"], me["prose_note"])
		}
	}
	if code := r.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
	for line := range r.lines {
		t.Errorf("also printed %q", line)
	}
}

// TestDemoMovesByWholeWeeks: without --now the case is this week's, weekdays and clocks
// as they were.
func TestDemoMovesByWholeWeeks(t *testing.T) {
	fixed, links := demonstrating(t, "--now", "2026-11-24T09:00:00+01:00")
	asWritten := meetings(t, planOf(t, fixed.as("peter", links)))
	moved, links := demonstrating(t)
	p := moved.as("peter", links)
	if note := p.want(t, 200, "GET", "/api/v1/me", nil)["prose_note"]; note != proseNote {
		t.Errorf("the note says %v", note)
	}
	shifted := meetings(t, planOf(t, p))
	weeks := map[int]bool{}
	byID := map[string]time.Time{}
	for at, id := range asWritten {
		byID[id] = at.In(copenhagen)
	}
	for at, id := range shifted {
		was, at := byID[id], at.In(copenhagen)
		if was.Weekday() != at.Weekday() || was.Format("15:04") != at.Format("15:04") {
			t.Errorf("%s became %s", was, at)
		}
		days := int(at.Truncate(24*time.Hour).Sub(was.Truncate(24*time.Hour)).Hours()+12) / 24
		weeks[days/7] = true
	}
	if len(weeks) != 1 || len(shifted) == 0 || len(shifted) != len(asWritten) {
		t.Errorf("%d meetings moved by %v weeks", len(shifted), weeks)
	}
}

func TestDemoKeptIsReopenedAndNotReloaded(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "kept")
	now := []string{"--now", "2026-11-24T09:00:00+01:00", "--data", folder}
	first, links := demonstrating(t, now...)
	p := first.as("peter", links)
	plan := planOf(t, p)
	path := "/api/v1/plans/" + plan["plan"].(map[string]any)["id"].(string)
	p.want(t, 200, "PUT", path+"/dream", map[string]any{"text": "Noget helt andet"}, "If-Match", `"`+plan["rev"].(string)+`"`)
	if code := first.stop(); code != 0 {
		t.Fatalf("exit %d", code)
	}
	second, again := demonstrating(t, now...)
	for who, link := range links.SignIn {
		if strings.TrimPrefix(link, links.URL) != strings.TrimPrefix(again.SignIn[who], again.URL) {
			t.Errorf("%s has another link now", who)
		}
	}
	kept := planOf(t, second.as("peter", again))
	if dream := kept["dream"].(map[string]any)["text"]; dream != "Noget helt andet" {
		t.Errorf("the dream is %v", dream)
	}
	for _, list := range []string{"goals", "steps", "efforts", "agreements", "meetings", "events"} {
		if a, b := len(plan[list].([]any)), len(kept[list].([]any)); a != b {
			t.Errorf("%d %s became %d", a, list, b)
		}
	}
	second.stop()
	refused(t, "holds a demo already", "demo", "--data", folder, "--addr", "127.0.0.1:0", "--case", exported(t, demo.Builtin()[0], nil))
	// It is no installation for real people.
	refused(t, "holds the demo", "serve", "--data-dir", filepath.Join(folder, "data"), "--secret-file", filepath.Join(folder, "keys", "secret.json"), "--addr", "127.0.0.1:0")
	// The keys lie apart from the data, for nobody else to read.
	for name, mode := range map[string]os.FileMode{"keys/secret.json": 0o600, "keys": 0o700, "data": 0o700, "data/tavlen.db": 0o600} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// TestHalfADemoIsSaidSo: an interrupted loading leaves something that neither a demo nor
// an installation may open.
func TestHalfADemoIsSaidSo(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	must(t, p.args("staff", "list")...)
	as := []string{"demo", "--data", p.dir, "--addr", "127.0.0.1:0"}
	refused(t, "people of its own", as...)
	h := p.openStore(t)
	if err := h.Write(t.Context(), func(tx *store.Tx) error { return tx.SetInstallation("demo", demoLoading) }); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, "half a demo", as...)
	refused(t, "holds the demo", p.args("serve")...)
}

// exported writes a case file, changed, into a folder of the test's own.
func exported(t *testing.T, f demo.File, change func(map[string]any)) string {
	t.Helper()
	doc := f.Data
	if change != nil {
		var v map[string]any
		if err := json.Unmarshal(doc, &v); err != nil {
			t.Fatal(err)
		}
		change(v)
		var err error
		if doc, err = json.Marshal(v); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), f.Name)
	if err := os.WriteFile(file, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestDemoOfAnotherCase(t *testing.T) {
	peter := demo.Builtin()[0]
	first := func(v map[string]any, list string) map[string]any { return v[list].([]any)[0].(map[string]any) }
	file := exported(t, peter, func(v map[string]any) { first(v, "citizens")["name"] = "Ane Lund" })
	r, links := demonstrating(t, "--case", file, "--now", "2026-11-24T09:00:00+01:00")
	if _, others := links.SignIn["sofie"]; others || len(links.SignIn) == 0 {
		t.Errorf("links %v", links.SignIn)
	}
	me := r.as("peter", links).want(t, 200, "GET", "/api/v1/me", nil)
	if name := me["person"].(map[string]any)["name"]; name != "Ane Lund" {
		t.Errorf("the citizen is %v", name)
	}
	r.stop()
	for name, tc := range map[string]struct {
		file string
		says []string
	}{
		"an unknown area": {exported(t, peter, func(v map[string]any) {
			first(first(v, "citizens"), "goals")["area"] = "space"
		}), []string{"peter.json", "/citizens/0/goals/0/area"}},
		"an unknown word": {exported(t, peter, func(v map[string]any) { first(v, "citizens")["shoe_size"] = 44 }), []string{"peter.json", "/citizens/0", "shoe_size"}},
		"no JSON":         {brokenFile(t), []string{"broken.json", "line 1"}},
		"no file":         {filepath.Join(t.TempDir(), "nowhere.json"), []string{"nowhere.json"}},
		"half of a set":   {exported(t, demo.Builtin()[1], nil), []string{"others.json"}},
	} {
		code, out, stderr := do(t, "demo", "--json", "--addr", "127.0.0.1:0", "--case", tc.file)
		if code == 0 || out != "" || strings.Count(stderr, "\n") != 1 || slices.ContainsFunc(tc.says, func(s string) bool { return !strings.Contains(stderr, s) }) {
			t.Errorf("%s: exit %d, %s, want one line with %q", name, code, stderr, tc.says)
		}
	}
}

func brokenFile(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(file, []byte("{\"municipality\":\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestDemoRefuses(t *testing.T) {
	refused(t, "production", "demo", "--env", "production", "--public-url", "https://tavlen.example", "--addr", "127.0.0.1:0")
	refused(t, "now", "demo", "--now", "i morgen", "--addr", "127.0.0.1:0")
	refused(t, "ADDR", "demo", "--addr", "nowhere")
}
