package main

import (
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/consents"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type consentsCommand struct {
	Load   consentsLoadCommand   `cmd:"" help:"Put the texts in this file in place of those before."`
	Print  consentsPrintCommand  `cmd:"" help:"Print the texts that ship, as a file to begin from."`
	Schema consentsSchemaCommand `cmd:"" help:"Print the JSON Schema of such a file, for an editor that helps."`
}

type consentsLoadCommand struct {
	storageCommand
	File string `arg:"" help:"A JSON file; see print and schema."`
}

// Run reads the whole file before anything is touched. A running server goes by it from the
// next question on.
func (c *consentsLoadCommand) Run(con *console) error {
	texts, err := consents.Read(c.File)
	if err != nil {
		return fmt.Errorf("nothing was loaded: %w", err)
	}
	return c.open(con, func(s *store.Store, set config.Settings, _ *config.Secrets) error {
		a := app.New(app.Options{Store: s, Clock: config.OffsetClock(domain.SystemClock{}, set.ClockFile), Log: con.log})
		if err := a.LoadConsentTexts(con.ctx, texts); err != nil {
			return fmt.Errorf("nothing was loaded: %w", err)
		}
		_, err := fmt.Fprintf(con.out, "Texts loaded: %d.\n", len(texts.Texts))
		return err
	})
}

type consentsPrintCommand struct{}

// Run prints the file that ships.
func (consentsPrintCommand) Run(con *console) error {
	_, err := con.out.Write(consents.Default)
	return err
}

type consentsSchemaCommand struct{}

// Run prints the schema.
func (consentsSchemaCommand) Run(con *console) error {
	_, err := con.out.Write(consents.Schema)
	return err
}
