// Command oidcprovider is an OpenID provider for the tests, in a process of its own: the
// broker of MitID or the municipality's identity provider. It prints one line of JSON with
// its issuer and ends when its standard input does.
//
// Below /control/ a test says who its client and its people are, and what is to be wrong
// with the next answer (bend.go). Everything else is the provider as the library makes it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/zitadel/oidc/v3/pkg/op"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "oidcprovider:", err)
		os.Exit(1)
	}
}

func run() error {
	addr := "127.0.0.1:0"
	if len(os.Args) > 1 {
		addr = os.Args[1] // where it was before it was ended
	}
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return err
	}
	// By name: the cookies of two servers on one address would be each other's.
	issuer := fmt.Sprintf("http://localhost:%d", ln.Addr().(*net.TCPAddr).Port)
	handler, err := handler(issuer)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"issuer": issuer}); err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // the test has ended
		_ = server.Close()
	}()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func handler(issuer string) (http.Handler, error) {
	s, err := newStorage()
	if err != nil {
		return nil, err
	}
	provider, err := op.NewProvider(&op.Config{CryptoKey: s.crypto, CodeMethodS256: true, AuthMethodPost: true, GrantTypeRefreshToken: true}, s, op.StaticIssuer(issuer),
		op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, err
	}
	b := &bender{storage: s, issuer: issuer, next: provider}
	mux := http.NewServeMux()
	mux.Handle("/", b)
	mux.HandleFunc("GET /login", s.loginPage)
	callback := op.AuthCallbackURL(provider)
	mux.HandleFunc("POST /login", op.NewIssuerInterceptor(provider.IssuerFromRequest).HandlerFunc(s.login(issuer, callback)))
	mux.HandleFunc("POST /control/client", control(s.setClient))
	mux.HandleFunc("POST /control/user", control(s.setUser))
	mux.HandleFunc("POST /control/bend", control(b.set))
	mux.HandleFunc("POST /control/renewals", func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(s.renewed()) })
	return mux, nil
}

// control reads what a test says.
func control[T any](take func(T)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var said T
		if err := json.NewDecoder(r.Body).Decode(&said); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		take(said)
	}
}
