package oidc_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"tavlen/backend/oidc"
)

// TestNobodyWaitsBehindAnother: while a provider does not say what it is, whoever gives up is let
// go at once, and one question is put for all who wait.
func TestNobodyWaitsBehindAnother(t *testing.T) {
	asked, answer := make(chan struct{}, 8), make(chan struct{})
	var url string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		<-answer
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"issuer":"` + url + `","authorization_endpoint":"` + url + `/a","token_endpoint":"` + url + `/t","jwks_uri":"` + url + `/k","id_token_signing_alg_values_supported":["RS256"]}`))
	}))
	defer server.Close()
	url = server.URL
	p := oidc.New(oidc.Options{Issuer: url, ClientID: "tavlen"})
	gaveUp, giveUp := context.WithCancel(t.Context())
	first := make(chan error, 1)
	go func() { first <- p.Try(gaveUp) }()
	<-asked
	waits := make(chan error, 1)
	go func() { waits <- p.Try(t.Context()) }()
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := p.Try(gone); !errors.Is(err, oidc.ErrUnreachable) {
		t.Errorf("who has left waits: %v", err)
	}
	giveUp()
	if err := <-first; !errors.Is(err, oidc.ErrUnreachable) {
		t.Errorf("who gave up: %v", err)
	}
	close(answer)
	// That the first one went takes nothing from whoever waited with him.
	if err := <-waits; err != nil {
		t.Errorf("who waited: %v", err)
	}
	if err := p.Try(t.Context()); err != nil || len(asked) > 1 {
		t.Errorf("%v, asked %d times more", err, len(asked))
	}
}
