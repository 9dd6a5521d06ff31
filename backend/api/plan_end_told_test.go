package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/jsonfile"
	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

// The history has words of its own for an end and for its being taken back; other staff read no more there,
// nor in the plan as it stood, than that it ended and when.
func TestTheHistoryTellsOfAPlansEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.planEnds("vibeke")
	w.Clock.Set(w.Clock.Now().Add(20 * time.Minute)) // what is done at once is one entry
	w.put("maja", path("peter", "reopened"), map[string]any{"why": "Jobbet blev ikke til noget."})
	for who, want := range map[string][]string{
		"peter":  {"Planen er åbnet igen.\nwhy: Jobbet blev ikke til noget.\n", "Planen er afsluttet. Vibeke ringer 15. december.\n"},
		"maja":   {"Planen er åbnet igen.\n", "Planen er afsluttet. Vibeke ringer 15. december.\n"},
		"frida":  {"Planen er åbnet igen.\n", "Planen er afsluttet.\n"},
		"vibeke": {"Planen er åbnet igen.\n", "Planen er afsluttet. Vibeke ringer 15. december.\n"},
	} {
		told := sentences(w.history(who))
		for _, s := range want {
			if !strings.Contains(told, s) {
				t.Errorf("%s reads no %q in %s", who, s, told)
			}
		}
	}
	for who, want := range map[string]string{"peter": "at by day follow_up_by follow_up_on note reason", "frida": "day"} {
		past := w.as(who).Do("GET", path("peter", "versions", w.entries(who)[1]), nil)
		if told := endTold(past.JSON(t)["plan"].(map[string]any)); told != want {
			t.Errorf("%s reads %q of the end in the plan as it stood", who, told)
		}
		if names := named(past.JSON(t), "vibeke") != nil; who == "peter" && !names {
			t.Errorf("%s is not told who Vibeke is", who)
		}
	}
}

// The plan on paper says that it is over, and who calls and when, and how to reach her.
func TestThePaperSaysThatThePlanIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.planEnds("frida")
	day := domain.DateOf(w.Clock.Now()).Danish(w.Clock.Now())
	for who, want := range map[string]string{
		"peter":  "Planen sluttede " + day + ". Frida ringer 15. december.",
		"maja":   "Planen sluttede " + day + ". Frida ringer 15. december.",
		"vibeke": "Planen sluttede " + day + ".",
		"anette": "Planen er slut.",
	} {
		pages, text := w.paper(who, "peter", "")
		if pages != 1 || !strings.Contains(text, want) || who == "vibeke" && strings.Contains(text, "Frida ringer") {
			t.Errorf("%s, %d pages: %s", who, pages, text)
		}
	}
	if _, text := w.paper("kalle", "peter", ""); strings.Contains(text, "slut") {
		t.Errorf("Kalle reads %s", text)
	}
	if person := named(w.plan("peter", "peter"), "frida"); !strings.Contains(func() string { _, text := w.paper("peter", "peter", ""); return text }(), person["phone"].(string)) {
		t.Error("Frida's number is not on it")
	}
}

// What she takes out holds why her plan ended and who follows up, and each end that was taken back.
func TestSheTakesOutThatThePlanEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.planEnds("vibeke")
	w.put("maja", path("peter", "reopened"), map[string]any{"why": "Jobbet blev ikke til noget."})
	w.Clock.Set(w.Clock.Now().Add(time.Minute))
	w.planEnds("maja")
	data := w.mine(newID(), newID())["data.json"]
	tree, problem := jsonfile.Parse("data.json", data)
	if problem != nil {
		t.Fatal(problem)
	}
	if problem := jsonfile.NewSchema("urn:tavlen:mine:1", w.as("nobody").Do("GET", "/schemas/mine.json", nil).Body).Check("data.json", tree); problem != nil {
		t.Fatal(problem)
	}
	var d struct {
		Plan struct {
			Plan struct{ Ended map[string]any }
		}
		History []struct {
			Kind string
			Item struct{ Ended map[string]any }
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	var follows []string
	for _, h := range d.History {
		if h.Kind == string(domain.KindPlan) {
			follows = append(follows, h.Item.Ended["follow_up_by"].(string))
		}
	}
	if now := d.Plan.Plan.Ended; now["reason"] != "pension" || now["note"] != "Ferskennoten" || strings.Join(follows, " ") != string(demo.PersonID("maja")+" "+demo.PersonID("vibeke")) {
		t.Errorf("as it is %v, as it was %v", now, follows)
	}
}

// After a change of consultant it is the new one who is woken on the day of the call, also where the nightly
// round reads the plan from the store.
func TestTheNewConsultantIsWokenForTheCall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.planEnds("maja")
	w.put("maja", path("peter", "consultant"), map[string]any{"to": string(demo.PersonID("tobias")), "from_date": "2026-11-24", "reason": "Jeg flytter"})
	for _, at := range []time.Time{w.Clock.Now(), clock(t, "2026-12-15T12:00:00+01:00")} {
		w.Clock.Set(at)
		w.App.StaffChanged() // nothing is in memory
		if _, err := w.App.Rounds(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if tobias, maja := w.notified("tobias", domain.NotifyStaffFollowUp), w.notified("maja", domain.NotifyStaffFollowUp); tobias != 1 || maja != 0 {
		t.Errorf("woken: Tobias %d, Maja %d", tobias, maja)
	}
}

// Whoever is to follow up is told once, by a push that says nothing of whom; who ended it himself is not.
func TestWhoFollowsUpIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	_, plan, _ := newcomer(t, w)
	at := "/plans/" + string(plan)
	meeting := w.as("maja").Do("GET", at, nil).JSON(t)["meetings"].([]any)[0].(map[string]any)["id"].(string)
	w.put("maja", at+"/meetings/"+meeting+"/cancellation", map[string]any{"why": "Du har fået job"})
	agreement := newID()
	w.put("maja", at+"/agreements/"+agreement, map[string]any{"text": "Vibeke finder bussen", "responsible": string(demo.PersonID("vibeke")), "why": "Det er aftalt"})
	w.put("maja", at+"/agreements/"+agreement, map[string]any{"status": "kept", "why": "Det er gjort"}, "If-Match", w.as("maja").Do("GET", at, nil).Header.Get("ETag"))
	told := func(who string) (n int) {
		for _, p := range w.promised(who, plan) {
			if p.kind == domain.NotifyStaffFollowUp {
				n++
			}
		}
		return n
	}
	end, key := endOfPlan(), newID()
	end["follow_up_by"] = string(demo.PersonID("vibeke"))
	w.put("maja", at+"/end", end, "Idempotency-Key", key)
	w.put("maja", at+"/end", end, "Idempotency-Key", key)
	if told("vibeke") != 1 || told("maja") != 0 {
		t.Errorf("told: Vibeke %d, Maja %d", told("vibeke"), told("maja"))
	}
	w.put("maja", at+"/reopened", map[string]any{"why": "Det er aftalt"})
	w.put("maja", at+"/end", endOfPlan())
	if told("maja") != 0 {
		t.Error("who ended it is told what she decided herself")
	}
	for language, want := range map[string]string{"da": "Du skal ringe til en borger", "en": "You are to call a citizen"} {
		if title, body, ok := notify.Text(domain.NotifyStaffFollowUp, language); !ok || title != want || strings.Contains(title+body, "Nynne") {
			t.Errorf("the push says %q, %q", title, body)
		}
	}
}
