package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

func integrity(t *testing.T, file string) (out string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSIGTERMEndsInOrder: R23. Two hundred phones listen and eight desks write; the
// program ends within ten seconds, well, and with everything that it acknowledged.
func TestSIGTERMEndsInOrder(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		p := newPlace(t)
		if store.IsPostgres(database) {
			p.database = database
		}
		k := newDesk(t, p)
		const phones = 200
		patient := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: phones}}
		var ended sync.WaitGroup
		var cut atomic.Int64
		for range phones {
			res, err := k.maja.open(context.Background(), patient, "GET", "/api/v1/stream", nil)
			if err != nil || res.StatusCode != 200 {
				t.Fatalf("a stream: %v, %v", res, err)
			}
			lines := bufio.NewReader(res.Body)
			if _, err := lines.ReadString('\n'); err != nil { // it is open
				t.Fatal(err)
			}
			ended.Go(func() {
				defer res.Body.Close()
				if _, err := io.Copy(io.Discard, lines); err != nil {
					cut.Add(1)
				}
			})
		}
		var mu sync.Mutex
		var acked, tried []*wish
		var number atomic.Int64
		busy := make(chan struct{}, 1000)
		ending, end := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for range 8 {
			writers.Go(func() {
				for {
					w, err := k.newWish(ending, int(number.Add(1)))
					if err != nil {
						return // it is ending
					}
					mu.Lock()
					tried = append(tried, w)
					mu.Unlock()
					done, err := k.send(w)
					if err != nil {
						t.Error(err)
					}
					if !done {
						return // it is ending
					}
					mu.Lock()
					acked = append(acked, w)
					mu.Unlock()
					select {
					case busy <- struct{}{}:
					default:
					}
				}
			})
		}
		for range 60 {
			<-busy
		}
		code, took := k.server.terminate(t)
		if code != 0 || took > 10*time.Second {
			t.Errorf("exit %d after %s\n%s", code, took, k.server.log)
		}
		end()
		writers.Wait()
		ended.Wait()
		if n := cut.Load(); n > 0 {
			t.Errorf("%d of %d streams were cut and not ended", n, phones)
		}
		s := k.openStore(t)
		k.read(t, s).check(t, acked, tried)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		t.Logf("%d phones and %d writes, ended in %s", phones, len(acked), took)
	})
}

// TestWhoSaysNothingDoesNotHoldUpTheEnd: browsers open connections ahead of time, and a
// phone in a tunnel sends half a request.
func TestWhoSaysNothingDoesNotHoldUpTheEnd(t *testing.T) {
	for name, sends := range map[string]string{
		"nothing":        "",
		"half a request": "PUT /api/v1/plans/x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newPlace(t).launch(t)
			conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", c.url[len("http://"):])
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, sends); err != nil {
				t.Fatal(err)
			}
			// One that was accepted later proves that the first was.
			newPhone(func() string { return c.url }).want(t, 200, "GET", "/healthz", nil)
			if code, took := c.terminate(t); code != 0 || took > 7*time.Second {
				t.Errorf("exit %d after %s\n%s", code, took, c.log)
			}
		})
	}
}

// TestReadyzSaysNoBeforeTheEnd: whoever balances the load must know before requests fail.
func TestReadyzSaysNoBeforeTheEnd(t *testing.T) {
	h := &house{ending: make(chan struct{})}
	close(h.ending)
	if err := h.ready(t.Context()); !errors.Is(err, errEnding) {
		t.Errorf("%v", err)
	}
}
