package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// child is the program in a process of its own, which a test may kill.
type child struct {
	cmd *exec.Cmd
	log *lockedBuffer
	url string
}

// launch starts `tavlen serve` at a place and waits until it is ready. The public URL
// stays the same however often it starts, as a real one does.
func (p place) launch(t *testing.T, env ...string) *child {
	t.Helper()
	c := &child{log: &lockedBuffer{grown: make(chan struct{}, 1)}}
	c.cmd = exec.Command(os.Args[0], append(p.args("serve"), "--public-url", publicURL)...)
	c.cmd.Env = append([]string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + p.dir, "DRILL_OFF=" + os.Getenv("DRILL_OFF")}, env...)
	c.cmd.Stderr = c.log
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.cmd.Process.Kill(); _ = c.cmd.Wait() })
	// The address that it listens on is not the one that people open.
	c.url = c.log.listening(t)
	return c
}

const publicURL = "http://localhost:1"

// listening waits for the line that says on which address it listens.
func (b *lockedBuffer) listening(t *testing.T) string {
	t.Helper()
	b.ready(t)
	for line := range strings.Lines(b.String()) {
		var said struct{ Msg, Addr string }
		if json.Unmarshal([]byte(line), &said) == nil && said.Msg == "ready" && said.Addr != "" {
			return "http://" + said.Addr
		}
	}
	t.Fatalf("it does not say where it listens\n%s", b)
	return ""
}

// kill ends it without a word, as a power cut does to a program.
func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := c.cmd.Wait(); !errors.As(err, &exit) {
		t.Fatalf("killed, it ended with %v", err)
	}
	if strings.Contains(c.log.String(), "DATA RACE") || strings.Contains(c.log.String(), "panic") {
		t.Errorf("%s", c.log)
	}
}

// terminate asks it to end and gives its exit code and how long it took.
func (c *child) terminate(t *testing.T) (code int, took time.Duration) {
	t.Helper()
	asked := time.Now()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	err := c.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.cmd.ProcessState.ExitCode(), time.Since(asked)
}

// desk is a consultant's work at a place: citizens, each with a plan.
type desk struct {
	place
	maja *phone

	making sync.Mutex
	plans  []string // ids
	owner  map[string]domain.ID

	mu     sync.Mutex
	server *child
	back   chan struct{} // closed when a killed server is there again
}

// newDesk starts a server. The consultant stays signed in.
func newDesk(t *testing.T, p place, env ...string) *desk {
	t.Helper()
	d := &desk{place: p, owner: map[string]domain.ID{}, back: make(chan struct{})}
	link := p.staffLink(t, "Maja Lind")
	d.server = p.launch(t, env...)
	close(d.back)
	d.maja = signIn(t, d.url, link)
	return d
}

// Four plans are worked on at a time, and left for new ones before they grow out of all
// proportion.
const plansAtOnce, wishesPerPlan = 4, 150

// plan gives the plan that the nth wish is for; it makes a citizen where there is none yet.
func (d *desk) plan(ctx context.Context, n int) (string, error) {
	i := n/(plansAtOnce*wishesPerPlan)*plansAtOnce + n%plansAtOnce
	d.making.Lock()
	defer d.making.Unlock()
	for len(d.plans) <= i {
		citizen, plan := domain.NewID(), domain.NewID()
		w := &wish{path: "/api/v1/citizens/" + string(citizen), body: map[string]any{"name": fmt.Sprint("Borger ", len(d.plans)), "preferred_name": "Borger", "plan": map[string]any{"id": plan}}}
		if err := d.insist(ctx, w); err != nil {
			return "", err
		}
		d.plans = append(d.plans, string(plan))
		d.owner[string(plan)] = citizen
	}
	return d.plans[i], nil
}

// insist sends a wish until it is acknowledged, as a phone does.
func (d *desk) insist(ctx context.Context, w *wish) error {
	for ctx.Err() == nil {
		d.wait(ctx)
		if done, err := d.send(w); done || err != nil {
			return err
		}
	}
	return errors.New("a write was never acknowledged")
}

func (d *desk) url() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.server.url
}

// wait returns when a server is there.
func (d *desk) wait(ctx context.Context) {
	d.mu.Lock()
	back := d.back
	d.mu.Unlock()
	select {
	case <-back:
	case <-ctx.Done():
	}
}

// killAndRestart ends the server in mid-work and starts it on the same data.
func (d *desk) killAndRestart(t *testing.T) {
	t.Helper()
	back := make(chan struct{})
	d.mu.Lock()
	server := d.server
	d.back = back
	d.mu.Unlock()
	server.kill(t)
	next := d.launch(t)
	d.mu.Lock()
	d.server = next
	d.mu.Unlock()
	close(back)
}

// wish is one write of somebody's, and the answer when it was acknowledged.
type wish struct {
	key, path string
	id        domain.ID
	body      map[string]any
	message   bool
	answer    []byte
	change    domain.ID // the plan change it made
}

// newWish is a goal or a message on one of the plans.
func (d *desk) newWish(ctx context.Context, n int) (*wish, error) {
	plan, err := d.plan(ctx, n)
	w := &wish{key: string(domain.NewID()), id: domain.NewID(), message: n%3 == 2}
	if w.message {
		w.path = "/api/v1/plans/" + plan + "/messages/" + string(w.id)
		w.body = map[string]any{"text": "Besked " + w.key}
	} else {
		w.path = "/api/v1/plans/" + plan + "/goals/" + string(w.id)
		w.body = map[string]any{"area": "work", "title": "Mål " + w.key, "why": "Derfor " + w.key}
	}
	return w, err
}

// send tries a wish once. Acked says that the answer came.
func (d *desk) send(w *wish) (acked bool, err error) {
	var headers []string
	if w.key != "" {
		headers = []string{"Idempotency-Key", w.key}
	}
	status, answer, err := d.maja.send("PUT", w.path, w.body, headers...)
	if err != nil {
		return false, nil //nolint:nilerr // a connection that was cut is part of the drill
	}
	if status == 503 {
		return false, nil
	}
	if status != 200 {
		return false, fmt.Errorf("%s: %d %s", w.path, status, answer)
	}
	w.answer = answer
	var r struct {
		PlanChange domain.ID `json:"plan_change"`
	}
	if err := json.Unmarshal(answer, &r); err != nil {
		return false, err
	}
	w.change = r.PlanChange
	return true, nil
}

// kept is all that a store holds of the desk's plans.
type kept struct {
	goals, messages, changes map[string]int // by title, text and why
	goalRev                  map[domain.ID]int64
	changeRev                map[domain.ID]int64
	changeOf                 map[domain.ID]domain.ID // goal by plan change
	deeds                    map[string]int          // by action, item and revision
	promises                 map[string]int          // by kind and subject
	items                    int
}

func (d *desk) read(t *testing.T, s *store.Store) *kept {
	t.Helper()
	k := &kept{goals: map[string]int{}, messages: map[string]int{}, changes: map[string]int{}, goalRev: map[domain.ID]int64{}, changeRev: map[domain.ID]int64{}, changeOf: map[domain.ID]domain.ID{}, deeds: map[string]int{}, promises: map[string]int{}}
	for _, plan := range d.plans {
		if err := s.Snapshot(t.Context(), func(tx *store.Tx) error { return k.plan(tx, domain.ID(plan), d.owner[plan]) }); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

func (k *kept) plan(tx *store.Tx, plan, citizen domain.ID) error {
	head, err := tx.Plan(plan)
	if err != nil {
		return err
	}
	items, err := tx.Items(head)
	if err != nil {
		return err
	}
	k.items += len(items)
	for _, r := range items {
		switch it := r.Item.(type) {
		case *domain.Goal:
			k.goals[it.Title]++
			k.goalRev[r.ID] = r.Rev
		case *domain.PlanChange:
			k.changes[it.Why]++
			k.changeRev[r.ID] = r.Rev
			k.changeOf[r.ID] = it.Item.ID
		}
	}
	threads, err := tx.Threads(plan)
	if err != nil {
		return err
	}
	for _, thread := range threads {
		messages, _, err := tx.Messages(head, thread.ID, "", 1_000_000)
		if err != nil {
			return err
		}
		for _, m := range messages {
			k.messages[m.Text]++
		}
	}
	deeds, err := tx.Deeds(head)
	if err != nil {
		return err
	}
	for _, deed := range deeds {
		k.deeds[fmt.Sprint(deed.Action, " ", deed.Item, " ", deed.Rev)]++
	}
	promises, err := tx.NotificationsOf(citizen)
	for _, n := range promises {
		k.promises[fmt.Sprint(n.Kind, " ", n.Subject)]++
	}
	return err
}

// check holds what is kept against what was acknowledged: each change is there once, with
// its deed and its promise to wake the citizen; and nothing is there by half.
func (k *kept) check(t *testing.T, acked, tried []*wish) {
	t.Helper()
	for _, w := range acked {
		if w.message {
			if k.messages["Besked "+w.key] != 1 || k.deeds[fmt.Sprint("message ", w.id, " ", 0)] != 1 || k.promises[fmt.Sprint("new_message ", w.id)] != 1 {
				t.Errorf("an acknowledged message: there %d times, %d deeds, %d promises", k.messages["Besked "+w.key], k.deeds[fmt.Sprint("message ", w.id, " ", 0)], k.promises[fmt.Sprint("new_message ", w.id)])
			}
			continue
		}
		rev := k.goalRev[w.id]
		if k.goals["Mål "+w.key] != 1 || k.changes["Derfor "+w.key] != 1 || rev == 0 || k.changeRev[w.change] != rev || k.changeOf[w.change] != w.id {
			t.Errorf("an acknowledged goal: there %d times at %d, %d changes at %d", k.goals["Mål "+w.key], rev, k.changes["Derfor "+w.key], k.changeRev[w.change])
		}
		if k.deeds[fmt.Sprint("put ", w.id, " ", rev)] != 1 || k.deeds[fmt.Sprint("plan_change ", w.change, " ", rev)] != 1 {
			t.Errorf("an acknowledged goal has %d and %d deeds", k.deeds[fmt.Sprint("put ", w.id, " ", rev)], k.deeds[fmt.Sprint("plan_change ", w.change, " ", rev)])
		}
		if k.promises[fmt.Sprint("plan_changed ", w.change)] != 1 {
			t.Errorf("an acknowledged goal's promise was made %d times", k.promises[fmt.Sprint("plan_changed ", w.change)])
		}
	}
	for _, m := range []map[string]int{k.goals, k.messages, k.changes, k.deeds, k.promises} {
		for what, n := range m {
			if n != 1 && !strings.HasPrefix(what, "read ") {
				t.Errorf("%q is there %d times", what, n)
			}
		}
	}
	// 1:1, also for what was kept but never acknowledged, since the answer was cut off.
	promised := map[string]int{}
	for what := range k.promises {
		kind, _, _ := strings.Cut(what, " ")
		promised[kind]++
	}
	done := map[string]int{}
	for what := range k.deeds {
		action, _, _ := strings.Cut(what, " ")
		done[action]++
	}
	if len(k.goals) != len(k.changes) || len(k.goals) != promised["plan_changed"] || len(k.goals) != done["put"] || len(k.goals) != done["plan_change"] {
		t.Errorf("%d goals, %d plan changes, %d promises, %d and %d deeds", len(k.goals), len(k.changes), promised["plan_changed"], done["put"], done["plan_change"])
	}
	if len(k.messages) != promised["new_message"] || len(k.messages) != done["message"] {
		t.Errorf("%d messages, %d promises, %d deeds", len(k.messages), promised["new_message"], done["message"])
	}
	if n := len(k.goals) + len(k.messages); n < len(acked) || n > len(tried) {
		t.Errorf("%d things are kept of %d that were tried and %d that were acknowledged", n, len(tried), len(acked))
	}
}

// lib builds a library of testdata that a child is to load before libc.
func lib(t *testing.T, name string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), name+".so")
	compiler := os.Getenv("CC")
	if compiler == "" {
		compiler = "gcc"
	}
	if msg, err := exec.CommandContext(t.Context(), compiler, "-shared", "-fPIC", "-O1", "-o", out, filepath.Join("testdata", name+".c")).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", compiler, err, msg)
	}
	return out
}
