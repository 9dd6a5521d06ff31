package main

import (
	"context"
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/pwa"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
	"tavlen/backend/testkit/pg"
)

var copenhagen = domain.Copenhagen

// openStore opens what a place holds, beside or instead of the server.
func (p place) openStore(t *testing.T) *store.Store {
	t.Helper()
	sec, err := config.LoadSecrets(p.keys())
	if err != nil {
		t.Fatal(err)
	}
	db := config.Database{Kind: config.SQLite, Path: p.file()}
	if p.database != "" {
		db = config.Database{Kind: config.PostgreSQL, URL: p.database}
	}
	s, err := openStore(context.Background(), config.Settings{Database: db, DataDir: t.TempDir()}, sec, domain.SystemClock{}, testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAnEmptyInstallationIsUsable walks the way from nothing to a citizen on her phone.
func TestAnEmptyInstallationIsUsable(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		p := newPlace(t)
		if store.IsPostgres(database) {
			p.database = database
		}
		r := serving(t, p.args("serve")...)
		info, err := os.Stat(p.keys())
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("the keys: %v, %v", info, err)
		}
		if info, err = os.Stat(filepath.Dir(p.keys())); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("their folder: %v, %v", info, err)
		}
		if !strings.Contains(r.log.String(), "made new keys") {
			t.Error("that it made keys is not said")
		}
		newPhone(r.at).want(t, 200, "GET", "/readyz", nil)
		link := p.staffLink(t, "Maja Lind") // while the server runs
		maja := signIn(t, r.at, link)
		me := maja.want(t, 200, "GET", "/api/v1/me", nil)
		if person := me["person"].(map[string]any); person["name"] != "Maja Lind" || person["role"] != "consultant" || me["demo"] != false {
			t.Errorf("%v", me)
		}
		code := link[strings.LastIndexByte(link, '/')+1:]
		newPhone(r.at).want(t, 404, "POST", "/api/v1/session", map[string]any{"code": code}) // once
		citizen, plan := string(domain.NewID()), string(domain.NewID())
		maja.want(t, 200, "PUT", "/api/v1/citizens/"+citizen, map[string]any{"name": "Peter Holm", "preferred_name": "Peter", "plan": map[string]any{"id": plan}})
		issued := maja.want(t, 200, "PUT", "/api/v1/citizens/"+citizen+"/codes/"+string(domain.NewID()), map[string]any{})
		peter := signIn(t, r.at, issued["link"].(string))
		if got := peter.want(t, 200, "GET", "/api/v1/me", nil)["plan"].(map[string]any)["id"]; got != plan {
			t.Errorf("the plan is %v", got)
		}
		if code := r.stop(); code != 0 {
			t.Errorf("exit %d", code)
		}
		// Started again, the keys are the same and the phones are still signed in.
		again := serving(t, p.args("serve")...)
		r.url = again.url
		peter.want(t, 200, "GET", "/api/v1/plans/"+plan, nil)
		if strings.Contains(again.log.String(), "made new keys") {
			t.Error("it made keys a second time")
		}
		if out := must(t, p.args("staff", "list")...); !strings.Contains(out, "Maja Lind") {
			t.Errorf("the staff: %s", out)
		}
	})
}

func TestServeRefusesMissingKeys(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	keys, err := os.ReadFile(p.keys())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(p.keys()); err != nil {
		t.Fatal(err)
	}
	refused(t, "keys", p.args("serve")...)
	refused(t, "keys", p.args("staff", "add", "--name", "Bo")...)
	refused(t, "keys", p.args("verify-log")...)
	if exists(p.keys()) {
		t.Error("new keys were made over old data")
	}
	// Another installation's keys open nothing.
	other := newPlace(t)
	other.staffLink(t, "En anden")
	wrong, err := os.ReadFile(other.keys())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.keys(), wrong, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "cannot be used", p.args("serve")...)
	if err := os.WriteFile(p.keys(), keys, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(p.keys(), 0o644); err != nil {
		t.Fatal(err)
	}
	refused(t, "chmod 600", p.args("serve")...)
	if err := os.Chmod(p.keys(), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, p.args("verify-log")...)
}

func TestServeRefusesAForeignPostgres(t *testing.T) {
	p := newPlace(t)
	p.database = pg.DSN(t)
	p.staffLink(t, "Maja Lind")
	if err := os.Remove(p.keys()); err != nil {
		t.Fatal(err)
	}
	refused(t, "cannot be used", p.args("serve")...) // with the keys it then makes
}

// TestAWrongConfigurationIsOneLine: each stops the start with what is wrong and how to
// mend it, and makes nothing.
func TestAWrongConfigurationIsOneLine(t *testing.T) {
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	with := func(args ...string) []string { return args }
	for name, tc := range map[string]struct {
		says string
		args []string
	}{
		"a port that is taken":     {"choose another with --addr", with("--addr", taken.Addr().String())},
		"no port":                  {"TAVLEN_ADDR", with("--addr", "localhost")},
		"an open address":          {"TAVLEN_PUBLIC_URL", with("--addr", "192.0.2.1:80")},
		"a URL with a path":        {"TAVLEN_PUBLIC_URL", with("--public-url", "https://tavlen.example/plan")},
		"http for all":             {"TAVLEN_PUBLIC_URL", with("--public-url", "http://tavlen.example")},
		"an unknown environment":   {"TAVLEN_ENV", with("--env", "prod")},
		"production without URL":   {"TAVLEN_PUBLIC_URL", with("--env", "production")},
		"a clock in production":    {"TAVLEN_CLOCK_FILE", with("--env", "production", "--public-url", "https://tavlen.example", "--clock-file", "x")},
		"anyone as a proxy":        {"TAVLEN_TRUSTED_PROXIES", with("--trusted-proxies", "0.0.0.0/0")},
		"another kind of database": {"TAVLEN_DATABASE", with("--database", "mysql://x/y")},
		"keys beside the data":     {"TAVLEN_SECRET_FILE", with("--secret-file", "$DIR/data/secret.json")},
		"no such server":           {"cannot be used", with("--database", "postgres://nobody@127.0.0.1:1/tavlen?connect_timeout=1")},
		"an unknown flag":          {"--colour", with("--colour", "red")},
		"a word too many":          {"unexpected", with("now")},
	} {
		p := newPlace(t)
		args := append(p.args("serve"), tc.args...)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "$DIR", p.dir)
		}
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) { refused(t, tc.says, args...) })
		if exists(p.file()) {
			t.Errorf("%s: it made a database", name)
		}
	}
	refused(t, "department", newPlace(t).args("staff", "add", "--name", "Bo", "--department", "it")...)
	refused(t, "role", newPlace(t).args("staff", "add", "--name", "Bo", "--role", "citizen")...)
	refused(t, "name", newPlace(t).args("staff", "add")...)
	refused(t, "no keys", newPlace(t).args("verify-log")...)
	if code, _, _ := do(t); code == 0 {
		t.Error("no command at all succeeded")
	}
}

// TestASlipInTheNameMakesNoDatabase: verify-log of a file that is not there must not say
// that all is well.
func TestASlipInTheNameMakesNoDatabase(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	for _, command := range [][]string{{"verify-log"}, {"staff", "list"}, {"migrate"}} {
		wrong := filepath.Join(p.dir, "data", "tavlne.db")
		refused(t, "no database", append(p.args(command...), "--database", wrong)...)
		if exists(wrong) {
			t.Errorf("%v made one", command)
		}
		must(t, p.args(command...)...)
	}
}

func TestVerifyLogFindsWhatWasDone(t *testing.T) {
	for query, says := range map[string]string{
		"UPDATE audit SET item_id = 'somebody' WHERE seq = 1": "chain installation, deed 1: was changed",
		"DELETE FROM audit WHERE seq = 2":                     "chain installation, deed 2: is missing",
	} {
		p := newPlace(t)
		p.staffLink(t, "Maja Lind")
		p.staffLink(t, "Bo Kjær")
		if out := must(t, p.args("verify-log")...); !strings.Contains(out, "2 deeds, none changed or missing") {
			t.Errorf("%s", out)
		}
		db, err := sql.Open("sqlite3", p.file())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		code, out, stderr := do(t, p.args("verify-log")...)
		if code == 0 || !strings.Contains(out, says) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: exit %d\n%s\n%s", query, code, out, stderr)
		}
	}
}

func TestVersion(t *testing.T) {
	if out := must(t, "version"); strings.TrimSpace(out) != version {
		t.Errorf("%q", out)
	}
}

// TestABinaryWithoutAPWASaysSo: `go build` alone makes one.
func TestABinaryWithoutAPWASaysSo(t *testing.T) {
	for name, tc := range map[string]struct {
		dist  fstest.MapFS
		built bool
	}{
		"a fresh clone's": {fstest.MapFS{".gitkeep": {}}, false},
		"a built one":     {fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Tavlen</title>")}, "csp.json": {Data: []byte("{}")}}, true},
	} {
		log := &lockedBuffer{grown: make(chan struct{}, 1)}
		con := newConsole(t.Context(), log, log)
		pages, err := pwa.New(tc.dist)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		(&house{pages: pages, log: con.log}).sayIfUnbuilt()
		if said := strings.Contains(log.String(), pwa.NotBuilt[:30]); said == tc.built || pages.Built() != tc.built {
			t.Errorf("%s: built %t, said %q", name, pages.Built(), log)
		}
	}
}

// TestTheClockFileMovesTheServersClock: what drills and demos live by.
func TestTheClockFileMovesTheServersClock(t *testing.T) {
	p := newPlace(t)
	file := filepath.Join(p.dir, "clock")
	if err := os.WriteFile(file, []byte("72h"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := serving(t, append(p.args("serve"), "--clock-file", file)...)
	res, err := newPhone(r.at).open(t.Context(), newPhone(r.at).http, "GET", "/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	at, err := time.Parse(time.RFC3339, res.Header.Get("Tavlen-Time"))
	if ahead := at.Sub(domain.SystemClock{}.Now()); err != nil || ahead < 71*time.Hour || ahead > 73*time.Hour {
		t.Errorf("%s ahead, %v", ahead, err)
	}
}
