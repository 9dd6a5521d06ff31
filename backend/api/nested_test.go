package api_test

import (
	"maps"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// What another act brings along is a write like any other (threat T17): neither what the
// citizen says nor who may see a thing is set by whoever books it, and no field by being
// written twice or in capitals.
func TestWhatIsBookedAlongSetsNothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	request := newID()
	w.put("peter", path("peter", "requests", request), map[string]any{"when": "soon", "words": "Kan vi mødes?"})
	w.put("peter", path("peter", "meetings", id("m12b"), "answer"), map[string]any{"answer": "no", "reason": "sick"})
	meeting := func() map[string]any {
		return map[string]any{"id": newID(), "title": "Et møde", "form": "phone", "start": "2026-12-14T10:00:00+01:00", "end": "2026-12-14T11:00:00+01:00"}
	}
	agreement := func() map[string]any { return map[string]any{"id": newID(), "text": "Vi aftalte det"} }
	brings := map[string]struct {
		path   string
		thing  func() map[string]any
		around func(map[string]any) map[string]any
	}{
		"a booking": {path("peter", "bookings", newID()), meeting, func(m map[string]any) map[string]any {
			return map[string]any{"kind": "series", "why": "w", "meetings": []any{m}}
		}},
		"an answer to an absence": {path("peter", "meetings", id("m12b"), "absence", "answer"), meeting, func(m map[string]any) map[string]any {
			return map[string]any{"answer": "Ny tid", "meeting": m}
		}},
		"an answer to a request": {path("peter", "requests", request, "answer"), meeting, func(m map[string]any) map[string]any {
			return map[string]any{"answer": "yes", "meeting": m}
		}},
		"a summary": {path("peter", "meetings", id("m09"), "summary"), agreement, func(a map[string]any) map[string]any {
			return map[string]any{"text": "Vi gik en tur", "agreements": []any{a}}
		}},
	}
	fields := map[string]any{
		"rsvp": map[string]any{"status": "yes"}, "absence": map[string]any{"reason": "sick"}, "pick_up": map[string]any{"answer": "yes"}, "companion_answers": []any{},
		"summary_answer": map[string]any{"status": "confirmed"}, "summary_confirmed_by_citizen": true, "summary_shared": "x", "cancelled": map[string]any{"why": "x"},
		"moved_from": map[string]any{}, "series": newID(), "series_kind": "series", "booked_same_day": map[string]any{}, "visibility": []any{"consultant"}, "sensitive": false,
		"recorded_by": "peter", "why": "w", "TITLE": "x", "Text": "x", "Responsible": "peter", "last": map[string]any{}, "by": "peter",
	}
	w.unchanged("what is not the sender's to set", func() {
		for what, b := range brings {
			for field, value := range fields {
				thing := b.thing()
				thing[field] = value
				checkProblem(t, what+" with "+field, w.as("maja").Do("PUT", b.path, b.around(thing)), 422, domain.CodeInvalid)
			}
			broken := []byte(`{"kind":"series","why":"w","text":"x","answer":"yes","meetings":[{"id":"a","id":"b"}],"meeting":{"id":"a","id":"b"},"agreements":[{"id":"a","id":"b"}]}`)
			checkProblem(t, what+" with a field twice", w.as("maja").Do("PUT", b.path, broken), 400, domain.CodeBadJSON)
		}
		for at, body := range map[string]map[string]any{
			path("peter", "meetings", id("m15"), "answer"): {"answer": "yes"}, path("peter", "requests", newID()): {"when": "soon", "words": "x"},
		} {
			for field, value := range map[string]any{"answered_by": "peter", "status": "yes", "rsvp": map[string]any{}, "at": "2026-11-24T08:00:00Z", "meeting": id("m15"), "place": map[string]any{}, "mandatory": false, "visibility": []any{"citizen"}} {
				sent := maps.Clone(body)
				sent[field] = value
				checkProblem(t, "the citizen sends "+field, w.as("peter").Do("PUT", at, sent), 422, domain.CodeInvalid)
			}
		}
	})
}
