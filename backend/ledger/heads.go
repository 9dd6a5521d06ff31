package ledger

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tavlen/backend/domain"
)

// Tip is where one chain of the audit ended: its last deed, and that deed's hash, which stands
// for all before it.
type Tip struct {
	Chain string `json:"c"`
	Seq   int64  `json:"s"`
	// Hash is in hexadecimal.
	Hash string `json:"h"`
}

// Head is where all chains of the audit ended at one instant.
type Head struct {
	// N counts the heads of the installation from 1.
	N int64 `json:"n"`
	// Day is in Copenhagen; At is milliseconds since 1970 UTC.
	Day domain.Date `json:"day"`
	At  int64       `json:"at"`
	// Tips are those that moved since the head before, in the order of their chains.
	Tips []Tip `json:"tips,omitempty"`
	// From is the instant that a backup shows that was put back then, as At; 0: none was. The tips
	// are then where the chains ended in it: what earlier heads say that stood behind is gone.
	From int64 `json:"from,omitempty"`
	// Deeds are how many all chains had, and Root is the hash over all their tips.
	Deeds int64  `json:"deeds"`
	Root  string `json:"root"`
}

// RootOf gives the hash over the tips of all chains, in any order.
func RootOf(tips []Tip) string {
	all := slices.Clone(tips)
	slices.SortFunc(all, func(x, y Tip) int { return strings.Compare(x.Chain, y.Chain) })
	h := sha256.New()
	for _, t := range all {
		_, _ = fmt.Fprintf(h, "%d:%s%d:%s\n", len(t.Chain), t.Chain, t.Seq, t.Hash)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// headLine is a head, or one of several lines of a head that is too long for one.
type headLine struct {
	Head
	// More says that the next line goes on with the same head.
	More bool   `json:"more,omitempty"`
	Prev string `json:"prev"`
	MAC  string `json:"mac,omitempty"`
}

func (l headLine) sign(key []byte) string {
	l.MAC = ""
	doc, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers: cannot happen
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte("heads\n"))
	h.Write(doc)
	return hex.EncodeToString(h.Sum(nil))
}

// Heads is the file of daily heads. Several processes may write to one.
type Heads struct {
	path string
	key  []byte
}

// headsFile is its name in the ledger's folder.
const headsFile = "heads.jsonl"

// HeadsIn gives the heads of a folder, which need not exist yet. The key never lies there.
func HeadsIn(dir string, key []byte) *Heads { return HeadsAt(filepath.Join(dir, headsFile), key) }

// HeadsAt gives the heads in a file: a copy that was kept elsewhere.
func HeadsAt(path string, key []byte) *Heads { return &Heads{path, key} }

// Path names the file.
func (h *Heads) Path() string { return h.path }

// tipsALine keeps a line far below longest.
const tipsALine = 24

// Append writes a head at the end and returns when it is on the disk. What was torn by a kill is
// cut off first.
func (h *Heads) Append(head Head) (err error) {
	release, err := (&Book{dir: filepath.Dir(h.path)}).hold()
	if err != nil {
		return err
	}
	defer release()
	_, statErr := os.Stat(h.path)
	f, err := os.OpenFile(h.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	prev, end, err := tail(f)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for tips := head.Tips; ; tips = tips[tipsALine:] {
		l := headLine{Head: head, Prev: prev, More: len(tips) > tipsALine}
		l.Tips = tips[:min(tipsALine, len(tips))]
		l.MAC = l.sign(h.key)
		doc, err := json.Marshal(l)
		if err != nil {
			return err
		}
		prev = sum(doc)
		out.Write(append(doc, '\n'))
		if !l.More {
			break
		}
	}
	if err := f.Truncate(end); err != nil {
		return err
	}
	if _, err = f.WriteAt(out.Bytes(), end); err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(end))
	}
	if errors.Is(statErr, fs.ErrNotExist) {
		return syncDir(filepath.Dir(h.path))
	}
	return nil
}

// FoundHeads is what stands in a file of heads.
type FoundHeads struct {
	// Heads are those that the keys vouch for, the oldest first, whole.
	Heads  []Head
	Faults []Fault
	// Head is the hash of the last whole line, "" of an empty file.
	Head string

	hashes map[string]bool
}

// Holds says whether the last line of a copy is one of the file's.
func (f FoundHeads) Holds(head string) bool { return head == "" || f.hashes[head] }

// N is the number of the last head; 0: there is none.
func (f FoundHeads) N() int64 {
	if len(f.Heads) == 0 {
		return 0
	}
	return f.Heads[len(f.Heads)-1].N
}

// Tips are the last known of each chain.
func (f FoundHeads) Tips() map[string]Tip {
	out := map[string]Tip{}
	for _, h := range f.Heads {
		for _, t := range h.Tips {
			out[t.Chain] = t
		}
	}
	return out
}

// Read goes through the whole file. One that does not exist is empty.
func (h *Heads) Read() (FoundHeads, error) {
	out := FoundHeads{hashes: map[string]bool{}}
	doc, err := os.ReadFile(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	prev := start
	var begun *Head
	for n := 1; len(doc) > 0; n++ {
		raw, rest, whole := bytes.Cut(doc, []byte{'\n'})
		doc = rest
		if !whole {
			break // torn while it was written
		}
		var l headLine
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		fault := ""
		switch {
		case dec.Decode(&l) != nil:
			fault = "cannot be read"
		case !hmac.Equal([]byte(l.MAC), []byte(l.sign(h.key))):
			fault = "was changed, or written under other keys"
		case l.Prev != prev:
			out.Faults = append(out.Faults, Fault{n, "does not follow the line before it"})
		}
		prev = sum(raw)
		out.Head = prev
		out.hashes[prev] = true
		if fault != "" {
			out.Faults, begun = append(out.Faults, Fault{n, fault}), nil
			continue
		}
		if want := out.N() + 1; l.N != want {
			out.Faults = append(out.Faults, Fault{n, fmt.Sprintf("is head %d, where head %d would follow: what stood between was taken out", l.N, want)})
		}
		if begun == nil || begun.N != l.N {
			begun = &Head{N: l.N, Day: l.Day, At: l.At, From: l.From, Deeds: l.Deeds, Root: l.Root}
		}
		begun.Tips = append(begun.Tips, l.Tips...)
		if !l.More {
			out.Heads, begun = append(out.Heads, *begun), nil
		}
	}
	return out, nil
}
