package pg

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// ask returns the one text that a query answers with.
func ask(t *testing.T, dsn, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var got string
	if err := conn.QueryRow(t.Context(), sql).Scan(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDSNGivesFreshDatabases(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]bool{}
	t.Run("parallel", func(t *testing.T) {
		for range 4 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				dsn := DSN(t)
				if n := ask(t, dsn, `SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'`); n != "0" {
					t.Errorf("a fresh database has %s tables", n)
				}
				if enc := ask(t, dsn, `SHOW server_encoding`); enc != "UTF8" {
					t.Errorf("encoding %s", enc)
				}
				mu.Lock()
				defer mu.Unlock()
				seen[ask(t, dsn, `SELECT current_database()`)] = true
			})
		}
	})
	if len(seen) != 4 {
		t.Errorf("got %d databases for 4 calls", len(seen))
	}
	// The shared cluster must outlive the call that started it.
	runtime.GC()
	runtime.GC()
	dsn := DSN(t)
	for name := range seen {
		if n := ask(t, dsn, `SELECT count(*)::text FROM pg_database WHERE datname = '`+name+`'`); n != "0" {
			t.Errorf("%s outlived its test", name)
		}
	}
}

func TestDropsADatabaseThatIsStillInUse(t *testing.T) {
	var held *pgx.Conn
	t.Run("leaves a connection open", func(t *testing.T) {
		conn, err := pgx.Connect(t.Context(), DSN(t))
		if err != nil {
			t.Fatal(err)
		}
		held = conn
	})
	if err := held.Ping(t.Context()); err == nil {
		t.Error("the database of an ended test still answers")
	}
}

func TestDurableClusterSyncsAndEndsWithItsTest(t *testing.T) {
	var dir string
	t.Run("running", func(t *testing.T) {
		c := StartDurable(t)
		dir = c.dir
		dsn := c.DSN(t)
		for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
			if got := ask(t, dsn, "SHOW "+setting); got != "on" {
				t.Errorf("%s is %s", setting, got)
			}
		}
		if got := ask(t, dsn, "SHOW listen_addresses"); got != "" {
			t.Errorf("listens on %q", got)
		}
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("the socket's folder has mode %v", info.Mode())
		}
	})
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s outlived its cluster: %v", dir, err)
	}
}

func TestMajor(t *testing.T) {
	for path, want := range map[string]int{
		"/usr/lib/postgresql/15/bin/initdb":  15,
		"/usr/lib/postgresql/9.6/bin/initdb": 9,
		"/usr/local/bin/initdb":              0,
	} {
		if got := major(path); got != want {
			t.Errorf("major(%s) = %d, want %d", path, got, want)
		}
	}
}

func TestWithDatabase(t *testing.T) {
	got, err := withDatabase("postgres://me:pw@127.0.0.1:5433/postgres?sslmode=disable", "x")
	if err != nil || got != "postgres://me:pw@127.0.0.1:5433/x?sslmode=disable" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := withDatabase("host=localhost password=geheim", "x"); err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("got %v", err)
	}
}
