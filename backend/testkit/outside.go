package testkit

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
)

// asOutside names the server that a test binary is to be instead of running its tests: what
// the program speaks to over the net (an SMS gateway, a mail server) is a process of its own,
// which a test can kill and start again. It needs no other build than the test's.
const asOutside = "TAVLEN_TESTKIT_OUTSIDE"

// outsiders are the servers that there are. Each listens on the address that it is given and
// gives the one it got; what it is asked later it answers with hear.
var outsiders = map[string]func(test *line, config json.RawMessage) (addr string, hear hearer, err error){
	"sms":  serveSMS,
	"mail": serveMail,
}

func init() {
	serve, is := outsiders[os.Getenv(asOutside)]
	if !is {
		return
	}
	var hear atomic.Pointer[hearer]
	test := newLine(os.Stdout)
	test.run(os.Stdin, func(what string, body json.RawMessage) (any, error) {
		if what != "start" {
			return (*hear.Load())(what, body)
		}
		addr, h, err := serve(test, body)
		hear.Store(&h)
		return addr, err
	})
	os.Exit(0) // the test has ended
}

// hearer answers what the other end of a line asks.
type hearer func(what string, body json.RawMessage) (any, error)

// line is a pair of pipes over which a test and a server of its own ask each other.
type line struct {
	mu    sync.Mutex
	out   *json.Encoder
	last  int64
	waits map[int64]chan word // nil when the line is dead
}

// word is one question or answer.
type word struct {
	ID    int64           `json:"id"`
	What  string          `json:"what,omitempty"` // of a question
	Body  json.RawMessage `json:"body,omitempty"`
	Error string          `json:"error,omitempty"`
}

var errLineDead = errors.New("testkit: the other process has ended")

func newLine(out io.Writer) *line {
	return &line{out: json.NewEncoder(out), waits: map[int64]chan word{}}
}

// run answers until the other end is gone.
func (l *line) run(in io.Reader, hear hearer) {
	dec := json.NewDecoder(bufio.NewReader(in))
	for {
		var w word
		if dec.Decode(&w) != nil {
			break
		}
		if w.What == "" {
			l.mu.Lock()
			if wait := l.waits[w.ID]; wait != nil {
				wait <- w
				delete(l.waits, w.ID)
			}
			l.mu.Unlock()
			continue
		}
		go func() {
			answer := word{ID: w.ID}
			body, err := hear(w.What, w.Body)
			if err == nil {
				answer.Body, err = json.Marshal(body)
			}
			if err != nil {
				answer.Error = err.Error()
			}
			l.mu.Lock()
			defer l.mu.Unlock()
			_ = l.out.Encode(answer) // who asked may be gone
		}()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, wait := range l.waits {
		close(wait)
	}
	l.waits = nil
}

// ask puts a question and reads the answer into what is given.
func (l *line) ask(what string, body, answer any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	wait := make(chan word, 1)
	l.mu.Lock()
	if l.waits == nil {
		l.mu.Unlock()
		return errLineDead
	}
	l.last++
	l.waits[l.last] = wait
	err = l.out.Encode(word{ID: l.last, What: what, Body: raw})
	l.mu.Unlock()
	if err != nil {
		return errors.Join(errLineDead, err)
	}
	w, ok := <-wait
	switch {
	case !ok:
		return errLineDead
	case w.Error != "":
		return errors.New(w.Error)
	}
	return json.Unmarshal(w.Body, answer)
}

// outside is such a server as its test has it in hand.
type outside struct {
	name   string
	config func(addr string) any
	hear   hearer
	addr   string

	cmd   *exec.Cmd
	line  *line
	ended chan struct{}
}

// startOutside starts one and ends it with the test.
func startOutside(t testing.TB, name string, config func(addr string) any, hear hearer) *outside {
	t.Helper()
	o := &outside{name: name, config: config, hear: hear, addr: "127.0.0.1:0"}
	o.Start(t)
	t.Cleanup(func() { o.kill() })
	return o
}

// Start starts the server again that was killed, where it was.
func (o *outside) Start(t testing.TB) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o.cmd = exec.Command(self) // its life ends with the pipe, not with a context
	o.cmd.Env = []string{asOutside + "=" + o.name}
	o.cmd.Stderr = os.Stderr
	in, err := o.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := o.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	l, ended := newLine(in), make(chan struct{})
	o.line, o.ended = l, ended
	go func() {
		defer close(ended)
		l.run(out, o.hear)
	}()
	if err := l.ask("start", o.config(o.addr), &o.addr); err != nil {
		t.Fatalf("%s does not start: %v", o.name, err)
	}
}

// Kill ends it without a word, as when its machine fails. Who speaks to it is cut off, and
// nobody is there until it is started again.
func (o *outside) Kill(t testing.TB) {
	t.Helper()
	if o.cmd == nil {
		t.Fatalf("%s is dead already", o.name)
	}
	o.kill()
}

func (o *outside) kill() {
	if o.cmd == nil {
		return
	}
	_ = o.cmd.Process.Kill()
	<-o.ended
	_ = o.cmd.Wait()
	o.cmd = nil
}
