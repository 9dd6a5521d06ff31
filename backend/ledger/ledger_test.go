package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"tavlen/backend/domain"
)

func book(t *testing.T) *Book {
	t.Helper()
	return In(filepath.Join(t.TempDir(), "state", "ledger"), bytes.Repeat([]byte{3}, 32))
}

func entry(n int) Entry {
	return Entry{At: int64(n), Kind: ErasedPerson, Person: domain.ID(fmt.Sprintf("p%d", n))}
}

func (b *Book) add(t *testing.T, n ...int) {
	t.Helper()
	for _, i := range n {
		if err := b.Append(entry(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *Book) found(t *testing.T) Found {
	t.Helper()
	f, err := b.Read()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (b *Book) rewrite(t *testing.T, change func([]byte) []byte) {
	t.Helper()
	doc, err := os.ReadFile(b.Path())
	if err == nil {
		err = os.WriteFile(b.Path(), change(doc), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	b := book(t)
	if f := b.found(t); len(f.Entries)+len(f.Faults) != 0 || f.Head != "" || !f.Holds("") || f.Holds("x") {
		t.Errorf("an empty one gives %+v", f)
	}
	if _, err := os.Stat(b.dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("reading made the folder")
	}
	b.add(t, 1, 2)
	head := b.found(t).Head
	if err := b.Append(entry(3), entry(4)); err != nil {
		t.Fatal(err)
	}
	f := b.found(t)
	if len(f.Entries) != 4 || len(f.Faults) != 0 || !reflect.DeepEqual(f.Entries[3], entry(4)) || f.Head == head || !f.Holds(head) || !f.Holds(f.Head) {
		t.Errorf("%+v", f)
	}
	for path, want := range map[string]fs.FileMode{b.dir: 0o700, b.Path(): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

// TestATornLineIsCutOff: at whatever byte the last write ended, all lines before it stand and
// the next line follows them.
func TestATornLineIsCutOff(t *testing.T) {
	b := book(t)
	b.add(t, 1, 2)
	whole, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	b.add(t, 3)
	all, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	for cut := len(whole) + 1; cut < len(all); cut++ {
		b.rewrite(t, func([]byte) []byte { return all[:cut] })
		if f := b.found(t); !f.Torn || len(f.Entries) != 2 || len(f.Faults) != 0 {
			t.Fatalf("cut at %d: %+v", cut, f)
		}
		b.add(t, 4)
		if f := b.found(t); f.Torn || len(f.Entries) != 3 || len(f.Faults) != 0 || !reflect.DeepEqual(f.Entries[2], entry(4)) {
			t.Fatalf("cut at %d and written on: %+v", cut, f)
		}
	}
	// Also of the very first one.
	b.rewrite(t, func([]byte) []byte { return all[:20] })
	b.add(t, 5)
	if f := b.found(t); len(f.Entries) != 1 || len(f.Faults) != 0 {
		t.Errorf("%+v", f)
	}
}

func TestTamperingShows(t *testing.T) {
	lines := func(doc []byte) []string { return strings.SplitAfter(strings.TrimSuffix(string(doc), "\n"), "\n") }
	for name, tc := range map[string]struct {
		change func([]byte) []byte
		line   int
	}{
		"changed":    {func(d []byte) []byte { return bytes.Replace(d, []byte(`"p2"`), []byte(`"p9"`), 1) }, 2},
		"taken out":  {func(d []byte) []byte { l := lines(d); return []byte(l[0] + l[2] + "\n") }, 2},
		"swapped":    {func(d []byte) []byte { l := lines(d); return []byte(l[1] + l[0] + l[2] + "\n") }, 1},
		"doubled":    {func(d []byte) []byte { l := lines(d); return []byte(l[0] + l[0] + l[1] + l[2] + "\n") }, 2},
		"no line":    {func(d []byte) []byte { l := lines(d); return []byte(l[0] + "x\n" + l[1] + l[2] + "\n") }, 2},
		"of another": {func([]byte) []byte { return foreign(t) }, 1},
	} {
		b := book(t)
		b.add(t, 1, 2, 3)
		b.rewrite(t, tc.change)
		if f := b.found(t); len(f.Faults) == 0 || f.Faults[0].Line != tc.line {
			t.Errorf("%s: %v", name, f.Faults)
		}
	}
	// A cut tail leaves a ledger that holds in itself: a head kept elsewhere tells.
	b := book(t)
	b.add(t, 1, 2, 3)
	head := b.found(t).Head
	b.rewrite(t, func(d []byte) []byte { l := lines(d); return []byte(l[0] + l[1]) })
	if f := b.found(t); len(f.Faults) != 0 || f.Holds(head) {
		t.Errorf("a cut one: %+v", f)
	}
}

func foreign(t *testing.T) []byte {
	t.Helper()
	b := In(t.TempDir(), bytes.Repeat([]byte{4}, 32))
	b.add(t, 1, 2, 3)
	doc, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestManyWriteAtOnce: each Book stands for a process, since the lock is taken anew each time.
func TestManyWriteAtOnce(t *testing.T) {
	b := book(t)
	var all sync.WaitGroup
	for w := range 8 {
		other := In(b.dir, b.key)
		all.Go(func() {
			for i := range 20 {
				if err := other.Append(entry(100*w + i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if f := b.found(t); len(f.Entries) != 160 || len(f.Faults) != 0 {
		t.Errorf("%d lines, %v", len(f.Entries), f.Faults)
	}
}

// TestWhatCannotBeWrittenIsSaid: whoever must write first can then leave it undone.
func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	if err := In("", nil).Append(entry(1)); err == nil {
		t.Error("written nowhere")
	}
	beside := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(beside, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := In(filepath.Join(beside, "ledger"), nil).Append(entry(1)); err == nil {
		t.Error("written into a file")
	}
}
