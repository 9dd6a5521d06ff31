package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
)

type eraseCommand struct {
	storageCommand
	Person string `arg:"" help:"The citizen's id, as it stands in the address of her page."`
	Reason string `required:"" enum:"wish,retention,mistake" help:"wish (her own), retention (its time is over) or mistake (she should not be here)."`
	Held   bool   `help:"Also where a lead holds the plan back, because of a complaint or a law suit."`
	Yes    bool   `help:"Really do it: nothing brings it back."`
}

// Run erases a citizen and prints the receipt. A running server forgets her within a second.
func (c *eraseCommand) Run(con *console) error {
	if !c.Yes {
		return fmt.Errorf("nothing was erased: give --yes to erase %s for good", c.Person)
	}
	return c.people(con, func(_ config.Settings, a *app.App, _ *signin.Service) error {
		out, err := a.ErasePerson(con.ctx, domain.ID(c.Person), c.Reason, c.Held)
		var problem *domain.Error
		if errors.As(err, &problem) && problem.Code == domain.CodePlanHeld {
			return fmt.Errorf("nobody was erased: a lead holds the plan of %s back, because of a complaint or a law suit: let it go in the app, or give --held", c.Person)
		}
		if err != nil {
			return fmt.Errorf("nobody was erased: %w", err)
		}
		_, _ = fmt.Fprintf(con.out, "Erased %s at %s (%s). Its key is gone; %d sessions ended; %d files removed.\n", out.Person, local(out.At), out.Reason, len(out.Ended), out.Files)
		for _, table := range slices.Sorted(maps.Keys(out.Rows)) {
			_, _ = fmt.Fprintf(con.out, "  %-20s %d\n", table, out.Rows[table])
		}
		return nil
	})
}
