package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// installation is the program on a folder of its own, running or not.
type installation struct {
	program string
	addr    string // 127.0.0.1:port
	env     []string
	log     *os.File
	child   *exec.Cmd
	debug   string // where the profile is, "" without
}

func newInstallation(ctx context.Context, b *bench) (*installation, error) {
	h := &installation{program: b.program}
	if err := raiseFileLimit(); err != nil {
		return nil, err
	}
	if h.program == "" {
		h.program = filepath.Join(b.folder, "tavlen")
		if err := build(ctx, h.program, b.profile != ""); err != nil {
			return nil, err
		}
	}
	var err error
	if h.addr, err = freePort(ctx); err != nil {
		return nil, err
	}
	if h.log, err = os.Create(filepath.Join(b.folder, "log")); err != nil {
		return nil, err
	}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "TAVLEN_") {
			h.env = append(h.env, v)
		}
	}
	_, port, _ := net.SplitHostPort(h.addr)
	h.env = append(h.env, "TAVLEN_ADDR="+h.addr, "TAVLEN_PUBLIC_URL=http://localhost:"+port,
		"TAVLEN_DATA_DIR="+filepath.Join(b.folder, "data"), "TAVLEN_SECRET_FILE="+filepath.Join(b.folder, "keys", "secret.json"), "TAVLEN_LEDGER_DIR="+filepath.Join(b.folder, "ledger"))
	if b.database != "" {
		h.env = append(h.env, "TAVLEN_DATABASE="+b.database)
	}
	if b.profile != "" {
		if h.debug, err = freePort(ctx); err != nil {
			return nil, err
		}
		h.env = append(h.env, "TAVLEN_PROFILE_ADDR="+h.debug)
		if err := os.MkdirAll(b.profile, 0o700); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// build makes the program as .ci/build does; with profile it keeps its symbols and
// listens for the profiler.
func build(ctx context.Context, to string, profile bool) error {
	args := []string{"build", "-trimpath", "-buildvcs=false", "-o", to}
	if profile {
		args = append(args, "-tags", "profile")
	} else {
		args = append(args, "-ldflags", "-s -w")
	}
	c := exec.CommandContext(ctx, "go", append(args, "tavlen/cmd/tavlen")...) //nolint:gosec // the arguments are this file's
	c.Stderr = os.Stderr
	return c.Run()
}

// raiseFileLimit lets this program and its child have as many connections as the system
// gives.
func raiseFileLimit() error {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return err
	}
	l.Cur = l.Max
	return syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l)
}

func freePort(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// host is what a browser would send.
func (h *installation) host() string {
	return "localhost" + h.addr[strings.LastIndexByte(h.addr, ':'):]
}

// running starts the program unless it runs.
func (h *installation) running(ctx context.Context) error {
	if h.child != nil {
		return nil
	}
	_, err := h.launch(ctx)
	return err
}

// launch starts the program and gives how long it took until /readyz said yes.
func (h *installation) launch(ctx context.Context) (time.Duration, error) {
	c := exec.Command(h.program, "serve") //nolint:gosec,noctx // it is the program to be measured, and ended by stop
	c.Env, c.Stderr = h.env, h.log
	began := time.Now()
	if err := c.Start(); err != nil {
		return 0, err
	}
	h.child = c
	ask := request("GET", h.host(), "/readyz", "", nil)
	for time.Since(began) < patience {
		if w, err := dial(ctx, h.addr, ""); err == nil {
			a, err := w.exchange(ask)
			w.close()
			if err == nil && a.status == 200 {
				return time.Since(began), nil
			}
		}
		if err := pause(ctx, 500*time.Microsecond); err != nil {
			return 0, err
		}
	}
	return 0, fmt.Errorf("the program did not get ready; its log:\n%s", h.lastWords())
}

func (h *installation) lastWords() []byte {
	doc, err := os.ReadFile(h.log.Name())
	if err != nil {
		return nil
	}
	lines := bytes.Split(bytes.TrimSpace(doc), []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-5):], []byte("\n"))
}

// stop ends the program as an operator would.
func (h *installation) stop() error {
	if h.child == nil {
		return nil
	}
	c := h.child
	h.child = nil
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		return errors.Join(err, c.Wait())
	}
	if err := c.Wait(); err != nil {
		return fmt.Errorf("the program ended with %w; its log:\n%s", err, h.lastWords())
	}
	return nil
}

// command runs one of the program's other commands and gives what it printed.
func (h *installation) command(ctx context.Context, args ...string) (string, error) {
	c := exec.CommandContext(ctx, h.program, args...) //nolint:gosec // it is the program to be measured
	c.Env, c.Stderr = h.env, h.log
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s; its log:\n%s", strings.Join(args, " "), err, out, h.lastWords())
	}
	return string(out), nil
}

// rss gives the program's resident memory in bytes (proc(5), VmRSS).
func (h *installation) rss() (int64, error) {
	doc, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", h.child.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.SplitSeq(string(doc), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return n * 1024, err
		}
	}
	return 0, errors.New("the system does not tell the program's memory")
}

// cpu gives the processor time the program has used so far (proc(5), stat 14 and 15).
func (h *installation) cpu() (time.Duration, error) {
	doc, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", h.child.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name in brackets may hold blanks.
	fields := strings.Fields(string(doc[bytes.LastIndexByte(doc, ')')+1:]))
	if len(fields) < 13 {
		return 0, errors.New("the system does not tell the program's processor time")
	}
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	const perSecond = 100 // USER_HZ, the same on every Linux that Go runs on
	return time.Duration(ticks) * time.Second / perSecond, nil
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
