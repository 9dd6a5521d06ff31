package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestProvidersHalfConfigured: what is missing, wrong or one too many stops the start with
// its own name, and with no secret in the line.
func TestProvidersHalfConfigured(t *testing.T) {
	dir := home(t)
	secret, claims, empty := write(t, "geheim\n", dir, "secret"), write(t, "{}", dir, "claims"), write(t, " \n", dir, "empty")
	const broker, staff = "--mitid-issuer=https://broker.example --mitid-client-id=tavlen", "--staff-oidc-issuer=https://login.example --staff-oidc-client-id=tavlen"
	for _, tc := range []struct{ flags, wrong string }{
		{"--mitid-client-id=tavlen", nameMitIDClientID},
		{"--mitid-secret-file=" + secret, nameMitIDSecretFile},
		{"--mitid-profile=idura", nameMitIDProfile},
		{"--mitid-level=high", nameMitIDLevel},
		{"--mitid-claims-file=" + claims, nameMitIDClaimsFile},
		{broker + " --mitid-secret-file=" + secret, nameMitIDProfile},
		{broker + " --mitid-profile=nemid --mitid-secret-file=" + secret, nameMitIDProfile},
		{broker + " --mitid-profile=idura --mitid-level=some --mitid-secret-file=" + secret, nameMitIDLevel},
		{broker + " --mitid-profile=custom --mitid-secret-file=" + secret, nameMitIDClaimsFile},
		{broker + " --mitid-profile=idura --mitid-claims-file=" + claims + " --mitid-secret-file=" + secret, nameMitIDClaimsFile},
		{broker + " --mitid-profile=idura", nameMitIDSecretFile},
		{broker + " --mitid-profile=idura --mitid-secret-file=" + empty, nameMitIDSecretFile},
		{broker + " --mitid-profile=idura --mitid-secret-file=" + dir + "/missing", nameMitIDSecretFile},
		{"--mitid-issuer=https://broker.example --mitid-profile=idura --mitid-secret-file=" + secret, nameMitIDClientID},
		{"--mitid-issuer=broker.example --mitid-client-id=a --mitid-profile=idura --mitid-secret-file=" + secret, nameMitIDIssuer},
		{"--mitid-issuer=http://broker.example --mitid-client-id=a --mitid-profile=idura --mitid-secret-file=" + secret, nameMitIDIssuer},
		{"--mitid-issuer=https://u:geheim@broker.example --mitid-client-id=a --mitid-profile=idura --mitid-secret-file=" + secret, nameMitIDIssuer},
		{"--mitid-issuer=https://broker.example?a=b --mitid-client-id=a --mitid-profile=idura --mitid-secret-file=" + secret, nameMitIDIssuer},
		{"--env=production --public-url=https://t.example --mitid-issuer=http://127.0.0.1:9 --mitid-client-id=a --mitid-profile=idura --mitid-secret-file=" + secret, nameMitIDIssuer},
		{"--staff-oidc-client-id=a", nameStaffClientID},
		{"--staff-oidc-secret-file=" + secret, nameStaffSecretFile},
		{"--staff-oidc-claims-file=" + claims, nameStaffClaimsFile},
		{staff + " --staff-oidc-secret-file=" + secret, nameStaffClaimsFile},
		{staff + " --staff-oidc-claims-file=" + claims, nameStaffSecretFile},
		{"--env=production --public-url=https://t.example --staff-oidc-issuer=http://127.0.0.1:9 --staff-oidc-client-id=a --staff-oidc-claims-file=" + claims + " --staff-oidc-secret-file=" + secret, nameStaffIssuer},
	} {
		_, err := parse(t, strings.Fields(tc.flags)...)
		var p *Problem
		if !errors.As(err, &p) || p.Setting != tc.wrong {
			t.Errorf("%s: %v, want %s", tc.flags, err, tc.wrong)
			continue
		}
		if text := err.Error(); strings.Contains(text, "geheim") || strings.Contains(text, "\n") || p.Mend == "" {
			t.Errorf("%s: %s", tc.flags, text)
		}
	}
}

// TestProvidersThatAreWhole: what is enough, with its default, and nothing secret is shown.
func TestProvidersThatAreWhole(t *testing.T) {
	dir := home(t)
	secret, claims := write(t, "geheim\n", dir, "secret"), write(t, "{}", dir, "claims")
	set, err := parse(t, "--mitid-issuer=https://broker.example", "--mitid-client-id=tavlen", "--mitid-profile=signicat", "--mitid-secret-file="+secret,
		"--staff-oidc-issuer=http://127.0.0.1:9/adfs", "--staff-oidc-client-id=urn:tavlen", "--staff-oidc-secret-file="+secret, "--staff-oidc-claims-file="+claims)
	if err != nil {
		t.Fatal(err)
	}
	if m, s := set.MitID, set.StaffOIDC; m.Level != "substantial" || m.Secret != "geheim" || m.Claims != nil || s.Issuer != "http://127.0.0.1:9/adfs" || string(s.Claims) != "{}" || s.Secret != "geheim" {
		t.Errorf("%+v, %+v", m, s)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("settings", "settings", &set, "mitid", set.MitID, "staff", set.StaffOIDC)
	all := set.Dump() + log.String() + fmt.Sprintf("%v %+v %#v", set.MitID, set.MitID, set.StaffOIDC)
	if strings.Contains(all, "geheim") {
		t.Errorf("shown:\n%s", all)
	}
	for _, want := range []string{"TAVLEN_MITID_ISSUER https://broker.example\n", "TAVLEN_MITID_PROFILE signicat\n", "TAVLEN_MITID_LEVEL substantial\n", "TAVLEN_MITID_SECRET_FILE " + secret + "\n",
		"TAVLEN_MITID_CLAIMS_FILE -\n", "TAVLEN_STAFF_OIDC_CLIENT_ID urn:tavlen\n", "TAVLEN_STAFF_OIDC_CLAIMS_FILE " + claims + "\n"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}
