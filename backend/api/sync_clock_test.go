package api_test

import (
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// at is a world whose clock stands somewhere else than the anchor, with everyone signed
// in only then: staff's sessions do not last until a consent runs out.
func at(t *testing.T, now time.Time) *world {
	t.Helper()
	return newWorld(t, testkit.Options{Clock: testkit.NewClock(now)})
}

// isFull wants the changes since a rev to be the whole plan.
func (w *world) isFull(who, since string) map[string]any {
	w.t.Helper()
	c := w.as(who).Do("GET", path("peter", "changes?since="+since), nil).JSON(w.t)
	if c["full"] != true {
		w.t.Errorf("%s gets changes since %s piece by piece", who, since)
	}
	plan, _ := c["plan"].(map[string]any)
	return plan
}

// When the citizen's consent runs out, what it opened is gone the same second: the open
// desk is told, and its next pull is a whole plan without it.
func TestAConsentRunsOut(t *testing.T) {
	t.Parallel()
	ends := domain.Date("2027-04-14").Start()
	w := at(t, ends.Add(-time.Hour))
	before := w.revText("maja")
	if item(w.plan("maja", "peter"), "efforts", id("e2")) == nil {
		t.Fatal("Maja does not see the times she was let see")
	}
	stream := w.listen("maja", path("peter", "stream"), 1)
	w.Clock.Set(ends.Add(time.Second))
	got := stream.hears("rev")["rev"]
	if got != w.revText("maja") || got == before {
		t.Errorf("Maja hears of %v; she was at %s and is at %s", got, before, w.revText("maja"))
	}
	plan := w.isFull("maja", before)
	if item(plan, "efforts", id("e2")) != nil || item(plan, "meetings", id("m11b")) != nil {
		t.Error("Maja still sees the times")
	}
}

// Withdrawn, it ends at once.
func TestAConsentIsWithdrawn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	before, others := w.revText("maja"), w.revText("vibeke")
	stream := w.listen("maja", "/stream", 1)
	k2 := *w.stored(domain.KindConsent, "k2").(*domain.Consent)
	when := w.Clock.Now()
	k2.Status, k2.WithdrawnAt = "withdrawn", &when
	if err := w.App.ImportItem(t.Context(), planOf("peter"), demo.ID("peter", "k2"), &k2, demo.PersonID("peter")); err != nil {
		t.Fatal(err)
	}
	if got := stream.hears("rev")["rev"]; got != w.revText("maja") || got == before {
		t.Errorf("Maja hears of %v", got)
	}
	plan := w.isFull("maja", before)
	if item(plan, "efforts", id("e2")) != nil || item(plan, "meetings", id("m10b")) != nil {
		t.Error("Maja still sees the times")
	}
	if w.revText("vibeke") != others {
		t.Error("Vibeke learns that a consent was withdrawn")
	}
}

// A contact's time runs out: the open stream is told to look and ends, and there is no
// plan any more, as if there never was one.
func TestAContactsTimeRunsOut(t *testing.T) {
	t.Parallel()
	ends := domain.Date("2027-05-01").End()
	w := at(t, ends.Add(-time.Hour))
	mine, one := w.listen("kalle", "/stream", 1), w.listen("kalle", path("peter", "stream"), 1)
	tag := w.rev("kalle", "peter")
	w.Clock.Set(ends)
	w.as("kalle").Do("GET", "/me", nil) // his token is an hour old: let it be renewed first
	for _, l := range []*listener{mine, one} {
		if got := l.hears("rev"); got["rev"] != "" || got["plan"] != string(planOf("peter")) {
			t.Errorf("Kalle hears %v", got)
		}
	}
	if e := one.next(); e != (testkit.Event{}) {
		t.Errorf("the plan's own stream goes on with %+v", e)
	}
	gone := w.as("kalle").Do("GET", path("peter"), nil, "If-None-Match", tag)
	checkProblem(t, "the plan", gone, 404, domain.CodeNotFound)
	if diff := differ(gone, w.as("kalle").Do("GET", "/plans/"+newID(), nil, "If-None-Match", tag)); diff != "" {
		t.Errorf("it is not as if there never was one: %s", diff)
	}
	checkProblem(t, "its changes", w.as("kalle").Do("GET", path("peter", "changes?since="+tag[1:len(tag)-1]), nil), 404, domain.CodeNotFound)
	if me := w.as("kalle").Do("GET", "/me", nil).JSON(t); me["plans"] != nil {
		t.Errorf("he is told of %v", me["plans"])
	}
}

// A deputy's window opens and closes by the clock, while the desk is open.
func TestADeputysWindow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	from, to := w.Clock.Now().Add(time.Hour), w.Clock.Now().Add(3*time.Hour)
	if err := w.App.OpenDeputyWindow(t.Context(), planOf("peter"), demo.PersonID("jonas"), access.Relation{From: from, To: to}); err != nil {
		t.Fatal(err)
	}
	desk := w.listen("jonas", "/stream", 0)
	checkProblem(t, "before", w.as("jonas").Do("GET", path("peter"), nil), 404, domain.CodeNotFound)
	w.Clock.Set(from)
	if got := desk.hears("rev"); got["plan"] != string(planOf("peter")) || got["rev"] != w.revText("jonas") {
		t.Errorf("as it opens the desk hears %v", got)
	}
	tag := w.rev("jonas", "peter")
	one := w.listen("jonas", path("peter", "stream"), 1)
	w.Clock.Set(to)
	if got := desk.hears("rev"); got["rev"] != "" {
		t.Errorf("as it closes the desk hears %v", got)
	}
	if got := one.hears("rev"); got["rev"] != "" {
		t.Errorf("as it closes the plan's stream hears %v", got)
	}
	checkProblem(t, "after", w.as("jonas").Do("GET", path("peter"), nil, "If-None-Match", tag), 404, domain.CodeNotFound)
	// Opened again, he starts from a whole plan, wherever he was.
	if err := w.App.OpenDeputyWindow(t.Context(), planOf("peter"), demo.PersonID("jonas"), access.Relation{From: to.Add(time.Hour), To: to.Add(2 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	desk = w.listen("jonas", "/stream", 0)
	w.Clock.Set(to.Add(time.Hour))
	if got := desk.hears("rev"); got["rev"] == "" {
		t.Errorf("opened again the desk hears %v", got)
	}
	w.isFull("jonas", tag[1:len(tag)-1])
}

// A deputy is named nowhere on the plan; what is taken from the consultant's sight is
// taken from his phone too.
func TestWhatIsHiddenIsTakenFromTheDeputy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	before := w.revText("jonas")
	w.put("maja", path("peter", "efforts", id("e5")), map[string]any{"department": "rus", "why": "w"}, "If-Match", w.rev("maja", "peter"))
	plan := w.isFull("jonas", before)
	if e := item(plan, "efforts", id("e5")); e != nil && e["partial"] != true {
		t.Errorf("the deputy still has %v", e)
	}
}

// Who takes part and then stands in sees more than before, though nothing was written.
func TestAProfessionalStandsIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.put("maja", path("peter", "meetings", id("m16")), map[string]any{"with": []domain.ID{demo.PersonID("jonas")}, "why": "w"}, "If-Match", w.rev("maja", "peter"))
	before := w.revText("jonas")
	if n := len(w.plan("jonas", "peter")["meetings"].([]any)); n != 1 {
		t.Fatalf("he takes part in %d meetings", n)
	}
	w.openWindow()
	if plan := w.isFull("jonas", before); len(plan["goals"].([]any)) != 5 {
		t.Errorf("standing in he sees %d goals", len(plan["goals"].([]any)))
	}
	during := w.revText("jonas")
	w.Clock.Move(24*time.Hour - time.Minute)
	w.clients["jonas"] = nil // a new day
	w.as("jonas")
	w.Clock.Move(time.Minute)
	if plan := w.isFull("jonas", during); len(plan["goals"].([]any)) != 0 || len(plan["meetings"].([]any)) != 1 {
		t.Error("after his window he still sees the whole")
	}
}
