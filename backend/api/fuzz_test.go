package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"mime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// fuzz sends what nobody would to whatever there is.
type fuzz struct {
	*world
	contract
	shapes map[string]*jsonschema.Schema
	ops    []string
	// offers are requests that make sense, to be bent.
	offered map[string][]offer
	ids     []string
	// got counts the answers by their status.
	got map[int]int
}

// notBent are the operations that would sign the actors out, or never end an answer.
func notBent(op string) bool {
	return strings.HasPrefix(op, "stream") || slices.Contains([]string{"endSession", "endOtherSessions", "endOneSession", "linkDevice", "createSession"}, op)
}

func newFuzz(t *testing.T) *fuzz {
	t.Helper()
	w := newWorld(t, testkit.Options{})
	z := &fuzz{world: w, contract: contractOf(t, w.Server), shapes: shapes(t, w.Server), offered: map[string][]offer{}, got: map[int]int{}}
	phone := w.furnished()
	for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
		for _, o := range w.offers(op, phone) {
			if o.method == z.contract.ops[op].method {
				z.offered[op] = append(z.offered[op], o)
			}
		}
		if len(z.offered[op]) > 0 && !notBent(op) {
			z.ops = append(z.ops, op)
		}
	}
	z.ids = []string{newID(), string(planOf("peter")), string(planOf("sofie")), string(demo.PersonID("peter")), string(demo.PersonID("maja")), string(demo.PersonID("anette")), id("g1"), id("m15"), id("e1"), id("e2"), string(demo.ID("sofie", "sg1"))}
	return z
}

const fuzzMark = "kanarie290280"

// text draws what may stand where a text is.
func (z *fuzz) text(t *rapid.T, schema map[string]any) string {
	kinds := []*rapid.Generator[string]{
		rapid.SampledFrom(hostile), rapid.SampledFrom(z.ids), rapid.String(), rapid.StringN(1, 30, 60),
		rapid.SampledFrom([]string{"", " ", "\n", fuzzMark, "2026-12-01", "2026-02-30", "9999-12-31", "0000-01-01", "2026-12-01T10:00:00Z", "2026-12-01T10:00:00+25:00", "10:00", "24:60", "P1D", "PT0S", "FREQ=SECONDLY", "done", "planned", "peter@eksempel.dk", "+4520304050", "https://eksempel.dk/x", "da", "\U0010FFFF", "e\u0301", "𝔸"}),
		rapid.Map(rapid.SampledFrom([]int{100, 255, 256, 400, 401, 2000, 4001, 8001, 20000}), func(n int) string { return strings.Repeat("å", n) }),
	}
	if values := asList(schema["enum"]); len(values) > 0 {
		v, _ := values[rapid.IntRange(0, len(values)-1).Draw(t, "value")].(string)
		kinds = append(kinds, rapid.Just(v), rapid.Just(v))
	}
	return rapid.OneOf(kinds...).Draw(t, "text")
}

// short draws a text that a request's head has room for.
func (z *fuzz) short(t *rapid.T) string {
	words := []rune(z.text(t, nil))
	return string(words[:min(len(words), 1000)])
}

// junk draws any value, however deep.
func (z *fuzz) junk(t *rapid.T, deep int) any {
	switch rapid.IntRange(0, 7).Draw(t, "junk") {
	case 0:
		return nil
	case 1:
		return rapid.Bool().Draw(t, "bool")
	case 2, 3:
		return json.RawMessage(rapid.SampledFrom([]string{"0", "-1", "1", "2", "1.5", "60", "1e2", "1e308", "-1e308", "9007199254740993", "9223372036854775808", "1e999", "-0", "0.1"}).Draw(t, "number"))
	case 4:
		if deep < 3 {
			return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) any { return z.junk(t, deep+1) }), 0, 4).Draw(t, "list")
		}
	case 5:
		if deep < 3 {
			out := map[string]any{}
			for range rapid.IntRange(0, 3).Draw(t, "fields") {
				out[rapid.OneOf(rapid.SampledFrom([]string{"id", "kind", "text", "why", "status", "from", "to", "", "__proto__", fuzzMark})).Draw(t, "name")] = z.junk(t, deep+1)
			}
			return out
		}
	}
	return z.text(t, nil)
}

// value draws what fits a schema in its kind, and mostly in nothing else.
func (z *fuzz) value(t *rapid.T, schema map[string]any, deep int) any {
	schema = z.resolve(schema)
	if deep > 5 || rapid.IntRange(0, 5).Draw(t, "bent") == 0 {
		return z.junk(t, 0)
	}
	switch kindOf(schema) {
	case "string":
		return z.text(t, schema)
	case "integer", "number":
		return json.RawMessage(rapid.OneOf(rapid.Map(rapid.IntRange(-3, 100), strconv.Itoa), rapid.SampledFrom([]string{"2147483648", "1e9", "0.5"})).Draw(t, "number"))
	case "boolean":
		return rapid.Bool().Draw(t, "bool")
	case "array":
		items, _ := schema["items"].(map[string]any)
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) any { return z.value(t, items, deep+1) }), 0, rapid.SampledFrom([]int{1, 3, 70}).Draw(t, "most")).Draw(t, "list")
	case "object":
		out := map[string]any{}
		fields := z.fields(schema)
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if slices.Contains(asList(schema["required"]), any(name)) || rapid.IntRange(0, 2).Draw(t, "there") == 0 {
				out[name] = z.value(t, fields[name], deep+1)
			}
		}
		return out
	}
	return z.junk(t, 0)
}

// body draws a body: one that makes sense, one with some fields bent, one of the schema's
// making, or no body at all.
func (z *fuzz) body(t *rapid.T, d described, was any) any {
	if d.body == nil {
		return was
	}
	switch rapid.IntRange(0, 9).Draw(t, "body") {
	case 0:
		return was
	case 1, 2:
		return z.value(t, d.body, 0)
	case 3:
		return z.junk(t, 0)
	case 4: // cut off, or said twice
		doc, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		cut := rapid.IntRange(0, len(doc)).Draw(t, "cut")
		return slices.Concat(doc[:cut], rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "bytes"), doc[cut:], rapid.SampledFrom([][]byte{nil, doc, []byte("}"), {0}}).Draw(t, "rest"))
	}
	out, _ := was.(map[string]any)
	if out = maps.Clone(out); out == nil {
		out = map[string]any{}
	}
	if there := slices.Sorted(maps.Keys(out)); len(there) > 0 && rapid.IntRange(0, 2).Draw(t, "without") == 0 {
		delete(out, rapid.SampledFrom(there).Draw(t, "left out"))
		return out
	}
	fields := z.fields(d.body)
	names := slices.Sorted(maps.Keys(fields))
	for range rapid.IntRange(1, 3).Draw(t, "bent fields") {
		if len(names) > 0 {
			name := rapid.SampledFrom(names).Draw(t, "field")
			out[name] = z.value(t, fields[name], 1)
		}
	}
	return out
}

// send draws one request and holds its answer to the contract.
func (z *fuzz) send(t *rapid.T) {
	op := rapid.SampledFrom(z.ops).Draw(t, "operation")
	d := z.contract.ops[op]
	o := rapid.SampledFrom(z.offered[op]).Draw(t, "request")
	who, at, same := o.who, o.path, true
	if rapid.IntRange(0, 2).Draw(t, "another") == 0 {
		who = rapid.SampledFrom(actors).Draw(t, "actor").name
	}
	if old := pathIDs(at); len(old) > 0 && rapid.IntRange(0, 4).Draw(t, "another place") == 0 {
		same = false
		part := rapid.OneOf(rapid.SampledFrom(z.ids), rapid.SampledFrom(hostile), rapid.StringN(1, 20, 60)).Draw(t, "id")
		at = strings.Replace(at, rapid.SampledFrom(old).Draw(t, "old"), escapePath(part), 1)
	}
	if rapid.IntRange(0, 3).Draw(t, "asks") == 0 {
		same = false
		join := "?"
		if strings.Contains(at, "?") {
			join = "&"
		}
		at += join + escape(rapid.SampledFrom(append(d.query, "x")).Draw(t, "parameter")) + "=" + escape(z.short(t))
	}
	headers := slices.Clone(o.headers)
	switch rapid.IntRange(0, 5).Draw(t, "headers") {
	case 0:
		headers = append(headers, "Idempotency-Key", line(z.short(t)))
	case 1:
		headers = append(headers, "If-Match", line(z.short(t)))
	case 2:
		headers = nil
	case 3:
		if len(d.headers) > 0 {
			headers = append(headers, rapid.SampledFrom(d.headers).Draw(t, "header"), line(z.short(t)))
		}
	}
	body := z.body(t, d, o.body)
	if m, is := body.(map[string]any); is && m == nil {
		body = nil
	}
	doc, err := json.Marshal(body)
	if raw, is := body.([]byte); is {
		doc, err = raw, nil
	}
	if err != nil { // JSON has no words for it: a number that is none, say. So it is sent as no JSON
		doc = fmt.Append(nil, body)
	}
	if body == nil && (d.method == "GET" || d.method == "DELETE") {
		doc = nil
	}
	r := z.as(who).Do(d.method, at, doc, headers...)
	z.got[r.Status]++
	z.holds(t, d, who, same, r)
	if r.Status == 401 && who != "nobody" {
		delete(z.clients, who) // whatever ended his session was his to do
	}
}

// holds wants of an answer what the document says of the operation.
func (z *fuzz) holds(t *rapid.T, d described, who string, same bool, r testkit.Response) {
	t.Helper()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && len(r.Body) > 0 {
		t.Fatalf("Content-Type %q: %v", r.Header.Get("Content-Type"), err)
	}
	switch {
	case r.Status >= 500:
		t.Fatalf("%d %s", r.Status, r.Body)
	case r.Status == 304 || r.Status == 204:
		if len(r.Body) > 0 {
			t.Fatalf("%d with a body", r.Status)
		}
	case r.Status < 300:
		if who == "nobody" && !d.public {
			t.Fatalf("nobody is answered %d %s", r.Status, r.Body)
		}
		kinds, declared := d.answers[strconv.Itoa(r.Status)]
		if !declared || len(r.Body) > 0 && !slices.Contains(kinds, kind) {
			t.Fatalf("%d as %q is not in the document: %v", r.Status, kind, d.answers)
		}
		if shape := z.shapes[d.id]; kind == "application/json" && shape != nil {
			fitting(t, shape, r.Body)
		}
	default:
		if kind != "application/problem+json" {
			t.Fatalf("%d as %q: %s", r.Status, kind, r.Body)
		}
		fitting(t, z.shapes["problem"], r.Body)
		if code := r.Code(); code == "" || !bytes.Contains(r.Body, []byte(`"detail":"`)) {
			t.Fatalf("it is not said what is wrong: %s", r.Body)
		} else if code != string(domain.CodeConflict) && code != string(domain.CodeNotAnonymous) && bytes.Contains(r.Body, []byte(fuzzMark)) {
			t.Fatalf("what was sent is said again: %s", r.Body)
		}
		if who == "nobody" && !d.public && same && !slices.Contains([]int{401, 413, 415, 431}, r.Status) {
			t.Fatalf("nobody gets %d %s", r.Status, r.Body)
		}
	}
}

func fitting(t *rapid.T, shape *jsonschema.Schema, body []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if err := shape.Validate(doc); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
}

// checks sends so many requests, by tens.
func (z *fuzz) checks(t *testing.T, requests int, seed string) {
	t.Helper()
	for name, value := range map[string]string{"rapid.checks": strconv.Itoa(requests / 10), "rapid.seed": seed, "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		for range 10 {
			z.send(rt)
		}
	})
}

// Whatever is sent by whomever to whatever there is: never a fault of ours, always an answer
// that the document declares, in its shape, and nothing at all for nobody.
func TestWhateverIsSent(t *testing.T) {
	t.Parallel()
	z := newFuzz(t)
	z.checks(t, 5000, "7")
	// It got through to what it bends: some was done, and some refused in each way.
	for _, status := range []int{200, 401, 403, 404, 422} {
		if z.got[status] < 50 {
			t.Errorf("only %d answers were %d: %v", z.got[status], status, z.got)
		}
	}
}
