package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type demoCommand struct {
	config.Network
	config.Texts
	config.Public
	JSON bool      `name:"json" help:"Print one line of JSON with the address and the sign-in links."`
	Now  time.Time `help:"Start the demo's clock here, e.g. 2026-11-24T09:00:00+01:00; without it the case is moved by whole weeks to today."`
	Case []string  `type:"existingfile" placeholder:"FILE" help:"Load this case file instead of the built-in ones; may be given more than once."`
	Data string    `placeholder:"FOLDER" help:"Keep the demo in this folder and open it again; without it everything is thrown away at the end."`
}

// Validate reports the first setting that is wrong, as a *config.Problem.
func (c *demoCommand) Validate() error {
	if err := c.Network.Validate(); err != nil {
		return err
	}
	if err := c.Texts.Validate(); err != nil {
		return err
	}
	return c.Public.Validate()
}

// demoLinks is what --json prints.
type demoLinks struct {
	URL    string            `json:"url"`
	SignIn map[string]string `json:"sign_in"`
}

// Run serves the demo municipality until it is told to end.
func (c *demoCommand) Run(con *console) error {
	folder := c.Data
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "tavlen-demo-"); err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
	}
	return c.serve(con, folder)
}

func (c *demoCommand) serve(con *console, folder string) error {
	server := config.Server{Network: c.Network, Texts: c.Texts, Public: c.Public, Storage: config.Storage{DataDir: filepath.Join(folder, "data"), SecretFile: filepath.Join(folder, "keys", "secret.json"), LedgerDir: filepath.Join(folder, "ledger")}}
	set, err := server.Settings()
	if err != nil {
		return err
	}
	if set.Production {
		return errors.New("the demo does not run with ENV=production: anybody with a link gets in")
	}
	files := demo.Builtin()
	if len(c.Case) > 0 {
		if files, err = demo.ReadFiles(c.Case...); err != nil {
			return err
		}
	}
	cases, err := demo.Parse(files...)
	if err != nil {
		return err
	}
	clock := c.clock(set.ClockFile)
	if c.Now.IsZero() {
		cases = cases.ShiftTo(clock.Now())
	}
	sec, _, err := config.LoadOrCreateSecrets(set.SecretFile, vapidKeys)
	if err != nil {
		return err
	}
	ln, err := listen(&set)
	if err != nil {
		return err
	}
	h, err := build(con.ctx, set, sec, clock, con.log)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	note := ""
	if c.Now.IsZero() {
		note = proseNote
	}
	links, err := h.furnish(con.ctx, cases, len(c.Case) > 0, note)
	if err != nil {
		return errors.Join(err, ln.Close(), h.store.Close())
	}
	return h.serve(con.ctx, ln, func() { c.print(con.out, links, cases) })
}

// clock starts at --now and then runs.
func (c *demoCommand) clock(file string) domain.Clock {
	var base domain.Clock = domain.SystemClock{}
	if !c.Now.IsZero() {
		offset := c.Now.Sub(base.Now())
		base = domain.ClockFunc(func() time.Time { return domain.SystemClock{}.Now().Add(offset) })
	}
	return config.OffsetClock(base, file)
}

// furnish loads the cases into an empty demo (one that was kept is opened as it is), and
// makes a link for everyone who can sign in.
func (h *house) furnish(ctx context.Context, cases *demo.Set, own bool, note string) (demoLinks, error) {
	links := demoLinks{URL: h.settings.PublicURL, SignIn: map[string]string{}}
	state, err := demoState(ctx, h.store)
	if err != nil {
		return links, err
	}
	switch {
	case state == demoLoading:
		return links, errors.New("this folder holds half a demo, since its loading was interrupted: delete it, or give another --data folder")
	case state == demoLoaded && own:
		return links, errors.New("this folder holds a demo already: give --case with a new --data folder")
	case state == "":
		if err := h.load(ctx, cases, note); err != nil {
			return links, err
		}
	}
	for _, p := range cases.Personas() {
		code, err := h.signin.DemoLink(ctx, p.Person)
		if err != nil {
			return links, err
		}
		links.SignIn[p.Key] = links.URL + "/ind/" + code
	}
	return links, nil
}

// What the database of a demo says of itself under app.DemoKey.
const (
	demoLoading = "loading"
	demoLoaded  = "1"
)

func demoState(ctx context.Context, s *store.Store) (state string, err error) {
	err = s.Read(ctx, func(tx *store.Tx) error {
		state, err = tx.Installation(app.DemoKey)
		return err
	})
	return state, err
}

// load replays the cases into an empty installation. It is marked as a demo before
// anything else: with half of one nobody may serve real people.
func (h *house) load(ctx context.Context, cases *demo.Set, note string) error {
	if err := h.store.Write(ctx, func(tx *store.Tx) error {
		staff, err := tx.Staff()
		if err != nil {
			return err
		}
		if len(staff) > 0 {
			return errors.New("this folder holds an installation with people of its own: give another --data folder")
		}
		return tx.SetInstallation(app.DemoKey, demoLoading)
	}); err != nil {
		return err
	}
	if err := demo.Load(ctx, h.app, cases); err != nil {
		return err
	}
	return h.store.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.SetInstallation(app.DemoKey, demoLoaded), tx.SetInstallation(app.ProseKey, note))
	})
}

// proseNote is said when the case was moved: what people wrote keeps its dates.
const proseNote = "Demo med opdigtede personer. Dage og tider er flyttet til denne uge. Datoer inde i teksterne er de oprindelige."

func (c *demoCommand) print(out io.Writer, links demoLinks, cases *demo.Set) {
	if c.JSON {
		_ = json.NewEncoder(out).Encode(links)
		return
	}
	_, _ = fmt.Fprintf(out, "\nTavlen runs at %s\nOpen one of these on a phone-sized window:\n\n", links.URL)
	for _, p := range cases.Personas() {
		_, _ = fmt.Fprintf(out, "  %-22s %-13s %s\n", p.Name, p.Role, links.SignIn[p.Key])
	}
	_, _ = fmt.Fprint(out, "\nCtrl-C ends it.\n")
}
