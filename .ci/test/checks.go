package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Programs that are not the project's own, at the versions it is checked with.
const (
	golangciVersion    = "v2.15.0"
	govulncheckVersion = "v1.1.4"
	gitleaksVersion    = "v8.30.1"
)

// gofmt checks what git knows or would know, so that neither node_modules nor
// a build's output is read.
func gofmt(ctx context.Context, r *runner) (counts, error) {
	list := r.cmd(ctx, "", nil, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.go")
	list.Stdout = nil
	out, err := list.Output()
	if err != nil {
		return counts{}, fmt.Errorf("git ls-files: %w", err)
	}
	var files []string
	for _, name := range strings.Split(string(out), "\x00") {
		if _, err := os.Stat(filepath.Join(r.root, name)); err == nil && name != "" {
			files = append(files, name)
		}
	}
	if len(files) == 0 {
		return counts{}, errors.New("no Go files found")
	}
	check := r.cmd(ctx, "", nil, "gofmt", append([]string{"-l"}, files...)...)
	check.Stdout = nil
	out, err = check.Output()
	if err != nil {
		return counts{}, fmt.Errorf("gofmt: %w", err)
	}
	if wrong := bytes.TrimSpace(out); len(wrong) > 0 {
		return counts{}, fmt.Errorf("`task fmt` would change:\n%s", wrong)
	}
	return counts{}, nil
}

// asBuilt makes go compile as .ci/build does, so that SQLite is compiled once for
// all that look at the same code.
func asBuilt() []string {
	return []string{"GOFLAGS=" + strings.TrimSpace(os.Getenv("GOFLAGS")+" -trimpath")}
}

func vet(ctx context.Context, r *runner) (counts, error) {
	return counts{}, r.exec(ctx, "", asBuilt(), "go", "vet", "./...", "./.ci/test")
}

func golangci(ctx context.Context, r *runner) (counts, error) {
	bin, err := r.pinned(ctx, "golangci-lint", "github.com/golangci/golangci-lint/v2/cmd/golangci-lint", golangciVersion)
	if err != nil {
		return counts{}, err
	}
	return counts{}, r.exec(ctx, "", asBuilt(), bin, "run", "./...", "./.ci/test")
}

// pinned returns a program of exactly this version, built once into .cache/bin.
func (r *runner) pinned(ctx context.Context, name, pkg, version string) (string, error) {
	dir := filepath.Join(r.root, ".cache", "bin", version)
	bin := filepath.Join(dir, name)
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	fmt.Fprintf(r.out, "building %s %s (once)\n", name, version)
	// -w and no go.mod: the tool's own dependencies never mix with ours.
	err := r.exec(ctx, "", []string{"GOBIN=" + dir, "GOFLAGS=", "CGO_ENABLED=0"}, "go", "install", "-ldflags=-s -w", pkg+"@"+version)
	return bin, err
}

// gitleaks looks for secrets in the whole history: what was once committed is out, also when
// it is gone from the tree. What it takes for one and is none stands in .gitleaks.toml, with why.
func gitleaks(ctx context.Context, r *runner) (counts, error) {
	bin, err := r.pinned(ctx, "gitleaks", "github.com/zricethezav/gitleaks/v8", gitleaksVersion)
	if err != nil {
		return counts{}, err
	}
	return counts{}, r.exec(ctx, "", nil, bin, "git", ".", "--no-banner", "--redact", "--verbose")
}

// lockFile checks that every package of the PWA comes as this lock file says, from the registry:
// with its digest, and from no address of its own (a lock file that was written by somebody else
// can name one, and nobody reads it).
func lockFile(_ context.Context, r *runner) (counts, error) {
	raw, err := os.ReadFile(filepath.Join(r.root, "frontend", "package-lock.json"))
	if err != nil {
		return counts{}, err
	}
	return counts{}, checkLock(raw)
}

func checkLock(raw []byte) error {
	var lock struct {
		Version  int `json:"lockfileVersion"`
		Packages map[string]struct {
			Version, Resolved, Integrity, Name string
			Link, InBundle                     bool
		}
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		return err
	}
	var wrong []string
	for place, p := range lock.Packages {
		switch sum, is := strings.CutPrefix(p.Integrity, "sha512-"); {
		case place == "" || p.InBundle: // ourselves, and what comes within another's digest
		case !is || len(sum) != 88 || strings.Contains(sum, " "):
			wrong = append(wrong, place+" has no sha512 digest")
		case p.Link || p.Resolved != "":
			wrong = append(wrong, place+" comes from an address of its own")
		case p.Version == "" || p.Name != "":
			wrong = append(wrong, place+" is another package than its name says, or of no version")
		}
	}
	if lock.Version < 3 || len(lock.Packages) < 2 {
		wrong = append(wrong, "it is no lock file that this check can read")
	}
	slices.Sort(wrong)
	if len(wrong) > 0 {
		return fmt.Errorf("package-lock.json: %s", strings.Join(wrong, "\n"))
	}
	return nil
}

// npmCI installs the PWA's packages when the lock file says something new.
func npmCI(ctx context.Context, r *runner) (counts, error) {
	lock, err := os.Stat(filepath.Join(r.root, "frontend", "package-lock.json"))
	if err != nil {
		return counts{}, err
	}
	installed, err := os.Stat(filepath.Join(r.root, "frontend", "node_modules", ".package-lock.json"))
	if err == nil && installed.ModTime().After(lock.ModTime()) {
		fmt.Fprintln(r.out, "up to date")
		return counts{}, nil
	}
	return counts{}, r.exec(ctx, "frontend", nil, "npm", "ci", "--no-audit", "--no-fund")
}

// npm is a step that is a script of frontend/package.json.
func npm(script string) func(context.Context, *runner) (counts, error) {
	return func(ctx context.Context, r *runner) (counts, error) {
		return counts{}, r.exec(ctx, "frontend", nil, "npm", "run", "--silent", script)
	}
}

// build makes bin/tavlen as `task build` does, and everything else that compiles.
func build(ctx context.Context, r *runner) (counts, error) {
	if err := r.exec(ctx, "", asBuilt(), "go", "build", "./..."); err != nil {
		return counts{}, err
	}
	return counts{}, r.exec(ctx, "", nil, filepath.Join(r.root, ".ci", "build"))
}

// govulncheck reads the vulnerability data from the folder in TAVLEN_VULNDB, or
// asks for it online. Where there is neither, nothing was checked, and the
// summary says so.
func govulncheck(ctx context.Context, r *runner) (counts, error) {
	bin, err := r.pinned(ctx, "govulncheck", "golang.org/x/vuln/cmd/govulncheck", govulncheckVersion)
	if err != nil {
		return counts{}, err
	}
	args := []string{"./..."}
	local := os.Getenv("TAVLEN_VULNDB")
	if local != "" {
		args = []string{"-db", "file://" + filepath.ToSlash(vulnData(local)), "./..."}
	}
	var said bytes.Buffer
	cmd := r.cmd(ctx, "", nil, bin, args...)
	cmd.Stdout = io.MultiWriter(r.out, &said)
	cmd.Stderr = cmd.Stdout
	err = cmd.Run()
	if err == nil {
		return counts{}, nil
	}
	if local == "" && unreachable(err, said.String()) {
		r.notes = append(r.notes, "vulnerabilities were NOT checked: the data cannot be reached from here; set TAVLEN_VULNDB to a folder that holds it")
		return counts{}, nil
	}
	return counts{}, err
}

// vulnData finds the data in a copy of the database: either as it is served, with
// an index, or as its makers keep it, with all entries in data/osv.
func vulnData(dir string) string {
	osv := filepath.Join(dir, "data", "osv")
	if info, err := os.Stat(osv); err == nil && info.IsDir() {
		return osv
	}
	return dir
}

// unreachable tells a network that does not answer from findings (exit code 3)
// and from code that cannot be analysed.
func unreachable(err error, said string) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		return false
	}
	for _, sign := range []string{"dial tcp", "no such host", "proxyconnect", "connection refused", "i/o timeout", "TLS handshake", "unexpected status code"} {
		if strings.Contains(said, sign) {
			return true
		}
	}
	return false
}
