package store

import (
	"database/sql"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// statement is SQL written out for the few rows that every write touches. There GORM's
// working out of the same SQL cost more processor time than the database's answer. Both
// drivers keep what they prepared per connection and find it again by its text, so the
// text never changes and values only ever come in its question marks.
type statement struct{ sqlite, postgres string }

// written makes a statement; PostgreSQL counts the question marks. No text of ours holds
// one that is not a value.
func written(query string) statement {
	var numbered strings.Builder
	for i, part := range strings.Split(query, "?") {
		if i > 0 {
			numbered.WriteString("$" + strconv.Itoa(i))
		}
		numbered.WriteString(part)
	}
	return statement{query, numbered.String()}
}

func (s *Store) text(q statement) string {
	if s.postgres {
		return q.postgres
	}
	return q.sqlite
}

// exec runs a statement in the transaction.
func (tx *Tx) exec(q statement, args ...any) error {
	_, err := tx.db.Statement.ConnPool.ExecContext(tx.ctx, tx.store.text(q), args...)
	return tx.err(tx.known(err))
}

// query runs a statement that gives rows; they are the caller's to close.
func (tx *Tx) query(q statement, args ...any) (*sql.Rows, error) {
	rows, err := tx.db.Statement.ConnPool.QueryContext(tx.ctx, tx.store.text(q), args...) //nolint:sqlclosecheck // the caller's
	return rows, tx.err(tx.known(err))
}

// one reads the first row into dest; found is false when there is none.
func (tx *Tx) one(q statement, args []any, dest ...any) (found bool, err error) {
	rows, err := tx.query(q, args...)
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	if found = rows.Next(); found {
		err = rows.Scan(dest...)
	}
	if err == nil {
		err = rows.Err()
	}
	return found, tx.err(tx.known(err))
}

// known says of an error what GORM would have said: that a row was there already.
func (tx *Tx) known(err error) error {
	if t, ok := tx.db.Dialector.(gorm.ErrorTranslator); ok && err != nil {
		return t.Translate(err)
	}
	return err
}
