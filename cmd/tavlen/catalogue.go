package main

import (
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/catalogue"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type catalogueCommand struct {
	Load   catalogueLoadCommand   `cmd:"" help:"Put the catalogue of help in this file in place of the one before."`
	Print  cataloguePrintCommand  `cmd:"" help:"Print the catalogue that ships, as a file to begin from."`
	Schema catalogueSchemaCommand `cmd:"" help:"Print the JSON Schema of a catalogue file, for an editor that helps."`
}

type catalogueLoadCommand struct {
	storageCommand
	File string `arg:"" help:"A JSON file; see print and schema."`
}

// Run reads the whole file before anything is touched. A running server uses the new
// catalogue from its next answer.
func (c *catalogueLoadCommand) Run(con *console) error {
	f, err := catalogue.Read(c.File)
	if err != nil {
		return fmt.Errorf("nothing was loaded: %w", err)
	}
	return c.open(con, func(s *store.Store, set config.Settings, _ *config.Secrets) error {
		a := app.New(app.Options{Store: s, Clock: config.OffsetClock(domain.SystemClock{}, set.ClockFile), Log: con.log})
		out, err := a.LoadCatalogue(con.ctx, f)
		if err != nil {
			return fmt.Errorf("nothing was loaded: %w", err)
		}
		for _, line := range f.Hard() {
			_, _ = fmt.Fprintf(con.out, "%s: %s\n", c.File, line)
		}
		_, err = fmt.Fprintf(con.out, "%d kinds of help loaded: %d new, %d changed, %d no longer offered.\n", out.Entries, out.New, out.Changed, out.Retired)
		return err
	})
}

type cataloguePrintCommand struct{}

// Run prints the file that ships.
func (cataloguePrintCommand) Run(con *console) error {
	_, err := con.out.Write(catalogue.Default)
	return err
}

type catalogueSchemaCommand struct{}

// Run prints the schema.
func (catalogueSchemaCommand) Run(con *console) error {
	_, err := con.out.Write(catalogue.Schema)
	return err
}
