package api_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// before gives how long before a meeting a persona is reminded of it, the longest first.
func (w *world) before(who, meeting string) (out []time.Duration) {
	w.t.Helper()
	start := clock(w.t, w.meeting(who, "peter", meeting)["start"].(string))
	for _, due := range w.reminders(who, domain.ID(meeting)) {
		out = append(out, start.Sub(due))
	}
	return out
}

// TestHisOwnChoiceOfRemindersWins: what he chose holds for every meeting, also for one that
// was booked with reminders of its own. Those are for whoever chose nothing, and for a
// meeting so soon that all he chose lies behind.
func TestHisOwnChoiceOfRemindersWins(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		const h = time.Hour
		wake := map[string]any{"from": "00:00", "to": "00:00"}
		own, plain, must := newID(), newID(), newID()
		book := func(id string, more map[string]any) {
			body := map[string]any{"title": "Samtale", "form": "phone", "start": "2026-12-03T12:00:00+01:00", "end": "2026-12-03T12:30:00+01:00", "why": "Vi aftalte det"}
			for name, value := range more {
				body[name] = value
			}
			w.put("maja", path("peter", "meetings", id), body)
		}
		book(own, map[string]any{"reminders": []string{"P3D", "PT1H"}})
		book(plain, nil)
		book(must, map[string]any{"mandatory": true})
		for _, step := range []struct {
			choice           any
			own, plain, must []time.Duration
		}{
			{[]string{"PT3H"}, []time.Duration{3 * h}, []time.Duration{3 * h}, []time.Duration{3 * h}},
			{nil, []time.Duration{72 * h, h}, []time.Duration{24 * h, 2 * h}, []time.Duration{24 * h, 2 * h}},
			// None is a choice too. Of what he must come to he hears all the same.
			{[]string{}, nil, nil, []time.Duration{24 * h, 2 * h}},
			{[]string{"P7D", "PT2H"}, []time.Duration{168 * h, 2 * h}, []time.Duration{168 * h, 2 * h}, []time.Duration{168 * h, 2 * h}},
		} {
			got := w.put("peter", "/me/settings", map[string]any{"reminders": step.choice, "quiet_hours": wake})
			for what, want := range map[string][]time.Duration{own: step.own, plain: step.plain, must: step.must} {
				if got := w.before("peter", what); !slices.Equal(got, want) {
					t.Errorf("he chose %v: reminded %v before, want %v", step.choice, got, want)
				}
			}
			if said, chose := got["reminders"]; chose != (step.choice != nil) {
				t.Errorf("he chose %v and reads %v", step.choice, said)
			}
		}
		w.put("peter", "/me/settings", map[string]any{"reminders": []string{"P7D"}})
		w.later(clock(t, "2026-12-02T09:00:00+01:00"))
		soon := newID()
		book(soon, map[string]any{"reminders": []string{"PT1H"}})
		if got := w.before("peter", soon); !slices.Equal(got, []time.Duration{h}) {
			t.Errorf("booked later than all he chose: %v", got)
		}
		w.put("maja", path("peter", "meetings", soon), map[string]any{"title": "Samtale om praktik", "why": "Rettet"}, "If-Match", w.rev("maja", "peter"))
		if got := w.before("peter", soon); !slices.Equal(got, []time.Duration{h}) {
			t.Errorf("and edited: %v", got)
		}
	})
}
