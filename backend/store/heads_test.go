package store_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// head writes the day's head and wants it to be new or not.
func (f *fixture) head(want bool) {
	f.t.Helper()
	if _, written, err := f.WriteHead(f.t.Context()); err != nil || written != want {
		f.t.Fatalf("written %v, want %v: %v", written, want, err)
	}
}

// against compares the audit with its own file of heads, and says all that is wrong.
func (f *fixture) against() (said []string) {
	f.t.Helper()
	found, err := f.Heads().Read()
	if err != nil {
		f.t.Fatal(err)
	}
	for _, fault := range found.Faults {
		said = append(said, fault.String())
	}
	faults, err := f.VerifyHeads(f.t.Context(), found, true)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, fault := range faults {
		said = append(said, fmt.Sprintf("%s %d %s", fault.Chain, fault.Seq, fault.What))
	}
	return said
}

func (f *fixture) deeds(h store.PlanHead, from, to int) {
	for i := from; i <= to; i++ {
		f.write(func(tx *store.Tx) error {
			return tx.Audit(h, store.Deed{At: f.clock.Now(), Action: "read", Item: domain.ID(fmt.Sprint("deed-", i))})
		})
	}
}

// keep and putBack are what somebody does who has the database's file, or its dump.
func (f *fixture) keep(as string) {
	for _, table := range []string{"audit", "audit_head", "installation"} {
		f.exec("CREATE TABLE " + as + "_" + table + " AS SELECT * FROM " + table)
	}
}

func (f *fixture) putBack(from string, tables ...string) {
	for _, table := range tables {
		f.exec("DELETE FROM " + table)
		f.exec("INSERT INTO " + table + " SELECT * FROM " + from + "_" + table)
	}
}

// TestOnlyWhatIsOutsideShowsWhatTheKeysCanHide: whoever has the database and the keys makes
// chains that hold. Against the heads outside each such deed is found, and named by its chain,
// its number and the day.
func TestOnlyWhatIsOutsideShowsWhatTheKeysCanHide(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		other, _ := f.plan()
		f.keep("born")
		f.deeds(h, 1, 3)
		f.deeds(other, 1, 2)
		f.keep("young")
		f.deeds(h, 4, 5)
		f.head(true)
		f.keep("monday")
		f.clock.Move(24 * time.Hour)
		f.deeds(h, 6, 7)
		f.head(true)
		f.keep("tuesday")
		f.deeds(h, 8, 9)
		if said := f.against(); said != nil {
			t.Fatalf("before anything was done: %v", said)
		}
		f.keep("now")
		chain := string(h.ID)
		anew := func(order ...int) func() {
			return func() {
				f.putBack("born", "audit", "audit_head")
				f.write(func(tx *store.Tx) error {
					for _, i := range order {
						if err := tx.Audit(h, store.Deed{At: f.clock.Now(), Action: "read", Item: domain.ID(fmt.Sprint("deed-", i))}); err != nil {
							return err
						}
					}
					return nil
				})
				f.exec("DELETE FROM audit WHERE chain = '" + string(other.ID) + "'")
				f.exec("DELETE FROM audit_head WHERE chain = '" + string(other.ID) + "'")
				for _, table := range []string{"audit", "audit_head"} {
					f.exec("INSERT INTO " + table + " SELECT * FROM now_" + table + " WHERE chain = '" + string(other.ID) + "'")
				}
			}
		}
		for name, c := range map[string]struct {
			do   func()
			want []string // of what is said
		}{
			"its tail cut":              {func() { f.putBack("young", "audit", "audit_head") }, []string{chain + " 5 is missing; it was there when the head of 2026-11-24 was written"}},
			"the newest alone cut":      {func() { f.putBack("monday", "audit", "audit_head") }, []string{chain + " 7 is missing; it was there when the head of 2026-11-25 was written"}},
			"written anew":              {anew(1, 2, 30, 4, 5, 6, 7, 8, 9), []string{chain + " 5 is not the one that stood at the head of 2026-11-24: deeds 1 to 5"}},
			"two swapped":               {anew(1, 3, 2, 4, 5, 6, 7, 8, 9), []string{chain + " 5 is not the one that stood at the head of 2026-11-24: deeds 1 to 5"}},
			"one taken out":             {anew(1, 2, 3, 4, 5, 6, 8, 9), []string{chain + " 5 is not the one"}},
			"the whole database before": {func() { f.putBack("monday", "audit", "audit_head", "installation") }, []string{chain + " 7 is missing", "the database knows of head 1, the file has head 2: the database is older than its heads"}},
		} {
			c.do()
			if faults, _ := f.verify(); len(faults) > 0 {
				t.Errorf("%s: shows without the heads, so it proves nothing: %v", name, faults)
			}
			said := strings.Join(f.against(), "\n")
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("%s: %q, want %q", name, said, want)
				}
			}
			if strings.Contains(said, string(other.ID)) {
				t.Errorf("%s: names a chain that nobody touched: %s", name, said)
			}
			f.putBack("now", "audit", "audit_head", "installation")
			if said := f.against(); said != nil {
				t.Errorf("%s: put back as it was: %v", name, said)
			}
		}
	})
}

// TestWhatWasDoneToTheHeadsShows: a file that was cut is older than the database, and a line
// that was changed, taken out or swapped is named.
func TestWhatWasDoneToTheHeadsShows(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		for i := range 4 {
			f.deeds(h, i, i)
			f.head(true)
			f.clock.Move(24 * time.Hour)
		}
		file := f.Heads().Path()
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.SplitAfter(whole, []byte{'\n'})
		join := func(which ...int) []byte {
			var out []byte
			for _, i := range which {
				out = append(out, lines[i]...)
			}
			return out
		}
		for name, c := range map[string]struct {
			doc  []byte
			want string
		}{
			"cut":          {join(0, 1), "the database knows of head 4 (2026-11-27), the file ends with head 2: the file of heads was cut or put back"},
			"gone":         {nil, "the file ends with head 0"},
			"one out":      {join(0, 2, 3), "line 2 is head 3, where head 2 would follow"},
			"the first":    {join(1, 2, 3), "line 1 does not follow"},
			"swapped":      {join(0, 2, 1, 3), "line 2 does not follow"},
			"changed":      {bytes.Replace(whole, []byte(`"deeds":3`), []byte(`"deeds":2`), 1), "line 3 was changed, or written under other keys"},
			"no JSON":      {append(join(0, 1, 2), "{}\n"...), "line 4 was changed"},
			"torn, no end": {whole[:len(whole)-9], "the file ends with head 3"},
		} {
			if err := os.WriteFile(file, c.doc, 0o600); err != nil {
				t.Fatal(err)
			}
			if said := strings.Join(f.against(), "\n"); !strings.Contains(said, c.want) {
				t.Errorf("%s: %q, want %q", name, said, c.want)
			}
		}
		// The next head goes on counting, so that the hole stays to be seen.
		if err := os.WriteFile(file, join(0, 1), 0o600); err != nil {
			t.Fatal(err)
		}
		f.head(true)
		if said := strings.Join(f.against(), "\n"); !strings.Contains(said, "line 3 is head 5, where head 3 would follow") {
			t.Errorf("after the next head: %q", said)
		}
	})
}

// TestOneHeadADay: of several processes one writes it; days on which nothing ran are caught up
// by the next; a head that was in the file alone when the program was killed is counted on.
func TestOneHeadADay(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		f.deeds(h, 1, 1)
		second := f.another()
		var wg sync.WaitGroup
		written := make(chan bool, 8)
		for i := range cap(written) {
			s := []*fixture{f, second}[i%2]
			wg.Go(func() {
				_, did, err := s.WriteHead(t.Context())
				if err != nil {
					t.Error(err)
				}
				written <- did
			})
		}
		wg.Wait()
		close(written)
		n := 0
		for did := range written {
			if did {
				n++
			}
		}
		if n != 1 {
			t.Fatalf("%d heads of one day", n)
		}
		f = map[bool]*fixture{true: f, false: second}[exists(f.Heads().Path())]
		f.clock.Move(10 * time.Minute)
		f.head(false)
		f.clock.Move(72 * time.Hour)
		f.deeds(h, 2, 2)
		f.head(true)
		f.head(false)
		found, err := f.Heads().Read()
		if err != nil || len(found.Heads) != 2 || found.Heads[1].Day != "2026-11-27" || found.Heads[1].Deeds != found.Heads[0].Deeds+1 || len(found.Heads[1].Tips) != 1 {
			t.Fatalf("%+v %v", found, err)
		}
		// Killed after the file, before the commit.
		f.exec("UPDATE installation SET value = '{\"n\":1,\"day\":\"2026-11-24\",\"root\":\"" + found.Heads[0].Root + "\"}' WHERE name = 'audit_day_head'")
		if said := f.against(); said != nil {
			t.Errorf("a head in the file alone: %v", said)
		}
		f.head(true)
		if said := f.against(); said != nil {
			t.Errorf("and the one after it: %v", said)
		}
	})
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
