// Package backend_test holds the rule that belongs to no single room: who may
// import whom. The picture of it stands in backend/README.md.
package backend_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the module's name, as go.mod has it.
const module = "tavlen"

// Groups of rooms that several rules name.
var (
	pure   = []string{"domain", "access", "attention", "schedule"}
	leaves = []string{"notify", "live", "pwa", "config", "paper", "picture", "sound", "calendar", "ledger", "oidc"}
	files  = []string{"jsonfile", "catalogue", "thresholds", "assessment", "consents", "retention"}
	below  = slices.Concat(pure, leaves, files, []string{"store", "signin", "backup", "redact"})
)

// rooms says which rooms of backend/ each room may import:
//
//	domain ← access, attention, schedule ← store ← app ← {api, jobs} ← cmd
//
// The leaves stand beside that line on domain alone; catalogue on jsonfile too; signin and backup stand on
// store (signin on oidc too), demo on app. A room that is not listed is refused: a new one gets its
// line here and its place in backend/README.md.
var rooms = map[string][]string{
	"domain":    {},
	"access":    {"domain"},
	"attention": {"domain"},
	"schedule":  {"domain"},
	"notify":    {"domain"},
	"live":      {"domain", "redact"},
	"pwa":       {"domain"},
	"config":    {"domain"},
	"paper":     {"domain"},
	"picture":   {"domain"},
	"sound":     {"domain"},
	"calendar":  {"domain"},
	"ledger":    {"domain"},
	"oidc":      {"domain"},
	"jsonfile":  {"domain"},
	"redact":    {},
	"catalogue": {"domain", "jsonfile"},
	"store":     slices.Concat(pure, []string{"ledger"}),
	"signin":    slices.Concat(pure, []string{"store", "ledger", "oidc"}),
	"backup":    slices.Concat(pure, []string{"store", "ledger"}),
	"app":       below,
	"api":       slices.Concat(below, []string{"app"}),
	"jobs":      slices.Concat(below, []string{"app"}),
	"demo":      slices.Concat(below, []string{"app"}),
	"testkit":   slices.Concat(below, []string{"app", "api", "jobs", "demo"}),

	"thresholds": {"domain", "jsonfile", "attention"},
	"assessment": {"jsonfile", "catalogue"},
	"consents":   {"domain", "jsonfile", "catalogue"},
	"retention":  {"domain", "jsonfile", "catalogue"},
}

// stdOnly are the rooms that need nothing but the standard library and domain.
var stdOnly = []string{"domain", "access", "attention", "schedule"}

// outside says which rooms may import a module of somebody else's; "cmd" stands
// for the commands. Modules that are not listed are free, but see stdOnly.
var outside = []struct {
	prefix string
	only   []string
}{
	{"gorm.io/", []string{"store"}},
	{"github.com/gofiber/", []string{"api", "pwa", "cmd", "testkit"}},
	{"github.com/valyala/fasthttp", []string{"api", "pwa", "cmd", "testkit"}},
	{"github.com/SherClockHolmes/webpush-go", []string{"notify"}},
	{"github.com/go-webauthn/", []string{"signin"}},
	{"github.com/wneessen/go-mail", []string{"notify"}},
	{"github.com/emersion/go-smtp", []string{"testkit"}}, // a mail server for tests
	{"codeberg.org/go-pdf/", []string{"paper"}},
	{"github.com/coreos/go-oidc", []string{"oidc"}},
	{"golang.org/x/oauth2", []string{"oidc"}},
	{"github.com/zitadel/", []string{"testkit"}}, // a provider for tests
	{"github.com/arran4/golang-ical", []string{"calendar"}},
	{"golang.org/x/image/font", []string{"paper"}},
	{"filippo.io/age", []string{"backup"}},
}

// edge is one import. Test says that only test files have it.
type edge struct {
	from, to string
	test     bool
}

// fault says in a sentence what is wrong with an import, or "".
func fault(e edge) string {
	from, ok := room(e.from)
	if !ok {
		return fmt.Sprintf("%s is a room that no rule knows: give it a line in rooms", e.from)
	}
	to, ours := room(e.to)
	if ours && inModule(e.to) {
		return insideFault(e, from, to)
	}
	if inModule(e.to) {
		return fmt.Sprintf("%s imports %s, a room that no rule knows: give it a line in rooms", e.from, e.to)
	}
	for _, rule := range outside {
		if strings.HasPrefix(e.to, rule.prefix) && !slices.Contains(rule.only, from) {
			return fmt.Sprintf("%s imports %s, which is for %s only", e.from, e.to, strings.Join(rule.only, ", "))
		}
	}
	if slices.Contains(stdOnly, from) && !e.test && !standard(e.to) {
		return fmt.Sprintf("%s imports %s: %s stands on the standard library and domain alone", e.from, e.to, from)
	}
	return ""
}

// insideFault judges an import of one of our own packages.
func insideFault(e edge, from, to string) string {
	switch {
	case from == to:
		return ""
	case e.test && to != "cmd":
		// Tests put rooms together as cmd does; the compiler refuses circles.
		return ""
	case to == "testkit":
		return fmt.Sprintf("%s imports %s, which is for tests only", e.from, e.to)
	case to == "cmd":
		return fmt.Sprintf("%s imports %s: nothing stands on a command", e.from, e.to)
	case from == "cmd":
		return ""
	case from == "root":
		return fmt.Sprintf("%s imports %s: the module's root holds the embedded PWA and nothing else", e.from, e.to)
	case to == "root":
		return fmt.Sprintf("%s imports the embedded PWA, which cmd hands to whoever serves it", e.from)
	case slices.Contains(rooms[from], to):
		return ""
	case len(rooms[from]) == 0:
		return fmt.Sprintf("%s imports %s: %s stands on nothing of ours", e.from, e.to, from)
	}
	return fmt.Sprintf("%s imports %s: %s may stand on %s only", e.from, e.to, from, strings.Join(rooms[from], ", "))
}

// room returns the room that a package of ours lies in: the folder below
// backend/, "cmd" or "root". Folders inside a room belong to it.
func room(pkg string) (name string, known bool) {
	if pkg == module {
		return "root", true
	}
	first, rest, _ := strings.Cut(strings.TrimPrefix(pkg, module+"/"), "/")
	switch first {
	case "cmd":
		return "cmd", true
	case "backend":
		name, _, _ = strings.Cut(rest, "/")
		_, known = rooms[name]
		return name, known
	}
	return "", false
}

func inModule(pkg string) bool {
	return pkg == module || strings.HasPrefix(pkg, module+"/")
}

// standard tells whether a package belongs to Go itself: only there has the
// first part of a path no dot.
func standard(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return !strings.Contains(first, ".") && !inModule(pkg)
}

func TestImportRules(t *testing.T) {
	// go test keeps a result until a folder that the test itself has read changes;
	// it does not see what go list reads.
	for _, dir := range []string{".", filepath.Join("..", "cmd")} {
		if err := filepath.WalkDir(dir, func(_ string, _ fs.DirEntry, err error) error { return err }); err != nil {
			t.Fatal(err)
		}
	}
	edges := list(t)
	if len(edges) < 20 {
		t.Fatalf("go list found only %d imports", len(edges))
	}
	for _, e := range edges {
		if says := fault(e); says != "" {
			t.Error(says)
		}
	}
}

// list returns every import of every package of the module.
func list(t *testing.T) []edge {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	cmd.Dir = ".."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.Bytes())
	}
	var edges []edge
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var pkg struct {
			ImportPath                         string
			Imports, TestImports, XTestImports []string
		}
		if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
			return edges
		} else if err != nil {
			t.Fatal(err)
		}
		if pkg.ImportPath == module+"/backend" { // this very test
			continue
		}
		for _, to := range pkg.Imports {
			edges = append(edges, edge{from: pkg.ImportPath, to: to})
		}
		for _, to := range slices.Concat(pkg.TestImports, pkg.XTestImports) {
			edges = append(edges, edge{from: pkg.ImportPath, to: to, test: true})
		}
	}
}

// The rule itself is tested with imports that are made up.
func TestFault(t *testing.T) {
	for _, tc := range []struct {
		from, to string
		test     bool
		says     string // "" = allowed
	}{
		{"backend/domain", "time", false, ""},
		{"backend/domain", "encoding/json", false, ""},
		{"backend/domain", "golang.org/x/text/collate", false, "standard library"},
		{"backend/domain", "backend/access", false, "stands on nothing of ours"},
		{"backend/domain", "backend/config", false, "stands on nothing of ours"},
		{"backend/domain", "github.com/google/go-cmp/cmp", true, ""},
		{"backend/access", "backend/domain", false, ""},
		{"backend/access", "backend/schedule", false, "may stand on domain only"},
		{"backend/attention", "backend/store", false, "may stand on domain only"},
		{"backend/schedule", "github.com/teambition/rrule-go", false, "standard library"},
		{"backend/store", "backend/access", false, ""},
		{"backend/store", "gorm.io/gorm", false, ""},
		{"backend/store/migrations", "gorm.io/gorm", false, ""},
		{"backend/store", "backend/store/migrations", false, ""},
		{"backend/store", "backend/app", false, "may stand on"},
		{"backend/store", "backend/config", false, "may stand on"},
		{"backend/store", "github.com/gofiber/fiber/v2", false, "api, pwa, cmd"},
		{"backend/app", "backend/store", false, ""},
		{"backend/app", "gorm.io/gorm/clause", false, "store only"},
		{"backend/app", "backend/api", false, "may stand on"},
		{"backend/app", "backend/jobs", false, "may stand on"},
		{"backend/app", "backend/demo", false, "may stand on"},
		{"backend/app", "github.com/valyala/fasthttp", false, "api, pwa, cmd"},
		{"backend/api", "backend/app", false, ""},
		{"backend/api", "github.com/gofiber/fiber/v2/middleware/recover", false, ""},
		{"backend/api", "backend/jobs", false, "may stand on"},
		{"backend/api", "gorm.io/gorm", false, "store only"},
		{"backend/api", "gorm.io/gorm", true, "store only"},
		{"backend/api", "github.com/SherClockHolmes/webpush-go", false, "notify only"},
		{"backend/jobs", "backend/notify", false, ""},
		{"backend/jobs", "backend/api", false, "may stand on"},
		{"backend/notify", "github.com/SherClockHolmes/webpush-go", false, ""},
		{"backend/notify", "backend/domain", false, ""},
		{"backend/notify", "backend/live", false, "may stand on domain only"},
		{"backend/notify", "github.com/wneessen/go-mail", false, ""},
		{"backend/jobs", "github.com/wneessen/go-mail", false, "notify only"},
		{"backend/notify", "github.com/emersion/go-smtp", false, "testkit only"},
		{"backend/testkit", "github.com/emersion/go-smtp", false, ""},
		{"backend/live", "backend/store", false, "may stand on domain, redact only"},
		{"backend/live", "github.com/gofiber/fiber/v2", false, "api, pwa, cmd"},
		{"backend/pwa", "github.com/gofiber/fiber/v2", false, ""},
		{"backend/pwa", "", false, "cmd hands"},
		{"backend/config", "backend/store", false, "may stand on domain only"},
		{"backend/paper", "codeberg.org/go-pdf/fpdf", false, ""},
		{"backend/paper", "backend/app", false, "may stand on domain only"},
		{"backend/app", "backend/paper", false, ""},
		{"backend/app", "codeberg.org/go-pdf/fpdf", false, "paper only"},
		{"backend/store", "backend/paper", false, "may stand on"},
		{"backend/signin", "backend/store", false, ""},
		{"backend/signin", "backend/app", false, "may stand on"},
		{"backend/backup", "backend/store", false, ""},
		{"backend/backup", "backend/app", false, "may stand on"},
		{"backend/demo", "backend/app", false, ""},
		{"backend/demo", "backend/api", false, "may stand on"},
		{"backend/api", "backend/testkit", false, "tests only"},
		{"backend/api", "backend/testkit", true, ""},
		{"backend/store", "backend/testkit/pg", true, ""},
		{"backend/store", "backend/testkit/pg", false, "tests only"},
		{"backend/testkit", "backend/testkit/pg", false, ""},
		{"backend/testkit", "backend/api", false, ""},
		{"backend/testkit", "github.com/SherClockHolmes/webpush-go", false, "notify only"},
		{"backend/app", "cmd/tavlen", true, "nothing stands on a command"},
		{"cmd/tavlen", "backend/api", false, ""},
		{"cmd/tavlen", "", false, ""},
		{"cmd/tavlen", "github.com/gofiber/fiber/v2", false, ""},
		{"cmd/tavlen", "backend/testkit", false, "tests only"},
		{"cmd/tavlen", "backend/testkit", true, ""},
		{"cmd/tavlen", "gorm.io/gorm", false, "store only"},
		{"", "embed", false, ""},
		{"", "backend/pwa", false, "nothing else"},
		{"backend/utils", "time", false, "no rule knows"},
		{"backend/app", "backend/utils", false, "no rule knows"},
		{"backend/app", "internal/x", false, ""}, // the compiler's business
		{"pkg/helpers", "time", false, "no rule knows"},
	} {
		ours := func(p string) string {
			if p == "" {
				return module
			}
			if first, _, _ := strings.Cut(p, "/"); first == "backend" || first == "cmd" || first == "pkg" {
				return module + "/" + p
			}
			return p
		}
		e := edge{ours(tc.from), ours(tc.to), tc.test}
		says := fault(e)
		if (says == "") != (tc.says == "") || !strings.Contains(says, tc.says) {
			t.Errorf("%+v: got %q, want %q", e, says, tc.says)
		}
	}
}
