package testkit

import (
	"sync"
	"time"
)

// Anchor is the instant the case files call now: Tuesday 24 November 2026, 9:00 in Copenhagen.
var Anchor = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

// Clock is a clock that stands still until a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock makes a clock that stands at an instant.
func NewClock(now time.Time) *Clock { return &Clock{now: now.UTC()} }

// Now gives the instant it stands at.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move moves it, forward or back.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Set puts it at an instant.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t.UTC()
}
