// Package ledger keeps, outside the database, what must survive that an older copy of the
// database is put back: who was erased, who lost access to what, what was taken back. A line
// names ids and instants only, never words.
//
// It knows nothing of what a line means for the stored data: whoever restores a backup reads
// the lines and carries them through again. Nothing is ever taken out of a ledger.
package ledger

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"tavlen/backend/domain"
)

// Kind says what happened.
type Kind string

// The kinds. Each is carried through by doing it again; doing it twice changes nothing.
const (
	// ErasedPerson: Person's data key was thrown away.
	ErasedPerson Kind = "erased_person"
	// RemovedContact: Person lost what he had of Plan as one of the citizen's people.
	RemovedContact Kind = "removed_contact"
	// EndedRelation: Person's relation of kind What to Plan ended.
	EndedRelation Kind = "ended_relation"
	// WithdrawnConsent: the consent Item on Plan was withdrawn.
	WithdrawnConsent Kind = "withdrawn_consent"
	// ErasedItem: the thing Item of kind What was deleted from Plan.
	ErasedItem Kind = "erased_item"
	// RecalledMessage: the message Item on Plan was taken back.
	RecalledMessage Kind = "recalled_message"
	// DisabledPerson: Person may not sign in any more.
	DisabledPerson Kind = "disabled_person"
	// EnabledPerson: Person may sign in again.
	EnabledPerson Kind = "enabled_person"
	// EndedCalendar: the address of Person's calendar until then opens nothing any more.
	EndedCalendar Kind = "ended_calendar"
	// RemovedKey: the sign-in key (passkey, say) Item of Person opens nothing any more.
	RemovedKey Kind = "removed_key"
	// PausedContact: Person's view of Plan stands still; ResumedContact: it goes on.
	PausedContact  Kind = "paused_contact"
	ResumedContact Kind = "resumed_contact"
	// MutedContact: what Person sends of Plan is kept from the citizen; UnmutedContact: it is not.
	MutedContact   Kind = "muted_contact"
	UnmutedContact Kind = "unmuted_contact"
	// NarrowedItem: the thing Item of kind What on Plan is open to Only from then on. Of a contact
	// it is what he himself sees and does.
	NarrowedItem Kind = "narrowed_item"
	// EndedStory: the citizen said no to the story Item on Plan, or took her yes back.
	EndedStory Kind = "ended_story"
	// ProtectedAddress: nobody may learn where the citizen Person is. What is "may_invite" where
	// she may let people in all the same, and "none" where it is protected no more.
	ProtectedAddress Kind = "protected_address"
	// CorrectedCPR: the number by which the citizen Person was found is another's.
	CorrectedCPR Kind = "corrected_cpr"
	// DroppedIdentities: by what providers called Person until then, he is not found any more.
	DroppedIdentities Kind = "dropped_identities"
	// LeftAddress: by the channel What the citizen, contact or member of staff Person is not reached
	// any more where he was reached until then.
	LeftAddress Kind = "left_address"
	// RunsOut: the retention class What begins to take what had happened up to From. It is there
	// before any of it is gone, so that nothing is missed that a run which was killed has taken.
	RunsOut Kind = "runs_out"
	// HeldPlan: the Plan, which has ended, is held back by Person until From, and not deleted by its time
	// before; where From is At, it was let go.
	HeldPlan Kind = "held_plan"
	// RanOut: the retention class What took Count, of what had happened up to From, by the times
	// that Version names.
	RanOut Kind = "ran_out"
	// NotDone: what Lines say was begun and not done: nobody carries it through.
	NotDone Kind = "not_done"
	// Restored: a backup was put back; what was done between From and At is gone.
	Restored Kind = "restored"
)

// Entry is one line. Which of the ids it has goes by its kind.
type Entry struct {
	// At is when it happened, milliseconds since 1970 UTC.
	At     int64     `json:"at"`
	Kind   Kind      `json:"kind"`
	Plan   domain.ID `json:"plan,omitempty"`
	Person domain.ID `json:"person,omitempty"`
	Item   domain.ID `json:"item,omitempty"`
	// What is a kind of thing or relation, or a class's id: a word of the program's, or of the
	// municipality's configuration, never of a person's.
	What  string `json:"what,omitempty"`
	Count int64  `json:"count,omitempty"`
	// Only is for whom a thing is open, in words of the program's and ids.
	Only domain.Openness `json:"only,omitempty"`
	// From is the instant that a backup shows, up to which a class is over, or until which a plan is held, as At.
	From    int64  `json:"from,omitempty"`
	Version string `json:"version,omitempty"`
	// Lines are the SHA-256 of other lines, in hexadecimal.
	Lines []string `json:"lines,omitempty"`
}

// The words of a ProtectedAddress.
const (
	MayInvite    = "may_invite"
	NotProtected = "none"
)

// Time gives when it happened.
func (e Entry) Time() time.Time { return time.UnixMilli(e.At).UTC() }

// line is an entry as it stands in the file: bound to the line before it, and signed.
type line struct {
	Entry
	// Prev is the SHA-256 of the line before, as it stands in the file without its newline;
	// zeroes for the first.
	Prev string `json:"prev"`
	// MAC is the HMAC-SHA-256 of the line without it, under a key that is not in the folder.
	MAC string `json:"mac,omitempty"`
}

func (l line) sign(key []byte) string {
	l.MAC = ""
	doc, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers: cannot happen
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte("ledger\n"))
	h.Write(doc)
	return hex.EncodeToString(h.Sum(nil))
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// start stands for the line before the first.
var start = hex.EncodeToString(make([]byte, sha256.Size))

// Book is the ledger in a folder. Several processes may write to one.
type Book struct {
	dir string
	key []byte
}

// In gives the ledger of a folder, which need not exist yet. The key is at least 32 bytes,
// and never lies in the folder.
func In(dir string, key []byte) *Book { return &Book{dir: dir, key: key} }

// file and lock are the names in the folder. The lock is a file of its own, so that nobody
// who copies or opens the ledger itself drops it (POSIX).
const (
	file = "ledger.jsonl"
	lock = "ledger.lock"
)

// Path names the file.
func (b *Book) Path() string { return filepath.Join(b.dir, file) }

// Begun says whether there is a line.
func (b *Book) Begun() bool {
	info, err := os.Stat(b.Path())
	return err == nil && info.Size() > 0
}

// Append writes lines at the end, one behind the other, and returns when they are on the
// disk. What is not wholly written is written not at all. A last line that was torn when a
// process was killed was promised to nobody: it is cut off first.
func (b *Book) Append(entries ...Entry) error {
	_, err := b.append(entries)
	return err
}

// Announce writes lines, like Append, about what is yet to be done. Where it turns out that it
// was not, takeBack says so in the ledger. Last is the hash of the last line.
func (b *Book) Announce(entries ...Entry) (last string, takeBack func(at time.Time) error, err error) {
	lines, err := b.append(entries)
	if err != nil || len(lines) == 0 {
		return "", nil, err
	}
	return lines[len(lines)-1], func(at time.Time) error {
		var out []Entry
		for some := range slices.Chunk(lines, linesALine) {
			out = append(out, Entry{At: at.UnixMilli(), Kind: NotDone, Lines: some})
		}
		return b.Append(out...)
	}, nil
}

// linesALine keeps a NotDone far below longest.
const linesALine = 100

func (b *Book) append(entries []Entry) (lines []string, err error) {
	if len(entries) == 0 {
		return nil, nil
	}
	release, err := b.hold()
	if err != nil {
		return nil, err
	}
	defer release()
	_, statErr := os.Stat(b.Path())
	f, err := os.OpenFile(b.Path(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	prev, end, err := tail(f)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, e := range entries {
		l := line{Entry: e, Prev: prev}
		l.MAC = l.sign(b.key)
		doc, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		if len(doc) >= longest {
			return nil, fmt.Errorf("a line of %d bytes is too long", len(doc))
		}
		prev = sum(doc)
		lines = append(lines, prev)
		out.Write(doc)
		out.WriteByte('\n')
	}
	if err := f.Truncate(end); err != nil {
		return nil, err
	}
	if _, err = f.WriteAt(out.Bytes(), end); err == nil {
		err = f.Sync()
	}
	if err != nil {
		return nil, errors.Join(err, f.Truncate(end))
	}
	if errors.Is(statErr, fs.ErrNotExist) {
		return lines, syncDir(b.dir)
	}
	return lines, nil
}

// hold makes the folder and waits for its lock.
func (b *Book) hold() (release func(), err error) {
	if b.dir == "" {
		return nil, errors.New("there is no folder for the ledger")
	}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(b.dir, lock), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}

// longest is how many bytes a line has at most: all that can be picked for one contact.
const longest = 16 << 10

// tail gives the hash of the last whole line and where the next begins.
func tail(f *os.File) (prev string, end int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	from := max(0, info.Size()-2*longest)
	last := make([]byte, info.Size()-from)
	if _, err := f.ReadAt(last, from); err != nil && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	cut := bytes.LastIndexByte(last, '\n')
	if cut < 0 {
		if from > 0 {
			return "", 0, errors.New("the ledger's end is no line: put the file back from its copy")
		}
		return start, 0, nil
	}
	whole := last[:cut]
	return sum(whole[bytes.LastIndexByte(whole, '\n')+1:]), from + int64(cut) + 1, nil
}

// Fault is where a ledger does not hold.
type Fault struct {
	// Line counts from 1; 0 is the file.
	Line int
	What string
}

// Found is what stands in a ledger.
type Found struct {
	// Entries are those that the keys vouch for, the oldest first, but for what was not done.
	Entries []Entry
	Faults  []Fault
	// Head is the hash of the last whole line, "" of an empty ledger.
	Head string
	// Torn says that the last line was cut off while it was written; it counts for nothing.
	Torn bool

	hashes map[string]bool
}

// Holds says whether a head that was kept elsewhere is one of the ledger's lines: a ledger
// that was cut, or put back as it was earlier, no longer holds the newer one.
func (f Found) Holds(head string) bool { return head == "" || f.hashes[head] }

// Read goes through the whole ledger. One that does not exist is empty.
func (b *Book) Read() (Found, error) {
	out := Found{hashes: map[string]bool{}}
	doc, err := os.ReadFile(b.Path())
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	prev := start
	var lines []string // of Entries
	undone := map[string]bool{}
	for n := 1; len(doc) > 0; n++ {
		raw, rest, whole := bytes.Cut(doc, []byte{'\n'})
		doc = rest
		if !whole {
			out.Torn = true
			break
		}
		var l line
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		vouched := true
		switch {
		case dec.Decode(&l) != nil:
			vouched = false
			out.Faults = append(out.Faults, Fault{n, "cannot be read"})
		case !hmac.Equal([]byte(l.MAC), []byte(l.sign(b.key))):
			vouched = false
			out.Faults = append(out.Faults, Fault{n, "was changed, or written under other keys"})
		case l.Prev != prev:
			out.Faults = append(out.Faults, Fault{n, "does not follow the line before it"})
		}
		prev = sum(raw)
		switch {
		case !vouched:
		case l.Kind == NotDone:
			for _, line := range l.Lines {
				undone[line] = true
			}
		default:
			out.Entries, lines = append(out.Entries, l.Entry), append(lines, prev)
		}
		out.Head = prev
		out.hashes[prev] = true
	}
	kept := out.Entries[:0]
	for i, e := range out.Entries {
		if !undone[lines[i]] {
			kept = append(kept, e)
		}
	}
	out.Entries = kept
	return out, nil
}

// String says what is wrong on one line.
func (f Fault) String() string { return fmt.Sprintf("line %d %s", f.Line, f.What) }

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
