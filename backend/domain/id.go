package domain

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// ID names a thing: 16 random bytes in unpadded base64url (RFC 4648 §5), 22
// characters. Whoever creates a thing makes its ID, the phone too, so that a
// repeated PUT is the same PUT.
type ID string

// NewID makes a random ID.
func NewID() ID {
	var b [16]byte
	// crypto/rand.Read never fails since Go 1.24; it ends the process instead.
	_, _ = rand.Read(b[:])
	return ID(base64.RawURLEncoding.EncodeToString(b[:]))
}

// DerivedID makes an ID from names, always the same for the same names. The demo's
// case files use it, so that loading one twice gives one plan.
func DerivedID(names ...string) ID {
	h := sha256.New()
	for _, n := range names {
		// The length keeps ("ab","c") and ("a","bc") apart.
		h.Write([]byte{byte(len(n) >> 8), byte(len(n))})
		h.Write([]byte(n))
	}
	return ID(base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]))
}

// Valid says whether the ID has the form that NewID makes.
func (id ID) Valid() bool {
	if len(id) != 22 {
		return false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(id))
	return err == nil && len(b) == 16
}
