package api_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Each flag is seen by those whose the effort is and by nobody else: not by contacts whatever
// they are granted, not by the consultant where it is a confidential department's.
func TestFlagsAreSeenByThoseWhoseTheEffortIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.raises()
	w.openWindow()
	for _, who := range []string{"peter", "maja", "jonas", "vibeke", "lone", "frida", "palle", "sanne", "anette", "kalle"} {
		plan := w.plan(who, "peter")
		for name, seers := range seesFlag {
			if got, want := item(plan, "flags", id(name)) != nil, slices.Contains(seers, who); got != want {
				t.Errorf("%s sees %s: %t", who, name, got)
			}
		}
		r := w.as(who).Do("GET", path("peter"), nil)
		if words := string(r.Body); strings.Contains(words, "Kun til Lone.") != slices.Contains(seesFlag[flagSecret], who) {
			t.Errorf("%s: the words of the secret flag", who)
		}
	}
}

// A flag at 10.42 wakes who has the effort and the consultant; it is seen, talked about and
// answered with an adjustment on the effort; that it did not help opens it again and wakes them
// anew; only that it helped closes it. The pushes say nothing of what it is about. On both
// databases.
func TestFlagIsHeardMendedAndConfirmed(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		phones := map[string]domain.ID{}
		all := []domain.ID{}
		for _, who := range []string{"peter", "maja", "vibeke", "lone"} {
			phones[who] = w.subscribe(who)
			all = append(all, phones[who])
		}
		w.settle()
		const staffHear, seen, answered = "En borger har skrevet, at noget ikke virker", "Din besked er set", "Du har fået svar"
		heard := 0
		rung := func(want ...string) {
			t.Helper()
			w.drained(all...)
			got := []string{}
			for _, p := range w.pushes[heard:] {
				var said struct {
					Notification struct{ Title string }
				}
				if err := decode(p.Payload, &said); err != nil {
					t.Fatal(err)
				}
				if !slices.Contains([]string{staffHear, seen, answered}, said.Notification.Title) {
					continue // a day passes, and with it what the case itself promised
				}
				for who, phone := range phones {
					if p.Subscription == string(phone) {
						got = append(got, who+" "+said.Notification.Title)
					}
				}
				if strings.Contains(string(p.Payload), "disken") {
					t.Errorf("a push tells what it is about: %s", p.Payload)
				}
			}
			heard = len(w.pushes)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("rang %q, want %q", got, want)
			}
		}
		w.drained(all...)
		heard = len(w.pushes)
		flag := newID()
		at := func(parts ...string) string { return path("peter", append([]string{"flags", flag}, parts...)...) }
		get := func(who string) map[string]any { return item(w.plan(who, "peter"), "flags", flag) }

		body := map[string]any{"effort": id("e1"), "category": "body", "text": "Jeg kan ikke stå ved disken. Knæene gør ondt."}
		first := w.put("peter", at(), body, "Idempotency-Key", flag)
		if again := w.put("peter", at(), body, "Idempotency-Key", flag); again["rev"] != first["rev"] {
			t.Error("sent twice it is two")
		}
		rung("maja "+staffHear, "vibeke "+staffHear)
		if f := get("vibeke"); f["shown_help"] == nil || len(f["messages"].([]any)) != 1 {
			t.Errorf("Vibeke gets %v", f)
		}

		// Nobody has answered: he cannot have been helped, and closing is nobody else's.
		checkProblem(t, "too early", w.as("peter").Do("PUT", at("confirmation"), map[string]any{"helped": true}), 422, domain.CodeFlagUnchanged)
		checkProblem(t, "the consultant says it herself", w.as("maja").Do("PUT", at("confirmation"), map[string]any{"helped": true}), 422, domain.CodeInvalid)

		w.Clock.Move(7 * time.Minute)
		w.put("vibeke", at("seen"), map[string]any{})
		rung("peter " + seen)
		w.put("maja", at("seen"), map[string]any{})
		rung()
		line := newID()
		w.put("vibeke", at("messages", line), map[string]any{"text": "Tak, fordi du siger det, Peter."})
		w.put("vibeke", at("messages", line), map[string]any{"text": "Tak, fordi du siger det, Peter."}, "Idempotency-Key", newID())
		rung("peter " + answered)

		for what, bad := range map[string]map[string]any{
			"no words": {"text": " ", "from": "2026-11-25"}, "no day": {"text": "Sid ned."}, "yesterday": {"text": "Sid ned.", "from": "2026-11-23"}, "no such day": {"text": "Sid ned.", "from": "2026-02-30"},
		} {
			checkProblem(t, what, w.as("vibeke").Do("PUT", at("answer"), bad), 422, domain.CodeInvalid)
		}
		w.put("vibeke", at("answer"), map[string]any{"text": "Fra i morgen sidder du ned.", "from": "2026-11-25"})
		rung("peter " + answered)
		if got := lastAdjustment(t, w.plan("peter", "peter")); got["text"] != "Fra i morgen sidder du ned." || got["from"] != "2026-11-25" || got["because_flag"] != flag {
			t.Errorf("the effort says %v", got)
		}

		w.Clock.Move(time.Hour)
		w.put("peter", at("confirmation"), map[string]any{"helped": false, "action_at": saw(get("peter")), "text": "Jeg står stadig op."})
		rung("maja "+staffHear, "vibeke "+staffHear)
		if f := get("peter"); f["seen"] != nil || f["action"] != nil || len(f["tried"].([]any)) != 1 || f["resolved_at"] != nil {
			t.Errorf("after it did not help: %v", f)
		}
		w.put("maja", at("answer"), map[string]any{"text": "Du får en stol.", "from": "2026-11-26"})
		rung("peter " + answered)
		old := saw(get("peter"))
		w.Clock.Move(time.Minute)
		w.put("maja", at("answer"), map[string]any{"text": "Du får en højere stol.", "from": "2026-11-26"})
		rung("peter " + answered)
		// What he says of the first is no word about the second, which he has not seen.
		for what, body := range map[string]map[string]any{
			"of what he saw before": {"helped": true, "action_at": old}, "of nothing in particular": {"helped": true}, "that it did not help": {"helped": false, "action_at": old, "text": "Den vipper."},
		} {
			checkProblem(t, what, w.as("peter").Do("PUT", at("confirmation"), body), 409, domain.CodeAdjustmentChanged)
		}
		if f := get("maja"); f["resolved_at"] != nil || f["reopened_at"] == nil || saw(f) == old {
			t.Errorf("after a word about what is not so any more: %v", f)
		}
		w.put("peter", at("confirmation"), map[string]any{"helped": true, "action_at": saw(get("peter"))})
		rung()
		if f := get("maja"); f["resolved_at"] == nil || f["citizen_rating"] != "Det hjalp" {
			t.Errorf("after it helped: %v", f)
		}
		checkProblem(t, "answered when closed", w.as("maja").Do("PUT", at("answer"), map[string]any{"text": "Mere", "from": "2026-11-27"}), 422, domain.CodeFlagClosed)
		checkProblem(t, "written on when closed", w.as("peter").Do("PUT", at("messages", newID()), map[string]any{"text": "Mere"}), 422, domain.CodeFlagClosed)
	})
}

// saw is when that was made otherwise which somebody sees on a flag.
func saw(flag map[string]any) any { return flag["action"].(map[string]any)["at"] }

func lastAdjustment(t *testing.T, plan map[string]any) map[string]any {
	t.Helper()
	list, _ := item(plan, "efforts", id("e1"))["adjustments"].([]any)
	if len(list) == 0 {
		t.Fatal("nothing was made otherwise")
	}
	return list[len(list)-1].(map[string]any)
}

// A voice that is sent for a flag is heard by those who see the flag, and by nobody else.
func TestFlagCarriesAVoice(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		flag, voice := newID(), newID()
		send := func(who, on, enclosure string) testkit.Response {
			return w.as(who).Do("PUT", path("peter", "attachments", enclosure), w.recorded("opus.webm"), forFlag(on)...)
		}
		checkProblem(t, "for a flag that is not there", send("peter", flag, voice), 404, domain.CodeNotFound)
		w.put("peter", path("peter", "flags", flag), map[string]any{"effort": id("e1"), "category": "body"})
		if r := send("peter", flag, voice); r.Status != http.StatusOK {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		content := path("peter", "attachments", voice, "content")
		for _, who := range []string{"maja", "vibeke", "lone"} {
			checkProblem(t, "before it is said "+who, w.as(who).Do("GET", content, nil), 404, domain.CodeNotFound)
		}
		say := func(flag, line string) testkit.Response {
			return w.as("peter").Do("PUT", path("peter", "flags", flag, "messages", line), map[string]any{"attachment": voice})
		}
		other := newID()
		w.put("peter", path("peter", "flags", other), map[string]any{"category": "other"})
		checkProblem(t, "on another flag", say(other, newID()), 422, domain.CodeInvalid)
		if r := say(flag, newID()); r.Status != http.StatusOK {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		checkProblem(t, "twice in one flag", say(flag, newID()), 422, domain.CodeInvalid)
		for who, want := range map[string]int{"peter": 200, "maja": 200, "vibeke": 200, "lone": 404, "frida": 404, "anette": 404} {
			if r := w.as(who).Do("GET", content, nil); r.Status != want {
				t.Errorf("%s hears it: %d", who, r.Status)
			}
		}
		// Staff may send one for a flag that they see.
		if r := send("vibeke", flag, newID()); r.Status != http.StatusOK {
			t.Errorf("Vibeke sends one: %d %s", r.Status, r.Body)
		}
		checkProblem(t, "for a flag that she does not see", send("lone", flag, newID()), 404, domain.CodeNotFound)
	})
}

// The citizen's clock: who sees it by when, two working hours from now; and once it is seen, by
// when there is an answer. Nobody sees it: the deputy is told, then the leader, by name.
func TestFlagHasAClock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	flag := newID()
	w.put("peter", path("peter", "flags", flag), map[string]any{"effort": id("e1"), "category": "body"})
	clock := func(who string) map[string]any {
		t.Helper()
		list := w.as(who).Do("GET", path("peter", "attention"), nil).JSON(t)["alerts"].([]any)
		for _, a := range list {
			alert := a.(map[string]any)
			if s, _ := alert["subject"].(map[string]any); s != nil && s["id"] == flag {
				return alert
			}
		}
		t.Fatalf("%s is told nothing of it", who)
		return nil
	}
	now := w.Clock.Now()
	first := clock("peter")
	due, err := time.Parse(time.RFC3339, first["due"].(string))
	if err != nil || due.Sub(now) < 2*time.Hour || first["acts"].(map[string]any)["name"] != "Vibeke Virkelyst" || first["rule"] != "flag_unseen" {
		t.Fatalf("at %s: %v", now, first)
	}
	if text := first["text"].(string); !strings.Contains(text, "112") {
		t.Errorf("help in danger is not beside it: %s", text)
	}
	w.Clock.Set(due.Add(time.Minute))
	names := []string{}
	for _, x := range clock("peter")["told"].([]any) {
		names = append(names, x.(map[string]any)["name"].(string))
	}
	if !slices.Contains(names, "Jonas Jævnsen") {
		t.Errorf("two working hours later %v are told", names)
	}
	w.put("vibeke", path("peter", "flags", flag, "seen"), map[string]any{})
	if seen := clock("peter"); seen["rule"] != "flag_unanswered" || seen["due"] == nil {
		t.Errorf("once it is seen: %v", seen)
	}
}

// forFlag says in headers for which flag a voice is sent.
func forFlag(flag string) []string {
	raw, err := json.Marshal(map[string]any{"on": map[string]any{"kind": "flag", "id": flag}, "text": "", "wave": []int{3, 50, 100}})
	if err != nil {
		panic(err)
	}
	return []string{"Tavlen-About", base64.RawURLEncoding.EncodeToString(raw), "Content-Type", "audio/webm;codecs=opus"}
}
