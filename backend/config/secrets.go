package config

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// secretsVersion is the form of the secret file that this program writes and reads.
const secretsVersion = 1

// KeySize is the length of every symmetric key in bytes: AES-256, and the least
// that HMAC-SHA-256 should have (RFC 2104, section 3). Shorter ones are refused.
const KeySize = 32

// Secrets are the installation's own keys. Whoever holds them and the database
// can read everything; whoever loses them can read nothing any more. They never
// appear in a log: every form of printing shows a placeholder, JSON too.
type Secrets struct {
	// Version is the form of the file, now 1.
	Version int
	// MasterKeys wrap the citizens' data keys (AES-256-GCM). The first one is
	// used for new wraps, all of them for reading; there is at least one.
	MasterKeys []MasterKey
	// TokenKey signs session tokens (HMAC-SHA-256).
	TokenKey Key
	// IndexKey makes the blind indexes by which sealed fields are found, and
	// the names of files (HMAC-SHA-256).
	IndexKey Key
	// VAPIDPublic is the push sender's public key: the uncompressed P-256 point
	// in unpadded base64url (RFC 8292, section 3.2). Browsers get it.
	VAPIDPublic string
	// VAPIDPrivate is its private key: 32 bytes in unpadded base64url.
	VAPIDPrivate Hidden
}

// MasterKey is one key that wraps data keys; ID is written into each wrap, so
// that the right key is found again after a change of keys.
type MasterKey struct {
	ID  string
	Key Key
}

// VAPIDFunc makes a P-256 key pair in the form of Secrets. Package notify has one.
type VAPIDFunc func() (public, private string, err error)

// LoadOrCreateSecrets loads the file, or makes it when there is none; created
// says which. Call it only where no data exists yet, else LoadSecrets: new keys
// open no old data.
func LoadOrCreateSecrets(file string, vapid VAPIDFunc) (s *Secrets, created bool, err error) {
	s, err = LoadSecrets(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return s, false, err
	}
	s, err = CreateSecrets(file, vapid)
	if errors.Is(err, fs.ErrExist) { // another process was quicker; its keys count
		s, err = LoadSecrets(file)
		return s, false, err
	}
	return s, err == nil, err
}

// LoadSecrets reads and checks the file. The error fits on one line and is
// fs.ErrNotExist when there is no file; a file that others on the machine may
// read is refused, and so is a key that is missing, short or used twice.
func LoadSecrets(file string) (*Secrets, error) {
	f, err := os.Open(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &missingSecrets{file: file}
		}
		return nil, secretProblem(file, "let the user that runs Tavlen read it", "cannot be read: "+reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, secretProblem(file, "name a file", reason(err))
	}
	if !info.Mode().IsRegular() {
		return nil, secretProblem(file, "name a file", "is not a file")
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, secretProblem(file, "run chmod 600 on it", fmt.Sprintf("may be read or changed by others (mode %04o)", mode))
	}
	raw, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return nil, secretProblem(file, "restore it from its copy", "cannot be read: "+reason(err))
	}
	const mend = "restore the file from its copy; without the right keys the data cannot be read"
	s, err := decodeSecrets(raw)
	if err != nil {
		return nil, secretProblem(file, mend, err.Error())
	}
	if err := s.check(); err != nil {
		return nil, secretProblem(file, mend, err.Error())
	}
	return s, nil
}

// CreateSecrets makes new keys and writes them to file with mode 0600, in a
// folder that it makes with mode 0700 when there is none. The file appears whole
// or not at all, is on disk when the call returns, and never replaces another:
// the error is fs.ErrExist then.
func CreateSecrets(file string, vapid VAPIDFunc) (*Secrets, error) {
	s, err := newSecrets(vapid)
	if err != nil {
		return nil, err
	}
	raw, err := encodeSecrets(s)
	if err != nil {
		return nil, err
	}
	if err := writeNew(file, raw); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("secret file %q: %w", file, fs.ErrExist)
		}
		return nil, secretProblem(file, "let the user that runs Tavlen write there", "cannot be made: "+oneLine(err.Error()))
	}
	return s, nil
}

// newSecrets draws keys from the system's random source, which cannot fail
// since Go 1.24.
func newSecrets(vapid VAPIDFunc) (*Secrets, error) {
	public, private, err := vapid()
	if err != nil {
		return nil, fmt.Errorf("make VAPID keys: %w", err)
	}
	s := &Secrets{
		Version:      secretsVersion,
		MasterKeys:   []MasterKey{{ID: base64.RawURLEncoding.EncodeToString(randomBytes(9)), Key: randomBytes(KeySize)}},
		TokenKey:     randomBytes(KeySize),
		IndexKey:     randomBytes(KeySize),
		VAPIDPublic:  public,
		VAPIDPrivate: Hidden(private),
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("new secrets: the file %w", err)
	}
	return s, nil
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, see crypto/rand
	return b
}

// check says what is wrong with the keys, as the end of a sentence about the file.
func (s *Secrets) check() error {
	if s.Version != secretsVersion {
		return fmt.Errorf("has form %d, not %d", s.Version, secretsVersion)
	}
	if len(s.MasterKeys) == 0 {
		return errors.New("holds no master key")
	}
	seen := make(map[string]bool)
	used := make(map[string]string)
	keys := []struct {
		name string
		key  Key
	}{{"token_key", s.TokenKey}, {"index_key", s.IndexKey}}
	for _, m := range s.MasterKeys {
		if m.ID == "" || len(m.ID) > 64 {
			return errors.New("holds a master key without an id of 1 to 64 characters")
		}
		if seen[m.ID] {
			return fmt.Errorf("holds two master keys with the id %q", m.ID)
		}
		seen[m.ID] = true
		if len(m.Key) > KeySize {
			return fmt.Errorf("holds a master key %q of %d bytes, not %d", m.ID, len(m.Key), KeySize)
		}
		keys = append(keys, struct {
			name string
			key  Key
		}{fmt.Sprintf("master key %q", m.ID), m.Key})
	}
	for _, k := range keys {
		if len(k.key) < KeySize {
			return fmt.Errorf("holds a %s of %d bytes, and %d are needed", k.name, len(k.key), KeySize)
		}
		if other, twice := used[string(k.key)]; twice {
			return fmt.Errorf("holds one key as both %s and %s", other, k.name)
		}
		used[string(k.key)] = k.name
	}
	return s.checkVAPID()
}

// checkVAPID proves that the pair belongs together: with a wrong one every push
// would be refused, far from here and much later.
func (s *Secrets) checkVAPID() error {
	private, err := base64.RawURLEncoding.DecodeString(string(s.VAPIDPrivate))
	if err != nil || len(private) != KeySize {
		return fmt.Errorf("holds a vapid_private that is not %d bytes in base64url", KeySize)
	}
	key, err := ecdh.P256().NewPrivateKey(private)
	if err != nil {
		return errors.New("holds a vapid_private that is no P-256 key")
	}
	public, err := base64.RawURLEncoding.DecodeString(s.VAPIDPublic)
	if err != nil || !bytes.Equal(public, key.PublicKey().Bytes()) {
		return errors.New("holds a vapid_public that does not belong to vapid_private")
	}
	return nil
}

// writeNew writes a file that did not exist, whole and durably.
func writeNew(file string, data []byte) error {
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".secret-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // a second name of the file, or what is left of a failure
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	// Unlike a rename, a link never replaces what another process made meanwhile.
	if err := os.Link(tmp.Name(), file); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

func secretProblem(file, mend, what string) *Problem {
	return problem(nameSecretFile, mend, "%q %s", file, what)
}

// missingSecrets is the one error of LoadSecrets that serve may answer by making
// the file; elsewhere its text tells what to do.
type missingSecrets struct{ file string }

func (e *missingSecrets) Error() string {
	return secretProblem(e.file, "name the right file or restore it from its copy; `tavlen serve` makes one for a new installation", "does not exist").Error()
}

func (e *missingSecrets) Unwrap() error { return fs.ErrNotExist }
