package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"tavlen/backend/domain"
)

// offsetRefresh is how long a read offset counts before the file is asked again.
const offsetRefresh = time.Second

// maxOffset bounds an offset to what every date in Tavlen can hold: a hundred years.
const maxOffset = 100 * 365 * 24 * time.Hour

// OffsetClock returns a clock that runs with base and is shifted by the Go
// duration in file ("72h", "-30m"). The file is read when the time is asked for,
// at most once a second by base, so that a test can move the clock of a running
// server. A missing file means no shift; one that is empty or cannot be
// understood leaves the last good shift in force, since it may be half written.
func OffsetClock(base domain.Clock, file string) domain.Clock {
	return &offsetClock{base: base, file: file}
}

type offsetClock struct {
	base domain.Clock
	file string

	mu     sync.Mutex
	asked  time.Time // by base; zero before the first time
	offset time.Duration
}

// Now returns the shifted time in UTC.
func (c *offsetClock) Now() time.Time {
	now := c.base.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	age := now.Sub(c.asked)
	// A base that went back (a fake, or the machine's own) is asked again too.
	if c.asked.IsZero() || age >= offsetRefresh || age < 0 {
		c.asked = now
		switch offset, err := readOffset(c.file); {
		case err == nil:
			c.offset = offset
		case errors.Is(err, fs.ErrNotExist):
			c.offset = 0
		}
	}
	return now.Add(c.offset).UTC()
}

// errEmptyClock says that a clock file holds nothing (yet).
var errEmptyClock = errors.New("is empty")

// readOffset reads a clock file. The errors are those of os, errEmptyClock, or
// one that quotes what stands there.
func readOffset(file string) (time.Duration, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, 64))
	if err != nil {
		return 0, err
	}
	text := strings.TrimSpace(string(raw))
	if text == "" {
		return 0, errEmptyClock
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%q is no duration", text)
	}
	if d.Abs() > maxOffset {
		return 0, fmt.Errorf("%q is more than a hundred years", text)
	}
	return d, nil
}
