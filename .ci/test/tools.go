package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"tavlen/backend/testkit/pg"
)

// The oldest versions that the project is checked with.
const (
	minNodeMajor = 20
	minGoMinor   = 26
)

// need is a program that the steps cannot do without.
type need struct {
	what    string
	have    func() error
	install string // what to type where nothing can be installed for the person
}

// builders are what a person has before everything else; we never install them.
var builders = []need{
	{"Go", haveGo, "Go 1.26 or newer from its makers (Debian's is older)"},
	{"gcc", onPath("gcc", "cc", "clang"), "a C compiler: `apt-get install gcc libc6-dev` as root"},
	{"git", onPath("git"), "git: `apt-get install git` as root"},
	{"Node", haveNode, "Node.js 20.19 or newer with npm"},
	{"npm", onPath("npm"), "npm, which comes with Node.js"},
}

// services are what the tests run against, with Debian's packages for them. The
// fonts come along because a browser without any measures nothing real.
var services = []struct {
	need
	packages []string
}{
	{need{"Chromium", onPath("chromium", "chromium-browser", "google-chrome"), "Chromium: `apt-get install chromium fonts-noto-core` as root"}, []string{"chromium", "fonts-noto-core"}},
	{need{"PostgreSQL", pg.Available, "PostgreSQL: `apt-get install postgresql` as root"}, []string{"postgresql"}},
	{need{"exiftool", onPath("exiftool"), "exiftool: `apt-get install libimage-exiftool-perl` as root"}, []string{"libimage-exiftool-perl"}},
}

// tools checks what must be there.
func tools(_ context.Context, r *runner) (counts, error) {
	var missing []string
	for _, n := range builders {
		if err := n.have(); err != nil {
			missing = append(missing, fmt.Sprintf("%s (%v): install %s", n.what, err, n.install))
		}
	}
	if len(missing) > 0 {
		return counts{}, errors.New(strings.Join(missing, "\n"))
	}
	fmt.Fprintf(r.out, "%s, gcc, git, Node and npm are there\n", runtime.Version())
	return counts{}, nil
}

// installed makes sure that browser, database and exiftool are there, and installs what is
// missing where apt is there and we may.
func installed(ctx context.Context, r *runner) (counts, error) {
	missing, packages := lacking()
	if len(missing) == 0 {
		fmt.Fprintln(r.out, "Chromium, PostgreSQL and exiftool are there")
		return counts{}, nil
	}
	if _, err := exec.LookPath("apt-get"); err == nil && os.Geteuid() == 0 {
		fmt.Fprintf(r.out, "installing %s\n", strings.Join(packages, " "))
		env := []string{"DEBIAN_FRONTEND=noninteractive"}
		if err := r.exec(ctx, "", env, "apt-get", "-q", "update"); err != nil {
			return counts{}, err
		}
		args := append([]string{"-q", "-y", "--no-install-recommends", "install"}, packages...)
		if err := r.exec(ctx, "", env, "apt-get", args...); err != nil {
			return counts{}, err
		}
		missing, _ = lacking()
	}
	if len(missing) > 0 {
		return counts{}, fmt.Errorf("missing:\n%s", strings.Join(missing, "\n"))
	}
	return counts{}, nil
}

// lacking returns what to install, in words and as Debian's packages.
func lacking() (missing, packages []string) {
	for _, s := range services {
		if s.have() != nil {
			missing = append(missing, "install "+s.install)
			packages = append(packages, s.packages...)
		}
	}
	return missing, packages
}

// onPath wants one of several names of a program.
func onPath(names ...string) func() error {
	return func() error {
		for _, name := range names {
			if _, err := exec.LookPath(name); err == nil {
				return nil
			}
		}
		return errors.New("not found")
	}
}

func haveGo() error {
	m := regexp.MustCompile(`^go1\.(\d+)`).FindStringSubmatch(runtime.Version())
	if m == nil {
		return nil // a development version
	}
	if minor, err := strconv.Atoi(m[1]); err != nil || minor < minGoMinor {
		return fmt.Errorf("this is %s", runtime.Version())
	}
	return nil
}

func haveNode() error {
	out, err := exec.Command("node", "--version").Output()
	if err != nil {
		return errors.New("not found")
	}
	version := strings.TrimSpace(string(out))
	major, _, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < minNodeMajor {
		return fmt.Errorf("this is %s", version)
	}
	return nil
}
