package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/backup"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

type backupCommand struct {
	storageCommand
	File      string   `arg:"" optional:"" help:"The new file; none is replaced."`
	Recipient []string `name:"recipient" env:"TAVLEN_BACKUP_RECIPIENT" sep:"," placeholder:"age1…" help:"Public key to encrypt to; may be given more than once."`
	NewKey    string   `name:"new-key" placeholder:"FILE" help:"Only make a key pair: the private key goes to this file, the public one is printed."`
}

// Run makes the backup beside a server that runs or does not. The private key is not needed
// here, and should not be here.
func (c *backupCommand) Run(con *console) error {
	if c.NewKey != "" {
		public, err := backup.NewKey(c.NewKey)
		if err == nil {
			_, err = fmt.Fprintf(con.out, "%s\nThe private key is in %s: keep it away from this machine. Without it no backup can be opened.\n", public, c.NewKey)
		}
		return err
	}
	if c.File == "" {
		return errors.New("name the file to write, for example tavlen backup /mnt/backup/tavlen.age")
	}
	to, err := backup.Recipients(c.Recipient)
	if err != nil {
		return err
	}
	return c.openAsIs(con, func(s *store.Store, set config.Settings, keys store.Keys) error {
		m, err := backup.Create(con.ctx, s, backup.Order{File: c.File, Recipients: to, Keys: keys, Now: domain.SystemClock{}.Now(), Version: version})
		if err != nil {
			return fmt.Errorf("no backup was made: %w", err)
		}
		rows := int64(0)
		for _, n := range m.Rows {
			rows += n
		}
		if err := noteBackup(set, m.MadeAt); err != nil {
			con.log.Warn("the backup is whole, but doctor will not know of it", "error", err)
		}
		if len(m.Missing) > 0 {
			con.log.Warn("rows name files that are not on the disk: put them back from an older backup", "files", len(m.Missing))
		}
		_, err = fmt.Fprintf(con.out, "%s holds %d rows and %d files as of %s. Keep %s and the ledger in %s too, each elsewhere: a restore needs all three.\n",
			c.File, rows, m.Files(), local(m.MadeAt), set.SecretFile, set.LedgerDir)
		return err
	})
}

// noteFile tells doctor when the last backup was made.
const noteFile = "last-backup"

func noteBackup(set config.Settings, at time.Time) error {
	file := filepath.Join(set.DataDir, noteFile)
	if err := os.WriteFile(file+".new", []byte(at.Format(time.RFC3339)+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func local(t time.Time) string { return t.In(domain.Copenhagen).Format("2006-01-02 15:04") }

// openAsIs gives the stored data as it stands: nothing of it is brought up to date.
func (c *storageCommand) openAsIs(con *console, fn func(*store.Store, config.Settings, store.Keys) error) error {
	set, err := c.Settings()
	if err != nil {
		return err
	}
	sec, err := config.LoadSecrets(set.SecretFile)
	if err != nil {
		return err
	}
	if set.Database.Kind == config.SQLite && !exists(set.Database.Path) {
		return fmt.Errorf("there is no database at %s: name the file with --database", set.Database)
	}
	o := storeOptions(set, sec, domain.SystemClock{}, con.log)
	o.AsIs = true
	s, err := store.Open(con.ctx, o)
	if err != nil {
		return fmt.Errorf("the database %s cannot be used: %w", set.Database, err)
	}
	return errors.Join(fn(s, set, o.Keys), s.Close())
}

type restoreCommand struct {
	storageCommand
	File          string `arg:"" help:"The backup."`
	Identity      string `required:"" placeholder:"FILE" help:"The file with the private key that it was encrypted to."`
	WithoutLedger bool   `help:"Go on where the ledger is lost. What was taken away or erased after the backup comes back."`
}

// Run puts a backup back where nothing is.
func (c *restoreCommand) Run(con *console) error {
	set, err := c.Settings()
	if err != nil {
		return err
	}
	sec, err := config.LoadSecrets(set.SecretFile)
	if err != nil {
		return err
	}
	identities, err := backup.Identities(c.Identity)
	if err != nil {
		return err
	}
	clock := config.OffsetClock(domain.SystemClock{}, set.ClockFile)
	o := storeOptions(set, sec, clock, con.log)
	var settled store.Settled
	var again map[ledger.Kind]int
	out, err := backup.Restore(con.ctx, backup.Return{File: c.File, Identities: identities, Store: o, WithoutLedger: c.WithoutLedger,
		Settle: func(ctx context.Context, s *store.Store, entries []ledger.Entry) (err error) {
			again, settled, err = app.New(app.Options{Store: s, Clock: clock, Log: con.log}).AfterRestore(ctx, entries)
			return err
		}})
	if err != nil {
		return err
	}
	for _, f := range out.Faults {
		con.log.Warn("the audit log did not hold when the backup was made", "chain", f.Chain, "deed", f.Seq, "what", f.What)
	}
	if err := store.NoteRestore(o.Keys, set.LedgerDir, clock.Now(), out.MadeAt, out.Tips); err != nil {
		con.log.Warn("the ledger was not told of the restore", "error", err)
	}
	c.tell(con, out, settled, again)
	return nil
}

func (c *restoreCommand) tell(con *console, out backup.Returned, settled store.Settled, again map[ledger.Kind]int) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(con.out, format+"\n", args...) }
	say("Everything is as it was at %s; what was written after that is gone, unless a phone sends it again.", local(out.MadeAt))
	say("%d files are back, %d were missing already.", out.Files(), len(out.Missing))
	say("%d sessions ended and %d phones forgotten: everybody signs in again. %d codes and %d invitations work no more.", settled.Sessions, settled.Phones, settled.Codes, settled.Links)
	say("%d reminders that were due before now are not sent again; %d of them still matter and stand on the call list.", settled.Missed, settled.ToCall)
	if c.WithoutLedger {
		say("The ledger was not asked for: look yourself at what was erased or taken away since.")
	}
	for _, kind := range slices.Sorted(maps.Keys(again)) {
		say("Gone through again: %s, %d.", kind, again[kind])
	}
}
