package api_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// contract is the OpenAPI document as the tests read it that walk all of it.
type contract struct {
	schemas map[string]map[string]any
	ops     map[string]described
}

// described is one operation as the document has it.
type described struct {
	id, method, path string
	body             map[string]any // its schema; nil: it takes none
	// query and headers are the names of its parameters.
	query, headers []string
	// answers are the media types of each declared status.
	answers map[string][]string
	public  bool
}

func contractOf(t *testing.T, s *testkit.Server) contract {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string
			Access      struct{ Public bool } `json:"x-tavlen-access"`
			Parameters  []struct{ Name, In string }
			RequestBody struct {
				Content map[string]struct{ Schema map[string]any }
			}
			Responses map[string]struct{ Content map[string]any }
		}
		Components struct{ Schemas map[string]map[string]any }
	}
	if err := decode(s.Anonymous(t).Do("GET", "/openapi.json", nil).Body, &doc); err != nil {
		t.Fatal(err)
	}
	out := contract{doc.Components.Schemas, map[string]described{}}
	for at, methods := range doc.Paths {
		for method, op := range methods {
			d := described{id: op.OperationID, method: strings.ToUpper(method), path: at, public: op.Access.Public, answers: map[string][]string{}, body: op.RequestBody.Content["application/json"].Schema}
			for _, p := range op.Parameters {
				switch p.In {
				case "query":
					d.query = append(d.query, p.Name)
				case "header":
					d.headers = append(d.headers, p.Name)
				}
			}
			for status, r := range op.Responses {
				d.answers[status] = slices.Sorted(maps.Keys(r.Content))
			}
			out.ops[op.OperationID] = d
		}
	}
	return out
}

// resolve follows a reference, and takes the part of a choice that says something.
func (c contract) resolve(schema map[string]any) map[string]any {
	for {
		if ref, is := schema["$ref"].(string); is {
			schema = c.schemas[strings.TrimPrefix(ref, "#/components/schemas/")]
			continue
		}
		part := map[string]any(nil)
		for _, choice := range []string{"anyOf", "oneOf", "allOf"} {
			for _, s := range asList(schema[choice]) {
				if s := s.(map[string]any); s["type"] != "null" && part == nil {
					part = s
				}
			}
		}
		if part == nil {
			return schema
		}
		schema = part
	}
}

// kind is what a schema's value is, beside null.
func kindOf(schema map[string]any) string {
	switch k := schema["type"].(type) {
	case string:
		return k
	case []any:
		for _, one := range k {
			if one != "null" {
				return one.(string)
			}
		}
	}
	return ""
}

// leaf is a field of a body that holds a text; "[]" in its place stands for each of a list.
type leaf struct {
	place  []string
	schema map[string]any
}

func (l leaf) String() string { return strings.Join(l.place, ".") }

// texts lists every field of a body that holds a text, however deep it stands.
func (c contract) texts(schema map[string]any) (out []leaf) {
	if schema == nil {
		return nil
	}
	var visit func(map[string]any, []string)
	visit = func(s map[string]any, at []string) {
		s = c.resolve(s)
		switch kindOf(s) {
		case "string":
			out = append(out, leaf{slices.Clone(at), s})
		case "array":
			if items, is := s["items"].(map[string]any); is {
				visit(items, append(at, "[]"))
			}
		case "object":
			fields, _ := s["properties"].(map[string]any)
			for _, name := range slices.Sorted(maps.Keys(fields)) {
				visit(fields[name].(map[string]any), append(at, name))
			}
		}
	}
	visit(schema, nil)
	return out
}

// sample makes a value of a schema with only what it must have.
func (c contract) sample(schema map[string]any) any {
	schema = c.resolve(schema)
	if values := asList(schema["enum"]); len(values) > 0 {
		return values[0]
	}
	switch kindOf(schema) {
	case "string":
		if schema["format"] == "date-time" {
			return "2026-12-01T10:00:00Z"
		}
		return "a"
	case "integer", "number":
		return 1
	case "boolean":
		return true
	case "array":
		return []any{}
	}
	out := map[string]any{}
	fields, _ := schema["properties"].(map[string]any)
	for _, name := range asList(schema["required"]) {
		if f, is := fields[name.(string)].(map[string]any); is {
			out[name.(string)] = c.sample(f)
		}
	}
	return out
}

// with gives a body in which one field is another, and what stands around it is there.
func (c contract) with(schema map[string]any, body any, place []string, value any) any {
	if len(place) == 0 {
		return value
	}
	schema = c.resolve(schema)
	if place[0] == "[]" {
		items := schema["items"].(map[string]any)
		list := slices.Clone(asList(body))
		if len(list) == 0 {
			list = []any{c.sample(items)}
		}
		list[0] = c.with(items, list[0], place[1:], value)
		return list
	}
	out, _ := body.(map[string]any)
	if out = maps.Clone(out); out == nil {
		out, _ = c.sample(schema).(map[string]any)
	}
	field := schema["properties"].(map[string]any)[place[0]].(map[string]any)
	out[place[0]] = c.with(field, out[place[0]], place[1:], value)
	return out
}

// plainly is a body as JSON has it: maps, lists, texts and numbers, whatever Go had.
func plainly(t *testing.T, body any) any {
	t.Helper()
	if body == nil {
		return nil
	}
	var out any
	if err := json.Unmarshal(marshal(t, body), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// furnished puts everything on Peter's plan that the matrix tries, and gives his phone.
func (w *world) furnished() domain.ID {
	w.t.Helper()
	phone := w.subscribe("peter")
	for _, on := range pictured {
		w.putUp("peter", on)
	}
	w.enclose()
	w.wishes()
	w.raises()
	w.asksToMeet()
	w.invites()
	w.storied()
	return phone
}

// offer is a request of the matrix and who sends it.
type offer struct {
	who string
	try
}

// offers are the requests of the matrix on an operation by whoever may do it, one for each
// kind of person; where nobody may do just that, one that is refused.
func (w *world) offers(op string, phone domain.ID) (out []offer) {
	w.t.Helper()
	for _, a := range actors {
		if a.name == "nobody" != access.Operations[op].Public {
			continue
		}
		if _, decided := before(op, a); decided {
			continue
		}
		for _, x := range w.triesOf(op, a, phone) {
			if x.want == done {
				out = append(out, offer{a.name, x})
				break
			}
		}
	}
	for _, a := range actors {
		if _, decided := before(op, a); len(out) == 0 && !decided {
			if tries := w.triesOf(op, a, phone); len(tries) > 0 {
				out = append(out, offer{a.name, tries[0]})
			}
		}
	}
	return out
}
