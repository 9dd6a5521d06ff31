package main

import (
	"errors"
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/signin"
)

type staffCommand struct {
	Add staffAddCommand `cmd:"" help:"Add someone and print a one-time sign-in link."`
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
	sec, err := secrets(set, con)
	if err != nil {
		return err
	}
	clock := config.OffsetClock(domain.SystemClock{}, set.ClockFile)
	s, err := openStore(con.ctx, set.Database, sec, clock, con.log)
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
	code, err := in.IssueCode(con.ctx, p.ID, domain.System, domain.NewID(), signin.StaffLinkLife)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	_, err = fmt.Fprintf(con.out, "%s can sign in once, until %s, with\n%s/ind/%s\n", c.Name, code.Expires.In(domain.Copenhagen).Format("2006-01-02 15:04"), set.PublicURL, code.Link)
	return errors.Join(err, s.Close())
}
