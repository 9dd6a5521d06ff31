package pg

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// AdminVariable names the environment variable with the address of a database
// whose user may create databases. The test runner sets it, so that all packages
// share one cluster; without it each test process starts its own.
const AdminVariable = "TAVLEN_TEST_POSTGRES"

// shared is the cluster for DSN, started by the first call. It holds the whole
// Cluster, not its address alone: the garbage collector closes a pipe that nobody
// holds, and the cluster ends with its pipe.
var shared = sync.OnceValues(func() (*Cluster, error) {
	if admin := os.Getenv(AdminVariable); admin != "" {
		return &Cluster{admin: admin}, nil
	}
	return Start(Options{})
})

// DSN returns the postgres:// address of a fresh, empty database that is dropped
// when the test ends. A machine without PostgreSQL fails the test, since a skipped
// store is an untested one.
func DSN(tb testing.TB) string {
	tb.Helper()
	c, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return c.DSN(tb)
}

// DSN is like the package's DSN, in this cluster.
func (c *Cluster) DSN(tb testing.TB) string {
	tb.Helper()
	return fresh(tb, c.admin)
}

// StartDurable returns a cluster of the test's own that writes every commit to
// the disk before it answers, for tests of just that. It ends with the test.
func StartDurable(tb testing.TB) *Cluster {
	tb.Helper()
	c, err := Start(Options{Durable: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := c.Stop(); err != nil {
			tb.Errorf("stop PostgreSQL: %v", err)
		}
	})
	return c
}

// databasePrefix begins the names of the databases of tests.
const databasePrefix = "tavlen_"

// fresh makes a database, and drops it when the test ends.
func fresh(tb testing.TB, admin string) string {
	tb.Helper()
	name := databasePrefix + random()
	// template0 cannot have connections, so parallel tests do not get in each
	// other's way.
	if err := run(tb.Context(), admin, `CREATE DATABASE `+name+` TEMPLATE template0`); err != nil {
		tb.Fatalf("make a database: %v", err)
	}
	tb.Cleanup(func() {
		// FORCE ends connections that the test left open (PostgreSQL 13).
		if err := run(context.Background(), admin, `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`); err != nil {
			tb.Errorf("drop a database: %v", err)
		}
	})
	dsn, err := withDatabase(admin, name)
	if err != nil {
		tb.Fatal(err)
	}
	return dsn
}

// random gives the part of a database's name that makes it the only one.
func random() string {
	raw := make([]byte, 8)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	return hex.EncodeToString(raw)
}

func run(ctx context.Context, dsn, sql string) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql)
	if closeErr := conn.Close(ctx); err == nil {
		err = closeErr
	}
	return err
}

// withDatabase names another database in the same cluster.
func withDatabase(dsn, name string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return "", fmt.Errorf("%s is no postgres:// address", AdminVariable)
	}
	u.Path = "/" + name
	return u.String(), nil
}
