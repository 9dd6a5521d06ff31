package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"tavlen/backend/domain"
)

// Store is an open database.
type Store struct {
	read, write *gorm.DB
	keys        *keyring
	clock       domain.Clock
	log         *slog.Logger
	postgres    bool
	dsn         string
	process     domain.ID // tells the signals of several processes apart
}

// Options say what to open. Database is a file path (SQLite) or a postgres:// address.
type Options struct {
	Database string
	Keys     Keys
	Clock    domain.Clock
	Log      *slog.Logger
	// Readers is how many read-only connections SQLite gets; 0 = one per processor, at least 4.
	Readers int
}

// IsPostgres says whether a database setting names a PostgreSQL server.
func IsPostgres(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

// Open opens the database, brings its schema up to date and checks that it is not newer
// than this program. A newer schema is refused without writing.
func Open(ctx context.Context, o Options) (*Store, error) {
	keys, err := newKeyring(o.Keys)
	if err != nil {
		return nil, err
	}
	s := &Store{keys: keys, clock: o.Clock, log: o.Log, postgres: IsPostgres(o.Database), dsn: o.Database, process: domain.NewID()}
	if s.postgres {
		err = s.openPostgres()
	} else {
		err = s.openSQLite(o)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if !s.postgres {
		// The readers open read-only, so the file must exist with its schema first.
		if s.read, err = openGorm(sqlite.Open(sqliteDSN(o.Database, true)), true); err != nil {
			return nil, errors.Join(err, s.Close())
		}
		n := o.Readers
		if n == 0 {
			n = max(4, runtime.NumCPU())
		}
		pool(s.read, n)
	}
	err = s.Write(ctx, func(tx *Tx) error { return tx.NewDataKey(Installation) })
	if err == nil {
		// With the keys of another installation nothing could be read: said now, not later.
		err = s.Read(ctx, func(tx *Tx) error {
			_, err := tx.key(Installation)
			return err
		})
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) openSQLite(o Options) error {
	if err := os.MkdirAll(filepath.Dir(o.Database), 0o700); err != nil {
		return err
	}
	var err error
	if s.write, err = openGorm(sqlite.Open(sqliteDSN(o.Database, false)), true); err != nil {
		return err
	}
	pool(s.write, 1)
	// The file holds sealed rows, but who may read it is still the service alone.
	return os.Chmod(o.Database, 0o600)
}

func (s *Store) openPostgres() error {
	var err error
	// No prepared statements through GORM here: they made reads three times slower.
	if s.write, err = openGorm(postgres.Open(s.dsn), false); err != nil {
		return err
	}
	pool(s.write, 16)
	s.read = s.write
	return nil
}

// openGorm makes a configuration of its own for each open: a shared one silently drops
// FOR UPDATE SKIP LOCKED on PostgreSQL.
func openGorm(d gorm.Dialector, prepare bool) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
		PrepareStmt:            prepare,
		SkipDefaultTransaction: true,
		TranslateError:         true,
		Logger:                 logger.Discard,
		NamingStrategy:         schema.NamingStrategy{SingularTable: true},
		NowFunc:                func() time.Time { return time.Time{} }, // times come from the injected clock only
	})
}

func pool(db *gorm.DB, n int) {
	if raw, err := db.DB(); err == nil {
		raw.SetMaxOpenConns(n)
		raw.SetMaxIdleConns(n)
	}
}

// sqliteDSN puts the pragmas where every new connection gets them. FULL makes an
// acknowledged write survive a power cut; the busy timeout comes before all else.
func sqliteDSN(file string, readOnly bool) string {
	q := url.Values{}
	q.Set("_busy_timeout", "5000")
	q.Set("_foreign_keys", "on")
	q.Set("_synchronous", "FULL")
	if readOnly {
		q.Set("mode", "ro")
		q.Set("_query_only", "on")
		q.Set("_txlock", "deferred")
	} else {
		q.Set("_journal_mode", "WAL")
		q.Set("_txlock", "immediate")
	}
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

// Close closes the pools.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.read, s.write} {
		if db == nil {
			continue
		}
		if raw, err := db.DB(); err == nil {
			errs = append(errs, raw.Close())
		}
		if s.read == s.write {
			break
		}
	}
	return errors.Join(errs...)
}

// Ping says whether the database answers and can be written.
func (s *Store) Ping(ctx context.Context) error {
	return s.Write(ctx, func(tx *Tx) error { return tx.SetInstallation("ping", "1") })
}

// Postgres says whether the store is a PostgreSQL server.
func (s *Store) Postgres() bool { return s.postgres }

// Tx is one transaction, or for Read one connection's reads.
type Tx struct {
	store  *Store
	db     *gorm.DB
	ctx    context.Context
	writes bool
	after  []func()
	notify []string
}

// Context gives the context that the transaction runs in.
func (tx *Tx) Context() context.Context { return tx.ctx }

// After keeps a function to be called once the transaction is committed; it is not
// called when it is rolled back.
func (tx *Tx) After(f func()) { tx.after = append(tx.after, f) }

// Read runs single reads that need not agree with each other.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	tx := &Tx{store: s, db: s.read.WithContext(ctx), ctx: ctx}
	return fn(tx)
}

// Snapshot runs reads that all see the database as it was at one moment.
func (s *Store) Snapshot(ctx context.Context, fn func(*Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if s.postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	err := s.read.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return fn(&Tx{store: s, db: db, ctx: ctx})
	}, opts)
	return s.translate(err)
}

// Write runs one transaction: all of it is kept, durably, or none.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	tx := &Tx{store: s, ctx: ctx, writes: true}
	err := s.write.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		tx.db = db
		if err := fn(tx); err != nil {
			return err
		}
		return tx.sendNotify()
	})
	if err != nil {
		return s.translate(err)
	}
	for _, f := range tx.after {
		f()
	}
	return nil
}

func (tx *Tx) err(err error) error { return tx.store.translate(err) }

// translate turns what a driver says into what the rest of the program knows.
func (s *Store) translate(err error) error {
	if err == nil {
		return nil
	}
	var known *domain.Error
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows) {
		return domain.ErrNotFound
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		switch lite.Code {
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return domain.ErrBusy.Because(err)
		case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrReadonly:
			return domain.ErrStorageFull.Because(err)
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "53100": // disk_full
			return domain.ErrStorageFull.Because(err)
		case strings.HasPrefix(pg.Code, "53"), strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "40"), pg.Code == "55P03":
			return domain.ErrBusy.Because(err)
		}
	}
	var dial *pgconn.ConnectError
	if errors.As(err, &dial) || errors.Is(err, sql.ErrConnDone) {
		return domain.ErrBusy.Because(err)
	}
	return err
}

// IsDuplicate says whether the error is a broken uniqueness.
func IsDuplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }

func ms(t time.Time) int64 { return t.UnixMilli() }

func msPtr(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	v := ms(t)
	return &v
}

func at(v int64) time.Time { return time.UnixMilli(v).UTC() }

func atPtr(v *int64) time.Time {
	if v == nil {
		return time.Time{}
	}
	return at(*v)
}

func place(parts ...any) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('|')
		}
		fmt.Fprint(&b, p)
	}
	return b.String()
}
