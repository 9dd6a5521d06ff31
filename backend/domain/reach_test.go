package domain

import (
	"slices"
	"testing"
)

func TestPhoneNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"20304050": "+4520304050", "20 30 40 50": "+4520304050", "+45 20304050": "+4520304050", "0045 2030-4050": "+4520304050", "(+45) 20.30.40.50": "",
		"+46 70 123 45 67": "+46701234567", "0046701234567": "+46701234567", "+47 91 23 45 67": "+4791234567", "20\u00a030\u00a040\u00a050": "+4520304050",
		"": "", "112": "", "2030405": "", "203040501": "", "+45 2030405": "", "+45 10304050": "", "00 00 00 11": "", "+0 123 456 789": "", "+1234567890123456": "", "20304O50": "", "20304050;x": "", "+": "", "٢٠٣٠٤٠٥٠": "",
	} {
		if got, ok := PhoneNumber(in); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", in, got, ok)
		}
	}
}

func TestEmailAddresses(t *testing.T) {
	for in, fine := range map[string]bool{
		"peter@eksempel.dk": true, " peter@eksempel.dk ": true, "p.e+t-er@mail.eksempel.dk": true, "": false, "peter": false, "peter@": false, "@eksempel.dk": false, "peter@localhost": false,
		"Peter <peter@eksempel.dk>": false, "p@a.dk,q@a.dk": false, "p@a.dk\r\nBcc: x@b.dk": false, `"p q"@a.dk`: false, "p@[127.0.0.1]": false, "p@a.dk.": false, "p(x)@a.dk": false,
	} {
		if got, ok := EmailAddress(in); ok != fine {
			t.Errorf("%q: %q, %v", in, got, ok)
		}
	}
}

func TestRungs(t *testing.T) {
	all := []Channel{ChannelPush, ChannelSMS, ChannelEmail}
	for name, tc := range map[string]struct {
		role       Role
		channels   []string
		kind       NotificationKind
		importance Importance
		want       []Channel
	}{
		"no choice":                 {RoleCitizen, nil, NotifyMeetingSoon, ImportanceNormal, all},
		"a mandatory meeting":       {RoleCitizen, nil, NotifyMeetingSoon, ImportanceHigh, append(slices.Clone(all), ChannelCall)},
		"push alone":                {RoleCitizen, []string{"push"}, NotifyMeetingSoon, ImportanceHigh, []Channel{ChannelPush, ChannelCall}},
		"push alone, not mandatory": {RoleCitizen, []string{"push"}, NotifyMeetingSoon, ImportanceNormal, []Channel{ChannelPush}},
		"her own order":             {RoleCitizen, []string{"phone_call", "sms", "paper"}, NotifyMeetingSoon, ImportanceNormal, []Channel{ChannelCall, ChannelSMS}},
		"nobody calls about news":   {RoleCitizen, []string{"call", "sms"}, NotifyPlanChanged, ImportanceHigh, []Channel{ChannelSMS}},
		"a cheer":                   {RoleCitizen, []string{"sms"}, NotifyStepCheer, ImportanceLow, []Channel{ChannelPush}},
		"a companion is not called": {RoleContact, []string{"call", "push"}, NotifyMeetingSoon, ImportanceHigh, []Channel{ChannelPush}},
		"staff":                     {RoleConsultant, nil, NotifyStaffAnswer, ImportanceNormal, []Channel{ChannelPush, ChannelEmail}},
		"staff who chose":           {RoleConsultant, []string{"sms"}, NotifyStaffAnswer, ImportanceNormal, []Channel{ChannelSMS}},
	} {
		p := Person{Role: tc.role}
		if tc.role == RoleCitizen {
			p.Citizen = &Citizen{}
		}
		p = p.WithChoices(Settings{Channels: tc.channels})
		if got := p.Rungs(tc.kind, tc.importance); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// TestNumbersThatCostAreNone: whoever may write down where his messages go must not be able
// to let the municipality ring a satellite or a service that is paid by the message.
func TestNumbersThatCostAreNone(t *testing.T) {
	for _, number := range []string{"90 12 34 56", "+45 90123456", "004590123456", "+870 773 111 632", "+881 6 2241 0000", "+882 16 3333 0000", "+883 5100 0123 4567", "+979 1 2345 6789", "+808 1234 5678", "+878 10 1234 5678"} {
		if got, ok := PhoneNumber(number); ok {
			t.Errorf("%s is %s", number, got)
		}
	}
	for number, want := range map[string]string{"20 30 40 50": "+4520304050", "+380 50 123 45 67": "+380501234567", "+46 70 123 45 67": "+46701234567", "0049 151 23456789": "+4915123456789", "+88 01712 345678": "+8801712345678", "+97 150 123 4567": "+971501234567"} {
		if got, ok := PhoneNumber(number); got != want || !ok {
			t.Errorf("%s is %q, %v", number, got, ok)
		}
	}
}
