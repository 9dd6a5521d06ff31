package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type serveCommand struct{ config.Server }

// Run serves the installation until it is told to end.
func (c *serveCommand) Run(con *console) error {
	set, err := c.Settings()
	if err != nil {
		return err
	}
	ln, err := listen(&set)
	if err != nil {
		return err
	}
	sec, made, err := secrets(set)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	clock := config.OffsetClock(domain.SystemClock{}, set.ClockFile)
	h, err := build(con.ctx, set, sec, clock, con.log)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	if demo, err := isDemo(con.ctx, h.store); demo || err != nil {
		if demo {
			err = fmt.Errorf("%s holds the demo, where anybody with a link gets in: start it with `tavlen demo --data`, or choose another with --database", set.Database)
		}
		return errors.Join(err, ln.Close(), h.store.Close())
	}
	if made {
		con.keysMade(set)
	}
	return h.serve(con.ctx, ln, func() {
		con.log.Info("ready", "url", set.PublicURL, "addr", ln.Addr().String(), "database", set.Database, "version", version)
	})
}

// secrets loads the installation's keys, or makes them for one that has no data yet: new
// keys would open nothing of what is there.
func secrets(set config.Settings) (sec *config.Secrets, made bool, err error) {
	if set.Database.Kind == config.SQLite && exists(set.Database.Path) && !exists(set.SecretFile) {
		return nil, false, fmt.Errorf("the keys of %s are missing: put them back at %s, since nothing can be read without them", set.Database, set.SecretFile)
	}
	return config.LoadOrCreateSecrets(set.SecretFile, vapidKeys)
}

// keysMade says so once the start has come that far: a failed one says one thing only.
func (c *console) keysMade(set config.Settings) {
	c.log.Info("made new keys; keep a copy of this file away from the database", "file", set.SecretFile)
}

func isDemo(ctx context.Context, s *store.Store) (bool, error) {
	state, err := demoState(ctx, s)
	return state != "", err
}

type migrateCommand struct{ storageCommand }

// Run opens the database, which brings its schema up to date.
func (c *migrateCommand) Run(con *console) error {
	return c.open(con, func(_ *store.Store, set config.Settings, _ *config.Secrets) error {
		_, err := fmt.Fprintf(con.out, "The schema of %s is up to date.\n", set.Database)
		return err
	})
}

// open gives the stored data to a command that works on it without serving.
func (c *storageCommand) open(con *console, fn func(*store.Store, config.Settings, *config.Secrets) error) error {
	set, err := c.Settings()
	if err != nil {
		return err
	}
	sec, err := config.LoadSecrets(set.SecretFile)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there are no keys at %s: start `tavlen serve` once, or name the file with --secret-file", set.SecretFile)
	}
	if err != nil {
		return err
	}
	if set.Database.Kind == config.SQLite && !exists(set.Database.Path) {
		// Else a slip of the pen makes an empty one, in which nothing is wrong.
		return fmt.Errorf("there is no database at %s: start `tavlen serve` once, or name the file with --database", set.Database)
	}
	s, err := openStore(con.ctx, set, sec, domain.SystemClock{}, con.log)
	if err != nil {
		return err
	}
	return errors.Join(fn(s, set, sec), s.Close())
}
