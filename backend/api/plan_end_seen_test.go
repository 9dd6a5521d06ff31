package api_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// planEnds says that Peter's plan has ended, whatever waits on it, with the one who follows up.
func (w *world) planEnds(followUp string) {
	w.t.Helper()
	p := *w.stored(domain.KindPlan, plans["peter"]).(*domain.Plan)
	p.End = endBy(followUp, w.Clock.Now())
	if err := w.App.ImportItem(w.t.Context(), planOf("peter"), planOf("peter"), &p, demo.PersonID("maja")); err != nil {
		w.t.Fatal(err)
	}
}

// endBy is an end of today by Maja.
func endBy(followUp string, now time.Time) *domain.PlanEnd {
	today := domain.DateOf(now)
	return &domain.PlanEnd{At: now.UTC(), By: demo.PersonID("maja"), Day: today, Reason: domain.EndPension, FollowUpBy: demo.PersonID(followUp), FollowUpOn: today.AddDays(21), Note: "Ferskennoten"}
}

// endTold gives which fields of a plan's end somebody is told; "none" where he is not told of it.
func endTold(plan map[string]any) string {
	end, told := plan["ended"].(map[string]any)
	if !told {
		return "none"
	}
	return strings.Join(slices.Sorted(maps.Keys(end)), " ")
}

// That a plan has ended is told whole to the citizen, her consultant, who stands in for her, and whoever
// follows up; other staff are told its last day, one of her people that it ended where he sees something
// of the board, and a contact who sees nothing of it, or a phone that only had a code, nothing. Phones of those who are told hear of it at once.
func TestEachIsToldOfAPlansEndWhatIsHis(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	revs := map[string]string{}
	for _, who := range []string{"peter", "maja", "jonas", "vibeke", "frida", "lone", "anette", "kalle"} {
		revs[who] = w.rev(who, "peter")
	}
	w.planEnds("vibeke")
	const whole, day = "at by day follow_up_by follow_up_on note reason", "day"
	for who, want := range map[string]string{"peter": whole, "maja": whole, "jonas": whole, "vibeke": whole, "frida": day, "palle": day, "sanne": day, "lone": day, "anette": "", "kalle": "none"} {
		r := w.as(who).Do("GET", path("peter"), nil)
		fits(t, who, shapes(t, w.Server)["getPlan"], r)
		got := r.JSON(t)
		if told := endTold(got["plan"].(map[string]any)); told != want {
			t.Errorf("%s is told %q of the end, want %q", who, told, want)
		}
		if want != whole && (strings.Contains(string(r.Body), "Ferskennoten") || strings.Contains(string(r.Body), "pension")) {
			t.Errorf("%s is told why, or the note", who)
		}
		if rev, asked := revs[who]; asked && (rev == r.Header.Get("ETag")) != (want == "none") {
			t.Errorf("the phone of %s hears that the plan has ended: %v", who, rev != r.Header.Get("ETag"))
		}
		if want == whole && (named(got, "vibeke") == nil || named(got, "maja") == nil) {
			t.Errorf("%s is not told who follows up", who)
		}
	}
	glass, _ := w.breaks("tobias")
	if told := endTold(w.as("tobias").Do("GET", "/glass/"+glass, nil).JSON(t)["plan"].(map[string]any)["plan"].(map[string]any)); told != day {
		t.Errorf("emergency access is told %q", told)
	}
	for _, it := range w.as("peter").Do("GET", path("peter", "visibility"), nil).JSON(t)["items"].([]any) {
		it := it.(map[string]any)
		if partly, _ := it["visible_partly"].([]any); it["kind"] == "plan" && (slices.Contains(partly, any(string(demo.PersonID("vibeke")))) || !slices.Contains(partly, any(string(demo.PersonID("frida"))))) {
			t.Errorf("Peter is told that all but %v see all of it", partly)
		}
	}
}

// A phone that only ever had a code is not told that the plan has ended, nor why.
func TestACodeAloneTellsNothingOfAnEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	citizen, plan, code := newcomer(t, w)
	p := &domain.Plan{Citizen: citizen, Consultant: demo.PersonID("maja"), Title: "Min plan", Version: 1, Status: domain.StatusActive, Board: domain.Board{Layout: "list"}, End: endBy("maja", w.Clock.Now())}
	if err := w.App.ImportItem(t.Context(), plan, plan, p, demo.PersonID("maja")); err != nil {
		t.Fatal(err)
	}
	phone := w.SignInWithCode(t, citizen, code)
	told := endTold(phone.Do("GET", "/plans/"+string(plan), nil).JSON(t)["plan"].(map[string]any))
	if told != "none" {
		t.Errorf("told %q", told)
	}
}

func named(plan map[string]any, who string) map[string]any {
	return item(plan, "people", string(demo.PersonID(who)))
}
