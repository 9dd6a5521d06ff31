package config

import (
	"errors"
	"testing"
)

func TestWhatAnybodyMayAskIsAnAddress(t *testing.T) {
	home(t)
	for _, bad := range []string{
		"--security-contact=sikkerhed@kommune.example", "--security-contact=http://kommune.example", "--security-contact=mailto:sikkerhed",
		"--security-contact=mailto:a@b.example\nExpires: 2099-01-01T00:00:00Z", "--security-contact=https://a.example/\r\nX: y",
		"--accessibility-url=http://was.example", "--accessibility-url=/was", "--accessibility-url=https://u:p@was.example",
		"--accessibility-url=javascript:alert(1)", "--accessibility-url=https://was.example/\nX: y",
	} {
		var p *Problem
		if _, err := parse(t, bad); !errors.As(err, &p) || p.Setting != nameSecurityContact && p.Setting != nameAccessibilityURL {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"--security-contact=https://kommune.example/sikkerhed", "--security-contact=mailto:a@b.example", "--accessibility-url=https://was.example/erkl%C3%A6ring"} {
		if _, err := parse(t, good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
