package attention_test

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

var update = flag.Bool("update", false, "write the diaries in testdata anew")

// Every case again, day by day at nine: as the installation remembers it up to the anchor,
// and from there as it would go if nobody did anything more. The diary of it is kept, so
// that a change of a rule is read before it is believed.
func TestReplay(t *testing.T) {
	set := shipped(t)
	clock := domain.ClockFunc(func() time.Time { return set.Anchor })
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	s, err := store.Open(t.Context(), store.Options{
		Database: filepath.Join(t.TempDir(), "demo.db"), Ledger: t.TempDir(), Clock: clock, Log: log,
		Keys: store.Keys{Masters: []store.MasterKey{{ID: "test", Key: slices.Repeat([]byte{1}, 32)}}, Index: slices.Repeat([]byte{2}, 32)},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := demo.Load(t.Context(), app.New(app.Options{Store: s, Clock: clock, Log: log}), set); err != nil {
		t.Fatal(err)
	}
	for i := range set.Cases {
		c := &set.Cases[i]
		t.Run(c.Key, func(t *testing.T) {
			var versions []domain.Record
			if err := s.Snapshot(t.Context(), func(tx *store.Tx) error {
				head, err := tx.Plan(c.Plan)
				if err != nil {
					return err
				}
				versions, err = tx.VersionsBefore(head, domain.Kinds, head.Rev+1, 1_000_000)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			got := diary(set, c, versions)
			file := filepath.Join("testdata", c.Key+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the diary reads otherwise (go test ./backend/attention -run Replay -update writes it anew):\n%s", got)
			}
		})
	}
}

// asOf gives a case as it was at an instant: the newest version of each thing, and the
// messages there were.
func asOf(set *demo.Set, c *demo.Case, versions []domain.Record, now time.Time) app.Attentive {
	in := attentive(set, c)
	in.Records, in.Messages = nil, nil
	seen := map[domain.Ref]bool{}
	for _, r := range versions { // the newest first
		if r.At.After(now) || seen[r.Ref()] {
			continue
		}
		seen[r.Ref()] = true
		if !r.Deleted {
			in.Records = append(in.Records, r)
		}
	}
	for _, m := range c.Messages {
		if !m.At.After(now) {
			in.Messages = append(in.Messages, m)
		}
	}
	in.Access = access.Gather(in.Records, set.Departments)
	return in
}

func diary(set *demo.Set, c *demo.Case, versions []domain.Record) string {
	var b strings.Builder
	before := map[string]attention.Alert{}
	for day := domain.Date("2026-10-01"); day <= "2027-01-31"; day = day.AddDays(1) {
		now := day.Start().Add(9 * time.Hour)
		in := asOf(set, c, versions, now)
		if len(in.Records) == 0 {
			continue
		}
		today := map[string]attention.Alert{}
		var lines []string
		for _, a := range evaluate(in, now) {
			today[a.Key] = a
			old, was := before[a.Key]
			told := newlyTold(set, a, old)
			switch {
			case !was:
				lines = append(lines, fmt.Sprintf("  ny (%s): %s%s", a.Level, spoken(set, a), told))
			case old.Level != a.Level:
				lines = append(lines, fmt.Sprintf("  nu %s: %s%s", a.Level, spoken(set, a), told))
			case told != "":
				lines = append(lines, fmt.Sprintf("  stadig %s: %s%s", a.Level, spoken(set, a), told))
			}
		}
		var ended []string
		for key, a := range before {
			if _, still := today[key]; !still {
				ended = append(ended, "  slut: "+spoken(set, a))
			}
		}
		slices.Sort(ended)
		if lines = append(lines, ended...); len(lines) > 0 {
			fmt.Fprintf(&b, "%s\n%s\n", domain.DanishDay(day.Start()), strings.Join(lines, "\n"))
		}
		if day == domain.DateOf(set.Anchor) {
			fmt.Fprintf(&b, "-- fra nu af gør ingen noget --\n")
		}
		before = today
	}
	return b.String()
}

// spoken is what somebody who reads the diary understands: the citizen's words, or else the staff's.
func spoken(_ *demo.Set, a attention.Alert) string {
	who, text := "til borgeren", a.Words.Citizen
	if text.Danish == "" {
		who, text = "til kommunen", a.Words.Staff
	}
	return fmt.Sprintf("%s, %s: %s", a.Rule, who, text.Danish)
}

func newlyTold(set *demo.Set, a, old attention.Alert) string {
	var out []string
	for i, name := range toldBy(set, a) {
		now := a.Told[i]
		if !slices.ContainsFunc(old.Told, func(t attention.Told) bool { return t.Role == now.Role && t.Person == now.Person }) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " [besked til " + strings.Join(out, ", ") + "]"
}
