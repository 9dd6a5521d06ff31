package store_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutProviders undoes step 27.
func (f *fixture) withoutProviders() {
	for _, table := range []string{"staff_word", "citizen_cpr", "provider_identity", "login_attempt"} {
		f.exec("DROP TABLE " + table)
	}
}

// TestAnAttemptIsTakenOnce: by one of many, not after its time, and what ran out goes.
func TestAnAttemptIsTakenOnce(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		now := f.clock.Now()
		add := func(name string) {
			f.write(func(tx *store.Tx) error { return tx.AddAttempt([]byte(name), now, now.Add(time.Minute), "nonce-"+name) })
		}
		take := func(name string, at time.Time) (what string, err error) {
			err = f.Write(t.Context(), func(tx *store.Tx) error { return tx.TakeAttempt([]byte(name), at, &what) })
			return what, err
		}
		add("a")
		const tries = 8
		got := make(chan error, tries)
		for range tries {
			go func() {
				what, err := take("a", now)
				if err == nil && what != "nonce-a" {
					err = errors.New("another's: " + what)
				}
				got <- err
			}()
		}
		won := 0
		for range tries {
			if err := <-got; err == nil {
				won++
			} else if !errors.Is(err, domain.ErrNotFound) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d took it", won)
		}
		add("b")
		if _, err := take("b", now.Add(time.Minute)); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("run out: %v", err)
		}
		now = now.Add(time.Hour)
		add("c")
		if n := f.count("SELECT count(*) FROM login_attempt"); n != 1 {
			t.Errorf("%d attempts lie there, one is alive", n)
		}
	})
}

// TestACPRNumberLiesSealed: it is one citizen's, is found by itself alone, lies nowhere in
// clear, and goes with her data key as her name at the broker does.
func TestACPRNumberLiesSealed(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		const cpr, uuid = "0101011234", "74ffcd31-fbaf-4c33-bdac-169f25c1e416"
		now := f.clock.Now()
		h, _ := f.plan()
		second, _ := f.plan()
		citizen, other := h.Citizen, second.Citizen
		f.write(func(tx *store.Tx) error {
			if err := tx.PutCPR(citizen, "0202021234", now); err != nil {
				return err
			}
			if err := tx.PutCPR(citizen, cpr, now); err != nil {
				return err
			}
			return tx.AddIdentity(f.BlindIndex("provider_identity", uuid), citizen, citizen, uuid, now)
		})
		if err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.PutCPR(other, cpr, now) }); !store.IsDuplicate(err) {
			t.Errorf("another citizen's: %v", err)
		}
		f.read(func(tx *store.Tx) error {
			if got, err := tx.CitizenOfCPR(cpr); got != citizen || err != nil {
				t.Errorf("%s, %v", got, err)
			}
			if _, err := tx.CitizenOfCPR("0202021234"); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("the number before: %v", err)
			}
			if got, err := tx.CPROf(citizen); got != cpr || err != nil {
				t.Errorf("%s, %v", got, err)
			}
			return nil
		})
		for _, table := range []string{"citizen_cpr", "provider_identity"} {
			var lookup, sealed []byte
			if err := f.raw().QueryRowContext(t.Context(), "SELECT lookup, sealed FROM "+table).Scan(&lookup, &sealed); err != nil {
				t.Fatal(err)
			}
			if all := append(lookup, sealed...); bytes.Contains(all, []byte(cpr)) || bytes.Contains(all, []byte(uuid)) {
				t.Errorf("%s in clear: %q", table, all)
			}
		}
		f.write(func(tx *store.Tx) error { return tx.EraseDataKey(h.Citizen) })
		for _, table := range []string{"citizen_cpr", "provider_identity"} {
			if n := f.count("SELECT count(*) FROM " + table); n != 0 {
				t.Errorf("%d rows of %s after the erasure", n, table)
			}
		}
	})
}

// TestAWordIsAskedForByOne: while one asks nobody else does, and it goes with its session.
func TestAWordIsAskedForByOne(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		now := f.clock.Now()
		maja := domain.NewID()
		session := domain.NewID()
		f.write(func(tx *store.Tx) error {
			if err := tx.PutPerson(domain.Person{ID: maja, Role: domain.RoleConsultant, Department: "job"}, store.Installation); err != nil {
				return err
			}
			if err := tx.CreateSession(store.Session{ID: session, Person: maja, RenewHash: []byte("r"), RenewedAt: now, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)}); err != nil {
				return err
			}
			return tx.PutWord(session, now, store.WordSecret{Person: "maja", Refresh: "first"})
		})
		claim := func(at time.Time) (w store.Word, mine bool) {
			f.write(func(tx *store.Tx) (err error) {
				w, mine, err = tx.ClaimWord(session, at, at.Add(30*time.Second))
				return err
			})
			return w, mine
		}
		if w, mine := claim(now); !mine || w.Refresh != "first" || w.Person != "maja" || !w.AskedAt.Equal(now.Truncate(time.Millisecond)) {
			t.Errorf("%v, %+v", mine, w)
		}
		if _, mine := claim(now.Add(time.Second)); mine {
			t.Error("two ask at once")
		}
		if _, mine := claim(now.Add(time.Minute)); !mine {
			t.Error("who asked is gone, and nobody may any more")
		}
		f.write(func(tx *store.Tx) error {
			return tx.PutWord(session, now.Add(time.Minute), store.WordSecret{Person: "maja", Refresh: "second"})
		})
		if w, mine := claim(now.Add(time.Minute)); !mine || w.Refresh != "second" {
			t.Errorf("%v, %+v", mine, w)
		}
		f.write(func(tx *store.Tx) error { return tx.EndSession(session, now, "left") })
		if n := f.count("SELECT count(*) FROM staff_word"); n != 0 {
			t.Errorf("%d words of ended sessions", n)
		}
	})
}
