package backup

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"filippo.io/age"
)

// Recipients reads public keys, each "age1…".
func Recipients(keys []string) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, k := range keys {
		k = strings.TrimSpace(k)
		if k == "" {
			continue
		}
		if strings.HasPrefix(strings.ToUpper(k), "AGE-SECRET-KEY-") {
			return nil, errors.New("--recipient is a private key: give the public one that begins with age1, and keep the private one away from here")
		}
		found, err := age.ParseRecipients(strings.NewReader(k))
		if err != nil {
			return nil, fmt.Errorf("--recipient %q is no public key of age: %w", k, err)
		}
		out = append(out, found...)
	}
	return out, nil
}

// Identities reads the file of private keys that age-keygen or NewKey wrote.
func Identities(file string) ([]age.Identity, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("the private key cannot be read: %w", err)
	}
	defer f.Close()
	list, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("%s holds no private key of age", file) // its text could quote the key
	}
	return list, nil
}

// NewKey writes a new private key to a file of its own, with mode 0600, and gives the public key.
func NewKey(file string) (public string, err error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintf(f, "# public key: %s\n%s\n", key.Recipient(), key)
	if err == nil {
		err = f.Sync()
	}
	return key.Recipient().String(), errors.Join(err, f.Close())
}
