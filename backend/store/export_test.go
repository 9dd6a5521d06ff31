package store

import "database/sql"

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
