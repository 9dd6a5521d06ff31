package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/redact"
)

// version is set by the build.
var version = "dev"

// commands are what the program can do.
type commands struct {
	Serve     serveCommand     `cmd:"" help:"Serve this installation; an empty one starts with keys of its own."`
	Demo      demoCommand      `cmd:"" help:"Serve the demo municipality and print sign-in links."`
	Staff     staffCommand     `cmd:"" help:"Work with the people of the municipality."`
	Catalogue catalogueCommand `cmd:"" help:"Work with the catalogue of the help there is."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database's schema up to date, and stop."`
	Backup    backupCommand    `cmd:"" help:"Write everything to one encrypted file, also while it is being used."`
	Restore   restoreCommand   `cmd:"" help:"Put a backup back where nothing is, and take away again what was taken away since."`
	Doctor    doctorCommand    `cmd:"" help:"Say what is wrong with this installation and how to mend it; changes nothing."`
	Erase     eraseCommand     `cmd:"" help:"Erase a citizen for good and print the receipt."`
	VerifyLog verifyLogCommand `cmd:"" name:"verify-log" help:"Check that nobody changed or cut the audit log."`
	Version   versionCommand   `cmd:"" help:"Print the version."`

	Thresholds thresholdsCommand `cmd:"" help:"Work with when the rules of attention speak."`
	Assessment assessmentCommand `cmd:"" help:"Work with who talks with a citizen in an assessment."`
	Consents   consentsCommand   `cmd:"" help:"Work with the texts that a citizen can say yes to."`
	Retention  retentionCommand  `cmd:"" help:"Work with how long everything is kept, and what was deleted when its time was over."`
}

// console is what a command may read and write.
type console struct {
	ctx      context.Context
	out, err io.Writer
	log      *slog.Logger
}

func newConsole(ctx context.Context, stdout, stderr io.Writer) *console {
	return &console{ctx: ctx, out: stdout, err: stderr, log: slog.New(redact.Handler(slog.NewJSONHandler(stderr, nil)))}
}

// run does one command and gives the exit code: 0 done, 1 failed, 2 called wrongly. A
// failure is one line on stderr that says what and how to mend it.
func run(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return runContext(ctx, args, stdout, stderr)
}

func runContext(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c commands
	exited := -1
	parser, err := kong.New(&c, kong.Name("tavlen"), kong.Description("One plan for one person."), kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }), kong.UsageOnError())
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "tavlen:", err)
		return 1
	}
	parsed, err := parser.Parse(idsLast(args))
	if exited >= 0 {
		return exited
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "tavlen:", oneLine(err))
		return 2
	}
	con := newConsole(ctx, stdout, stderr)
	if err := parsed.Run(con); err != nil && !errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(stderr, "tavlen:", oneLine(err))
		return 1
	}
	return 0
}

// idsLast puts ids behind "--": one in 64 begins with a hyphen, and would be taken for a flag.
func idsLast(args []string) []string {
	var rest, ids []string
	for i, arg := range args {
		switch {
		case arg == "--":
			rest = append(rest, args[i:]...)
			return append(rest, ids...)
		case strings.HasPrefix(arg, "-") && domain.ID(arg).Valid():
			ids = append(ids, arg)
		default:
			rest = append(rest, arg)
		}
	}
	if len(ids) == 0 {
		return rest
	}
	return append(append(rest, "--"), ids...)
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(con *console) error {
	_, err := fmt.Fprintln(con.out, version)
	return err
}

// storageCommand is a command that works on the stored data alone.
type storageCommand struct{ config.Server }
