package store_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

func (f *fixture) session(person domain.ID, change func(*store.Session)) store.Session {
	f.t.Helper()
	now := f.clock.Now()
	s := store.Session{ID: domain.NewID(), Person: person, RenewHash: []byte(domain.NewID()), RenewedAt: now, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour), Device: "Peters telefon"}
	if change != nil {
		change(&s)
	}
	f.write(func(tx *store.Tx) error { return tx.CreateSession(s) })
	return s
}

func (f *fixture) readSession(id domain.ID) (s store.Session) {
	f.t.Helper()
	f.read(func(tx *store.Tx) (err error) {
		s, err = tx.Session(id)
		return err
	})
	return s
}

func TestSessionsLiveAndEnd(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		peter, maja := f.person(domain.RoleCitizen), f.person(domain.RoleConsultant)
		first := f.session(peter, nil)
		if diff := cmp.Diff(first, f.readSession(first.ID)); diff != "" {
			t.Error(diff)
		}
		now := f.clock.Now()
		if !first.Live(now) || !first.Live(first.ExpiresAt.Add(-time.Millisecond)) || first.Live(first.ExpiresAt) {
			t.Error("a session does not live until the moment it expires")
		}
		spare, third, majas := f.session(peter, nil), f.session(peter, nil), f.session(maja, nil)
		var ended []domain.ID
		f.write(func(tx *store.Tx) (err error) {
			ended, err = tx.EndSessions(peter, spare.ID, now, "signed out elsewhere")
			return err
		})
		slices.Sort(ended)
		want := []domain.ID{first.ID, third.ID}
		slices.Sort(want)
		if diff := cmp.Diff(want, ended); diff != "" {
			t.Error(diff)
		}
		for s, live := range map[domain.ID]bool{first.ID: false, third.ID: false, spare.ID: true, majas.ID: true} {
			if got := f.readSession(s).Live(now); got != live {
				t.Errorf("live %t, want %t", got, live)
			}
		}
		f.clock.Move(time.Minute)
		f.write(func(tx *store.Tx) error { return tx.EndSession(first.ID, f.clock.Now(), "again") })
		if got := f.readSession(first.ID).EndedAt; !got.Equal(now) {
			t.Errorf("the end moved to %s", got)
		}
		f.write(func(tx *store.Tx) (err error) {
			ended, err = tx.EndSessions(peter, "", f.clock.Now(), "all")
			return err
		})
		if len(ended) != 1 || ended[0] != spare.ID {
			t.Errorf("%v", ended)
		}
		f.read(func(tx *store.Tx) error {
			if _, err := tx.Session(domain.NewID()); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%v", err)
			}
			return nil
		})
	})
}

func TestRenewalKeepsTheFormerSecretsHash(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		s := f.session(f.person(domain.RoleCitizen), nil)
		f.clock.Move(time.Minute)
		later := f.clock.Now().Add(24 * time.Hour)
		f.write(func(tx *store.Tx) error {
			return tx.RenewSession(s.ID, []byte("second"), s.RenewHash, []byte("given up"), f.clock.Now(), later)
		})
		f.read(func(tx *store.Tx) error {
			for _, hash := range [][]byte{[]byte("second"), s.RenewHash, []byte("given up")} {
				got, err := tx.SessionByRenewal(hash)
				if err != nil || got.ID != s.ID || !got.ExpiresAt.Equal(later) || !got.RenewedAt.Equal(f.clock.Now()) || string(got.FormerHash) != string(s.RenewHash) {
					t.Errorf("%+v, %v", got, err)
				}
			}
			for _, hash := range [][]byte{nil, {}, []byte("third")} {
				if got, err := tx.SessionByRenewal(hash); !errors.Is(err, domain.ErrNotFound) {
					t.Errorf("%q opens %+v, %v", hash, got, err)
				}
			}
			return nil
		})
	})
}

func TestOneCodeOpensOneSession(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		peter := f.person(domain.RoleCitizen)
		second := f.another()
		now := f.clock.Now()
		add := func(c store.Code) []byte {
			if c.Pair == "" {
				c.Pair = domain.NewID()
			}
			c.Lookup, c.Person, c.IssuedBy, c.CreatedAt = f.BlindIndex("sign_in_code", string(domain.NewID())), peter, domain.System, now
			f.write(func(tx *store.Tx) error { return tx.AddCode(c) })
			return c.Lookup
		}
		pair := domain.NewID() // the spoken one and the link
		code, link := add(store.Code{Pair: pair, ExpiresAt: now.Add(10 * time.Minute)}), add(store.Code{Pair: pair, ExpiresAt: now.Add(10 * time.Minute)})
		use := func(s *fixture, lookup []byte) (who domain.ID, err error) {
			err = s.Write(context.Background(), func(tx *store.Tx) error {
				code, err := tx.UseCode(lookup, f.clock.Now())
				who = code.Person
				return err
			})
			return who, err
		}
		var mu sync.Mutex
		var wg sync.WaitGroup
		wins, losses := 0, 0
		for i := range 50 {
			s := []*fixture{f, second}[i%2]
			wg.Go(func() {
				who, err := use(s, code)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil && who == peter:
					wins++
				case errors.Is(err, domain.ErrCodeWrong) && who == "":
					losses++
				default:
					t.Errorf("%q, %v", who, err)
				}
			})
		}
		wg.Wait()
		if wins != 1 || losses != 49 {
			t.Errorf("%d of 50 got in, %d did not", wins, losses)
		}
		late := add(store.Code{ExpiresAt: now.Add(10 * time.Minute)})
		f.clock.Move(10 * time.Minute)
		for name, lookup := range map[string][]byte{"run out": late, "unknown": []byte("x"), "spent": code, "spent with the other": link, "none": nil} {
			if _, err := use(f, lookup); !errors.Is(err, domain.ErrCodeWrong) {
				t.Errorf("%s: %v", name, err)
			}
		}
		door := add(store.Code{ExpiresAt: now.Add(time.Hour), Reusable: true})
		for range 3 {
			if who, err := use(f, door); err != nil || who != peter {
				t.Errorf("the demo's link: %q, %v", who, err)
			}
		}
		// Issued again, a code keeps its first end and stays spent.
		f.write(func(tx *store.Tx) error {
			return tx.AddCode(store.Code{Lookup: code, Person: peter, IssuedBy: domain.System, CreatedAt: f.clock.Now(), ExpiresAt: now.Add(time.Hour)})
		})
		f.read(func(tx *store.Tx) error {
			c, err := tx.CodeIssued(code)
			if !c.ExpiresAt.Equal(now.Add(10*time.Minute)) || c.Person != peter || c.Reusable {
				t.Errorf("%+v", c)
			}
			return err
		})
		if _, err := use(f, code); !errors.Is(err, domain.ErrCodeWrong) {
			t.Errorf("%v", err)
		}
	})
}

func TestPersonsAndWhatSigningInNeeds(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		maja := domain.Person{ID: domain.NewID(), Role: domain.RoleConsultant, Department: "job", Name: "Maja Lind", Title: "Borgerkonsulent", DeputyFor: []domain.ID{domain.NewID()}}
		f.write(func(tx *store.Tx) error { return tx.PutPerson(maja, store.Installation) })
		f.read(func(tx *store.Tx) error {
			got, err := tx.Person(maja.ID)
			if diff := cmp.Diff(maja, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
			who, err := tx.SignInFacts(maja.ID)
			if want := (store.SignInFacts{Role: domain.RoleConsultant, Department: "job"}); who != want || err != nil {
				t.Errorf("%+v %v", who, err)
			}
			if _, err := tx.Person(domain.NewID()); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%v", err)
			}
			if _, err := tx.SignInFacts(domain.NewID()); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%v", err)
			}
			if none, err := tx.Persons(); none != nil || err != nil {
				t.Errorf("nobody asked for is %v, %v", none, err)
			}
			staff, err := tx.Staff()
			for _, p := range staff {
				if p.Role == domain.RoleCitizen {
					t.Error("a citizen is among the staff")
				}
			}
			if len(staff) != 2 {
				t.Errorf("%d staff", len(staff))
			}
			return err
		})
		maja.Department, maja.Name = "rus", "Maja Holm"
		f.write(func(tx *store.Tx) error {
			return errors.Join(tx.PutPerson(maja, store.Installation), tx.DisablePerson(maja.ID, f.clock.Now()))
		})
		f.read(func(tx *store.Tx) error {
			got, err := tx.Person(maja.ID)
			if got.Name != "Maja Holm" || got.Department != "rus" {
				t.Errorf("%+v", got)
			}
			if who, _ := tx.SignInFacts(maja.ID); !who.Disabled || who.Strong {
				t.Error("not disabled")
			}
			return err
		})
		// Under another's key the row would never open again.
		err := f.Write(t.Context(), func(tx *store.Tx) error { return tx.PutPerson(maja, h.Citizen) })
		if !errors.Is(err, domain.ErrKeyReused) {
			t.Errorf("sealed for somebody else: %v", err)
		}
		f.read(func(tx *store.Tx) error { _, err := tx.Person(maja.ID); return err })
	})
}

// withoutDevices undoes step 29.
func (f *fixture) withoutDevices() {
	f.exec("ALTER TABLE session DROP COLUMN added")
	f.exec("ALTER TABLE session DROP COLUMN instead_of")
}
