package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// wire lies between a program and PostgreSQL. It counts what the program asks for, and may end
// it at one of them.
type wire struct {
	network, address string
	listener         net.Listener
	carried          sync.WaitGroup

	// at is the number of the question at which kill is called, 0 for none: before the server
	// heard it or, with answered, when the server has done it and its answer is under way.
	at       int
	answered bool
	kill     func() error

	mu    sync.Mutex
	asked []string
}

// newWire gives the wire and the address by which a program takes it.
func newWire(t *testing.T, database string) (*wire, string) {
	t.Helper()
	set, err := pgconn.ParseConfig(database)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{}
	w.network, w.address = pgconn.NetworkAddress(set.Host, set.Port)
	if w.listener, err = (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	u := url.URL{Scheme: "postgres", User: url.UserPassword(set.User, set.Password), Host: w.listener.Addr().String(), Path: "/" + set.Database, RawQuery: "sslmode=disable"}
	return w, u.String()
}

// open carries until close.
func (w *wire) open(kill func() error) {
	w.kill = kill
	w.carried.Go(func() {
		for {
			client, err := w.listener.Accept()
			if err != nil {
				return
			}
			w.carried.Go(func() { w.carry(client) })
		}
	})
}

// close returns when PostgreSQL has let go of every connection.
func (w *wire) close() {
	_ = w.listener.Close()
	w.carried.Wait()
}

func (w *wire) carry(client net.Conn) {
	defer client.Close()
	server, err := (&net.Dialer{}).DialContext(context.Background(), w.network, w.address)
	if err != nil {
		return
	}
	defer server.Close()
	var held bool // the answers are kept back; under mu
	done := make(chan struct{})
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for {
			f, kind, err := frame(server, true)
			if err != nil {
				_ = client.Close()
				return
			}
			w.mu.Lock()
			keep := held
			w.mu.Unlock()
			if !keep {
				_, _ = client.Write(f) // a client that is gone shows below
			} else if kind == readyForQuery {
				close(done)
				held = false
			}
		}
	}()
	w.questions(client, server, func() {
		w.mu.Lock()
		held = true
		w.mu.Unlock()
	}, done, gone)
	if c, ok := server.(interface{ CloseWrite() error }); ok {
		_ = c.CloseWrite()
	}
	<-gone
}

// The messages of PostgreSQL's protocol, version 3, that end a question or an answer.
const (
	query         = 'Q'
	parse         = 'P'
	syncUp        = 'S'
	readyForQuery = 'Z'
)

// questions passes on what the client sends, until it is killed or gone.
func (w *wire) questions(client, server net.Conn, hold func(), done, gone <-chan struct{}) {
	first, _, err := frame(client, false)
	if err != nil {
		return
	}
	_, _ = server.Write(first)
	var whole []byte
	text := "(prepared before)"
	for {
		f, kind, err := frame(client, true)
		if err != nil {
			return
		}
		whole = append(whole, f...)
		switch kind {
		case query:
			text = string(bytes.TrimRight(f[5:], "\x00"))
		case parse:
			_, after, _ := bytes.Cut(f[5:], []byte{0})
			sql, _, _ := bytes.Cut(after, []byte{0})
			text = string(sql)
		}
		if kind != query && kind != syncUp {
			continue
		}
		w.mu.Lock()
		w.asked = append(w.asked, text)
		last := len(w.asked) == w.at
		w.mu.Unlock()
		if last && w.answered {
			hold()
			_, _ = server.Write(whole)
			select {
			case <-done:
			case <-gone:
			}
		}
		if last {
			_ = w.kill()
			return
		}
		if _, err := server.Write(whole); err != nil {
			return
		}
		whole, text = nil, "(prepared before)"
	}
}

// frame reads one message; the first of a client has no letter before its length.
func frame(r io.Reader, letter bool) (whole []byte, kind byte, err error) {
	head := make([]byte, 4, 5)
	if letter {
		head = head[:5]
	}
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, 0, err
	}
	n := int(binary.BigEndian.Uint32(head[len(head)-4:]))
	body := make([]byte, max(n-4, 0))
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, 0, err
	}
	return append(head, body...), head[0], nil
}
