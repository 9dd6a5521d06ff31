package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// secretsOf collects every word of the case files that is about somebody: all texts of
// the citizens and staff that are no codes, dates or ids.
func secretsOf(t *testing.T) map[string]bool {
	t.Helper()
	secrets := map[string]bool{}
	for _, file := range demo.Builtin() {
		var doc map[string]any
		if err := json.Unmarshal(file.Data, &doc); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"citizens", "staff"} {
			gather(doc[part], secrets)
		}
	}
	if len(secrets) < 400 {
		t.Fatalf("only %d secrets: the files have another shape now", len(secrets))
	}
	return secrets
}

func gather(v any, into map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			gather(e, into)
		}
	case map[string]any:
		for _, e := range v {
			gather(e, into)
		}
	case string:
		// Five letters may stand by chance in a megabyte of random ones.
		if utf8.RuneCountInString(v) >= 7 && strings.ContainsFunc(v, func(r rune) bool { return r == ' ' || r > 127 }) {
			into[v] = true
		}
	}
}

// live adds what only a running installation holds.
func live(t *testing.T, s *testkit.Server) []string {
	t.Helper()
	var secrets []string
	mark := func(what string) string {
		secret := "Hemmeligt-" + what + "-" + string(domain.NewID())
		secrets = append(secrets, secret)
		return secret
	}
	peter, maja := s.SignIn(t, demo.PersonID("peter")), s.SignIn(t, demo.PersonID("maja"))
	plan := "/plans/" + string(demo.ID("peter", "plan-peter"))
	do := func(c *testkit.Client, method, path string, body map[string]any, headers ...string) testkit.Response {
		t.Helper()
		r := c.Do(method, path, body, headers...)
		if r.Status/100 != 2 {
			t.Fatalf("%s %s: %d %s", method, path, r.Status, r.Body)
		}
		return r
	}
	code, err := s.Signin.IssueCode(t.Context(), demo.PersonID("peter"), domain.System, domain.NewID(), 10*60*1e9)
	if err != nil {
		t.Fatal(err)
	}
	secrets = append(secrets, code.Link, code.Spoken, strings.ReplaceAll(code.Spoken, "-", ""))
	do(s.Anonymous(t), "POST", "/session", map[string]any{"code": code.Link, "device": mark("telefon")})
	phone := s.Push.NewSubscription()
	secrets = append(secrets, phone.Endpoint, phone.P256dh, phone.Auth)
	do(peter, "PUT", "/push/subscriptions/"+string(phone.ID), map[string]any{"endpoint": phone.Endpoint, "keys": map[string]any{"p256dh": phone.P256dh, "auth": phone.Auth}})
	do(peter, "PUT", plan+"/messages/"+string(domain.NewID()), map[string]any{"text": mark("besked")})
	goal := do(maja, "PUT", plan+"/goals/"+string(domain.NewID()), map[string]any{"area": "work", "title": mark("mål"), "why": mark("hvorfor")})
	change, _ := goal.JSON(t)["plan_change"].(string)
	do(peter, "PUT", plan+"/changes/"+change+"/answer", map[string]any{"answer": "talk", "comment": mark("svar")})
	do(maja, "PUT", plan+"/changes/"+change+"/answer", map[string]any{"text": mark("tilsvar")})
	tag := do(peter, "GET", plan, nil).Header.Get("ETag")
	do(peter, "PUT", plan+"/dream", map[string]any{"text": mark("drøm")}, "If-Match", tag)
	do(maja, "PUT", "/citizens/"+string(domain.NewID()), map[string]any{"name": mark("navn"), "preferred_name": mark("kaldenavn"), "phone": "+45 87654321", "plan": map[string]any{"id": domain.NewID(), "title": mark("plan")}})
	secrets = append(secrets, "87654321")
	feed := do(peter, "PUT", "/me/calendar", map[string]any{"on": true, "titles": "full"}, "Idempotency-Key", string(domain.NewID()))
	address, _ := feed.JSON(t)["url"].(string)
	secret, is := strings.CutSuffix(path.Base(address), ".ics")
	if !is || len(secret) != 22 {
		t.Errorf("no calendar address: %s", feed.Body)
	}
	secrets = append(secrets, secret)
	// Secrets of the session itself.
	for _, name := range []string{"__Host-tavlen", "__Host-tavlen-renew"} {
		if v := peter.Cookie(name); len(v) > 20 {
			secrets = append(secrets, v)
		} else {
			t.Errorf("no cookie %s", name)
		}
	}
	return secrets
}

// TestNoWordLiesOpenInTheDatabase: whoever gets the files, or a dump, gets no name, no
// number, no title, no message.
func TestNoWordLiesOpenInTheDatabase(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database})
		// Written here and not copied: SQLite's write-ahead log is looked at, too.
		if err := demo.Load(t.Context(), s.App, testkit.Cases(t)); err != nil {
			t.Fatal(err)
		}
		secrets := secretsOf(t)
		for _, secret := range live(t, s) {
			secrets[secret] = true
		}
		places := map[string][]byte{}
		if store.IsPostgres(database) {
			places = everyValue(t, database)
		} else {
			files, err := filepath.Glob(database + "*")
			if err != nil || len(files) < 2 {
				t.Fatalf("%v, %v", files, err)
			}
			for _, file := range files {
				doc, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				places[filepath.Base(file)] = doc
			}
		}
		whole := 0
		for where, doc := range places {
			whole += len(doc)
			for secret := range secrets {
				escaped, err := json.Marshal(secret)
				if err != nil {
					t.Fatal(err)
				}
				ascii := []byte(strings.Trim(fmt.Sprintf("%+q", secret), `"`))
				for _, form := range [][]byte{[]byte(secret), escaped[1 : len(escaped)-1], ascii} {
					if bytes.Contains(doc, form) {
						t.Errorf("%s holds %q", where, secret)
					}
				}
			}
		}
		// The scan does read what is there: a thing's kind is no secret, nor whose town it is.
		for _, open := range []string{"plan_change", "Kommune"} {
			found := false
			for _, doc := range places {
				found = found || bytes.Contains(doc, []byte(open))
			}
			if !found {
				t.Errorf("%q was not found either: the scan misses things", open)
			}
		}
		if whole < 200_000 {
			t.Errorf("only %d bytes were looked at", whole)
		}
	})
}

// everyValue gives what each column of each table holds, one after the other.
func everyValue(t *testing.T, database string) map[string][]byte {
	t.Helper()
	f := &fixture{t: t, database: database}
	db := f.raw()
	defer db.Close()
	columns, err := db.QueryContext(t.Context(), "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'bytea', 'character varying', 'json', 'jsonb')")
	if err != nil {
		t.Fatal(err)
	}
	defer columns.Close()
	out := map[string][]byte{}
	for columns.Next() {
		var table, column string
		if err := columns.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		rows, err := db.QueryContext(t.Context(), fmt.Sprintf("SELECT %s FROM %s WHERE %[1]s IS NOT NULL", column, table))
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var v []byte
			if err := rows.Scan(&v); err != nil {
				t.Fatal(err)
			}
			out[table+"."+column] = append(append(out[table+"."+column], v...), '\n')
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close() //nolint:sqlclosecheck // one of many, each closed before the next
	}
	if err := columns.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
