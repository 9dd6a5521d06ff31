package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// triesOfHours are those of the matrix: to read what is told, to tell of a week, and to choose
// a goal. The citizen and her consultant, with the deputy in his window, read and tell; the goal
// is hers alone. Nobody else has any part in it, be he on the plan or not.
func triesOfHours(op string, on func(verdict) verdict, plan func(...string) string, elsewhere func(...string) string) []try {
	x := try{what: "of Peter", want: on(done)}
	switch op {
	case "getHours":
		x.method, x.path, x.twin = "GET", plan("hours"), elsewhere("hours")
	case "putHours":
		x.method, x.path, x.twin, x.body = "PUT", plan("hours", "weeks", "2026-11-16"), elsewhere("hours", "weeks", "2026-11-16"), map[string]any{"minutes": 0}
	case "putHoursGoal":
		x.method, x.path, x.twin, x.body = "PUT", plan("hours", "goal"), elsewhere("hours", "goal"), map[string]any{"minutes": 120}
	}
	return []try{x}
}

func hoursAt(week string) string { return path("peter", "hours", "weeks", week) }

// hours are what somebody reads of Peter's: "week=minutes" each, the goal last.
func (w *world) hours(who string) (string, map[string]any) {
	w.t.Helper()
	r := w.as(who).Do("GET", path("peter", "hours"), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s reads the hours: %d %s", who, r.Status, r.Body)
	}
	doc := r.JSON(w.t)
	var out []string
	for _, it := range doc["weeks"].([]any) {
		week := it.(map[string]any)
		out = append(out, fmt.Sprintf("%v=%v", week["week"], week["minutes"]))
	}
	if goal, ok := doc["goal"].(map[string]any); ok {
		out = append(out, fmt.Sprintf("goal=%v", goal["minutes"]))
	}
	return strings.Join(out, " "), doc
}

func (w *world) hoursAre(what, who, want string) map[string]any {
	w.t.Helper()
	got, doc := w.hours(who)
	if got != want {
		w.t.Errorf("%s: %s reads %q, want %q", what, who, got, want)
	}
	return doc
}

// A week that is not told of is none with 0. Both write and read the same, each with his name to
// it; once is once; what is corrected stays to be seen; what is taken back is not told again.
func TestHoursWithPay(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		fits(t, "none", shapes(t, w.Server)["getHours"], w.as("peter").Do("GET", path("peter", "hours"), nil))
		w.hoursAre("before anything", "peter", "")

		key := newID()
		for i := range 2 {
			r := w.put("peter", hoursAt("2026-11-16"), map[string]any{"minutes": 120}, "Idempotency-Key", key)
			if r["changed"] != true {
				t.Errorf("sent the %d. time: %v", i, r)
			}
		}
		checkProblem(t, "another number under the same key", w.as("peter").Do("PUT", hoursAt("2026-11-16"), map[string]any{"minutes": 60}, "Idempotency-Key", key), 422, domain.CodeKeyReused)
		checkProblem(t, "another week under the same key", w.as("peter").Do("PUT", hoursAt("2026-11-09"), map[string]any{"minutes": 120}, "Idempotency-Key", key), 422, domain.CodeKeyReused)
		if r := w.put("peter", hoursAt("2026-11-16"), map[string]any{"minutes": 120}); r["changed"] != false {
			t.Errorf("the same again: %v", r)
		}

		// The weeks before the course in one: nothing, which she told Maja.
		w.put("maja", hoursAt("2026-10-19"), map[string]any{"to": "2026-11-09", "minutes": 0, "said_by": string(demo.PersonID("peter"))})
		w.put("peter", path("peter", "hours", "goal"), map[string]any{"minutes": 180})
		const all = "2026-10-19=0 2026-10-26=0 2026-11-02=0 2026-11-09=0 2026-11-16=120 goal=180"
		doc := w.hoursAre("told by both", "peter", all)
		w.hoursAre("told by both", "maja", all)
		first := doc["weeks"].([]any)[0].(map[string]any)
		if first["said_by"] != string(demo.PersonID("peter")) || first["recorded_by"] != string(demo.PersonID("maja")) || item(doc, "people", string(demo.PersonID("maja")))["name"] == nil {
			t.Errorf("who wrote it: %v, %v", first, doc["people"])
		}
		if offer := doc["offer"].(map[string]any); offer["minutes"] != 120.0 || offer["effort"] != nil {
			t.Errorf("offered: %v", offer)
		}
		if len(doc["corrections"].([]any)) != 0 {
			t.Errorf("nothing was corrected: %v", doc["corrections"])
		}

		// Corrected by Maja out of what she knows herself, then taken back by him.
		w.Clock.Move(time.Minute)
		w.put("maja", hoursAt("2026-11-16"), map[string]any{"minutes": 150})
		w.Clock.Move(time.Minute)
		w.put("peter", hoursAt("2026-11-16"), map[string]any{"not_told": true})
		w.put("peter", path("peter", "hours", "goal"), map[string]any{})
		doc = w.hoursAre("taken back", "maja", "2026-10-19=0 2026-10-26=0 2026-11-02=0 2026-11-09=0")
		fits(t, "corrected", shapes(t, w.Server)["getHours"], w.as("maja").Do("GET", path("peter", "hours"), nil))
		var said []string
		for _, it := range doc["corrections"].([]any) {
			c := it.(map[string]any)
			who := map[any]string{string(demo.PersonID("peter")): "peter", string(demo.PersonID("maja")): "maja"}[c["said_by"]]
			said = append(said, fmt.Sprintf("%v %v %s", c["week"], c["minutes"], who))
		}
		if want := []string{"2026-11-16 <nil> peter", "2026-11-16 150 maja", "2026-11-16 120 peter"}; !slices.Equal(said, want) {
			t.Errorf("it was said: %v", said)
		}
		w.hoursAre("told anew under the old key", "peter", "2026-10-19=0 2026-10-26=0 2026-11-02=0 2026-11-09=0")

		// The change stands in the plan's own log, that she looked too.
		deeds := map[string]int{}
		if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			head, err := tx.Plan(planOf("peter"))
			if err != nil {
				return err
			}
			all, err := tx.Deeds(head)
			for _, d := range all {
				if deeds[d.Action]++; d.Words != nil && d.Words.What == "Så dine timer med løn" {
					deeds["looked by "+string(d.Person)]++
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if deeds["put_hours"] != 4 || deeds["put_hours_goal"] != 2 || deeds["looked by "+string(demo.PersonID("maja"))] != 1 || deeds["looked by "+string(demo.PersonID("peter"))] != 0 {
			t.Errorf("the log: %v", deeds)
		}
		// Nobody is woken, and no other plan is touched.
		if r := w.as("sofie").Do("GET", path("sofie", "hours"), nil); strings.Contains(string(r.Body), "2026") {
			t.Errorf("Sofie's: %s", r.Body)
		}
	})
}

// What waited for the net stands at the time it was said: an answer that comes late does not
// undo what was said after it, and one that says it comes from the future is of now.
func TestHoursThatComeLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	now := w.Clock.Now()
	w.put("maja", hoursAt("2026-11-16"), map[string]any{"minutes": 180})
	late := map[string]any{"minutes": 120, "said_at": now.Add(-time.Hour).Format(time.RFC3339)}
	key := newID()
	for range 2 {
		if r := w.put("peter", hoursAt("2026-11-16"), late, "Idempotency-Key", key); r["changed"] != false {
			t.Errorf("late: %v", r)
		}
	}
	doc := w.hoursAre("after the late one", "peter", "2026-11-16=180")
	if n := len(doc["corrections"].([]any)); n != 2 {
		t.Errorf("his own words are lost: %v", doc["corrections"])
	}
	w.put("peter", hoursAt("2026-11-09"), map[string]any{"minutes": 60, "said_at": now.Add(1000 * time.Hour).Format(time.RFC3339)})
	w.Clock.Move(time.Second)
	w.put("maja", hoursAt("2026-11-09"), map[string]any{"minutes": 90})
	w.hoursAre("after the one from the future", "peter", "2026-11-09=90 2026-11-16=180")
}

// What cannot be is refused in plain words, and changes nothing.
func TestHoursThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	zero := map[string]any{"minutes": 0}
	w.unchanged("bad hours", func() {
		for week, body := range map[string]map[string]any{
			"2026-11-24": zero, "2026-11-30": zero, "1999-12-27": zero, "0000-00-00": zero, "2026-W47": zero, "x": zero, "2026-02-30": zero,
			"2026-11-16": {"minutes": -1}, "2026-11-09": {"minutes": 3601}, "2026-11-02": {"minutes": 0, "to": "2026-10-26"}, "2026-10-26": {"minutes": 0, "to": "2026-11-01"},
			"2025-11-10": {"minutes": 0, "to": "2026-11-23"}, "2026-10-19": {}, "2026-10-12": {"not_told": true, "minutes": 0}, "2026-10-05": {"not_told": false},
			"2026-09-28": {"minutes": 0, "to": "2026-11-30"}, "2026-09-21": {"minutes": 0, "said_by": string(demo.PersonID("maja"))}, "2026-09-14": {"minutes": 0, "said_by": newID()},
			"2026-09-07": {"minutes": 1.5}, "2026-08-31": {"minutes": "1"}, "2026-08-24": {"minutes": 0, "said_at": "i går"}, "2026-08-17": {"minutes": 0, "week": "2026-08-10"},
		} {
			checkProblem(t, fmt.Sprint(week, body), w.as("peter").Do("PUT", hoursAt(week), body), 422, domain.CodeInvalid)
		}
		for _, minutes := range []any{0, -1, 3601, 0.5, "to"} {
			checkProblem(t, fmt.Sprint("goal ", minutes), w.as("peter").Do("PUT", path("peter", "hours", "goal"), map[string]any{"minutes": minutes}), 422, domain.CodeInvalid)
		}
		if r := w.as("maja").Do("PUT", hoursAt("2026-11-16"), map[string]any{"minutes": 0, "said_by": string(demo.PersonID("tobias"))}); r.Status != 422 {
			t.Errorf("in a colleague's name: %d %s", r.Status, r.Body)
		}
	})
	// The week that runs is one that has begun, by the clock in Copenhagen.
	w.put("peter", hoursAt("2026-11-23"), zero)
	w.Clock.Set(time.Date(2026, 11, 29, 22, 59, 59, 0, time.UTC))
	checkProblem(t, "a second too early", w.as("peter").Do("PUT", hoursAt("2026-11-30"), zero), 422, domain.CodeInvalid)
	w.Clock.Move(time.Second)
	w.put("peter", hoursAt("2026-11-30"), zero)
}

// Her deputy reads and writes in his window and neither before nor after; a consultant who is
// hers no more does neither, and what she wrote keeps her name.
func TestHoursGoWithTheConsultant(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.put("maja", hoursAt("2026-11-09"), map[string]any{"minutes": 60})
	tries := func(what, who string, want verdict) {
		t.Helper()
		for _, r := range []testkit.Response{w.as(who).Do("GET", path("peter", "hours"), nil), w.as(who).Do("PUT", hoursAt("2026-11-16"), map[string]any{"minutes": 30})} {
			if !want.holds(r) {
				t.Errorf("%s %s: %d %s", who, what, r.Status, r.Body)
			}
		}
	}
	tries("before his window", "jonas", unknown)
	w.openWindow()
	tries("in his window", "jonas", done)
	checkProblem(t, "the goal by the deputy", w.as("jonas").Do("PUT", path("peter", "hours", "goal"), map[string]any{"minutes": 30}), http.StatusForbidden, domain.CodeForbidden)
	w.Clock.Move(25 * time.Hour)
	clear(w.clients) // no session lasts that long at a desk
	tries("after his window", "jonas", unknown)
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.PutRelation(planOf("peter"), demo.PersonID("maja"), access.Relation{Kind: access.RelationConsultant, From: w.consultantSince(tx), To: w.Clock.Now()})
	}); err != nil {
		t.Fatal(err)
	}
	tries("removed", "maja", unknown)
	doc := w.hoursAre("afterwards", "peter", "2026-11-09=60 2026-11-16=30")
	for _, who := range []string{"maja", "jonas"} {
		if item(doc, "people", string(demo.PersonID(who))) == nil {
			t.Errorf("%s is not named: %v", who, doc["people"])
		}
	}
}

// consultantSince is from when Maja is Peter's consultant.
func (w *world) consultantSince(tx *store.Tx) time.Time {
	w.t.Helper()
	tied, err := tx.Relations(planOf("peter"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range tied {
		if r.Person == demo.PersonID("maja") && r.Relation.Kind == access.RelationConsultant {
			return r.Relation.From
		}
	}
	w.t.Fatal("Maja is not Peter's consultant")
	return time.Time{}
}

// The number that a placement ended with is offered for the weeks from then on and told of
// none; what is told of a later week takes its place.
func TestTheHoursOfAnEndAreOffered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.put("peter", hoursAt("2026-11-09"), map[string]any{"minutes": 0})
	w.put("maja", path("peter", "efforts", id("e1"), "end"), map[string]any{
		"status": "completed", "reason": "became_paid", "result": "To timer om ugen med løn.", "paid_hours": 2.5,
		"next": map[string]any{"text": "Peter går i gang.", "who": string(demo.PersonID("maja")), "by": "2026-12-01"}, "word": map[string]any{"skipped": true},
	})
	for _, who := range []string{"peter", "maja"} {
		doc := w.hoursAre("after the end", who, "2026-11-09=0")
		if offer := doc["offer"].(map[string]any); offer["minutes"] != 150.0 || offer["effort"] != id("e1") || offer["since"] != "2026-11-23" {
			t.Errorf("%s is offered %v", who, offer)
		}
	}
	w.put("peter", hoursAt("2026-11-23"), map[string]any{"minutes": 120})
	if _, doc := w.hours("peter"); doc["offer"].(map[string]any)["minutes"] != 120.0 {
		t.Errorf("offered: %v", doc["offer"])
	}
}
