package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// told is what the tests ask to tell; "Peter" is in it where it may be.
func told(changes ...map[string]any) map[string]any {
	out := map[string]any{"heading": "Fra sofaen til fem timer", "text": "Først var det en time om ugen. Nu møder jeg hver dag.", "uses": []string{"colleagues", "website"}, "until": "2027-05-01"}
	for _, change := range changes {
		for k, v := range change {
			if out[k] = v; v == nil {
				delete(out, k)
			}
		}
	}
	return out
}

// storied puts a story on Peter's plan that he said yes to, and gives its id.
func (w *world) storied() string {
	w.t.Helper()
	id := newID()
	for range 2 { // without a key, what it is about is enough
		w.put("maja", path("peter", "stories", id), told(nil))
	}
	for range 2 {
		w.put("peter", path("peter", "stories", id, "answer"), told(map[string]any{"version": 1, "yes": true}))
	}
	w.story = id
	return id
}

// triesOfStory are the tries on a story of Peter's to which he has said yes.
func (w *world) triesOfStory(op string, a actor, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	theirs := func(rest ...string) string { return elsewhere(append([]string{"stories", w.story}, rest...)...) }
	is := func(who string, yes verdict) verdict {
		if a.name == who {
			return yes
		}
		return forbidden
	}
	answer := told(map[string]any{"version": 1, "yes": true})
	switch op {
	case "askStory":
		id := newID()
		return []try{{what: "a new one", method: "PUT", path: plan("stories", id), body: told(nil), want: on(is("maja", done)), twin: twinFor(a, elsewhere("stories", id))},
			{what: "of another", method: "PUT", path: elsewhere("stories", id), body: told(nil), want: on(unknown)},
			{what: "the same again", method: "PUT", path: plan("stories/" + w.story), body: told(map[string]any{"version": 1}), want: on(is("maja", done)), twin: twinFor(a, theirs())}}
	case "answerStory":
		return []try{{what: "his own", method: "PUT", path: plan("stories", w.story, "answer"), body: answer, want: on(done), twin: twinFor(a, theirs("answer"))},
			{what: "that is not there", method: "PUT", path: plan("stories", newID(), "answer"), body: answer, want: on(unknown)}}
	case "withdrawStory":
		return []try{{what: "that is not there", method: "PUT", path: plan("stories", newID(), "withdrawn"), body: map[string]any{}, want: on(unknown), twin: twinFor(a, theirs("withdrawn"))}}
	case "exportStory":
		body := map[string]any{"format": "text"}
		return []try{{what: "to tell it", method: "PUT", path: plan("stories", w.story, "exports", newID()), body: body, want: on(is("maja", done)), twin: twinFor(a, theirs("exports", newID()))},
			{what: "that is not there", method: "PUT", path: plan("stories", newID(), "exports", newID()), body: body, want: on(unknown)}}
	case "endStoryExport":
		return []try{{what: "of nothing", method: "PUT", path: "/me/stories-over/" + newID(), body: map[string]any{}, want: on(done)}}
	}
	return []try{{method: "GET", path: "/me/stories-over", want: on(done)}}
}

// over gives what somebody is to take down.
func (w *world) over(who string) []app.StoryOver {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/stories-over", nil)
	var out app.StoriesOver
	if err := json.Unmarshal(r.Body, &out); err != nil || r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	return out.Stories
}

// fetch takes a story out of the house.
func (w *world) takeStory(who, story, export, format string) testkit.Response {
	w.t.Helper()
	return w.as(who).Do("PUT", path("peter", "stories", story, "exports", export), map[string]any{"format": format})
}

func (w *world) storyOf(who, id string) map[string]any {
	w.t.Helper()
	return item(w.plan(who, "peter"), "stories", id)
}

// Maja asks, Peter writes it otherwise, narrows it and says yes; only then she gets it, in his words,
// and he sees that she did. Nobody else on the plan knows of it.
func TestAStoryIsToldAsTheCitizenSays(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		id, at := newID(), ""
		at = path("peter", "stories", id)
		key := []string{"Idempotency-Key", newID()}
		first := w.put("maja", at, told(nil), key...)
		if again := w.put("maja", at, told(nil), key...); again["rev"] != first["rev"] {
			t.Errorf("sent twice: %v, %v", first, again)
		}
		if n := w.notified("peter", domain.NotifyStoryAsked); n != 1 {
			t.Errorf("Peter is asked %d times", n)
		}
		checkProblem(t, "another one while it waits", w.as("maja").Do("PUT", path("peter", "stories", newID()), told(nil)), 409, domain.CodeStoryWaits)
		checkProblem(t, "before he answers", w.takeStory("maja", id, newID(), "text"), 409, domain.CodeStoryNoYes)
		for _, who := range []string{"lone", "vibeke", "anette", "kalle"} {
			if r := w.as(who).Do("GET", path("peter"), nil); strings.Contains(string(r.Body), "sofaen") {
				t.Errorf("%s sees it: %s", who, r.Body)
			}
		}

		// Maja writes it otherwise while Peter reads: he is told, and reads again.
		w.put("maja", at, told(map[string]any{"version": 1, "text": "Først var det en time om ugen. Nu er det fem."}))
		checkProblem(t, "she saw an older one", w.as("maja").Do("PUT", at, told(map[string]any{"version": 1, "text": "x"})), 409, domain.CodeStoryChanged)
		answer := func(change map[string]any) map[string]any {
			return told(map[string]any{"version": 2, "yes": true, "text": "Først turde jeg ikke. Nu er det fem timer."}, change)
		}
		checkProblem(t, "to what is not there any more", w.as("peter").Do("PUT", at+"/answer", answer(map[string]any{"version": 1})), 409, domain.CodeStoryChanged)
		for what, wider := range map[string]map[string]any{"uses": {"uses": []string{"press"}}, "until": {"until": "2027-05-02"}, "first_name": {"first_name": true}} {
			w.unchanged("wider "+what, func() {
				r := w.as("peter").Do("PUT", at+"/answer", answer(wider))
				checkProblem(t, "wider "+what, r, 422, domain.CodeInvalid)
				if !strings.Contains(string(r.Body), what) {
					t.Errorf("%s: %s", what, r.Body)
				}
			})
		}
		yes := answer(map[string]any{"uses": []string{"colleagues"}, "until": "2027-03-01"})
		key = []string{"Idempotency-Key", newID()}
		w.put("peter", at+"/answer", yes, key...)
		w.put("peter", at+"/answer", yes, key...)
		s := w.storyOf("maja", id)
		if s["status"] != "agreed" || s["version"] != 3.0 || s["text"] != yes["text"] || s["until"] != "2027-03-01" {
			t.Errorf("Maja sees %v", s)
		}
		k := item(w.plan("peter", "peter"), "consents", s["consent"].(string))
		if k["kind"] != "tell_story" || k["text"] != yes["heading"].(string)+"\n\n"+yes["text"].(string) || k["given_by"] != string(demo.PersonID("peter")) || k["expires"] != "2027-03-01" || k["status"] != "active" {
			t.Errorf("the consent is %v", k)
		}
		if n := w.notified("maja", domain.NotifyStaffStory); n != 1 {
			t.Errorf("Maja is told %d times", n)
		}

		// Fetched, twice with the same id: it is the same file, and one receipt that Peter sees.
		export := newID()
		for range 2 {
			r := w.takeStory("maja", id, export, "text")
			for _, want := range []string{"Fra sofaen til fem timer", "Først turde jeg ikke. Nu er det fem timer.", "Fortalt uden navn.", "Må fortælles: blandt kolleger.", "Det gælder til 1. marts 2027.", export} {
				if r.Status != 200 || !strings.Contains(string(r.Body), want) || r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
					t.Fatalf("%d %s %s", r.Status, r.Header.Get("Content-Type"), r.Body)
				}
			}
			if strings.Contains(string(r.Body), "Peter") || strings.Contains(r.Header.Get("Content-Disposition"), "eter") {
				t.Errorf("it names him: %s", r.Body)
			}
		}
		r := w.takeStory("maja", id, newID(), "pdf")
		if _, words := onPaper(t, r.Body); !strings.Contains(words, "Nu er det fem timer") || !strings.Contains(words, "1. marts 2027") || !strings.Contains(words, "blandt kolleger") {
			t.Errorf("on paper: %s", words)
		}
		exports := w.storyOf("peter", id)["exports"].([]any)
		if len(exports) != 2 || exports[0].(map[string]any)["by"] != string(demo.PersonID("maja")) {
			t.Errorf("Peter sees that it was fetched: %v", exports)
		}
		if history := string(w.as("peter").Do("GET", path("peter", "history"), nil).Body); strings.Count(history, "Maja hentede historien »Fra sofaen til fem timer«.") != 2 {
			t.Errorf("in his history: %s", history)
		}
		checkProblem(t, "in another form", w.takeStory("maja", id, newID(), "docx"), 422, domain.CodeInvalid)
		checkProblem(t, "the id of another", w.takeStory("maja", id, "x y", "pdf"), 404, domain.CodeNotFound)

		// Changed after the yes, by either: what was fetched is told no more, and she needs a new yes.
		if left := w.over("maja"); len(left) != 0 {
			t.Errorf("too early: %+v", left)
		}
		w.put("peter", at+"/answer", answer(map[string]any{"version": 3, "uses": []string{"colleagues"}, "until": "2027-03-01", "text": "Nu er det seks timer."}))
		if left := w.over("maja"); len(left) != 2 || left[0].Why != app.OverChanged || left[0].Plan != planOf("peter") {
			t.Errorf("after Peter's change: %+v", left)
		}
		checkProblem(t, "the file of before", w.takeStory("maja", id, export, "text"), 409, domain.CodeStoryNoYes)
		if r := w.takeStory("maja", id, newID(), "text"); !strings.Contains(string(r.Body), "seks timer") {
			t.Errorf("anew: %d %s", r.Status, r.Body)
		}
		w.put("maja", at, told(map[string]any{"version": 4, "text": "Nu er det syv timer."}))
		checkProblem(t, "after her own change", w.takeStory("maja", id, newID(), "text"), 409, domain.CodeStoryNoYes)
		if s := w.storyOf("peter", id); s["status"] != "asked" || len(w.over("maja")) != 3 {
			t.Errorf("Peter is asked %v, Maja has %+v", s, w.over("maja"))
		}
		for _, k := range w.plan("peter", "peter")["consents"].([]any) {
			if k := k.(map[string]any); k["kind"] == "tell_story" && k["status"] == "active" {
				t.Errorf("a consent stands: %v", k)
			}
		}
	})
}

// At the first instant of the day that it was given for, it is over: the clock alone ends it.
func TestAStoryEndsByTheClock(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		id, export := w.storied(), newID()
		if r := w.takeStory("maja", id, export, "text"); r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		w.at("2027-04-30 23:59:59")
		if r := w.takeStory("maja", id, newID(), "text"); r.Status != 200 || len(w.over("maja")) != 0 {
			t.Errorf("on the last evening: %d, %+v", r.Status, w.over("maja"))
		}
		w.at("2027-05-01 00:00:00")
		checkProblem(t, "when it is over", w.takeStory("maja", id, newID(), "text"), 409, domain.CodeStoryNoYes)
		left := w.over("maja")
		if len(left) != 2 || left[0].Export != domain.ID(export) || left[0].Why != app.OverExpired || left[0].Heading == "" {
			t.Fatalf("%+v", left)
		}
		w.put("maja", "/me/stories-over/"+export, map[string]any{})
		w.put("maja", "/me/stories-over/"+export, map[string]any{})
		if left = w.over("maja"); len(left) != 1 {
			t.Errorf("%+v", left)
		}
		down := w.storyOf("peter", id)["exports"].([]any)[0].(map[string]any)
		if down["down_at"] != "2027-04-30T22:00:00Z" {
			t.Errorf("Peter sees %v", down)
		}
		// It can be asked for again, for another year.
		w.put("maja", path("peter", "stories", id), told(map[string]any{"version": 1, "until": "2028-05-01"}))
		w.put("peter", path("peter", "stories", id, "answer"), told(map[string]any{"version": 2, "yes": true, "until": "2028-05-01"}))
		if r := w.takeStory("maja", id, newID(), "text"); r.Status != 200 {
			t.Errorf("after a new yes: %d %s", r.Status, r.Body)
		}
	})
}

// Taken back: at once nobody gets it, and who fetched it has it before her until she took it down,
// though the citizen has another consultant by then and she may not open the plan.
func TestAStoryTakenBack(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		id, export := w.storied(), newID()
		w.takeStory("maja", id, export, "pdf")
		w.openWindow()
		if w.storyOf("jonas", id) == nil {
			t.Error("the deputy does not see it")
		}
		checkProblem(t, "the deputy", w.takeStory("jonas", id, newID(), "pdf"), 403, domain.CodeForbidden)
		w.handOver("2026-12-07")
		w.at("2026-12-08 09:00:00")
		if r := w.takeStory("maja", id, newID(), "pdf"); r.Status != 404 {
			t.Errorf("the former consultant: %d", r.Status)
		}
		// The new one has it.
		if s := w.storyOf("tobias", id); s == nil || s["status"] != "agreed" {
			t.Errorf("Tobias sees %v", s)
		}
		if r := w.takeStory("tobias", id, newID(), "pdf"); r.Status != 200 {
			t.Errorf("Tobias: %d %s", r.Status, r.Body)
		}
		back := path("peter", "stories", id, "withdrawn")
		w.put("peter", back, map[string]any{})
		w.put("peter", back, map[string]any{})
		checkProblem(t, "Tobias afterwards", w.takeStory("tobias", id, newID(), "pdf"), 409, domain.CodeStoryNoYes)
		for _, who := range []string{"maja", "tobias"} {
			if n := w.notified(who, domain.NotifyStoryIsOver); n != 1 {
				t.Errorf("%s is woken %d times", who, n)
			}
		}
		maja, tobias := w.over("maja"), w.over("tobias")
		if len(maja) != 1 || maja[0].Plan != "" || maja[0].Heading != "Fra sofaen til fem timer" || maja[0].Why != app.OverWithdrawn {
			t.Errorf("Maja: %+v", maja)
		}
		if len(tobias) != 1 || tobias[0].Plan != planOf("peter") {
			t.Errorf("Tobias: %+v", tobias)
		}
		// Another consultant, and the deputy, have no say: it is as if it were not there.
		w.unchanged("another ends it", func() {
			for _, who := range []string{"ingrid", "jonas"} {
				w.put(who, "/me/stories-over/"+export, map[string]any{})
			}
		})
		w.put("maja", "/me/stories-over/"+export, map[string]any{})
		if len(w.over("maja")) != 0 {
			t.Error("Maja's is left")
		}
		w.put("tobias", "/me/stories-over/"+string(tobias[0].Export), map[string]any{})
		for _, e := range w.storyOf("peter", id)["exports"].([]any) {
			if e.(map[string]any)["down_at"] != "2026-12-08T08:00:00Z" {
				t.Errorf("Peter sees %v", e)
			}
		}
		checkProblem(t, "a yes to what he took back", w.as("peter").Do("PUT", path("peter", "stories", id, "answer"), told(map[string]any{"version": 1, "yes": true})), 409, domain.CodeStoryClosed)
		checkProblem(t, "changed after that", w.as("tobias").Do("PUT", path("peter", "stories", id), told(map[string]any{"version": 1, "text": "x"})), 409, domain.CodeStoryClosed)
	})
}

// Taken back among her other consents it is the same as taken back there, and another story's yes stands.
func TestAStoryTakenBackAmongTheConsents(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	other := w.storied()
	id := w.storied()
	w.takeStory("maja", id, newID(), "text")
	w.put("peter", path("peter", "consents", w.storyOf("peter", id)["consent"].(string), "withdrawn"), map[string]any{})
	checkProblem(t, "fetched", w.takeStory("maja", id, newID(), "text"), 409, domain.CodeStoryNoYes)
	if s := w.storyOf("maja", id); s["status"] != "withdrawn" || len(w.over("maja")) != 1 || w.notified("maja", domain.NotifyStoryIsOver) != 1 {
		t.Errorf("%v, %+v", s, w.over("maja"))
	}
	if r := w.takeStory("maja", other, newID(), "text"); r.Status != 200 {
		t.Errorf("the other one: %d %s", r.Status, r.Body)
	}
}

// A no needs no reason, and the same consultant does not ask again for 90 days.
func TestANoToAStoryRests(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		id := newID()
		w.put("maja", path("peter", "stories", id), told(nil))
		no, key := map[string]any{"version": 1, "yes": false}, newID()
		w.put("peter", path("peter", "stories", id, "answer"), no, "Idempotency-Key", key)
		w.put("peter", path("peter", "stories", id, "answer"), no, "Idempotency-Key", key)
		checkProblem(t, "fetched", w.takeStory("maja", id, newID(), "pdf"), 409, domain.CodeStoryNoYes)
		checkProblem(t, "taken back", w.as("peter").Do("PUT", path("peter", "stories", id, "withdrawn"), map[string]any{}), 422, domain.CodeNothingToAnswer)
		ask := func(who string) testkit.Response {
			return w.as(who).Do("PUT", path("peter", "stories", newID()), told(nil))
		}
		checkProblem(t, "at once", ask("maja"), 409, domain.CodeStoryRests)
		w.at("2027-02-10 09:00:00")
		checkProblem(t, "after a while", ask("maja"), 409, domain.CodeStoryRests)
		// Another consultant has not asked.
		w.handOver("2027-02-12")
		w.at("2027-02-12 09:00:00")
		if r := ask("tobias"); r.Status != 200 {
			t.Errorf("Tobias asks: %d %s", r.Status, r.Body)
		}
	})
}

// After 90 days she may.
func TestANoRestsForNinetyDays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	id := newID()
	w.put("maja", path("peter", "stories", id), told(nil))
	w.put("peter", path("peter", "stories", id, "answer"), map[string]any{"version": 1, "yes": false})
	over := w.Clock.Now().AddDate(0, 0, 90)
	w.Clock.Set(over.Add(-time.Second))
	clear(w.clients)
	checkProblem(t, "a second before", w.as("maja").Do("PUT", path("peter", "stories", newID()), told(nil)), 409, domain.CodeStoryRests)
	w.Clock.Set(over)
	w.put("maja", path("peter", "stories", newID()), told(nil))
}

// Nobody else on the plan, no place, no number and no diagnosis: the word is shown, and nothing is
// kept. Her own first name stands where she is told with it, and no other name of hers.
func TestWhatAStoryMayNotSay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at := path("peter", "stories", newID())
	for said, word := range map[string]string{
		"Min søster Anette hjalp mig.": "Anette", "Vibeke troede på mig.": "Vibeke", "Majas idé var god.": "Majas", "Peter kan det hele.": "Peter",
		"Ring på 20 30 40 50.": "20 30 40 50", "Skriv til p@example.dk.": "p@example.dk.",
	} {
		w.unchanged(said, func() {
			r := w.as("maja").Do("PUT", at, told(map[string]any{"text": said}))
			checkProblem(t, said, r, 422, domain.CodeNotAnonymous)
			if !strings.Contains(string(r.Body), "»"+word+"«") {
				t.Errorf("%s: %s", said, r.Body)
			}
		})
	}
	checkProblem(t, "in the heading", w.as("maja").Do("PUT", at, told(map[string]any{"heading": "Anettes bror"})), 422, domain.CodeNotAnonymous)
	checkProblem(t, "a diagnosis", w.as("maja").Do("PUT", at, told(map[string]any{"text": "Med F32.1 er det svært."})), 422, domain.CodeInvalid)
	checkProblem(t, "his other name", w.as("maja").Do("PUT", at, told(map[string]any{"text": "Peter Prøvesen kan.", "first_name": true})), 422, domain.CodeNotAnonymous)
	for what, wrong := range map[string]map[string]any{"no text": {"text": nil}, "nowhere": {"uses": nil}, "somewhere else": {"uses": []string{"tv"}}, "too long": {"until": "2027-11-25"}, "in the past": {"until": "2026-11-24"}, "too many words": {"text": strings.Repeat("a", 3001)}} {
		checkProblem(t, what, w.as("maja").Do("PUT", at, told(wrong)), 422, domain.CodeInvalid)
	}
	w.put("maja", at, told(map[string]any{"text": "Peter kan det hele.", "first_name": true}))
	// He goes without his name: then it may not stand there.
	no := told(map[string]any{"version": 1, "yes": true, "text": "Peter kan det hele."})
	checkProblem(t, "his name, without it", w.as("peter").Do("PUT", at+"/answer", no), 422, domain.CodeNotAnonymous)
	w.put("peter", at+"/answer", told(map[string]any{"version": 1, "yes": true, "text": "Peter kan det hele.", "first_name": true}))
	export := newID()
	if r := w.takeStory("maja", strings.TrimPrefix(at, path("peter", "stories")+"/"), export, "text"); !strings.Contains(string(r.Body), "Fortalt med fornavnet Peter.") {
		t.Errorf("%d %s", r.Status, r.Body)
	}
}

// Erased is erased here; what stands elsewhere is still to be taken down, by who put it there.
func TestAStoryOfOneWhoWasErased(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		id, export := w.storied(), newID()
		w.takeStory("maja", id, export, "text")
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.ErasePerson(demo.PersonID("peter"))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if r := w.takeStory("maja", id, export, "text"); r.Status < 400 || strings.Contains(string(r.Body), "sofaen") {
			t.Errorf("fetched again: %d %s", r.Status, r.Body)
		}
		left := w.over("maja")
		if len(left) != 1 || left[0].Why != app.OverErased || left[0].Heading != "" {
			t.Fatalf("%+v", left)
		}
		w.put("tobias", "/me/stories-over/"+export, map[string]any{})
		if len(w.over("maja")) != 1 {
			t.Error("another ended it")
		}
		w.put("maja", "/me/stories-over/"+export, map[string]any{})
		if len(w.over("maja")) != 0 {
			t.Error("it is left")
		}
	})
}
