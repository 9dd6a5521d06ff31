package store_test

import (
	"database/sql"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
	_ "github.com/mattn/go-sqlite3"    // registers "sqlite3"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// fixture is an open store of a test's own, and its database for looking behind it.
type fixture struct {
	*store.Store
	t        *testing.T
	clock    *testkit.Clock
	database string
}

// both runs a test on a fresh database of either kind, beside others: most of the time
// is waiting for PostgreSQL to make one.
func both(t *testing.T, test func(t *testing.T, f *fixture)) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) { test(t, open(t, database)) })
}

func open(t *testing.T, database string) *fixture {
	clock := testkit.NewClock(testkit.Anchor)
	return &fixture{Store: testkit.OpenStore(t, database, clock), t: t, clock: clock, database: database}
}

// another opens the same database as another process would.
func (f *fixture) another() *fixture {
	return &fixture{Store: testkit.OpenStore(f.t, f.database, f.clock), t: f.t, clock: f.clock, database: f.database}
}

func (f *fixture) write(fn func(*store.Tx) error) {
	f.t.Helper()
	if err := f.Write(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) read(fn func(*store.Tx) error) {
	f.t.Helper()
	if err := f.Snapshot(f.t.Context(), fn); err != nil {
		f.t.Fatal(err)
	}
}

// raw opens the database beside the store, as somebody with a shell would.
func (f *fixture) raw() *sql.DB {
	f.t.Helper()
	driver, name := "sqlite3", "file:"+f.database+"?_busy_timeout=5000"
	if store.IsPostgres(f.database) {
		driver, name = "pgx", f.database
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = db.Close() })
	return db
}

func (f *fixture) exec(query string) {
	f.t.Helper()
	db := f.raw()
	defer db.Close()
	if _, err := db.ExecContext(f.t.Context(), query); err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
}

func (f *fixture) count(query string) (n int) {
	f.t.Helper()
	db := f.raw()
	defer db.Close()
	if err := db.QueryRowContext(f.t.Context(), query).Scan(&n); err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// person keeps someone under a data key: a citizen under their own.
func (f *fixture) person(role domain.Role) domain.ID {
	f.t.Helper()
	p := domain.Person{ID: domain.NewID(), Role: role, Name: "Person af " + string(role), Phone: "20 00 00 00", Language: "da"}
	f.write(func(tx *store.Tx) error {
		owner := store.Installation
		if role == domain.RoleCitizen {
			owner = p.ID
			if err := tx.NewDataKey(owner); err != nil {
				return err
			}
		}
		return tx.PutPerson(p, owner)
	})
	return p.ID
}

// plan makes a citizen with an empty plan and a consultant.
func (f *fixture) plan() (store.PlanHead, domain.ID) {
	f.t.Helper()
	h := store.PlanHead{ID: domain.NewID(), Citizen: f.person(domain.RoleCitizen)}
	consultant := f.person(domain.RoleConsultant)
	f.write(func(tx *store.Tx) error {
		if err := tx.CreatePlan(h.ID, h.Citizen); err != nil {
			return err
		}
		return tx.PutRelation(h.ID, consultant, access.Relation{Kind: access.RelationConsultant, From: f.clock.Now()})
	})
	return h, consultant
}

// put keeps an item at the plan's next revision and gives that.
func (f *fixture) put(h store.PlanHead, k domain.Kind, id domain.ID, it domain.Item) (rev int64) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) {
		if rev, err = tx.Bump(h.ID); err != nil {
			return err
		}
		r := domain.Record{Plan: h.ID, Kind: k, ID: id, Rev: rev, Item: it, Deleted: it == nil, By: h.Citizen, At: f.clock.Now()}
		if err := tx.PutItem(h, r); err != nil {
			return err
		}
		return tx.Audit(h, store.Deed{At: f.clock.Now(), Person: h.Citizen, Action: "put", Kind: k, Item: id, Rev: rev, Words: &store.DeedWords{What: "Ændrede"}})
	})
	return rev
}

func goal(title string) *domain.Goal {
	return &domain.Goal{Area: "work", Title: title, Status: domain.StatusActive}
}

func (f *fixture) promise(person domain.ID, change func(*domain.Notification)) domain.Notification {
	f.t.Helper()
	n := domain.Notification{ID: domain.NewID(), Person: person, Plan: domain.NewID(), Subject: domain.NewID(), Kind: domain.NotifyPlanChanged, DueAt: f.clock.Now(),
		Deadline: f.clock.Now().Add(72 * time.Hour), DedupeKey: string(domain.NewID())}
	if change != nil {
		change(&n)
	}
	f.write(func(tx *store.Tx) error { return tx.Notify(n) })
	return n
}

func testAnchorPlus(d time.Duration) time.Time { return testkit.Anchor.Add(d) }

// plans gives how SQLite goes about each query that fn asks.
func (f *fixture) plans(fn func(*store.Tx) error) map[string][]string {
	f.t.Helper()
	queries, err := f.Queries(f.t.Context(), fn)
	if err != nil || len(queries) == 0 {
		f.t.Fatalf("%d queries, %v", len(queries), err)
	}
	db := f.raw()
	defer db.Close()
	out := map[string][]string{}
	for _, q := range queries {
		out[q] = explain(f.t, db, q)
	}
	return out
}

func explain(t *testing.T, db *sql.DB, query string) (steps []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
