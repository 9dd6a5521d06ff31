package main

import (
	"fmt"
	"strings"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/retention"
	"tavlen/backend/store"
)

type retentionCommand struct {
	Load     retentionLoadCommand     `cmd:"" help:"Put the times in this file in place of those before."`
	Print    retentionPrintCommand    `cmd:"" help:"Print the times that ship, as a file to begin from."`
	Schema   retentionSchemaCommand   `cmd:"" help:"Print the JSON Schema of such a file, for an editor that helps."`
	Receipts retentionReceiptsCommand `cmd:"" help:"Print what the daily runs deleted, the newest first."`
	Resume   retentionResumeCommand   `cmd:"" help:"Let the run go that waits because the clock is far ahead of the run before: say so only when the clock is right."`
}

type retentionLoadCommand struct {
	storageCommand
	File string `arg:"" help:"A JSON file; see print and schema."`
	Yes  bool   `help:"Also where something is kept for less time than before: what is over by then goes with the next run."`
}

// Run reads the whole file before anything is touched. A running server goes by it from the next
// run on, which is the next day's.
func (c *retentionLoadCommand) Run(con *console) error {
	times, err := retention.Read(c.File)
	if err != nil {
		return fmt.Errorf("nothing was loaded: %w", err)
	}
	return c.app(con, func(a *app.App) error {
		shorter, err := a.ShortenedBy(con.ctx, times)
		if err != nil {
			return fmt.Errorf("nothing was loaded: %w", err)
		}
		var less []string
		for _, s := range shorter {
			then := "go with the next run"
			if s.Class == domain.RetainPlan {
				then = fmt.Sprintf("go %d days after the next run has told of them", domain.PlanNotice)
			}
			less = append(less, fmt.Sprintf("%s %s instead of %s, %d %s", s.Class, s.To, s.From, s.Now, then))
		}
		if len(less) > 0 && !c.Yes {
			return fmt.Errorf("nothing was loaded: it is kept for less time than before: %s; give --yes to take that", strings.Join(less, "; "))
		}
		if err := a.LoadRetention(con.ctx, times); err != nil {
			return fmt.Errorf("nothing was loaded: %w", err)
		}
		for _, l := range less {
			_, _ = fmt.Fprintf(con.out, "Less: %s.\n", l)
		}
		_, err = fmt.Fprintf(con.out, "Times loaded: %d classes, version %s.\n", len(times.Classes), times.Version())
		return err
	})
}

func (c *storageCommand) app(con *console, fn func(*app.App) error) error {
	return c.open(con, func(s *store.Store, set config.Settings, _ *config.Secrets) error {
		return fn(app.New(app.Options{Store: s, Clock: config.OffsetClock(domain.SystemClock{}, set.ClockFile), Log: con.log}))
	})
}

type retentionPrintCommand struct{}

// Run prints the file that ships.
func (retentionPrintCommand) Run(con *console) error {
	_, err := con.out.Write(retention.Default)
	return err
}

type retentionSchemaCommand struct{}

// Run prints the schema.
func (retentionSchemaCommand) Run(con *console) error {
	_, err := con.out.Write(retention.Schema)
	return err
}

type retentionReceiptsCommand struct {
	storageCommand
	Runs int `default:"30" help:"Of how many runs, that is days."`
}

// Run prints one line for each day and class of which something was deleted.
func (c *retentionReceiptsCommand) Run(con *console) error {
	return c.app(con, func(a *app.App) error {
		list, err := a.RetentionReceipts(con.ctx, c.Runs)
		if err != nil {
			return err
		}
		for _, r := range list {
			ended := "not finished"
			if !r.EndedAt.IsZero() {
				ended = "finished " + local(r.EndedAt)
			}
			_, _ = fmt.Fprintf(con.out, "%s  %-18s %8d  until %s  version %s  %s\n", r.Day, r.Class, r.Count, local(r.Until), r.Version, ended)
		}
		if len(list) == 0 {
			_, err = fmt.Fprintln(con.out, "Nothing was deleted by the daily runs so far.")
		}
		return err
	})
}

type retentionResumeCommand struct{ storageCommand }

// Run lets today's run go, and it alone; the server begins it within ten minutes.
func (c *retentionResumeCommand) Run(con *console) error {
	return c.app(con, func(a *app.App) error {
		resumed, err := a.ResumeRetention(con.ctx)
		switch {
		case err != nil:
			return fmt.Errorf("nothing was resumed: %w", err)
		case resumed == nil:
			_, err = fmt.Fprintln(con.out, "No run waits.")
		default:
			_, err = fmt.Fprintf(con.out, "The run of %s goes on; the newest before it was on %s.\n", resumed.Day, resumed.Since)
		}
		return err
	})
}
