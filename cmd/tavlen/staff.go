package main

import (
	"errors"
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
	"tavlen/backend/store"
)

type staffCommand struct {
	Add  staffAddCommand  `cmd:"" help:"Add someone and print a one-time sign-in link."`
	List staffListCommand `cmd:"" help:"List everyone, with the id that the other commands want."`
	Link staffLinkCommand `cmd:"" help:"Print a new one-time sign-in link for someone."`
	End  staffEndCommand  `cmd:"" help:"Shut someone out who has left: every session ends at once."`
}

// people gives the stored people to a command.
func (c *storageCommand) people(con *console, fn func(config.Settings, *app.App, *signin.Service) error) error {
	return c.open(con, func(s *store.Store, set config.Settings, sec *config.Secrets) error {
		clock := config.OffsetClock(domain.SystemClock{}, set.ClockFile)
		in, err := signin.New(signin.Options{Store: s, Clock: clock, Issuer: set.PublicURL, TokenKey: sec.TokenKey})
		if err != nil {
			return err
		}
		return fn(set, app.New(app.Options{Store: s, Clock: clock, Log: con.log}), in)
	})
}

type staffListCommand struct{ storageCommand }

// Run lists the staff.
func (c *staffListCommand) Run(con *console) error {
	return c.people(con, func(_ config.Settings, a *app.App, _ *signin.Service) error {
		staff, err := a.Staff(con.ctx)
		for _, p := range staff {
			_, _ = fmt.Fprintf(con.out, "%s  %-13s %s\n", p.ID, p.Role, p.Name)
		}
		return err
	})
}

type staffLinkCommand struct {
	storageCommand
	ID string `arg:"" help:"The id that staff list prints."`
}

// Run prints a link.
func (c *staffLinkCommand) Run(con *console) error {
	return c.people(con, func(set config.Settings, a *app.App, in *signin.Service) error {
		p, err := a.StaffMember(con.ctx, domain.ID(c.ID))
		if err != nil {
			return fmt.Errorf("nobody has the id %q: see tavlen staff list", c.ID)
		}
		return printLink(con, set, in, p)
	})
}

type staffEndCommand struct {
	storageCommand
	ID string `arg:"" help:"The id that staff list prints."`
}

// Run shuts the person out; a running server ends the open streams within a second.
func (c *staffEndCommand) Run(con *console) error {
	return c.people(con, func(_ config.Settings, a *app.App, _ *signin.Service) error {
		p, err := a.StaffMember(con.ctx, domain.ID(c.ID))
		if err != nil {
			return fmt.Errorf("nobody has the id %q: see tavlen staff list", c.ID)
		}
		ended, err := a.EndStaff(con.ctx, p.ID)
		if err == nil {
			_, err = fmt.Fprintf(con.out, "%s cannot sign in any more; %d sessions ended.\n", p.Name, len(ended))
		}
		return err
	})
}

func printLink(con *console, set config.Settings, in *signin.Service, p domain.Person) error {
	if err := linkOpens(set, p.Role); err != nil {
		return err
	}
	code, err := in.IssueCode(con.ctx, p.ID, domain.System, domain.NewID(), signin.StaffLinkLife)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.out, "%s can sign in once, until %s, with\n%s/ind/%s\n", p.Name, code.Expires.In(domain.Copenhagen).Format("2006-01-02 15:04"), set.PublicURL, code.Link)
	return err
}

// linkOpens says whether a link would open anything for a role: beside the municipality's own
// provider it does for administrators alone, see signin.
func linkOpens(set config.Settings, role domain.Role) error {
	if set.StaffOIDC.Issuer != "" && role != domain.RoleAdmin {
		return errors.New("staff come in through TAVLEN_STAFF_OIDC_ISSUER here, which makes them at their first sign-in; a link is for administrators: --role admin")
	}
	return nil
}

type staffAddCommand struct {
	config.Server
	Name       string `required:"" help:"Full name."`
	Role       string `default:"consultant" enum:"consultant,professional,team_lead,admin" help:"consultant, professional, team_lead or admin."`
	Title      string `default:"Borgerkonsulent" help:"What citizens call the job."`
	Department string `default:"job" help:"Department id: job, rus, sundhed, social or ekstern."`
	Phone      string `help:"Direct number."`
}

// Run adds the person and prints the link. The server may be running or not.
func (c *staffAddCommand) Run(con *console) error {
	set, err := c.Settings()
	if err != nil {
		return err
	}
	if err := linkOpens(set, domain.Role(c.Role)); err != nil {
		return err
	}
	sec, made, err := secrets(set)
	if err != nil {
		return err
	}
	clock := config.OffsetClock(domain.SystemClock{}, set.ClockFile)
	s, err := openStore(con.ctx, set, sec, clock, con.log)
	if err != nil {
		return err
	}
	a := app.New(app.Options{Store: s, Clock: clock, Log: con.log})
	in, err := signin.New(signin.Options{Store: s, Clock: clock, Issuer: set.PublicURL, TokenKey: sec.TokenKey})
	if err != nil {
		return errors.Join(err, s.Close())
	}
	house, err := a.House(con.ctx)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	known := false
	for _, d := range house.Departments {
		known = known || d.ID == c.Department
	}
	if !known {
		return errors.Join(fmt.Errorf("there is no department %q: choose job, rus, sundhed, social or ekstern", c.Department), s.Close())
	}
	p := domain.Person{ID: domain.NewID(), Role: domain.Role(c.Role), Department: c.Department, Name: c.Name, Title: c.Title, Phone: c.Phone, Language: "da"}
	if err := a.AddStaff(con.ctx, p); err != nil {
		return errors.Join(err, s.Close())
	}
	if made {
		con.keysMade(set)
	}
	return errors.Join(printLink(con, set, in, p), s.Close())
}
