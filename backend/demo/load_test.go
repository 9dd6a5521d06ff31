package demo_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit/pg"
)

type installation struct {
	store *store.Store
	app   *app.App
	set   *demo.Set
}

// load gives an installation with a set in it and the clock at the anchor.
func load(t *testing.T, database string, set *demo.Set) installation {
	t.Helper()
	clock := domain.ClockFunc(func() time.Time { return set.Anchor })
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	key := func(b byte) []byte { return slices.Repeat([]byte{b}, 32) }
	s, err := store.Open(t.Context(), store.Options{
		Database: database, Ledger: t.TempDir(), Clock: clock, Log: log,
		Keys: store.Keys{Masters: []store.MasterKey{{ID: "test", Key: key(1)}}, Index: key(2)},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	in := installation{s, app.New(app.Options{Store: s, Clock: clock, Log: log}), set}
	if err := demo.Load(t.Context(), in.app, set); err != nil {
		t.Fatal(err)
	}
	return in
}

func parse(t *testing.T, files ...demo.File) *demo.Set {
	t.Helper()
	set, err := demo.Parse(files...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func sqliteFile(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "demo.db")
}

func (in installation) read(t *testing.T, fn func(*store.Tx) error) {
	t.Helper()
	if err := in.store.Snapshot(context.WithoutCancel(t.Context()), fn); err != nil {
		t.Fatal(err)
	}
}

func TestLoad(t *testing.T) {
	for name, database := range map[string]func(*testing.T) string{"sqlite": sqliteFile, "postgres": func(t *testing.T) string { return pg.DSN(t) }} {
		t.Run(name, func(t *testing.T) {
			in := load(t, database(t), parse(t, demo.Builtin()...))
			t.Run("keeps everything", in.keepsEverything)
			t.Run("notifies nobody of the past", in.notifiesNobody)
			t.Run("tells it by those who did it", in.tellsWhoDidIt)
			t.Run("opens what the case opens", in.opensWhatTheCaseOpens)
		})
	}
}

// The shipped set on other dates, a leap day and a change of the clocks away.
func TestLoadShifted(t *testing.T) {
	in := load(t, sqliteFile(t), parse(t, demo.Builtin()...).Shift(78))
	in.keepsEverything(t)
	in.notifiesNobody(t)
}

// What a case may hold though the shipped ones do not: each is loaded as it stands.
func TestLoadOddCases(t *testing.T) {
	files := demo.Builtin()[:1]
	for _, edit := range []struct{ old, with string }{
		{`"consultant_since": "2026-10-01",`, ``},
		{`"agreed_on": "2026-10-12",
        "last_reviewed"`, `"agreed_on": null,
        "last_reviewed"`},
		{`"expires": "2027-02-06",
          "status": "active"`, `"expires": "2027-02-06",
          "status": "withdrawn", "withdrawn_at": "2026-11-20T10:00:00+01:00"`},
		{`"accepted_at": "2026-11-01T16:31:00+01:00",
          "status": "active"`, `"accepted_at": "2026-11-01T16:31:00+01:00",
          "status": "paused"`},
		{`"accepted_at": "2026-10-12T18:22:00+02:00",
          "status": "active"`, `"accepted_at": null,
          "status": "invited"`},
		// Read before what came first: reading up to a message cannot say this again.
		{`"read_at": "2026-11-23T12:03:00+01:00"`, `"read_at": null`},
		{`"by": "maja",
            "at": "2026-11-17T15:20:00+01:00"`, `"by": "vibeke",
            "at": "2026-11-17T15:20:00+01:00"`},
		{`"done_at": "2026-10-09"`, `"done_at": "2026-09-09"`},
		{`"status": "active",
          "goal": null,
          "made_at": "m04"`, `"status": "dropped", "closed_on": "2026-10-01",
          "goal": null,
          "made_at": "m04"`},
		{`"citizen_answer": "agree"`, `"visibility": ["citizen", "lone"], "citizen_answer": "agree"`},
	} {
		if bytes.Count(files[0].Data, []byte(edit.old)) == 0 {
			t.Fatalf("the file does not have %q", edit.old)
		}
		files[0].Data = bytes.Replace(files[0].Data, []byte(edit.old), []byte(edit.with), 1)
	}
	load(t, sqliteFile(t), parse(t, files...)).keepsEverything(t)
}

// keepsEverything: what was loaded is what the files hold, thing for thing and word for word.
func (in installation) keepsEverything(t *testing.T) {
	for _, c := range in.set.Cases {
		t.Run(c.Key, func(t *testing.T) {
			in.read(t, func(tx *store.Tx) error {
				head, err := tx.PlanOf(demo.PersonID(c.Key))
				if err != nil || head.ID != c.Plan {
					t.Fatalf("the plan is %s, not %s: %v", head.ID, c.Plan, err)
				}
				records, err := tx.Items(head)
				if err != nil {
					return err
				}
				sameItems(t, c, records)
				sameThreads(t, tx, c, head)
				samePeople(t, tx, c)
				sameAccessLog(t, tx, c, head)
				return nil
			})
		})
	}
	in.read(t, func(tx *store.Tx) error {
		staff, err := tx.Staff()
		if err != nil {
			return err
		}
		want := map[domain.ID]domain.Person{}
		for _, p := range in.set.Staff {
			want[p.Person.ID] = p.Person
		}
		got := map[domain.ID]domain.Person{}
		for _, p := range staff {
			got[p.ID] = p
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("staff (-file +loaded):\n%s", diff)
		}
		return nil
	})
	house, err := in.app.House(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(app.House{Municipality: in.set.Municipality, Departments: in.set.Departments}, house); diff != "" {
		t.Errorf("the house (-file +loaded):\n%s", diff)
	}
}

func sameItems(t *testing.T, c demo.Case, records []domain.Record) {
	t.Helper()
	want, got := map[domain.Ref]domain.Item{}, map[domain.Ref]domain.Item{}
	for _, it := range c.Items {
		want[domain.Ref{Kind: it.Item.Kind(), ID: it.ID}] = it.Item
	}
	for _, r := range records {
		got[r.Ref()] = r.Item
	}
	opts := cmp.Options{cmpopts.EquateEmpty(),
		// The file does not say when the citizen answered; the use case says: when it was seen.
		cmpopts.IgnoreFields(domain.PlanChange{}, "AnsweredAt")}
	if diff := cmp.Diff(want, got, opts); diff != "" {
		t.Errorf("things on the plan (-file +loaded):\n%s", diff)
	}
}

func sameThreads(t *testing.T, tx *store.Tx, c demo.Case, head store.PlanHead) {
	t.Helper()
	threads, err := tx.Threads(head.ID)
	if err != nil {
		t.Fatal(err)
	}
	byID := func(a, b domain.Thread) bool { return a.ID < b.ID }
	if diff := cmp.Diff(c.Threads, threads, cmpopts.SortSlices(byID)); diff != "" {
		t.Errorf("threads (-file +loaded):\n%s", diff)
	}
	var got []domain.Message
	for _, th := range c.Threads {
		list, more, err := tx.Messages(head, th.ID, "", app.MaxMessages)
		if err != nil || more {
			t.Fatalf("more than a page: %t, %v", more, err)
		}
		got = append(got, list...)
	}
	want := slices.Clone(c.Messages)
	for i := range want {
		if want[i].From == domain.System { // read with what came after it
			want[i].ReadAt = got[min(i, len(got)-1)].ReadAt
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-file +loaded):\n%s", diff)
	}
}

func samePeople(t *testing.T, tx *store.Tx, c demo.Case) {
	t.Helper()
	want := []domain.Person{c.Citizen}
	ids := []domain.ID{c.Citizen.ID}
	for _, k := range c.Contacts {
		want, ids = append(want, k.Person), append(ids, k.Person.ID)
	}
	got, err := tx.Persons(ids...)
	if err != nil {
		t.Fatal(err)
	}
	byID := func(a, b domain.Person) bool { return a.ID < b.ID }
	if diff := cmp.Diff(want, got, cmpopts.SortSlices(byID), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("people (-file +loaded):\n%s", diff)
	}
}

func sameAccessLog(t *testing.T, tx *store.Tx, c demo.Case, head store.PlanHead) {
	t.Helper()
	deeds, err := tx.Deeds(head)
	if err != nil {
		t.Fatal(err)
	}
	var got []demo.AccessRow
	for _, d := range deeds {
		if d.Action == "read" {
			got = append(got, demo.AccessRow{At: d.At, Who: d.Person, Role: d.Words.Role, What: d.Words.What, Why: d.Words.Why})
		}
	}
	if diff := cmp.Diff(c.AccessLog, got, cmpopts.IgnoreFields(demo.AccessRow{}, "ID"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("access log (-file +loaded):\n%s", diff)
	}
	if !slices.IsSortedFunc(deeds, func(a, b store.Deed) int { return a.At.Compare(b.At) }) {
		t.Error("the audit is not in the order of its times")
	}
}

// notifiesNobody: the past wakes nobody; only what is still to come is promised.
func (in installation) notifiesNobody(t *testing.T) {
	faults, deeds, err := in.store.VerifyAudit(t.Context())
	if err != nil || len(faults) > 0 || deeds == 0 {
		t.Errorf("the audit of %d deeds does not hold: %v, %v", deeds, faults, err)
	}
	in.read(t, func(tx *store.Tx) error {
		due, err := tx.NextDue()
		if !due.After(in.set.Anchor) {
			t.Errorf("something is due at %s, when the case says it is %s", due, in.set.Anchor)
		}
		return err
	})
}

// tellsWhoDidIt: what a use case exists for was done through it, by the one and at the
// time that the file says.
func (in installation) tellsWhoDidIt(t *testing.T) {
	var deeds []store.Deed
	in.read(t, func(tx *store.Tx) error {
		head, err := tx.PlanOf(demo.PersonID("peter"))
		if err != nil {
			return err
		}
		deeds, err = tx.Deeds(head)
		return err
	})
	for _, want := range []struct{ at, who, action, item string }{
		{"2026-10-01T00:00:00+02:00", "maja", "create_plan", "plan-peter"},
		{"2026-10-01T09:10:00+02:00", "maja", "message", "b01"},
		{"2026-10-12T12:00:00+02:00", "peter", "put", "s1"},
		{"2026-10-12T18:02:00+02:00", "peter", "answer", "v1"},
		{"2026-10-20T12:00:00+02:00", "peter", "put", "g1s1"},
		{"2026-10-22T15:10:00+02:00", "lone", "message", "l01"},
		{"2026-11-03T12:00:00+01:00", "vibeke", "import", "s3"},
		{"2026-11-08T13:00:00+01:00", "peter", "put", "g5"},
		{"2026-11-10T10:51:00+01:00", "vibeke", "import", "f1"},
		{"2026-11-12T12:05:00+01:00", "peter", "import", "f1"},
		{"2026-11-17T15:03:00+01:00", "peter", "answer", "v4"},
		{"2026-11-17T15:20:00+01:00", "maja", "answer", "v4"},
		{"2026-11-19T08:15:00+01:00", "lone", "import", "m10"},
		{"2026-11-23T16:40:00+01:00", "peter", "message", "b20"},
	} {
		at, err := time.Parse(time.RFC3339, want.at)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(deeds, func(d store.Deed) bool {
			return d.At.Equal(at) && d.Person == demo.PersonID(want.who) && d.Action == want.action && d.Item == demo.ID("peter", want.item)
		}) {
			t.Errorf("the audit does not have %s's %s of %s at %s", want.who, want.action, want.item, want.at)
		}
	}
}

// opensWhatTheCaseOpens: who may open whose plan follows from the case: the deputy on his
// logged day, Bjarne no more.
func (in installation) opensWhatTheCaseOpens(t *testing.T) {
	plan := demo.ID("peter", "plan-peter")
	staff := map[string]domain.Person{}
	for _, p := range in.set.Staff {
		staff[p.Key] = p.Person
	}
	opens := func(key string, role domain.Role, at string) bool {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		a := in.app.At(domain.ClockFunc(func() time.Time { return when }))
		_, err = a.Watch(t.Context(), access.Actor{Person: demo.PersonID(key), Role: role, Department: staff[key].Department}, plan)
		return err == nil
	}
	const now = "2026-11-24T09:00:00+01:00"
	for _, c := range []struct {
		key  string
		role domain.Role
		at   string
		want bool
	}{
		{"peter", domain.RoleCitizen, now, true},
		{"maja", domain.RoleConsultant, now, true},
		{"jonas", domain.RoleConsultant, now, false},
		{"jonas", domain.RoleConsultant, "2026-11-20T09:05:00+01:00", true},
		{"jonas", domain.RoleConsultant, "2026-11-21T00:00:00+01:00", false},
		{"tobias", domain.RoleConsultant, now, false},
		{"vibeke", domain.RoleProfessional, now, true},
		{"lone", domain.RoleProfessional, now, true},
		{"frida", domain.RoleProfessional, now, true},
		{"mie", domain.RoleProfessional, now, false},
		{"leder", domain.RoleTeamLead, now, false},
		{"anette", domain.RoleContact, now, true},
		{"kalle", domain.RoleContact, now, true},
		{"mor", domain.RoleContact, now, false},
		{"bjarne", domain.RoleContact, "2026-11-02T20:14:00+01:00", true},
		{"bjarne", domain.RoleContact, "2026-11-02T20:15:00+01:00", false},
		{"sofie", domain.RoleCitizen, now, false},
	} {
		if got := opens(c.key, c.role, c.at); got != c.want {
			t.Errorf("%s opens Peter's plan at %s: %t, want %t", c.key, c.at, got, c.want)
		}
	}
}
