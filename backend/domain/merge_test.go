package domain_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

// Few names and few values, so that the three versions meet in every way there is.
var (
	fieldNames = rapid.SampledFrom([]string{"title", "status", "place", "bring", "of"})
	values     = rapid.SampledFrom([]string{`"Et"`, `"To"`, `"T\u006f"`, `1`, `1.0`, `true`, `["a"]`, `["a","b"]`, `{"name":"A"}`, `{"name":"B","note":"C"}`, `{"note":"C","name":"B"}`})
)

func drawFields(t *rapid.T, label string) domain.Fields {
	f := domain.Fields{}
	for name, raw := range rapid.MapOf(fieldNames, values).Draw(t, label) {
		f[name] = json.RawMessage(raw)
	}
	return f
}

// meaning gives a field's value, however its JSON is written; nil when it is absent.
func meaning(t *rapid.T, raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return v
}

func conflictOf(conflicts []domain.Conflict, field string) *domain.Conflict {
	for i := range conflicts {
		if conflicts[i].Field == field {
			return &conflicts[i]
		}
	}
	return nil
}

func TestMergeLosesNobodysChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, theirs, ours := drawFields(t, "base"), drawFields(t, "theirs"), drawFields(t, "ours")
		joined, conflicts := domain.Merge(base, theirs, ours)
		for _, name := range []string{"title", "status", "place", "bring", "of"} {
			b, th, o := meaning(t, base[name]), meaning(t, theirs[name]), meaning(t, ours[name])
			c := conflictOf(conflicts, name)
			bothDiffer := !cmp.Equal(b, th) && !cmp.Equal(b, o) && !cmp.Equal(th, o)
			if bothDiffer != (c != nil) {
				t.Fatalf("%s: base %v, theirs %v, ours %v: conflict %v", name, b, th, o, c)
			}
			if c != nil {
				if !cmp.Equal(c.Base, b) || !cmp.Equal(c.Theirs, th) || !cmp.Equal(c.Yours, o) {
					t.Fatalf("%s: the conflict %+v does not hold base %v, theirs %v, ours %v", name, *c, b, th, o)
				}
				continue
			}
			if len(conflicts) > 0 {
				continue // another field's conflict: nothing is joined
			}
			want := b
			if !cmp.Equal(th, b) {
				want = th
			}
			if !cmp.Equal(o, b) {
				want = o
			}
			if got := meaning(t, joined[name]); !cmp.Equal(got, want) {
				t.Fatalf("%s: base %v, theirs %v, ours %v became %v", name, b, th, o, got)
			}
		}
		if len(conflicts) > 0 && joined != nil {
			t.Fatal("something was joined beside a conflict")
		}
	})
}

func TestMergeIsSymmetricInWhatItKeeps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, theirs, ours := drawFields(t, "base"), drawFields(t, "theirs"), drawFields(t, "ours")
		there, conflictsThere := domain.Merge(base, theirs, ours)
		back, conflictsBack := domain.Merge(base, ours, theirs)
		if changed := domain.Changed(there, back); len(changed) > 0 {
			t.Fatalf("%v depend on who came first", changed)
		}
		for i := range conflictsBack {
			c := &conflictsBack[i]
			c.Yours, c.Theirs = c.Theirs, c.Yours
		}
		if diff := cmp.Diff(conflictsThere, conflictsBack); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestIdenticalEditsNeverConflict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, edit := drawFields(t, "base"), drawFields(t, "edit")
		for _, tc := range []struct {
			name         string
			theirs, ours domain.Fields
		}{{"both the same", edit, edit}, {"only theirs", edit, base}, {"only ours", base, edit}} {
			joined, conflicts := domain.Merge(base, tc.theirs, tc.ours)
			if len(conflicts) > 0 || len(domain.Changed(joined, edit)) > 0 {
				t.Fatalf("%s: %s, %v", tc.name, joined, conflicts)
			}
		}
	})
}

func TestOverlay(t *testing.T) {
	base := domain.Fields{"title": json.RawMessage(`"Gå en tur"`), "bring": json.RawMessage(`["Sko"]`), "place": json.RawMessage(`{"name":"Skoven"}`), "of": json.RawMessage(`4`)}
	for _, empty := range []string{`null`, `""`, `[]`, `{}`, ` [ ] `, "{\n}", ` "" `} {
		got := base.Overlay(domain.Fields{"title": json.RawMessage(empty)})
		if _, still := got["title"]; still {
			t.Errorf("%q did not clear the field", empty)
		}
		if len(got) != 3 {
			t.Errorf("%q: %v", empty, got)
		}
	}
	got := base.Overlay(domain.Fields{"of": json.RawMessage(`0`), "note": json.RawMessage(`"x"`)})
	if string(got["of"]) != "0" || string(got["note"]) != `"x"` || string(got["title"]) != `"Gå en tur"` {
		t.Errorf("%s", got)
	}
	if len(base) != 4 {
		t.Error("the base itself was changed")
	}
}

// TestFieldsAreAFixedPoint: what is stored, read and stored again stays as it is, for
// every kind, or each save would look like a change.
func TestFieldsAreAFixedPoint(t *testing.T) {
	for kind, it := range whole {
		first, err := domain.FieldsOf(it)
		if err != nil {
			t.Fatal(err)
		}
		again, err := first.Item(kind)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if diff := cmp.Diff(it, again); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
		second, err := domain.FieldsOf(again)
		if err != nil {
			t.Fatal(err)
		}
		if changed := domain.Changed(first, second); len(changed) > 0 {
			t.Errorf("%s: %v changed by being read", kind, changed)
		}
	}
	for _, k := range domain.Kinds {
		if whole[k] == nil {
			t.Errorf("%s is not tested", k)
		}
	}
}

func tick(id, on string) string {
	if on == "" {
		return `{"id":"` + id + `"}`
	}
	return `{"id":"` + id + `","on":"` + on + `"}`
}

func ticks(list ...string) domain.Fields {
	f := domain.Fields{"text": json.RawMessage(`"Svøm"`)}
	if len(list) > 0 {
		raw := "["
		for i, s := range list {
			if i > 0 {
				raw += ","
			}
			raw += s
		}
		f["ticks"] = json.RawMessage(raw + "]")
	}
	return f
}

func TestTwoPhonesThatTickHaveTickedTwice(t *testing.T) {
	a, b, c := tick("a", "2026-11-02"), tick("b", "2026-11-09"), tick("c", "")
	for _, tc := range []struct {
		name               string
		base, theirs, ours domain.Fields
		want               []string // ids
		conflict           bool
	}{
		{name: "the first two", base: ticks(), theirs: ticks(a), ours: ticks(b), want: []string{"a", "b"}},
		{name: "one more each", base: ticks(a), theirs: ticks(a, b), ours: ticks(a, c), want: []string{"a", "b", "c"}},
		{name: "the same", base: ticks(a), theirs: ticks(a, b), ours: ticks(a, b), want: []string{"a", "b"}},
		{name: "one takes back, one ticks", base: ticks(a, b), theirs: ticks(b), ours: ticks(a, b, c), want: []string{"b", "c"}},
		{name: "both take back all", base: ticks(a, b), theirs: ticks(a), ours: ticks(b), want: nil},
		{name: "one tick's day said differently", base: ticks(c), theirs: ticks(tick("c", "2026-11-02")), ours: ticks(tick("c", "2026-11-03")), conflict: true},
		{name: "taken back and dated", base: ticks(c, a), theirs: ticks(a), ours: ticks(tick("c", "2026-11-03"), a), conflict: true},
		{name: "no ids to tell them by", base: ticks(), theirs: ticks(`{"on":"2026-11-02"}`), ours: ticks(`{"on":"2026-11-03"}`), conflict: true},
		{name: "one id twice", base: ticks(), theirs: ticks(a, a), ours: ticks(b), conflict: true},
		{name: "no list", base: ticks(), theirs: domain.Fields{"text": json.RawMessage(`"Svøm"`), "ticks": json.RawMessage(`3`)}, ours: ticks(b), conflict: true},
	} {
		for _, way := range []struct {
			name         string
			theirs, ours domain.Fields
		}{{"there", tc.theirs, tc.ours}, {"back", tc.ours, tc.theirs}} {
			joined, conflicts := domain.Merge(tc.base, way.theirs, way.ours)
			if (len(conflicts) > 0) != tc.conflict {
				t.Errorf("%s, %s: conflicts %v", tc.name, way.name, conflicts)
				continue
			}
			if tc.conflict {
				continue
			}
			var got []struct{ ID string }
			if raw := joined["ticks"]; raw != nil {
				if err := json.Unmarshal(raw, &got); err != nil {
					t.Fatal(err)
				}
			}
			var ids []string
			for _, g := range got {
				ids = append(ids, g.ID)
			}
			slices.Sort(ids)
			if diff := cmp.Diff(tc.want, ids); diff != "" {
				t.Errorf("%s, %s: %s", tc.name, way.name, diff)
			}
		}
	}
}

// TestOneInstantWrittenTwoWaysIsNoChange: a phone may write a meeting's time with its
// own offset; that must not meet a colleague's change as a conflict.
func TestOneInstantWrittenTwoWaysIsNoChange(t *testing.T) {
	read := func(doc string) domain.Fields {
		t.Helper()
		it, err := domain.DecodeItem(domain.KindMeeting, []byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		f, err := domain.FieldsOf(it)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	base := read(`{"title":"Samtale","form":"walk","status":"planned","start":"2026-11-26T13:00:00Z","end":"2026-11-26T14:00:00Z","transport":{"leaves":"2026-11-26T12:30:00Z"}}`)
	moved := read(`{"title":"Samtale","form":"walk","status":"planned","start":"2026-11-27T13:00:00Z","end":"2026-11-27T14:00:00Z","transport":{"leaves":"2026-11-27T12:30:00Z"}}`)
	sent := read(`{"title":"Snak","form":"walk","status":"planned","start":"2026-11-26T14:00:00+01:00","end":"2026-11-26T15:00:00+01:00","transport":{"leaves":"2026-11-26T13:30:00+01:00"}}`)
	joined, conflicts := domain.Merge(base, moved, sent)
	if len(conflicts) > 0 {
		t.Fatalf("%+v", conflicts)
	}
	if diff := cmp.Diff([]string{"title"}, domain.Changed(moved, joined)); diff != "" {
		t.Error(diff)
	}
}
