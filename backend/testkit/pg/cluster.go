// Package pg gives tests a real PostgreSQL: a throw-away cluster that lives as
// long as the test process, and a fresh, empty database for each call of DSN.
//
// It knows nothing of Tavlen's tables and is imported by tests (and by the test
// runner, which starts one cluster for all packages) only. It never talks to a
// server that somebody else started, unless TAVLEN_TEST_POSTGRES names one.
package pg

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// ErrMissing says that this machine has no PostgreSQL server to start. Its text
// tells what to install.
var ErrMissing = errors.New("PostgreSQL is not installed: run `apt-get install postgresql` as root " +
	"(elsewhere: put initdb and pg_ctl of PostgreSQL 13 or newer on PATH), or set " + AdminVariable +
	" to the address of a database whose user may create databases")

// Options says how a cluster is to run.
type Options struct {
	// Durable makes every commit reach the disk, as in production. Without it
	// the cluster is several times faster and forgets everything in a power cut.
	Durable bool
}

// Cluster is a running PostgreSQL of our own. It listens on a Unix socket in a
// folder that only its owner can enter, and on no network address.
type Cluster struct {
	admin string // the address for making databases
	dir   string
	cmd   *exec.Cmd
	leash io.Closer
}

// supervisor makes the cluster, starts it, says "ready", and takes everything
// down again when its standard input ends. The system closes that pipe whichever
// way the test process ends, so no server and no folder outlives it.
// Arguments: folder, folder of PostgreSQL's programs, server options.
const supervisor = `
dir=$1 bin=$2 options=$3
end() {
  "$bin/pg_ctl" -D "$dir/data" -m immediate -w -s stop >>"$dir/log" 2>&1
  cd / && rm -rf "$dir"
}
cd "$dir" || exit 1
if "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >"$dir/log" 2>&1 &&
   "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -o "$options" -t 60 -w -s start >>"$dir/log" 2>&1
then
  echo ready
  cat >/dev/null
  end
else
  tail -n 5 "$dir/log"
  end
  exit 1
fi
`

// Start starts a cluster of its own. Call Stop, or let it end with the process.
func Start(o Options) (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	// The socket's whole path has to fit into 107 bytes, so the name is short.
	dir, err := os.MkdirTemp("", "tavlen-pg-")
	if err != nil {
		return nil, err
	}
	attr, err := owner(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	cmd := exec.Command("/bin/sh", "-c", supervisor, "sh", dir, bin, serverOptions(dir, o)) // its life ends with the pipe, not with a context
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"}
	cmd.SysProcAttr = attr
	leash, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	said, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), os.RemoveAll(dir))
	}
	c := &Cluster{admin: adminAddress(dir), dir: dir, cmd: cmd, leash: leash}
	out := bufio.NewReader(said)
	first, _ := out.ReadString('\n')
	if strings.TrimSpace(first) != "ready" {
		rest, _ := io.ReadAll(out)
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %s%s", first, bytes.TrimSpace(rest)), c.Stop())
	}
	return c, nil
}

// Stop ends the cluster, removes its folder and waits until both are gone.
func (c *Cluster) Stop() error {
	if err := c.leash.Close(); err != nil {
		return err
	}
	return c.cmd.Wait()
}

// Admin returns the address of a database whose user may create databases.
func (c *Cluster) Admin() string { return c.admin }

func adminAddress(dir string) string {
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres"}
	u.RawQuery = url.Values{"host": {dir}}.Encode()
	return u.String()
}

// serverOptions are the server's -c settings. They stand in a shell's command
// line inside pg_ctl; dir comes from os.MkdirTemp and is quoted all the same.
func serverOptions(dir string, o Options) string {
	settings := []string{
		"listen_addresses=",
		"unix_socket_directories=" + dir,
		"unix_socket_permissions=0700",
		"max_connections=300",
		"shared_buffers=64MB",
		"timezone=UTC",
		"autovacuum_naptime=1h",
	}
	if !o.Durable {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	var b strings.Builder
	for _, s := range settings {
		fmt.Fprintf(&b, "-c '%s' ", strings.ReplaceAll(s, "'", ""))
	}
	return b.String()
}

// owner prepares dir for the user who may run the server: PostgreSQL refuses to
// run as root.
func owner(dir string) (*syscall.SysProcAttr, error) {
	// A session of its own keeps an interrupt on the terminal from the server;
	// it ends in order when the test process is gone.
	attr := &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, fmt.Errorf("no user to run PostgreSQL as: %w", err)
		}
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(dir, int(uid), int(gid))
}

// Available tells whether a cluster can be started here; the error is ErrMissing
// when not.
func Available() error {
	_, err := programs()
	return err
}

// programs returns the folder of the newest initdb and pg_ctl on this machine.
func programs() (string, error) {
	// Debian keeps each major version in a folder of its own, off PATH.
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	slices.SortFunc(found, func(a, b string) int { return major(a) - major(b) })
	if onPath, err := exec.LookPath("initdb"); err == nil {
		found = append([]string{onPath}, found...)
	}
	for _, initdb := range slices.Backward(found) {
		bin := filepath.Dir(initdb)
		if _, err := os.Stat(filepath.Join(bin, "pg_ctl")); err == nil {
			return bin, nil
		}
	}
	return "", ErrMissing
}

// major reads the version out of /usr/lib/postgresql/VERSION/bin/initdb; 0 when
// there is none.
func major(initdb string) int {
	text, _, _ := strings.Cut(filepath.Base(filepath.Dir(filepath.Dir(initdb))), ".")
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
