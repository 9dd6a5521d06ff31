package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// TestGORMIsUsedTheSafeWay reads our own code for the arguments to GORM that have lost or
// leaked rows: each was measured to do what its name does not say. What must not be called
// at all is forbidden in .golangci.yml.
func TestGORMIsUsedTheSafeWay(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	calls := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			calls++
			if fault := gormFault(method.Sel.Name, call.Args); fault != "" {
				t.Errorf("%s: %s", set.Position(call.Pos()), fault)
			}
			return true
		})
	}
	if calls < 200 {
		t.Errorf("only %d calls were read", calls)
	}
}

func gormFault(method string, args []ast.Expr) string {
	switch method {
	case "Updates":
		if len(args) == 1 && isStruct(args[0]) {
			return "Updates with a struct skips zero values: give a map"
		}
	case "Where", "Not":
		if len(args) > 0 && isStruct(args[0]) {
			return "a struct as a condition drops its zero fields, and then the condition: write SQL with a question mark"
		}
	case "Find", "Take", "First", "Last", "Delete":
		if len(args) > 1 {
			return "a condition here may be raw SQL: use Where"
		}
	}
	return ""
}

func isStruct(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return false
	}
	_, isMap := lit.Type.(*ast.MapType)
	return !isMap
}

func TestTheGuardFindsWhatItLooksFor(t *testing.T) {
	for code, bad := range map[string]bool{
		`db.Updates(row{A: 1})`: true, `db.Updates(&row{A: 1})`: true,
		`db.Where(&row{ID: id})`: true, `db.Find(&rows, "1=1")`: true, `db.Delete(&row{}, id)`: true,
		`db.Updates(map[string]any{"a": 1})`: false, `db.Where("a = ? OR b = ?", 1, 2)`: false, `db.Find(&rows)`: false, `db.Delete(&row{})`: false, `db.Updates(changes)`: false,
	} {
		e, err := parser.ParseExpr(code)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		ast.Inspect(e, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if m, ok := call.Fun.(*ast.SelectorExpr); ok {
					found = found || gormFault(m.Sel.Name, call.Args) != ""
				}
			}
			return true
		})
		if found != bad {
			t.Errorf("%s: %t", code, found)
		}
	}
}

// TestZeroValuesAreWritten: taking something away must reach the row.
func TestZeroValuesAreWritten(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		f.write(func(tx *store.Tx) error {
			return tx.PutThread(domain.Thread{ID: k.thread, Plan: k.h.ID})
		})
		f.read(func(tx *store.Tx) error {
			threads, err := tx.Threads(k.h.ID)
			if len(threads) != 1 || threads[0].Deputy != "" || threads[0].ReplyHours != 0 {
				t.Errorf("%+v", threads)
			}
			return err
		})
		s := f.session(k.citizen, nil)
		for _, former := range [][]byte{[]byte("former"), nil} {
			f.write(func(tx *store.Tx) error {
				return tx.RenewSession(s.ID, []byte("new"), former, nil, f.clock.Now(), f.clock.Now())
			})
		}
		if got := f.readSession(s.ID); got.FormerHash != nil {
			t.Errorf("%q", got.FormerHash)
		}
		n := f.promise(k.citizen, nil)
		if _, err := f.lease("a"); err != nil {
			t.Fatal(err)
		}
		f.write(func(tx *store.Tx) error { return tx.RetryNotification(n.ID, "a", f.clock.Now(), "timeout") })
		if _, err := f.lease("a"); err != nil {
			t.Fatal(err)
		}
		f.write(func(tx *store.Tx) error {
			return tx.EndNotification(n.ID, "a", domain.NotificationSent, "", f.clock.Now())
		})
		if got := f.state(n); got.Outcome != "" {
			t.Errorf("%+v", got)
		}
		if open := f.count("SELECT count(*) FROM notification WHERE lease_by IS NOT NULL"); open != 0 {
			t.Errorf("%d leases were not given back", open)
		}
	})
}

// TestAClaimDoesNotWaitForAnother: the row that somebody is looking at is passed over. A
// gorm.Config shared between two opens silently drops SKIP LOCKED.
func TestAClaimDoesNotWaitForAnother(t *testing.T) {
	f := open(t, postgres(t))
	open(t, sqliteFile(t)) // beside it, so that there are two configurations
	person := f.person(domain.RoleCitizen)
	first := f.promise(person, func(n *domain.Notification) { n.DueAt = f.clock.Now().Add(-time.Hour) })
	second := f.promise(person, nil)
	db := f.raw()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), "SELECT 1 FROM notification WHERE id = $1 FOR UPDATE", string(first.ID)); err != nil {
		t.Fatal(err)
	}
	if n, err := f.lease("a"); err != nil || n.ID != second.ID {
		t.Errorf("%+v, %v", n, err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if n, err := f.lease("a"); err != nil || n.ID != first.ID {
		t.Errorf("%+v, %v", n, err)
	}
}
