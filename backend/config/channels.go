package config

import (
	"crypto/x509"
	"net"
	"net/mail"
	"net/url"
	"os"
	"strconv"
	"strings"
)

// Channels holds the settings about how people are told beside push. The demo has none of
// them: the numbers of its made-up people may be somebody's.
type Channels struct {
	SMSGateway       string `name:"sms-gateway" env:"TAVLEN_SMS_GATEWAY" placeholder:"NAME" help:"gatewayapi, http or none (default none)."`
	SMSURL           string `name:"sms-url" env:"TAVLEN_SMS_URL" placeholder:"URL" help:"Where the SMS gateway takes messages (default GatewayAPI's)."`
	SMSTokenFile     string `name:"sms-token-file" env:"TAVLEN_SMS_TOKEN_FILE" placeholder:"FILE" help:"File with the SMS gateway's token."`
	SMSTemplateFile  string `name:"sms-template-file" env:"TAVLEN_SMS_TEMPLATE_FILE" placeholder:"FILE" help:"File that describes a generic HTTP gateway."`
	SMSSender        string `name:"sms-sender" env:"TAVLEN_SMS_SENDER" placeholder:"NAME" help:"Sender that phones show, up to 11 letters and digits (default Tavlen)."`
	SMTPURL          string `name:"smtp-url" env:"TAVLEN_SMTP_URL" placeholder:"URL" help:"Mail server: smtps://user@host:465 or smtp+starttls://user@host:587 (default none)."`
	SMTPPasswordFile string `name:"smtp-password-file" env:"TAVLEN_SMTP_PASSWORD_FILE" placeholder:"FILE" help:"File with the password of the mail server's user."`
	SMTPFrom         string `name:"smtp-from" env:"TAVLEN_SMTP_FROM" placeholder:"ADDRESS" help:"Address that mail comes from."`
	SMTPCA           string `name:"smtp-ca" env:"TAVLEN_SMTP_CA" placeholder:"FILE" help:"Certificate (PEM) that vouches for the mail server (default the system's)."`
}

// The SMS gateways that there are.
const (
	GatewayAPI  = "gatewayapi"
	GatewayHTTP = "http"
	gatewayNone = "none"
)

// SMS says how messages are sent. Gateway is "" where none are.
type SMS struct {
	Gateway string
	// URL is "" for GatewayAPI's own address.
	URL      string
	Token    Hidden
	Template []byte
	Sender   string

	tokenFile, templateFile string
}

// Mail says how e-mail is sent. Host is "" where none is.
type Mail struct {
	Host string
	Port int
	// Implicit says that TLS begins with the connection; else with STARTTLS.
	Implicit bool
	User     string
	Password Hidden
	From     string
	CA       []byte

	passwordFile, caFile string
}

// URL gives the mail server's address without a password; "" for none.
func (m Mail) URL() string {
	if m.Host == "" {
		return ""
	}
	u := url.URL{Scheme: "smtp+starttls", Host: net.JoinHostPort(m.Host, strconv.Itoa(m.Port))}
	if m.Implicit {
		u.Scheme = "smtps"
	}
	if m.User != "" {
		u.User = url.User(m.User)
	}
	return u.String()
}

// resolve checks the channels' settings and writes them to set, which knows by then
// whether this is production.
func (c *Channels) resolve(set *Settings) error {
	if err := c.sms(set); err != nil {
		return err
	}
	return c.mail(set)
}

// Validate reports the first of them that is wrong, as a *Problem. Whether the address may
// be an unencrypted one is known in Settings only.
func (c *Channels) Validate() error { return c.resolve(new(Settings)) }

func (c *Channels) sms(set *Settings) error {
	set.SMS = SMS{}
	switch c.SMSGateway {
	case "", gatewayNone:
		for _, other := range []struct{ name, value string }{{nameSMSURL, c.SMSURL}, {nameSMSTokenFile, c.SMSTokenFile}, {nameSMSTemplateFile, c.SMSTemplateFile}, {nameSMSSender, c.SMSSender}} {
			if other.value != "" {
				return problem(other.name, "set "+prefix+nameSMSGateway+" too, or unset it", "is set, but there is no SMS gateway")
			}
		}
		return nil
	case GatewayAPI, GatewayHTTP:
	default:
		return problem(nameSMSGateway, "write gatewayapi, http or none", "is %q", c.SMSGateway)
	}
	sms := SMS{Gateway: c.SMSGateway, Sender: c.SMSSender}
	if sms.Sender == "" {
		sms.Sender = "Tavlen"
	}
	if !smsSender(sms.Sender) {
		return problem(nameSMSSender, "write up to 11 letters and digits, or up to 15 digits", "is %q", c.SMSSender)
	}
	if err := c.smsAddress(set, &sms); err != nil {
		return err
	}
	var err error
	if c.SMSTokenFile != "" {
		var token []byte
		if token, sms.tokenFile, err = contents(nameSMSTokenFile, c.SMSTokenFile); err != nil {
			return err
		}
		sms.Token = Hidden(strings.TrimSpace(string(token)))
	}
	switch {
	case sms.Gateway == GatewayAPI && c.SMSTemplateFile != "":
		return problem(nameSMSTemplateFile, "unset it, or set "+prefix+nameSMSGateway+" to http", "is set, but GatewayAPI needs none")
	case sms.Gateway == GatewayAPI && sms.Token == "":
		return problem(nameSMSTokenFile, "name a file with the gateway's API token", "is not set or empty, and GatewayAPI needs a token")
	case sms.Gateway == GatewayHTTP && c.SMSTemplateFile == "":
		return problem(nameSMSTemplateFile, "name a file that describes the gateway, as the README shows", "is not set, and a generic gateway needs it")
	case c.SMSTemplateFile != "":
		if sms.Template, sms.templateFile, err = contents(nameSMSTemplateFile, c.SMSTemplateFile); err != nil {
			return err
		}
	}
	set.SMS = sms
	return nil
}

func (c *Channels) smsAddress(set *Settings, sms *SMS) error {
	const mend = "write the address that the gateway gives, for example https://sms.example/send"
	if c.SMSURL == "" {
		if sms.Gateway == GatewayHTTP {
			return problem(nameSMSURL, mend, "is not set, and a generic gateway needs it")
		}
		return nil
	}
	u, err := url.Parse(c.SMSURL)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" {
		return problem(nameSMSURL, mend, "is not an address with a host")
	}
	if u.User != nil {
		return problem(nameSMSURL, "put the token into a file and name that in "+prefix+nameSMSTokenFile, "holds a user name or password")
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "http" && (set.Production || ip == nil || !ip.IsLoopback()) {
		return problem(nameSMSURL, "use https", "is http, and messages must not be read on their way")
	}
	sms.URL = c.SMSURL
	return nil
}

// smsSender says whether phones can show it (3GPP TS 23.040 §9.1.2.5).
func smsSender(s string) bool {
	digits := true
	for _, r := range s {
		digits = digits && r >= '0' && r <= '9'
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != ' ' {
			return false
		}
	}
	return len(s) <= 11 || digits && len(s) <= 15
}

func (c *Channels) mail(set *Settings) error {
	set.Mail = Mail{}
	if c.SMTPURL == "" {
		for _, other := range []struct{ name, value string }{{nameSMTPPasswordFile, c.SMTPPasswordFile}, {nameSMTPFrom, c.SMTPFrom}, {nameSMTPCA, c.SMTPCA}} {
			if other.value != "" {
				return problem(other.name, "set "+prefix+nameSMTPURL+" too, or unset it", "is set, but there is no mail server")
			}
		}
		return nil
	}
	m, err := mailServer(c.SMTPURL)
	if err != nil {
		return err
	}
	if a, err := mail.ParseAddress(c.SMTPFrom); err != nil || a.Address != c.SMTPFrom {
		return problem(nameSMTPFrom, "write an address such as tavlen@kommune.example", "is not set or no mail address")
	}
	m.From = c.SMTPFrom
	switch {
	case m.User != "" && c.SMTPPasswordFile == "":
		return problem(nameSMTPPasswordFile, "name a file with the password", "is not set, but %s%s names a user", prefix, nameSMTPURL)
	case m.User == "" && c.SMTPPasswordFile != "":
		return problem(nameSMTPPasswordFile, "write the user into "+prefix+nameSMTPURL+" as user@host, or unset it", "is set, but there is no user")
	case c.SMTPPasswordFile != "":
		password, file, err := contents(nameSMTPPasswordFile, c.SMTPPasswordFile)
		if err != nil {
			return err
		}
		m.Password, m.passwordFile = Hidden(strings.TrimRight(string(password), "\r\n")), file
	}
	if c.SMTPCA != "" {
		if m.CA, m.caFile, err = contents(nameSMTPCA, c.SMTPCA); err != nil {
			return err
		}
		if !x509.NewCertPool().AppendCertsFromPEM(m.CA) {
			return problem(nameSMTPCA, "name a file with a certificate in PEM form", "is %q, which holds no certificate", c.SMTPCA)
		}
	}
	set.Mail = m
	return nil
}

// mailServer reads the address of a mail server. It is never quoted: somebody may have
// written a password into it.
func mailServer(raw string) (Mail, error) {
	const mend = "write smtps://user@host:465 or smtp+starttls://user@host:587"
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || strings.TrimSuffix(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return Mail{}, problem(nameSMTPURL, mend, "is not the address of a mail server")
	}
	m := Mail{Host: u.Hostname(), User: u.User.Username()}
	switch u.Scheme {
	case "smtps":
		m.Implicit, m.Port = true, 465
	case "smtp+starttls":
		m.Port = 587
	case "smtp":
		return Mail{}, problem(nameSMTPURL, mend, "is smtp without TLS, and mail must not be read on its way")
	default:
		return Mail{}, problem(nameSMTPURL, mend, "is not the address of a mail server")
	}
	if _, is := u.User.Password(); is {
		return Mail{}, problem(nameSMTPURL, "put the password into a file and name that in "+prefix+nameSMTPPasswordFile, "holds a password")
	}
	if p := u.Port(); p != "" {
		port, err := strconv.ParseUint(p, 10, 16)
		if err != nil || port == 0 {
			return Mail{}, problem(nameSMTPURL, mend, "has a port that is none")
		}
		m.Port = int(port)
	}
	return m, nil
}

// contents reads a file that a setting names, and gives its absolute path.
func contents(setting, name string) (doc []byte, path string, err error) {
	if path, err = absolute(setting, name); err != nil {
		return nil, "", err
	}
	if doc, err = os.ReadFile(path); err != nil {
		return nil, "", problem(setting, "name a readable file", "is %q: %s", name, reason(err))
	}
	if len(doc) > 64<<10 {
		return nil, "", problem(setting, "name the right file", "is %q, which is far too large", name)
	}
	if len(strings.TrimSpace(string(doc))) == 0 {
		return nil, "", problem(setting, "write what belongs into it", "is %q, which is empty", name)
	}
	return doc, path, nil
}
