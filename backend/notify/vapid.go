package notify

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// VAPID is the key by which push services know this installation (RFC 8292): P-256, in
// unpadded base64url. Public is the uncompressed point that the browser is given.
type VAPID struct {
	Public  string
	Private string
}

// NewVAPID makes a key.
func NewVAPID() (VAPID, error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return VAPID{}, fmt.Errorf("notify: make a VAPID key: %w", err)
	}
	return vapidOf(key), nil
}

// ParseVAPID reads a private key as NewVAPID wrote it.
func ParseVAPID(private string) (VAPID, error) {
	b, err := decodeKey(private)
	if err != nil {
		return VAPID{}, errors.New("notify: the VAPID key is not base64url")
	}
	key, err := ecdh.P256().NewPrivateKey(b)
	if err != nil {
		return VAPID{}, errors.New("notify: the VAPID key is not a P-256 key")
	}
	return vapidOf(key), nil
}

func vapidOf(key *ecdh.PrivateKey) VAPID {
	return VAPID{
		Public:  base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()),
		Private: base64.RawURLEncoding.EncodeToString(key.Bytes()),
	}
}

// CheckKeys says whether a phone's keys can be sealed to: a point on P-256 (uncompressed,
// 65 bytes) and a secret of 16 bytes (RFC 8291 §3.2), both base64url.
func CheckKeys(p256dh, auth string) error {
	point, err := decodeKey(p256dh)
	if err != nil {
		return errors.New("notify: p256dh is not base64url")
	}
	if _, err := ecdh.P256().NewPublicKey(point); err != nil {
		return errors.New("notify: p256dh is not a P-256 point")
	}
	if secret, err := decodeKey(auth); err != nil || len(secret) != 16 {
		return errors.New("notify: auth is not 16 bytes of base64url")
	}
	return nil
}

func decodeKey(s string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}
