package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// Facts are what is true of all of the data at the one instant that a copy shows.
type Facts struct {
	// Schema is how far the schema had come.
	Schema int64 `json:"schema"`
	// Rows counts each table's.
	Rows map[string]int64 `json:"rows"`
	// Columns names those of each table that was copied row by row, and Order the tables so that
	// none comes before one that it points at. Both are empty where the copy is one file.
	Columns map[string][]string `json:"columns,omitempty"`
	Order   []string            `json:"order,omitempty"`
	// Files names the files that rows name, and Missing those of them that were not on the disk.
	Files   []string `json:"-"`
	Missing []string `json:"missing,omitempty"`
}

// Sink takes in the parts of a copy, one after the other. A name is a path with slashes.
type Sink interface {
	Put(name string, size int64, content io.Reader) error
}

// The names of a copy's parts.
const (
	partSQLite = "database/tavlen.db"
	partTable  = "table/"
	partFile   = "file/"
)

// CopyTo hands out a copy of everything, as it all was at one instant, while others go on
// writing: the rows, sealed as they are, and every file that they name. Nothing is written
// but, on SQLite, a second file beside the database, of the same mode, until it is handed out.
func (s *Store) CopyTo(ctx context.Context, to Sink) (Facts, error) {
	release, err := s.holdFiles(syscall.LOCK_SH)
	if err != nil {
		return Facts{}, err
	}
	defer release()
	rows := s.copySQLite
	if s.postgres {
		rows = s.copyPostgres
	}
	facts, err := rows(ctx, to)
	if err != nil {
		return facts, s.translate(err)
	}
	for _, name := range facts.Files {
		if err := ctx.Err(); err != nil {
			return facts, err
		}
		switch err := s.copyFile(to, name); {
		case errors.Is(err, os.ErrNotExist):
			facts.Missing = append(facts.Missing, name)
		case err != nil:
			return facts, err
		}
	}
	return facts, nil
}

func (s *Store) copyFile(to Sink, name string) error {
	if !isFileName(name) {
		return fmt.Errorf("a row names the file %q, which is no name of ours", name)
	}
	f, err := os.Open(s.filePath(name))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return to.Put(partFile+name, info.Size(), f)
}

// holdFiles keeps files that rows name from being swept while a copy is made (LOCK_SH), or
// says with errHeld that one is being made (LOCK_EX|LOCK_NB). It holds between processes.
func (s *Store) holdFiles(how int) (release func(), err error) {
	if s.files == "" {
		return func() {}, nil
	}
	if err := os.MkdirAll(filepath.Dir(s.files), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(s.files+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}

var errHeld = syscall.EWOULDBLOCK

// copySQLite lets SQLite write a second database in one read transaction: it waits for no
// writer, and none waits for it.
func (s *Store) copySQLite(ctx context.Context, to Sink) (facts Facts, err error) {
	release, err := sweepCopies(filepath.Dir(s.dsn))
	if err != nil {
		return facts, err
	}
	defer release()
	dir, err := os.MkdirTemp(filepath.Dir(s.dsn), copyPrefix) // mode 0700
	if err != nil {
		return facts, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "tavlen.db")
	raw, err := s.read.DB()
	if err != nil {
		return facts, err
	}
	conn, err := raw.Conn(ctx)
	if err != nil {
		return facts, err
	}
	// query_only forbids VACUUM INTO too, though it leaves the database as it is, which the
	// connection is opened to read only anyway.
	_, err = conn.ExecContext(ctx, "PRAGMA query_only = OFF")
	if err == nil {
		_, err = conn.ExecContext(ctx, "VACUUM INTO ?", file)
	}
	_, back := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = ON")
	if err := errors.Join(err, back, conn.Close()); err != nil {
		return facts, err
	}
	if facts, err = s.factsOfFile(ctx, file); err != nil {
		return facts, err
	}
	f, err := os.Open(file)
	if err != nil {
		return facts, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return facts, err
	}
	return facts, to.Put(partSQLite, info.Size(), f)
}

// copyPrefix begins the name of the folder where a copy is made.
const copyPrefix = ".copy-"

// sweepCopies removes what copies left that were killed, unless one is being made now. Until
// release nobody else does.
func sweepCopies(dir string) (release func(), err error) {
	f, err := os.OpenFile(filepath.Join(dir, ".copy.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
		var left []string
		if left, err = filepath.Glob(filepath.Join(dir, copyPrefix+"*")); err == nil {
			for _, l := range left {
				err = errors.Join(err, os.RemoveAll(l))
			}
		}
	} else if errors.Is(err, errHeld) {
		err = nil
	}
	if err == nil {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_SH)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}

func (s *Store) factsOfFile(ctx context.Context, file string) (facts Facts, err error) {
	db, err := openGorm(sqlite.Open(sqliteDSN(file, true, s.patience)))
	if err != nil {
		return facts, err
	}
	raw, err := db.DB()
	if err != nil {
		return facts, err
	}
	defer func() { err = errors.Join(err, raw.Close()) }()
	return countFacts(ctx, db.WithContext(ctx), false)
}

// countFacts counts the rows of every table and lists the files that they name.
func countFacts(ctx context.Context, db *gorm.DB, postgres bool) (Facts, error) {
	facts := Facts{Rows: map[string]int64{}}
	tables, err := tablesOf(db, postgres)
	if err != nil {
		return facts, err
	}
	for _, t := range tables {
		var n int64
		if err := db.Raw("SELECT count(*) FROM " + quoted(t)).Scan(&n).Error; err != nil {
			return facts, err
		}
		facts.Rows[t] = n
	}
	if slices.Contains(tables, "file") { // an older schema has none
		if err := db.Raw("SELECT name FROM file ORDER BY name").Scan(&facts.Files).Error; err != nil {
			return facts, err
		}
	}
	facts.Schema, err = appliedSchema(db)
	return facts, errors.Join(err, ctx.Err())
}

func appliedSchema(db *gorm.DB) (v int64, err error) {
	err = db.Raw("SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&v).Error
	return v, err
}

// versionTable is the one that the steps of the schema are kept in: a restore makes its own.
const versionTable = "goose_db_version"

// tablesOf gives our tables, by name.
func tablesOf(db *gorm.DB, postgres bool) (tables []string, err error) {
	q := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
	if postgres {
		q = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1"
	}
	err = db.Raw(q).Scan(&tables).Error
	return slices.DeleteFunc(tables, func(t string) bool { return t == versionTable }), err
}

// columnsOf gives a table's columns, in their order.
func columnsOf(db *gorm.DB, postgres bool, table string) (columns []string, err error) {
	q := "SELECT name FROM pragma_table_info(?)"
	if postgres {
		q = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"
	}
	err = db.Raw(q, table).Scan(&columns).Error
	return columns, err
}

// inOrder puts the tables so that each comes after all that it points at.
func inOrder(db *gorm.DB, postgres bool, tables []string) ([]string, error) {
	q := "SELECT m.name AS child, f.\"table\" AS parent FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
	if postgres {
		q = "SELECT c.relname AS child, p.relname AS parent FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace"
	}
	var edges []struct{ Child, Parent string }
	if err := db.Raw(q).Scan(&edges).Error; err != nil {
		return nil, err
	}
	var out []string
	for len(out) < len(tables) {
		before := len(out)
		for _, t := range tables {
			if slices.Contains(out, t) || slices.ContainsFunc(edges, func(e struct{ Child, Parent string }) bool {
				return e.Child == t && e.Parent != t && !slices.Contains(out, e.Parent)
			}) {
				continue
			}
			out = append(out, t)
		}
		if len(out) == before {
			return nil, errors.New("tables point at each other in a circle")
		}
	}
	return out, nil
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quotedAll(names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = quoted(n)
	}
	return strings.Join(all, ", ")
}

// copyPostgres reads every table in one repeatable-read transaction, by PostgreSQL's own COPY:
// no other program is needed on the machine, and nothing lies on a disk on the way.
func (s *Store) copyPostgres(ctx context.Context, to Sink) (facts Facts, err error) {
	err = s.read.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		if facts, err = countFacts(ctx, db, true); err != nil {
			return err
		}
		tables := make([]string, 0, len(facts.Rows))
		for t := range facts.Rows {
			tables = append(tables, t)
		}
		slices.Sort(tables)
		if facts.Order, err = inOrder(db, true, tables); err != nil {
			return err
		}
		facts.Columns = map[string][]string{}
		for _, t := range facts.Order {
			if facts.Columns[t], err = columnsOf(db, true, t); err != nil {
				return err
			}
			if err := s.copyTable(ctx, db, to, t, facts.Columns[t]); err != nil {
				return fmt.Errorf("table %s: %w", t, err)
			}
		}
		return nil
	}, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	return facts, err
}

// copyTable streams a table through the connection that the transaction stands on.
func (s *Store) copyTable(ctx context.Context, db *gorm.DB, to Sink, table string, columns []string) error {
	// The transaction pins its connection, and database/sql does not hand it out: the snapshot
	// is shared with one that we may hold.
	var snapshot string
	if err := db.Exec("SET LOCAL idle_in_transaction_session_timeout = 0").Error; err != nil {
		return err
	}
	if err := db.Raw("SELECT pg_export_snapshot()").Scan(&snapshot).Error; err != nil {
		return err
	}
	raw, err := s.write.DB()
	if err != nil {
		return err
	}
	conn, err := raw.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	chunks := &chunks{to: to, name: partTable + table}
	err = conn.Raw(func(c any) error {
		pg := c.(*stdlib.Conn).Conn()
		tx, err := pg.Begin(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
		if _, err := tx.Exec(ctx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "SET TRANSACTION SNAPSHOT '"+strings.ReplaceAll(snapshot, "'", "''")+"'"); err != nil {
			return err
		}
		_, err = pg.PgConn().CopyTo(ctx, chunks, "COPY (SELECT "+quotedAll(columns)+" FROM "+quoted(table)+") TO STDOUT")
		return err
	})
	if err != nil {
		return err
	}
	return chunks.flush()
}

// chunkSize is how much of a table is one part: a part's size stands before its content.
const chunkSize = 4 << 20

// chunks turns a stream of unknown length into parts.
type chunks struct {
	to   Sink
	name string
	buf  []byte
	n    int
}

func (c *chunks) Write(p []byte) (int, error) {
	c.buf = append(c.buf, p...)
	if len(c.buf) < chunkSize {
		return len(p), nil
	}
	return len(p), c.flush()
}

func (c *chunks) flush() error {
	if len(c.buf) == 0 {
		return nil
	}
	err := c.to.Put(fmt.Sprintf("%s/%06d", c.name, c.n), int64(len(c.buf)), strings.NewReader(string(c.buf)))
	c.buf = c.buf[:0]
	c.n++
	return err
}
