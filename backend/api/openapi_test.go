package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// shapes compiles the shape of each operation's answer, by the operation's id; that of a
// refusal is "problem".
func shapes(t *testing.T, s *testkit.Server) map[string]*jsonschema.Schema {
	t.Helper()
	body := s.Anonymous(t).Do("GET", "/openapi.json", nil).Body
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	out := map[string]*jsonschema.Schema{}
	compile := func(name, pointer string) {
		if out[name], err = c.Compile("openapi.json#" + pointer); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	compile("problem", "/components/schemas/Problem")
	for at, ops := range openAPI(t, s).Paths {
		for method, op := range ops {
			for status, r := range op.Responses {
				if _, json := r.Content["application/json"]; json {
					compile(op.OperationID, strings.NewReplacer("{", "%7B", "}", "%7D").Replace("/paths/"+strings.ReplaceAll(at, "/", "~1")+"/"+method+"/responses/"+status+"/content/application~1json/schema"))
				}
			}
		}
	}
	return out
}

// fits holds an answer to its documented shape.
func fits(t *testing.T, what string, shape *jsonschema.Schema, r testkit.Response) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(r.Body))
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if err := shape.Validate(doc); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// The whole plan of everyone, as rendered, is what the document says it is: whole, in
// changes, and cut to what a contact or a consultant of a confidential effort sees.
func TestAnswersFitTheirShapes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	shape := shapes(t, w.Server)
	for _, v := range testkit.VisibleSets {
		k := w.as(v.Viewer)
		before := k.Do("GET", path(v.Citizen), nil)
		fits(t, v.Viewer+" of "+v.Citizen, shape["getPlan"], before)
		fits(t, v.Viewer+" of "+v.Citizen+" since nothing", shape["getPlanChanges"], k.Do("GET", path(v.Citizen, "changes?since="), nil))
		fits(t, v.Viewer, shape["getMe"], k.Do("GET", "/me", nil))
		if r := k.Do("GET", path(v.Citizen, "messages"), nil); r.Status == 200 {
			fits(t, v.Viewer+" reads", shape["listMessages"], r)
		}
		if r := k.Do("GET", "/citizens", nil); r.Status == 200 {
			fits(t, v.Viewer+"'s desk", shape["listMyCitizens"], r)
		}
	}
	fits(t, "the team lead", shape["listMyCitizens"], w.as("leder").Do("GET", "/citizens", nil))
	// A change of every kind, told piece by piece.
	since := map[string]string{}
	for _, who := range []string{"peter", "maja", "vibeke", "lone"} {
		since[who] = w.revText(who)
	}
	all := w.steps()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		body, headers := s.body(rand.New(rand.NewPCG(1, 2))), []string{}
		if s.who == "peter" {
			delete(body, "why")
		}
		at := s.path
		if at == "" {
			at = path("peter", "steps", newID())
		}
		if !s.fresh {
			headers = []string{"If-Match", w.rev(s.who, "peter")}
		}
		fits(t, name, shape["putGoal"], w.as(s.who).Do("PUT", at, body, headers...))
	}
	for who, rev := range since {
		fits(t, who+" is told", shape["getPlanChanges"], w.as(who).Do("GET", path("peter", "changes?since="+rev), nil))
		fits(t, who+" afterwards", shape["getPlan"], w.as(who).Do("GET", path("peter"), nil))
	}
	for name, r := range map[string]testkit.Response{
		"404": w.as("peter").Do("GET", "/nothing", nil), "401": w.as("nobody").Do("GET", "/me", nil), "422": w.as("peter").Do("PUT", path("peter", "goals", newID()), map[string]any{"x": 1}),
		"409": w.as("peter").Do("PUT", path("peter", "goals", id("g1")), map[string]any{"title": "Noget andet", "area": "home"}, "If-Match", `"`+since["peter"]+`"`), "413": w.as("peter").Do("PUT", path("peter", "dream"), make([]byte, 300<<10)),
	} {
		fits(t, name, shape["problem"], r)
	}
}

// The document holds together: what it refers to is there, each operation says what it
// answers, and nothing in it comes from elsewhere.
func TestTheDocumentHoldsTogether(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{})
	r := s.Anonymous(t).Do("GET", "/openapi.json", nil)
	var doc map[string]any
	if err := json.Unmarshal(r.Body, &doc); err != nil {
		t.Fatal(err)
	}
	walk(doc, "", func(at, text string) {
		if strings.HasSuffix(at, "/$ref") {
			var v any = doc
			for part := range strings.SplitSeq(strings.TrimPrefix(text, "#/"), "/") {
				m, _ := v.(map[string]any)
				v = m[part]
			}
			if v == nil {
				t.Errorf("%s refers to %s, which is not there", at, text)
			}
		}
		if strings.Contains(text, "://") && !strings.HasPrefix(text, "https://json-schema.org/") && !strings.HasPrefix(text, "https://example.com") {
			t.Errorf("%s names %s", at, text)
		}
	})
	ids := map[string]bool{}
	for at, ops := range doc["paths"].(map[string]any) {
		for method, op := range ops.(map[string]any) {
			op := op.(map[string]any)
			name := op["operationId"].(string)
			if ids[name] {
				t.Errorf("%s is there twice", name)
			}
			ids[name] = true
			if op["summary"] == "" || len(op["responses"].(map[string]any)) == 0 {
				t.Errorf("%s %s says nothing of itself", method, at)
			}
			for part := range strings.SplitSeq(at, "/") {
				if p, is := strings.CutPrefix(part, "{"); is && !strings.Contains(fmt.Sprint(op["parameters"]), "name:"+strings.TrimSuffix(p, "}")) {
					t.Errorf("%s does not say what %s is", name, part)
				}
			}
		}
	}
}

// What each write takes, as the contract with the screens has it.
var writable = map[string]string{
	"putDream":                 "text",
	"putBoard":                 "lanes focus_goals layout why",
	"putStrength":              "text status said_by rank",
	"putChallenge":             "text what_helps status rank",
	"putGoal":                  "area title in_own_words icon colour status target_date reached_on rank",
	"putStep":                  "goal text status due done_at repeats ticks of after note rank",
	"putEffort":                "title plain department provider responsible place_contact place goals start end schedule_plain rrule time hours_per_week paid_hours_per_week pauses sequence after status job_oriented path_to_paid_hours follow_up next_step result_plain ended_reason rank catalogue_code bring way_home requested_on guarantee_days",
	"wishForHelp":              "entry words to status",
	"answerWish":               "text",
	"putAgreement":             "text responsible due repeats status closed_on goal made_at note rank",
	"putMeeting":               "title start end place form with purpose measurement mandatory duty_text companions companions_proposed bring status effort reminders may_choose_form transport link interpreter",
	"bookMeetings":             "kind meetings why",
	"checkMeetings":            "kind meetings why",
	"cancelMeeting":            "why",
	"answerMeeting":            "answer reason text wants form companions pick_up pick_up_words start",
	"answerAbsence":            "answer proposed_times moved_to meeting",
	"answerPickUp":             "answer transport text",
	"chooseTime":               "start",
	"answerAlong":              "answer leaves",
	"putSummary":               "text agreements",
	"answerSummary":            "status text",
	"requestMeeting":           "when words form pick_up status call wished_times",
	"answerRequest":            "answer text meeting proposed_times",
	"chooseRequestTime":        "start",
	"logContact":               "how reached about note",
	"raiseFlag":                "category effort text said_by",
	"writeOnFlag":              "attachment text",
	"answerFlag":               "from text",
	"confirmAdjustment":        "action_at helped text said_by",
	"endEffort":                "status result next paid_hours reason word",
	"sayEndWord":               "text skipped",
	"bookAssessment":           "talks why",
	"moveAssessment":           "times why",
	"dropAssessment":           "why",
	"putNote":                  "limits means could codes plain ready",
	"answerNote":               "answer words",
	"shareNotes":               "share",
	"breakGlass":               "citizen name born reason words",
	"checkReading":             "said words",
	"askForRight":              "what about words",
	"lengthenRight":            "text",
	"answerRight":              "outcome text",
	"putConsent":               "code version department assessment until how on witness interpreter",
	"putConference":            "without words goals picks since",
	"makeDraft":                "why",
	"takeReports":              "done up_to",
	"undoEnd":                  "why",
	"endWithoutWord":           "why",
	"answerQuestion":           "value notch on",
	"putHours":                 "to minutes not_told said_by said_at",
	"putHoursGoal":             "minutes said_at",
	"answerPlanChange":         "seen answer comment text",
	"proposePlan":              "why",
	"endPlan":                  "day reason follow_up_by follow_up_on note",
	"holdPlan":                 "reason until",
	"letPlanGo":                "",
	"reopenPlan":               "why",
	"reopenPlanAsLead":         "why",
	"answerPlan":               "proposal answer comment paper",
	"sendMessage":              "thread text attachment kind mood translation",
	"correctMessage":           "text",
	"searchMessages":           "thread words before",
	"exportThread":             "format",
	"putReply":                 "title text",
	"putSparring":              "question tried areas help signs known",
	"putIdea":                  "text",
	"putAbsence":               "person from to deputy withdrawn",
	"changeConsultant":         "to from_date reason farewell withdrawn",
	"handOver":                 "to from_date reason farewell withdrawn",
	"helloFromConsultant":      "text",
	"tellNewConsultant":        "text",
	"markMessagesRead":         "thread up_to",
	"subscribePush":            "endpoint keys",
	"createSession":            "code device",
	"addPasskey":               "challenge name credential",
	"proveWithPasskey":         "challenge credential",
	"createSessionWithPasskey": "challenge credential",
	"putPin":                   "pin",
	"checkPin":                 "pin",
	"uploadAttachment":         "width height strokes",
	"putAttachment":            "text taken_on status",
	"createCitizen":            "name preferred_name language phone plan cpr",
	"putCalendarFeed":          "on titles renew",
	"updateMe":                 "reminders quiet_hours channels phone email language",
	"endCall":                  "how reached note",
	"takeDeliveryReport":       "id status userref",
	"inviteContact":            "name relation role sure meetings items lanes may until",
	"acceptInvitation":         "code spoken name device",
	"confirmContact":           "answer",
	"putSharing":               "meetings items lanes may until",
	"askForFeedback":           "who",
	"lookFeedback":             "code",
	"giveFeedback":             "code text",
	"answerFeedback":           "keep",
	"pauseContact":             "paused",
	"needNoAnswer":             "undone",
	"encourage":                "text",
	"offerHelp":                "text",
	"answerOffer":              "answer",
	"muteContact":              "muted",
	"reportContact":            "words",
	"translateMessage":         "lang text",
	"settleAlert":              "key why undone",
	"putProtection":            "protected people",
	"putCitizenCpr":            "cpr",
	"askStory":                 "heading text uses until first_name version",
	"answerStory":              "heading text uses until first_name version yes",
	"exportStory":              "format",
}

// The fields of a write are those of the contract, and each is one that the thing has.
func TestWritesTakeWhatTheContractSays(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{})
	things := map[string]domain.Item{"putGoal": &domain.Goal{}, "putStep": &domain.Step{}, "putEffort": &domain.Effort{}, "putAgreement": &domain.Agreement{}, "putMeeting": &domain.Meeting{}, "putDream": &domain.Dream{}, "putStrength": &domain.Strength{}, "putChallenge": &domain.Challenge{}, "putAttachment": &domain.Picture{}, "wishForHelp": &domain.Wish{}, "requestMeeting": &domain.MeetingRequest{}}
	for op, fields := range bodySchemas(t, s) {
		want, listed := writable[op]
		if !listed && len(fields) > 0 {
			t.Errorf("%s takes %v and is not in the contract", op, slices.Sorted(maps.Keys(fields)))
		}
		got := slices.DeleteFunc(slices.Sorted(maps.Keys(fields)), func(f string) bool { return f == "why" && things[op] != nil })
		if expected := slices.Sorted(strings.FieldsSeq(want)); !slices.Equal(got, expected) {
			t.Errorf("%s takes %v, the contract says %v", op, got, expected)
		}
		if things[op] == nil {
			continue
		}
		has := fieldsOf(reflect.TypeOf(things[op]).Elem())
		for _, f := range got {
			if !has[f] {
				t.Errorf("%s takes %s, which no %s has", op, f, things[op].Kind())
			}
		}
	}
}

func fieldsOf(t reflect.Type) map[string]bool {
	out := map[string]bool{}
	for f := range t.Fields() {
		if f.Anonymous {
			maps.Copy(out, fieldsOf(f.Type))
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out[name] = true
	}
	return out
}

// Every writable field takes a value, keeps it, and is cleared by null and by nothing.
func TestEveryFieldIsSetAndCleared(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	values := map[string]map[string]any{
		"goals/g1": {"in_own_words": "Jeg vil", "icon": "bike", "colour": "red", "target_date": "2027-05-01", "reached_on": "2026-11-20", "rank": "b7"},
		"steps/g1s5": {"due": "2026-12-24", "done_at": "2026-11-20", "repeats": "weekly", "ticks": []any{map[string]any{"id": newID(), "on": "2026-11-20"}}, "of": 4.0, "after": id("g1s4"), "note": "Husk",
			"rank": "b7"},
		"efforts/e5": {"plain": "Kort sagt", "provider": "Kæden", "responsible": string(demo.PersonID("maja")), "place_contact": string(demo.PersonID("mogens")), "place": map[string]any{"name": "Kæden", "step_free": true},
			"goals": []any{id("g1"), id("g3")}, "start": "2026-12-01", "end": "2027-03-01", "schedule_plain": "Mandag", "rrule": "FREQ=WEEKLY;BYDAY=MO", "time": map[string]any{"from": "09:00", "to": "12:00"}, "hours_per_week": 7.5,
			"paid_hours_per_week": 2.0, "pauses": []any{map[string]any{"from": "2026-12-23", "to": "2027-01-02", "why": "Jul"}}, "sequence": "parallel", "job_oriented": true, "path_to_paid_hours": "Spørg Mogens",
			"follow_up": map[string]any{"every_days": 14.0, "next_meeting": id("m16")}, "next_step": map[string]any{"decided": true, "text": "Mere af det"}, "result_plain": "Det gik godt", "ended_reason": "done", "rank": "b7"},
		"agreements/a3": {"due": "2026-12-24", "repeats": "P14D", "closed_on": "2026-11-20", "goal": id("g1"), "made_at": id("m09"), "note": "Husk", "rank": "b7"},
		"meetings/m15": {"place": map[string]any{"name": "Parken", "find_way": "Ved søen"}, "with": []any{string(demo.PersonID("maja"))}, "purpose": "En snak", "measurement": true, "mandatory": true, "duty_text": "Du skal komme",
			"bring": []any{"Papirer"}, "effort": id("e1"), "reminders": []any{"P1D", "PT2H"}, "may_choose_form": []any{"phone", "walk"},
			"transport": map[string]any{"who": string(demo.PersonID("maja")), "leaves": "2026-12-22T09:30:00Z", "text": "Jeg henter dig"}},
	}
	for thing, fields := range values {
		list, name, _ := strings.Cut(thing, "/")
		put := func(field string, v any) map[string]any {
			t.Helper()
			r := w.as("maja").Do("PUT", path("peter", list, id(name)), map[string]any{field: v, "why": "w"}, "If-Match", w.rev("maja", "peter"))
			if r.Status != 200 {
				t.Errorf("%s %s = %v: %d %s", thing, field, v, r.Status, r.Body)
			}
			return item(w.plan("maja", "peter"), list, id(name))
		}
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			for _, clear := range []any{nil, empty(fields[field])} {
				if got := put(field, fields[field])[field]; !reflect.DeepEqual(got, fields[field]) {
					t.Errorf("%s %s: got %v, want %v", thing, field, got, fields[field])
				}
				if got := put(field, clear)[field]; got != nil && !reflect.DeepEqual(got, []any{}) {
					t.Errorf("%s %s: cleared by %v it is %v", thing, field, clear, got)
				}
			}
		}
	}
}

// empty is what clears a field beside null: nothing of its own sort.
func empty(v any) any {
	switch v.(type) {
	case string:
		return ""
	case []any:
		return []any{}
	}
	return nil
}
