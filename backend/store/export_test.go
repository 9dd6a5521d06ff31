package store

import (
	"context"
	"database/sql"
)

// WriterPool and ReaderPool let the tests look at every connection there is.
func (s *Store) WriterPool() *sql.DB { return must(s.write.DB()) }

// ReaderPool is the writer's own on PostgreSQL.
func (s *Store) ReaderPool() *sql.DB { return must(s.read.DB()) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// CheckForeignKeys is what a migration ends with.
func CheckForeignKeys(ctx context.Context, s *Store) error { return s.checkForeignKeys(ctx) }

// Raise runs any SQL, to see how its error is told.
func (tx *Tx) Raise(query string) error { return tx.err(tx.db.Exec(query).Error) }
