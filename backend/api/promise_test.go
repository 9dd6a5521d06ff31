package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// at moves the clock on to an instant.
func (w *world) at(s string) {
	w.t.Helper()
	to, err := time.ParseInLocation("2006-01-02 15:04:05", s, domain.Copenhagen)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Clock.Set(to)
	clear(w.clients) // a session does not last so long unused
}

// told gives who was told by now that somebody waits too long, in order, "maja staff_unanswered".
func (w *world) told() string {
	w.t.Helper()
	if err := w.Outbox.Drain(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, who := range []string{"maja", "jonas", "tobias", "leder", "lone"} {
		if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
			list, err := tx.NotificationsOf(demo.PersonID(who))
			for _, n := range list {
				// Who has no phone is not woken; that it was due is what counts here.
				if n.Plan == planOf("peter") && strings.HasPrefix(string(n.Kind), "staff_unanswered") && (n.State != domain.NotificationScheduled && n.State != domain.NotificationCleared) {
					out = append(out, who)
				}
			}
			return err
		}); err != nil {
			w.t.Fatal(err)
		}
	}
	return strings.Join(out, " ")
}

func (w *world) promise(who string) map[string]any {
	w.t.Helper()
	r := w.as(who).Do("GET", path("peter", "promise"), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	return r.JSON(w.t)
}

// TestNobodyIsLeftUnanswered: over a weekend and over Christmas the one who was written to
// is told after 8 working hours, her deputy after 12, the team lead after 16; each once, also
// where the program is started again and where two of it run. An answer ends it.
func TestNobodyIsLeftUnanswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ what, writes, h8, h12, h16 string }{
		{"over a weekend", "2026-11-27 12:00:00", "2026-11-30 15:30:00", "2026-12-01 12:30:00", "2026-12-02 09:30:00"},
		{"over Christmas", "2026-12-23 14:30:00", "2026-12-28 15:30:00", "2026-12-29 12:30:00", "2026-12-30 09:30:00"},
	} {
		t.Run(c.what, func(t *testing.T) {
			testkit.Databases(t, func(t *testing.T, database string) {
				w := newWorld(t, testkit.Options{Database: database})
				w.say("maja", "peter", "", "Hej Peter")
				had := w.told()
				w.at(c.writes)
				w.say("peter", "peter", "", "Er du der?")
				if got := w.told(); got != had {
					t.Fatalf("told at once: %q", got)
				}
				step := func(at, want string) {
					t.Helper()
					w.at(at)
					w.Clock.Move(-time.Second)
					before := w.told()
					w.Clock.Move(time.Second)
					if got := strings.TrimSpace(w.told()); got != want {
						t.Errorf("at %s: %q, want %q", at, got, want)
					}
					if before == want {
						t.Errorf("a second before %s: %q", at, before)
					}
				}
				if had != "" {
					t.Fatalf("told before anybody waits: %q", had)
				}
				step(c.h8, "maja")
				step(c.h12, "maja jonas")
				if list := w.as("jonas").Do("GET", "/me/waiting", nil).JSON(t)["waiting"].([]any); len(list) == 0 {
					t.Error("the deputy is told and sees nothing")
				}
				step(c.h16, "maja jonas leder")
				doc := string(w.as("leder").Do("GET", "/me/waiting", nil).Body)
				if !strings.Contains(doc, "Maja") || strings.Contains(doc, "Peter") || strings.Contains(doc, "Er du der") {
					t.Errorf("the team lead sees %s", doc)
				}
				// Started again, the reminders of the plan are worked out anew, and nobody is told twice.
				for range 2 {
					if err := w.App.RemindAll(t.Context(), planOf("peter")); err != nil {
						t.Fatal(err)
					}
				}
				w.Clock.Move(48 * time.Hour)
				clear(w.clients)
				if got := w.told(); got != "maja jonas leder" {
					t.Errorf("later: %q", got)
				}
				w.say("maja", "peter", "", "Ja, nu er jeg her.")
				if got := w.promise("peter"); got["expected_by"] != nil {
					t.Errorf("answered, and still: %v", got)
				}
			})
		})
	}
}

// TestAnAnswerEndsTheWait: a person's words end it, and a call that reached; what a program
// says does not, nor does a call in vain.
func TestAnAnswerEndsTheWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.say("maja", "peter", "", "Hej")
	w.at("2026-11-26 20:00:00") // a Thursday evening
	first := w.say("peter", "peter", "", "Hvornår er det?")
	w.say("peter", "peter", "", "Jeg mener mødet")
	page := w.page("peter", "peter", "")["messages"].([]any)
	said := 0
	for _, m := range page {
		m := m.(map[string]any)
		if m["at"].(string) >= "2026-11-26" && m["auto_reply"] != nil {
			said++
			if text := m["auto_reply"].(string); m["id"] != first || !strings.Contains(text, "fredag 27. november kl. 8.30") || !strings.Contains(text, "112") {
				t.Errorf("the automatic answer: %v", m)
			}
		}
	}
	if said != 1 {
		t.Errorf("%d automatic answers in one closed time", said)
	}
	p := w.promise("peter")
	if p["expected_by"] != "2026-11-30T11:00:00Z" || p["open_now"] != false || p["next_open"] != "2026-11-27T07:30:00Z" {
		t.Errorf("%v", p)
	}
	// The days on which he can wish to be called: none is closed.
	if days, _ := p["open_days"].([]any); len(days) != 6 || fmt.Sprint(days[0], days[1]) != "map[end:2026-11-27T12:00:00Z start:2026-11-27T07:30:00Z] map[end:2026-11-30T14:30:00Z start:2026-11-30T07:30:00Z]" {
		t.Errorf("%v", p["open_days"])
	}
	log := func(reached bool) {
		w.put("maja", path("peter", "contacts-tried", newID()), map[string]any{"how": "phone", "reached": reached})
	}
	log(false)
	if w.promise("peter")["expected_by"] == nil {
		t.Error("a call in vain was taken for an answer")
	}
	log(true)
	if w.promise("peter")["expected_by"] != nil {
		t.Error("a call that reached was not")
	}
	w.at("2026-12-03 12:00:00")
	if got := w.told(); got != "" {
		t.Errorf("told of what was answered: %q", got)
	}
}

// TestTheDeputyAnswersWhileSheIsAway: from the first second of the first day to the last of
// the last, and the citizen is told who.
func TestTheDeputyAnswersWhileSheIsAway(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		messages := path("peter", "messages")
		reads := func(who string) int { t.Helper(); return w.as(who).Do("GET", messages, nil).Status }
		w.say("maja", "peter", "", "Hej")
		absence := "/me/absences/" + newID()
		put := map[string]any{"from": "2026-12-21", "to": "2027-01-03", "deputy": string(demo.PersonID("tobias"))}
		w.put("maja", absence, put)
		if r := w.as("maja").Do("PUT", "/me/absences/"+newID(), map[string]any{"from": "2027-01-02", "to": "2027-01-08", "deputy": string(demo.PersonID("jonas"))}); r.Status != 422 {
			t.Errorf("away twice on one day: %d %s", r.Status, r.Body)
		}
		if r := w.as("tobias").Do("PUT", absence, put); r.Status != 404 {
			t.Errorf("a colleague changes it: %d %s", r.Status, r.Body)
		}
		w.at("2026-12-20 23:59:59")
		if reads("tobias") != 404 {
			t.Error("he reads before she is away")
		}
		w.at("2026-12-21 00:00:00")
		if reads("tobias") != 200 || w.as("tobias").Do("GET", messages+"?thread="+id("th-peter-lone"), nil).Status != 404 {
			t.Error("he reads not what he is to read, or what is confidential")
		}
		w.at("2026-12-22 10:00:00")
		p := w.promise("peter")
		if who := p["answers_today"].(map[string]any); who["id"] != string(demo.PersonID("tobias")) || who["deputy_for"] != "Maja" || who["until"] != "2027-01-03" {
			t.Errorf("%v", p)
		}
		said := w.say("peter", "peter", "", "Hej Tobias")
		rung := false
		if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			list, err := tx.NotificationsOf(demo.PersonID("tobias"))
			for _, n := range list {
				rung = rung || n.Kind == domain.NotifyNewMessage && n.Subject == domain.ID(said)
			}
			return err
		}); err != nil || !rung {
			t.Errorf("he is not rung: %v", err)
		}
		w.say("tobias", "peter", "", "Hej Peter")
		if w.promise("peter")["expected_by"] != nil {
			t.Error("his answer is none")
		}
		w.at("2027-01-03 23:59:59")
		if reads("tobias") != 200 {
			t.Error("the last second is not his")
		}
		w.at("2027-01-04 00:00:00")
		if reads("tobias") != 404 || w.as("tobias").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}).Status != 404 {
			t.Error("he reads after she is back")
		}
		// Ill: her team lead puts it, from now; back early: from that second.
		absence = "/me/absences/" + newID()
		w.at("2027-01-05 10:00:00")
		w.say("peter", "peter", "", "Hej Maja")
		w.put("leder", absence, map[string]any{"person": string(demo.PersonID("maja")), "from": "2027-01-05", "to": "2027-01-08", "deputy": string(demo.PersonID("jonas"))})
		if reads("jonas") != 200 {
			t.Error("the deputy of who is ill does not read")
		}
		w.at("2027-01-06 11:00:00") // 8 working hours later
		if got := w.told(); got != "jonas" {
			t.Errorf("told while she is ill: %q", got)
		}
		w.put("maja", absence, map[string]any{"from": "2027-01-05", "to": "2027-01-08", "deputy": string(demo.PersonID("jonas")), "withdrawn": true})
		if reads("jonas") != 404 || w.promise("peter")["answers_today"].(map[string]any)["deputy_for"] != nil {
			t.Error("he reads though she is back")
		}
	})
}

// TestTheNumberStandsOnlyInItsWindow: hers in her working hours, the agreed one in its own.
func TestTheNumberStandsOnlyInItsWindow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for at, want := range map[string]string{
		"2026-11-27 08:29:59": "", "2026-11-27 08:30:00": "open", "2026-11-27 12:59:59": "open", "2026-11-27 13:00:00": "",
		"2026-11-29 16:59:59": "", "2026-11-29 17:00:00": "agreed", "2026-11-29 19:59:59": "agreed", "2026-11-29 20:00:00": "", "2026-11-28 18:00:00": "",
	} {
		w.at(at)
		p := w.promise("peter")
		call := p["call"].(map[string]any)
		got := ""
		if call["number"] != nil {
			got = "open"
		}
		if call["out_of_hours"] != nil {
			got += "agreed"
		}
		if got != want || p["open_now"] != (want == "open") {
			t.Errorf("%s: %v", at, p)
		}
		if len(p["emergency"].([]any)) < 3 {
			t.Errorf("no emergency numbers: %v", p)
		}
	}
	if call := w.promise("maja")["call"].(map[string]any); len(call) != 0 {
		t.Errorf("staff are told %v", call)
	}
}

// TestRingMeUp: the citizen asks, whoever answers for the consultant sees it at once, and a
// call that reached answers it.
func TestRingMeUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	asked := newID()
	w.put("peter", path("peter", "requests", asked), map[string]any{"when": "soon", "form": "phone", "call": true, "words": "Det er om bussen",
		"wished_times": []any{map[string]any{"start": "2026-11-25T09:00:00+01:00", "end": "2026-11-25T12:00:00+01:00"}}})
	w.openWindow()
	for _, who := range []string{"maja", "jonas"} {
		list := w.as(who).Do("GET", "/me/calls", nil).JSON(t)["asked"].([]any)
		if len(list) != 1 || list[0].(map[string]any)["request"] != asked || list[0].(map[string]any)["words"] != "Det er om bussen" || len(list[0].(map[string]any)["wished_times"].([]any)) != 1 {
			t.Errorf("%s sees %v", who, list)
		}
	}
	if list := w.as("lone").Do("GET", "/me/calls", nil).JSON(t)["asked"].([]any); len(list) != 0 {
		t.Errorf("a specialist sees %v", list)
	}
	log := func(who string, reached bool) {
		w.put(who, path("peter", "contacts-tried", newID()), map[string]any{"how": "phone", "reached": reached})
	}
	status := func() any { return item(w.plan("peter", "peter"), "meeting_requests", asked)["status"] }
	log("maja", false)
	if status() != "waiting" {
		t.Errorf("a call in vain: %v", status())
	}
	log("jonas", true)
	if got := item(w.plan("peter", "peter"), "meeting_requests", asked); got["status"] != "yes" || got["answered_by"] != string(demo.PersonID("jonas")) {
		t.Errorf("a call that reached: %v", got)
	}
	if list := w.as("maja").Do("GET", "/me/calls", nil).JSON(t)["asked"].([]any); len(list) != 0 {
		t.Errorf("it stays on the list: %v", list)
	}
	for what, bad := range map[string]map[string]any{
		"no form":       {"when": "soon", "call": true},
		"to be fetched": {"when": "soon", "call": true, "form": "phone", "pick_up": true},
		"a meeting":     {"when": "today", "wished_times": []any{map[string]any{"start": "2026-11-25T09:00:00+01:00", "end": "2026-11-25T12:00:00+01:00"}}},
	} {
		if r := w.as("peter").Do("PUT", path("peter", "requests", newID()), bad); r.Status != 422 {
			t.Errorf("%s: %d %s", what, r.Status, r.Body)
		}
	}
}

// TestWhatIsTakenBackNeitherWaitsNorAnswers: the only question that is taken back waits for
// nothing, and an answer that is taken back was none.
func TestWhatIsTakenBackNeitherWaitsNorAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.say("maja", "peter", "", "Hej")
	waits := func() bool { t.Helper(); return w.promise("peter")["expected_by"] != nil }
	back := func(who, message string) {
		t.Helper()
		w.put(who, path("peter", "messages", message, "recall"), map[string]any{})
	}
	asked := w.say("peter", "peter", "", "Er du der?")
	if !waits() {
		t.Error("nobody waits")
	}
	back("peter", asked)
	if waits() {
		t.Error("what was taken back waits")
	}
	w.say("peter", "peter", "", "Hvornår mødes vi?")
	answer := w.say("maja", "peter", "", "I morgen")
	if waits() {
		t.Error("answered, and still waits")
	}
	back("maja", answer)
	if !waits() {
		t.Error("an answer that was taken back is one")
	}
}
