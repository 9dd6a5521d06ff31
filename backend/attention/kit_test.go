package attention_test

import (
	"sync"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/catalogue"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// builtin gives the case files that ship.
var builtin = sync.OnceValues(func() (*demo.Set, error) { return demo.Parse(demo.Builtin()...) })

func shipped(t testing.TB) *demo.Set {
	t.Helper()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set.Shift(0) // a copy of one's own
}

func caseOf(t testing.TB, set *demo.Set, key string) *demo.Case {
	t.Helper()
	for i := range set.Cases {
		if set.Cases[i].Key == key {
			return &set.Cases[i]
		}
	}
	t.Fatalf("no case %q", key)
	return nil
}

// attentive gives what is known of a case, as the files have it.
func attentive(set *demo.Set, c *demo.Case) app.Attentive {
	in := app.Attentive{Plan: c.Plan, Citizen: c.Citizen, Threads: c.Threads, Messages: c.Messages, People: map[domain.ID]domain.Person{c.Citizen.ID: c.Citizen}}
	for _, it := range c.Items {
		in.Records = append(in.Records, domain.Record{Plan: c.Plan, Kind: it.Item.Kind(), ID: it.ID, Item: it.Item})
	}
	for _, s := range set.Staff {
		in.People[s.Person.ID] = s.Person
		if s.Person.Role == domain.RoleTeamLead {
			in.Leads = append(in.Leads, s.Person.ID)
		}
	}
	for _, k := range c.Contacts {
		in.People[k.Person.ID] = k.Person
	}
	in.Access = access.Gather(in.Records, set.Departments)
	in.Catalogue = catalogue.Builtin()
	return in
}

func evaluate(in app.Attentive, now time.Time) []attention.Alert {
	return attention.Evaluate(app.AttentionFacts(in, now), attention.Sets{}.At(domain.DateOf(now), in.Citizen), now)
}
