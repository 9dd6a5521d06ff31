package domain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
)

// Fields is an item as a JSON object, field by field: what two people's changes are
// merged on.
type Fields map[string]json.RawMessage

// FieldsOf gives an item's fields. A field at its zero value is absent.
func FieldsOf(it Item) (Fields, error) {
	doc, err := json.Marshal(it)
	if err != nil {
		return nil, err
	}
	var f Fields
	if err := json.Unmarshal(doc, &f); err != nil {
		return nil, err
	}
	return f, nil
}

// Item decodes the fields into an item of the kind.
func (f Fields) Item(k Kind) (Item, error) {
	doc, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	return DecodeItem(k, doc)
}

// Overlay gives base with the sent fields laid over it: a field left out stays as it
// is, an empty one (null, "", [], {}) is cleared.
func (f Fields) Overlay(sent Fields) Fields {
	out := make(Fields, len(f)+len(sent))
	for k, v := range f {
		out[k] = v
	}
	for k, v := range sent {
		if emptyJSON(v) {
			delete(out, k)
			continue
		}
		out[k] = v
	}
	return out
}

func emptyJSON(v json.RawMessage) bool {
	switch string(bytes.TrimSpace(v)) {
	case "null", `""`, "[]", "{}":
		return true
	}
	return false
}

// Merge joins two changes that started from the same base: theirs (already kept) and
// ours. A field only one side changed takes that side; a field both changed to the
// same stays; a field both changed differently is a Conflict and nothing is joined.
func Merge(base, theirs, ours Fields) (Fields, []Conflict) {
	out := Fields{}
	var conflicts []Conflict
	for _, k := range keys(base, theirs, ours) {
		b, t, o := base[k], theirs[k], ours[k]
		pick := o
		switch {
		case sameJSON(o, b), sameJSON(o, t):
			pick = t
		case sameJSON(t, b):
		default:
			conflicts = append(conflicts, Conflict{Field: k, Yours: value(o), Theirs: value(t), Base: value(b)})
			continue
		}
		if pick != nil {
			out[k] = pick
		}
	}
	if len(conflicts) > 0 {
		return nil, conflicts
	}
	return out, nil
}

// Changed lists the fields, sorted, in which two versions differ.
func Changed(before, after Fields) []string {
	var out []string
	for _, k := range keys(before, after) {
		if !sameJSON(before[k], after[k]) {
			out = append(out, k)
		}
	}
	return out
}

func keys(maps ...Fields) []string {
	seen := map[string]bool{}
	var out []string
	for _, m := range maps {
		for k := range m {
			if !seen[k] {
				seen[k] = true
				out = append(out, k)
			}
		}
	}
	sort.Strings(out)
	return out
}

func value(raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return v
}

func sameJSON(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	return reflect.DeepEqual(value(a), value(b))
}

// Patch is what a client sent of an item: the whole of what it knows, as fields.
type Patch struct {
	Fields Fields
	Why    string
}

// Apply lays the patch over an item (nil for a new one) and checks the outcome.
func (p Patch) Apply(k Kind, before Item) (Item, error) {
	base := Fields{}
	if before != nil {
		var err error
		if base, err = FieldsOf(before); err != nil {
			return nil, err
		}
	}
	it, err := base.Overlay(p.Fields).Item(k)
	if err != nil {
		return nil, fmt.Errorf("patch: %w", err)
	}
	return it, it.Validate()
}
