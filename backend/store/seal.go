package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// MasterKey wraps the data keys. It never lies in the database.
type MasterKey struct {
	ID  string
	Key []byte
}

// Keys are the secrets the store needs: the newest master key first (the others only
// unwrap), and the key of the blind indexes. Each is at least 32 bytes.
type Keys struct {
	Masters []MasterKey
	Index   []byte
}

// Installation owns the data key for what belongs to no citizen (staff, sessions of staff).
const Installation domain.ID = "installation"

const (
	sealVersion = 1
	nonceSize   = 12
)

var errSealed = errors.New("a sealed value cannot be opened: wrong key, or it was changed or moved")

// keyring holds the opened data keys of the citizens in use.
type keyring struct {
	masters map[string]cipher.AEAD
	first   string
	index   []byte

	mu   sync.Mutex
	open map[domain.ID]cipher.AEAD
	// age grows when opened keys were dropped because one was thrown away: a reader who
	// began before still finds it in his snapshot, and must not keep it.
	age uint64
	// erasures is how many keys the database said had been thrown away, when last asked.
	erasures string
}

// maxOpenKeys bounds the memory that opened data keys take (about 1 KB each).
const maxOpenKeys = 4096

func newKeyring(k Keys) (*keyring, error) {
	if len(k.Masters) == 0 {
		return nil, errors.New("no master key")
	}
	if len(k.Index) < 32 {
		return nil, errors.New("the index key is shorter than 32 bytes")
	}
	r := &keyring{masters: map[string]cipher.AEAD{}, first: k.Masters[0].ID, index: k.Index, open: map[domain.ID]cipher.AEAD{}}
	for _, m := range k.Masters {
		a, err := gcm(m.Key)
		if err != nil {
			return nil, fmt.Errorf("master key %s: %w", m.ID, err)
		}
		r.masters[m.ID] = a
	}
	return r, nil
}

func gcm(key []byte) (cipher.AEAD, error) {
	if len(key) != 32 {
		return nil, errors.New("an AES-256 key has 32 bytes")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func sealWith(a cipher.AEAD, plain []byte, place string) []byte {
	out := make([]byte, 1+nonceSize, 1+nonceSize+len(plain)+a.Overhead())
	out[0] = sealVersion
	_, _ = rand.Read(out[1:]) // never fails since Go 1.24
	return a.Seal(out, out[1:], plain, []byte(place))
}

func openWith(a cipher.AEAD, sealed []byte, place string) ([]byte, error) {
	if len(sealed) < 1+nonceSize || sealed[0] != sealVersion {
		return nil, errSealed
	}
	plain, err := a.Open(nil, sealed[1:1+nonceSize], sealed[1+nonceSize:], []byte(place))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

type dataKeyRow struct {
	OwnerID   domain.ID `gorm:"primaryKey"`
	MasterID  string
	Wrapped   []byte
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

func (dataKeyRow) TableName() string { return "data_key" }

// NewDataKey makes the data key under which everything of one citizen is sealed. Throwing
// it away (EraseDataKey) is erasure, in backups too. Making it twice changes nothing.
func (tx *Tx) NewDataKey(owner domain.ID) error {
	var n int64
	if err := tx.db.Model(&dataKeyRow{}).Where("owner_id = ?", owner).Count(&n).Error; err != nil || n > 0 {
		return tx.err(err)
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	k := tx.store.keys
	row := dataKeyRow{OwnerID: owner, MasterID: k.first, CreatedAt: ms(tx.store.clock.Now())}
	row.Wrapped = sealWith(k.masters[k.first], key, "data_key|"+string(owner))
	return tx.err(tx.db.Create(&row).Error)
}

// erasures is the fact that counts the keys thrown away, for processes that were told
// nothing of it.
const erasures = "erasures"

// EraseDataKey throws a citizen's data key away: nothing sealed under it can ever be read
// again, by this process once it is committed, by others as soon as they hear of it.
func (tx *Tx) EraseDataKey(owner domain.ID) error {
	if err := tx.eraseSparring(owner); err != nil {
		return err
	}
	if err := tx.eraseIdentities(owner); err != nil {
		return err
	}
	res := tx.db.Where("owner_id = ?", owner).Delete(&dataKeyRow{})
	if res.Error != nil || res.RowsAffected == 0 {
		return tx.err(res.Error)
	}
	switch head, err := tx.PlanOf(owner); {
	case err == nil:
		if err := tx.dropCounted(head.ID); err != nil {
			return err
		}
	case !errors.Is(err, domain.ErrNotFound):
		return err
	}
	tx.Outlast(ledger.Entry{Kind: ledger.ErasedPerson, Person: owner})
	delete(tx.keys, owner)
	tx.After(tx.store.keys.forget)
	tx.Tell(Signal{Erased: true})
	return tx.err(tx.db.Exec("INSERT INTO installation (name, value) VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(installation.value AS BIGINT) + 1 AS TEXT)", erasures).Error)
}

// forget drops every opened key: those that are still there are opened anew when needed.
func (k *keyring) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.open)
	k.age++
}

func (k *keyring) now() uint64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.age
}

// KeysAge grows whenever a data key was thrown away, here or, as far as it was heard, by
// another process. Whatever was opened at another age is not to be shown any more.
func (s *Store) KeysAge() uint64 { return s.keys.now() }

// heed drops the opened keys if another process has thrown one away since it was last
// asked; also if that cannot be said, since to open them again costs little.
func (s *Store) heed(ctx context.Context) {
	erased := false
	err := s.Read(ctx, func(tx *Tx) error {
		n, err := tx.Installation(erasures)
		if err != nil {
			return err
		}
		s.keys.mu.Lock()
		defer s.keys.mu.Unlock()
		erased = n != s.keys.erasures
		s.keys.erasures = n
		return nil
	})
	if erased || err != nil {
		s.keys.forget()
	}
}

func (tx *Tx) key(owner domain.ID) (cipher.AEAD, error) {
	k := tx.store.keys
	k.mu.Lock()
	a := k.open[owner]
	k.mu.Unlock()
	if a == nil {
		a = tx.keys[owner]
	}
	if a != nil {
		return a, nil
	}
	var row dataKeyRow
	if err := tx.db.Where("owner_id = ?", owner).Take(&row).Error; err != nil {
		return nil, fmt.Errorf("data key of %s: %w", owner, tx.err(err))
	}
	master, ok := k.masters[row.MasterID]
	if !ok {
		return nil, fmt.Errorf("data key of %s is wrapped by master key %q, which the secret file does not hold", owner, row.MasterID)
	}
	plain, err := openWith(master, row.Wrapped, "data_key|"+string(owner))
	if err != nil {
		return nil, fmt.Errorf("data key of %s: %w", owner, err)
	}
	if a, err = gcm(plain); err != nil {
		return nil, err
	}
	// A key made in this transaction may yet be rolled back: others open it anew.
	if tx.writes {
		if tx.keys == nil {
			tx.keys = map[domain.ID]cipher.AEAD{}
		}
		tx.keys[owner] = a
	} else {
		k.mu.Lock()
		if len(k.open) >= maxOpenKeys {
			clear(k.open)
		}
		if k.age == tx.keysAge {
			k.open[owner] = a
		}
		k.mu.Unlock()
	}
	return a, nil
}

// seal writes a value as JSON, sealed under the owner's key and bound to its place, so
// that it cannot be moved to another row.
func (tx *Tx) seal(owner domain.ID, place string, v any) ([]byte, error) {
	a, err := tx.key(owner)
	if err != nil {
		return nil, err
	}
	doc, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return sealWith(a, doc, place), nil
}

func (tx *Tx) unseal(owner domain.ID, place string, sealed []byte, v any) error {
	doc, err := tx.unsealed(owner, place, sealed)
	if err != nil {
		return err
	}
	return json.Unmarshal(doc, v)
}

// unsealed gives the JSON of a sealed value.
func (tx *Tx) unsealed(owner domain.ID, place string, sealed []byte) ([]byte, error) {
	a, err := tx.key(owner)
	if err != nil {
		return nil, err
	}
	doc, err := openWith(a, sealed, place)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	return doc, nil
}

// BlindIndex gives the keyed hash under which a secret value can be looked up without
// the database knowing it (HMAC-SHA-256). Field keeps equal values of two sorts apart.
func (s *Store) BlindIndex(field, value string) []byte {
	h := hmac.New(sha256.New, s.keys.index)
	h.Write([]byte(field))
	h.Write([]byte{0})
	h.Write([]byte(value))
	return h.Sum(nil)
}
