package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// desk gives all that one of the staff is told of the citizens he works with, by one process.
func (w *world) desk(a *app.App, who domain.Person) string {
	w.t.Helper()
	actor := access.Actor{Person: who.ID, Role: who.Role, Department: who.Department, Session: "session-of-" + who.ID}
	citizens, err := a.ListMyCitizens(w.t.Context(), actor)
	if err != nil {
		w.t.Fatal(err)
	}
	queue, err := a.ListQueue(w.t.Context(), actor)
	if err != nil {
		w.t.Fatal(err)
	}
	doc, err := json.MarshalIndent(map[string]any{"citizens": citizens, "queue": queue}, "", " ")
	if err != nil {
		w.t.Fatal(err)
	}
	return string(doc)
}

// happenings are what a desk can change by, done through one process or the other.
func (w *world) happenings(rnd *rand.Rand, ask func(who, method, path string, body map[string]any, headers ...string) testkit.Response) map[string]func() {
	put := func(who, path string, body map[string]any) func() { return func() { ask(who, "PUT", path, body) } }
	maja, jonas, tobias := demo.PersonID("maja"), demo.PersonID("jonas"), demo.PersonID("tobias")
	day := func(most int) string { return string(domain.DateOf(w.Clock.Now()).AddDays(rnd.IntN(most))) }
	write := func(tx func(*store.Tx) error) func() {
		return func() {
			if err := w.Store.Write(w.t.Context(), tx); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	out := map[string]func(){
		"Peter writes": func() { put("peter", path("peter", "messages", newID()), map[string]any{"text": "Hej"})() },
		"Maja writes":  func() { put("maja", path("peter", "messages", newID()), map[string]any{"text": "Hej Peter"})() },
		"Sofie writes": func() { put("sofie", path("sofie", "messages", newID()), map[string]any{"text": "Hej"})() },
		"the newest is read": func() {
			for _, who := range []string{"maja", "jonas", "peter"} {
				if r := ask(who, "GET", path("peter", "messages"), nil); r.Status == 200 {
					if list, _ := r.JSON(w.t)["messages"].([]any); len(list) > 0 {
						last, _ := list[len(list)-1].(map[string]any)
						ask(who, "POST", path("peter", "messages", "read"), map[string]any{"thread": string(demo.ThreadID(planOf("peter"))), "up_to": last["id"]})
					}
				}
			}
		},
		"Maja is away": func() {
			from := day(3)
			put("maja", "/me/absences/"+newID(), map[string]any{"from": from, "to": string(domain.Date(from).AddDays(rnd.IntN(4))), "deputy": jonas})()
		},
		"Tobias is away": func() {
			put("tobias", "/me/absences/"+newID(), map[string]any{"from": day(2), "to": day(6), "deputy": jonas})()
		},
		"Jonas stands in": w.openWindow,
		"Peter is handed over": func() {
			put("maja", path("peter", "consultant"), map[string]any{"to": tobias, "from_date": day(4), "reason": reasonOfChange, "farewell": farewellOfMaja})()
		},
		"he is handed back": func() {
			put("tobias", path("peter", "consultant"), map[string]any{"to": maja, "from_date": day(4), "reason": reasonOfChange})()
		},
		"it is taken back": put("maja", path("peter", "consultant"), map[string]any{"withdrawn": true}),
		"a gap is let be":  func() { put("peter", path("peter", "attention", "settled"), map[string]any{"key": gapOfPeter()})() },
		"a gap is asked of": func() {
			put("peter", path("peter", "attention", "settled"), map[string]any{"key": gapOfPeter(), "undone": true})()
		},
		"the rules go round": func() { _, _ = w.App.Rounds(w.t.Context()) },
		"the rules look":     w.attendChanged,
		"desks are made ready": func() {
			if _, err := w.App.ReadyDesks(w.t.Context()); err != nil {
				w.t.Fatal(err)
			}
		},
		"Peter has a name": write(func(tx *store.Tx) error {
			p, err := tx.Person(demo.PersonID("peter"))
			if err != nil {
				return err
			}
			p.PreferredName = fmt.Sprintf("Per %d", rnd.IntN(100))
			return tx.PutPerson(p, p.ID)
		}),
		"Maja has other hours": write(func(tx *store.Tx) error {
			p, err := tx.Person(maja)
			if err != nil {
				return err
			}
			p.Hours, p.Language = []string{"mandag-fredag 8-16", "tirsdag 10-12"}[rnd.IntN(2)], []string{"da", "en"}[rnd.IntN(2)]
			return tx.PutPerson(p, store.Installation)
		}),
		"Vibeke has left": write(func(tx *store.Tx) error {
			return tx.EndRelation(planOf("peter"), demo.PersonID("vibeke"), access.RelationProfessional, w.Clock.Now())
		}),
		"Vibeke is back": write(func(tx *store.Tx) error {
			return tx.PutRelation(planOf("peter"), demo.PersonID("vibeke"), access.Relation{Kind: access.RelationProfessional, From: w.Clock.Now(), To: w.Clock.Now().Add(time.Hour)})
		}),
		"other thresholds": func() {
			sets := attention.Sets{}
			if n := rnd.IntN(3); n > 0 {
				sets.Municipality = []attention.Dated{{From: domain.Date(day(3)), Rules: map[attention.Rule]attention.Steps{attention.Silence: {Amber: &n}}}}
			}
			if err := w.App.LoadThresholds(w.t.Context(), sets); err != nil {
				w.t.Fatal(err)
			}
		},
		"Maja calls": func() {
			put("maja", path("peter", "contact-attempts", newID()), map[string]any{"how": "phone", "reached": true, "at": w.Clock.Now().Format(time.RFC3339)})()
		},
		"Sofie asks to meet": func() {
			put("sofie", path("sofie", "requests", newID()), map[string]any{"when": "today", "words": "Kan jeg komme?"})()
		},
	}
	for name, s := range w.steps() {
		out[name] = func() {
			at, body := s.path, s.body(rnd)
			if at == "" {
				at = path("peter", "steps", newID())
			}
			if s.who == "peter" {
				delete(body, "why")
			}
			var headers []string
			if r := ask(s.who, "GET", path("peter"), nil); r.Status == 200 && !s.fresh {
				headers = []string{"If-Match", r.Header.Get("ETag")}
			}
			ask(s.who, "PUT", at, body, headers...)
		}
	}
	return out
}

// passes lets time go on: mostly a little, over what begins and ends at the half hours, and over
// nights; a step back is what a wrong clock does when it is set right.
func (w *world) passes(rnd *rand.Rand) {
	now := w.Clock.Now()
	half := now.Truncate(30 * time.Minute).Add(30 * time.Minute)
	to := []time.Time{now.Add(time.Millisecond), now.Add(time.Minute), half.Add(-time.Millisecond), half, half.Add(time.Hour), now.Add(7 * time.Hour),
		domain.DateOf(now).AddDays(1).Start().Add(-time.Millisecond), domain.DateOf(now).AddDays(1).Start(), now.Add(50 * time.Hour), now.Add(-time.Second)}[rnd.IntN(10)]
	w.Clock.Set(to)
	if to.Sub(now) > 5*time.Minute {
		clear(w.clients) // a session does not last so long unused
	}
}

// A desk that shows old news is a forgotten citizen: whatever happens, whichever process it
// happens in, and however time passes, each process tells each of the staff exactly what one
// tells that has just started and remembers nothing.
func TestADeskIsWhatItWouldBeAnew(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		other := w.instance(database)
		rnd := rand.New(rand.NewPCG(20261124, map[bool]uint64{false: 23, true: 24}[store.IsPostgres(database)]))
		ask := func(who, method, path string, body map[string]any, headers ...string) testkit.Response {
			t.Helper()
			phone := w.as(who)
			if rnd.IntN(2) == 0 {
				phone = onInstance(t, other, phone)
			}
			var doc any
			if body != nil {
				doc = body
			}
			r := phone.Do(method, path, doc, headers...)
			if r.Status >= 500 {
				t.Fatalf("%s %s: %d %s", who, path, r.Status, r.Body)
			}
			return r
		}
		all := w.happenings(rnd, ask)
		names := slices.Sorted(maps.Keys(all))
		rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		was, moved := map[domain.ID]string{}, 0
		same := func(what string) {
			t.Helper()
			for _, s := range w.Cases.Staff {
				if s.Person.Role == domain.RoleTeamLead {
					continue
				}
				anew := w.desk(app.New(app.Options{Store: w.Store, Clock: w.Clock, Log: testkit.Quiet()}), s.Person)
				for i, a := range []*app.App{w.App, other.App, w.App} {
					if got := w.desk(a, s.Person); got != anew {
						t.Fatalf("%s at %s: the desk of %s in process %d\n%s\nis not what it would be anew\n%s", what, w.Clock.Now(), s.Person.Name, i%2, got, anew)
					}
				}
				if was[s.Person.ID] != anew {
					was[s.Person.ID] = anew
					moved++
				}
			}
		}
		for _, what := range names {
			if rnd.IntN(3) > 0 {
				w.passes(rnd)
				same("time passes")
			}
			all[what]()
			same(what)
		}
		if moved < 80 {
			t.Errorf("only %d desks moved", moved)
		}
	})
}
