package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"tavlen/backend/backup"
	"tavlen/backend/config"
	"tavlen/backend/notify"
	"tavlen/backend/oidc"
)

// outsidePatience is how long doctor waits for what is not on this machine.
const outsidePatience = 10 * time.Second

// recipient looks at whom backups are encrypted to.
func (d *checkup) recipient(keys []string) {
	to, err := backup.Recipients(keys)
	switch {
	case err != nil:
		d.fault("recipient", oneLine(err)+": put the public key in TAVLEN_BACKUP_RECIPIENT")
	case len(to) == 0:
		d.warn("recipient", "TAVLEN_BACKUP_RECIPIENT is not set: make a key with tavlen backup --new-key FILE, and keep that file elsewhere")
	default:
		d.ok("recipient", fmt.Sprintf("backups are for %d keys; keep the private ones elsewhere", len(to)))
	}
}

// proxies looks at whether the address of who asks is known.
func (d *checkup) proxies(set config.Settings) {
	host, _, err := net.SplitHostPort(set.Addr)
	ip := net.ParseIP(host)
	switch {
	case len(set.TrustedProxies) > 0:
		d.ok("proxies", fmt.Sprintf("%v may say whose address a request comes from", set.TrustedProxies))
	case set.Production && err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()):
		d.warn("proxies", "only this machine reaches the server, and no proxy is believed: all people then share one limit; set TAVLEN_TRUSTED_PROXIES")
	default:
		d.ok("proxies", "none is believed: right where nothing stands before the server")
	}
}

// mail greets the mail server as the first mail would.
func (d *checkup) mail(con *console, set config.Settings) {
	m := set.Mail
	if m.Host == "" {
		d.ok("mail", "no mail is sent from here")
		return
	}
	const mend = ": see that TAVLEN_SMTP_URL, its user and password are right, and that this machine may reach it"
	sender, err := notify.NewMailSender(notify.MailOptions{Host: m.Host, Port: m.Port, Implicit: m.Implicit, User: m.User, Password: string(m.Password), From: m.From, PublicURL: set.PublicURL, CA: m.CA, Timeout: outsidePatience})
	if err == nil {
		ctx, cancel := context.WithTimeout(con.ctx, outsidePatience)
		err = sender.Try(ctx)
		cancel()
	}
	if err != nil {
		d.fault("mail", m.URL()+" cannot be used by TLS: "+oneLine(err)+mend)
		return
	}
	d.ok("mail", m.URL()+" answers by TLS")
}

// providers asks those who vouch for people what they are.
func (d *checkup) providers(con *console, set config.Settings) {
	for _, p := range []struct {
		what, setting string
		at            config.Provider
	}{{"MitID", "TAVLEN_MITID_ISSUER", set.MitID}, {"staff sign-in", "TAVLEN_STAFF_OIDC_ISSUER", set.StaffOIDC}} {
		if p.at.Issuer == "" {
			d.ok(p.what, "no provider is set: people sign in here")
			continue
		}
		ctx, cancel := context.WithTimeout(con.ctx, outsidePatience)
		err := oidc.New(oidc.Options{Issuer: p.at.Issuer, ClientID: p.at.ClientID}).Try(ctx)
		cancel()
		if err != nil {
			d.fault(p.what, p.at.Issuer+": "+oneLine(err)+": see that "+p.setting+" is its address to the letter, and that this machine may reach it")
			continue
		}
		d.ok(p.what, p.at.Issuer+" answers")
	}
}
