package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
	"tavlen/backend/testkit/pg"
)

func postgres(t *testing.T) string { return pg.DSN(t) }

func testDatabases(t *testing.T, test func(t *testing.T, database string)) {
	testkit.Databases(t, test)
}

// migrationsThatShip counts the steps of a dialect; both have as many.
func migrationsThatShip(t *testing.T) int {
	t.Helper()
	lists := map[string][]string{}
	for _, dialect := range []string{"sqlite", "postgres"} {
		files, err := filepath.Glob(filepath.Join("migrations", dialect, "*.sql"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			files[i] = filepath.Base(files[i])
		}
		lists[dialect] = files
	}
	if !slices.Equal(lists["sqlite"], lists["postgres"]) || len(lists["sqlite"]) == 0 {
		t.Fatalf("the dialects have different migrations: %v", lists)
	}
	return len(lists["sqlite"])
}

// TestBothDialectsHaveTheSameTables: column by column, a table is what the other is.
func TestBothDialectsHaveTheSameTables(t *testing.T) {
	columns := map[string][]string{}
	both(t, func(t *testing.T, f *fixture) {
		query := "SELECT m.name || '.' || p.name || CASE WHEN p.\"notnull\" = 1 THEN '' ELSE '?' END FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'goose_db_version' ORDER BY 1"
		if store.IsPostgres(f.database) {
			query = "SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN '' ELSE '?' END FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'goose_db_version' ORDER BY 1"
		}
		rows, err := f.raw().QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var all []string
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(all)
		columns[filepath.Base(t.Name())] = all
	})
	if len(columns["sqlite"]) < 50 || !slices.Equal(columns["sqlite"], columns["postgres"]) {
		t.Errorf("sqlite   %v\npostgres %v", columns["sqlite"], columns["postgres"])
	}
}

// TestANewerSchemaIsRefusedWithoutWriting: nothing of the database is different after an
// older program was started on it by mistake.
func TestANewerSchemaIsRefusedWithoutWriting(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		f.plan()
		f.exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, " + map[bool]string{true: "true", false: "1"}[store.IsPostgres(f.database)] + ")")
		f.exec("CREATE TABLE of_the_future (x TEXT)")
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		before := look(t, f)
		for range 2 {
			s, err := store.Open(t.Context(), store.Options{Database: f.database, Keys: testkit.Keys(), Clock: f.clock, Log: testkit.Quiet()})
			if err == nil {
				s.Close()
				t.Fatal("started on a newer schema")
			}
			if !strings.Contains(err.Error(), "schema 99") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v", err)
			}
		}
		if !bytes.Equal(before, look(t, f)) {
			t.Error("something was written")
		}
	})
}

// look gives all there is: a file's bytes, or every row of every table.
func look(t *testing.T, f *fixture) []byte {
	t.Helper()
	if !store.IsPostgres(f.database) {
		doc, err := os.ReadFile(f.database)
		if err != nil {
			t.Fatal(err)
		}
		beside, err := filepath.Glob(f.database + "-*")
		if err != nil || len(beside) > 0 {
			t.Fatalf("beside the database lie %v (%v)", beside, err)
		}
		return doc
	}
	var out bytes.Buffer
	db := f.raw()
	defer db.Close()
	tables, err := db.QueryContext(t.Context(), "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	defer tables.Close()
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			t.Fatal(err)
		}
		// xmin is the transaction that wrote the row: equal rows written again show too.
		rows, err := db.QueryContext(t.Context(), "SELECT x.xmin::text || x::text FROM "+name+" x ORDER BY 1")
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&out, name, row)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil { //nolint:sqlclosecheck // one of many, each closed before the next
			t.Fatal(err)
		}
	}
	if err := tables.Err(); err != nil || out.Len() == 0 {
		t.Fatal("nothing to compare", err)
	}
	return out.Bytes()
}

// TestReopeningKeepsEverything: a restart on the newest schema changes nothing.
func TestReopeningKeepsEverything(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		f.put(h, domain.KindGoal, domain.NewID(), goal("Bliver"))
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		before := look(t, f)
		s := f.another()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(before, look(t, f)) {
			t.Error("a restart wrote something")
		}
	})
}

func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	for name, make := range map[string]func(file string) error{
		"another file": func(file string) error { return os.WriteFile(file, bytes.Repeat([]byte("no database\n"), 500), 0o600) },
		"a folder":     func(file string) error { return os.Mkdir(file, 0o700) },
		"in a file": func(file string) error {
			return os.WriteFile(filepath.Dir(file), nil, 0o600)
		},
	} {
		dir := filepath.Join(t.TempDir(), "data")
		file := filepath.Join(dir, "tavlen.db")
		if name != "in a file" {
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := make(file); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), store.Options{Database: file, Keys: testkit.Keys(), Clock: testkit.NewClock(testkit.Anchor), Log: testkit.Quiet()})
		if err == nil {
			s.Close()
			t.Errorf("%s was opened", name)
		}
	}
}

// TestForeignKeysAreCheckedAfterAMigration: a step that leaves rows pointing at nothing
// stops the start, instead of being found by someone's missing plan.
func TestForeignKeysAreCheckedAfterAMigration(t *testing.T) {
	f := open(t, sqliteFile(t))
	f.plan()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	// As if the last step had not been made yet, over tables that are there already.
	f.exec("PRAGMA foreign_keys = OFF; DELETE FROM person WHERE role = 'citizen'")
	if n := f.count("SELECT count(*) FROM pragma_foreign_key_check"); n == 0 {
		t.Fatal("nothing points at nothing")
	}
	if err := store.CheckForeignKeys(t.Context(), f.another().Store); err == nil || !strings.Contains(err.Error(), "rows point at nothing") {
		t.Errorf("%v", err)
	}
}
