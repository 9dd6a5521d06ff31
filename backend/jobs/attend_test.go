package jobs_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/jobs"
)

// rounds writes down what it is asked to go over.
type rounds struct {
	wake chan struct{}
	did  chan string
}

func (r *rounds) Changed() <-chan struct{}                       { return r.wake }
func (r *rounds) TakeChanged() []domain.ID                       { return []domain.ID{"plan"} }
func (r *rounds) Attend(_ context.Context, plan domain.ID) error { r.did <- string(plan); return nil }
func (r *rounds) DueRounds(context.Context, int) (int, error)    { return 0, nil }
func (r *rounds) Rounds(context.Context) (int, error)            { r.did <- "all"; return 1, nil }

// The rules go over everything at the start, over a plan when it was changed, and over
// everything again on the next day, from the early morning on.
func TestAttend(t *testing.T) {
	r := &rounds{wake: make(chan struct{}), did: make(chan string, 2)}
	times := make(chan time.Time, 1)
	at := func(s string) time.Time {
		i, err := time.ParseInLocation("2006-01-02 15:04", s, domain.Copenhagen)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		jobs.Attend(ctx, r, domain.ClockFunc(func() time.Time { return <-times }), slog.New(slog.DiscardHandler))
	}()
	for _, step := range []struct {
		now  string
		want []string
	}{
		{"2026-11-24 09:00", []string{"all"}},
		{"2026-11-25 03:59", []string{"plan"}},
		{"2026-11-25 04:00", []string{"plan", "all"}},
		{"2026-11-25 12:00", []string{"plan"}},
	} {
		if step.want[0] == "plan" {
			r.wake <- struct{}{}
		}
		for i, want := range step.want {
			if want == "all" || i == 0 && len(step.want) == 1 {
				times <- at(step.now)
			}
			if got := <-r.did; got != want {
				t.Fatalf("%s: went over %s, want %s", step.now, got, want)
			}
		}
	}
	cancel()
	close(times)
	<-ended
}
