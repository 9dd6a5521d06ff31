package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"tavlen/backend/domain"
)

// Settings is the whole configuration, checked and with defaults filled in.
type Settings struct {
	// Addr is the host:port to listen on. Port 0 lets the system choose one;
	// call Bound with the listener's address then.
	Addr string
	// PublicURL is the address people open: scheme and host, no path, no
	// trailing slash. Links are built from it and from nothing a client sends.
	PublicURL string
	// PublicURLDerived says that PublicURL was made from Addr.
	PublicURLDerived bool
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Production says that real people's data is at stake: demo data and test
	// doors are refused.
	Production bool
	// MetricsAddr is the host:port of the metrics listener, or "" for none.
	MetricsAddr string
	// ClockFile is the file read by OffsetClock, or "" for none.
	ClockFile string
	// PushExtraOrigin is one more https origin that push may go to, or "".
	PushExtraOrigin string
	// PushCA is the certificate (PEM) that vouches for PushExtraOrigin, or nil.
	PushCA []byte
	// SMS and Mail are the channels beside push.
	SMS  SMS
	Mail Mail
	// MitID vouches for citizens, StaffOIDC for staff.
	MitID     Provider
	StaffOIDC Provider

	// Database says where the data lies.
	Database Database
	// DataDir is an absolute folder; it need not exist yet.
	DataDir string
	// SecretFile is an absolute path; the file need not exist yet.
	SecretFile string
	// LedgerDir is an absolute folder for what must survive that an older copy of the data is
	// put back; it need not exist yet, and never lies with the data.
	LedgerDir string

	// DutyText is what a mandatory meeting says of the duty to come.
	DutyText string
	// Hours are the working hours of staff who have none of their own, as people write them
	// ("man-fre 8.00-16.00"); "" = the program's own. Whoever uses them reads them.
	Hours string
	// Emergency is where to call when it cannot wait.
	Emergency []domain.EmergencyNumber
	// Complain says where a citizen can complain of an answer about her data.
	Complain string

	// SecurityContact is where a weakness is reported (mailto: or https:), or "".
	SecurityContact string
	// AccessibilityURL is the municipality's accessibility statement (https), or "".
	AccessibilityURL string

	pushCAFile string
}

// Kind is a kind of database.
type Kind string

// The databases that Tavlen runs on.
const (
	SQLite     Kind = "sqlite"
	PostgreSQL Kind = "postgres"
)

// Database says which database and where. Exactly one of Path and URL is set.
type Database struct {
	Kind Kind
	// Path is SQLite's file, absolute.
	Path string
	// URL is PostgreSQL's address and may hold a password: print the Database,
	// never this field.
	URL string
}

// String returns the path or the address without its password.
func (d Database) String() string {
	if d.Kind == SQLite {
		return d.Path
	}
	return redactURL(d.URL)
}

// GoString is String, so that %#v does not show a password either.
func (d Database) GoString() string { return d.String() }

// LogValue is String, for slog.
func (d Database) LogValue() slog.Value { return slog.StringValue(d.String()) }

// Host returns host[:port] of PublicURL, as a browser sends it.
func (s *Settings) Host() string {
	u, err := url.Parse(s.PublicURL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Bound tells the settings which address the listener really got, so that a
// derived PublicURL names the port that the system chose for port 0.
func (s *Settings) Bound(addr net.Addr) {
	if !s.PublicURLDerived {
		return
	}
	if tcp, ok := addr.(*net.TCPAddr); ok {
		s.PublicURL = fmt.Sprintf("http://localhost:%d", tcp.Port)
	}
}

// Dump returns the settings in force as "TAVLEN_NAME value" lines, without
// passwords; "-" stands for what is not set. Contents of files are never read.
func (s *Settings) Dump() string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s%s %s\n", prefix, name, orDash(s.value(name)))
	}
	return b.String()
}

// LogValue is Dump as a group, for slog.
func (s *Settings) LogValue() slog.Value {
	attrs := make([]slog.Attr, 0, len(names))
	for _, name := range names {
		if v := s.value(name); v != "" {
			attrs = append(attrs, slog.String(strings.ToLower(name), v))
		}
	}
	return slog.GroupValue(attrs...)
}

// value returns one setting as text that may be shown.
func (s *Settings) value(name string) string {
	switch name {
	case nameAddr:
		return s.Addr
	case namePublicURL:
		return s.PublicURL
	case nameDatabase:
		return s.Database.String()
	case nameDataDir:
		return s.DataDir
	case nameSecretFile:
		return s.SecretFile
	case nameLedgerDir:
		return s.LedgerDir
	case nameTrustedProxies:
		all := make([]string, len(s.TrustedProxies))
		for i, p := range s.TrustedProxies {
			all[i] = p.String()
		}
		return strings.Join(all, ",")
	case nameEnv:
		if s.Production {
			return envProduction
		}
		return envDevelopment
	case nameMetricsAddr:
		return s.MetricsAddr
	case nameClockFile:
		return s.ClockFile
	case namePushExtraOrigin:
		return s.PushExtraOrigin
	case namePushCA:
		return s.pushCAFile
	case nameDutyText:
		return strings.Join(strings.Fields(s.DutyText), " ")
	case nameHours:
		return s.Hours
	case nameComplain:
		return s.Complain
	case nameEmergency:
		all := make([]string, len(s.Emergency))
		for i, e := range s.Emergency {
			all[i] = e.Label + "|" + e.Number + "|" + e.When
		}
		return strings.Join(all, ";")
	case nameSecurityContact:
		return s.SecurityContact
	case nameAccessibilityURL:
		return s.AccessibilityURL
	}
	return s.channelValue(name)
}

// channelValue returns one of the channels' settings as text that may be shown.
func (s *Settings) channelValue(name string) string {
	switch name {
	case nameSMSGateway:
		return s.SMS.Gateway
	case nameSMSURL:
		return s.SMS.URL
	case nameSMSTokenFile:
		return s.SMS.tokenFile
	case nameSMSTemplateFile:
		return s.SMS.templateFile
	case nameSMSSender:
		return s.SMS.Sender
	case nameSMTPURL:
		return s.Mail.URL()
	case nameSMTPPasswordFile:
		return s.Mail.passwordFile
	case nameSMTPFrom:
		return s.Mail.From
	case nameSMTPCA:
		return s.Mail.caFile
	}
	return s.oidcValue(name)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// redactURL hides the password of an address, wherever PostgreSQL allows one to
// stand. What cannot be read is hidden whole.
func redactURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return "[unreadable]"
	}
	q := u.Query()
	for key := range q {
		if strings.Contains(strings.ToLower(key), "pass") {
			q.Set(key, "xxxxx")
		}
	}
	u.RawQuery = q.Encode()
	return u.Redacted()
}
