package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// What a phone that was left open could do most harm with wants a proof of the last minutes
// (threat T03). Whoever gave none changes nothing by asking.
func TestWhatWantsAFreshProof(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, op := range []string{"inviteContact", "confirmContact", "breakGlass", "exportMine", "exportThread", "exportStory", "linkDevice", "askPasskey", "addPasskey", "removePasskey", "putPin", "removePin"} {
		if !access.Operations[op].Fresh {
			t.Errorf("%s wants no fresh proof", op)
		}
	}
	who := map[domain.Role]string{domain.RoleCitizen: "peter", domain.RoleConsultant: "maja", domain.RoleContact: "anette"}
	for role, name := range who {
		w.as(name).AsksAgain = true
		if r := w.as(name).Do("GET", "/me", nil); r.JSON(t)["person"].(map[string]any)["role"] != string(role) {
			t.Fatalf("%s: %s", name, r.Body)
		}
	}
	w.Clock.Move(access.FreshFor + time.Second)
	tried := map[string]bool{}
	w.unchanged("without a proof", func() {
		for at, methods := range openAPI(t, w.Server).Paths {
			for method, op := range methods {
				rule := access.Operations[op.OperationID]
				if !rule.Fresh {
					continue
				}
				at := strings.NewReplacer("{plan}", string(planOf("peter")), "/api/v1", "").Replace(at)
				for strings.Contains(at, "{") {
					at = at[:strings.Index(at, "{")] + newID() + at[strings.Index(at, "}")+1:]
				}
				for _, role := range rule.Roles {
					if name := who[role]; name != "" {
						checkProblem(t, op.OperationID+" by "+name, w.as(name).Do(strings.ToUpper(method), at, map[string]any{}), http.StatusForbidden, domain.CodeStepUp)
						tried[op.OperationID] = true
					}
				}
			}
		}
	})
	for op, rule := range access.Operations {
		if rule.Fresh && !tried[op] {
			t.Errorf("%s was not tried", op)
		}
	}
}

// Where she is told things is led elsewhere, and a protected address is loosened, with a fresh
// proof only; the other settings and protecting her ask for none. After the proof the very same
// request is done, once.
func TestSomeWishesWantAFreshProof(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		pins := func(who string) {
			t.Helper()
			w.as(who).AsksAgain = true
			if r := w.as(who).Do("PUT", "/session/pin", map[string]any{"pin": "592741"}); r.Status != 204 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
		}
		pins("peter")
		pins("maja")
		less := w.as("peter").Do("GET", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), nil).JSON(t)
		more := maps.Clone(less)
		more["lanes"] = append(slices.Clone(less["lanes"].([]any)), "mind", "body")
		for _, c := range []struct {
			what, who, at string
			body          map[string]any
			asked         bool
		}{
			{"another number", "peter", "/me/settings", map[string]any{"phone": "+4520111111"}, true},
			{"no number", "peter", "/me/settings", map[string]any{"phone": nil}, true},
			{"another address", "peter", "/me/settings", map[string]any{"email": "ny@example.dk"}, true},
			{"the same address", "peter", "/me/settings", map[string]any{"email": "ny@example.dk", "quiet_hours": map[string]any{"from": "20:00", "to": "06:00"}}, false},
			{"other hours", "peter", "/me/settings", map[string]any{"quiet_hours": map[string]any{"from": "22:00", "to": "06:00"}}, false},
			{"a member of staff's address", "maja", "/me/settings", map[string]any{"email": "ny@kommune.example"}, true},
			{"protecting", "maja", path("peter", "protection"), map[string]any{"protected": true}, false},
			{"letting people be invited all the same", "maja", path("peter", "protection"), map[string]any{"protected": true, "people": true}, true},
			{"no longer protecting", "maja", path("peter", "protection"), map[string]any{"protected": false}, true},
			{"more for one of her people", "peter", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), more, true},
			{"less for one of her people", "peter", path("peter", "contacts", string(demo.PersonID("anette")), "sharing"), less, false},
			{"a pause for one of her people", "peter", path("peter", "contacts", string(demo.PersonID("anette")), "pause"), map[string]any{"paused": true}, false},
			{"an end of the pause", "peter", path("peter", "contacts", string(demo.PersonID("anette")), "pause"), map[string]any{"paused": false}, true},
			{"a calendar's address", "peter", "/me/calendar", map[string]any{"on": true, "titles": "full"}, true},
			{"no calendar's address", "peter", "/me/calendar", map[string]any{"on": false}, false},
			{"an invitation", "peter", path("peter", "invitations", newID()), map[string]any{"name": "Ib", "until": until}, true},
		} {
			w.Clock.Move(access.FreshFor + time.Second)
			key := newID()
			if strings.Contains(c.at, "/invitations/") {
				key = c.at[strings.LastIndexByte(c.at, '/')+1:]
			}
			send := func() testkit.Response { return w.as(c.who).Do("PUT", c.at, c.body, "Idempotency-Key", key) }
			if c.asked {
				w.unchanged(c.what, func() {
					checkProblem(t, c.what, send(), http.StatusForbidden, domain.CodeStepUp)
				})
				if r := w.as(c.who).Do("POST", "/session/pin/check", map[string]any{"pin": "592741"}); r.Status != 204 {
					t.Fatalf("%s: %d %s", c.what, r.Status, r.Body)
				}
			}
			for range 2 {
				if r := send(); r.Status != 200 {
					t.Errorf("%s: %d %s", c.what, r.Status, r.Body)
				}
			}
		}
		invitations := w.as("peter").Do("GET", path("peter", "invitations"), nil).JSON(t)["invitations"].([]any)
		if n := len(slices.DeleteFunc(invitations, func(one any) bool { return one.(map[string]any)["name"] != "Ib" })); n != 1 {
			t.Errorf("invited %d times", n)
		}
	})
}
