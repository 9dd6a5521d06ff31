package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// Store is an open database.
type Store struct {
	read, write *gorm.DB
	keys        *keyring
	clock       domain.Clock
	log         *slog.Logger
	postgres    bool
	dsn         string
	files       string // folder
	ledger      *ledger.Book
	restoring   bool
	headsDir    string    // of the ledger, too
	process     domain.ID // tells the signals of several processes apart
	// probe is Probe's question, prepared: it is asked with every request, and GORM's own
	// preparing costs as much as the answer. Nil on PostgreSQL.
	probe *sql.Stmt
	// commits counts what was committed, by this process or, as far as it was told, by others.
	commits  atomic.Int64
	patience time.Duration
	// turn is held by whoever writes to SQLite. Waiting for it is first come, first
	// served, which neither SQLite's lock nor database/sql's pool is.
	turn chan struct{}
}

// Options say what to open. Database is a file path (SQLite) or a postgres:// address.
type Options struct {
	Database string
	Keys     Keys
	Clock    domain.Clock
	Log      *slog.Logger
	// Files is the folder of what is too large for a row; it need not exist yet. Processes
	// on one database share it.
	Files string
	// Ledger is the folder, outside the database's, of what must survive a restore; it need not
	// exist yet. Without one nothing can be taken away from anybody.
	Ledger string
	// AsIs leaves the schema and all else as it stands: for copying and looking at what an older
	// program made. Nothing can be written then.
	AsIs bool
	// Restoring opens what a restore is putting in place, and is not told to the ledger again.
	Restoring bool
	// Readers is how many read-only connections SQLite gets; 0 = one per processor, at least 4.
	Readers int
	// Patience is how long a write to SQLite waits for others before it is ErrBusy; 0 = 5 s.
	Patience time.Duration
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
	s := &Store{keys: keys, clock: o.Clock, log: o.Log, postgres: IsPostgres(o.Database), dsn: o.Database, files: o.Files, process: domain.NewID(),
		patience: o.Patience, turn: make(chan struct{}, 1)}
	s.restoring = o.Restoring
	s.ledger, s.headsDir = ledger.In(o.Ledger, s.BlindIndex("ledger", "")), o.Ledger
	if s.patience == 0 {
		s.patience = 5 * time.Second
	}
	if s.postgres {
		err = s.openPostgres()
	} else {
		err = s.openSQLite(o)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.refuseHalf(ctx, o.Restoring); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if !o.AsIs {
		err = s.migrate(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if !s.postgres {
		// The readers open read-only, so the file must exist with its schema first.
		if s.read, err = openGorm(sqlite.Open(sqliteDSN(o.Database, true, s.patience))); err != nil {
			return nil, errors.Join(err, s.Close())
		}
		n := o.Readers
		if n == 0 {
			n = max(4, runtime.NumCPU())
		}
		pool(s.read, n)
		raw, err := s.read.DB()
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		if o.AsIs {
			return s, nil
		}
		if s.probe, err = raw.PrepareContext(ctx, probe.sqlite); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	if o.AsIs {
		return s, nil
	}
	err = s.Write(ctx, (*Tx).found)
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
	s.heed(ctx)
	return s, nil
}

// found makes what an installation begins with: its data key and its audit chain.
func (tx *Tx) found() error {
	var n int64
	if err := tx.db.Model(&dataKeyRow{}).Where("owner_id = ?", Installation).Count(&n).Error; err != nil || n > 0 {
		return tx.err(err)
	}
	return errors.Join(tx.NewDataKey(Installation), tx.beginChain(string(Installation)))
}

func (s *Store) openSQLite(o Options) error {
	if err := os.MkdirAll(filepath.Dir(o.Database), 0o700); err != nil {
		return err
	}
	// Made here with its mode, which the log beside it inherits: the rows in both are
	// sealed, but who may read them is still the service alone.
	// One that is there is not opened: closing it would drop SQLite's locks (POSIX).
	file, err := os.OpenFile(o.Database, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case err == nil:
		err = file.Close()
	case errors.Is(err, fs.ErrExist):
		err = os.Chmod(o.Database, 0o600)
	}
	if err != nil {
		return err
	}
	if s.write, err = openGorm(sqlite.Open(sqliteDSN(o.Database, false, s.patience))); err != nil {
		return err
	}
	pool(s.write, 1)
	return nil
}

// standstill is how long PostgreSQL keeps the locks of a transaction that says nothing: a
// process that was stopped in the middle of one must not keep others from what it held.
const standstill = 15 * time.Second

// impatient gives the address of a PostgreSQL server with standstill, where it says nothing
// about that itself.
func impatient(dsn string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return "", err
	}
	const setting = "idle_in_transaction_session_timeout"
	q := u.Query()
	if !q.Has(setting) {
		q.Set(setting, strconv.FormatInt(standstill.Milliseconds(), 10))
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

func (s *Store) openPostgres() error {
	dsn, err := impatient(s.dsn)
	if err != nil {
		return err
	}
	if s.write, err = openGorm(postgres.Open(dsn)); err != nil {
		return err
	}
	pool(s.write, 16)
	s.read = s.write
	return nil
}

// openGorm makes a configuration of its own for each open: a shared one silently drops
// FOR UPDATE SKIP LOCKED on PostgreSQL. GORM prepares no statements: on PostgreSQL that
// made reads three times slower, and on SQLite it prepares anew in every transaction,
// where the driver's own cache does not.
func openGorm(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
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
func sqliteDSN(file string, readOnly bool, patience time.Duration) string {
	q := url.Values{}
	q.Set("_busy_timeout", strconv.FormatInt(patience.Milliseconds(), 10))
	q.Set("_foreign_keys", "on")
	q.Set("_synchronous", "FULL")
	q.Set("_stmt_cache_size", "100") // of each connection
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

// Commits counts the transactions that were committed, here or, as far as it was heard,
// by other processes. What was read before it moved may be old.
func (s *Store) Commits() int64 { return s.commits.Load() }

// Postgres says whether the store is a PostgreSQL server.
func (s *Store) Postgres() bool { return s.postgres }

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
		case pg.Code == "22021": // character_not_in_repertoire
			return domain.ErrNotFound // asked for an id that is no text; all words are sealed
		case pg.Code == "53100": // disk_full
			return domain.ErrStorageFull.Because(err)
		// Short of something, ending, rolled back for another's sake, a lock, a standby, or it
		// stood still for too long.
		case slices.ContainsFunc([]string{"53", "57", "40", "08", "55P03", "25006", "25P03"}, func(class string) bool { return strings.HasPrefix(pg.Code, class) }):
			return domain.ErrBusy.Because(err)
		}
		return err
	}
	if passing(err) {
		return domain.ErrBusy.Because(err)
	}
	return err
}

// passing says whether the database could not be reached, or not in time: asking again
// later may help. Whether a write that was cut off was kept is not known; its key tells.
func passing(err error) bool {
	for _, is := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, driver.ErrBadConn, sql.ErrConnDone, context.DeadlineExceeded} {
		if errors.Is(err, is) {
			return true
		}
	}
	var dial *pgconn.ConnectError
	var wire net.Error
	return errors.As(err, &dial) || errors.As(err, &wire) || pgconn.SafeToRetry(err)
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
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case domain.ID:
			b.WriteString(string(p))
		case domain.Kind:
			b.WriteString(string(p))
		case int64:
			b.WriteString(strconv.FormatInt(p, 10))
		default:
			fmt.Fprint(&b, p)
		}
	}
	return b.String()
}
