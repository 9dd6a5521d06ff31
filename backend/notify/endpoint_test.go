package notify

import (
	"errors"
	"strings"
	"testing"
)

func TestEndpoints(t *testing.T) {
	extra, err := parseOrigin("https://127.0.0.1:9443")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		endpoint  string
		ok, extra bool
	}{
		{"https://fcm.googleapis.com/fcm/send/abc:def", true, false},
		{"https://fcm.googleapis.com:443/fcm/send/abc", true, false},
		{"https://FCM.googleapis.com/fcm/send/abc", true, false},
		{"https://updates.push.services.mozilla.com/wpush/v2/gAAA", true, false},
		{"https://autopush.push.services.mozilla.com/wpush/v2/gAAA", true, false},
		{"https://wns2-db5p.notify.windows.com/w/?token=BQ%3d", true, false},
		{"https://web.push.apple.com/QGv", true, false},
		{"https://api.push.apple.com/3/device", true, false},
		{"https://127.0.0.1:9443/push/x", true, true},

		{"http://fcm.googleapis.com/fcm/send/abc", false, false},
		{"https://fcm.googleapis.com:8443/x", false, false},
		{"https://fcm.googleapis.com:/x", false, false},
		{"https://fcm.googleapis.com./x", false, false},
		{"https://user@fcm.googleapis.com/x", false, false},
		{"https://fcm.googleapis.com@127.0.0.1/x", false, false},
		{"https://127.0.0.1:8080/x.apple.com/", false, false},
		{"https://evil.example/fcm.googleapis.com", false, false},
		{"https://fcm.googleapis.com.evil.example/", false, false},
		{"https://evilfcm.googleapis.com/", false, false},
		{"https://x.fcm.googleapis.com/", false, false},
		{"https://notify.windows.com/", false, false},
		{"https://.notify.windows.com/", false, false},
		{"https://evilnotify.windows.com/", false, false},
		{"https://evil.example\\.push.apple.com/", false, false},
		{"https://evil.example#.push.apple.com/", false, false},
		{"https://evil.example?.push.apple.com", false, false},
		{"https://fcm.googleapis.com/x#part", false, false},
		{"https:fcm.googleapis.com/x", false, false},
		{"//fcm.googleapis.com/x", false, false},
		{"https://[::1]/x", false, false},
		{"https://169.254.169.254/latest/meta-data", false, false},
		{"https://127.0.0.1:9444/push/x", false, false},
		{"https://localhost:9443/push/x", false, false},
		{"http://127.0.0.1:9443/push/x", false, false},
		{"https://u@127.0.0.1:9443/push/x", false, false},
		{"https://fcm.googleapis.com/\nHost: x", false, false},
		{"", false, false},
		{"https://fcm.googleapis.com/" + strings.Repeat("a", maxEndpoint), false, false},
	} {
		_, isExtra, err := parseEndpoint(tc.endpoint, extra)
		if (err == nil) != tc.ok || isExtra != tc.extra {
			t.Errorf("%q: extra %v, err %v", tc.endpoint, isExtra, err)
		}
		if err != nil && !errors.Is(err, ErrEndpoint) {
			t.Errorf("%q: %v is not ErrEndpoint", tc.endpoint, err)
		}
	}
}

func TestNoExtraOriginAllowsNone(t *testing.T) {
	if _, _, err := parseEndpoint("https://127.0.0.1:9443/push/x", ""); err == nil {
		t.Error("loopback was allowed")
	}
}

func TestParseOrigin(t *testing.T) {
	for s, want := range map[string]origin{
		"https://push.test":       "https://push.test:443",
		"https://Push.test:443/":  "https://push.test:443",
		"https://127.0.0.1:9443":  "https://127.0.0.1:9443",
		"http://127.0.0.1:9443":   "",
		"https://127.0.0.1/push":  "",
		"https://u@127.0.0.1":     "",
		"https://127.0.0.1?x":     "",
		"127.0.0.1:9443":          "",
		"https://:9443":           "",
		"https://push.test:443#x": "",
	} {
		got, err := parseOrigin(s)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", s, got, err)
		}
	}
}

func FuzzParseEndpoint(f *testing.F) {
	f.Add("https://fcm.googleapis.com/x")
	f.Add("https://a.push.apple.com:443/x?y")
	f.Fuzz(func(t *testing.T, s string) {
		u, _, err := parseEndpoint(s, "")
		if err != nil {
			return
		}
		if u.Scheme != "https" || u.User != nil || u.Port() != "" && u.Port() != "443" {
			t.Errorf("%q was let through as %v", s, u)
		}
	})
}
