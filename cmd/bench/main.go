// Command bench prints what Tavlen costs and how fast it is, as `name value unit` lines.
//
// It starts the real program as a child of its own on a throw-away folder, fills it
// through the public API and loads it over loopback, so that what it prints is what a
// phone would meet on this machine. The load comes from the same processors. It judges
// nothing: there is no pass or fail, and nothing of the product imports it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == receiverArg {
		os.Exit(receive(os.Stdin, os.Stdout, os.Stderr))
	}
	if len(os.Args) == 2 && os.Args[1] == senderArg {
		os.Exit(send(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// options are what can be asked of one run.
type options struct {
	parts    []string
	program  string
	database string
	profile  string
	seconds  time.Duration
	citizens int
	restored int64 // MB
	streams  []int
}

// part is one group of figures that can be asked for by name.
type part struct {
	name string
	does func(*bench, context.Context) error
}

// parts in the order they run. The later ones restart the program, and memory comes last
// since it leaves the system with the most connections to forget.
var parts = []part{
	{"binary", (*bench).binary},
	{"firstload", (*bench).firstLoad},
	{"board", (*bench).board},
	{"reads", (*bench).reads},
	{"equal", (*bench).equal},
	{"events", (*bench).events},
	{"writes", (*bench).writes},
	{"thread", (*bench).thread},
	{"attention", (*bench).attention},
	{"leader", (*bench).leader},
	{"desk", (*bench).desk},
	{"push", (*bench).push},
	{"restore", (*bench).restore},
	{"start", (*bench).start},
	{"memory", (*bench).memory},
}

func partNames() []string {
	var names []string
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.SetOutput(stderr)
	only := f.String("only", strings.Join(partNames(), ","), "which `parts`")
	streams := f.String("streams", "1000,5000,10000", "how many idle phones to measure memory with, growing")
	f.StringVar(&o.program, "program", "", "the tavlen `file` to measure (default: build it as .ci/build does)")
	f.StringVar(&o.database, "database", "", "an empty postgres:// `address` to use instead of SQLite")
	f.StringVar(&o.profile, "profile", "", "`folder` for CPU and heap profiles of each part; builds with the tag profile")
	f.DurationVar(&o.seconds, "time", 5*time.Second, "how long each load lasts")
	f.IntVar(&o.citizens, "citizens", 1000, "how many citizens with a plan and a session there are")
	f.Int64Var(&o.restored, "restored", 500, "how many `MB` of data are backed up and restored")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("%q is no flag", f.Arg(0))
	}
	for name := range strings.SplitSeq(*only, ",") {
		if !slices.Contains(partNames(), name) {
			return o, fmt.Errorf("no part is called %q: choose of %s", name, strings.Join(partNames(), ", "))
		}
		o.parts = append(o.parts, name)
	}
	for text := range strings.SplitSeq(*streams, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return o, fmt.Errorf("-streams: %q is no number of phones", text)
		}
		o.streams = append(o.streams, n)
	}
	slices.Sort(o.streams)
	if o.citizens < furnished {
		return o, fmt.Errorf("-citizens: at least %d, which get a whole plan", furnished)
	}
	return o, nil
}

func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = measure(ctx, o, stdout, stderr)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

// bench is one run.
type bench struct {
	options
	out    *figures
	folder string
	house  *installation
	town   *town // nil until a part needs people
}

func measure(ctx context.Context, o options, stdout, stderr io.Writer) (err error) {
	b := &bench{options: o, out: &figures{to: stdout, notes: stderr}}
	if b.folder, err = os.MkdirTemp("", "tavlen-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.folder)) }()
	if b.house, err = newInstallation(ctx, b); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.house.stop()) }()
	b.out.note("the load generator shares %s with the program", processors())
	for _, p := range parts {
		if !slices.Contains(o.parts, p.name) {
			continue
		}
		if err := p.does(b, ctx); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// people gives the town, made when it is first asked for, with the program running.
func (b *bench) people(ctx context.Context) (*town, error) {
	if err := b.house.running(ctx); err != nil {
		return nil, err
	}
	if b.town == nil {
		t, err := settle(ctx, b)
		if err != nil {
			return nil, fmt.Errorf("making the citizens: %w", err)
		}
		b.town = t
	}
	return b.town, b.town.fresh(ctx)
}
