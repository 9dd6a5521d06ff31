package domain_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"

	"tavlen/backend/domain"
)

// TestNarrowingNeverOpens: whatever a thing is and was, narrowed to another it is open to nobody
// whom either did not let in, keeps all else, and is done when it is done once.
func TestNarrowingNeverOpens(t *testing.T) {
	contact := func(k domain.Contact) domain.Item { return &k }
	goal := func(sensitive bool, who ...string) domain.Item {
		return &domain.Goal{Title: "Bliver", Seen: domain.Seen{Sensitive: sensitive, Visibility: who}}
	}
	ref := domain.Ref{Kind: domain.KindGoal, ID: "g"}
	for name, things := range map[string][]domain.Item{
		"goal":    {goal(false), goal(true), goal(false, "citizen"), goal(false, "citizen", "consultant"), goal(true, "x")},
		"effort":  {&domain.Effort{Title: "Bliver"}, &domain.Effort{Title: "Bliver", ResultVisibility: []string{"citizen"}}, &domain.Effort{Title: "Bliver", ResultVisibility: []string{"consultant"}}},
		"checkin": {&domain.Checkin{Word: "Bliver"}, &domain.Checkin{Word: "Bliver", Share: []string{"consultant"}}, &domain.Checkin{Word: "Bliver", Share: []string{"x", "y"}}},
		"picture": {&domain.Picture{Text: "Bliver", Status: domain.StatusActive}, &domain.Picture{Text: "Bliver", Status: domain.StatusDropped}},
		"meeting": {&domain.Meeting{Title: "Bliver"}, &domain.Meeting{Title: "Bliver", Companions: []domain.ID{"x", "y"}}, &domain.Meeting{Title: "Bliver", Companions: []domain.ID{"y"}}},
		"contact": {
			contact(domain.Contact{Name: "Bliver", CanSee: []string{"meetings", "agreements"}, CanDo: []string{"transport"}}),
			contact(domain.Contact{Name: "Bliver", CanSee: []string{"meetings"}, Expires: "2027-01-01", Sharing: domain.Sharing{Chosen: true, Items: []domain.Ref{ref}, Lanes: []domain.Area{"mind"}}}),
			contact(domain.Contact{Name: "Bliver", Expires: "2026-12-01", Sharing: domain.Sharing{Chosen: true}}),
		},
	} {
		for _, was := range things {
			for _, is := range things {
				to := domain.OpennessOf(is)
				got := copied(t, was)
				changed := domain.Narrow(got, to)
				o := besideHer(domain.OpennessOf(got))
				if !o.Within(besideHer(to)) || !o.Within(besideHer(domain.OpennessOf(was))) {
					t.Errorf("%s: %v narrowed to %v is %v", name, domain.OpennessOf(was), to, o)
				}
				if got = copied(t, got); changed == reflect.DeepEqual(got, copied(t, was)) {
					t.Errorf("%s: %v narrowed to %v says %v", name, domain.OpennessOf(was), to, changed)
				}
				once := copied(t, got)
				domain.Narrow(got, to)
				if !reflect.DeepEqual(copied(t, got), once) {
					t.Errorf("%s: %v narrowed to %v twice is %v", name, domain.OpennessOf(was), to, domain.OpennessOf(got))
				}
				if domain.TitleOf(got) != domain.TitleOf(was) {
					t.Errorf("%s lost its words", name)
				}
			}
		}
	}
}

// besideHer leaves the citizen out, who sees what is hers in any case.
func besideHer(o domain.Openness) domain.Openness {
	o = maps.Clone(o)
	for facet, who := range o {
		o[facet] = slices.DeleteFunc(slices.Clone(who), func(w string) bool { return w == "citizen" })
	}
	return o
}

func copied(t *testing.T, it domain.Item) domain.Item {
	t.Helper()
	doc, err := json.Marshal(it)
	if err != nil {
		t.Fatal(err)
	}
	if it, err = domain.DecodeItem(it.Kind(), doc); err != nil {
		t.Fatal(err)
	}
	return it
}
