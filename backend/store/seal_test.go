package store_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// sealed is a furnished store: two citizens with things of every sort.
type sealed struct {
	*fixture
	a, b                     *talk
	goal, other              domain.ID
	message, second, another domain.ID // messages of one thread, and another thread
	phone, tablet            domain.ID
}

func furnish(f *fixture) *sealed {
	s := &sealed{fixture: f, a: newTalk(f), b: newTalk(f), goal: domain.NewID(), other: domain.NewID(), another: domain.NewID()}
	f.put(s.a.h, domain.KindGoal, s.goal, goal("Første"))
	f.put(s.a.h, domain.KindGoal, s.goal, goal("Anden"))
	f.put(s.a.h, domain.KindGoal, s.other, goal("Et andet mål"))
	f.put(s.b.h, domain.KindGoal, s.goal, goal("En andens mål"))
	s.message, s.second = s.a.say(s.a.citizen, "Hej"), s.a.say(s.a.citizen, "Du")
	f.write(func(tx *store.Tx) error {
		return tx.CreateThread(domain.Thread{ID: s.another, Plan: s.a.h.ID, Between: []domain.ID{s.a.citizen, s.a.deputy}, Confidential: true})
	})
	for person, id := range map[domain.ID]*domain.ID{s.a.citizen: &s.phone, s.b.citizen: &s.tablet} {
		*id = domain.NewID()
		sub := domain.Subscription{ID: *id, Person: person, Session: f.session(person, nil).ID, Endpoint: "https://push.example/" + string(*id), P256dh: "p", Auth: "a"}
		f.write(func(tx *store.Tx) error { return tx.PutSubscription(sub) })
	}
	return s
}

func (s *sealed) item(tx *store.Tx) error {
	_, err := tx.Item(s.a.h, domain.KindGoal, s.goal)
	return err
}

func (s *sealed) firstVersion(tx *store.Tx) error {
	_, err := tx.ItemAsOf(s.a.h, domain.KindGoal, s.goal, 1)
	return err
}

func (s *sealed) messages(thread domain.ID) func(tx *store.Tx) error {
	return func(tx *store.Tx) error { _, _, err := tx.Messages(s.a.h, thread, "", 10); return err }
}

func person(id domain.ID) func(tx *store.Tx) error {
	return func(tx *store.Tx) error { _, err := tx.Person(id); return err }
}

// TestASealedValueOpensInItsOwnPlaceOnly: who can write to the database cannot put one
// thing's words under another's name, nor an old version's in the place of today's.
func TestASealedValueOpensInItsOwnPlaceOnly(t *testing.T) {
	const plan = " WHERE plan_id = '%[1]s' AND kind = 'goal' AND id = '%[2]s'"
	moves := map[string]func(*sealed) (move string, look func(*store.Tx) error){
		"another goal's": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item SET sealed = (SELECT sealed FROM plan_item WHERE id = '%[3]s')"+plan, s.a.h.ID, s.goal, s.other), s.item
		},
		"another plan's": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item SET sealed = (SELECT sealed FROM plan_item WHERE plan_id = '%[3]s')"+plan, s.a.h.ID, s.goal, s.b.h.ID), s.item
		},
		"an older version's": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item SET sealed = (SELECT sealed FROM plan_item_version"+plan+" AND rev = 1)"+plan, s.a.h.ID, s.goal), s.item
		},
		"a newer one's in an old place": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item_version SET sealed = (SELECT sealed FROM plan_item_version"+plan+" AND rev = 2)"+plan+" AND rev = 1", s.a.h.ID, s.goal), s.firstVersion
		},
		"as another kind": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item SET kind = 'step'"+plan, s.a.h.ID, s.goal), func(tx *store.Tx) error {
				_, err := tx.Item(s.a.h, domain.KindStep, s.goal)
				return err
			}
		},
		"as if it were newer": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item SET rev = 9"+plan, s.a.h.ID, s.goal), s.item
		},
		"cut": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE plan_item SET sealed = NULL"+plan, s.a.h.ID, s.goal), s.item
		},
		"another message's": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE message SET sealed = (SELECT sealed FROM message WHERE id = '%s') WHERE id = '%s'", s.second, s.message), s.messages(s.a.thread)
		},
		"a message in another thread": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE message SET thread_id = '%s', seq = 1 WHERE id = '%s'", s.another, s.second), s.messages(s.another)
		},
		"another person's": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE person SET sealed = (SELECT sealed FROM person WHERE id = '%s') WHERE id = '%s'", s.a.deputy, s.a.consultant), person(s.a.consultant)
		},
		"a person under another's key": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE person SET owner_id = '%s' WHERE id = '%s'", s.b.citizen, s.a.citizen), person(s.a.citizen)
		},
		"another phone's": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE push_subscription SET sealed = (SELECT sealed FROM push_subscription WHERE id = '%s') WHERE id = '%s'", s.tablet, s.phone),
				func(tx *store.Tx) error { _, err := tx.SubscriptionsOf(s.a.citizen); return err }
		},
		"another citizen's data key": func(s *sealed) (string, func(*store.Tx) error) {
			return fmt.Sprintf("UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE owner_id = '%s') WHERE owner_id = '%s'", s.b.citizen, s.a.citizen), person(s.a.citizen)
		},
	}
	both(t, func(t *testing.T, f *fixture) {
		for name, tc := range moves {
			s := furnish(f)
			move, look := tc(s)
			f.exec(move)
			fresh := f.another() // no key is remembered there
			if err := fresh.Snapshot(t.Context(), look); err == nil || !strings.Contains(err.Error(), "cannot be opened") {
				t.Errorf("%s: %v", name, err)
			}
		}
		s := furnish(f)
		for _, look := range []func(*store.Tx) error{s.item, s.firstVersion, s.messages(s.a.thread), s.messages(s.another), person(s.a.citizen), person(s.a.consultant)} {
			f.read(look) // untouched, all of it opens
		}
	})
}

func TestErasingADataKeyMakesEverythingUnreadable(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		other := newTalk(f)
		thing := domain.NewID()
		f.put(k.h, domain.KindGoal, thing, goal("Et mål"))
		message := k.say(k.citizen, "Hej")
		kept := other.say(other.citizen, "Bliver")
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(k.citizen) })
		for name, look := range map[string]func(*store.Tx) error{
			"items":    func(tx *store.Tx) error { _, err := tx.Items(k.h); return err },
			"versions": func(tx *store.Tx) error { _, err := tx.ItemAsOf(k.h, domain.KindGoal, thing, 1); return err },
			"messages": func(tx *store.Tx) error { _, err := tx.Message(k.h, message); return err },
			"person":   func(tx *store.Tx) error { _, err := tx.Person(k.citizen); return err },
			"deeds":    func(tx *store.Tx) error { _, err := tx.Deeds(k.h); return err },
		} {
			for where, s := range map[string]*fixture{"here": f, "after a restart": f.another()} {
				if err := s.Snapshot(t.Context(), look); err == nil {
					t.Errorf("%s can be read %s", name, where)
				}
			}
		}
		f.read(func(tx *store.Tx) error { _, err := tx.Message(other.h, kept); return err })
		// Nothing is written under a key that is gone, and a new one opens nothing old.
		err := f.Write(t.Context(), func(tx *store.Tx) error {
			return tx.PutItem(k.h, domain.Record{Plan: k.h.ID, Kind: domain.KindGoal, ID: domain.NewID(), Rev: 2, Item: goal("Nyt"), By: k.citizen, At: f.clock.Now()})
		})
		if err == nil {
			t.Error("something was sealed without a key")
		}
		f.write(func(tx *store.Tx) error { return tx.NewDataKey(k.citizen) })
		if err := f.Snapshot(t.Context(), func(tx *store.Tx) error { _, err := tx.Items(k.h); return err }); err == nil {
			t.Error("a new key opens what the erased one sealed")
		}
	})
}

// TestAnErasedKeyIsNotKeptByALateReader: somebody who began to read before the erasure
// must not bring the key back for everybody after him.
func TestAnErasedKeyIsNotKeptByALateReader(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		late := f.another()
		late.read(func(tx *store.Tx) error {
			if _, err := tx.Installation("anything"); err != nil { // from here on it sees this moment
				return err
			}
			late.write(func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
			_, err := tx.Person(h.Citizen)
			return err
		})
		if err := late.Snapshot(t.Context(), person(h.Citizen)); err == nil {
			t.Error("the erased citizen can be read again")
		}
	})
}

func TestTheWrongKeysStopTheStart(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		start := func(keys store.Keys) error {
			s, err := store.Open(t.Context(), store.Options{Database: f.database, Keys: keys, Clock: f.clock, Log: testkit.Quiet()})
			if err == nil {
				err = s.Snapshot(t.Context(), func(tx *store.Tx) error { _, err := tx.Person(h.Citizen); return err })
				if closed := s.Close(); closed != nil {
					t.Error(closed)
				}
			}
			return err
		}
		index := bytes.Repeat([]byte{9}, 32)
		right := store.MasterKey{ID: "test", Key: bytes.Repeat([]byte{7}, 32)}
		for name, tc := range map[string]struct {
			keys store.Keys
			says string
		}{
			"the right ones":         {store.Keys{Masters: []store.MasterKey{right}, Index: index}, ""},
			"a newer one before":     {store.Keys{Masters: []store.MasterKey{{ID: "new", Key: bytes.Repeat([]byte{8}, 32)}, right}, Index: index}, ""},
			"another by that name":   {store.Keys{Masters: []store.MasterKey{{ID: "test", Key: bytes.Repeat([]byte{8}, 32)}}, Index: index}, "cannot be opened"},
			"another by another":     {store.Keys{Masters: []store.MasterKey{{ID: "new", Key: bytes.Repeat([]byte{8}, 32)}}, Index: index}, `master key "test"`},
			"none":                   {store.Keys{Index: index}, "no master key"},
			"a short one":            {store.Keys{Masters: []store.MasterKey{{ID: "test", Key: []byte("short")}}, Index: index}, "32 bytes"},
			"a short key of indexes": {store.Keys{Masters: []store.MasterKey{right}, Index: []byte("short")}, "32 bytes"},
		} {
			err := start(tc.keys)
			if (err == nil) != (tc.says == "") || err != nil && !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestANewMasterKeyWrapsNewCitizens: after a change of keys both are needed, and say which.
func TestANewMasterKeyWrapsNewCitizens(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		keys := testkit.Keys()
		keys.Masters = append([]store.MasterKey{{ID: "new", Key: bytes.Repeat([]byte{8}, 32)}}, keys.Masters...)
		s, err := store.Open(t.Context(), store.Options{Database: f.database, Keys: keys, Clock: f.clock, Log: testkit.Quiet()})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.NewDataKey("somebody") }); err != nil {
			t.Fatal(err)
		}
		if n := f.count("SELECT count(*) FROM data_key WHERE owner_id = 'somebody' AND master_id = 'new'"); n != 1 {
			t.Error("the new citizen's key is wrapped by the old master key")
		}
	})
}

func TestBlindIndexes(t *testing.T) {
	f := open(t, t.TempDir()+"/tavlen.db")
	a := f.BlindIndex("cpr", "0101011234")
	if !bytes.Equal(a, f.BlindIndex("cpr", "0101011234")) || bytes.Equal(a, f.BlindIndex("phone", "0101011234")) || bytes.Equal(f.BlindIndex("a", "bc"), f.BlindIndex("ab", "c")) || len(a) != 32 {
		t.Error("equal values of one sort, and only those, have one index")
	}
	keys := testkit.Keys()
	keys.Index = bytes.Repeat([]byte{1}, 32)
	s, err := store.Open(t.Context(), store.Options{Database: t.TempDir() + "/other.db", Keys: keys, Clock: f.clock, Log: testkit.Quiet()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if bytes.Equal(a, s.BlindIndex("cpr", "0101011234")) {
		t.Error("the index needs no key")
	}
}

// ASVS V11.3.4: no nonce is used twice under one key, over a million of them.
func TestNoNonceTwice(t *testing.T) {
	t.Parallel()
	const n, version, size = 1_000_000, 1, 12
	key := bytes.Repeat([]byte{7}, 32)
	nonces := make([][size]byte, n)
	for i := range nonces {
		sealed, err := store.Sealed(key, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		nonces[i] = [size]byte(sealed[version : version+size])
	}
	slices.SortFunc(nonces, func(a, b [size]byte) int { return bytes.Compare(a[:], b[:]) })
	if left := len(slices.Compact(nonces)); left != n {
		t.Errorf("%d nonces came twice", n-left)
	}
}
