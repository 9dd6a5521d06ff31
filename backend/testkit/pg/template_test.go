package pg

import "testing"

func TestATemplateIsFilledOnceAndCopied(t *testing.T) {
	var p Template
	filled := 0
	fill := func(dsn string) error {
		filled++
		return run(t.Context(), dsn, `CREATE TABLE word (said text); INSERT INTO word VALUES ('hej')`)
	}
	for range 2 {
		dsn := DSN(t)
		p.CopyTo(t, dsn, fill)
		if said := ask(t, dsn, `SELECT string_agg(said, ' ') FROM word`); said != "hej" {
			t.Errorf("the copy says %q", said)
		}
		if err := run(t.Context(), dsn, `INSERT INTO word VALUES ('farvel')`); err != nil {
			t.Fatal(err)
		}
	}
	if filled != 1 {
		t.Errorf("filled %d times", filled)
	}
}

// Of two processes that work on one server neither takes the other's template away; one
// that ended is cleared away by the next.
func TestATemplateLivesAsLongAsItsProcess(t *testing.T) {
	nothing := func(string) error { return nil }
	there := func(p *Template) bool {
		c, err := shared()
		if err != nil {
			t.Fatal(err)
		}
		return ask(t, c.admin, `SELECT count(*)::text FROM pg_database WHERE datname = '`+p.name+`'`) == "1"
	}
	var first, second, third Template
	first.CopyTo(t, DSN(t), nothing)
	second.CopyTo(t, DSN(t), nothing)
	if !there(&first) || !there(&second) {
		t.Fatal("a template in use was cleared away")
	}
	if err := first.hold.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	third.CopyTo(t, DSN(t), nothing)
	if there(&first) {
		t.Error("the template of a process that ended is still there")
	}
	if !there(&second) {
		t.Error("a template in use was cleared away")
	}
}

func TestOnlyATestsDatabaseIsReplaced(t *testing.T) {
	for _, dsn := range []string{"postgres:///postgres", "postgres:///", "://"} {
		if name, err := databaseOf(dsn); err == nil {
			t.Errorf("%s: %s would be replaced", dsn, name)
		}
	}
}
