package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// device is a phone or a desk on one plan: what it last saw, and what it has written and
// not yet sent. It follows the rules of the PWA's outbox: a write builds on the one before
// it on the same thing, an accepted one is the base of the next, a conflict is settled by
// the person, and an answer that was lost is asked for again under the same key.
type device struct {
	*testkit.Client
	t     *rapid.T
	plan  string
	staff bool
	seen  map[string]any
	queue []*waiting
	// receipts are the server's last answers, by thing.
	receipts map[string]receipt
	// made are the things it wrote, there or on their way.
	made  map[string][]string
	typed map[string]bool // all words that were written on it
	both  map[string]bool // those that a conflict held beside another's
}

type waiting struct {
	thing, path, key, base string
	body                   map[string]any
	prev                   *waiting
	needs                  string // another thing that must be there first
}

// receipt is good for writes that were begun at one of the revisions it builds on.
type receipt struct {
	from []string
	rev  string
}

func (d *device) rev() string { return d.seen["rev"].(string) }

func (d *device) do(method, path string, body any, headers ...string) testkit.Response {
	return d.Do(method, d.plan+path, body, headers...)
}

// pull brings a device up to date piece by piece, as the PWA does.
func (d *device) pull() {
	r := d.do("GET", "/changes?since="+escape(d.rev()), nil)
	if r.Status != 200 {
		d.t.Fatalf("pull: %d %s", r.Status, r.Body)
	}
	m := mirror{plan: d.seen}
	var doc map[string]any
	if err := decode(r.Body, &doc); err != nil {
		d.t.Fatal(err)
	}
	m.lay(doc)
	d.seen = m.plan
}

// write puts a write in the queue. What it stands on is the plan as it is on the screen.
func (d *device) write(list, id string, body map[string]any, needs string) {
	w := &waiting{thing: list + "/" + id, path: "/" + list + "/" + id, key: newID(), body: body, needs: needs}
	if list == "dream" || list == "board" {
		w.path = "/" + list
	}
	if d.staff {
		body["why"] = "Det talte vi om"
	}
	there := list == "board" || list == "dream" && d.seen["dream"] != nil || item(d.seen, list, id) != nil
	if there {
		w.base = d.rev()
	}
	if r, ok := d.receipts[w.thing]; ok && slices.Contains(r.from, w.base) {
		w.base = r.rev
	}
	if list != "dream" && list != "board" && !slices.Contains(d.made[list], id) {
		d.made[list] = append(d.made[list], id)
	}
	for field, text := range body {
		// A why explains what the citizen is told; of an order, and of what is so already, there
		// is nothing to tell.
		if s, ok := text.(string); ok && field != "why" {
			d.typed[s] = true
		}
	}
	for _, q := range d.queue {
		if q.thing == w.thing {
			w.prev = q
		}
	}
	d.queue = append(d.queue, w)
}

// send sends the oldest write; lost says that its answer does not arrive, mine what the
// person chooses in a conflict.
func (d *device) send(lost, mine bool) {
	if len(d.queue) == 0 {
		return
	}
	w := d.queue[0]
	headers := []string{"Idempotency-Key", w.key}
	if w.base != "" {
		headers = append(headers, "If-Match", `"`+w.base+`"`)
	}
	r := d.do("PUT", w.path, w.body, headers...)
	if lost {
		return // handled or not, it stays in the queue
	}
	switch r.Status {
	case 200:
		var got struct{ Rev string }
		if err := decode(r.Body, &got); err != nil {
			d.t.Fatal(err)
		}
		d.taken(w, got.Rev)
	case 409:
		d.settle(w, r, mine)
	default:
		d.t.Fatalf("%s %v: %d %s", w.path, w.body, r.Status, r.Body)
	}
}

func (d *device) taken(w *waiting, rev string) {
	before := d.receipts[w.thing]
	from := []string{w.base}
	if before.rev == w.base || slices.Contains(before.from, w.base) {
		from = append(slices.Clone(before.from), w.base)
	}
	d.receipts[w.thing] = receipt{from, rev}
	d.queue = d.queue[1:]
	for _, q := range d.queue {
		if q.prev == w {
			q.prev, q.base = nil, rev
		}
	}
}

// settle takes what the person chose of both texts.
func (d *device) settle(w *waiting, r testkit.Response, mine bool) {
	var p struct {
		Rev       string
		Conflicts []domain.Conflict
	}
	if err := decode(r.Body, &p); err != nil || p.Rev == "" || len(p.Conflicts) == 0 {
		d.t.Fatalf("a conflict without both texts: %s", r.Body)
	}
	for _, c := range p.Conflicts {
		if sent, is := w.body[c.Field]; !is || fmt.Sprint(sent) != fmt.Sprint(c.Yours) && sent != nil {
			d.t.Fatalf("%v is not what was sent of %s in %v", c.Yours, c.Field, w.body)
		}
		if fmt.Sprint(c.Yours) == fmt.Sprint(c.Theirs) {
			d.t.Fatalf("no conflict: %v", c)
		}
		if s, ok := c.Yours.(string); ok {
			d.both[s] = true
		}
	}
	next := *w
	next.key, next.base, next.body = newID(), p.Rev, maps.Clone(w.body)
	if !mine {
		for _, c := range p.Conflicts {
			delete(next.body, c.Field)
		}
	}
	if left := len(next.body); left == 0 || left == 1 && next.body["why"] != nil {
		d.queue = d.queue[1:]
		for _, q := range d.queue {
			if q.prev == w {
				q.prev, q.base = w.prev, p.Rev
			}
		}
		return
	}
	*w = next
}

// edit makes one change of the kind that is drawn, of what the device shows.
func (d *device) edit(t *rapid.T, n int) {
	fresh := func(what string) string { return fmt.Sprintf("%s nr. %d", what, n) }
	pick := func(list string) string {
		ids := slices.Clone(d.made[list])
		for _, it := range d.seen[list].([]any) {
			if id := it.(map[string]any)["id"].(string); !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		if len(ids) == 0 {
			return ""
		}
		return rapid.SampledFrom(ids).Draw(t, list)
	}
	ranks := rapid.StringMatching("[a-z]{1,3}")
	status := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "status") }
	goal := pick("goals")
	switch what := rapid.IntRange(0, 11).Draw(t, "what"); {
	case what == 0 || goal == "":
		d.write("goals", newID(), map[string]any{"title": fresh("Mål"), "area": rapid.SampledFrom(domain.Areas).Draw(t, "area")}, "")
	case what == 1:
		d.write("goals", goal, map[string]any{"title": fresh("Nyt navn")}, "")
	case what == 2:
		d.write("goals", goal, map[string]any{"area": rapid.SampledFrom(domain.Areas).Draw(t, "area"), "rank": ranks.Draw(t, "rank")}, "")
	case what == 3:
		d.write("goals", goal, map[string]any{"status": status("active", "dropped", "reached")}, "")
	case what == 4:
		d.write("steps", newID(), map[string]any{"goal": goal, "text": fresh("Skridt")}, "goals/"+goal)
	case what == 5 && pick("steps") != "":
		d.write("steps", pick("steps"), map[string]any{"text": fresh("Andre ord")}, "")
	case what == 6 && pick("steps") != "":
		d.write("steps", pick("steps"), map[string]any{"status": status("active", "done", "dropped")}, "")
	case what == 7:
		d.write("strengths", newID(), map[string]any{"text": fresh("God til")}, "")
	case what == 8 && pick("strengths") != "":
		d.write("strengths", pick("strengths"), map[string]any{"text": fresh("Rigtig god til"), "status": status("active", "dropped")}, "")
	case what == 9:
		d.write("challenges", newID(), map[string]any{"text": fresh("Svært"), "what_helps": fresh("Det hjælper")}, "")
	case what == 10:
		lanes := rapid.SliceOfNDistinct(rapid.SampledFrom(domain.Areas), 1, 4, rapid.ID[domain.Area]).Draw(t, "lanes")
		d.write("board", d.plan, map[string]any{"lanes": lanes}, "")
	case !d.staff:
		d.write("dream", d.plan, map[string]any{"text": fresh("Drøm")}, "")
	default:
		d.write("board", d.plan, map[string]any{"focus_goals": []string{goal}}, "")
	}
}

// Two editors and a phone that is mostly offline, in any order, with answers that are lost:
// in the end all three show the same board, which is the server's; every word that was
// written stands on the board, in an earlier version or beside the other's in a conflict;
// and each revision of the plan is one change, with none left out.
func TestAnyOrderEndsInOneBoard(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := &world{Server: testkit.NewServer(t, testkit.Options{Database: database, Demo: true}), t: t, clients: map[string]*testkit.Client{}}
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			w.together(rt, n)
		})
	})
}

func (w *world) together(t *rapid.T, run int) {
	citizen, plan := domain.NewID(), newID()
	w.put("maja", "/citizens/"+string(citizen), map[string]any{"name": fmt.Sprint("Nina Nr ", run), "plan": map[string]any{"id": plan}})
	open := func(c *testkit.Client, staff bool) *device {
		d := &device{Client: c, t: t, plan: "/plans/" + plan, staff: staff, receipts: map[string]receipt{}, made: map[string][]string{}, typed: map[string]bool{}, both: map[string]bool{}}
		d.seen = c.Do("GET", d.plan, nil).JSON(w.t)
		return d
	}
	devices := []*device{open(w.as("maja"), true), open(w.SignIn(w.t, citizen), false), open(w.SignIn(w.t, citizen), false)}
	offline := devices[2]
	written := 0
	for range rapid.IntRange(5, 40).Draw(t, "steps") {
		d := rapid.SampledFrom(devices).Draw(t, "who")
		switch rapid.IntRange(0, 3).Draw(t, "does") {
		case 0, 1:
			written++
			d.edit(t, run*1000+written)
		case 2:
			if d != offline || rapid.IntRange(0, 5).Draw(t, "net") == 0 {
				d.send(rapid.IntRange(0, 4).Draw(t, "lost") == 0, rapid.Bool().Draw(t, "mine"))
			}
		case 3:
			if d != offline {
				d.pull()
			}
		}
	}
	for _, d := range devices {
		for len(d.queue) > 0 {
			d.send(rapid.IntRange(0, 4).Draw(t, "lost") == 0, rapid.Bool().Draw(t, "mine"))
		}
	}
	for _, d := range devices {
		d.pull()
		whole := d.do("GET", "", nil).JSON(w.t)
		if got, want := boardOf(w.t, d.seen), boardOf(w.t, whole); got != want {
			t.Fatalf("a device has\n%s\nand the server\n%s", got, want)
		}
		if got, want := boardOf(w.t, d.seen), boardOf(w.t, devices[0].seen); got != want {
			t.Fatalf("two devices differ:\n%s\nand\n%s", got, want)
		}
	}
	w.nothingLost(t, domain.ID(plan), devices)
}

// boardOf writes down what a board shows, so that two can be compared: without what one
// viewer has for himself.
func boardOf(t *testing.T, plan map[string]any) string {
	var b strings.Builder
	head := plan["plan"].(map[string]any)
	fmt.Fprintln(&b, "board", string(marshal(t, head["board"])), "dream", string(marshal(t, plan["dream"] != nil)))
	if dream, ok := plan["dream"].(map[string]any); ok {
		fmt.Fprintln(&b, dream["text"])
	}
	for _, list := range []string{"strengths", "challenges", "goals", "steps"} {
		var lines []string
		for _, it := range plan[list].([]any) {
			shown := maps.Clone(it.(map[string]any))
			delete(shown, "may_edit")
			lines = append(lines, string(marshal(t, shown)))
		}
		slices.Sort(lines)
		fmt.Fprintln(&b, list, strings.Join(lines, "\n"))
	}
	return b.String()
}

// nothingLost looks for every word in the versions and the conflicts, and for a version at every
// revision.
func (w *world) nothingLost(t *rapid.T, plan domain.ID, devices []*device) {
	kept := map[string]bool{}
	err := w.Store.Snapshot(w.t.Context(), func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		versions, err := tx.VersionsBefore(head, domain.Kinds, head.Rev+1, 1<<20)
		if err != nil {
			return err
		}
		revs := map[int64]bool{}
		for _, v := range versions {
			revs[v.Rev] = true
			f, err := domain.FieldsOf(v.Item)
			if err != nil {
				return err
			}
			for _, raw := range f {
				var s string
				if json.Unmarshal(raw, &s) == nil {
					kept[s] = true
				}
			}
		}
		for rev := int64(1); rev <= head.Rev; rev++ {
			if !revs[rev] {
				t.Fatalf("revision %d of %d is nothing's", rev, head.Rev)
			}
		}
		if len(revs) != int(head.Rev) {
			t.Fatalf("%d revisions up to %d", len(revs), head.Rev)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range devices {
		for word := range d.typed {
			if !kept[word] && !d.both[word] {
				t.Fatalf("%q was written and is nowhere", word)
			}
		}
	}
}
