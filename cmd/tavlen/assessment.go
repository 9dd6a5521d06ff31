package main

import (
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/assessment"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type assessmentCommand struct {
	Load   assessmentLoadCommand   `cmd:"" help:"Put the team in this file in place of the one before."`
	Print  assessmentPrintCommand  `cmd:"" help:"Print the team that ships, as a file to begin from."`
	Schema assessmentSchemaCommand `cmd:"" help:"Print the JSON Schema of such a file, for an editor that helps."`
}

type assessmentLoadCommand struct {
	storageCommand
	File string `arg:"" help:"A JSON file; see print and schema."`
}

// Run reads the whole file before anything is touched. A running server goes by it from the
// next talks that are booked.
func (c *assessmentLoadCommand) Run(con *console) error {
	team, err := assessment.Read(c.File)
	if err != nil {
		return fmt.Errorf("nothing was loaded: %w", err)
	}
	return c.open(con, func(s *store.Store, set config.Settings, _ *config.Secrets) error {
		a := app.New(app.Options{Store: s, Clock: config.OffsetClock(domain.SystemClock{}, set.ClockFile), Log: con.log})
		if err := a.LoadAssessmentTeam(con.ctx, team); err != nil {
			return fmt.Errorf("nothing was loaded: %w", err)
		}
		_, err := fmt.Fprintf(con.out, "Team loaded: %d talks of %d minutes.\n", len(team.Professions), team.Minutes)
		return err
	})
}

type assessmentPrintCommand struct{}

// Run prints the file that ships.
func (assessmentPrintCommand) Run(con *console) error {
	_, err := con.out.Write(assessment.Default)
	return err
}

type assessmentSchemaCommand struct{}

// Run prints the schema.
func (assessmentSchemaCommand) Run(con *console) error {
	_, err := con.out.Write(assessment.Schema)
	return err
}
