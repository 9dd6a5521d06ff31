package store

import (
	"context"
	"crypto/cipher"
	"database/sql"
	"database/sql/driver"
	"errors"
	"time"

	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// Tx is one transaction, or for Read one connection's reads.
type Tx struct {
	store  *Store
	db     *gorm.DB
	ctx    context.Context
	writes bool
	single bool // each read stands alone
	light  bool // see WriteLight
	after  []func()
	notify []string
	// heads are the ends of the audit chains that this transaction added to.
	heads map[string]*auditHead
	// outlasting is what the ledger is told before the commit.
	outlasting []ledger.Entry
	// takeBack tells the ledger that it was not committed after all; number is PostgreSQL's.
	takeBack func(time.Time) error
	number   int64
	// keys are those that a write has opened itself.
	keys map[domain.ID]cipher.AEAD
	// keysAge is the keyring's when this began to read.
	keysAge uint64
}

// Context gives the context that the transaction runs in.
func (tx *Tx) Context() context.Context { return tx.ctx }

// After keeps a function to be called once the transaction is committed; it is not
// called when it is rolled back.
func (tx *Tx) After(f func()) { tx.after = append(tx.after, f) }

// Read runs single reads that need not agree with each other.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	tx := &Tx{store: s, db: s.read.WithContext(ctx), ctx: ctx, single: true, keysAge: s.keys.now()}
	return fn(tx)
}

// Snapshot runs reads that all see the database as it was at one moment.
func (s *Store) Snapshot(ctx context.Context, fn func(*Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if s.postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	age := s.keys.now()
	err := s.read.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return fn(&Tx{store: s, db: db, ctx: ctx, keysAge: age})
	}, opts)
	return s.translate(err)
}

// Write runs one transaction: all of it is kept, durably, or none. A Write within a Write
// is ErrBusy: it would wait for itself.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	return s.run(&Tx{store: s, ctx: ctx, writes: true}, fn)
}

// WriteLight is a Write that is kept when the process is killed, but perhaps not when the
// power fails before the next Write: it does not wait for the disk. It is for marks that are
// only good for not doing a thing twice.
func (s *Store) WriteLight(ctx context.Context, fn func(*Tx) error) error {
	return s.run(&Tx{store: s, ctx: ctx, writes: true, light: true}, fn)
}

func (s *Store) run(tx *Tx, fn func(*Tx) error) error {
	transact := s.transactSQLite
	if s.postgres {
		transact = s.transactPostgres
	}
	if err := transact(tx.ctx, tx, fn); err != nil {
		return s.translate(err)
	}
	s.commits.Add(1)
	for _, f := range tx.after {
		f()
	}
	return nil
}

func (s *Store) transactPostgres(ctx context.Context, tx *Tx, fn func(*Tx) error) error {
	// Until the ledger is told, who hangs up ends it; after that nothing but the database does.
	bound, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	free := context.AfterFunc(ctx, cancel)
	defer free()
	err := s.write.WithContext(bound).Transaction(func(db *gorm.DB) error {
		tx.db = db
		if tx.light {
			if err := db.Exec("SET LOCAL synchronous_commit = off").Error; err != nil {
				return err
			}
		}
		if err := fn(tx); err != nil {
			return err
		}
		if err := tx.saveHeads(); err != nil {
			return err
		}
		if err := tx.sendNotify(); err != nil {
			return err
		}
		if !free() {
			return ctx.Err()
		}
		return tx.saveOutlasting()
	})
	if err != nil {
		tx.notOutlasting()
		if ctx.Err() != nil && errors.Is(err, context.Canceled) {
			err = ctx.Err()
		}
	}
	return err
}

// transactSQLite begins and ends the transaction itself, on the one connection that
// writes: database/sql's own starts a goroutine for the transaction and for each of its
// queries, to watch for an end that the turn makes impossible.
func (s *Store) transactSQLite(ctx context.Context, tx *Tx, fn func(*Tx) error) error {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { <-s.turn }()
	raw, err := s.write.DB()
	if err != nil {
		return err
	}
	conn, err := raw.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // back to the pool
	if tx.light {
		// The same connection: to another one's commits pollSQLite would wake.
		if _, err := conn.ExecContext(ctx, "PRAGMA synchronous = NORMAL"); err != nil {
			return err
		}
		defer s.heavy(conn)
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept { // also when fn panics
			s.rollback(conn)
			tx.notOutlasting()
		}
	}()
	tx.db = s.write.Session(&gorm.Session{NewDB: true, Context: ctx})
	tx.db.Statement.ConnPool = conn
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.saveHeads(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := tx.saveOutlasting(); err != nil {
		return err
	}
	// Who hangs up now must not leave it open whether it was kept.
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return err
	}
	kept = true
	return nil
}

// heavy makes the connection wait for the disk again. One that cannot is thrown away.
func (s *Store) heavy(conn *sql.Conn) {
	err := conn.Raw(func(c any) error {
		lite, ok := c.(*sqlite3.SQLiteConn)
		if !ok {
			return driver.ErrBadConn
		}
		if _, err := lite.Exec("PRAGMA synchronous = FULL", nil); err != nil {
			return driver.ErrBadConn
		}
		return nil
	})
	if err != nil {
		s.log.Error("a connection could not be set back to waiting for the disk, it was closed", "error", err)
	}
}

// rollback undoes the open transaction. A connection that cannot is thrown away: the next
// writer must not go on in what was to be undone.
func (s *Store) rollback(conn *sql.Conn) {
	err := conn.Raw(func(c any) error {
		lite, ok := c.(*sqlite3.SQLiteConn)
		if ok && lite.AutoCommit() {
			return nil // SQLite undid it by itself, as it may on a full disk
		}
		if ok {
			_, err := lite.Exec("ROLLBACK", nil)
			ok = err == nil
		}
		if !ok {
			return driver.ErrBadConn
		}
		return nil
	})
	if err != nil {
		s.log.Error("a transaction could not be undone, its connection was closed", "error", err)
	}
}

// takeTurn waits in line for the one writer. Everybody has the same patience, so a lock
// that another process keeps is told to all at once and not to one after the other.
func (s *Store) takeTurn(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(s.patience)
	defer timer.Stop()
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-timer.C:
		return domain.ErrBusy.Because(errors.New("others are writing"))
	case <-ctx.Done():
		return ctx.Err()
	}
}
