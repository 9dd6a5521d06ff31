package api_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// oldGrants are the contacts whose sharing stands on the things themselves.
var oldGrants = [][2]string{{"peter", "anette"}, {"peter", "kalle"}, {"sofie", "mor"}, {"birthe", "lene"}, {"daryna", "amal"}}

// The edit screen starts with what he sees now. Saved as it is it changes nothing; with one
// more tick he sees what he saw before. On both databases.
func TestWhatIsSharedNowIsWhereTheTicksStart(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		for _, pair := range oldGrants {
			citizen, contact := pair[0], pair[1]
			at := path(citizen, "contacts", string(demo.PersonID(contact)), "sharing")
			sees := func() string {
				t.Helper()
				plan := w.plan(contact, citizen)
				for _, moves := range []string{"rev", "as_of", "contacts"} {
					delete(plan, moves)
				}
				raw, err := json.Marshal(plan)
				if err != nil {
					t.Fatal(err)
				}
				return string(raw)
			}
			chosen := func() any {
				return item(w.plan(citizen, citizen), "contacts", string(demo.PersonID(contact)))["chosen"]
			}
			before, all := sees(), w.everything(citizen)
			share := w.as(citizen).Do("GET", at, nil).JSON(t)
			if r := w.put(citizen, at, share); r["rev"] == nil || chosen() != nil || w.everything(citizen) != all {
				t.Errorf("%s: saving without a change changed something: %v", contact, r)
			}
			// A later end leaves the rest alone.
			longer := maps.Clone(share)
			longer["until"] = "2027-11-20"
			w.put(citizen, at, longer)
			if got := sees(); got != before || chosen() != nil {
				t.Errorf("%s: with another end he sees\n%s\nand before\n%s", contact, got, before)
			}
			more := maps.Clone(share)
			may, _ := share["may"].([]any)
			more["may"] = append(slices.Clone(may), "encourage")
			w.put(citizen, at, more)
			if got := sees(); got != before || chosen() != true {
				t.Errorf("%s: with one more tick he sees\n%s\nand before\n%s", contact, got, before)
			}
			again := w.as(citizen).Do("GET", at, nil).JSON(t)
			all = w.everything(citizen)
			w.put(citizen, at, again)
			if w.everything(citizen) != all {
				t.Errorf("%s: saved again without a change it changed", contact)
			}
		}
	})
}
