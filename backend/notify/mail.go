package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"tavlen/backend/domain"
)

// MailOptions sets up a MailSender.
type MailOptions struct {
	Host string
	Port int
	// Implicit says that TLS begins with the connection (RFC 8314 §3.3); else it begins with
	// STARTTLS (RFC 3207), and without it nothing is said.
	Implicit       bool
	User, Password string // "" sends without signing in
	// From is the address that mail comes from.
	From string
	// PublicURL is the installation's address, the only link there is.
	PublicURL string
	// CA (PEM) vouches for the server in place of the system's; nil is the system's.
	CA []byte
	// Timeout bounds connecting and sending, each (10 s).
	Timeout time.Duration
}

// MailSender hands e-mails to one mail server. It is safe for use by many goroutines.
type MailSender struct {
	opt    MailOptions
	client *gomail.Client
}

// NewMailSender checks the options; the error says what is wrong with them.
func NewMailSender(opt MailOptions) (*MailSender, error) {
	if _, ok := domain.EmailAddress(opt.From); !ok {
		return nil, errors.New("the sender is no mail address")
	}
	if opt.Timeout == 0 {
		opt.Timeout = 10 * time.Second
	}
	conf := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: opt.Host}
	if opt.CA != nil {
		conf.RootCAs = x509.NewCertPool()
		if !conf.RootCAs.AppendCertsFromPEM(opt.CA) {
			return nil, errors.New("the mail server's certificate is no PEM")
		}
	}
	_, domainName, _ := strings.Cut(opt.From, "@")
	set := []gomail.Option{gomail.WithPort(opt.Port), gomail.WithTimeout(opt.Timeout), gomail.WithTLSConfig(conf), gomail.WithTLSPolicy(gomail.TLSMandatory),
		gomail.WithHELO(domainName), gomail.WithoutNoop(), gomail.WithoutRset()}
	if opt.Implicit {
		set = append(set, gomail.WithSSL())
	}
	if opt.User != "" {
		set = append(set, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(opt.User), gomail.WithPassword(opt.Password))
	}
	client, err := gomail.NewClient(opt.Host, set...)
	return &MailSender{opt, client}, err
}

// Try greets the mail server as Send does, by TLS and with the password, and sends nothing.
func (s *MailSender) Try(ctx context.Context) error {
	conn, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	return s.client.CloseWithSMTPClient(conn)
}

// Send hands one mail over. It does not retry; the outcome says what to do.
func (s *MailSender) Send(ctx context.Context, l Letter) Outcome {
	if address, ok := domain.EmailAddress(l.To); !ok || address != l.To {
		return Outcome{Result: Refused, Reason: "bad_address"}
	}
	m, id, ok := s.message(l)
	if !ok {
		return Outcome{Result: Refused, Reason: "unknown_kind"}
	}
	// One connection a mail: a worker that hangs on one keeps nobody else waiting.
	conn, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return mailOutcome(err, false)
	}
	err = s.client.SendWithSMTPClient(conn, m)
	// What comes after the server took it cannot make it untaken.
	defer func() { _ = s.client.CloseWithSMTPClient(conn) }()
	if err == nil || m.IsDelivered() {
		return Outcome{Result: Sent, Reason: "accepted", Proof: id}
	}
	return mailOutcome(err, true)
}

// message writes the mail. Its Message-ID (RFC 5322 §3.6.4) is the same however often it is
// tried, so that a mailbox can tell it is one; and it says that no person wrote it (RFC 3834).
func (s *MailSender) message(l Letter) (m *gomail.Msg, id string, ok bool) {
	title, _, ok := Text(l.Kind, l.Language)
	if !ok {
		return nil, "", false
	}
	text, _ := letterText(l, s.opt.PublicURL)
	end := "I Tavlen bestemmer du selv, hvordan du får besked."
	if l.Language == "en" {
		end = "In Tavlen you choose how you hear from us."
	}
	_, host, _ := strings.Cut(s.opt.From, "@")
	id = l.Reference + "@" + host
	m = gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if m.FromFormat("Tavlen", s.opt.From) != nil || m.To(l.To) != nil {
		return nil, "", false
	}
	m.Subject(title)
	m.SetMessageIDWithValue(id)
	m.SetDateWithValue(domain.SystemClock{}.Now())
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, text+"\n\n"+end+"\n")
	return m, id, true
}

// mailOutcome reads an error. Codes of 4xx pass and those of 5xx stay (RFC 5321 §4.2.1); a
// connection that broke after the mail's last line leaves it open.
func mailOutcome(err error, connected bool) Outcome {
	code, last := 0, false
	var failed *gomail.SendError
	var said *textproto.Error
	switch {
	case errors.As(err, &failed):
		code = failed.ErrorCode()
		last = failed.Reason == gomail.ErrSMTPDataClose
	case errors.As(err, &said):
		code = said.Code
	}
	o := Outcome{Result: Retry, Status: code}
	switch {
	case code >= 500:
		o.Result = Refused
	case code == 0 && connected && last:
		o.Result = InDoubt
	}
	if o.Reason = "smtp_" + strconv.Itoa(code); code == 0 {
		o.Reason = networkReason(err)
	}
	return o
}
