package api_test

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// triesOfAssessment are the tries where there is no assessment; who sees and does what where there
// is one is in TestWhoDoesWhatInAnAssessment.
func triesOfAssessment(op string, a actor, on func(verdict) verdict, elsewhere func(...string) string) []try {
	if op == "getAssessmentTeam" {
		return []try{{method: "GET", path: "/assessment-team", want: on(done)}}
	}
	if op == "bookAssessment" {
		want, twin := forbidden, elsewhere("assessments", newID())
		if a.relation == access.RelationConsultant || a.relation == access.RelationDeputy {
			want, twin = verdict{422, domain.CodeInvalid}, ""
		}
		cook := map[string]any{"why": "w", "talks": []any{map[string]any{"profession": "kok", "meeting": map[string]any{"id": newID(), "form": "phone", "start": "2026-12-02T10:00:00+01:00", "end": "2026-12-02T10:30:00+01:00"}}}}
		return []try{{what: "with a cook", method: "PUT", path: path("peter", "assessments", newID()), body: cook, want: on(want), twin: twin}}
	}
	at := map[string][]string{"moveAssessment": {"times"}, "dropAssessment": {"stopped"}, "putNote": {"notes", newID()}, "shareNotes": {"sharing"}, "putConference": {"conference"}, "makeDraft": {"draft"}}
	body := map[string]map[string]any{"moveAssessment": {"why": "w", "times": []any{map[string]any{"id": newID(), "start": "2026-12-02T10:00:00+01:00", "end": "2026-12-02T10:30:00+01:00"}}},
		"dropAssessment": {"why": "w"}, "putNote": {"limits": "x"}, "answerNote": {"answer": "fits"}, "shareNotes": {"share": true}, "putConference": {}, "makeDraft": {"why": "w"}}[op]
	parts := append([]string{"assessments", newID()}, at[op]...)
	if op == "answerNote" {
		parts = []string{"notes", newID(), "answer"}
	}
	return []try{{what: "of none", method: "PUT", path: path("peter", parts...), body: body, want: on(unknown), twin: twinFor(a, elsewhere(parts...))}}
}

// round is an assessment of a citizen: the nurse, the psychologist and one more, by turns.
type round struct {
	*world
	plan, id string
	// talks are the meetings, by who holds each.
	talks map[string]string
	order []string
}

// teamOf says what each of the demo's people is in the team.
var teamOf = map[string]string{"sanne": "sygeplejerske", "palle": "psykolog", "frida": "fysio_ergo", "lone": "psykolog"}

func (w *world) round(plan string, who ...string) *round {
	r := &round{w, plan, newID(), map[string]string{}, who}
	for _, name := range who {
		r.talks[name] = newID()
	}
	return r
}

// booking is its talks one after another on 2 December, from ten, with ten minutes between.
func (r *round) booking(change func(talks []any)) map[string]any {
	start := time.Date(2026, 12, 2, 9, 0, 0, 0, time.UTC)
	talks := []any{}
	for i, who := range r.order {
		from := start.Add(time.Duration(i) * 40 * time.Minute)
		talks = append(talks, map[string]any{"profession": teamOf[who], "meeting": map[string]any{"id": r.talks[who], "form": "in_person", "place": map[string]any{"name": "Sundhedshuset"},
			"with": []any{string(demo.PersonID(who))}, "start": from.Format(time.RFC3339), "end": from.Add(30 * time.Minute).Format(time.RFC3339)}})
	}
	if change != nil {
		change(talks)
	}
	return map[string]any{"talks": talks, "why": "Vi vil vide, hvad der kan hjælpe dig."}
}

func (r *round) book() {
	r.t.Helper()
	r.put("maja", r.at(), r.booking(nil))
}

func (r *round) at(parts ...string) string {
	return strings.Join(append([]string{r.plan, "assessments", r.id}, parts...), "/")
}

func (r *round) note(who string) string {
	return string(domain.NoteID(domain.ID(r.id), domain.ID(r.talks[who]), demo.PersonID(who)))
}

// after is when all talks are over.
func (r *round) after() { r.Clock.Set(time.Date(2026, 12, 2, 14, 0, 0, 0, time.UTC)) }

// day sets the clock; over days everybody's session runs out, and is begun anew.
func (w *world) day(at string) {
	w.t.Helper()
	w.Clock.Set(clock(w.t, at))
	w.clients = map[string]*testkit.Client{}
}

// words is a whole note.
func words(who string) map[string]any {
	return map[string]any{"limits": "Kan stå i ti minutter. " + who, "means": "Kan ikke stå ved en disk.", "could": "Et sted at sidde.", "codes": []any{"traening"}, "plain": "Det er svært for dig at stå op længe. En stol kan hjælpe."}
}

func ready(note map[string]any) map[string]any {
	note["ready"] = true
	return note
}

func (r *round) get(who string) map[string]any {
	r.t.Helper()
	return r.as(who).Do("GET", r.plan, nil).JSON(r.t)
}

// Three talks are booked as a set or not at all, with the words that the municipality has for each;
// of two that are booked at the same time one is. On both databases.
func TestAnAssessmentIsBookedAsASet(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		r := w.round(path("peter"), "sanne", "palle", "frida")
		meeting := func(talks []any, i int) map[string]any {
			return talks[i].(map[string]any)["meeting"].(map[string]any)
		}
		w.unchanged("a booking with a fault", func() {
			for what, c := range map[string]struct {
				change func([]any)
				field  string
			}{
				"at the same time":     {func(talks []any) { meeting(talks, 1)["start"] = meeting(talks, 0)["start"] }, "meetings.1.start"},
				"no break":             {func(talks []any) { meeting(talks, 2)["start"] = meeting(talks, 1)["end"] }, "meetings.2.start"},
				"ends before it began": {func(talks []any) { meeting(talks, 2)["end"] = "2026-12-02T10:00:00Z" }, "meetings.2.end"},
				"on another day": {func(talks []any) {
					meeting(talks, 2)["start"], meeting(talks, 2)["end"] = "2026-12-03T10:00:00Z", "2026-12-03T10:30:00Z"
				}, "meetings.2.start"},
				"with nobody":   {func(talks []any) { delete(meeting(talks, 0), "with") }, "meetings.0.with"},
				"with a cook":   {func(talks []any) { talks[1].(map[string]any)["profession"] = "kok" }, "meetings.1.profession"},
				"in the past":   {func(talks []any) { meeting(talks, 0)["start"] = "2026-11-02T10:00:00Z" }, "meetings.0.start"},
				"a place twice": {func(talks []any) { meeting(talks, 1)["id"] = meeting(talks, 0)["id"] }, ""},
			} {
				got := w.as("maja").Do("PUT", r.at(), r.booking(c.change))
				if got.Status != 422 || !strings.Contains(string(got.Body), `"`+c.field) {
					t.Errorf("%s: %d %s", what, got.Status, got.Body)
				}
			}
			checkProblem(t, "without why", w.as("maja").Do("PUT", r.at(), map[string]any{"talks": r.booking(nil)["talks"]}), 422, domain.CodeNeedsWhy)
		})

		second := w.round(path("peter"), "sanne", "palle", "frida")
		var both sync.WaitGroup
		answers := make([]testkit.Response, 2)
		maja := w.as("maja")
		for i, x := range []*round{r, second} {
			both.Go(func() { answers[i] = maja.Do("PUT", x.at(), x.booking(nil)) })
		}
		both.Wait()
		if answers[0].Status != 200 {
			r, answers[0], answers[1] = second, answers[1], answers[0]
		}
		checkProblem(t, "the other of two", answers[1], 409, domain.CodeAssessmentOpen)
		if again := w.as("maja").Do("PUT", r.at(), r.booking(nil)); again.Status != 200 || string(again.Body) != string(answers[0].Body) {
			t.Errorf("sent again: %d %s", again.Status, again.Body)
		}
		peter := w.plan("peter", "peter")
		it := item(peter, "assessments", r.id)
		talks := it["talks"].([]any)
		if it["status"] != "planned" || len(talks) != 3 || talks[0].(map[string]any)["title"] != "Sygeplejerske" || len(talks[0].(map[string]any)["prepare"].([]any)) == 0 {
			t.Errorf("%v", it)
		}
		if m := w.meeting("peter", "peter", r.talks["sanne"]); m["title"] != "Tal med en sygeplejerske" || !strings.HasPrefix(m["purpose"].(string), "I taler om") || m["series"] != r.id {
			t.Errorf("%v", m)
		}

		// Moved together or not at all.
		times := func(hour string, last string) map[string]any {
			return map[string]any{"why": "Palle er syg.", "times": []any{
				map[string]any{"id": r.talks["sanne"], "start": "2026-12-04T" + hour + ":00:00Z", "end": "2026-12-04T" + hour + ":30:00Z"},
				map[string]any{"id": r.talks["palle"], "start": "2026-12-04T" + hour + ":" + last + ":00Z", "end": "2026-12-04T13:30:00Z"},
			}}
		}
		w.unchanged("moving them on top of each other", func() {
			checkProblem(t, "moved", w.as("maja").Do("PUT", r.at("times"), times("12", "20")), 422, domain.CodeInvalid)
			foreign := map[string]any{"why": "w", "times": []any{map[string]any{"id": id("m15"), "start": "2026-12-04T12:00:00Z", "end": "2026-12-04T12:30:00Z"}}}
			checkProblem(t, "another meeting", w.as("maja").Do("PUT", r.at("times"), foreign), 422, domain.CodeInvalid)
		})
		w.put("maja", r.at("times"), times("12", "45"))
		if m := w.meeting("peter", "peter", r.talks["palle"]); m["start"] != "2026-12-04T12:45:00Z" || m["moved_from"] == nil {
			t.Errorf("%v", m)
		}

		// Called off together, by a reason that he reads.
		checkProblem(t, "without why", w.as("maja").Do("PUT", r.at("stopped"), map[string]any{}), 422, domain.CodeNeedsWhy)
		w.put("maja", r.at("stopped"), map[string]any{"why": "Du er på sygehuset."})
		w.put("maja", r.at("stopped"), map[string]any{"why": "Du er på sygehuset."})
		for who, meeting := range r.talks {
			if m := w.meeting("peter", "peter", meeting); m["status"] != "cancelled" {
				t.Errorf("%s: %v", who, m)
			}
		}
		if it := item(w.plan("peter", "peter"), "assessments", r.id); it["status"] != "dropped" || it["dropped"].(map[string]any)["why"] != "Du er på sygehuset." {
			t.Errorf("%v", it)
		}
		checkProblem(t, "moved after it", w.as("maja").Do("PUT", r.at("times"), times("12", "45")), 422, domain.CodeAssessmentClosed)
		w.round(path("peter"), "sanne").book() // another may be booked now
	})
}

// seesNote says who gets whose note once all are ready: before Peter has said that they may be
// shared, and after. By hand: it is the rule under test. Lone's department is under secrecy.
var seesNote = []struct {
	who            string
	before, shared string
}{
	{"peter", "sanne lone frida", "sanne lone frida"},
	{"maja", "sanne frida", "sanne lone frida"},
	{"jonas", "sanne frida", "sanne lone frida"},
	{"sanne", "sanne", "sanne frida"},
	{"lone", "lone", "sanne lone frida"},
	{"frida", "frida", "sanne frida"},
	{"vibeke", "", ""},
	{"palle", "", ""},
	{"anette", "", ""},
	{"kalle", "", ""},
}

// Each note is its author's until it is ready; then Peter reads it whole, and the others as far as
// he opens it and their departments' secrecy lets him. On both databases.
func TestWhoReadsANote(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		w.Clock.Set(clock(t, "2026-12-02T09:00:00+01:00"))
		r := w.round(path("peter"), "sanne", "lone", "frida")
		r.book()
		checkProblem(t, "before the talk", w.as("sanne").Do("PUT", r.at("notes", r.talks["sanne"]), words("x")), 422, domain.CodeTooEarly)
		r.after()
		w.openWindow()
		sees := func(who string) string {
			var out []string
			for _, author := range r.order {
				if item(r.get(who), "assessment_notes", r.note(author)) != nil {
					out = append(out, author)
				}
			}
			return strings.Join(out, " ")
		}
		for _, who := range r.order {
			w.put(who, r.at("notes", r.talks[who]), words(who))
		}
		for _, x := range seesNote {
			want := ""
			if slices.Contains(r.order, x.who) {
				want = x.who
			}
			if got := sees(x.who); got != want {
				t.Errorf("while they are written %s sees %q", x.who, got)
			}
		}
		checkProblem(t, "an unfinished note", w.as("frida").Do("PUT", r.at("notes", r.talks["frida"]), map[string]any{"limits": "Kun det her", "ready": true}), 422, domain.CodeInvalid)
		code := words("frida")
		code["limits"] = "Patienten har F32.1"
		refusal := w.as("frida").Do("PUT", r.at("notes", r.talks["frida"]), code)
		checkProblem(t, "a diagnosis", refusal, 422, domain.CodeInvalid, "F32.1")
		if !strings.Contains(string(refusal.Body), string(domain.CodeDiagnosis)) {
			t.Errorf("%s", refusal.Body)
		}
		for _, who := range r.order {
			w.put(who, r.at("notes", r.talks[who]), ready(words(who)))
		}
		all := func(when string, want func(i int) string) {
			t.Helper()
			for i, x := range seesNote {
				if got := sees(x.who); got != want(i) {
					t.Errorf("%s %s sees %q, want %q", when, x.who, got, want(i))
				}
			}
		}
		before := func(i int) string { return seesNote[i].before }
		all("ready,", before)
		// What one may not see is not even there: no id, no name, no word.
		if got := w.as("vibeke").Do("GET", r.plan, nil).Body; bytes.Contains(got, []byte(r.id)) || bytes.Contains(got, []byte("Svært")) {
			t.Error("Vibeke is told of the assessment")
		}
		if talks := item(r.get("sanne"), "assessments", r.id)["talks"].([]any); len(talks) != 1 || bytes.Contains(w.as("sanne").Do("GET", r.plan, nil).Body, []byte("Lone")) {
			t.Errorf("Sanne is told whom else he talks with: %v", talks)
		}

		behind := w.rev("frida", "peter")
		w.put("peter", r.at("sharing"), map[string]any{"share": true})
		all("shared,", func(i int) string { return seesNote[i].shared })
		if got := w.as("frida").Do("GET", r.plan+"/changes?since="+escape(strings.Trim(behind, `"`)), nil); got.Status != 200 || !strings.Contains(string(got.Body), r.note("sanne")) {
			t.Errorf("Frida's desk is not told: %d %s", got.Status, got.Body)
		}
		w.put("peter", r.at("sharing"), map[string]any{"share": false})
		all("taken back,", before)
		w.put("peter", r.at("sharing"), map[string]any{"share": true})
		w.day("2027-12-03T00:00:00+01:00")
		if got := sees("frida"); got != "frida" {
			t.Errorf("a consent that ran out opens %q to Frida", got)
		}
		if got := sees("maja"); got != "sanne frida" {
			t.Errorf("a consent that ran out opens %q to Maja", got)
		}
	})
}

// Peter answers each note, beside it and for all who read it; who left the team reads nothing any
// more, and nobody writes another's note. On both databases.
func TestWhoDoesWhatInAnAssessment(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		w.Clock.Set(clock(t, "2026-12-02T09:00:00+01:00"))
		r := w.round(path("peter"), "sanne", "palle", "frida")
		r.book()
		r.after()
		for _, who := range r.order {
			w.put(who, r.at("notes", r.talks[who]), ready(words(who)))
		}
		answer := path("peter", "notes", r.note("frida"), "answer")
		for who, want := range map[string]verdict{"nobody": unsigned, "sofie": unknown, "maja": forbidden, "frida": forbidden, "vibeke": forbidden, "anette": forbidden, "tobias": forbidden, "leder": forbidden} {
			if got := w.as(who).Do("PUT", answer, map[string]any{"answer": "fits"}); !want.holds(got) {
				t.Errorf("%s answers: %d %s", who, got.Status, got.Body)
			}
			if got := w.as(who).Do("PUT", r.at("sharing"), map[string]any{"share": true}); !want.holds(got) {
				t.Errorf("%s shares: %d %s", who, got.Status, got.Body)
			}
		}
		for _, op := range []struct {
			at   string
			body map[string]any
		}{{"stopped", map[string]any{"why": "w"}}, {"conference", map[string]any{}}, {"draft", map[string]any{"why": "w"}}} {
			for who, want := range map[string]verdict{"peter": forbidden, "sanne": forbidden, "vibeke": forbidden, "anette": forbidden, "tobias": unknown} {
				if got := w.as(who).Do("PUT", r.at(op.at), op.body); !want.holds(got) {
					t.Errorf("%s %s: %d %s", who, op.at, got.Status, got.Body)
				}
			}
		}
		for who, want := range map[string]verdict{"peter": forbidden, "sanne": unknown, "maja": forbidden, "vibeke": unknown, "lone": unknown} {
			if got := w.as(who).Do("PUT", r.at("notes", r.talks["frida"]), words(who)); !want.holds(got) {
				t.Errorf("%s writes Frida's note: %d %s", who, got.Status, got.Body)
			}
		}

		checkProblem(t, "no answer", w.as("peter").Do("PUT", answer, map[string]any{"answer": "maybe"}), 422, domain.CodeInvalid)
		w.settle()
		w.put("peter", answer, map[string]any{"answer": "not_quite", "words": "Kun om morgenen."})
		for _, who := range []string{"peter", "maja", "frida"} {
			said, _ := item(r.get(who), "assessment_notes", r.note("frida"))["answer"].(map[string]any)
			if said["words"] != "Kun om morgenen." {
				t.Errorf("%s reads %v", who, said)
			}
		}
		if !w.rung("frida", domain.NotifyStaffAnswer, domain.ID(r.note("frida"))) || !w.rung("maja", domain.NotifyStaffAnswer, domain.ID(r.note("frida"))) {
			t.Error("nobody is told that it does not fit")
		}
		better := words("frida")
		better["plain"] = "Det er svært om morgenen."
		w.put("frida", r.at("notes", r.talks["frida"]), better)
		if n := item(r.get("peter"), "assessment_notes", r.note("frida")); n["changed_at"] == nil || n["answer"] == nil || n["ready_at"] == nil || n["plain"] != "Det er svært om morgenen." {
			t.Errorf("put otherwise it is %v", n)
		}

		// Palle leaves the team: another holds his talk.
		w.put("peter", r.at("sharing"), map[string]any{"share": true})
		if item(r.get("palle"), "assessment_notes", r.note("sanne")) == nil {
			t.Error("Palle does not read what is shared")
		}
		w.put("maja", path("peter", "meetings", r.talks["palle"]), map[string]any{"with": []any{string(demo.PersonID("vibeke"))}, "why": "Palle er væk."}, "If-Match", w.rev("maja", "peter"))
		if got := r.get("palle"); item(got, "assessments", r.id) != nil || item(got, "assessment_notes", r.note("sanne")) != nil {
			t.Error("Palle still sees it")
		}
		if got := w.as("palle").Do("PUT", r.at("notes", r.talks["palle"]), words("palle")); got.Status != 404 {
			t.Errorf("Palle still writes: %d %s", got.Status, got.Body)
		}
	})
}

// What is put together is kept, is nobody's but the consultant's, and becomes the draft that the
// citizen is asked about; only her yes makes it the plan. On both databases.
func TestAConferenceMakesADraft(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		w.Clock.Set(clock(t, "2026-12-02T09:00:00+01:00"))
		d := newDraft(t, w)
		r := w.round(d.plan, "sanne", "palle")
		r.book()
		r.after()
		w.put("sanne", r.at("notes", r.talks["sanne"]), ready(words("sanne")))
		goal, first, next := newID(), newID(), newID()
		put := map[string]any{"goals": []any{map[string]any{"id": goal, "area": "work", "title": "Et job, hvor jeg kan sidde"}}, "words": "Det kom vi frem til.",
			"picks": []any{map[string]any{"id": first, "code": "traening", "title": "Træning", "responsible": string(demo.PersonID("frida")), "sequence": "first", "goals": []any{goal}},
				map[string]any{"id": next, "code": "mentor", "title": "Mentor", "responsible": string(demo.PersonID("maja")), "sequence": "after", "after": first}}}
		checkProblem(t, "with a note missing", w.as("maja").Do("PUT", r.at("conference"), put), 422, domain.CodeNotesMissing)
		put["without"] = "Palle er syg. Vi ringer til ham."
		w.put("maja", r.at("conference"), put)
		checkProblem(t, "over what is kept", w.as("maja").Do("PUT", r.at("conference"), put), 409, domain.CodeConferenceChanged)
		kept := item(r.get("maja"), "assessments", r.id)
		if k, _ := kept["conference"].(map[string]any); kept["status"] != "conference" || len(k["picks"].([]any)) != 2 {
			t.Fatalf("kept: %v", kept)
		}
		her := d.citizen.Do("GET", d.plan, nil).JSON(t)
		if it := item(her, "assessments", r.id); it["conference"] != nil || it["opened"].(map[string]any)["without"] != "Palle er syg. Vi ringer til ham." || item(her, "efforts", first) != nil {
			t.Errorf("she sees %v", it)
		}
		if it := item(r.get("sanne"), "assessments", r.id); it["conference"] != nil {
			t.Errorf("Sanne sees %v", it)
		}
		put["since"] = kept["conference"].(map[string]any)["saved_at"]
		for what, c := range map[string]struct {
			i     int
			field string
			value any
		}{"a code that is none": {0, "code", "kok"}, "an order that is none": {0, "sequence", "sometime"}, "after what comes later": {0, "after", next}, "a goal that is not there": {1, "goals", []any{newID()}}, "somebody from elsewhere": {1, "responsible", newID()}} {
			pick := put["picks"].([]any)[c.i].(map[string]any)
			was, had := pick[c.field]
			pick[c.field] = c.value
			checkProblem(t, what, w.as("maja").Do("PUT", r.at("conference"), put), 422, domain.CodeInvalid)
			if pick[c.field] = was; !had {
				delete(pick, c.field)
			}
		}
		checkProblem(t, "without why", w.as("maja").Do("PUT", r.at("draft"), map[string]any{}), 422, domain.CodeNeedsWhy)
		made := w.put("maja", r.at("draft"), map[string]any{"why": "Det kom vi frem til sammen."})
		her = d.citizen.Do("GET", d.plan, nil).JSON(t)
		if e := item(her, "efforts", next); e["after"] != first || e["status"] != "planned" || e["title"] != "Mentor" || e["department"] == "" {
			t.Errorf("what comes after is %v", e)
		}
		if e := item(her, "efforts", first); e["responsible"] != string(demo.PersonID("frida")) || e["goals"].([]any)[0] != goal {
			t.Errorf("what comes first is %v", e)
		}
		if d.head()["status"] != "draft" || item(her, "assessments", r.id)["status"] != "drafted" {
			t.Errorf("before her answer: %v", d.head())
		}
		if pc := d.change(made["plan_change"]); pc["what"] != "Udkastet til din plan er klar: 1 mål og 2 slags hjælp." {
			t.Errorf("she is asked %v", pc)
		}
		checkProblem(t, "made again", w.as("maja").Do("PUT", r.at("draft"), map[string]any{"why": "Igen"}), 422, domain.CodeAssessmentClosed)
		if got := d.answer(map[string]any{"proposal": made["plan_change"], "answer": "agree"}); got.Status != 200 {
			t.Fatalf("yes: %d %s", got.Status, got.Body)
		}
		if it := item(d.citizen.Do("GET", d.plan, nil).JSON(t), "assessments", r.id); d.head()["status"] != "active" || it["status"] != "completed" {
			t.Errorf("after her yes: %v %v", d.head(), it)
		}
	})
}

// An assessment that stands still is not forgotten: who is to write is told first, and then the
// consultant; the citizen reads who is to do it.
func TestANoteThatIsMissingIsToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.Clock.Set(clock(t, "2026-12-02T09:00:00+01:00"))
	r := w.round(path("peter"), "sanne", "palle")
	r.book()
	r.after()
	w.put("sanne", r.at("notes", r.talks["sanne"]), ready(words("sanne")))
	about := func(who, rule string) map[string]any {
		for _, x := range accepted(t, w.as(who).Do("GET", path("peter", "attention"), nil))["alerts"].([]any) {
			if a := x.(map[string]any); a["rule"] == rule {
				return a
			}
		}
		return nil
	}
	if a := about("palle", "note_missing"); a != nil {
		t.Errorf("on the day itself Palle is told %v", a)
	}
	w.day("2026-12-08T09:00:00+01:00")
	if a := about("palle", "note_missing"); a == nil || a["text"] != "Samtalen »Psykolog« onsdag 2. december kl. 10.40: Notatet mangler." {
		t.Errorf("Palle is told %v", a)
	}
	if a := about("peter", "note_missing"); a == nil || a["text"] != "Palle mangler at skrive, hvad I talte om. Palle har fået besked." {
		t.Errorf("Peter is told %v", a)
	}
	if about("maja", "note_missing") != nil || about("sanne", "note_missing") != nil {
		t.Error("others are told before it grows louder")
	}
	w.day("2026-12-10T12:00:00+01:00")
	if about("maja", "note_missing") == nil {
		t.Error("Maja is not told")
	}
	w.put("palle", r.at("notes", r.talks["palle"]), ready(words("palle")))
	if about("palle", "note_missing") != nil || about("maja", "note_missing") != nil {
		t.Error("it is told though it is written")
	}
	w.day("2026-12-18T09:00:00+01:00")
	if a := about("maja", "conference_missing"); a == nil {
		t.Error("the conference is forgotten")
	}
	if about("palle", "conference_missing") != nil {
		t.Error("Palle is told of what Maja is to do")
	}
}
