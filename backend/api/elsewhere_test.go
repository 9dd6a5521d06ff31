package api_test

import (
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"tavlen/backend/testkit"
)

// ASVS V3.7.2: whatever an address holds, nobody is led to another server by it: the two doors lead to their provider, and
// everything else to a page of ours.
func TestNothingLeadsElsewhere(t *testing.T) {
	t.Parallel()
	broker := idura(t)
	log := &logbook{}
	s := testkit.NewServer(t, testkit.Options{Demo: true, MitID: broker, Staff: kommune(t), Log: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	evil := []string{"//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/%2F%2Fevil.example", "%2F%2Fevil.example", "/%5Cevil.example", "https:evil.example", "javascript:alert(1)", "//evil.example@localhost", "/.//evil.example", "/%09/evil.example", "/%0d%0aLocation:%20https://evil.example"}
	var asked []string
	for _, e := range evil {
		for _, at := range []string{"/", "/login/mitid", "/login/staff", "/login/retur/mitid", "/login/retur/staff", "/login/retur", "/login", "/was", "/ind/abcdefghijkl", "/invitation/x", "/i-dag", "/api/v1/me", "/kalender/x.ics"} {
			for _, name := range []string{"next", "url", "return", "returnTo", "redirect_uri", "state", "code", "iss", "RelayState"} {
				asked = append(asked, at+"?"+name+"="+url.QueryEscape(e))
			}
		}
		asked = append(asked, "/"+strings.TrimPrefix(e, "/"), "/"+e, "/login/"+e, "/login/retur/"+e, "/ind/"+e, "/was/"+e)
	}
	led := 0
	for _, at := range asked {
		at = strings.ReplaceAll(at, " ", "%20")
		for _, r := range raw(t, s, fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Mode: navigate\r\nX-Forwarded-Host: evil.example\r\nReferer: https://evil.example/\r\nConnection: close\r\n\r\n", at, strings.TrimPrefix(s.URL, "http://")), false) {
			to := r.Header.Get("Location")
			if to == "" {
				continue
			}
			led++
			u, err := url.Parse(to)
			ours := err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.Contains(to, "\\")
			door := strings.HasPrefix(at, "/login/mitid?") || strings.HasPrefix(at, "/login/staff?")
			if strings.Contains(to, "evil") || !ours && (!door || u.Hostname() != "127.0.0.1" || !strings.HasPrefix(u.Query().Get("redirect_uri"), s.URL+"/login/retur/")) {
				t.Errorf("%s leads to %s", at, to)
			}
		}
	}
	if led < 30 {
		t.Errorf("only %d answers led anywhere", led)
	}
	for _, secret := range []string{"evil", "code=", "state="} {
		if strings.Contains(string(log.all()), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
