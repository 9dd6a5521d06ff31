package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/catalogue"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Peter's three wishes: one for open help, one for confidential help that he lets his
// consultant know of, and one that goes to the specialist alone.
const (
	wishOpen   = "wish-open"
	wishTold   = "wish-told"
	wishSecret = "wish-secret"
)

// seesWish says who gets each of them, by hand: it is the rule under test.
var seesWish = map[string][]string{
	wishOpen:   {"peter", "maja", "jonas"},
	wishTold:   {"peter", "maja", "jonas"},
	wishSecret: {"peter", "lone"},
}

func (w *world) wish(name string, body map[string]any, headers ...string) map[string]any {
	w.t.Helper()
	return w.put("peter", path("peter", "wishes", id(name)), body, headers...)
}

func (w *world) wishes() {
	w.t.Helper()
	w.wish(wishOpen, map[string]any{"entry": "mentor", "words": "Kan hun komme om morgenen?"})
	w.wish(wishTold, map[string]any{"entry": "stofbehandling", "words": "Maja må godt vide det", "to": "consultant"})
	w.wish(wishSecret, map[string]any{"entry": "alkoholbehandling", "words": "Kun til Lone", "to": "department"})
}

func triesOfWishes(a actor, on func(verdict) verdict) []try {
	var out []try
	for _, name := range []string{wishOpen, wishTold, wishSecret} {
		at := func(id string) string { return path("peter", "wishes", id, "answer") }
		x := try{what: "to " + name, method: "PUT", path: at(id(name)), body: map[string]any{"text": "Vi taler om det på torsdag."}, want: on(unknown), twin: at(newID())}
		if slices.Contains(seesWish[name], a.name) && a.relation != "" {
			x.want, x.twin = on(done), ""
		}
		out = append(out, x)
	}
	return out
}

// Each wish is seen by those it was sent to and by nobody else: not by contacts whatever
// they are granted, not by the consultant where it went to the specialist.
func TestWishesAreSeenByThoseTheyWereSentTo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.wishes()
	w.openWindow()
	for _, who := range []string{"peter", "maja", "jonas", "vibeke", "lone", "frida", "palle", "sanne", "anette", "kalle"} {
		plan := w.plan(who, "peter")
		for name, seers := range seesWish {
			if got, want := item(plan, "wishes", id(name)) != nil, slices.Contains(seers, who); got != want {
				t.Errorf("%s sees %s: %t", who, name, got)
			}
		}
		r := w.as(who).Do("GET", path("peter"), nil)
		if words := string(r.Body); strings.Contains(words, "Kun til Lone") != slices.Contains(seesWish[wishSecret], who) {
			t.Errorf("%s: the words of the secret wish", who)
		}
	}
	// The desks say that it waits, to those who can answer it.
	for who, want := range map[string][]string{"maja": {wishOpen, wishTold}, "lone": {wishSecret}, "vibeke": nil, "jonas": {wishOpen, wishTold}} {
		if got := w.waitingWishes(who); !slices.Equal(got, want) {
			t.Errorf("%s: %v waits, want %v", who, got, want)
		}
	}
}

// waitingWishes lists the names of Peter's wishes that wait on somebody's desk.
func (w *world) waitingWishes(who string) []string {
	w.t.Helper()
	r := w.as(who).Do("GET", "/citizens", nil)
	var list struct {
		Citizens []struct {
			Plan    struct{ ID string }
			Waiting []struct{ What, Wish string }
		}
	}
	if err := decode(r.Body, &list); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, c := range list.Citizens {
		for _, x := range c.Waiting {
			for _, name := range []string{wishOpen, wishSecret, wishTold} {
				if x.What == "wish" && x.Wish == id(name) {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// A wish wakes whom it is sent to, is answered once, and the answer wakes the citizen; the
// pushes say nothing of what it is about. On both databases.
func TestWishIsHeardAndAnswered(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		phones := map[string]domain.ID{"peter": w.subscribe("peter"), "maja": w.subscribe("maja"), "lone": w.subscribe("lone")}
		all := []domain.ID{phones["peter"], phones["maja"], phones["lone"]}
		w.settle()
		count := func() map[string]int {
			got := w.drained(all...)
			out := map[string]int{}
			for who, phone := range phones {
				out[who] = len(got[phone])
				for _, p := range got[phone] {
					for _, word := range []string{"entor", "lkohol", "usmiddel", "morgenen", "Peter", "Maja", "Lone"} {
						if strings.Contains(string(p.Payload), word) {
							t.Errorf("the push to %s says %q: %s", who, word, p.Payload)
						}
					}
				}
			}
			return out
		}
		start := count()
		key := []string{"Idempotency-Key", newID()}
		about := map[string]any{"entry": "mentor", "words": "Kan hun komme om morgenen?"}
		first := w.wish(wishOpen, about, key...)
		if again := w.wish(wishOpen, about, key...); again["rev"] != first["rev"] {
			t.Errorf("sent again: %v, first %v", again, first)
		}
		w.wish(wishSecret, map[string]any{"entry": "alkoholbehandling", "to": "department"})
		after := count()
		if after["maja"] != start["maja"]+1 || after["lone"] != start["lone"]+1 || after["peter"] != start["peter"] {
			t.Errorf("woken by wishes: %v, before %v", after, start)
		}

		answer := path("peter", "wishes", id(wishOpen), "answer")
		w.Clock.Move(time.Hour)
		w.put("maja", answer, map[string]any{"text": "Ja. Vi taler om det på torsdag."})
		w.put("maja", answer, map[string]any{"text": "Ja. Vi taler om det på torsdag."})
		answered := count()
		if answered["peter"] != after["peter"]+1 || answered["maja"] != after["maja"] {
			t.Errorf("woken by the answer: %v, before %v", answered, after)
		}
		got := item(w.plan("peter", "peter"), "wishes", id(wishOpen))
		reply, _ := got["answer"].(map[string]any)
		if got["title"] != "Mentor" || reply["text"] != "Ja. Vi taler om det på torsdag." || reply["by"] != string(demo.PersonID("maja")) {
			t.Errorf("%v", got)
		}
		if waits := w.waitingWishes("maja"); waits != nil {
			t.Errorf("%v still waits", waits)
		}

		// New words wait anew; put aside it waits no more, and is not answered.
		w.wish(wishOpen, map[string]any{"words": "Og om aftenen?"}, "If-Match", w.rev("peter", "peter"))
		if waits := w.waitingWishes("maja"); !slices.Equal(waits, []string{wishOpen}) {
			t.Errorf("after new words %v waits", waits)
		}
		w.wish(wishOpen, map[string]any{"status": "dropped"}, "If-Match", w.rev("peter", "peter"))
		if waits := w.waitingWishes("maja"); waits != nil {
			t.Errorf("put aside, %v waits", waits)
		}
		r := w.as("maja").Do("PUT", answer, map[string]any{"text": "Ja"})
		checkProblem(t, "answering what was put aside", r, 422, domain.CodeInvalid)
	})
}

// What cannot be wished is refused in words, and changes nothing.
func TestBadWishesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.wishes()
	for name, c := range map[string]struct {
		who, citizen string
		body         map[string]any
		field        string
	}{
		"help that is not there":                       {"peter", "peter", map[string]any{"entry": "rumrejser"}, "entry"},
		"no help":                                      {"peter", "peter", map[string]any{"words": "Hej"}, "entry"},
		"confidential help, and nobody chosen":         {"peter", "peter", map[string]any{"entry": "alkoholbehandling"}, "to"},
		"confidential help, from a department unknown": {"sofie", "sofie", map[string]any{"entry": "alkoholbehandling", "to": "department"}, "to"},
		"open help, to the department":                 {"peter", "peter", map[string]any{"entry": "mentor", "to": "department"}, "to"},
		"a status that is none":                        {"peter", "peter", map[string]any{"entry": "mentor", "status": "kept"}, "status"},
		"too many words":                               {"peter", "peter", map[string]any{"entry": "mentor", "words": strings.Repeat("x", 4001)}, "words"},
	} {
		w.unchanged(name, func() {
			r := w.as(c.who).Do("PUT", path(c.citizen, "wishes", newID()), c.body)
			checkProblem(t, name, r, 422, domain.CodeInvalid, "rumrejser")
			if !strings.Contains(string(r.Body), `"field":"`+c.field) && !strings.Contains(string(r.Body), `.`+c.field+`"`) {
				t.Errorf("%s: %s", name, r.Body)
			}
		})
	}
	w.unchanged("another help under the same wish", func() {
		r := w.as("peter").Do("PUT", path("peter", "wishes", id(wishSecret)), map[string]any{"to": "consultant"}, "If-Match", w.rev("peter", "peter"))
		checkProblem(t, "a secret told by a slip", r, 422, domain.CodeInvalid)
	})
	w.unchanged("an empty answer", func() {
		checkProblem(t, "an empty answer", w.as("maja").Do("PUT", path("peter", "wishes", id(wishOpen), "answer"), map[string]any{"text": "  "}), 422, domain.CodeInvalid)
	})
	w.unchanged("an effort of help that is not there", func() {
		r := w.as("maja").Do("PUT", path("peter", "efforts", newID()), map[string]any{"title": "Rumrejse", "department": "job", "catalogue_code": "rumrejser", "why": "Det er aftalt"})
		checkProblem(t, "an effort of help that is not there", r, 422, domain.CodeInvalid)
	})
}

// A department becomes confidential by its house, and a wish stays as told.
func TestTheConsultantIsNotToldOfTheSecretWishBySync(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	before := w.rev("maja", "peter")
	w.wish(wishSecret, map[string]any{"entry": "alkoholbehandling", "to": "department"})
	if after := w.rev("maja", "peter"); after != before {
		t.Error("the consultant's rev moved by a wish that is not for her")
	}
	r := w.as("lone").Do("PUT", path("peter", "wishes", id(wishSecret), "answer"), map[string]any{"text": "Kom torsdag."})
	if r.Status != 200 {
		t.Fatal(string(r.Body))
	}
	if after := w.rev("maja", "peter"); after != before {
		t.Error("the consultant's rev moved by the specialist's answer")
	}
}

type catalogueAnswer struct {
	Format  int
	Entries []domain.CatalogueEntry
}

func (w *world) catalogue(who string) (catalogueAnswer, string) {
	w.t.Helper()
	r := w.as(who).Do("GET", "/catalogue", nil)
	var out catalogueAnswer
	if err := decode(r.Body, &out); err != nil || r.Status != 200 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	return out, r.Header.Get("ETag")
}

// The catalogue is the one that ships until the municipality loads its own; that takes its
// place in one change, running servers notice, and what efforts name keeps its meaning.
func TestCatalogueIsReplacedWhole(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		got, tag := w.catalogue("peter")
		if len(got.Entries) != len(catalogue.Builtin()) || got.Format != 1 {
			t.Fatalf("%d entries", len(got.Entries))
		}
		r := w.as("maja").Do("GET", "/catalogue", nil, "If-None-Match", tag)
		if r.Status != 304 || len(r.Body) != 0 || r.Header.Get("ETag") != tag {
			t.Errorf("asked again: %d %s", r.Status, r.Body)
		}
		codes := map[string]domain.CatalogueEntry{}
		for _, e := range got.Entries {
			codes[e.Code] = e
		}
		for _, c := range w.Cases.Cases {
			for _, it := range c.Items {
				if e, ok := it.Item.(*domain.Effort); ok && e.CatalogueCode != "" && codes[e.CatalogueCode].Code == "" {
					t.Errorf("%s of %s is not in the catalogue", e.CatalogueCode, c.Key)
				}
			}
		}

		// Mentor is gone, physiotherapy is called something else, and gardening is new.
		var doc map[string]any
		if err := json.Unmarshal(catalogue.Default, &doc); err != nil {
			t.Fatal(err)
		}
		entries, _ := doc["entries"].([]any)
		entries = slices.DeleteFunc(entries, func(e any) bool { return e.(map[string]any)["code"] == "mentor" })
		for _, e := range entries {
			if m := e.(map[string]any); m["code"] == "fysioterapi" {
				m["title"] = "Hjælp til kroppen"
			}
		}
		doc["entries"] = append(entries, map[string]any{"code": "have", "title": "Have", "area": "everyday", "picture": "leaf", "department": "rus", "plain": "Du passer en have.", "what": []string{"I graver."}, "who": "En gartner.", "how_long": "En time."})
		f, err := catalogue.Parse("egen.json", marshal(t, doc))
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.App.LoadCatalogue(t.Context(), f)
		if err != nil || out.New != 1 || out.Changed != 1 || out.Retired != 1 {
			t.Fatalf("%+v %v", out, err)
		}
		after, newTag := w.catalogue("peter")
		if newTag == tag || len(after.Entries) != len(got.Entries)+1 {
			t.Errorf("%d entries, tag %s", len(after.Entries), newTag)
		}
		for _, e := range after.Entries {
			switch e.Code {
			case "mentor":
				if !e.Retired || e.Title != "Mentor" || e.Plain == "" {
					t.Errorf("%+v", e)
				}
			case "fysioterapi":
				if e.Title != "Hjælp til kroppen" || e.Retired {
					t.Errorf("%+v", e)
				}
			case "have":
				if !e.Confidential {
					t.Error("help of a confidential department is not confidential")
				}
			}
		}
		// Retired help is not offered any more, but an effort that names it lives on.
		checkProblem(t, "a wish for retired help", w.as("peter").Do("PUT", path("peter", "wishes", newID()), map[string]any{"entry": "mentor"}), 422, domain.CodeInvalid)
		w.put("maja", path("peter", "efforts", id("e5")), map[string]any{"schedule_plain": "Hver tirsdag", "why": "Det er aftalt"}, "If-Match", w.rev("maja", "peter"))
		if e := item(w.plan("peter", "peter"), "efforts", id("e5")); e["catalogue_code"] != "mentor" {
			t.Errorf("%v", e)
		}
		// One with a department that is not here is refused whole.
		doc["entries"].([]any)[0].(map[string]any)["department"] = "skov"
		if f, err = catalogue.Parse("egen.json", marshal(t, doc)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.App.LoadCatalogue(t.Context(), f); err == nil || !strings.Contains(err.Error(), "skov") {
			t.Error(err)
		}
		if _, still := w.catalogue("peter"); still != newTag {
			t.Error("a refused catalogue changed something")
		}
	})
}
