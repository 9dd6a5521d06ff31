package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// whyGlass is a reason that is given.
const whyGlass = "Peter skrev, at han ikke kan mere, og Maja er på ferie"

// triesOfGlass are the tries on looking at a plan without working with the citizen. Each that may
// is one of five a day: an actor tries it twice.
func triesOfGlass(op string, a actor, on func(verdict) verdict) []try {
	switch op {
	case "breakGlass":
		short := map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": "Jeg vil se"}
		none := map[string]any{"citizen": newID(), "reason": "danger", "words": whyGlass}
		out := []try{{what: "without saying why", method: "PUT", path: "/glass/" + newID(), body: short, want: on(verdict{422, domain.CodeInvalid})}}
		if a.name == "jonas" && a.relation != "" {
			return out // he tried before his window opened
		}
		return append(out, try{what: "of nobody", method: "PUT", path: "/glass/" + newID(), body: none, want: on(unknown), twin: "/glass/" + newID()})
	case "getGlass":
		return []try{{what: "of nothing", method: "GET", path: "/glass/" + newID(), want: on(unknown), twin: "/glass/" + newID()}}
	}
	return []try{{method: "GET", path: "/glass", want: on(done)}}
}

// A complaint may be about the consultant: she is told who looked and until when, and not what he
// wrote; the citizen reads it.
func TestAComplaintIsNotToldToWhomItMayBeAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	words := "Borgeren klager over Maja, og jeg skal svare."
	w.put("leder", "/glass/"+newID(), map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "complaint", "words": words})
	told := w.as("maja").Do("GET", "/glass", nil)
	if looks := told.JSON(t)["looks"].([]any); len(looks) != 1 || strings.Contains(string(told.Body), "klager") {
		t.Errorf("Maja is told %s", told.Body)
	}
	if readings, _ := w.accessLog("&by=" + string(demo.PersonID("leder"))); len(readings) == 0 || !strings.Contains(readings[0]["why"].(string), words) {
		t.Errorf("Peter is told %v", readings)
	}
}

// breaks lets somebody give a reason for looking at Peter's plan.
func (w *world) breaks(who string) (id string, look map[string]any) {
	w.t.Helper()
	id = newID()
	return id, w.put(who, "/glass/"+id, map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": whyGlass})
}

// Whoever is not on a plan sees it only with a reason, reads no more of it than is open, for an hour
// and not longer; and the citizen is told at once who, why and until when (threat T21).
func TestBreakingTheGlass(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		for i, who := range []string{"tobias", "leder"} {
			clear(w.clients)
			peter := w.listen("peter", path("peter", "stream"), 1)
			w.as(who)
			glass, look := w.breaks(who)
			until := w.Clock.Now().Add(time.Hour).UTC().Format(time.RFC3339)
			if look["until"] != until || look["plan"] != string(planOf("peter")) {
				t.Errorf("%s is let in: %v", who, look)
			}
			peter.hears("noticed")
			entry := func() map[string]any {
				readings, _ := w.accessLog("&by=" + string(demo.PersonID(who)))
				if len(readings) == 0 {
					return map[string]any{}
				}
				return readings[0]
			}
			why := "Fare for liv eller helbred: " + whyGlass
			if e := entry(); e["what"] != "Åbnede din plan uden at arbejde med dig" || e["why"] != why || e["until"] != until || e["role"] == "" {
				t.Errorf("Peter is told %v", e)
			}
			if w.notified("peter", domain.NotifyGlass) != i+1 || w.notified("maja", domain.NotifyStaffGlass) != i+1 || w.notified(who, domain.NotifyStaffGlass) != 0 {
				t.Error("not each is told once")
			}
			// Sent again it is the same look, and nobody is told twice.
			again := w.put(who, "/glass/"+glass, map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": whyGlass})
			if fmt.Sprint(again) != fmt.Sprint(look) || w.notified("peter", domain.NotifyGlass) != i+1 {
				t.Errorf("sent again: %v", again)
			}
			if r := w.as(who).Do("PUT", "/glass/"+glass, map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": whyGlass + " igen"}); r.Code() != string(domain.CodeKeyReused) {
				t.Errorf("with other words: %d %s", r.Status, r.Body)
			}
			was, _ := w.accessLog("")
			for range 2 {
				w.seesThroughGlass(who, glass)
				peter.hears("noticed")
			}
			if is, _ := w.accessLog(""); len(is) != len(was)+2 || is[0]["what"] != "Læste i din plan uden at arbejde med dig" || is[0]["why"] != why {
				t.Errorf("after two readings %d lines more, the newest %v", len(is)-len(was), is[0])
			}
			// Who sees each thing says so too, as long as it is so.
			if seen := w.seenBy(who); !seen["goal "+id("g1")] || seen["effort "+id("e2")] {
				t.Errorf("who sees what says of %s %v", who, seen)
			}
			told := w.as("maja").Do("GET", "/glass", nil).JSON(t)["looks"].([]any)
			if len(told) != i+1 || told[0].(map[string]any)["words"] != whyGlass || told[0].(map[string]any)["by"] != string(demo.PersonID(who)) {
				t.Errorf("Maja is told %v", told)
			}
			if theirs := w.as("xenia").Do("GET", "/glass", nil).JSON(t)["looks"].([]any); len(theirs) != 0 {
				t.Errorf("another consultant is told %v", theirs)
			}
			other := map[string]string{"tobias": "leder", "leder": "tobias"}[who]
			if r := w.as(other).Do("GET", "/glass/"+glass, nil); r.Status != 404 {
				t.Errorf("%s by the look of %s: %d", other, who, r.Status)
			}
			w.Clock.Move(time.Hour)
			for _, r := range []testkit.Response{w.as(who).Do("GET", "/glass/"+glass, nil), w.as(who).Do("PUT", "/glass/"+glass, map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": whyGlass})} {
				if r.Status != 404 {
					t.Errorf("%s after an hour: %d %s", who, r.Status, r.Body)
				}
			}
			if seen := w.seenBy(who); len(seen) > 0 {
				t.Errorf("after an hour %s is said to see %v", who, seen)
			}
		}
	})
}

// seenBy gives what Peter is told that somebody sees.
func (w *world) seenBy(who string) map[string]bool {
	w.t.Helper()
	out := map[string]bool{}
	for _, it := range w.as("peter").Do("GET", path("peter", "visibility"), nil).JSON(w.t)["items"].([]any) {
		it := it.(map[string]any)
		if slices.Contains(it["visible_to"].([]any), any(string(demo.PersonID(who)))) {
			out[it["kind"].(string)+" "+it["id"].(string)] = true
		}
	}
	return out
}

// seesThroughGlass reads Peter's plan so and holds it against what may be in it.
func (w *world) seesThroughGlass(who, glass string) {
	w.t.Helper()
	r := w.as(who).Do("GET", "/glass/"+glass, nil)
	if r.Status != 200 {
		w.t.Fatalf("%s looks: %d %s", who, r.Status, r.Body)
	}
	view := r.JSON(w.t)
	plan := view["plan"].(map[string]any)
	if v := plan["viewer"].(map[string]any); v["relation"] != "glass" || len(v["may"].([]any)) > 0 {
		w.t.Errorf("%s is %v", who, v)
	}
	c := testkit.CaseOf(w.t, "peter")
	seen := map[domain.Ref]bool{{Kind: domain.KindPlan, ID: c.Plan}: true}
	for kind, list := range lists {
		for _, it := range plan[list].([]any) {
			it := it.(map[string]any)
			seen[domain.Ref{Kind: kind, ID: domain.ID(it["id"].(string))}] = true
			if !slices.Contains(access.GlassKinds, kind) || it["may_edit"] != nil {
				w.t.Errorf("%s sees %s %v", who, kind, it["id"])
			}
		}
	}
	for _, name := range []string{"g1", "g3"} {
		if !seen[domain.Ref{Kind: domain.KindGoal, ID: demo.ID("peter", name)}] {
			w.t.Errorf("%s does not see %s", who, name)
		}
	}
	if dream, ok := plan["dream"].(map[string]any); ok {
		seen[domain.Ref{Kind: domain.KindDream, ID: domain.ID(dream["id"].(string))}] = true
	}
	checkNothingElse(w.t, c, seen, plan)
	if words := view["messages"].([]any); len(words) == 0 {
		w.t.Errorf("%s does not see what waits unanswered", who)
	}
	// Lone is of the confidential department, Anette one of his own people.
	for _, secret := range []string{string(demo.PersonID("lone")), string(demo.PersonID("anette")), id("e2"), id("g2"), "Rusmiddelcenteret, "} {
		if strings.Contains(string(r.Body), secret) {
			w.t.Errorf("%s is told of %s", who, secret)
		}
	}
}

// Nothing but the one page is open: every other operation answers whoever looks so as it answers who
// does not, and no list names the citizen.
func TestALookOpensNoOtherOperation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	phone := w.furnished()
	w.breaks("tobias")
	w.breaks("leder")
	w.tryAll(actor{"tobias", domain.RoleConsultant, ""}, phone)
	w.tryAll(actor{"leder", domain.RoleTeamLead, ""}, phone)
	for _, list := range []string{"/citizens", "/me/queue", "/me/week", "/me/calls"} {
		if r := w.as("tobias").Do("GET", list, nil); strings.Contains(string(r.Body), string(planOf("peter"))) {
			t.Errorf("%s names Peter's plan", list)
		}
	}
}

// Named by her whole name and day of birth, nothing else; and whoever is not there answers as one
// named wrongly.
func TestGlassIsNoSearch(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.as("maja").Do("PUT", "/citizens/"+string(demo.PersonID("peter"))+"/cpr", map[string]any{"cpr": "010272-1234"})
		ask := func(name, born string) testkit.Response {
			t.Helper()
			return w.as("tobias").Do("PUT", "/glass/"+newID(), map[string]any{"name": name, "born": born, "reason": "away", "words": whyGlass})
		}
		nobody := ask("Ingen Overhovedet", "1972-02-01")
		for _, wrong := range [][2]string{{"Peter", "1972-02-01"}, {"Peter Prøvesen", "1972-02-02"}} {
			if diff := differ(ask(wrong[0], wrong[1]), nobody); diff != "" || nobody.Status != 404 {
				t.Errorf("%v: %s", wrong, diff)
			}
		}
		if r := ask("Peter Prøvesen", ""); r.Status != 422 {
			t.Errorf("the name alone: %d %s", r.Status, r.Body)
		}
		if r := ask("  peter   prøvesen ", "1972-02-01"); r.Status != 200 || r.JSON(t)["plan"] != string(planOf("peter")) {
			t.Errorf("%d %s", r.Status, r.Body)
		}
	})
}

// So many a day and no more, those that met nobody among them; who works with her needs no reason.
func TestGlassIsBounded(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		body := func(citizen domain.ID) map[string]any {
			return map[string]any{"citizen": string(citizen), "reason": "escalated", "words": whyGlass}
		}
		if r := w.as("maja").Do("PUT", "/glass/"+newID(), body(demo.PersonID("peter"))); r.Status != 422 || w.notified("peter", domain.NotifyGlass) != 0 {
			t.Errorf("Maja needs no reason: %d %s", r.Status, r.Body)
		}
		begun := w.Clock.Now()
		for i := range 5 {
			citizen, want := demo.PersonID("peter"), 200
			if i%2 == 1 {
				citizen, want = domain.NewID(), 404
			}
			if r := w.as("tobias").Do("PUT", "/glass/"+newID(), body(citizen)); r.Status != want {
				t.Errorf("number %d: %d %s", i+1, r.Status, r.Body)
			}
			w.Clock.Move(time.Minute)
		}
		told := w.notified("peter", domain.NotifyGlass)
		if r := w.as("tobias").Do("PUT", "/glass/"+newID(), body(demo.PersonID("peter"))); r.Status != 429 || r.Header.Get("Retry-After") == "" || w.notified("peter", domain.NotifyGlass) != told {
			t.Errorf("the sixth: %d %s", r.Status, r.Body)
		}
		if r := w.as("leder").Do("PUT", "/glass/"+newID(), body(demo.PersonID("peter"))); r.Status != 200 {
			t.Errorf("another: %d %s", r.Status, r.Body)
		}
		w.Clock.Move(24*time.Hour - w.Clock.Now().Sub(begun) + time.Second)
		five, twice := 5, 2
		if err := w.App.LoadThresholds(t.Context(), attention.Sets{Municipality: []attention.Dated{{From: "2026-01-01", Counts: attention.Counts{GlassMinutes: &five, GlassPerDay: &twice}}}}); err != nil {
			t.Fatal(err)
		}
		clear(w.clients)
		if r := w.as("leder").Do("PUT", "/glass/"+newID(), body(demo.PersonID("peter"))); r.Status != 200 || r.JSON(t)["until"] != w.Clock.Now().Add(5*time.Minute).UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano) {
			t.Errorf("with the municipality's own numbers: %d %s", r.Status, r.Body)
		}
		if r := w.as("tobias").Do("PUT", "/glass/"+newID(), body(demo.PersonID("peter"))); r.Status != 429 {
			t.Errorf("twice a day: %d", r.Status)
		}
	})
}
