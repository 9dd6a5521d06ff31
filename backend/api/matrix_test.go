package api_test

import (
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// actor is one kind of person who tries everything on Peter's plan.
type actor struct {
	name     string
	role     domain.Role // "" is nobody
	relation access.RelationKind
}

// actors are all kinds there are: of the plan, of another plan, and of none. Jonas is the
// deputy; his window opens half way through the test.
var actors = []actor{
	{"nobody", "", ""},
	{"peter", domain.RoleCitizen, access.RelationCitizen},
	{"sofie", domain.RoleCitizen, ""},
	{"maja", domain.RoleConsultant, access.RelationConsultant},
	{"tobias", domain.RoleConsultant, ""},
	{"vibeke", domain.RoleProfessional, access.RelationProfessional},
	{"lone", domain.RoleProfessional, access.RelationProfessional},
	{"frida", domain.RoleProfessional, access.RelationProfessional},
	{"palle", domain.RoleProfessional, access.RelationProfessional},
	{"sanne", domain.RoleProfessional, access.RelationProfessional},
	{"mie", domain.RoleProfessional, ""},
	{"anette", domain.RoleContact, access.RelationContact},
	{"kalle", domain.RoleContact, access.RelationContact},
	{"bjarne", domain.RoleContact, ""},
	{"mor", domain.RoleContact, ""},
	{"leder", domain.RoleTeamLead, ""},
	{admin, domain.RoleAdmin, ""},
	{"jonas", domain.RoleConsultant, ""},
}

// verdict is what a cell of the matrix must answer; status 0 says "done", whatever 2xx.
type verdict struct {
	status int
	code   domain.Code
}

var (
	done      = verdict{}
	unknown   = verdict{404, domain.CodeNotFound}
	forbidden = verdict{403, domain.CodeForbidden}
	unsigned  = verdict{401, domain.CodeNotSignedIn}
)

func (v verdict) holds(r testkit.Response) bool {
	if v == done {
		return r.Status >= 200 && r.Status < 300
	}
	return r.Status == v.status && r.Code() == string(v.code)
}

// try is one request of the matrix on one id.
type try struct {
	what    string
	method  string
	path    string
	body    map[string]any
	headers []string
	want    verdict
	// twin is the same request on an id that nothing has; where want is a refusal the two
	// answers must be one and the same.
	twin string
}

// before says what the operation's rule alone decides for an actor.
func before(op string, a actor) (verdict, bool) {
	rule := access.Operations[op]
	switch {
	case rule.Public:
		return done, false
	case a.role == "":
		return unsigned, true
	case !slices.Contains(rule.Roles, a.role):
		return forbidden, true
	case rule.OnPlan && a.relation == "":
		return unknown, true
	}
	return done, false
}

// TestEveryOperationAsEveryActor tries all operations as all kinds of people on ids that
// are another's: each cell answers what the rules say, hidden answers exactly as missing
// does, and a refusal changes nothing.
func TestEveryOperationAsEveryActor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	phone := w.furnished()
	for _, a := range actors {
		w.tryAll(a, phone)
	}
	w.openWindow()
	w.tryAll(actor{"jonas", domain.RoleConsultant, access.RelationDeputy}, phone)
	for citizen := range plans {
		if citizen != "peter" && w.everything(citizen) != w.others[citizen] {
			t.Errorf("the plan of %s changed", citizen)
		}
	}
}

// matrix is every operation with its tries for an actor; one that has none is an error.
func (w *world) tryAll(a actor, phone domain.ID) {
	w.t.Helper()
	if w.others == nil {
		w.others = map[string]string{}
		for citizen := range plans {
			w.others[citizen] = w.everything(citizen)
		}
	}
	for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
		tries := w.triesOf(op, a, phone)
		if len(tries) == 0 {
			w.t.Fatalf("%s is not in the matrix", op)
		}
		refused := !slices.ContainsFunc(tries, func(x try) bool { return x.want == done })
		before := ""
		if refused {
			before = w.everything("peter")
		}
		for _, x := range tries {
			w.tryOne(op, a, x)
		}
		if refused && w.everything("peter") != before {
			w.t.Errorf("%s as %s: was refused and changed the plan", op, a.name)
		}
	}
	if subs := w.subscriptionsOf("peter"); len(subs) != 1 || subs[0].ID != phone {
		w.t.Errorf("after %s, Peter's phone is woken at %v", a.name, subs)
	}
}

func (w *world) tryOne(op string, a actor, x try) {
	w.t.Helper()
	what := op + " as " + a.name + " " + x.what
	r := w.as(a.name).Do(x.method, x.path, body(x.body), x.headers...)
	if !x.want.holds(r) {
		w.t.Errorf("%s: %d %s, want %v", what, r.Status, r.Body, x.want)
		return
	}
	if x.want == done {
		checkHeaders(w.t, what, r)
		return
	}
	checkProblem(w.t, what, r, x.want.status, x.want.code)
	if x.twin == "" {
		return
	}
	twin := w.as(a.name).Do(x.method, x.twin, body(x.body), x.headers...)
	if diff := differ(r, twin); diff != "" {
		w.t.Errorf("%s: what is hidden answers otherwise than what is missing: %s", what, diff)
	}
}

func body(b map[string]any) any {
	if b == nil {
		return nil
	}
	return b
}

// differ says in what two answers differ; the date of sending is no part of an answer.
func differ(x, y testkit.Response) string {
	if x.Status != y.Status || string(x.Body) != string(y.Body) {
		return string(x.Body) + " against " + string(y.Body)
	}
	hx, hy := x.Header.Clone(), y.Header.Clone()
	for _, h := range []http.Header{hx, hy} {
		h.Del("Date")
	}
	if !maps.EqualFunc(hx, hy, slices.Equal) {
		return "headers " + strings.Join(slices.Sorted(maps.Keys(hx)), " ") + " against " + strings.Join(slices.Sorted(maps.Keys(hy)), " ")
	}
	return ""
}

// subscribe lets a persona's phone be woken and gives the subscription's id.
func (w *world) subscribe(who string) domain.ID {
	w.t.Helper()
	sub := w.Push.NewSubscription()
	w.put(who, "/push/subscriptions/"+string(sub.ID), map[string]any{"endpoint": sub.Endpoint, "keys": map[string]any{"p256dh": sub.P256dh, "auth": sub.Auth}})
	return sub.ID
}

func (w *world) subscriptionsOf(who string) []domain.Subscription {
	w.t.Helper()
	var out []domain.Subscription
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) (err error) {
		out, err = tx.SubscriptionsOf(demo.PersonID(who))
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// Everyone gets exactly his own of each plan, over HTTP as by the rules.
func TestEveryoneGetsExactlyHisOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.openWindow()
	for _, want := range testkit.VisibleSets {
		t.Run(want.Citizen+"/"+want.Viewer, func(t *testing.T) {
			c := testkit.CaseOf(t, want.Citizen)
			wanted := want.Wanted(t, c)
			plan := w.plan(want.Viewer, want.Citizen)
			got := map[domain.Ref]bool{}
			for kind, list := range lists {
				things, ok := plan[list].([]any)
				if !ok {
					t.Errorf("%s is not there", list)
				}
				for _, it := range things {
					got[domain.Ref{Kind: kind, ID: domain.ID(it.(map[string]any)["id"].(string))}] = true
				}
			}
			if dream, ok := plan["dream"].(map[string]any); ok {
				got[domain.Ref{Kind: domain.KindDream, ID: domain.ID(dream["id"].(string))}] = true
			}
			got[domain.Ref{Kind: domain.KindPlan, ID: c.Plan}] = true
			for ref := range wanted {
				if !got[ref] {
					t.Errorf("does not get %s %s", ref.Kind, ref.ID)
				}
			}
			for ref := range got {
				if _, may := wanted[ref]; !may {
					t.Errorf("gets %s %s", ref.Kind, ref.ID)
				}
			}
			checkNothingElse(t, c, wanted, plan)
		})
	}
}

// checkNothingElse looks for the id of anything unseen, anywhere in the answer: in a
// list of goals, as the effort of a meeting, as the one before.
func checkNothingElse(t *testing.T, c demo.Case, seen map[domain.Ref]bool, answer any) {
	t.Helper()
	may := map[domain.ID]bool{c.Plan: true}
	for ref := range seen {
		may[ref.ID] = true
	}
	hidden := map[domain.ID]domain.Kind{}
	for _, it := range c.Items {
		if _, person := it.Item.(*domain.Contact); !may[it.ID] && !person {
			hidden[it.ID] = it.Item.Kind()
		}
	}
	for _, thread := range c.Threads {
		hidden[thread.ID] = "thread"
	}
	walk(answer, "", func(at, s string) {
		if kind, is := hidden[domain.ID(s)]; is {
			t.Errorf("%s names a %s that is not seen", at, kind)
		}
	})
}

// walk visits every text of a decoded JSON answer, keys of objects too.
func walk(v any, at string, visit func(at, s string)) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			visit(at, k)
			walk(x, at+"/"+k, visit)
		}
	case []any:
		for _, x := range v {
			walk(x, at, visit)
		}
	case string:
		visit(at, v)
	}
}
