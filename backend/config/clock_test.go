package config

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tavlen/backend/domain"
)

func TestOffsetClock(t *testing.T) {
	base := time.Date(2026, 11, 24, 9, 0, 0, 0, time.FixedZone("CET", 3600))
	now := base
	file := filepath.Join(t.TempDir(), "clock")
	clock := OffsetClock(domain.ClockFunc(func() time.Time { return now }), file)
	put := func(s string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := func(step string, offset time.Duration) {
		t.Helper()
		got := clock.Now()
		if !got.Equal(now.Add(offset)) || got.Location() != time.UTC {
			t.Errorf("%s: got %v, want %v", step, got, now.Add(offset).UTC())
		}
	}
	want("no file", 0)
	put("72h30m\n")
	want("within the second", 0)
	now = now.Add(999 * time.Millisecond)
	want("still within the second", 0)
	now = now.Add(time.Millisecond)
	want("a second later", 72*time.Hour+30*time.Minute)
	put("")
	now = now.Add(time.Second)
	want("half written", 72*time.Hour+30*time.Minute)
	put("-15m")
	now = now.Add(time.Second)
	want("backwards", -15*time.Minute)
	put("soon")
	now = now.Add(time.Second)
	want("nonsense", -15*time.Minute)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Second)
	want("removed", 0)
	put("1h")
	now = now.Add(-time.Minute)
	want("the base itself went back", time.Hour)
}

func TestOffsetClockFromManyGoroutines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock")
	clock := OffsetClock(domain.SystemClock{}, file)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if clock.Now().IsZero() {
					t.Error("no time")
				}
			}
		})
	}
	wg.Wait()
}
