// Package backup makes one encrypted file of everything that an installation stores, while it
// is being used, and puts such a file back where there is nothing.
//
// It knows the file's form and the order in which a restore may not be stopped half way. What
// the rows mean it does not know: package store copies and settles them.
package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"filippo.io/age"

	"tavlen/backend/store"
)

// format is the form of the file that this program writes and reads.
const format = 1

// manifestName is the last part: it tells what the others are.
const manifestName = "manifest.json"

// Part is one piece of a backup.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Manifest says what a backup holds.
type Manifest struct {
	Format int `json:"format"`
	// MadeAt is the instant that the copy shows, or shortly before.
	MadeAt  time.Time `json:"made_at"`
	Version string    `json:"version"`
	// Installation is whose it is: a backup opens with the keys of that one only.
	Installation string `json:"installation"`
	// Ledger is where the ledger ended by then: a ledger without that line is older than the
	// backup, or was cut.
	Ledger string `json:"ledger"`
	store.Facts
	Parts []Part `json:"parts"`
}

// Files counts the files that it holds.
func (m Manifest) Files() (n int) {
	for _, p := range m.Parts {
		if filepath.Dir(p.Name) == "file" {
			n++
		}
	}
	return n
}

// Order says what to make.
type Order struct {
	File       string
	Recipients []age.Recipient
	// Keys are the installation's; none of them enters the file.
	Keys    store.Keys
	Now     time.Time
	Version string
}

// Create writes a backup to a new file, with mode 0600. The file appears whole, on the disk, or
// not at all, and replaces no other. What is written is encrypted to the recipients (age, X25519
// or what they are) before it reaches the disk.
func Create(ctx context.Context, s *store.Store, o Order) (m Manifest, err error) {
	if len(o.Recipients) == 0 {
		return m, errors.New("there is nobody to encrypt it to: give --recipient, or set TAVLEN_BACKUP_RECIPIENT")
	}
	if _, err := os.Lstat(o.File); err == nil {
		return m, fmt.Errorf("%s exists: a backup replaces no file", o.File)
	}
	m = Manifest{Format: format, MadeAt: o.Now.UTC(), Version: o.Version}
	if m.Installation, err = store.InstallationOf(o.Keys); err != nil {
		return m, err
	}
	// Before the copy: whatever the ledger held then, the restore must find in it.
	kept, err := s.Ledger().Read()
	if err != nil {
		return m, fmt.Errorf("the ledger cannot be read: %w", err)
	}
	m.Ledger = kept.Head
	dir := filepath.Dir(o.File)
	if err := sweep(dir); err != nil {
		return m, fmt.Errorf("what an earlier backup left in %s cannot be removed: %w", dir, err)
	}
	tmp, err := os.CreateTemp(dir, halfPrefix+"*") // mode 0600
	if err != nil {
		return m, err
	}
	if err := syscall.Flock(int(tmp.Fd()), syscall.LOCK_EX); err != nil {
		return m, errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
	}
	defer func() {
		if err := os.Remove(tmp.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return // a second name of the file, or what is left of a failure
		}
	}()
	err = write(ctx, s, tmp, o.Recipients, &m)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return m, err
	}
	if err := os.Link(tmp.Name(), o.File); err != nil {
		return m, err
	}
	return m, syncDir(dir)
}

// halfPrefix begins the name of a backup that is being written.
const halfPrefix = ".backup-"

// settling is how long a file may take from being made to being locked.
const settling = time.Minute

// sweep removes what backups left that were killed. One that is being written is locked.
func sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, halfPrefix+"*"))
	for _, l := range left {
		err = errors.Join(err, sweepOne(l))
	}
	return err
}

func sweepOne(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return nil //nolint:nilerr // gone meanwhile, or another's
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()) < settling {
		return err
	}
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func write(ctx context.Context, s *store.Store, to io.Writer, recipients []age.Recipient, m *Manifest) error {
	sealed, err := age.Encrypt(to, recipients...)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(sealed)
	sink := &sink{tar: archive, at: m.MadeAt}
	if m.Facts, err = s.CopyTo(ctx, sink); err != nil {
		return err
	}
	m.Parts = sink.parts
	doc, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := header(archive, manifestName, int64(len(doc)), m.MadeAt); err != nil {
		return err
	}
	if _, err := archive.Write(doc); err != nil {
		return err
	}
	return errors.Join(archive.Close(), sealed.Close())
}

func header(t *tar.Writer, name string, size int64, at time.Time) error {
	return t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at, Format: tar.FormatPAX})
}

// sink puts the parts into the archive and remembers what they were.
type sink struct {
	tar   *tar.Writer
	at    time.Time
	parts []Part
}

func (s *sink) Put(name string, size int64, content io.Reader) error {
	if err := header(s.tar, name, size, s.at); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(s.tar, io.TeeReader(content, sum))
	if err != nil {
		return err
	}
	if n != size {
		return fmt.Errorf("%s has %d bytes, not %d", name, n, size)
	}
	s.parts = append(s.parts, Part{Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// each decrypts a backup and hands out its parts in their order.
func each(ctx context.Context, file string, identities []age.Identity, fn func(name string, size int64, content io.Reader) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	plain, err := age.Decrypt(f, identities...)
	if err != nil {
		var no *age.NoIdentityMatchError
		if errors.As(err, &no) {
			return errors.New("it was encrypted to another key: name the file of the right one with --identity")
		}
		return fmt.Errorf("it is no backup, or was cut or changed: %w", err)
	}
	archive := tar.NewReader(plain)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			// The end of what is encrypted proves that nothing was cut off.
			_, err := io.Copy(io.Discard, plain)
			return err
		}
		if err != nil {
			return fmt.Errorf("it was cut or changed: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn(h.Name, h.Size, archive); err != nil {
			return err
		}
	}
}

// Verify reads all of a backup and gives what it holds. Nothing is written.
func Verify(ctx context.Context, file string, identities []age.Identity) (m Manifest, err error) {
	var found []Part
	err = each(ctx, file, identities, func(name string, size int64, content io.Reader) error {
		if m.Format != 0 {
			return fmt.Errorf("it holds %q after its end", name)
		}
		if name == manifestName {
			dec := json.NewDecoder(content)
			if err := dec.Decode(&m); err != nil {
				return fmt.Errorf("its list of contents cannot be read: %w", err)
			}
			if m.Format != format {
				return fmt.Errorf("it has form %d and this program knows %d: use the tavlen that made it, or a newer one", m.Format, format)
			}
			return nil
		}
		sum := sha256.New()
		n, err := io.Copy(sum, content)
		found = append(found, Part{Name: name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
		return err
	})
	if err != nil {
		return m, err
	}
	if m.Format == 0 {
		return m, errors.New("it ends before its list of contents")
	}
	if len(found) != len(m.Parts) {
		return m, fmt.Errorf("it holds %d parts, not %d", len(found), len(m.Parts))
	}
	for i, p := range m.Parts {
		if found[i] != p {
			return m, fmt.Errorf("its part %s is not what was put in", p.Name)
		}
	}
	return m, nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
