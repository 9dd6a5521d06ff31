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
	// Own is set where a writer had not seen all that was there: the revision of his own
	// write after Rev, from which he may write on. Such a cursor says nothing of the plan.
	Own int64 `json:",omitempty"`
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

// The marks of the two forms of a cursor: how far a viewer has seen, and from where a
// writer writes on.
const (
	cursorMark = 0x5456
	ownMark    = 0x5457
	revBits    = 48
	maxRev     = 1<<revBits - 1
)

func (k cursorCoder) encode(c Cursor) string {
	var b [16]byte
	rev := uint64(c.Rev) & maxRev //nolint:gosec // revisions are positive
	if c.Own != 0 {
		binary.BigEndian.PutUint64(b[0:], rev|ownMark<<revBits)
		binary.BigEndian.PutUint64(b[8:], uint64(c.Own)) //nolint:gosec // positive too
	} else {
		binary.BigEndian.PutUint64(b[0:], rev|cursorMark<<revBits)
		binary.BigEndian.PutUint32(b[8:], uint32(c.Epoch))   //nolint:gosec // compared for equality only
		binary.BigEndian.PutUint32(b[12:], uint32(c.Expiry)) //nolint:gosec // seconds until 2106
	}
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
	rev := int64(head & maxRev) //nolint:gosec // 48 bits fit
	switch head >> revBits {
	case cursorMark:
		return Cursor{Rev: rev, Epoch: int64(binary.BigEndian.Uint32(b[8:])), Expiry: int64(binary.BigEndian.Uint32(b[12:]))}, nil
	case ownMark:
		return Cursor{Rev: rev, Epoch: noEpoch, Own: int64(binary.BigEndian.Uint64(b[8:]) & maxRev)}, nil //nolint:gosec // 48 bits fit
	}
	return Cursor{}, domain.ErrBadRev
}

// entryMark is that of an entry of the history: a revision too, that no client can tell
// from another's or make up.
const entryMark = 0x5458

func (k cursorCoder) encodeEntry(rev int64) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], uint64(rev)&maxRev|entryMark<<revBits) //nolint:gosec // revisions are positive
	k.block.Encrypt(b[:], b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func (k cursorCoder) decodeEntry(s string) (int64, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != 16 {
		return 0, domain.ErrNotFound
	}
	k.block.Decrypt(b, b)
	head := binary.BigEndian.Uint64(b)
	if head>>revBits != entryMark || binary.BigEndian.Uint64(b[8:]) != 0 {
		return 0, domain.ErrNotFound
	}
	return int64(head & maxRev), nil //nolint:gosec // 48 bits fit
}

// noEpoch is that of no relation, so that a plan is pulled whole from such a cursor.
const noEpoch = -1
