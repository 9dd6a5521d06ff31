package domain

import (
	"net/mail"
	"slices"
	"strings"
)

// Ladder gives the channels that the person chose, in order; those who chose nothing get
// them all but the call. The case files call the call "phone_call"; paper is not sent.
func (s Settings) Ladder() []Channel {
	if len(s.Channels) == 0 {
		return []Channel{ChannelPush, ChannelSMS, ChannelEmail}
	}
	var out []Channel
	for _, name := range s.Channels {
		c := Channel(name)
		if name == "phone_call" {
			c = ChannelCall
		}
		if slices.Contains(Channels, c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// Rungs gives the channels on which a notification may reach the person, in the order in
// which they are tried. Whether there is a phone, a number or an address is for whoever
// climbs to find out. Only citizens are called, and only about a meeting.
//
// A channel that the person did not choose is not used, of a mandatory meeting neither: her
// own choice comes first (requirement B2), and what it cannot reach falls to a human who
// calls (B3), not to an SMS or a mail that she said no to. Who chose nothing gets them all.
func (p Person) Rungs(k NotificationKind, i Importance) []Channel {
	switch {
	case k == NotifyFormerPhone:
		return []Channel{ChannelSMS}
	case k == NotifyFormerEmail:
		return []Channel{ChannelEmail}
	case k == NotifyReachChanged, i == ImportanceLow:
		return []Channel{ChannelPush}
	}
	out := p.Choices().Ladder()
	if p.Role.Staff() && len(p.Choices().Channels) == 0 {
		out = []Channel{ChannelPush, ChannelEmail}
	}
	call := slices.Index(out, ChannelCall)
	switch {
	case p.Role != RoleCitizen || !k.AboutMeeting():
		if call >= 0 {
			out = slices.Delete(out, call, call+1)
		}
	case call < 0 && i == ImportanceHigh:
		// Nobody may choose away being told of what the law can cost him.
		out = append(out, ChannelCall)
	}
	return out
}

// Choices are the person's own settings.
func (p Person) Choices() Settings {
	switch {
	case p.Citizen != nil:
		return p.Citizen.Settings
	case p.Own != nil:
		return *p.Own
	}
	return Settings{}
}

// WithChoices gives the person with other settings.
func (p Person) WithChoices(s Settings) Person {
	if p.Citizen != nil {
		c := *p.Citizen
		c.Settings = s
		p.Citizen = &c
		return p
	}
	p.Own = &s
	return p
}

// costly are the country codes that belong to no country (ITU-T E.164, list of assigned
// codes): satellites, international networks, shared-cost and premium services. Nobody who
// has a plan here lives there, and each message to one is somebody's income.
var costly = []string{"808", "870", "878", "881", "882", "883", "979"}

// PhoneNumber writes a telephone number as E.164 does ("+4520304050"). Eight digits are
// Danish, as the Danish numbering plan has no others for subscribers. Spaces, dots,
// dashes and brackets may stand in it; ok is false for what is no number, or one that takes
// money from whoever rings it.
func PhoneNumber(s string) (number string, ok bool) {
	var b strings.Builder
	s = strings.TrimSpace(s)
	s, international := strings.CutPrefix(s, "+")
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case strings.ContainsRune(" .-()/\u00a0", r):
		default:
			return "", false
		}
	}
	digits := b.String()
	if rest, is := strings.CutPrefix(digits, "00"); is && !international {
		digits, international = rest, true
	}
	if !international {
		if len(digits) != 8 {
			return "", false
		}
		digits = "45" + digits
	}
	switch {
	case len(digits) < 8 || len(digits) > 15, digits[0] == '0':
		return "", false
	case strings.HasPrefix(digits, "45") && (len(digits) != 10 || digits[2] < '2'):
		return "", false // no Danish subscriber has a number that begins with 0 or 1
	case strings.HasPrefix(digits, "4590"):
		return "", false // 90 are services that cost whoever calls them
	case slices.ContainsFunc(costly, func(code string) bool { return strings.HasPrefix(digits, code) }):
		return "", false
	}
	return "+" + digits, true
}

// EmailAddress checks a mail address (RFC 5321 §4.1.2, as people write it: no name, no
// comment, no quoted or literal parts) and gives it without blanks around it.
func EmailAddress(s string) (address string, ok bool) {
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" || len(s) > 254 || strings.ContainsAny(s, "\"\\[]()<>,;: \t\r\n\x00") {
		return "", false
	}
	local, host, _ := strings.Cut(s, "@")
	if len(local) > 64 || !strings.Contains(host, ".") || strings.HasSuffix(host, ".") {
		return "", false
	}
	return s, true
}
