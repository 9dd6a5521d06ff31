package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// What the treatment of an addiction writes, in every field that there is, stands on no way out of anybody but the citizen
// and those who treat him: no answer of any operation, no search, calendar, file or notification (consent k2 opens
// times and attendance to his consultant, and no word).
func TestADepartmentsWordsLeaveNowhere(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		v := newAviary(t, database)
		c := contractOf(t, v.Server)
		phone := v.furnished()
		var phones []domain.ID
		for _, who := range []string{"peter", "maja", "vibeke", "lone", "anette", "kalle"} {
			phones = append(phones, v.subscribe(who))
		}
		lone, start := demo.PersonID("lone"), v.Clock.Now().Add(48*time.Hour)
		// The effort is the one that the consent is about: there is something to see of it, and no word. His own goal that it is for he
		// shares with his consultant, so his own steps are none of these.
		effort, meeting, agreement := id("e2"), newID(), newID()
		for _, s := range []struct {
			name, who, path string
			body            map[string]any
		}{
			{"an effort", "lone", path("peter", "efforts", effort), map[string]any{"title": v.words("title"), "plain": v.words("plain"), "provider": v.words("provider"), "schedule_plain": v.words("schedule_plain"), "result_plain": v.words("result_plain"),
				"place": map[string]any{"name": v.words("place"), "address": v.words("address"), "find_way": v.words("find_way"), "note": v.words("place.note")}, "bring": []string{v.words("effort bring")}, "way_home": v.words("way_home"), "next_step": map[string]any{"decided": true, "text": v.words("next_step")}, "path_to_paid_hours": v.words("path_to_paid_hours"),
				"pauses": []any{map[string]any{"from": "2026-12-01", "to": "2026-12-03", "why": v.words("pause")}}, "goals": []string{id("g2")}, "why": v.words("why of an effort")}},
			{"a meeting", "lone", path("peter", "meetings", meeting), map[string]any{"title": v.words("meeting title"), "purpose": v.words("purpose"), "form": "in_person", "start": start, "end": start.Add(time.Hour), "with": []domain.ID{lone}, "effort": effort,
				"place": map[string]any{"name": v.words("meeting place"), "address": v.words("meeting address"), "find_way": v.words("meeting find_way")}, "bring": []string{v.words("bring")}, "why": v.words("why of a meeting")}},
			{"an agreement", "lone", path("peter", "agreements", agreement), map[string]any{"text": v.words("agreement"), "note": v.words("agreement note"), "responsible": demo.PersonID("peter"), "goal": id("g2"), "due": "2026-11-25", "why": v.words("why of an agreement")}},
			{"a flag", "peter", path("peter", "flags", newID()), map[string]any{"category": "other", "effort": effort, "text": v.words("flag")}},
			{"a message", "lone", path("peter", "messages", newID()), map[string]any{"text": v.words("message")}},
			{"an absence", "peter", path("peter", "meetings", meeting, "answer"), map[string]any{"answer": "no", "reason": "sick", "text": v.words("absence"), "wants": "walk"}},
			{"its answer", "lone", path("peter", "meetings", meeting, "absence", "answer"), map[string]any{"answer": v.words("absence answered")}},
		} {
			var headers []string
			if s.name == "an effort" {
				headers = []string{"If-Match", v.rev("lone", "peter")}
			}
			if r := v.as(s.who).Do("PUT", s.path, s.body, headers...); r.Status != 200 {
				t.Fatalf("%s: %d %s", s.name, r.Status, r.Body)
			}
		}
		mine := string(v.as("lone").Do("GET", path("peter"), nil).Body)
		for _, word := range []string{"title", "purpose", "agreement", "way_home"} {
			if !slices.Contains(v.caught([]byte(mine)), word) {
				t.Errorf("who treats him does not see %s", word)
			}
		}
		// On paper too, where one who may looks: else nothing is shown of those who may not.
		for what, r := range map[string]testkit.Response{"his paper": v.as("peter").Do("GET", path("peter", "paper"), nil),
			"their conversation": v.as("peter").Do("PUT", path("peter", "threads", id("th-peter-lone"), "exports", newID()), map[string]any{"format": "pdf"})} {
			if r.Status != http.StatusOK || len(v.caught(r.Body)) == 0 {
				t.Errorf("%s holds none of the words: %d", what, r.Status)
			}
		}
		looked := 0
		for _, a := range actors {
			if a.name == "peter" || a.name == "lone" || a.name == "nobody" {
				continue
			}
			for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
				if strings.HasPrefix(op, "stream") || !slices.Contains([]string{"exportThread", "searchMessages"}, op) && c.ops[op].method != http.MethodGet {
					continue
				}
				for _, x := range v.triesOf(op, a, phone) {
					r := v.as(a.name).Do(x.method, x.path, x.body, x.headers...)
					if v.look(op+" as "+a.name, r.Body); r.Status == http.StatusOK {
						looked++
					}
				}
			}
			for _, at := range []string{path("peter", "meetings", meeting, "calendar"), path("peter", "messages?thread="+string(demo.ThreadID(planOf("peter")))), "/me/queue", "/me/week?day=2026-11-24", path("peter", "brief?for=meeting")} {
				v.look("GET "+at[strings.LastIndexByte(at, '/'):]+" as "+a.name, v.as(a.name).Do("GET", at, nil).Body)
			}
			found := v.as(a.name).Do("POST", path("peter", "messages", "search"), map[string]any{"thread": demo.ThreadID(planOf("peter")), "words": "kanarie"})
			v.look("a search as "+a.name, found.Body)
		}
		// A fortnight goes by, the rules go over it, and everybody is told what there is to tell.
		pushes, _ := v.told(phones...)
		if looked < 100 || pushes < 5 {
			t.Errorf("%d answers and %d pushes were looked at", looked, pushes)
		}
	})
}
