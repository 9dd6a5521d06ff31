package store_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// withoutPaidHours undoes step 21.
func (f *fixture) withoutPaidHours() {
	for _, table := range []string{"paid_hours", "paid_hours_said", "paid_goal"} {
		f.exec("DROP TABLE " + table)
	}
}

// withoutCounted undoes step 22.
func (f *fixture) withoutCounted() {
	for _, table := range []string{"counted_plan", "counted_end", "counted_flag", "counted_alert", "counted_answer"} {
		f.exec("DROP TABLE " + table)
	}
}

// TestWhatIsSaidLastStands: whatever order it comes in, the same stands in the end, once; what
// was corrected is kept; and what is taken back is not told, not 0. Another plan has no part in it.
func TestWhatIsSaidLastStands(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		start := f.clock.Now()
		n := func(minutes int) *int { return &minutes }
		type word struct {
			week    domain.Date
			minutes *int
			after   time.Duration
		}
		words := []word{
			{"2026-11-02", n(0), time.Minute}, {"2026-11-02", n(120), 2 * time.Minute},
			{"2026-11-09", n(60), time.Minute}, {"2026-11-09", nil, 2 * time.Minute},
			{"2026-11-16", n(0), time.Minute}, {"2026-11-16", n(0), 2 * time.Minute},
		}
		for _, order := range [][]int{{0, 1, 2, 3, 4, 5}, {1, 0, 2, 3, 5, 4}, {4, 5, 2, 3, 0, 1}} {
			h, consultant := f.plan()
			other, _ := f.plan()
			for _, i := range order {
				w := words[i]
				f.write(func(tx *store.Tx) error {
					_, err := tx.SayPaidHours(h.ID, []domain.PaidSaid{{Week: w.week, Minutes: w.minutes, PaidTold: domain.PaidTold{SaidBy: h.Citizen, RecordedBy: consultant, SaidAt: start.Add(w.after)}}}, start.Add(time.Hour))
					return err
				})
			}
			f.read(func(tx *store.Tx) error {
				weeks, err := tx.PaidHours(h.ID, 10)
				if err != nil {
					return err
				}
				if len(weeks) != 2 || weeks[0].Week != "2026-11-02" || weeks[0].Minutes != 120 || weeks[1].Week != "2026-11-16" || weeks[1].Minutes != 0 || weeks[0].SaidBy != h.Citizen || weeks[0].RecordedBy != consultant || !weeks[0].SaidAt.Equal(start.Add(2*time.Minute).UTC().Truncate(time.Millisecond)) {
					t.Errorf("in the order %v: %v", order, weeks)
				}
				said, err := tx.PaidCorrections(h.ID, 10)
				if err != nil {
					return err
				}
				var told []any
				for _, s := range said {
					if told = append(told, string(s.Week), nil); s.Minutes != nil {
						told[len(told)-1] = *s.Minutes
					}
				}
				want := []any{"2026-11-09", nil, "2026-11-02", 120, "2026-11-09", 60, "2026-11-02", 0}
				for i := range want {
					if len(told) != len(want) || told[i] != want[i] {
						t.Fatalf("in the order %v it was said: %v", order, told)
					}
				}
				none, err := tx.PaidHours(other.ID, 10)
				if len(none) > 0 {
					t.Errorf("the other plan: %v", none)
				}
				return err
			})
		}
	})
}

// TestAWeekHoldsWhatAWeekCan: no row of more than 60 hours or less than none, whoever writes it.
func TestAWeekHoldsWhatAWeekCan(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		for minutes, holds := range map[int]bool{0: true, domain.MaxPaidMinutes: true, -1: false, domain.MaxPaidMinutes + 1: false} {
			err := f.Write(t.Context(), func(tx *store.Tx) error {
				_, err := tx.SayPaidHours(h.ID, []domain.PaidSaid{{Week: "2026-11-02", Minutes: &minutes, PaidTold: domain.PaidTold{SaidBy: h.Citizen, SaidAt: f.clock.Now()}}}, f.clock.Now())
				return err
			})
			if (err == nil) != holds {
				t.Errorf("%d minutes: %v", minutes, err)
			}
		}
	})
}

// TestTheGoalIsTheLastOneChosen: and none after it is taken back, whatever comes late.
func TestTheGoalIsTheLastOneChosen(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		start, three, four := f.clock.Now(), 180, 240
		for i, c := range []struct {
			minutes *int
			after   time.Duration
			changed bool
			want    int
		}{{&three, 2, true, 180}, {&four, 1, false, 180}, {&three, 3, false, 180}, {nil, 5, true, 0}, {&four, 4, false, 0}, {nil, 6, false, 0}, {&four, 7, true, 240}} {
			f.write(func(tx *store.Tx) error {
				changed, err := tx.PutPaidGoal(h.ID, c.minutes, start.Add(c.after*time.Second))
				if changed != c.changed {
					t.Errorf("%d. changed: %t", i, changed)
				}
				return err
			})
			f.read(func(tx *store.Tx) error {
				g, err := tx.PaidGoal(h.ID)
				if (g == nil) != (c.want == 0) || g != nil && g.Minutes != c.want {
					t.Errorf("%d. %v", i, g)
				}
				return err
			})
		}
	})
}
