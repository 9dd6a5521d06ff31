package signin

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"tavlen/backend/domain"
)

// A renewal secret is the id of its session, random bytes, and a seal over both. The
// store knows the last ones by their hash; by the seal one that was replaced long ago is
// still known for ours, so that a copy of it ends the session whenever it comes back.
const (
	renewalPart = 16 // bytes of each of the three
	renewalSize = 3 * renewalPart
)

// newRenewal makes a renewal secret of a session.
func (s *Service) newRenewal(session domain.ID) []byte {
	secret := make([]byte, 2*renewalPart, renewalSize)
	// An id that NewID made always decodes to its 16 bytes.
	_, _ = base64.RawURLEncoding.Decode(secret, []byte(session))
	_, _ = rand.Read(secret[renewalPart:]) // never fails since Go 1.24
	return append(secret, s.renewalSeal(secret)...)
}

func (s *Service) renewalSeal(secret []byte) []byte {
	h := hmac.New(sha256.New, s.renewKey)
	h.Write(secret)
	return h.Sum(nil)[:renewalPart]
}

// readRenewal gives a secret's bytes and the session it was made for; ok is false for
// what is none of ours.
func (s *Service) readRenewal(text string) (secret []byte, session domain.ID, ok bool) {
	secret, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(secret) != renewalSize || !hmac.Equal(secret[2*renewalPart:], s.renewalSeal(secret[:2*renewalPart])) {
		return nil, "", false
	}
	return secret, domain.ID(base64.RawURLEncoding.EncodeToString(secret[:renewalPart])), true
}
