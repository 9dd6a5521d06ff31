package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// connect opens a database beside the program, on one connection.
func connect(t *testing.T, database string) *sql.DB {
	t.Helper()
	driver, source := "sqlite3", "file:"+database+"?_journal_mode=WAL&_foreign_keys=off"
	if store.IsPostgres(database) {
		driver, source = "pgx", database
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

func execute(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// steps gives the migrations that ship, for a database of a test.
func steps(t *testing.T, database string, db *sql.DB) *goose.Provider {
	t.Helper()
	dialect, dir := goose.DialectSQLite3, "sqlite"
	if store.IsPostgres(database) {
		dialect, dir = goose.DialectPostgres, "postgres"
	}
	p, err := goose.NewProvider(dialect, db, os.DirFS(filepath.Join("..", "..", "backend", "store", "migrations", dir)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func stepTo(t *testing.T, database string, db *sql.DB, schema int64) {
	t.Helper()
	if _, err := steps(t, database, db).UpTo(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
}

// oldFile makes a SQLite database with the demo municipality as a program of this schema would
// have left it: the columns that were there then.
func oldFile(t *testing.T, schema int64) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tavlen.db")
	db := connect(t, file)
	defer db.Close()
	stepTo(t, file, db, schema)
	execute(t, db, "ATTACH ? AS today", testkit.DemoFile(t))
	for table, columns := range columnsOf(t, file, db) {
		var there []string
		for _, c := range column(t, db, "SELECT name FROM pragma_table_info(?, 'today')", table) {
			if slices.Contains(columns, c) {
				there = append(there, c)
			}
		}
		if len(there) > 0 {
			list := strings.Join(there, ", ")
			execute(t, db, "INSERT INTO main."+table+" ("+list+") SELECT "+list+" FROM today."+table)
		}
	}
	// Of what the case files have none, and steps go over.
	execute(t, db, `INSERT INTO notification (id, person_id, plan_id, subject_id, kind, due_at, deadline_at, dedupe_key, state, attempts, next_at, created_at)
		SELECT 'report-' || p.id, p.citizen_id, p.id, p.citizen_id, 'staff_report', p.created_at, p.created_at, 'report-' || p.id, 'done', 0, 0, p.created_at FROM plan p`)
	if schema >= 6 {
		execute(t, db, "INSERT INTO file (name, plan_id, person_id, bytes, created_at) SELECT 'file-' || id, id, citizen_id, 1, created_at FROM plan")
		execute(t, db, "INSERT INTO enclosure (plan_id, id, thread_id, person_id, file, created_at, sealed) SELECT p.id, 'e-' || t.id, t.id, p.citizen_id, 'file-' || p.id, 1, randomblob(900) FROM thread t JOIN plan p ON p.id = t.plan_id")
		execute(t, db, "INSERT INTO delivery (notification_id, channel, state, tries, began_at, reference) SELECT id, 'sms', 'in_doubt', 1, 1, id FROM notification WHERE kind = 'staff_report'")
	}
	execute(t, db, "DETACH today")
	return file
}

// fillFrom puts the rows of a SQLite database into one of PostgreSQL at the same schema.
func fillFrom(t *testing.T, file, database string) {
	t.Helper()
	from, to := connect(t, file), connect(t, database)
	defer from.Close()
	defer to.Close()
	execute(t, to, "SET session_replication_role = replica") // rows come in no order
	kinds := map[string]bool{}
	for _, c := range column(t, to, "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE data_type = 'boolean'") {
		kinds[c] = true
	}
	for table, columns := range columnsOf(t, file, from) {
		places := make([]string, len(columns))
		for i := range places {
			places[i] = fmt.Sprint("$", i+1)
		}
		insert := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(places, ", ") + ")"
		eachRow(t, from, table, columns, func(row []any) {
			for i, c := range columns {
				if n, ok := row[i].(int64); ok && kinds[table+"."+c] {
					row[i] = n == 1
				}
			}
			execute(t, to, insert, row...)
		})
	}
}

// withTestKeys makes a place whose secret file opens what the case files are sealed with.
func withTestKeys(t *testing.T) place {
	t.Helper()
	p := newPlace(t)
	p.staffLink(t, "Nogen")
	raw, err := os.ReadFile(p.keys())
	if err != nil {
		t.Fatal(err)
	}
	var form map[string]any
	if err := json.Unmarshal(raw, &form); err != nil {
		t.Fatal(err)
	}
	text := base64.RawURLEncoding.EncodeToString
	keys := testkit.Keys()
	form["master_keys"] = []map[string]string{{"id": keys.Masters[0].ID, "key": text(keys.Masters[0].Key)}}
	form["index_key"] = text(keys.Index)
	if raw, err = json.Marshal(form); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.keys(), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"data", "ledger"} {
		if err := os.RemoveAll(filepath.Join(p.dir, part)); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// column gives the one column of what a query finds.
func column(t *testing.T, db *sql.DB, query string, args ...any) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
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
	return all
}

// columnsOf gives the columns of each of our tables.
func columnsOf(t *testing.T, database string, db *sql.DB) map[string][]string {
	t.Helper()
	query := "SELECT m.name || ' ' || p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
	if store.IsPostgres(database) {
		query = "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = 'public'"
	}
	all := map[string][]string{}
	for _, both := range column(t, db, query) {
		table, name, _ := strings.Cut(both, " ")
		if table != "goose_db_version" {
			all[table] = append(all[table], name)
		}
	}
	return all
}

func eachRow(t *testing.T, db *sql.DB, table string, columns []string, do func(row []any)) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT "+strings.Join(columns, ", ")+" FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	row, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		at[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		do(row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// sums gives a checksum of what stands in these columns of each table, whatever the order.
func sums(t *testing.T, db *sql.DB, columns map[string][]string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for table, of := range columns {
		of = slices.Sorted(slices.Values(of))
		var lines []string
		eachRow(t, db, table, of, func(row []any) { lines = append(lines, fmt.Sprintf("%q", row)) })
		slices.Sort(lines)
		all[table] = fmt.Sprintf("%d rows, %x", len(lines), sha256.Sum256([]byte(strings.Join(lines, "\n"))))
	}
	return all
}

// schemaOf writes down every table, index, trigger, constraint and function.
func schemaOf(t *testing.T, database string, db *sql.DB) string {
	t.Helper()
	queries := []string{"SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1"}
	if store.IsPostgres(database) {
		queries = []string{
			"SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
			"SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
			"SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1",
			"SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
			"SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
		}
	}
	var all []string
	for _, q := range queries {
		all = append(all, column(t, db, q)...)
	}
	return strings.Join(all, "\n")
}

// schemas gives what a new database looks like after each step.
func schemas(t *testing.T, database string) map[int64]string {
	t.Helper()
	db := connect(t, database)
	defer db.Close()
	all := map[int64]string{}
	p := steps(t, database, db)
	for _, s := range p.ListSources() {
		if _, err := p.ApplyVersion(t.Context(), s.Version, true); err != nil {
			t.Fatal(err)
		}
		all[s.Version] = schemaOf(t, database, db)
	}
	return all
}
