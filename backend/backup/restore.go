package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"filippo.io/age"

	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

// Return says what to put back, and where.
type Return struct {
	File       string
	Identities []age.Identity
	// Store is the installation as it will be opened: its database and folder of files must not
	// be there yet.
	Store store.Options
	// WithoutLedger goes on where the ledger is lost: what was taken away since comes back then.
	WithoutLedger bool
	// Settle brings what is put back up to today, before anybody can open it.
	Settle func(context.Context, *store.Store, []ledger.Entry) error
}

// Returned is what was put back.
type Returned struct {
	Manifest
	// Again counts the lines of the ledger.
	Again int
	// Faults are those of the audit log, as it was in the backup.
	Faults []store.ChainFault
	// Tips are where its chains ended.
	Tips []ledger.Tip
}

// Restore reads the whole backup and proves it before anything is written; builds everything
// beside the place where it will lie; and puts it there last. One that is interrupted leaves
// nothing that could be served, and what is left of it is thrown away by the next.
func Restore(ctx context.Context, r Return) (out Returned, err error) {
	if out.Manifest, err = Verify(ctx, r.File, r.Identities); err != nil {
		return out, fmt.Errorf("the backup %s cannot be used: %w", r.File, err)
	}
	entries, err := r.mayReturn(out.Manifest)
	if err != nil {
		return out, err
	}
	out.Again = len(entries)
	place := newPlace(r.Store)
	release, err := place.hold()
	if err != nil {
		return out, err
	}
	defer release()
	if err := place.clear(); err != nil {
		return out, err
	}
	o := r.Store
	o.Files, o.Restoring = place.stagedFiles(), true
	if !place.postgres {
		o.Database = place.stagedFile()
	}
	if err := os.MkdirAll(place.staging, 0o700); err != nil {
		return out, err
	}
	rows, err := store.BeginRestore(ctx, o, out.Facts)
	if err != nil {
		return out, fmt.Errorf("the backup cannot be put back: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if err := r.fill(ctx, rows); err != nil {
		return out, fmt.Errorf("the backup cannot be put back: %w", err)
	}
	if err := r.settle(ctx, o, entries, &out); err != nil {
		return out, fmt.Errorf("what was put back cannot be brought up to today: %w", err)
	}
	return out, place.put(func() error { return rows.Done(ctx) })
}

// mayReturn compares the backup with the keys and the ledger that are here.
func (r *Return) mayReturn(m Manifest) ([]ledger.Entry, error) {
	here, err := store.InstallationOf(r.Store.Keys)
	if err != nil {
		return nil, err
	}
	if m.Installation != here {
		return nil, errors.New("the backup is of another installation, or the keys are: put that installation's secret file in place first")
	}
	newest, err := store.NewestSchema()
	if err != nil {
		return nil, err
	}
	if m.Schema > newest {
		return nil, fmt.Errorf("the backup has schema %d, but this program knows only up to %d: use the newer tavlen", m.Schema, newest)
	}
	book, err := store.LedgerOf(r.Store.Keys, r.Store.Ledger)
	if err != nil {
		return nil, err
	}
	kept, err := book.Read()
	if err != nil {
		return nil, fmt.Errorf("the ledger cannot be read: %w", err)
	}
	if r.WithoutLedger {
		return kept.Entries, nil
	}
	const mend = "put the ledger's folder back from its copy, or go on with --without-ledger and take away by hand what was taken away since"
	if len(kept.Faults) > 0 {
		return nil, fmt.Errorf("the ledger does not hold: %s: %s", kept.Faults[0], mend)
	}
	if !kept.Holds(m.Ledger) {
		return nil, fmt.Errorf("the ledger is older than the backup: %s", mend)
	}
	return kept.Entries, nil
}

func (r *Return) fill(ctx context.Context, rows *store.Restore) error {
	err := each(ctx, r.File, r.Identities, func(name string, _ int64, content io.Reader) error {
		if name == manifestName {
			return nil
		}
		return rows.Put(ctx, name, content)
	})
	if err != nil {
		return err
	}
	return rows.Check(ctx)
}

func (r *Return) settle(ctx context.Context, o store.Options, entries []ledger.Entry, out *Returned) (err error) {
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if out.Faults, _, err = s.VerifyAudit(ctx); err != nil {
		return err
	}
	if out.Tips, err = s.AuditTips(ctx); err != nil {
		return err
	}
	if r.WithoutLedger {
		if err := s.ForgetLedger(ctx); err != nil {
			return err
		}
	}
	return r.Settle(ctx, s, entries)
}

// place is where a restore puts things, and where it makes them.
type place struct {
	postgres bool
	file     string // SQLite's
	files    string
	staging  string
}

func newPlace(o store.Options) place {
	p := place{postgres: store.IsPostgres(o.Database), files: o.Files, staging: filepath.Join(filepath.Dir(o.Files), ".restore")}
	if !p.postgres {
		p.file = o.Database
	}
	return p
}

func (p place) stagedFiles() string { return filepath.Join(p.staging, "files") }

// stagedFile lies beside the place of the database, which may be on another disk than the files.
func (p place) stagedFile() string { return p.file + ".restore" }

// marker stands while things are moved to their places.
func (p place) marker() string { return filepath.Join(p.staging, "moving") }

// hold keeps others from restoring to the same place meanwhile: they would throw away as left
// behind what is being built.
func (p place) hold() (release func(), err error) {
	if err := os.MkdirAll(filepath.Dir(p.staging), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(p.staging+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(errors.New("another restore to the same place is running"), f.Close())
	}
	return func() { _ = f.Close() }, nil
}

// clear refuses a place where something lies, and throws away what an interrupted restore left.
func (p place) clear() error {
	if !p.postgres {
		for _, end := range []string{"", "-wal", "-shm", "-journal"} {
			if _, err := os.Lstat(p.file + end); err == nil {
				return fmt.Errorf("%s exists: restore where there is no data, or move it away first", p.file+end)
			}
		}
	}
	if _, err := os.Stat(p.marker()); err == nil {
		if err := os.RemoveAll(p.files); err != nil {
			return err
		}
	}
	if list, err := os.ReadDir(p.files); err == nil && len(list) > 0 {
		return fmt.Errorf("%s holds files: restore where there is no data, or move it away first", p.files)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !p.postgres {
		for _, end := range []string{"", "-wal", "-shm", "-journal"} {
			if err := os.Remove(p.stagedFile() + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return os.RemoveAll(p.staging)
}

// put moves everything to its place, the database last: without it nothing is served.
func (p place) put(done func() error) error {
	m, err := os.OpenFile(p.marker(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		err = errors.Join(m.Sync(), m.Close(), syncDir(p.staging))
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(p.stagedFiles()); err == nil {
		if err := os.Remove(p.files); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.Rename(p.stagedFiles(), p.files); err != nil {
			return err
		}
	}
	if err := syncDir(filepath.Dir(p.files)); err != nil {
		return err
	}
	if !p.postgres {
		if err := os.Rename(p.stagedFile(), p.file); err != nil {
			return err
		}
		if err := syncDir(filepath.Dir(p.file)); err != nil {
			return err
		}
	}
	if err := done(); err != nil {
		return err
	}
	return os.RemoveAll(p.staging)
}
