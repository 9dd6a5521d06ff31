package main

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
)

// receiverArg makes this program a push service instead of a bench, in a process of its
// own, so that what receiving costs is not counted as sending.
const receiverArg = "push-receiver"

// reception is where the push service is, as it tells its parent.
type reception struct{ Origin, CA string }

// receive accepts every push unread, over TLS and HTTP/2 as the browsers' services do,
// until its input ends.
func receive(stdin io.Reader, stdout, stderr io.Writer) int {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusCreated)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := json.NewEncoder(stdout).Encode(reception{s.URL, string(ca)}); err != nil {
		_, _ = fmt.Fprintln(stderr, "push receiver:", err)
		return 1
	}
	_, _ = io.Copy(io.Discard, stdin)
	return 0
}
