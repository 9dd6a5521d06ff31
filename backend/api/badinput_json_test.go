package api_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/api"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// canary must never come back in an answer that says no.
const canary = "Kanariefugl<script>"

// sender is an operation with a body, and one body that it takes.
type sender struct {
	who, method, path string
	body              map[string]any
	headers           []string
	// text names a field that holds words.
	text string
}

// senders are all operations with a body.
func (w *world) senders() map[string]sender {
	match := func(who string) []string { return []string{"If-Match", w.rev(who, "peter")} }
	sub := w.Push.NewSubscription()
	return map[string]sender{
		"putGoal":          {"peter", "PUT", path("peter", "goals", id("g1")), map[string]any{"title": "Et job"}, match("peter"), "title"},
		"putStep":          {"peter", "PUT", path("peter", "steps", id("g1s1")), map[string]any{"text": "Et skridt"}, match("peter"), "text"},
		"putBoard":         {"peter", "PUT", path("peter", "board"), map[string]any{"layout": "list"}, match("peter"), ""},
		"putStrength":      {"peter", "PUT", path("peter", "strengths", id("s1")), map[string]any{"text": "En styrke"}, match("peter"), "text"},
		"putChallenge":     {"peter", "PUT", path("peter", "challenges", id("c1")), map[string]any{"text": "Noget svært"}, match("peter"), "text"},
		"putDream":         {"peter", "PUT", path("peter", "dream"), map[string]any{"text": "En drøm"}, match("peter"), "text"},
		"putEffort":        {"maja", "PUT", path("peter", "efforts", id("e5")), map[string]any{"title": "En indsats", "why": "w"}, match("maja"), "title"},
		"putAgreement":     {"maja", "PUT", path("peter", "agreements", id("a3")), map[string]any{"text": "En aftale", "why": "w"}, match("maja"), "text"},
		"putMeeting":       {"maja", "PUT", path("peter", "meetings", id("m15")), map[string]any{"title": "Et møde", "why": "w"}, match("maja"), "title"},
		"answerPlanChange": {"peter", "PUT", path("peter", "changes", id("v4"), "answer"), map[string]any{"answer": "talk", "comment": "Ja"}, nil, "comment"},
		"proposePlan":      {"maja", "PUT", path("peter", "proposal"), map[string]any{"why": "Den er klar"}, nil, ""},
		"answerPlan":       {"peter", "PUT", path("peter", "answer"), map[string]any{"answer": "talk", "comment": "Ja"}, nil, "comment"},
		"sendMessage":      {"peter", "PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej"}, nil, "text"},
		"markMessagesRead": {"peter", "POST", path("peter", "messages", "read"), map[string]any{"thread": string(demo.ThreadID(planOf("peter"))), "up_to": id("b20")}, nil, ""},
		"createCitizen":    {"maja", "PUT", "/citizens/" + newID(), map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": newID()}}, nil, "name"},
		"putCitizenCpr":    {"maja", "PUT", "/citizens/" + string(demo.PersonID("peter")) + "/cpr", map[string]any{"cpr": "0404041234"}, nil, ""},
		"issueCode":        {"maja", "PUT", "/citizens/" + string(demo.PersonID("peter")) + "/codes/" + newID(), map[string]any{}, nil, ""},
		"subscribePush":    {"peter", "PUT", "/push/subscriptions/" + string(sub.ID), w.pushBody(sub), nil, ""},
		"updateMe":         {"peter", "PUT", "/me/settings", map[string]any{"email": "peter@eksempel.dk"}, nil, ""},
		"markOpened":       {"peter", "PUT", "/me/reminders/" + string(w.reminder("peter")) + "/opened", map[string]any{}, nil, ""},
		"endCall":          {"maja", "PUT", "/me/calls/" + string(w.toCall("m15")), map[string]any{"how": "phone", "reached": false, "note": "Ingen svar"}, nil, "note"},
		"testPush":         {"peter", "POST", "/push/test", map[string]any{}, nil, ""},
		"createSession":    {"nobody", "POST", "/session", map[string]any{"code": "ABC-DEF-GHJ"}, nil, ""},
		"endOtherSessions": {"peter", "POST", "/session/end-others", map[string]any{}, nil, ""},
	}
}

// refused sends what must be refused and looks at the refusal: one of the statuses, with
// the code that goes with it.
func (w *world) refused(what string, s sender, body any, statuses map[int]domain.Code, headers ...string) {
	w.t.Helper()
	r := w.as(s.who).Do(s.method, s.path, body, slices.Concat(s.headers, headers)...)
	code, ok := statuses[r.Status]
	if !ok {
		w.t.Errorf("%s: %d %s, want one of %v", what, r.Status, r.Body, statuses)
		return
	}
	checkProblem(w.t, what, r, r.Status, code, canary)
}

var (
	unreadable = map[int]domain.Code{400: domain.CodeBadJSON}
	misshapen  = map[int]domain.Code{422: domain.CodeInvalid}
	either     = map[int]domain.Code{400: domain.CodeBadJSON, 422: domain.CodeInvalid}
)

// Whatever is sent to whatever takes a body: a clear refusal, nothing of it said again,
// nothing changed.
func TestBodiesThatAreNoBodies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	senders := w.senders()
	w.unchanged("bad bodies", func() {
		for _, op := range slices.Sorted(maps.Keys(senders)) {
			s := senders[op]
			for body, want := range map[string]map[int]domain.Code{
				"": unreadable, " ": unreadable, "{": unreadable, "[": unreadable, "}": unreadable, "nul": unreadable, `{"` + canary + `":1,}`: unreadable,
				`{'x':1}`: unreadable, `{x:1}`: unreadable, `{"x":01}`: unreadable, `{"x":+1}`: unreadable, `{"x":NaN}`: unreadable, "{} {}": unreadable, "{}" + canary: unreadable,
				"{}\x00": unreadable, "\xef\xbb\xbf{}": unreadable, "\xff\xfe{}": unreadable, "{\"x\":\"\n\"}": unreadable, `{"x":"\x41"}`: unreadable, `{"x":"\ud8"}`: unreadable,
				"/* */{}": unreadable, `{"x":1}}`: unreadable,
				`{"why":"a","why":"b"}`: unreadable, `{"why":"a","wh\u0079":"b"}`: unreadable, `{"x":{"y":1,"y":2}}`: unreadable,
				strings.Repeat("[", 18) + strings.Repeat("]", 18): unreadable, strings.Repeat("[", 100000): unreadable, strings.Repeat(`{"a":`, 40000): unreadable,
				"null": either, "[]": either, "[{}]": either, "1": either, `"` + canary + `"`: either, "true": either, "1e999": either,
				`{"` + canary + `":"` + canary + `"}`: misshapen, `{"__proto__":{"x":1}}`: misshapen, `{"constructor":1}`: misshapen, `{"":1}`: misshapen, `{"id":"x"}`: misshapen,
				`{"WHY":"` + canary + `"}`: misshapen, `{"Text":"x"}`: misshapen, `{"TITLE":"x"}`: misshapen, `{"` + strings.Repeat("k", 5000) + `":1}`: misshapen,
			} {
				name := body
				if len(name) > 40 {
					name = name[:40]
				}
				w.refused(op+" "+name, s, []byte(body), want)
			}
		}
	})
	if r := w.as("nobody").Do("GET", "root:/healthz", nil); r.Status != 200 {
		t.Errorf("after all that: %d", r.Status)
	}
}

// Fields that hold something else than they should, in every field of every operation, as
// the document describes them.
func TestFieldsOfTheWrongType(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	senders, schemas := w.senders(), bodySchemas(t, w.Server)
	w.unchanged("wrong types", func() {
		for _, op := range slices.Sorted(maps.Keys(senders)) {
			s := senders[op]
			for field, kinds := range schemas[op] {
				for kind, values := range map[string][]any{
					"string": {canary}, "number": {7, -1, 1.5, 1e308}, "boolean": {true}, "array": {[]any{}, []any{canary}, []any{1}, []any{nil}, []any{[]any{}}},
					"object": {map[string]any{canary: canary}, map[string]any{"": nil}},
				} {
					if slices.Contains(kinds, kind) || kind == "number" && slices.Contains(kinds, "integer") {
						continue
					}
					for _, v := range values {
						body := maps.Clone(s.body)
						body[field] = v
						w.refused(op+" "+field+" as "+kind, s, body, misshapen)
					}
				}
			}
		}
	})
	// Numbers that are none of any sort we keep.
	step, effort := senders["putStep"], senders["putEffort"]
	w.unchanged("numbers", func() {
		for _, n := range []string{"1e999", "-1e999", "99999999999999999999999999", "-1", "1.5", "101", "1e2", "1e400", "0.1", "9223372036854775808"} {
			r := w.as("peter").Do("PUT", step.path, []byte(`{"of":`+n+`}`), step.headers...)
			if n != "1e2" || r.Status != 200 { // a hundred is a hundred
				checkProblem(t, "of "+n, r, r.Status, either[r.Status])
			} else {
				w.put("peter", step.path, map[string]any{"of": nil}, "If-Match", w.rev("peter", "peter"))
			}
		}
		for _, n := range []string{"1e999", "1e308", "-0.1", "61", "99999999999999999999999999"} {
			r := w.as("maja").Do("PUT", effort.path, []byte(`{"hours_per_week":`+n+`,"why":"w"}`), effort.headers...)
			checkProblem(t, "hours "+n, r, r.Status, either[r.Status])
		}
	})
}

// bodySchemas reads which types the document gives the fields of each operation's body.
func bodySchemas(t *testing.T, s *testkit.Server) map[string]map[string][]string {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string
			RequestBody struct {
				Content map[string]struct{ Schema map[string]any }
			}
		}
		Components struct{ Schemas map[string]map[string]any }
	}
	if err := decode(s.Anonymous(t).Do("GET", "/openapi.json", nil).Body, &doc); err != nil {
		t.Fatal(err)
	}
	resolve := func(schema map[string]any) map[string]any {
		if ref, ok := schema["$ref"].(string); ok {
			return doc.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")]
		}
		return schema
	}
	out := map[string]map[string][]string{}
	for _, ops := range doc.Paths {
		for _, op := range ops {
			schema := resolve(op.RequestBody.Content["application/json"].Schema)
			fields, _ := schema["properties"].(map[string]any)
			out[op.OperationID] = map[string][]string{}
			for name, f := range fields {
				out[op.OperationID][name] = typesOf(resolve, f.(map[string]any))
			}
		}
	}
	return out
}

func typesOf(resolve func(map[string]any) map[string]any, schema map[string]any) []string {
	var out []string
	for _, branch := range []string{"anyOf", "oneOf"} {
		for _, s := range asList(schema[branch]) {
			out = append(out, typesOf(resolve, s.(map[string]any))...)
		}
	}
	switch kind := resolve(schema)["type"].(type) {
	case string:
		out = append(out, kind)
	case []any:
		for _, k := range kind {
			out = append(out, k.(string))
		}
	}
	return out
}

func asList(v any) []any {
	list, _ := v.([]any)
	return list
}

// Words that cannot be kept are refused where they stand, in the words of the field.
func TestWordsThatCannotBeKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for op, s := range w.senders() {
		if s.text == "" {
			continue
		}
		w.unchanged(op, func() {
			for name, word := range map[string]string{"NUL": `a\u0000b`, "escape": `a\u001b[31mb`, "bell": `a\u0007`, "half a pair": `a\ud800b`, "the other half": `\udc00`, "replacement": "a\xffb", "overlong": "\xc0\xaf"} {
				doc := bytes.Replace(marshal(t, s.body), marshal(t, s.body[s.text]), []byte(`"`+word+`"`), 1)
				w.refused(op+" "+name, s, doc, either)
			}
			for name, word := range map[string]string{"nothing but space": " \n\t ", "too long": strings.Repeat("a", 4001), "too long in runes": strings.Repeat("å", 4001), "far too long": strings.Repeat("å", 100000)} {
				body := maps.Clone(s.body)
				if body[s.text] = word; word[0] == ' ' && (op == "putDream" || op == "answerPlanChange" || op == "endCall") {
					continue // no dream, no comment, no note
				}
				w.refused(op+" "+name, s, body, misshapen)
			}
		})
	}
}

// The size that is documented is the size that is taken, to the byte.
func TestTheBodyHasALimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for op, s := range w.senders() {
		w.unchanged(op, func() {
			doc := func(n int) []byte {
				return append([]byte(`{"x":"`), append(bytes.Repeat([]byte("a"), n-len(`{"x":""}`)), `"}`...)...)
			}
			w.refused(op+" of the limit", s, doc(api.MaxBody), misshapen)
			w.refused(op+" of one more", s, doc(api.MaxBody+1), map[int]domain.Code{413: domain.CodeTooLarge})
			if op == "putDream" {
				w.refused(op+" of ten times", s, doc(10*api.MaxBody), map[int]domain.Code{413: domain.CodeTooLarge})
			}
		})
	}
}
