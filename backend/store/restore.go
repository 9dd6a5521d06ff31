package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// halfTable stands in a PostgreSQL database from before the first row of a restore until
// after the last thing that belongs to it.
const halfTable = "restore_under_way"

var errHalf = errors.New("a restore into it was interrupted: run tavlen restore again")

// refuseHalf keeps everybody from serving half of what was.
func (s *Store) refuseHalf(ctx context.Context, restoring bool) error {
	if !s.postgres || restoring {
		return nil
	}
	var n int64
	err := s.write.WithContext(ctx).Raw("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?", halfTable).Scan(&n).Error
	if err == nil && n > 0 {
		err = errHalf
	}
	return err
}

// Restore is a copy that is being put in place.
type Restore struct {
	facts Facts
	files string
	// file is SQLite's, made whole beside; store is PostgreSQL's.
	file  string
	store *Store
}

// BeginRestore prepares an empty database for a copy. On SQLite, Options.Database names a file
// that does not exist, in a folder from which the caller moves it when all is well. A PostgreSQL
// database must hold no table, or what is left of a restore that was interrupted: that is
// thrown away.
func BeginRestore(ctx context.Context, o Options, facts Facts) (*Restore, error) {
	r := &Restore{facts: facts, files: o.Files, file: o.Database}
	if !IsPostgres(o.Database) {
		if len(facts.Order) > 0 {
			return nil, errors.New("it was made of a PostgreSQL database: name one with --database")
		}
		return r, nil
	}
	if len(facts.Order) == 0 {
		return nil, errors.New("it was made of a SQLite database: leave --database out, or name a file")
	}
	s := &Store{dsn: o.Database, postgres: true, clock: o.Clock, log: o.Log}
	if err := s.openPostgres(); err != nil {
		return nil, err
	}
	r.store = s
	if err := r.clear(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := r.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return r, nil
}

// clear refuses a database that holds anything but what an interrupted restore left.
func (r *Restore) clear(ctx context.Context) error {
	db := r.store.write.WithContext(ctx)
	var tables []string
	if err := db.Raw("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'").Scan(&tables).Error; err != nil {
		return err
	}
	if len(tables) > 0 && !slices.Contains(tables, halfTable) {
		return fmt.Errorf("the database holds %d tables: restore into an empty one", len(tables))
	}
	// The mark goes last: an interruption here is one more half restore.
	slices.SortFunc(tables, func(a, b string) int {
		return map[bool]int{true: 1}[a == halfTable] - map[bool]int{true: 1}[b == halfTable]
	})
	for _, t := range tables {
		if t == halfTable {
			continue
		}
		if err := db.Exec("DROP TABLE " + quoted(t) + " CASCADE").Error; err != nil {
			return err
		}
	}
	var functions []string
	if err := db.Raw("SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace").Scan(&functions).Error; err != nil {
		return err
	}
	for _, f := range functions {
		if len(tables) == 0 {
			break // not ours
		}
		if err := db.Exec("DROP FUNCTION " + f + " CASCADE").Error; err != nil {
			return err
		}
	}
	return db.Exec("CREATE TABLE IF NOT EXISTS " + halfTable + " (x integer)").Error
}

// prepare makes the schema as it was when the copy was made, with nothing in it.
func (r *Restore) prepare(ctx context.Context) error {
	p, err := r.store.steps()
	if err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, r.facts.Schema); err != nil {
		return err
	}
	for _, t := range r.facts.Order {
		columns, err := columnsOf(r.store.write.WithContext(ctx), true, t)
		if err != nil {
			return err
		}
		if missing := slices.DeleteFunc(slices.Clone(r.facts.Columns[t]), func(c string) bool { return slices.Contains(columns, c) }); len(missing) > 0 {
			return fmt.Errorf("table %s has no columns %s", t, strings.Join(missing, ", "))
		}
		// The rows come as they were, counts that triggers keep too.
		if err := r.store.write.WithContext(ctx).Exec("ALTER TABLE " + quoted(t) + " DISABLE TRIGGER USER").Error; err != nil {
			return err
		}
	}
	return nil
}

// NewestSchema is how far the schema of this program goes.
func NewestSchema() (int64, error) {
	entries, err := migrations.ReadDir("migrations/sqlite")
	if err != nil || len(entries) == 0 {
		return 0, errors.Join(err, errors.New("no migrations"))
	}
	var v int64
	_, err = fmt.Sscanf(entries[len(entries)-1].Name(), "%d_", &v)
	return v, err
}

// Put takes one part of the copy, in the order in which it was made.
func (r *Restore) Put(ctx context.Context, name string, content io.Reader) error {
	switch {
	case name == partSQLite && r.store == nil:
		return writeWhole(r.file, content)
	case strings.HasPrefix(name, partTable) && r.store != nil:
		table, _, _ := strings.Cut(strings.TrimPrefix(name, partTable), "/")
		return r.load(ctx, table, content)
	case strings.HasPrefix(name, partFile) && isFileName(strings.TrimPrefix(name, partFile)):
		file := strings.TrimPrefix(name, partFile)
		path := (&Store{files: r.files}).filePath(file)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		return writeWhole(path, content)
	}
	return fmt.Errorf("it holds %q, which this program does not know", name)
}

func writeWhole(path string, content io.Reader) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (r *Restore) load(ctx context.Context, table string, content io.Reader) error {
	columns := r.facts.Columns[table]
	if len(columns) == 0 {
		return fmt.Errorf("it holds the table %q, which its list does not name", table)
	}
	raw, err := r.store.write.DB()
	if err != nil {
		return err
	}
	conn, err := raw.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return conn.Raw(func(c any) error {
		_, err := c.(*stdlib.Conn).Conn().PgConn().CopyFrom(ctx, content, "COPY "+quoted(table)+" ("+quotedAll(columns)+") FROM STDIN")
		return err
	})
}

// Check compares what lies there now with what the copy was said to hold, before anything of
// it is changed.
func (r *Restore) Check(ctx context.Context) error {
	var facts Facts
	var err error
	if r.store == nil {
		facts, err = (&Store{}).factsOfFile(ctx, r.file)
		if err == nil {
			err = checkFile(ctx, r.file)
		}
	} else {
		for _, t := range r.facts.Order {
			if err := r.store.write.WithContext(ctx).Exec("ALTER TABLE " + quoted(t) + " ENABLE TRIGGER USER").Error; err != nil {
				return err
			}
		}
		facts, err = countFacts(ctx, r.store.write.WithContext(ctx), true)
		delete(facts.Rows, halfTable)
	}
	if err != nil {
		return err
	}
	if facts.Schema != r.facts.Schema || !maps.Equal(facts.Rows, r.facts.Rows) {
		return errors.New("what was put back is not what the backup says it holds")
	}
	missing := map[string]bool{}
	for _, name := range r.facts.Missing {
		missing[name] = true
	}
	for _, name := range facts.Files {
		if _, err := os.Stat((&Store{files: r.files}).filePath(name)); err != nil && !missing[name] {
			return fmt.Errorf("a row names the file %s, which is not in the backup", name)
		}
	}
	return nil
}

// Done takes the mark of an unfinished restore away. It is the last thing.
func (r *Restore) Done(ctx context.Context) error {
	if r.store == nil {
		return nil
	}
	return r.store.write.WithContext(ctx).Exec("DROP TABLE " + halfTable).Error
}

// Close ends it, finished or not.
func (r *Restore) Close() error {
	if r.store == nil {
		return nil
	}
	return r.store.Close()
}
