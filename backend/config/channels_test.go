package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestChannelsHalfConfigured: one setting without the others it needs, or with those it
// excludes, stops the start with its own name.
func TestChannelsHalfConfigured(t *testing.T) {
	dir := home(t)
	token, empty, template, ca := write(t, "t0ken\n", dir, "token"), write(t, " \n", dir, "empty"), write(t, "{}", dir, "template"), write(t, certificate(t), dir, "ca.pem")
	large := write(t, strings.Repeat("x", 70_000), dir, "large")
	for _, tc := range []struct{ flags, wrong string }{
		{"--sms-gateway=smoke", nameSMSGateway},
		{"--sms-url=https://sms.example/", nameSMSURL},
		{"--sms-token-file=" + token, nameSMSTokenFile},
		{"--sms-template-file=" + template, nameSMSTemplateFile},
		{"--sms-gateway=none --sms-sender=Tavlen", nameSMSSender},
		{"--sms-gateway=gatewayapi", nameSMSTokenFile},
		{"--sms-gateway=gatewayapi --sms-token-file=" + empty, nameSMSTokenFile},
		{"--sms-gateway=gatewayapi --sms-token-file=" + large, nameSMSTokenFile},
		{"--sms-gateway=gatewayapi --sms-token-file=" + dir + "/missing", nameSMSTokenFile},
		{"--sms-gateway=gatewayapi --sms-token-file=" + token + " --sms-template-file=" + template, nameSMSTemplateFile},
		{"--sms-gateway=gatewayapi --sms-token-file=" + token + " --sms-sender=Kommunen-Jobcenter", nameSMSSender},
		{"--sms-gateway=gatewayapi --sms-token-file=" + token + " --sms-sender=Jobcénter", nameSMSSender},
		{"--sms-gateway=gatewayapi --sms-token-file=" + token + " --sms-url=http://sms.example/", nameSMSURL},
		{"--sms-gateway=gatewayapi --sms-token-file=" + token + " --sms-url=https://user:geheim@sms.example/", nameSMSURL},
		{"--sms-gateway=gatewayapi --sms-token-file=" + token + " --sms-url=ftp://sms.example/", nameSMSURL},
		{"--sms-gateway=http --sms-url=https://sms.example/", nameSMSTemplateFile},
		{"--sms-gateway=http --sms-template-file=" + template, nameSMSURL},
		{"--env=production --public-url=https://t.example --sms-gateway=gatewayapi --sms-url=http://127.0.0.1:1/ --sms-token-file=" + token, nameSMSURL},
		{"--smtp-from=a@b.example", nameSMTPFrom},
		{"--smtp-ca=" + ca, nameSMTPCA},
		{"--smtp-password-file=" + token, nameSMTPPasswordFile},
		{"--smtp-url=smtp://mail.example --smtp-from=a@b.example", nameSMTPURL},
		{"--smtp-url=https://mail.example --smtp-from=a@b.example", nameSMTPURL},
		{"--smtp-url=smtps://mail.example:0 --smtp-from=a@b.example", nameSMTPURL},
		{"--smtp-url=smtps://mail.example/x --smtp-from=a@b.example", nameSMTPURL},
		{"--smtp-url=smtps://u:geheim@mail.example --smtp-from=a@b.example", nameSMTPURL},
		{"--smtp-url=smtps://mail.example", nameSMTPFrom},
		{"--smtp-url=smtps://mail.example --smtp-from=Tavlen", nameSMTPFrom},
		{"--smtp-url=smtps://u@mail.example --smtp-from=a@b.example", nameSMTPPasswordFile},
		{"--smtp-url=smtps://mail.example --smtp-from=a@b.example --smtp-password-file=" + token, nameSMTPPasswordFile},
		{"--smtp-url=smtps://mail.example --smtp-from=a@b.example --smtp-ca=" + token, nameSMTPCA},
	} {
		_, err := parse(t, strings.Fields(tc.flags)...)
		var p *Problem
		if !errors.As(err, &p) || p.Setting != tc.wrong {
			t.Errorf("%s: %v, want %s", tc.flags, err, tc.wrong)
			continue
		}
		if text := err.Error(); strings.Contains(text, "geheim") || strings.Contains(text, "t0ken") || strings.Contains(text, "\n") || p.Mend == "" {
			t.Errorf("%s: %s", tc.flags, text)
		}
	}
}

// TestChannelsThatAreWhole: what is enough, with its defaults.
func TestChannelsThatAreWhole(t *testing.T) {
	dir := home(t)
	token := write(t, "t0ken\n", dir, "token")
	set, err := parse(t, "--sms-gateway=gatewayapi", "--sms-token-file="+token, "--smtp-url=smtps://mail.example", "--smtp-from=a@b.example")
	if err != nil || set.SMS.Token != "t0ken" || set.SMS.Sender != "Tavlen" || set.SMS.URL != "" || set.Mail.Port != 465 || !set.Mail.Implicit || set.Mail.User != "" {
		t.Errorf("%v", err)
	}
	if set, err = parse(t, "--sms-gateway=http", "--sms-url=http://127.0.0.1:9/", "--sms-template-file="+token); err != nil || set.SMS.Gateway != GatewayHTTP {
		t.Errorf("on loopback: %v", err)
	}
	if set, err = parse(t, "--sms-gateway=none"); err != nil || set.SMS.Gateway != "" {
		t.Errorf("none: %v", err)
	}
}

func TestNoSecretOfAChannelIsShown(t *testing.T) {
	dir := home(t)
	secret := write(t, "geheim\n", dir, "secret")
	set, err := parse(t, "--sms-gateway=gatewayapi", "--sms-token-file="+secret, "--smtp-url=smtps://u@mail.example:4465", "--smtp-from=a@b.example", "--smtp-password-file="+secret)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("settings", "settings", &set, "sms", set.SMS, "mail", set.Mail)
	all := set.Dump() + log.String() + fmt.Sprintf("%v %+v %#v %v %+v", set.SMS, set.SMS, set.SMS, set.Mail, set.Mail)
	if strings.Contains(all, "geheim") {
		t.Errorf("shown:\n%s", all)
	}
	for _, want := range []string{"TAVLEN_SMTP_URL smtps://u@mail.example:4465\n", "TAVLEN_SMS_GATEWAY gatewayapi\n", "TAVLEN_SMS_TOKEN_FILE " + secret + "\n", "TAVLEN_SMS_URL -\n"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}
