package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/jsonfile"
	"tavlen/backend/testkit"
)

// shown is what of a plan somebody is told that who sees: by the thing, each with "partly".
func (w *world) shown(citizen string) map[string]map[string]bool {
	w.t.Helper()
	r := w.as(citizen).Do("GET", path(citizen, "visibility"), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", citizen, r.Status, r.Body)
	}
	var v app.Visibility
	if err := json.Unmarshal(r.Body, &v); err != nil {
		w.t.Fatal(err)
	}
	out := map[string]map[string]bool{}
	for _, it := range v.Items {
		who := map[string]bool{}
		for _, p := range it.VisibleTo {
			who[string(p)] = slices.Contains(it.Partly, p)
		}
		out[string(it.Kind)+" "+string(it.ID)] = who
	}
	return out
}

// gets is the same, of what everybody is answered.
func (w *world) gets(citizen string, things map[string]map[string]bool) map[string]map[string]bool {
	w.t.Helper()
	out := map[string]map[string]bool{}
	for thing := range things {
		out[thing] = map[string]bool{}
	}
	for _, who := range everybody {
		id := string(demo.PersonID(who))
		for thing := range things {
			if kind, thread, _ := strings.Cut(thing, " "); kind == "thread" && w.as(who).Do("GET", path(citizen, "messages")+"?thread="+thread, nil).Status == 200 {
				out[thing][id] = false
			}
		}
		if w.as(who).Do("GET", path(citizen, "hours"), nil).Status == 200 {
			out["hours "+string(planOf(citizen))][id] = false
		}
		r := w.as(who).Do("GET", path(citizen), nil)
		if r.Status != 200 {
			continue
		}
		plan := r.JSON(w.t)
		contact := plan["viewer"].(map[string]any)["relation"] == "contact"
		for kind, list := range lists {
			for _, it := range plan[list].([]any) {
				it := it.(map[string]any)
				if thing := string(kind) + " " + it["id"].(string); things[thing] != nil {
					// What a contact and the citizen write to each other is those two's, whoever sees that he is there.
					out[thing][id] = it["partial"] == true || contact || kind == "contact" && who != citizen
				} else if who == citizen {
					w.t.Errorf("%s sees %s and is not told who else does", who, thing)
				}
			}
		}
		if dream, ok := plan["dream"].(map[string]any); ok {
			out["dream "+dream["id"].(string)][id] = contact
		}
		out["plan "+string(planOf(citizen))][id] = contact
	}
	return out
}

// everybody are the people of the case files.
var everybody = []string{"peter", "sofie", "birthe", "daryna", "maja", "tobias", "xenia", "ingrid", "jonas", "vibeke", "lone", "frida", "palle", "sanne", "mie", "anette", "kalle", "mor", "lene", "amal", "bjarne", "leder", admin}

// Of every thing of every citizen of the demo she is told exactly those who get it when they ask,
// and of how many only some fields: before and after somebody was let in, shut out or paused, and
// after a consent was taken back (threat T35).
func TestSheIsToldWhoSeesEachThing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	same := func(when, citizen string) {
		t.Helper()
		told := w.shown(citizen)
		got := w.gets(citizen, told)
		for _, thing := range slices.Sorted(maps.Keys(told)) {
			if !maps.Equal(told[thing], got[thing]) {
				t.Errorf("%s, %s: %s is told %v, and it is answered to %v", when, thing, citizen, told[thing], got[thing])
			}
		}
		if len(told) < 20 {
			t.Errorf("%s: %s is told of %d things", when, citizen, len(told))
		}
	}
	for _, citizen := range slices.Sorted(maps.Keys(plans)) {
		same("at first", citizen)
	}
	maja := string(demo.PersonID("maja"))
	if partly, sees := w.shown("peter")["effort "+id("e2")][maja]; !sees || !partly {
		t.Error("Peter is not told that Maja sees the times of his treatment")
	}
	w.put("peter", path("peter", "consents", id("k2"), "withdrawn"), map[string]any{}, "Idempotency-Key", newID())
	if _, sees := w.shown("peter")["effort "+id("e2")][maja]; sees {
		t.Error("Peter is told that Maja still sees them")
	}
	same("without the consent", "peter")
	w.put("peter", path("peter", "contacts", string(demo.PersonID("anette")), "pause"), map[string]any{"paused": true}, "Idempotency-Key", newID())
	w.openWindow()
	same("with Anette paused and a deputy", "peter")
}

// Of one thing alone she is told the same as among all; a thing that is another's, or not there,
// is missing.
func TestSheAsksOfOneThing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	ask := func(thing string) testkit.Response {
		return w.as("peter").Do("GET", path("peter", "visibility?thing="+thing), nil)
	}
	all, ok := w.as("peter").Do("GET", path("peter", "visibility"), nil).JSON(t)["items"].([]any)
	if !ok || len(all) < 20 {
		t.Fatalf("%d things", len(all))
	}
	for _, each := range all {
		want, _ := each.(map[string]any)
		got, _ := ask(fmt.Sprint(want["id"])).JSON(t)["items"].([]any)
		if !slices.ContainsFunc(got, func(it any) bool { return reflect.DeepEqual(it, want) }) {
			t.Errorf("of %v alone: %v", want, got)
		}
	}
	for _, thing := range []string{newID(), string(demo.ID("sofie", "g1"))} {
		if r := ask(thing); r.Status != 404 {
			t.Errorf("%s: %d %s", thing, r.Status, r.Body)
		}
	}
}

// mine takes everything out as Peter, and gives the files by their names.
func (w *world) mine(id, key string) map[string][]byte {
	w.t.Helper()
	r := w.as("peter").Do("PUT", path("peter", "exports", id), map[string]any{}, "Idempotency-Key", key)
	if r.Status != 200 || r.Header.Get("Content-Disposition") != `attachment; filename="alt-om-mig.zip"` {
		w.t.Fatalf("%d %s %s", r.Status, r.Header, r.Body)
	}
	z, err := zip.NewReader(bytes.NewReader(r.Body), int64(len(r.Body)))
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			w.t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(rc); err != nil {
			w.t.Fatal(err)
		}
	}
	return out
}

// Peter takes out everything about him, by the published schema and to read: what was said, what
// it said before, what he consented to, who looked, where he is signed in, his pictures. What only
// staff see is not in it, and no name in the zip says whose it is.
func TestPeterTakesOutEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.putUp("peter", "board")
	w.speak("peter", "peter", "")
	w.plan("maja", "peter") // she looks
	accepted(t, w.write("peter", "goals", id("g4"), map[string]any{"title": "Noget helt andet"}))
	export, key := newID(), newID()
	files := w.mine(export, key)
	names := strings.Join(slices.Sorted(maps.Keys(files)), " ")
	if !strings.HasPrefix(names, "data.json data.schema.json filer/001.") || !strings.Contains(names, "laes-det.pdf planen.pdf") || len(files) < 6 {
		t.Errorf("it holds %s", names)
	}
	published := w.as("nobody").Do("GET", "/schemas/mine.json", nil)
	if !bytes.Equal(published.Body, files["data.schema.json"]) {
		t.Error("the schema in it is not the published one")
	}
	tree, problem := jsonfile.Parse("data.json", files["data.json"])
	if problem != nil {
		t.Fatal(problem)
	}
	if problem := jsonfile.NewSchema("urn:tavlen:mine:1", published.Body).Check("data.json", tree); problem != nil {
		t.Fatal(problem)
	}
	var d struct {
		Plan, Me map[string]any
		History  []struct {
			ID   string
			Item map[string]any
		}
		Threads []struct{ Messages []map[string]any }
		Devices []any
		Looks   []struct{ Person, What string } `json:"access_log"`
		Files   []struct{ Name string }
	}
	if err := json.Unmarshal(files["data.json"], &d); err != nil {
		t.Fatal(err)
	}
	before := slices.ContainsFunc(d.History, func(v struct {
		ID   string
		Item map[string]any
	}) bool {
		return v.ID == id("g4") && v.Item["title"] != "Noget helt andet"
	})
	looked := slices.ContainsFunc(d.Looks, func(l struct{ Person, What string }) bool {
		return l.Person == string(demo.PersonID("maja")) && l.What == "Åbnede planen"
	})
	if !before || !looked || len(d.Threads) < 2 || len(d.Devices) == 0 || len(d.Files) != len(files)-4 || item(d.Plan, "consents", id("k2")) == nil || item(d.Plan, "efforts", id("e2"))["plain"] == nil {
		t.Errorf("what it said before %v, who looked %v, %d conversations, %d devices, %d files", before, looked, len(d.Threads), len(d.Devices), len(d.Files))
	}
	hidden := 0
	for _, it := range testkit.CaseOf(t, "peter").Items {
		if item(w.plan("peter", "peter"), lists[it.Item.Kind()], string(it.ID)) == nil && lists[it.Item.Kind()] != "" {
			hidden++
			if bytes.Contains(files["data.json"], []byte(`"`+it.ID+`"`)) {
				t.Errorf("%s %s is in it, and Peter is not shown it", it.Item.Kind(), it.ID)
			}
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden from Peter: nothing was tried")
	}
	// Sent once more it is one receipt; Maja is not told.
	w.mine(export, key)
	if item(w.plan("peter", "peter"), "events", export) == nil || item(w.plan("maja", "peter"), "events", export) != nil {
		t.Error("the receipt is not Peter's alone")
	}
}
