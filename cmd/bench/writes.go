package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"tavlen/backend/domain"
)

// writes prints how many durable changes a second are accepted, from one client and from
// 16, each on a plan of its own. Beside it stands what the same disk makes of nothing
// but fsync, since every accepted change is one.
func (b *bench) writes(ctx context.Context) error {
	if err := b.fsyncs(ctx); err != nil {
		return err
	}
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	if err := b.notes(ctx, t, "write_1_client", 1); err != nil {
		return err
	}
	if err := b.notes(ctx, t, "write_16_clients", 16); err != nil {
		return err
	}
	revs := map[domain.ID]string{}
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	// A consultant's change is more: a plan change, a promise to wake the phone.
	const n = 500
	stopProfile := b.profiling(ctx, "write_staff")
	began := time.Now()
	took := make([]time.Duration, n)
	for i := range took {
		sent := time.Now()
		if err := t.editGoal(w, t.citizens[i%furnished], changes+i, revs); err != nil {
			return err
		}
		took[i] = time.Since(sent)
	}
	b.out.print("write_staff_rate", n/time.Since(began).Seconds(), "/s")
	b.out.times("write_staff", took)
	stopProfile()
	return nil
}

// notes lets n citizens write on a step of theirs, each as fast as the answers come.
func (b *bench) notes(ctx context.Context, t *town, name string, n int) error {
	// In turn, since what one person may write is bounded; no two clients on one plan.
	revs, turns := make([]string, furnished), make([]int, n)
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	for i := range revs {
		var head struct{ Rev string }
		if err := t.call(w, t.citizens[i], "GET", "/plans/"+string(t.citizens[i].plan), "", &head); err != nil {
			return err
		}
		revs[i] = head.Rev
	}
	var nth atomic.Int64
	return b.load(ctx, name, n, func(i int, last answer) ([]byte, error) {
		whose := i + turns[i]*n
		if last.status != 0 {
			rev, err := receipt(last)
			if err != nil {
				return nil, err
			}
			revs[whose] = rev
		}
		turns[i] = (turns[i] + 1) % (furnished / n)
		whose = i + turns[i]*n
		doc := fmt.Sprintf(`{"note":"%s Nu %d gange."}`, note, nth.Add(1))
		return t.put(t.citizens[whose], t.citizens[whose], "steps/"+string(t.citizens[whose].whole.step), revs[whose], doc), nil
	})
}

// put makes the request of a change, with a mutation key of its own.
func (t *town) put(as, whose *person, item, rev, doc string) []byte {
	return request("PUT", t.b.house.host(), "/api/v1/plans/"+string(whose.plan)+"/"+item, as.cookie, []byte(doc),
		"Idempotency-Key: "+string(domain.NewID()), `If-Match: "`+rev+`"`)
}

// receipt reads the rev out of the answer to a change; one that changed nothing or was
// refused is an error, since it would not be a durable write.
func receipt(a answer) (rev string, err error) {
	var r struct {
		Rev     string
		Changed bool
	}
	if a.status != 200 {
		return "", fmt.Errorf("a change was refused: %d %s", a.status, a.body)
	}
	if err := json.Unmarshal(a.body, &r); err != nil {
		return "", err
	}
	if !r.Changed {
		return "", errors.New("a change changed nothing")
	}
	return r.Rev, nil
}

// fsyncs prints how often a second the disk under the installation makes 16 KB durable,
// one after the other: about what a change adds to the database's log.
func (b *bench) fsyncs(ctx context.Context) error {
	f, err := os.Create(filepath.Join(b.folder, "fsync"))
	if err != nil {
		return err
	}
	defer f.Close()
	page := make([]byte, 16<<10)
	for i := range page {
		page[i] = byte(rand.Uint32()) //nolint:gosec // it only must not be all zeroes
	}
	var took []time.Duration
	began := time.Now()
	for i := 0; time.Since(began) < 2*time.Second && ctx.Err() == nil; i++ {
		sent := time.Now()
		if _, err := f.WriteAt(page, int64(i%256)*int64(len(page))); err != nil {
			return err
		}
		if err := syscall.Fsync(int(f.Fd())); err != nil {
			return err
		}
		took = append(took, time.Since(sent))
	}
	b.out.print("fsync_rate", float64(len(took))/time.Since(began).Seconds(), "/s")
	b.out.times("fsync", took)
	return os.Remove(f.Name())
}
