package notify_test

import (
	"testing"

	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

// TestTryingAMailServerSendsNothing: it says whether TLS and the password are taken.
func TestTryingAMailServerSendsNothing(t *testing.T) {
	m := testkit.NewMailServer(t, testkit.MailOptions{})
	if err := m.Sender(t, nil).Try(t.Context()); err != nil {
		t.Error(err)
	}
	for what, change := range map[string]func(*notify.MailOptions){
		"another password":              func(o *notify.MailOptions) { o.Password = "forkert" },
		"a certificate of nobody known": func(o *notify.MailOptions) { o.CA = nil },
	} {
		if err := m.Sender(t, change).Try(t.Context()); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
	if got := m.Mails(); len(got) != 0 {
		t.Errorf("%d mails were sent", len(got))
	}
}
