package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime/pprof"
	"syscall"
	"time"
)

// used is processor time, of the program and of the load.
type used struct{ program, load time.Duration }

func (b *bench) usage() (u used, err error) {
	if u.program, err = b.house.cpu(); err != nil {
		return u, err
	}
	u.load, err = ownCPU()
	return u, err
}

// ownCPU gives the processor time of this process (getrusage(2)).
func ownCPU() (time.Duration, error) {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0, err
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano()), nil
}

// rusageThread asks getrusage(2) for the calling thread alone, on Linux.
const rusageThread = 1

// threadCPU gives the processor time of the thread that it is called on: for what runs on one
// thread from end to end (runtime.LockOSThread), whatever else the process does meanwhile.
func threadCPU() (time.Duration, error) {
	var r syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &r); err != nil {
		return 0, err
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano()), nil
}

// profiling takes a CPU profile of the program while a part runs, when profiles were
// asked for. The function it gives waits for the profile to be written.
func (b *bench) profiling(ctx context.Context, name string) (stop func()) {
	if b.profile == "" {
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		seconds := max(1, int(b.seconds/time.Second))
		if err := b.fetch(ctx, name+".cpu", fmt.Sprintf("profile?seconds=%d", seconds)); err != nil {
			b.out.note("no profile of %s: %v", name, err)
		}
	}()
	return func() { <-done }
}

// ownProfile takes a CPU profile of this very process, when profiles were asked for, until
// the function it gives is called.
func (b *bench) ownProfile(name string) (stop func() error, err error) {
	if b.profile == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(filepath.Join(b.profile, name+".cpu.pprof"))
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

// heap writes down what the program's memory holds, when profiles were asked for.
func (b *bench) heap(ctx context.Context, name string) {
	if b.profile == "" {
		return
	}
	if err := b.fetch(ctx, name+".heap", "heap"); err != nil {
		b.out.note("no profile of %s: %v", name, err)
	}
}

func (b *bench) fetch(ctx context.Context, name, what string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+b.house.debug+"/debug/pprof/"+what, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", res.Status)
	}
	f, err := os.Create(filepath.Join(b.profile, name+".pprof"))
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, res.Body); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
