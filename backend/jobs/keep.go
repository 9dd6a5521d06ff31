package jobs

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"tavlen/backend/redact"
)

// Keep runs a worker until it returns. One that panics is begun anew after a rest, until the
// context ends: a mistake in one of them must not end the program for everybody, nor the worker
// for good (ASVS V16.5.4).
func Keep(ctx context.Context, log *slog.Logger, name string, rest time.Duration, run func(context.Context)) {
	for !runs(ctx, log, name, run) {
		pause := time.NewTimer(rest)
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-pause.C:
		}
	}
}

// runs says whether the worker returned by itself.
func runs(ctx context.Context, log *slog.Logger, name string, run func(context.Context)) (returned bool) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("a worker panicked and is begun anew", "worker", name, "panic", redact.Panic(p), "stack", string(debug.Stack()))
		}
	}()
	run(ctx)
	return true
}
