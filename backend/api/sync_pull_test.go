package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// mirror is a plan as a phone keeps it: pulled whole once, and kept up by changes.
type mirror struct {
	who   string
	plan  map[string]any
	fulls int
	parts int
	brief bool
}

// pull gets what changed since the mirror's rev and lays it over what it has, as the PWA
// does: things are replaced by id, people are added, the head and the dream replaced.
func (m *mirror) pull(w *world) {
	w.t.Helper()
	since := m.plan["rev"].(string)
	// Every other pull is a brief one.
	m.brief = !m.brief
	r := w.as(m.who).Do("GET", path("peter", fmt.Sprintf("changes?brief=%t&since=%s", m.brief, since)), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s pulls: %d %s", m.who, r.Status, r.Body)
	}
	c := r.JSON(w.t)
	if !m.brief && c["since"] != since {
		w.t.Errorf("%s asked since %s and is answered since %v", m.who, since, c["since"])
	}
	m.lay(c)
}

// lay lays an answer of getPlanChanges over the mirror.
func (m *mirror) lay(c map[string]any) {
	if c["full"] == true {
		m.plan, m.fulls = c["plan"].(map[string]any), m.fulls+1
		return
	}
	m.parts++
	changed, _ := c["changed"].(map[string]any)
	for list, things := range changed {
		switch list {
		case "plan", "dream":
			m.plan[list] = things
		case "step_fields":
			m.plan["steps"] = patched(m.plan["steps"].([]any), things.([]any))
		default:
			m.plan[list] = laidOver(m.plan[list], things)
		}
	}
	m.plan["rev"] = c["rev"]
}

// patched lays single fields over the steps that are there.
func patched(old, changed []any) []any {
	out := slices.Clone(old)
	for _, fields := range changed {
		i := slices.IndexFunc(out, func(x any) bool { return x.(map[string]any)["id"] == fields.(map[string]any)["id"] })
		if i < 0 {
			out = append(out, fields) // which the comparison finds
			continue
		}
		step := maps.Clone(out[i].(map[string]any))
		for field, value := range fields.(map[string]any) {
			if step[field] = value; value == nil {
				delete(step, field)
			}
		}
		out[i] = step
	}
	return out
}

func laidOver(old, changed any) []any {
	out := slices.Clone(old.([]any))
	for _, it := range changed.([]any) {
		same := func(x any) bool { return x.(map[string]any)["id"] == it.(map[string]any)["id"] }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i] = it
		} else {
			out = append(out, it)
		}
	}
	return out
}

// check compares the mirror with the plan as it is got whole.
func (m *mirror) check(w *world, what string) {
	w.t.Helper()
	whole := w.plan(m.who, "peter")
	for key, want := range whole {
		got := m.plan[key]
		switch {
		case key == "as_of":
			continue // when it was pulled
		case key == "people":
			// Who is named no more may stay in a phone's address book until the next whole pull.
			for _, p := range want.([]any) {
				if !slices.ContainsFunc(got.([]any), func(x any) bool { return reflect.DeepEqual(x, p) }) {
					w.t.Errorf("%s, %s: lacks the person %v", m.who, what, p)
				}
			}
			continue
		}
		if list, is := want.([]any); is {
			want, got = byID(list), byID(got.([]any))
		}
		if !reflect.DeepEqual(got, want) {
			w.t.Errorf("%s, %s: %s is\n%s, want\n%s", m.who, what, key, text(got), text(want))
		}
	}
	for key := range m.plan {
		if _, ok := whole[key]; !ok {
			w.t.Errorf("%s, %s: has %s", m.who, what, key)
		}
	}
}

func byID(list []any) map[string]any {
	out := map[string]any{}
	for i, it := range list {
		if m, ok := it.(map[string]any); ok {
			out[fmt.Sprint(m["id"])] = it
		} else {
			out[fmt.Sprint(i)] = it
		}
	}
	return out
}

func text(v any) string {
	doc, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(doc)
}

// step is one thing that somebody does to Peter's plan.
type step struct {
	who, path string
	body      func(rnd *rand.Rand) map[string]any
	fresh     bool // a new thing: no If-Match
}

// steps are changes of every kind, seen by some and not by others, with those that change
// who sees what.
func (w *world) steps() map[string]step {
	one := func(field string, words ...any) func(*rand.Rand) map[string]any {
		return func(rnd *rand.Rand) map[string]any {
			return map[string]any{field: words[rnd.IntN(len(words))], "why": "w"}
		}
	}
	says := func(field string) func(*rand.Rand) map[string]any {
		return func(rnd *rand.Rand) map[string]any {
			return map[string]any{field: fmt.Sprintf("Ord nr. %d", rnd.IntN(1000)), "why": "w"}
		}
	}
	vibeke, maja := string(demo.PersonID("vibeke")), string(demo.PersonID("maja"))
	return map[string]step{
		"Maja writes on a goal":       {"maja", path("peter", "goals", id("g1")), says("title"), false},
		"Peter writes on his own":     {"peter", path("peter", "goals", id("g2")), says("title"), false},
		"Peter ticks":                 {"peter", path("peter", "steps", id("g1s1")), one("status", "active", "done"), false},
		"a step changes goals":        {"maja", path("peter", "steps", id("g1s2")), one("goal", id("g1"), id("g4"), id("g3")), false},
		"Vibeke moves the placement":  {"vibeke", path("peter", "efforts", id("e1")), says("schedule_plain"), false},
		"Lone changes her effort":     {"lone", path("peter", "efforts", id("e2")), one("time", map[string]any{"from": "10:00", "to": "11:00"}, map[string]any{"from": "11:00", "to": "12:00"}), false},
		"Lone notes something":        {"lone", path("peter", "efforts", id("e2")), says("plain"), false},
		"a promise changes hands":     {"maja", path("peter", "agreements", id("a3")), one("responsible", vibeke, maja), false},
		"a meeting gets other people": {"maja", path("peter", "meetings", id("m16")), one("with", []string{maja}, []string{maja, vibeke}), false},
		"a meeting is moved":          {"maja", path("peter", "meetings", id("m15")), one("end", "2026-12-22T11:40:00+01:00", "2026-12-22T11:50:00+01:00"), false},
		"Peter dreams": {"peter", path("peter", "dream"), func(rnd *rand.Rand) map[string]any {
			return map[string]any{"text": fmt.Sprintf("Drøm %d", rnd.IntN(1000))}
		}, false},
		"a new step": {"vibeke", "", func(rnd *rand.Rand) map[string]any {
			return map[string]any{"goal": id("g3"), "text": fmt.Sprintf("Nyt skridt %d", rnd.IntN(1000)), "why": "w"}
		}, true},
		"Peter answers": {"peter", path("peter", "changes", id("v4"), "answer"), func(rnd *rand.Rand) map[string]any {
			return map[string]any{"answer": []string{"agree", "disagree", "talk"}[rnd.IntN(3)], "comment": fmt.Sprintf("Svar %d", rnd.IntN(1000))}
		}, true},
	}
}

// What a phone has after any series of changes is what it would get anew, for those who
// are told of changes piece by piece and for those who always get all.
func TestChangesAddUpToThePlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	phones := []*mirror{}
	for _, who := range []string{"peter", "maja", "vibeke", "lone", "frida", "anette", "kalle"} {
		phones = append(phones, &mirror{who: who, plan: w.plan(who, "peter")})
	}
	rnd := rand.New(rand.NewPCG(20261124, 9))
	all := w.steps()
	names := slices.Sorted(maps.Keys(all))
	for n := range 90 {
		name := names[rnd.IntN(len(names))]
		s := all[name]
		at, headers := s.path, []string{}
		if at == "" {
			at = path("peter", "steps", newID())
		}
		if !s.fresh {
			headers = []string{"If-Match", w.rev(s.who, "peter")}
		}
		body := s.body(rnd)
		if s.who == "peter" {
			delete(body, "why")
		}
		if r := w.as(s.who).Do("PUT", at, body, headers...); r.Status != 200 {
			t.Fatalf("%s: %d %s", name, r.Status, r.Body)
		}
		// Phones come online now and then, each when it does.
		for _, m := range phones {
			if rnd.IntN(3) == 0 {
				m.pull(w)
				m.check(w, fmt.Sprintf("after %d, %s", n, name))
			}
		}
		if t.Failed() {
			return
		}
	}
	for _, m := range phones {
		m.pull(w)
		m.check(w, "at the end")
		contact := m.who == "anette" || m.who == "kalle"
		if contact && m.parts > 0 || !contact && m.who != "frida" && m.parts == 0 {
			t.Errorf("%s was told %d times piece by piece and %d times all", m.who, m.parts, m.fulls)
		}
	}
}

// Asked from nowhere, from another's rev or from one made up, the answer is the whole
// plan; asked again from where one is, it is nothing and the same rev.
func TestPullingFromAnywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	mine, others := w.plan("peter", "peter")["rev"].(string), w.plan("maja", "peter")["rev"].(string)
	for _, since := range []string{"", "0", "1", "-1", "x", newID(), others, mine + "A", "%00", "999999999999999999999", "'; DROP TABLE plan;--"} {
		r := w.as("peter").Do("GET", path("peter", "changes?since="+escape(since)), nil)
		if c := r.JSON(t); r.Status != 200 || c["full"] != true || c["rev"] != mine {
			t.Errorf("since %q: %d full %v rev %v", since, r.Status, c["full"], c["rev"])
		}
	}
	c := w.as("peter").Do("GET", path("peter", "changes?since="+mine), nil).JSON(t)
	if c["full"] != nil || c["rev"] != mine || len(c["changed"].(map[string]any)) != 0 {
		t.Errorf("from where he is: %v", c)
	}
	r := w.as("peter").Do("GET", path("peter"), nil, "If-None-Match", `"`+mine+`"`)
	checkHeaders(t, "304", r)
	if r.Status != 304 || len(r.Body) > 0 || r.Header.Get("ETag") != `"`+mine+`"` {
		t.Errorf("nothing new: %d %s", r.Status, r.Body)
	}
	for _, tag := range []string{`W/"` + mine + `"`, `"x", "` + mine + `"`, "*"} {
		if r := w.as("peter").Do("GET", path("peter"), nil, "If-None-Match", tag); r.Status != 304 {
			t.Errorf("%s: %d", tag, r.Status)
		}
	}
	for _, tag := range []string{`"` + others + `"`, `"x"`, mine} {
		if r := w.as("peter").Do("GET", path("peter"), nil, "If-None-Match", tag); r.Status != 200 {
			t.Errorf("%s: %d", tag, r.Status)
		}
	}
	// Access comes before the question whether there is anything new.
	for _, who := range []string{"tobias", "sofie", "bjarne"} {
		checkProblem(t, who, w.as(who).Do("GET", path("peter"), nil, "If-None-Match", "*"), 404, "not_found")
	}
}
