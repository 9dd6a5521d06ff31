package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// headsCame is the migration since which audit chains have heads. Those of older chains are
// made before the next one, also by whoever finds that a start was cut off between the two, and
// never again: a head that is missing later was taken.
const headsCame = 2

// migrate brings the schema up to date. One path serves fresh and older databases; one
// made by a newer program is refused before anything is written.
func (s *Store) migrate(ctx context.Context) error {
	p, err := s.steps()
	if err != nil {
		return err
	}
	newest := p.ListSources()[len(p.ListSources())-1].Version
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	before, err := s.schemaVersion(ctx, p)
	if err != nil {
		return err
	}
	for before < newest {
		to := newest
		if before < headsCame {
			to = headsCame
		}
		if before == headsCame {
			if err := s.Write(ctx, (*Tx).anchorChains); err != nil {
				return err
			}
		}
		_, failed := p.UpTo(ctx, to)
		after, err := s.schemaVersion(ctx, p)
		if err != nil {
			return errors.Join(failed, err)
		}
		if failed == nil && after >= newest {
			return s.checkForeignKeys(ctx)
		}
		if after <= before {
			return s.translate(failed)
		}
		// Another process that starts on the same file was a step ahead: its work counts.
		before = after
	}
	if before > newest {
		return fmt.Errorf("the database has schema %d, but this program knows only up to %d: start the newer tavlen, or restore a backup made by this one", before, newest)
	}
	return nil
}

// steps gives the steps that ship.
func (s *Store) steps() (*goose.Provider, error) {
	dialect, dir := goose.DialectSQLite3, "migrations/sqlite"
	var opts []goose.ProviderOption
	if s.postgres {
		dialect, dir = goose.DialectPostgres, "migrations/postgres"
		// The default retry made four starters take 15 s; ask more often.
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, path.Clean(dir))
	if err != nil {
		return nil, err
	}
	raw, err := s.write.DB()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, raw, files, opts...)
}

// schemaVersion gives how far the schema has come: -1 for a database that knows of none.
func (s *Store) schemaVersion(ctx context.Context, p *goose.Provider) (int64, error) {
	has, err := s.hasVersionTable()
	if err != nil || !has {
		return -1, s.translate(err)
	}
	v, err := p.GetDBVersion(ctx)
	return v, s.translate(err)
}

// hasVersionTable looks first, so that asking a foreign or newer database writes nothing.
func (s *Store) hasVersionTable() (bool, error) {
	q := "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'"
	if s.postgres {
		q = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'goose_db_version' AND table_schema = current_schema()"
	}
	var n int64
	err := s.write.Raw(q).Scan(&n).Error
	return n > 0, err
}

func (s *Store) checkForeignKeys(ctx context.Context) error {
	if s.postgres {
		return nil // PostgreSQL checks them itself
	}
	var broken []map[string]any
	if err := s.write.WithContext(ctx).Raw("PRAGMA foreign_key_check").Scan(&broken).Error; err != nil {
		return s.translate(err)
	}
	if len(broken) > 0 {
		return fmt.Errorf("the schema was changed, but %d rows point at nothing", len(broken))
	}
	return nil
}

// SQLiteVersion gives the version of the embedded SQLite, "" on PostgreSQL. Versions
// 3.7.0–3.51.2 can corrupt the database when a WAL is reset.
func (s *Store) SQLiteVersion(ctx context.Context) (string, error) {
	if s.postgres {
		return "", nil
	}
	var v string
	err := s.write.WithContext(ctx).Raw("SELECT sqlite_version()").Scan(&v).Error
	return v, s.translate(err)
}
