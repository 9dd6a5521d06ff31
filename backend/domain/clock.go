package domain

import "time"

// Clock tells the time. Everything people would call time comes from an injected
// Clock, so that tests and the demo decide what "now" is. Instants are UTC.
type Clock interface{ Now() time.Time }

// SystemClock is the machine's own clock.
type SystemClock struct{}

// Now returns the machine's time in UTC.
func (SystemClock) Now() time.Time { return time.Now().UTC() }

// ClockFunc turns a function into a Clock.
type ClockFunc func() time.Time

// Now calls the function.
func (f ClockFunc) Now() time.Time { return f() }
