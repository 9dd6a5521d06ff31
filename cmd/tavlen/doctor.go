package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

type doctorCommand struct {
	storageCommand
	Recipient []string `name:"recipient" env:"TAVLEN_BACKUP_RECIPIENT" sep:"," placeholder:"age1…" help:"Public key that backups are encrypted to."`
	JSON      bool     `name:"json" help:"Print one line of JSON for each thing that was looked at."`
}

// finding is one thing that was looked at: ok, warn (it will hurt) or fault (it hurts now).
type finding struct {
	What  string `json:"what"`
	State string `json:"state"`
	Says  string `json:"says"`
}

// checkup gathers findings.
type checkup struct{ found []finding }

func (d *checkup) ok(what, says string) { d.found = append(d.found, finding{what, "ok", says}) }
func (d *checkup) warn(what, says string) {
	d.found = append(d.found, finding{what, "warn", says})
}
func (d *checkup) fault(what, says string) {
	d.found = append(d.found, finding{what, "fault", says})
}

const (
	backupOld  = 36 * time.Hour
	sweptOld   = 48 * time.Hour
	diskLittle = 1 << 30
	diskNone   = 64 << 20
)

// Run looks at everything that the program stands on and changes nothing. It fails when there is
// a fault.
func (c *doctorCommand) Run(con *console) error {
	set, err := c.Settings()
	if err != nil {
		return err
	}
	d := &checkup{}
	d.address(set)
	d.folder("data folder", set.DataDir)
	d.disk(set.DataDir)
	d.lastBackup(set)
	d.recipient(c.Recipient)
	d.proxies(set)
	d.mail(con, set)
	d.providers(con, set)
	if sec, err := config.LoadSecrets(set.SecretFile); err != nil {
		d.fault("keys", oneLine(err))
	} else {
		d.ok("keys", "they are whole, those of push too, and nobody else may read them; keep a copy elsewhere")
		d.stored(con, set, sec)
	}
	faults := 0
	for _, f := range d.found {
		if f.State == "fault" {
			faults++
		}
		if c.JSON {
			_ = json.NewEncoder(con.out).Encode(f)
			continue
		}
		_, _ = fmt.Fprintf(con.out, "%-5s  %-11s  %s\n", f.State, f.What, f.Says)
	}
	if faults > 0 {
		return fmt.Errorf("%d things are wrong: see above", faults)
	}
	return nil
}

func (d *checkup) address(set config.Settings) {
	switch {
	case strings.HasPrefix(set.PublicURL, "https://"):
		d.ok("address", set.PublicURL)
	case set.Production:
		d.fault("address", set.PublicURL+" is not https: set TAVLEN_PUBLIC_URL")
	default:
		d.warn("address", set.PublicURL+" is not https: phones take no pushes and no installing from it; set TAVLEN_PUBLIC_URL")
	}
	if !set.Production {
		d.warn("environment", "TAVLEN_ENV is development: set it to production before real people use this")
	}
}

func (d *checkup) folder(what, dir string) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		d.fault(what, dir+" does not exist: name the right one with TAVLEN_DATA_DIR")
	case err != nil:
		d.fault(what, oneLine(err))
	case info.Mode().Perm()&0o077 != 0:
		d.warn(what, fmt.Sprintf("others on this machine may look into %s: run chmod 700 on it", dir))
	default:
		d.ok(what, dir)
	}
}

func (d *checkup) disk(dir string) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return // the folder is a finding of its own
	}
	free := fs.Bavail * uint64(fs.Bsize)
	says := fmt.Sprintf("%d MB are free for the data", free>>20)
	switch {
	case free < diskNone:
		d.fault("disk", says+": make room, soon nothing can be saved")
	case free < diskLittle:
		d.warn("disk", says+": make room")
	default:
		d.ok("disk", says)
	}
}

func (d *checkup) lastBackup(set config.Settings) {
	const mend = ": run tavlen backup every night"
	doc, err := os.ReadFile(filepath.Join(set.DataDir, noteFile))
	if err != nil {
		d.warn("backup", "none was ever made here"+mend)
		return
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(string(doc)))
	switch {
	case err != nil:
		d.warn("backup", "it is not known when the last one was made"+mend)
	case domain.SystemClock{}.Now().Sub(at) > backupOld:
		d.warn("backup", "the last one is of "+local(at)+mend)
	default:
		d.ok("backup", "the last one is of "+local(at))
	}
}

func (d *checkup) stored(con *console, set config.Settings, sec *config.Secrets) {
	if set.Database.Kind == config.SQLite && !exists(set.Database.Path) {
		d.fault("database", "there is none at "+set.Database.Path+": start tavlen serve once, or restore a backup")
		return
	}
	o := storeOptions(set, sec, domain.SystemClock{}, con.log)
	o.AsIs = true
	s, err := store.Open(con.ctx, o)
	if err != nil {
		d.fault("database", oneLine(err)+": name the right one with TAVLEN_DATABASE, see that it runs, or restore the last backup")
		return
	}
	defer func() { _ = s.Close() }()
	if err := s.Integrity(con.ctx); err != nil {
		d.fault("database", oneLine(err)+": end the server, keep a copy of the file and restore the last backup")
	} else {
		d.ok("database", "its pages and references hold")
	}
	d.schema(con, s)
	d.log(con, s)
	d.ledger(con, s)
	d.retention(con, s)
	d.clock(con, s)
}

func (d *checkup) schema(con *console, s *store.Store) {
	has, err := s.Schema(con.ctx)
	newest, failed := store.NewestSchema()
	switch err := errors.Join(err, failed); {
	case err != nil:
		d.fault("schema", oneLine(err)+": run tavlen migrate")
	case has > newest:
		d.fault("schema", fmt.Sprintf("it is %d, and this program knows only up to %d: use the newer tavlen", has, newest))
	case has < newest:
		d.warn("schema", fmt.Sprintf("it is %d and becomes %d: make a backup, then start tavlen serve or run tavlen migrate", has, newest))
	default:
		d.ok("schema", fmt.Sprint(has))
	}
}

func (d *checkup) log(con *console, s *store.Store) {
	faults, deeds, err := s.VerifyAudit(con.ctx)
	switch {
	case err != nil:
		d.fault("audit log", oneLine(err)+": run tavlen migrate, then tavlen verify-log")
	case len(faults) > 0:
		d.fault("audit log", fmt.Sprintf("it does not hold in %d places: run tavlen verify-log and keep the database as it is", len(faults)))
	default:
		d.ok("audit log", fmt.Sprintf("%d deeds, none changed or missing", deeds))
	}
}

func (d *checkup) ledger(con *console, s *store.Store) {
	const mend = ": put the folder TAVLEN_LEDGER_DIR back from its copy"
	found, err := s.Ledger().Read()
	if err != nil {
		d.fault("ledger", oneLine(err)+mend)
		return
	}
	lost, err := s.LedgerLost(con.ctx, found)
	if err != nil {
		d.fault("ledger", oneLine(err)+": run tavlen migrate")
		return
	}
	still, err := s.NotErased(con.ctx, found)
	switch {
	case err != nil:
		d.fault("ledger", oneLine(err)+": run tavlen migrate")
	case len(found.Faults) > 0:
		d.fault("ledger", fmt.Sprintf("%s, %d faults in all%s", found.Faults[0], len(found.Faults), mend))
	case lost:
		d.fault("ledger", s.Ledger().Path()+" is lost, or older than the database: a restore would bring back what was taken away"+mend+". Where there is none, make a backup and put it back with --without-ledger")
	case len(still) > 0:
		d.fault("ledger", fmt.Sprintf("the erasure of %s was begun and not done, %d in all: run tavlen erase for each, a restore would finish it", still[0], len(still)))
	default:
		d.ok("ledger", fmt.Sprintf("%d lines in %s; keep a copy elsewhere", len(found.Entries), s.Ledger().Path()))
	}
}

// retention looks at when the daily run last deleted what its time is over of.
func (d *checkup) retention(con *console, s *store.Store) {
	const mend = ": keep tavlen serve running, and look in its log for why it does not come to an end"
	last, since, err := s.LastRetentionRun(con.ctx)
	now := domain.SystemClock{}.Now()
	var waits *app.RetentionWaits
	if err == nil {
		waits, err = app.New(app.Options{Store: s, Clock: domain.SystemClock{}, Log: con.log}).RetentionWaiting(con.ctx)
	}
	switch {
	case err != nil:
		d.fault("retention", oneLine(err)+": run tavlen migrate")
	case waits != nil:
		d.fault("retention", waits.Error())
	case !last.EndedAt.IsZero() && now.Sub(last.EndedAt) <= sweptOld:
		d.ok("retention", "what its time is over of was last deleted at "+local(last.EndedAt))
	case last.EndedAt.IsZero() && now.Sub(since) <= sweptOld:
		d.ok("retention", "nothing was to be deleted yet")
	case last.EndedAt.IsZero():
		d.warn("retention", "what its time is over of was never deleted"+mend)
	default:
		d.warn("retention", "what its time is over of was last deleted at "+local(last.EndedAt)+mend)
	}
}

// clockSlack is by how much clocks of several machines may differ.
const clockSlack = 2 * time.Minute

// clock compares the machine's clock with the newest instant that anything was written at.
func (d *checkup) clock(con *console, s *store.Store) {
	newest, err := s.NewestDeed(con.ctx)
	if err != nil {
		return // the audit log is a finding of its own
	}
	what := "the database"
	if found, err := s.Ledger().Read(); err == nil && len(found.Entries) > 0 {
		if at := found.Entries[len(found.Entries)-1].Time(); at.After(newest) {
			newest, what = at, "the ledger"
		}
	}
	now := domain.SystemClock{}.Now()
	if newest.Sub(now) > clockSlack {
		d.fault("clock", fmt.Sprintf("it says %s, but %s was written at %s: set the machine's clock and let it follow a time server", local(now), what, local(newest)))
		return
	}
	d.ok("clock", local(now))
}
