package main

import (
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/thresholds"
)

type thresholdsCommand struct {
	Load   thresholdsLoadCommand   `cmd:"" help:"Put the thresholds in this file in place of those before."`
	Schema thresholdsSchemaCommand `cmd:"" help:"Print the JSON Schema of a file of thresholds, for an editor that helps."`
}

type thresholdsLoadCommand struct {
	storageCommand
	File string `arg:"" help:"A JSON file; see schema. What it leaves out stays as it is built in."`
}

// Run reads the whole file before anything is touched. A running server goes by it from its
// next look at a plan.
func (c *thresholdsLoadCommand) Run(con *console) error {
	sets, err := thresholds.Read(c.File)
	if err != nil {
		return fmt.Errorf("nothing was loaded: %w", err)
	}
	return c.open(con, func(s *store.Store, set config.Settings, _ *config.Secrets) error {
		a := app.New(app.Options{Store: s, Clock: config.OffsetClock(domain.SystemClock{}, set.ClockFile), Log: con.log})
		if err := a.LoadThresholds(con.ctx, sets); err != nil {
			return fmt.Errorf("nothing was loaded: %w", err)
		}
		_, err := fmt.Fprintf(con.out, "Thresholds loaded: %d for everybody, and those of %d citizens.\n", len(sets.Municipality), len(sets.Persons))
		return err
	})
}

type thresholdsSchemaCommand struct{}

// Run prints the schema.
func (thresholdsSchemaCommand) Run(con *console) error {
	_, err := con.out.Write(thresholds.Schema)
	return err
}
