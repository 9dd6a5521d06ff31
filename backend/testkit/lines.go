package testkit

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
)

// Lines gives a log, and what was written to it so far, line by line.
func Lines() (log *slog.Logger, lines func() []string) {
	w := &lineWriter{}
	return slog.New(slog.NewTextHandler(w, nil)), w.lines
}

type lineWriter struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write keeps what is written.
func (w *lineWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.Write(p)
}

func (w *lineWriter) lines() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.FieldsFunc(w.buf.String(), func(r rune) bool { return r == '\n' })
}
