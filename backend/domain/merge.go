package domain

import (
	"bytes"
	"encoding/json"
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
		if MergesInside(k) {
			out[k] = overlayInside(out[k], v)
			continue
		}
		if emptyJSON(v) {
			delete(out, k)
			continue
		}
		out[k] = v
	}
	return out
}

func emptyJSON(v json.RawMessage) bool {
	switch v := value(v).(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// Merge joins two changes that started from the same base: theirs (already kept) and
// ours. A field only one side changed takes that side; a field both changed to the
// same stays; a field both changed differently is a Conflict and nothing is joined. A
// field that is a set (see sets) is joined member by member.
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
			if set, ok := mergeSet(k, b, t, o); ok {
				pick = set
				break
			}
			if MergesInside(k) {
				inner, differ := Merge(inside(b), inside(t), inside(o))
				for _, c := range differ {
					c.Field = k + "." + c.Field
					conflicts = append(conflicts, c)
				}
				pick = inner.raw()
				break
			}
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

// sets are the fields whose value is a set of things with ids: "3 of 4" is told by its
// dated ticks, so that two phones that each tick once have ticked twice.
var sets = map[string]bool{"ticks": true}

// mergeSet joins two changes of a set by the same rule, a member being a field. It is
// not ok where the field is no set or one member was changed differently.
func mergeSet(field string, base, theirs, ours json.RawMessage) (json.RawMessage, bool) {
	if !sets[field] {
		return nil, false
	}
	b, _, okBase := members(base)
	t, order, okTheirs := members(theirs)
	o, added, okOurs := members(ours)
	if !okBase || !okTheirs || !okOurs {
		return nil, false
	}
	joined, conflicts := Merge(b, t, o)
	if len(conflicts) > 0 || len(joined) == 0 {
		return nil, len(conflicts) == 0
	}
	var list []json.RawMessage
	for _, id := range append(order, added...) {
		if m, ok := joined[id]; ok {
			list = append(list, m)
			delete(joined, id)
		}
	}
	doc, err := json.Marshal(list)
	return doc, err == nil
}

// members gives a set's things by their ids, and the ids in their order.
func members(raw json.RawMessage) (byID Fields, order []string, ok bool) {
	var list []json.RawMessage
	if raw != nil && json.Unmarshal(raw, &list) != nil {
		return nil, nil, false
	}
	byID = Fields{}
	for _, m := range list {
		var named struct{ ID string }
		if json.Unmarshal(m, &named) != nil || named.ID == "" || byID[named.ID] != nil {
			return nil, nil, false
		}
		byID[named.ID] = m
		order = append(order, named.ID)
	}
	return byID, order, true
}

// MergesInside says whether a field is an object whose own fields are laid over and merged
// one by one: who moves a lane has not touched what is in focus.
func MergesInside(field string) bool { return field == "board" }

func inside(raw json.RawMessage) Fields {
	f := Fields{}
	if raw == nil || json.Unmarshal(raw, &f) != nil || f == nil {
		return Fields{}
	}
	return f
}

func (f Fields) raw() json.RawMessage {
	doc, err := json.Marshal(f)
	if err != nil {
		return nil
	}
	return doc
}

// overlayInside lays what was sent of an object over what is there; what is no object is
// left for the decoder to refuse.
func overlayInside(base, sent json.RawMessage) json.RawMessage {
	if _, ok := value(sent).(map[string]any); !ok {
		return sent
	}
	return inside(base).Overlay(inside(sent)).raw()
}

// Value gives a field as JSON decodes it; nil where it is absent.
func (f Fields) Value(field string) any { return value(f[field]) }

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
