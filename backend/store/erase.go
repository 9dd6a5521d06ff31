package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"tavlen/backend/domain"
)

// Erasure is what was taken of a person.
type Erasure struct {
	// Rows counts what was deleted of each table.
	Rows map[string]int64
	// Sessions are those that were ended, of the citizen and of whom she let in.
	Sessions []domain.ID
	// Files are to be removed once it is committed; see RemoveErased.
	Files []string
}

// kept are the tables from which an erasure deletes nothing. What is sealed there cannot be
// opened any more; the rest says that something was done, not what it was, and the chain would
// not hold without it. That somebody fetched a story holds no word of it: what stands elsewhere of
// who was erased is to be taken down, and he is reminded until he did.
var kept = map[string]bool{"audit": true, "audit_head": true, "installation": true, "data_key": true, "story_export": true}

// tie is a foreign key.
type tie struct{ Child, Column, Parent, Target string }

// ErasePerson throws the citizen's data key away and deletes every row that is hers or of one
// whom she let in: what names her plan or a person under her key, and what hangs on such a row.
// It asks the database which these are, so that no table of later days is forgotten. Doing it
// twice changes nothing.
func (tx *Tx) ErasePerson(citizen domain.ID) (Erasure, error) {
	out := Erasure{Rows: map[string]int64{}}
	if citizen == Installation {
		return out, domain.ErrForbidden
	}
	if !tx.store.postgres {
		// What is deleted is overwritten too: the wrapped key must not lie on in a free page.
		if err := tx.db.Exec("PRAGMA secure_delete = ON").Error; err != nil {
			return out, tx.err(err)
		}
	}
	var persons []domain.ID
	if err := tx.db.Model(&personRow{}).Where("owner_id = ?", citizen).Order("id").Pluck("id", &persons).Error; err != nil {
		return out, tx.err(err)
	}
	for _, p := range persons {
		ended, err := tx.EndSessions(p, "", tx.store.clock.Now(), "erased")
		if err != nil {
			return out, err
		}
		out.Sessions = append(out.Sessions, ended...)
	}
	head, err := tx.PlanOf(citizen)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return out, err
	}
	if err := tx.db.Model(&fileRow{}).Where("plan_id = ?", head.ID).Pluck("name", &out.Files).Error; err != nil {
		return out, tx.err(err)
	}
	if err := tx.EraseDataKey(citizen); err != nil {
		return out, err
	}
	return out, tx.eraseRows(head.ID, citizen, &out)
}

func (tx *Tx) eraseRows(plan, citizen domain.ID, out *Erasure) error {
	tables, err := tablesOf(tx.db, tx.store.postgres)
	if err == nil {
		tables, err = inOrder(tx.db, tx.store.postgres, tables)
	}
	if err != nil {
		return tx.err(err)
	}
	ties, err := tx.foreignKeys()
	if err != nil {
		return err
	}
	hers := map[string]string{
		"plan":   "citizen_id = @citizen",
		"person": "owner_id = @citizen",
	}
	for _, t := range tables { // parents first, so that what hangs on them is known
		if kept[t] || hers[t] != "" {
			continue
		}
		columns, err := columnsOf(tx.db, tx.store.postgres, t)
		if err != nil {
			return tx.err(err)
		}
		if where := condition(t, columns, ties, hers); where != "" {
			hers[t] = where
		}
	}
	named := map[string]any{"plan": plan, "citizen": citizen}
	for i := len(tables) - 1; i >= 0; i-- { // children first
		t := tables[i]
		where := hers[t]
		if where == "" {
			continue
		}
		if t == "person" {
			// Somebody who helps another citizen too stands on her plan, without a name from now on.
			for _, k := range ties {
				if k.Parent == t {
					where += fmt.Sprintf(" AND NOT EXISTS (SELECT 1 FROM %s x WHERE x.%s = person.id)", quoted(k.Child), quoted(k.Column))
				}
			}
		}
		res := tx.db.Exec("DELETE FROM "+quoted(t)+" WHERE "+where, named)
		if res.Error != nil {
			return tx.err(fmt.Errorf("table %s: %w", t, res.Error))
		}
		if res.RowsAffected > 0 {
			out.Rows[t] = res.RowsAffected
		}
	}
	return nil
}

// condition says which of a table's rows are to go.
func condition(table string, columns []string, ties []tie, hers map[string]string) string {
	var parts []string
	for _, c := range columns {
		switch c {
		case "plan_id":
			parts = append(parts, "plan_id = @plan")
		case "person_id":
			parts = append(parts, "person_id IN (SELECT id FROM person WHERE owner_id = @citizen)")
		}
	}
	for _, k := range ties {
		if where := hers[k.Parent]; k.Child == table && where != "" && k.Parent != "plan" && k.Parent != "person" {
			parts = append(parts, fmt.Sprintf("%s IN (SELECT %s FROM %s WHERE %s)", quoted(k.Column), quoted(k.Target), quoted(k.Parent), where))
		}
	}
	return strings.Join(parts, " OR ")
}

func (tx *Tx) foreignKeys() (out []tie, err error) {
	q := `SELECT m.name AS child, f."from" AS "column", f."table" AS parent, f."to" AS target FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`
	if tx.store.postgres {
		q = `SELECT c.relname AS child, a.attname AS "column", p.relname AS parent, b.attname AS target
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`
	}
	return out, tx.err(tx.db.Raw(q).Scan(&out).Error)
}

// RemoveErased removes the files of an erasure that was committed, and on SQLite empties the
// log of writes, which holds the pages as they were. Where a copy is being made the files are
// swept later: nobody can open them.
func (s *Store) RemoveErased(ctx context.Context, e Erasure) error {
	release, err := s.holdFiles(syscall.LOCK_EX | syscall.LOCK_NB)
	if err == nil {
		for _, name := range e.Files {
			err = errors.Join(err, ignoreGone(os.Remove(s.filePath(name))))
		}
		release()
	} else if errors.Is(err, errHeld) {
		err = nil
	}
	if !s.postgres {
		err = errors.Join(err, s.write.WithContext(ctx).Exec("PRAGMA wal_checkpoint(TRUNCATE)").Error)
	}
	return err
}
