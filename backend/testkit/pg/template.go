package pg

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// templatePrefix begins the names of templates; what follows is as random as any
// database's name.
const templatePrefix = "tavlen_template_"

// Template is a database that is made once in a test process and then copied, which
// costs PostgreSQL a few milliseconds where making it costs seconds. The zero value is
// ready.
type Template struct {
	mu   sync.Mutex
	name string
	// hold is a connection that marks the template as in use: without it, the next
	// process that makes one would clear it away. The server lets go of the mark when
	// the process ends, whichever way.
	hold *pgx.Conn
}

// CopyTo puts a copy of the template in the place of a database that DSN gave. Nobody may
// be connected to that yet.
func (p *Template) CopyTo(tb testing.TB, dsn string, fill func(dsn string) error) {
	tb.Helper()
	name, err := databaseOf(dsn)
	if err != nil {
		tb.Fatal(err)
	}
	c, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	template, err := p.made(c.admin, fill)
	if err != nil {
		tb.Fatalf("make the template: %v", err)
	}
	for _, sql := range []string{`DROP DATABASE ` + name, `CREATE DATABASE ` + name + ` TEMPLATE ` + template} {
		if err := run(tb.Context(), c.admin, sql); err != nil {
			tb.Fatalf("copy the template: %v", err)
		}
	}
}

// made gives the template's name, and makes it when it is asked for the first time.
func (p *Template) made(admin string, fill func(dsn string) error) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.name != "" {
		return p.name, nil
	}
	// No test's context: the template outlives the test that needed it first.
	ctx := context.Background()
	hold, err := pgx.Connect(ctx, admin)
	if err != nil {
		return "", err
	}
	name := templatePrefix + random()
	if err := build(ctx, hold, admin, name, fill); err != nil {
		_ = hold.Close(ctx)
		return "", err
	}
	p.name, p.hold = name, hold
	return name, nil
}

// build marks a template as ours, and makes and fills it.
func build(ctx context.Context, hold *pgx.Conn, admin, name string, fill func(dsn string) error) error {
	if err := clearAway(ctx, hold); err != nil {
		return err
	}
	if _, err := hold.Exec(ctx, `SELECT pg_advisory_lock(hashtext($1))`, name); err != nil {
		return err
	}
	if _, err := hold.Exec(ctx, `CREATE DATABASE `+name+` TEMPLATE template0`); err != nil {
		return err
	}
	dsn, err := withDatabase(admin, name)
	if err != nil {
		return err
	}
	if err := fill(dsn); err != nil {
		return err
	}
	// A database that somebody is connected to cannot be copied.
	_, err = hold.Exec(ctx, `ALTER DATABASE `+name+` ALLOW_CONNECTIONS false`)
	return err
}

// clearAway drops the templates of test processes that are gone. A cluster of our own goes
// with all that is in it; a server that somebody named by AdminVariable stays.
func clearAway(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, `SELECT datname FROM pg_database WHERE starts_with(datname, $1)`, templatePrefix)
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, name := range names {
		var left bool
		if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock(hashtext($1))`, name).Scan(&left); err != nil {
			return err
		}
		if !left {
			continue
		}
		_, err := conn.Exec(ctx, `DROP DATABASE IF EXISTS `+name)
		if _, unlocked := conn.Exec(ctx, `SELECT pg_advisory_unlock(hashtext($1))`, name); err == nil {
			err = unlocked
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// databaseOf gives the name of a database that fresh made.
func databaseOf(dsn string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return "", err
	}
	name := strings.TrimPrefix(u.Path, "/")
	if !strings.HasPrefix(name, databasePrefix) {
		return "", fmt.Errorf("%q is no database of a test", name)
	}
	return name, nil
}
