package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

const reasonOfChange, farewellOfMaja, wordForTobias = "Jeg skal på barsel", "Tak for alle gåturene", "Ring ikke før klokken ti"

// handOver lets Maja give Peter to Tobias from a day on.
func (w *world) handOver(day string) map[string]any {
	w.t.Helper()
	return w.put("maja", path("peter", "consultant"), map[string]any{"to": demo.PersonID("tobias"), "from_date": day, "reason": reasonOfChange, "farewell": farewellOfMaja})
}

// reaches says what somebody gets of Peter's plan and conversation: two signs, "p" for the
// plan and "c" for the conversation, "-" where it is not there for him.
func (w *world) reaches(who string) string {
	w.t.Helper()
	out := ""
	for _, x := range []struct{ sign, path string }{{"p", path("peter")}, {"c", path("peter", "messages")}} {
		switch r := w.as(who).Do("GET", x.path, nil); {
		case r.Status == 200:
			out += x.sign
		case r.Status == 404 && r.Code() == "not_found":
			out += "-"
		default:
			w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
		}
	}
	return out
}

// TestTheConsultantChangesAtASecond: before, at and after the first second of the day, and
// before and after the two weeks, everybody has exactly what is his, on either database.
func TestTheConsultantChangesAtASecond(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.handOver("2026-12-07")
		want := func(at, maja, tobias, consultant string) {
			t.Helper()
			w.at(at)
			if got := w.reaches("maja") + " " + w.reaches("tobias"); got != maja+" "+tobias {
				t.Errorf("at %s Maja and Tobias reach %q, want %q", at, got, maja+" "+tobias)
			}
			if got := w.plan("peter", "peter")["consultant"]; got != string(demo.PersonID(consultant)) {
				t.Errorf("at %s the consultant is %v", at, got)
			}
			for _, who := range []string{"jonas", "sofie", "mie"} {
				if got := w.reaches(who); got != "--" {
					t.Errorf("at %s %s reaches %q", at, who, got)
				}
			}
		}
		want("2026-12-06 23:59:59", "pc", "--", "maja")
		want("2026-12-07 00:00:00", "-c", "pc", "tobias")
		want("2026-12-07 00:00:01", "-c", "pc", "tobias")
		want("2026-12-20 23:59:59", "-c", "pc", "tobias")
		want("2026-12-21 00:00:00", "--", "pc", "tobias")

		// What else there is of the plan is as closed to her as to a stranger.
		w.at("2026-12-08 09:00:00")
		for _, p := range []string{"changes?since=x", "history", "paper", "reach", "stream", "promise"} {
			if r := w.as("maja").Do("GET", path("peter", strings.Split(p, "/")...), nil); r.Status != 404 {
				t.Errorf("Maja gets %s: %d %s", p, r.Status, r.Body)
			}
		}
		if r := w.as("maja").Do("PUT", path("peter", "goals", newID()), map[string]any{"area": "work", "title": "x", "why": "y"}); r.Status != 404 {
			t.Errorf("Maja writes a goal: %d %s", r.Status, r.Body)
		}
		if list := w.as("maja").Do("GET", "/citizens", nil); strings.Contains(string(list.Body), "Peter") {
			t.Error("Peter is on Maja's desk")
		}
		if list := w.as("tobias").Do("GET", "/citizens", nil); !strings.Contains(string(list.Body), "Peter") {
			t.Error("Peter is not on the desk of Tobias")
		}
	})
}

// TestTheStreamsHearOfTheChangeAtItsSecond: the phone and both desks are told at the first
// second of the day, though nobody does anything then.
func TestTheStreamsHearOfTheChangeAtItsSecond(t *testing.T) {
	t.Parallel()
	starts := domain.Date("2026-12-07").Start()
	w := at(t, starts.Add(-time.Hour))
	w.handOver("2026-12-07")
	peter := w.listen("peter", "/stream", 1)
	tobias := w.as("tobias").Stream("/stream")
	maja := w.as("maja").Stream(path("peter", "stream"))
	<-maja
	before := w.revText("peter")
	w.Clock.Set(starts)
	if got := peter.hears("rev")["rev"]; got == before || got != w.revText("peter") {
		t.Errorf("Peter hears of %v", got)
	}
	if plan := w.isFull("peter", before); plan["consultant"] != string(demo.PersonID("tobias")) {
		t.Errorf("the consultant is %v", plan["consultant"])
	}
	told := func(who string, events <-chan testkit.Event) {
		t.Helper()
		l := &listener{t, who, events}
		for e := l.next(); !strings.Contains(e.Data, string(planOf("peter"))); e = l.next() {
			if e.Name == "" {
				t.Fatalf("%s hears nothing of Peter's plan", who)
			}
		}
	}
	told("tobias", tobias)
	told("maja", maja)
}

// TestWhoHearsTheWords: the reason and the farewell are for the two and the citizen, what the
// new one should know for him alone, and from his first second on.
func TestWhoHearsTheWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.handOver("2026-12-07")
	w.put("peter", path("peter", "consultant", "word"), map[string]any{"text": wordForTobias})
	hears := func(want map[string]string) {
		t.Helper()
		for _, who := range []string{"peter", "maja", "tobias", "vibeke", "lone", "kalle", "anette"} {
			doc := string(w.as(who).Do("GET", path("peter"), nil).Body) + string(w.as(who).Do("GET", path("peter", "consultant"), nil).Body)
			got := ""
			for _, x := range []struct{ sign, words string }{{"r", reasonOfChange}, {"f", farewellOfMaja}, {"w", wordForTobias}} {
				if strings.Contains(doc, x.words) {
					got += x.sign
				}
			}
			if got != want[who] {
				t.Errorf("%s hears %q, want %q", who, got, want[who])
			}
		}
	}
	hears(map[string]string{"peter": "rfw", "maja": "rf"})
	w.at("2026-12-07 00:00:00")
	hears(map[string]string{"peter": "rfw", "maja": "rf", "tobias": "rfw"})
	w.at("2026-12-21 00:00:00")
	hears(map[string]string{"peter": "rfw", "tobias": "rfw"})
	if r := w.as("peter").Do("PUT", path("peter", "consultant", "word"), map[string]any{"text": "For sent"}); r.Status != 404 {
		t.Errorf("after two weeks: %d %s", r.Status, r.Body)
	}
}

// TestWhatIsPromisedPassesOn: an open question climbs to the new consultant, the meetings are
// his, both see what passes on, and what the former writes or reads ends nothing.
func TestWhatIsPromisedPassesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.say("maja", "peter", "", "Hej")
	w.at("2026-12-04 14:00:00") // a Friday; Fridays end at 13
	w.say("peter", "peter", "", "Hvornår er det?")
	w.handOver("2026-12-07")
	w.at("2026-12-07 08:00:00")
	if got := w.told(); got != "" {
		t.Errorf("told early: %q", got)
	}
	w.say("maja", "peter", "", "Nu svarer Tobias dig")
	page := w.page("maja", "peter", "")["messages"].([]any)
	if r := w.as("maja").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": demo.ThreadID(planOf("peter")), "up_to": page[len(page)-1].(map[string]any)["id"]}); r.Status != 200 {
		t.Errorf("%d %s", r.Status, r.Body)
	}
	list := w.as("tobias").Do("GET", "/citizens", nil).JSON(t)["citizens"].([]any)
	i := slices.IndexFunc(list, func(c any) bool { return c.(map[string]any)["name"] == "Peter Prøvesen" })
	if i < 0 || list[i].(map[string]any)["unread_messages"] == float64(0) {
		t.Errorf("what Maja read waits no more: %v", list)
	}
	w.at("2026-12-07 15:30:00")
	if got := w.told(); got != "" && got != "tobias" {
		t.Errorf("%q is told", got)
	}
	w.at("2026-12-08 15:30:00")
	if got := w.told(); !strings.Contains(got, "tobias") || strings.Contains(got, "maja") {
		t.Errorf("%q is told", got)
	}
	for _, who := range []string{"maja", "tobias"} {
		doc := w.as(who).Do("GET", path("peter", "consultant"), nil).JSON(t)
		owed := fmt.Sprint(doc["owed"])
		if !strings.Contains(owed, "message") || !strings.Contains(owed, "planned_meeting") {
			t.Errorf("%s is shown %s", who, owed)
		}
	}
	for _, m := range w.plan("peter", "peter")["meetings"].([]any) {
		m := m.(map[string]any)
		if start, _ := time.Parse(time.RFC3339, m["start"].(string)); m["status"] == "planned" && start.After(w.Clock.Now()) && strings.Contains(fmt.Sprint(m["with"]), string(demo.PersonID("maja"))) {
			t.Errorf("Maja comes to %v", m["title"])
		}
	}
	w.say("tobias", "peter", "", "På torsdag")
	if got := w.promise("peter"); got["expected_by"] != nil {
		t.Error("answered by the new one, and still waits")
	}
	if got := w.promise("peter")["answers_today"].(map[string]any)["name"]; got != "Tobias" {
		t.Errorf("%v answers", got)
	}
}

// notified counts what somebody was promised of a kind on Peter's plan, taken back or not.
func (w *world) notified(who string, kind domain.NotificationKind) (n int) {
	w.t.Helper()
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		list, err := tx.NotificationsOf(demo.PersonID(who))
		for _, x := range list {
			if x.Kind == kind && x.Plan == planOf("peter") && x.State != domain.NotificationCleared {
				n++
			}
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// TestTheFormerIsNotRung: of what the citizen writes after the change the new one is told.
func TestTheFormerIsNotRung(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.handOver("2026-12-07")
	if w.notified("peter", domain.NotifyConsultantChanged) != 1 || w.notified("peter", domain.NotifyNewMessage) != 0 || w.notified("tobias", domain.NotifyStaffHandover) != 1 {
		t.Error("Peter is told once, and Tobias once")
	}
	w.at("2026-12-07 10:00:00")
	had := w.notified("maja", domain.NotifyNewMessage)
	w.say("peter", "peter", "", "Hej Tobias")
	if got := w.notified("maja", domain.NotifyNewMessage) - had; got != 0 {
		t.Errorf("Maja is rung %d times", got)
	}
	if got := w.notified("tobias", domain.NotifyNewMessage); got != 1 {
		t.Errorf("Tobias is rung %d times", got)
	}
	w.put("tobias", path("peter", "consultant", "hello"), map[string]any{"text": "Hej Peter, jeg er Tobias"})
	w.put("tobias", path("peter", "consultant", "hello"), map[string]any{"text": "Hej Peter, jeg er Tobias"})
	if r := w.as("tobias").Do("PUT", path("peter", "consultant", "hello"), map[string]any{"text": "Noget andet"}); r.Status != 409 || r.Code() != "already_answered" {
		t.Errorf("hello twice: %d %s", r.Status, r.Body)
	}
	if got := strings.Count(strings.Join(texts(w.page("peter", "peter", "")), "|"), "jeg er Tobias"); got != 1 {
		t.Errorf("%d hellos", got)
	}
	if got := w.promise("peter"); got["expected_by"] == nil {
		t.Error("a hello was taken for the answer")
	}
}

// TestAChangeThatCannotBe is refused in plain words and changes nothing.
func TestAChangeThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	try := func(what string, status int, code domain.Code, change map[string]any) {
		t.Helper()
		body := map[string]any{"to": demo.PersonID("tobias"), "from_date": "2026-12-07", "reason": reasonOfChange}
		for k, v := range change {
			body[k] = v
		}
		w.unchanged(what, func() {
			r := w.as("maja").Do("PUT", path("peter", "consultant"), body)
			checkProblem(t, what, r, status, code)
		})
	}
	try("a day that is past", 422, domain.CodeInvalid, map[string]any{"from_date": "2026-11-23"})
	try("no day", 422, domain.CodeInvalid, map[string]any{"from_date": ""})
	try("a day that is none", 422, domain.CodeInvalid, map[string]any{"from_date": "2026-02-30"})
	try("in two years", 422, domain.CodeInvalid, map[string]any{"from_date": "2028-12-01"})
	try("to herself", 422, domain.CodeInvalid, map[string]any{"to": demo.PersonID("maja")})
	try("to a specialist", 422, domain.CodeInvalid, map[string]any{"to": demo.PersonID("vibeke")})
	try("to the citizen", 422, domain.CodeInvalid, map[string]any{"to": demo.PersonID("peter")})
	try("to one of his people", 422, domain.CodeInvalid, map[string]any{"to": demo.PersonID("kalle")})
	try("to nobody", 422, domain.CodeInvalid, map[string]any{"to": newID()})
	try("without a reason", 422, domain.CodeInvalid, map[string]any{"reason": " "})
	try("nothing to take back", 422, domain.CodeInvalid, map[string]any{"withdrawn": true})

	first := w.handOver("2026-12-07")
	if again := w.handOver("2026-12-07"); fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("the same again: %v, %v", first, again)
	}
	try("another one, before the first began", 409, domain.CodeHandoverAhead, map[string]any{"from_date": "2026-12-14"})
	w.at("2026-12-07 09:00:00")
	w.unchanged("taken back too late", func() {
		if r := w.as("tobias").Do("PUT", path("peter", "consultant"), map[string]any{"withdrawn": true}); r.Status != 422 || r.Code() != "too_late" {
			t.Errorf("%d %s", r.Status, r.Body)
		}
	})
}

// TestTwoChangesAtOnceAreOne: of two that are sent in the same moment one stands, and the
// other is told so.
func TestTwoChangesAtOnceAreOne(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.as("maja")
		var wg sync.WaitGroup
		answers := make([]testkit.Response, 8)
		for i := range answers {
			wg.Go(func() {
				to := []string{"tobias", "jonas"}[i%2]
				answers[i] = w.clients["maja"].Do("PUT", path("peter", "consultant"), map[string]any{"to": demo.PersonID(to), "from_date": "2026-12-07", "reason": reasonOfChange})
			})
		}
		wg.Wait()
		done := map[string]int{}
		for _, r := range answers {
			if r.Status == 200 {
				var h struct{ ID, To string }
				if err := json.Unmarshal(r.Body, &h); err != nil {
					t.Fatal(err)
				}
				done[h.ID+h.To]++
			} else if r.Status != 409 || r.Code() != "handover_ahead" {
				t.Errorf("%d %s", r.Status, r.Body)
			}
		}
		if len(done) != 1 {
			t.Errorf("%d changes", len(done))
		}
		if got := w.notified("peter", domain.NotifyConsultantChanged); got != 1 {
			t.Errorf("Peter is told %d times", got)
		}
	})
}

// TestAChangeIsTakenBack before it began: everything is as it was, the deputy's window too,
// and the citizen is told.
func TestAChangeIsTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	away := map[string]any{"from": "2026-12-03", "to": "2026-12-10", "deputy": string(demo.PersonID("jonas"))}
	w.put("maja", "/me/absences/"+newID(), away)
	withs := func() string {
		out := ""
		for _, m := range w.plan("peter", "peter")["meetings"].([]any) {
			out += fmt.Sprint(m.(map[string]any)["id"], m.(map[string]any)["with"])
		}
		return out
	}
	had := withs()
	w.handOver("2026-12-07")
	if withs() == had {
		t.Error("the meetings stayed with Maja")
	}
	w.put("maja", path("peter", "consultant"), map[string]any{"withdrawn": true})
	w.put("maja", path("peter", "consultant"), map[string]any{"withdrawn": true})
	if got := withs(); got != had {
		t.Errorf("the meetings are %s, were %s", got, had)
	}
	if got := w.notified("peter", domain.NotifyConsultantChanged); got < 1 {
		t.Error("Peter is not told")
	}
	w.at("2026-12-08 09:00:00")
	if got := w.reaches("maja") + w.reaches("tobias") + w.reaches("jonas"); got != "pc--pc" {
		t.Errorf("%q", got)
	}
	w.at("2026-12-12 09:00:00")
	if got := w.reaches("maja") + w.reaches("jonas"); got != "pc--" {
		t.Errorf("after the absence %q", got)
	}
	// It can be agreed anew, with the deputy of the one and then of the other.
	w.handOver("2026-12-14")
	w.put("tobias", "/me/absences/"+newID(), map[string]any{"from": "2026-12-13", "to": "2026-12-15", "deputy": string(demo.PersonID("jonas"))})
	w.at("2026-12-13 12:00:00")
	if got := w.reaches("jonas"); got != "--" {
		t.Errorf("the deputy of the new one before he is the consultant: %q", got)
	}
	w.at("2026-12-14 12:00:00")
	if got := w.reaches("jonas") + w.reaches("tobias"); got != "pcpc" {
		t.Errorf("the deputy of the new one: %q", got)
	}
}

// TestADeputyGoesWithTheConsultant: who stands in for the former has no business there after.
func TestADeputyGoesWithTheConsultant(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.put("maja", "/me/absences/"+newID(), map[string]any{"from": "2026-12-03", "to": "2026-12-20", "deputy": string(demo.PersonID("jonas"))})
	w.handOver("2026-12-07")
	w.at("2026-12-06 23:59:59")
	if got := w.reaches("jonas"); got != "pc" {
		t.Errorf("before: %q", got)
	}
	w.at("2026-12-07 00:00:00")
	if got := w.reaches("jonas"); got != "--" {
		t.Errorf("after: %q", got)
	}
}

// TestTheTeamLeadHandsOver: at once where somebody is ill, without seeing the plan or saying
// goodbye in another's name.
func TestTheTeamLeadHandsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	list := w.as("leder").Do("GET", "/me/handovers", nil)
	if !strings.Contains(string(list.Body), string(planOf("peter"))) || strings.Contains(string(list.Body), reasonOfChange) {
		t.Errorf("%s", list.Body)
	}
	to := map[string]any{"to": demo.PersonID("tobias"), "from_date": domain.DateOf(w.Clock.Now()), "reason": reasonOfChange, "farewell": "Farvel"}
	lead := "/me/handovers/" + string(planOf("peter"))
	if r := w.as("leder").Do("PUT", lead, to); r.Status != 422 {
		t.Errorf("a farewell in Maja's name: %d %s", r.Status, r.Body)
	}
	delete(to, "farewell")
	w.put("leder", lead, to)
	if got := w.reaches("maja") + w.reaches("tobias"); got != "-cpc" {
		t.Errorf("%q", got)
	}
	if w.notified("maja", domain.NotifyStaffHandover) != 1 || w.notified("tobias", domain.NotifyStaffHandover) != 1 {
		t.Error("both are told")
	}
	if list := string(w.as("tobias").Do("GET", "/me/handovers", nil).Body); !strings.Contains(list, `"part":"taken"`) {
		t.Errorf("%s", list)
	}
	if list := string(w.as("jonas").Do("GET", "/me/handovers", nil).Body); strings.Contains(list, "Peter") {
		t.Errorf("%s", list)
	}
}
