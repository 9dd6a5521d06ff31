package api_test

import (
	"slices"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// stored gives a thing of Peter's as it is kept.
func (w *world) stored(kind domain.Kind, name string) domain.Item {
	w.t.Helper()
	var out domain.Item
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		head, err := tx.Plan(planOf("peter"))
		if err != nil {
			return err
		}
		r, err := tx.Item(head, kind, demo.ID("peter", name))
		out = r.Item
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// Who is not shown a thing's ties to what he does not see cannot cut them, though his
// form sends back all that it shows.
func TestWhatIsNotSeenIsNotBlanked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	g1, g4, m04 := demo.ID("peter", "g1"), demo.ID("peter", "g4"), demo.ID("peter", "m04")

	// Vibeke's placement also serves a goal that is not hers to see.
	if goals := w.stored(domain.KindEffort, "e1").(*domain.Effort).Goals; !slices.Equal(goals, []domain.ID{g1, g4}) {
		t.Fatalf("the case has changed: %v", goals)
	}
	for _, goals := range []any{[]domain.ID{g1}, []domain.ID{}, nil, []domain.ID{g1, demo.ID("peter", "g3")}} {
		w.put("vibeke", path("peter", "efforts", id("e1")), map[string]any{"goals": goals, "why": "w"}, "If-Match", w.rev("vibeke", "peter"))
		if kept := w.stored(domain.KindEffort, "e1").(*domain.Effort).Goals; !slices.Contains(kept, g4) {
			t.Errorf("after sending %v it serves %v", goals, kept)
		}
	}
	// Her promise was made at a meeting she was not at.
	for _, at := range []any{"", nil} {
		w.put("vibeke", path("peter", "agreements", id("a2")), map[string]any{"made_at": at, "note": "Ny note", "why": "w"}, "If-Match", w.rev("vibeke", "peter"))
		if kept := w.stored(domain.KindAgreement, "a2").(*domain.Agreement).MadeAt; kept != m04 {
			t.Errorf("after sending %v it was made at %q", at, kept)
		}
	}
	// Frida's training is followed up at a meeting that Maja holds alone with Peter.
	m16 := demo.ID("peter", "m16")
	w.put("maja", path("peter", "efforts", id("e4")), map[string]any{"follow_up": map[string]any{"every_days": 28, "next_meeting": m16}, "why": "w"}, "If-Match", w.rev("maja", "peter"))
	shown := item(w.plan("frida", "peter"), "efforts", id("e4"))
	if follow, _ := shown["follow_up"].(map[string]any); follow["every_days"] != 28.0 || follow["next_meeting"] != nil {
		t.Errorf("Frida is shown %v", follow)
	}
	for _, sent := range []any{map[string]any{"every_days": 10}, map[string]any{}, nil} {
		w.put("frida", path("peter", "efforts", id("e4")), map[string]any{"follow_up": sent, "why": "w"}, "If-Match", w.rev("frida", "peter"))
		kept := w.stored(domain.KindEffort, "e4").(*domain.Effort).FollowUp
		if kept == nil || kept.NextMeeting != m16 {
			t.Errorf("after sending %v the follow-up is %+v", sent, kept)
		}
	}
	// Lone works under a consent that she is not shown.
	if shown := item(w.plan("lone", "peter"), "efforts", id("e2")); shown["consent"] != nil {
		t.Errorf("Lone is shown %v", shown["consent"])
	}
}

// What one sees only partly one does not write at all, and what one may not set is not
// taken: the answer says so and nothing changes.
func TestWhatMayNotBeSetIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, c := range []struct {
		who, list, thing string
		body             map[string]any
		status           int
		code             domain.Code
	}{
		{"maja", "efforts", "e2", map[string]any{"title": "Noget", "why": "w"}, 403, domain.CodeForbidden},
		{"maja", "meetings", "m10b", map[string]any{"title": "Noget", "why": "w"}, 403, domain.CodeForbidden},
		{"maja", "goals", "g2", map[string]any{"visibility": []string{"vibeke"}, "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "goals", "g2", map[string]any{"sensitive": false, "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "goals", "g1", map[string]any{"owner": string(demo.PersonID("maja")), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "steps", "g1s1", map[string]any{"done_by": string(demo.PersonID("peter")), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "agreements", "a3", map[string]any{"recorded_by": string(demo.PersonID("peter")), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "meetings", "m18", map[string]any{"rsvp": map[string]any{"status": "yes"}, "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "meetings", "m18", map[string]any{"summary_confirmed_by_citizen": true, "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "efforts", "e1", map[string]any{"consultant_sees": []string{"all"}, "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "efforts", "e1", map[string]any{"result_visibility": []string{"citizen"}, "why": "w"}, 422, domain.CodeInvalid},
		{"peter", "goals", "g1", map[string]any{"id": newID()}, 422, domain.CodeInvalid},
		{"peter", "goals", "g1", map[string]any{"may_edit": true}, 422, domain.CodeInvalid},
		{"peter", "agreements", "a1", map[string]any{"responsible": string(demo.PersonID("maja"))}, 403, domain.CodeForbidden},
		{"peter", "agreements", newID(), map[string]any{"text": "Maja ringer hver dag", "responsible": string(demo.PersonID("maja"))}, 403, domain.CodeForbidden},
		// A reference to what the writer does not see would tell him that it is there.
		{"vibeke", "efforts", "e1", map[string]any{"goals": []string{id("g2")}, "why": "w"}, 422, domain.CodeInvalid},
		{"vibeke", "efforts", "e1", map[string]any{"after": id("e2"), "why": "w"}, 422, domain.CodeInvalid},
		{"vibeke", "agreements", "a2", map[string]any{"made_at": id("m10"), "why": "w"}, 422, domain.CodeInvalid},
		{"vibeke", "agreements", "a2", map[string]any{"goal": id("g2"), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "meetings", "m18", map[string]any{"effort": id("e2"), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "steps", "g1s1", map[string]any{"goal": string(demo.ID("sofie", "sg1")), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "agreements", "a3", map[string]any{"responsible": string(demo.PersonID("sofie")), "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "meetings", "m18", map[string]any{"companions": []string{string(demo.PersonID("mor"))}, "why": "w"}, 422, domain.CodeInvalid},
		{"maja", "meetings", "m18", map[string]any{"companions": []string{string(demo.PersonID("bjarne"))}, "why": "w"}, 422, domain.CodeInvalid},
	} {
		what := c.who + " " + c.list + " " + c.thing
		w.unchanged(what, func() {
			thing := c.thing
			headers := []string{}
			if len(thing) < 22 {
				thing, headers = id(thing), []string{"If-Match", w.rev(c.who, "peter")}
			}
			checkProblem(t, what, w.as(c.who).Do("PUT", path("peter", c.list, thing), c.body, headers...), c.status, c.code)
		})
	}
}
