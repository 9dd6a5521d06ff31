package main

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tavlen/backend/config"
	"tavlen/backend/demo"
	"tavlen/backend/store"
)

// Who writes during the backup, and what a picture of a citizen's takes.
const (
	backupWriters = 20
	picture       = 200 << 10
)

// restore prints what a backup takes while others write, and how long it takes from an empty
// folder on another machine until everything is back: restored, serving and found without a
// fault by doctor. Half of the data, about, are pictures.
func (b *bench) restore(ctx context.Context) error {
	if b.database != "" {
		b.out.note("restore needs two databases and is measured on SQLite alone")
		return nil
	}
	from, err := b.beside(ctx, "from")
	if err != nil {
		return err
	}
	if _, err := from.house.launch(ctx); err != nil { // it makes the keys
		return err
	}
	if err := from.house.stop(); err != nil {
		return err
	}
	t, err := from.fillTo(ctx, b.restored*1e6)
	if err != nil {
		return err
	}
	size, err := weightOf(filepath.Join(from.folder, "data"))
	if err != nil {
		return err
	}
	b.out.note("%d citizens with %d things and %d messages each, and pictures", len(t.plans), t.things, t.messages)
	b.out.print("restore_data", mb(size), "MB")
	key, file := filepath.Join(b.folder, "backup.key"), filepath.Join(b.folder, "backup.age")
	if err := b.backUp(ctx, from, t, key, file, size); err != nil {
		return errors.Join(err, t.store.Close())
	}
	if err := t.store.Close(); err != nil {
		return err
	}
	to, err := b.beside(ctx, "to")
	if err != nil {
		return err
	}
	for _, carried := range []string{"keys", "ledger"} {
		if err := os.CopyFS(filepath.Join(to.folder, carried), os.DirFS(filepath.Join(from.folder, carried))); err != nil {
			return err
		}
	}
	if err := os.Chmod(filepath.Join(to.folder, "keys", "secret.json"), 0o600); err != nil {
		return err
	}
	return b.bringBack(ctx, to.house, key, file, size)
}

// beside gives a second bench with an installation in a folder of its own.
func (b *bench) beside(ctx context.Context, name string) (*bench, error) {
	other := &bench{options: b.options, out: b.out, folder: filepath.Join(b.folder, name)}
	other.program = b.house.program
	if err := os.Mkdir(other.folder, 0o700); err != nil {
		return nil, err
	}
	var err error
	other.house, err = newInstallation(ctx, other)
	return other, err
}

// fillTo fills the installation until its data take so many bytes. The store stays open.
func (b *bench) fillTo(ctx context.Context, bytes int64) (*populated, error) {
	sec, err := config.LoadSecrets(filepath.Join(b.folder, "keys", "secret.json"))
	if err != nil {
		return nil, err
	}
	data := filepath.Join(b.folder, "data")
	t := &populated{database: filepath.Join(data, "tavlen.db"), files: filepath.Join(data, "files"), ledger: filepath.Join(b.folder, "ledger"), keys: store.Keys{Index: sec.IndexKey}}
	for _, m := range sec.MasterKeys {
		t.keys.Masters = append(t.keys.Masters, store.MasterKey{ID: m.ID, Key: m.Key})
	}
	t.now = time.Now() // doctor holds it against the machine's clock
	if err := t.fill(ctx, 0); err != nil {
		return nil, err
	}
	set, err := demo.Parse(demo.Builtin()...)
	if err != nil {
		return nil, err
	}
	for size := int64(0); size < bytes; {
		var made []citizenPlan
		if err := t.store.Write(ctx, func(tx *store.Tx) error {
			for range 20 {
				p, err := settleLike(tx, &set.Cases[0], t.now)
				if err != nil {
					return err
				}
				made = append(made, p)
			}
			return nil
		}); err != nil {
			return nil, err
		}
		for _, p := range made {
			if err := t.keepPicture(ctx, p); err != nil {
				return nil, err
			}
		}
		t.plans = append(t.plans, made...)
		if size, err = weightOf(data); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// keepPicture keeps a picture of a citizen's, which no compression makes smaller.
func (t *populated) keepPicture(ctx context.Context, p citizenPlan) error {
	content := make([]byte, picture)
	for i := range content {
		content[i] = byte(rand.Uint32()) //nolint:gosec // it only must not be all zeroes
	}
	name, err := t.store.KeepFile(ctx, p.citizen, content)
	if err != nil {
		return err
	}
	return t.store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutFile(store.FileUse{Name: name, Plan: p.plan, Person: p.citizen, Bytes: picture})
	})
}

// backUp makes a backup by the command while citizens go on writing.
func (b *bench) backUp(ctx context.Context, from *bench, t *populated, key, file string, size int64) error {
	public, err := from.house.command(ctx, "backup", "--new-key", key)
	if err != nil {
		return err
	}
	public, _, _ = strings.Cut(public, "\n")
	work, stop := context.WithCancel(ctx)
	defer stop()
	var writers sync.WaitGroup
	var written atomic.Int64
	failed := make(chan error, backupWriters)
	for i := range backupWriters {
		writers.Go(func() {
			for n := i; work.Err() == nil; n += backupWriters {
				if err := t.write(context.WithoutCancel(work), t.plans[n%len(t.plans)]); err != nil {
					failed <- err
					return
				}
				written.Add(1)
			}
		})
	}
	began := time.Now()
	_, err = from.house.command(ctx, "backup", file, "--recipient", public)
	took, n := time.Since(began), written.Load()
	stop()
	writers.Wait()
	close(failed)
	for f := range failed {
		err = errors.Join(err, f)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	b.out.print("backup", took.Seconds(), "s")
	b.out.print("backup_rate", mb(size)/took.Seconds(), "MB/s")
	b.out.print("backup_file", mb(info.Size()), "MB")
	b.out.print("backup_writes_meanwhile", float64(n)/took.Seconds(), "/s")
	return nil
}

// bringBack restores into an installation that has nothing but its keys and its ledger.
func (b *bench) bringBack(ctx context.Context, to *installation, key, file string, size int64) error {
	began := time.Now()
	if _, err := to.command(ctx, "restore", file, "--identity", key); err != nil {
		return err
	}
	restored := time.Since(began)
	if _, err := to.launch(ctx); err != nil {
		return err
	}
	serves := time.Since(began)
	_, err := to.command(ctx, "doctor")
	ready := time.Since(began)
	if err := errors.Join(err, to.stop()); err != nil {
		return err
	}
	b.out.print("restore", restored.Seconds(), "s")
	b.out.print("restore_rate", mb(size)/restored.Seconds(), "MB/s")
	b.out.print("restore_to_serving", serves.Seconds(), "s")
	b.out.print("restore_to_doctor_clean", ready.Seconds(), "s")
	return nil
}

// weightOf gives what the files under a folder take.
func weightOf(dir string) (bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // swept meanwhile
		}
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	return bytes, err
}
