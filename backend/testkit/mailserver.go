package testkit

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"tavlen/backend/notify"
)

// MailServer is a mail server on loopback with TLS and one user, "tavlen" with the password
// "geheim". It is a process of its own, which can refuse, be slow, hang up and be killed; the
// test says which and keeps what it takes.
type MailServer struct {
	*outside
	options MailOptions

	mu     sync.Mutex
	mails  []Mail
	answer func(try int, to string) MailAnswer
	tries  map[string]int
}

// Mail is one mail as it was taken.
type Mail struct {
	From, To, User string
	Data           string
}

// MailAnswer is how a mail is answered; the zero value takes it.
type MailAnswer struct {
	AtRecipient, AtEnd int  // an SMTP code in place of 250
	HangUpAtEnd        bool // keep the mail and break off before saying so
	Hang               bool
}

// MailOptions say what sort of server it is.
type MailOptions struct {
	// Implicit: TLS from the first byte; else STARTTLS, or nothing at all where Plain.
	Implicit, Plain bool
	// Mechanisms are the ways to sign in; nil is PLAIN and LOGIN.
	Mechanisms []string
}

// NewMailServer starts one and ends it with the test.
func NewMailServer(t testing.TB, o MailOptions) *MailServer {
	t.Helper()
	if o.Mechanisms == nil {
		o.Mechanisms = []string{sasl.Plain, sasl.Login}
	}
	m := &MailServer{options: o, tries: map[string]int{}}
	m.outside = startOutside(t, "mail", func(addr string) any { return mailConfig{addr, o} }, m.hear)
	return m
}

// Sender makes what sends to it; change may be nil.
func (m *MailServer) Sender(t testing.TB, change func(*notify.MailOptions)) *notify.MailSender {
	t.Helper()
	host, at, err := net.SplitHostPort(m.addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(at)
	if err != nil {
		t.Fatal(err)
	}
	cert, _ := loopbackCert()
	o := notify.MailOptions{Host: host, Port: port, Implicit: m.options.Implicit, User: "tavlen", Password: "geheim", From: "tavlen@kommune.example", PublicURL: "https://tavlen.example", CA: cert}
	if change != nil {
		change(&o)
	}
	s, err := notify.NewMailSender(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Respond sets how mails are answered; try counts those to one address, from 0.
func (m *MailServer) Respond(f func(try int, to string) MailAnswer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answer = f
}

// Mails gives what was taken so far.
func (m *MailServer) Mails() []Mail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Mail(nil), m.mails...)
}

func (m *MailServer) hear(what string, body json.RawMessage) (any, error) {
	if what == "mail" {
		var mail Mail
		err := json.Unmarshal(body, &mail)
		m.mu.Lock()
		defer m.mu.Unlock()
		m.mails = append(m.mails, mail)
		return nil, err
	}
	var to string
	if err := json.Unmarshal(body, &to); err != nil {
		return nil, err
	}
	m.mu.Lock()
	try, answer := m.tries[to], m.answer
	m.tries[to]++
	m.mu.Unlock()
	if answer == nil {
		return MailAnswer{}, nil
	}
	return answer(try, to), nil
}

// mailConfig is what the process is told at its start.
type mailConfig struct {
	Addr    string
	Options MailOptions
}

// mailServer is the mail server in its process.
type mailServer struct {
	test       *line
	mechanisms []string
}

func serveMail(test *line, config json.RawMessage) (addr string, hear hearer, err error) {
	var c mailConfig
	if err := json.Unmarshal(config, &c); err != nil {
		return "", nil, err
	}
	_, cert := loopbackCert()
	m := &mailServer{test, c.Options.Mechanisms}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &mailSession{server: m, conn: c.Conn()}, nil
	}))
	s.Domain, s.ErrorLog = "localhost", discard()
	s.ReadTimeout, s.WriteTimeout = 30*time.Second, 30*time.Second
	conf := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	if !c.Options.Plain {
		s.TLSConfig = conf
	} else {
		s.AllowInsecureAuth = true
	}
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", c.Addr)
	if err != nil {
		return "", nil, err
	}
	addr = ln.Addr().String()
	if c.Options.Implicit {
		ln = tls.NewListener(ln, conf)
	}
	go func() { _ = s.Serve(ln) }() // as long as the process lives
	return addr, nil, nil
}

// loopbackCert gives a certificate that is good for 127.0.0.1, as PEM and to serve with. It
// is the same in every process.
func loopbackCert() (ca []byte, cert tls.Certificate) {
	s := httptest.NewUnstartedServer(nil)
	s.StartTLS()
	defer s.Close()
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), s.TLS.Certificates[0]
}

// discard is a log that nobody reads: a client that hangs up is part of the tests.
func discard() *log.Logger { return log.New(io.Discard, "", 0) }

type mailSession struct {
	server *mailServer
	mail   Mail
	answer MailAnswer
	conn   net.Conn
}

func (s *mailSession) AuthMechanisms() []string { return s.server.mechanisms }

func (s *mailSession) Auth(mech string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != "tavlen" || password != "geheim" {
			return smtp.ErrAuthFailed
		}
		s.mail.User = user
		return nil
	}
	if mech == sasl.Login {
		return &loginServer{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
}

// loginServer is the server's side of LOGIN, which go-sasl has the client's of only.
type loginServer struct {
	check func(user, password string) error
	user  *string
}

// Next takes the client's next words.
func (l *loginServer) Next(said []byte) (challenge []byte, done bool, err error) {
	switch {
	case said == nil:
		return []byte("Username:"), false, nil
	case l.user == nil:
		user := string(said)
		l.user = &user
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(*l.user, string(said))
}

func (s *mailSession) Mail(from string, _ *smtp.MailOptions) error {
	s.mail.From = from
	return nil
}

func refusal(code int) error {
	if code == 0 {
		return nil
	}
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: "made up"}
}

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mail.To = to
	if err := s.server.test.ask("recipient", to, &s.answer); err != nil {
		return err
	}
	if s.answer.Hang {
		select {} // until the process ends
	}
	return refusal(s.answer.AtRecipient)
}

func (s *mailSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := refusal(s.answer.AtEnd); err != nil {
		return err
	}
	s.mail.Data = string(data)
	var none any
	if err := s.server.test.ask("mail", s.mail, &none); err != nil {
		return err
	}
	if s.answer.HangUpAtEnd {
		return s.conn.Close()
	}
	return nil
}

func (s *mailSession) Reset() { s.answer = MailAnswer{} }

func (s *mailSession) Logout() error { return nil }
