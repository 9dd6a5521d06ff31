package store

import (
	"context"
	"database/sql"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
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

// Queries runs fn in a Write and gives the SQL it ran, with its values written out.
func (s *Store) Queries(ctx context.Context, fn func(*Tx) error) (queries []string, err error) {
	note := &noting{Interface: logger.Discard}
	err = s.Write(ctx, func(tx *Tx) error {
		tx.db = tx.db.Session(&gorm.Session{Logger: note})
		return fn(tx)
	})
	return note.queries, err
}

type noting struct {
	logger.Interface
	queries []string
}

func (n *noting) Trace(_ context.Context, _ time.Time, fc func() (string, int64), _ error) {
	query, _ := fc()
	n.queries = append(n.queries, query)
}

// Ask gives the one text that a query answers.
func (tx *Tx) Ask(query string) (answer string, err error) {
	return answer, tx.err(tx.db.Raw(query).Scan(&answer).Error)
}

// Sealed seals as everything that is kept is sealed.
func Sealed(key, plain []byte, place string) ([]byte, error) {
	a, err := gcm(key)
	if err != nil {
		return nil, err
	}
	return sealWith(a, plain, place), nil
}
