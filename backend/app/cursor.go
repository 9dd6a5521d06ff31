package app

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Cursor says how far a viewer has seen a plan: the newest revision of what he may see,
// the epoch of his grants, and when what he sees next changes by itself (Unix seconds,
// 0 = never). He is only told it in a form that shows no gaps.
type Cursor struct {
	Rev    int64
	Epoch  int64
	Expiry int64
}

// Expired says whether something ran out since the cursor was given.
func (c Cursor) Expired(now time.Time) bool { return c.Expiry != 0 && now.Unix() >= c.Expiry }

// cursorCoder turns cursors of one viewer and plan into opaque text and back: one AES
// block, so that equal cursors are equal texts and nothing can be read from unequal ones.
type cursorCoder struct{ block cipher.Block }

func newCursorCoder(s *store.Store, plan, person domain.ID) cursorCoder {
	block, err := aes.NewCipher(s.BlindIndex("cursor", string(plan)+"|"+string(person)))
	if err != nil {
		panic(err) // a 32-byte key: cannot happen
	}
	return cursorCoder{block}
}

const cursorMark = 0x5456

func (k cursorCoder) encode(c Cursor) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[0:], uint64(c.Rev)&0xFFFFFFFFFFFF|cursorMark<<48) //nolint:gosec // revisions are positive
	binary.BigEndian.PutUint32(b[8:], uint32(c.Epoch))                             //nolint:gosec // compared for equality only
	binary.BigEndian.PutUint32(b[12:], uint32(c.Expiry))                           //nolint:gosec // seconds until 2106
	k.block.Encrypt(b[:], b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func (k cursorCoder) decode(s string) (Cursor, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != 16 {
		return Cursor{}, domain.ErrBadRev
	}
	k.block.Decrypt(b, b)
	head := binary.BigEndian.Uint64(b)
	if head>>48 != cursorMark {
		return Cursor{}, domain.ErrBadRev
	}
	return Cursor{Rev: int64(head & 0xFFFFFFFFFFFF), Epoch: int64(binary.BigEndian.Uint32(b[8:])), Expiry: int64(binary.BigEndian.Uint32(b[12:]))}, nil //nolint:gosec // 48 bits fit
}
