package testkit

import (
	"crypto/tls"
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
// "geheim". It keeps what it takes, and can refuse, be slow and hang up.
type MailServer struct {
	ca   []byte
	port int
	tls  bool

	mu     sync.Mutex
	mails  []Mail
	answer func(try int, to string) MailAnswer
	tries  map[string]int
	end    chan struct{}
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
	borrowed := httptest.NewUnstartedServer(nil) // its certificate is good for 127.0.0.1
	borrowed.StartTLS()
	cert := borrowed.TLS.Certificates[0]
	m := &MailServer{ca: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: borrowed.Certificate().Raw}), tls: o.Implicit, tries: map[string]int{}, end: make(chan struct{})}
	borrowed.Close()
	if o.Mechanisms == nil {
		o.Mechanisms = []string{sasl.Plain, sasl.Login}
	}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &mailSession{server: m, mechanisms: o.Mechanisms, conn: c.Conn()}, nil
	}))
	s.Domain, s.ErrorLog = "localhost", discard()
	s.ReadTimeout, s.WriteTimeout = 30*time.Second, 30*time.Second
	conf := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	if !o.Plain {
		s.TLSConfig = conf
	} else {
		s.AllowInsecureAuth = true
	}
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	if m.port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	if o.Implicit {
		ln = tls.NewListener(ln, conf)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = s.Serve(ln) // until it is closed
	}()
	t.Cleanup(func() {
		close(m.end)
		_ = s.Close() // its listener may be gone already
		<-ended
	})
	return m
}

// Sender makes what sends to it; change may be nil.
func (m *MailServer) Sender(t testing.TB, change func(*notify.MailOptions)) *notify.MailSender {
	t.Helper()
	o := notify.MailOptions{Host: "127.0.0.1", Port: m.port, Implicit: m.tls, User: "tavlen", Password: "geheim", From: "tavlen@kommune.example", PublicURL: "https://tavlen.example", CA: m.ca}
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

// discard is a log that nobody reads: a client that hangs up is part of the tests.
func discard() *log.Logger { return log.New(io.Discard, "", 0) }

type mailSession struct {
	server     *MailServer
	mechanisms []string
	mail       Mail
	answer     MailAnswer
	conn       net.Conn
}

func (s *mailSession) AuthMechanisms() []string { return s.mechanisms }

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
	s.server.mu.Lock()
	try, answer := s.server.tries[to], s.server.answer
	s.server.tries[to]++
	s.server.mu.Unlock()
	if answer != nil {
		s.answer = answer(try, to)
	}
	if s.answer.Hang {
		<-s.server.end
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
	s.server.mu.Lock()
	s.server.mails = append(s.server.mails, s.mail)
	s.server.mu.Unlock()
	if s.answer.HangUpAtEnd {
		return s.conn.Close()
	}
	return nil
}

func (s *mailSession) Reset() { s.answer = MailAnswer{} }

func (s *mailSession) Logout() error { return nil }
