package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"tavlen/backend/domain"
)

// fileRow says that a file belongs to a plan. A file without a row is an orphan.
type fileRow struct {
	Name      string `gorm:"primaryKey"`
	PlanID    domain.ID
	PersonID  domain.ID
	Bytes     int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

func (fileRow) TableName() string { return "file" }

// FileUse is what a file takes of a person's room on a plan.
type FileUse struct {
	Name         string
	Plan, Person domain.ID
	Bytes        int64
}

// KeepFile writes content to a file of its own, sealed under the owner's data key, and
// gives its name once file and folder are on the disk. It counts for nothing until PutFile
// commits its row; SweepFiles removes it when that never came.
func (s *Store) KeepFile(ctx context.Context, owner domain.ID, content []byte) (name string, err error) {
	if s.files == "" {
		return "", errors.New("the store was opened without a folder for files")
	}
	// The keyed hash of an id made for this one writing: a name tells nothing of whose file
	// it is or what it holds, and an orphan's name never comes back.
	name = hex.EncodeToString(s.BlindIndex("file", string(domain.NewID())))
	var sealed []byte
	err = s.Read(ctx, func(tx *Tx) error {
		a, err := tx.key(owner)
		if err != nil {
			return err
		}
		sealed = sealWith(a, content, filePlace(owner, name))
		return nil
	})
	if err != nil {
		return "", err
	}
	if err := s.writeFile(name, sealed); err != nil {
		return "", domain.ErrStorageFull.Because(err)
	}
	return name, nil
}

// writeFile makes a file whole or not at all: written beside, forced to the disk, renamed,
// and the folders that hold its name forced too.
func (s *Store) writeFile(name string, content []byte) (err error) {
	dir := filepath.Dir(s.filePath(name))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, unfinished+"*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), s.filePath(name))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return errors.Join(syncDir(dir), syncDir(s.files), syncDir(filepath.Dir(s.files)))
}

// unfinished is how the names of files begin that are still being written.
const unfinished = ".new-"

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// filePath spreads the files over 256 folders.
func (s *Store) filePath(name string) string { return filepath.Join(s.files, name[:2], name) }

func isFileName(name string) bool {
	return len(name) == 64 && strings.Trim(name, "0123456789abcdef") == ""
}

func filePlace(owner domain.ID, name string) string { return place("file", owner, name) }

// File gives the content of an owner's file. One that is gone is ErrNotFound, for the log
// with its name.
func (s *Store) File(ctx context.Context, owner domain.ID, name string) (content []byte, err error) {
	if !isFileName(name) {
		return nil, domain.ErrNotFound
	}
	sealed, err := os.ReadFile(s.filePath(name))
	if errors.Is(err, fs.ErrNotExist) {
		s.log.Error("a file is missing: put it back from a backup", "file", name)
		return nil, domain.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	err = s.Read(ctx, func(tx *Tx) error {
		a, err := tx.key(owner)
		if err != nil {
			return err
		}
		if content, err = openWith(a, sealed, filePlace(owner, name)); err != nil {
			return fmt.Errorf("file %s: %w", name, err)
		}
		return nil
	})
	return content, err
}

// PutFile makes a kept file count, in the same transaction as the thing it belongs to.
func (tx *Tx) PutFile(u FileUse) error {
	row := fileRow{Name: u.Name, PlanID: u.Plan, PersonID: u.Person, Bytes: u.Bytes, CreatedAt: ms(tx.store.clock.Now())}
	return tx.err(tx.db.Create(&row).Error)
}

// DropFile removes a kept file that no write took: what is refused takes no room until it is
// swept. It waits for whoever writes the plan, so that a row that is about to be there is seen.
func (s *Store) DropFile(ctx context.Context, plan domain.ID, name string) error {
	var rows int64
	err := s.Write(ctx, func(tx *Tx) error {
		if err := tx.Lock(plan); err != nil {
			return err
		}
		return tx.err(tx.db.Model(&fileRow{}).Where("name = ?", name).Count(&rows).Error)
	})
	if err != nil || rows > 0 {
		return err
	}
	return ignoreGone(os.Remove(s.filePath(name)))
}

// FileBytes gives how many bytes a person keeps in files on a plan.
func (tx *Tx) FileBytes(plan, person domain.ID) (int64, error) {
	var n int64
	err := tx.db.Model(&fileRow{}).Where("plan_id = ? AND person_id = ?", plan, person).Select("coalesce(sum(bytes), 0)").Scan(&n).Error
	return n, tx.err(err)
}

// SweepFiles removes what was written before an instant of the machine's clock and has no
// row: a write that was cut off between the file and the commit. It gives how many.
func (s *Store) SweepFiles(ctx context.Context, before time.Time) (int, error) {
	release, err := s.holdFiles(syscall.LOCK_EX | syscall.LOCK_NB)
	if errors.Is(err, errHeld) {
		return 0, nil // a copy is being made, whose rows may name them
	}
	if err != nil {
		return 0, err
	}
	defer release()
	root, err := os.OpenRoot(s.files)
	if err != nil {
		return 0, ignoreGone(err) // no file was ever kept
	}
	defer func() { _ = root.Close() }()
	swept := 0
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return ignoreGone(err)
		}
		info, err := d.Info()
		if err != nil || !info.ModTime().Before(before) {
			return ignoreGone(err)
		}
		if !strings.HasPrefix(d.Name(), unfinished) {
			known, err := s.knowsFile(ctx, d.Name())
			if known || err != nil {
				return err
			}
		}
		if err := root.Remove(path); err != nil {
			return ignoreGone(err)
		}
		swept++
		return nil
	})
	return swept, err
}

// ignoreGone forgives that another process swept first.
func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (s *Store) knowsFile(ctx context.Context, name string) (bool, error) {
	var n int64
	err := s.Read(ctx, func(tx *Tx) error {
		return tx.err(tx.db.Model(&fileRow{}).Where("name = ?", name).Count(&n).Error)
	})
	return n > 0, err
}
