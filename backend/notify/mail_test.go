package notify_test

import (
	"io"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

func toPeter(change func(*notify.Letter)) notify.Letter {
	return letter(func(l *notify.Letter) {
		l.To = "peter@eksempel.dk"
		if change != nil {
			change(l)
		}
	})
}

// TestAMailAsItArrives: signed in over TLS, with a neutral subject, one link, a Message-ID
// that stays the same and a word that no person wrote it.
func TestAMailAsItArrives(t *testing.T) {
	for name, o := range map[string]testkit.MailOptions{
		"STARTTLS, PLAIN": {Mechanisms: []string{"PLAIN"}}, "STARTTLS, LOGIN": {Mechanisms: []string{"LOGIN"}}, "TLS": {Implicit: true},
	} {
		server := testkit.NewMailServer(t, o)
		out := server.Sender(t, nil).Send(t.Context(), toPeter(nil))
		if out.Result != notify.Sent || out.Proof != "ref-1@kommune.example" {
			t.Fatalf("%s: %+v", name, out)
		}
		all := server.Mails()
		if len(all) != 1 || all[0].To != "peter@eksempel.dk" || all[0].From != "tavlen@kommune.example" || all[0].User != "tavlen" {
			t.Fatalf("%s: %+v", name, all)
		}
		m, err := mail.ReadMessage(strings.NewReader(all[0].Data))
		if err != nil {
			t.Fatal(err)
		}
		for header, want := range map[string]string{"Subject": "Du har en aftale i morgen", "Message-Id": "<ref-1@kommune.example>", "Auto-Submitted": "auto-generated",
			"From": `"Tavlen" <tavlen@kommune.example>`, "To": "<peter@eksempel.dk>", "User-Agent": "", "X-Mailer": ""} {
			if got := m.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q, want %q", name, header, got, want)
			}
		}
		text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if want := "Husk din aftale i morgen kl. 11.30. Se mere i Tavlen: https://tavlen.example\r\n\r\nI Tavlen bestemmer du selv, hvordan du får besked.\r\n"; err != nil || string(text) != want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}

// TestWhatAMailServerMayAnswer: what passes is tried again, what stays is not, and a line
// that breaks after the last word leaves it open.
func TestWhatAMailServerMayAnswer(t *testing.T) {
	server := testkit.NewMailServer(t, testkit.MailOptions{})
	s := server.Sender(t, func(o *notify.MailOptions) { o.Timeout = 400 * time.Millisecond })
	for name, tc := range map[string]struct {
		answer testkit.MailAnswer
		result notify.Result
		reason string
		kept   int
	}{
		"taken":                {testkit.MailAnswer{}, notify.Sent, "accepted", 1},
		"full mailbox":         {testkit.MailAnswer{AtRecipient: 452}, notify.Retry, "smtp_452", 0},
		"greylisted":           {testkit.MailAnswer{AtRecipient: 450}, notify.Retry, "smtp_450", 0},
		"nobody of that name":  {testkit.MailAnswer{AtRecipient: 550}, notify.Refused, "smtp_550", 0},
		"not taken in the end": {testkit.MailAnswer{AtEnd: 451}, notify.Retry, "smtp_451", 0},
		"refused in the end":   {testkit.MailAnswer{AtEnd: 554}, notify.Refused, "smtp_554", 0},
		"taken without a word": {testkit.MailAnswer{HangUpAtEnd: true}, notify.InDoubt, "network", 1},
		"it hangs":             {testkit.MailAnswer{Hang: true}, notify.Retry, "network", 0},
	} {
		server.Respond(func(int, string) testkit.MailAnswer { return tc.answer })
		before := len(server.Mails())
		out := s.Send(t.Context(), toPeter(nil))
		if out.Result != tc.result || out.Reason != tc.reason {
			t.Errorf("%s: %+v, want %s %s", name, out, tc.result, tc.reason)
		}
		if n := len(server.Mails()) - before; n != tc.kept {
			t.Errorf("%s: %d mails", name, n)
		}
	}
}

// TestNoMailWithoutTLS: not even the password is said to a server that has none, or whose
// certificate nobody vouches for.
func TestNoMailWithoutTLS(t *testing.T) {
	plain := testkit.NewMailServer(t, testkit.MailOptions{Plain: true})
	if out := plain.Sender(t, nil).Send(t.Context(), toPeter(nil)); out.Result == notify.Sent || len(plain.Mails()) > 0 {
		t.Errorf("%+v, %v", out, plain.Mails())
	}
	server := testkit.NewMailServer(t, testkit.MailOptions{})
	for name, change := range map[string]func(*notify.MailOptions){
		"nobody vouches": func(o *notify.MailOptions) { o.CA = nil },
		"another host":   func(o *notify.MailOptions) { o.Host = "localhost" },
	} {
		if out := server.Sender(t, change).Send(t.Context(), toPeter(nil)); out.Result != notify.Retry || out.Reason != "tls" {
			t.Errorf("%s: %+v", name, out)
		}
	}
	if out := server.Sender(t, func(o *notify.MailOptions) { o.Password = "forkert" }).Send(t.Context(), toPeter(nil)); out.Result != notify.Refused || out.Reason != "smtp_535" {
		t.Errorf("a wrong password: %+v", out)
	}
	if out := server.Sender(t, func(o *notify.MailOptions) { o.Port = 1 }).Send(t.Context(), toPeter(nil)); out.Result != notify.Retry || out.Reason != "network" {
		t.Errorf("nobody there: %+v", out)
	}
	for _, address := range []string{"", "peter", "peter@eksempel.dk\r\nBcc: x@y.dk", "Peter <peter@eksempel.dk>", "a@b", "p@eksempel.dk, q@eksempel.dk"} {
		if out := server.Sender(t, nil).Send(t.Context(), toPeter(func(l *notify.Letter) { l.To = address })); out.Result != notify.Refused || out.Reason != "bad_address" {
			t.Errorf("%q: %+v", address, out)
		}
	}
	if out := server.Sender(t, nil).Send(t.Context(), toPeter(func(l *notify.Letter) { l.Kind = domain.NotificationKind("x") })); out.Reason != "unknown_kind" {
		t.Errorf("%+v", out)
	}
	if n := len(server.Mails()); n != 0 {
		t.Errorf("%d mails", n)
	}
}
