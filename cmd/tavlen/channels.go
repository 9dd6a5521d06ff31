package main

import (
	"fmt"

	"tavlen/backend/app"
	"tavlen/backend/config"
	"tavlen/backend/domain"
	"tavlen/backend/jobs"
	"tavlen/backend/notify"
	"tavlen/backend/store"
)

// channels are the ways beside push that this installation has to reach people.
type channels struct {
	post map[domain.Channel]jobs.Post
	// all are the channels that people can choose from.
	all []domain.Channel
	// gateway names the SMS gateway that sends delivery reports; "" none.
	gateway string
	close   func()
}

// openChannels makes what sends SMS and e-mail. Nothing is connected to before there is
// something to send. The demo has neither: the numbers of its people may be somebody's.
func openChannels(set config.Settings, s *store.Store) (*channels, error) {
	c := &channels{post: map[domain.Channel]jobs.Post{}, all: []domain.Channel{domain.ChannelPush}, close: func() {}}
	if set.SMS.Gateway != "" {
		sms, err := openSMS(set, s)
		if err != nil {
			return nil, err
		}
		c.post[domain.ChannelSMS], c.close = sms, sms.Close
		c.all = append(c.all, domain.ChannelSMS)
		c.gateway = set.SMS.Gateway
	}
	if m := set.Mail; m.Host != "" {
		mail, err := notify.NewMailSender(notify.MailOptions{Host: m.Host, Port: m.Port, Implicit: m.Implicit, User: m.User, Password: string(m.Password), From: m.From, PublicURL: set.PublicURL, CA: m.CA})
		if err != nil {
			return nil, fmt.Errorf("TAVLEN_SMTP_URL cannot be used: %w", err)
		}
		c.post[domain.ChannelEmail] = mail
		c.all = append(c.all, domain.ChannelEmail)
	}
	c.all = append(c.all, domain.ChannelCall)
	return c, nil
}

func openSMS(set config.Settings, s *store.Store) (*notify.SMSSender, error) {
	o := notify.SMSOptions{URL: set.SMS.URL, Token: string(set.SMS.Token), From: set.SMS.Sender, PublicURL: set.PublicURL,
		ReportURL: set.PublicURL + "/api/v1/delivery/" + set.SMS.Gateway + "/" + app.ReportSecret(s)}
	if o.URL == "" {
		o.URL = notify.GatewayAPIURL
	}
	if set.SMS.Gateway == config.GatewayHTTP {
		t, err := notify.ParseTemplate(set.SMS.Template)
		if err != nil {
			return nil, fmt.Errorf("TAVLEN_SMS_TEMPLATE_FILE cannot be used: %w", err)
		}
		o.Template = t
	}
	sender, err := notify.NewSMSSender(o)
	if err != nil {
		return nil, fmt.Errorf("TAVLEN_SMS_URL or its template cannot be used: %w", err)
	}
	return sender, nil
}
