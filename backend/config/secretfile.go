package config

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// secretFile is the form of Secrets on disk, and the only one in which the keys
// themselves are written.
type secretFile struct {
	Version      int             `json:"version"`
	MasterKeys   []fileMasterKey `json:"master_keys"`
	TokenKey     fileKey         `json:"token_key"`
	IndexKey     fileKey         `json:"index_key"`
	VAPIDPublic  string          `json:"vapid_public"`
	VAPIDPrivate string          `json:"vapid_private"`
}

type fileMasterKey struct {
	ID  string  `json:"id"`
	Key fileKey `json:"key"`
}

// fileKey is a key as unpadded base64url.
type fileKey []byte

func (k fileKey) MarshalText() ([]byte, error) {
	return base64.RawURLEncoding.AppendEncode(nil, k), nil
}

func (k *fileKey) UnmarshalText(text []byte) error {
	b, err := base64.RawURLEncoding.Strict().AppendDecode(nil, text)
	*k = b
	return err
}

func encodeSecrets(s *Secrets) ([]byte, error) {
	f := secretFile{
		Version:      s.Version,
		TokenKey:     fileKey(s.TokenKey),
		IndexKey:     fileKey(s.IndexKey),
		VAPIDPublic:  s.VAPIDPublic,
		VAPIDPrivate: string(s.VAPIDPrivate),
	}
	for _, m := range s.MasterKeys {
		f.MasterKeys = append(f.MasterKeys, fileMasterKey{ID: m.ID, Key: fileKey(m.Key)})
	}
	raw, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write secrets: %w", err)
	}
	return append(raw, '\n'), nil
}

// decodeSecrets reads the form without judging the keys. The errors are ends of
// a sentence about the file and never pass on the decoder's own text, which
// could quote a key.
func decodeSecrets(raw []byte) (*Secrets, error) {
	// The form first: a newer one may well have fields that this one lacks.
	var form struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(raw, &form); err == nil && form.Version > secretsVersion {
		return nil, fmt.Errorf("has form %d and this program knows %d (start the Tavlen that wrote it, or a newer one)", form.Version, secretsVersion)
	}
	var f secretFile
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, errors.New("is not a complete secret file")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has something after its end")
	}
	s := &Secrets{
		Version:      f.Version,
		TokenKey:     Key(f.TokenKey),
		IndexKey:     Key(f.IndexKey),
		VAPIDPublic:  f.VAPIDPublic,
		VAPIDPrivate: Hidden(f.VAPIDPrivate),
	}
	for _, m := range f.MasterKeys {
		s.MasterKeys = append(s.MasterKeys, MasterKey{ID: m.ID, Key: Key(m.Key)})
	}
	return s, nil
}
