package notify

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
)

// reads is what a declarative push message's parser takes (W3C Push API, "declarative push
// message parser"): nothing of it if one part is not as it must be.
func reads(t *testing.T, doc []byte) (m struct {
	WebPush      int `json:"web_push"`
	Notification struct {
		Title, Body, Lang, Navigate, Tag string
		Actions                          []struct{ Action, Title, Navigate string }
		Data                             map[string]string
	}
	Badge   *uint64 `json:"app_badge"`
	Mutable *bool
}) {
	t.Helper()
	if err := json.Unmarshal(doc, &m); err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	n := m.Notification
	pages := []string{n.Navigate}
	for _, a := range n.Actions {
		if a.Action == "" || a.Title == "" {
			t.Errorf("an action without a name: %s", doc)
		}
		pages = append(pages, a.Navigate)
	}
	if m.WebPush != 8030 || n.Title == "" || m.Mutable != nil {
		t.Errorf("no declarative message: %s", doc)
	}
	for _, page := range pages {
		if u, err := url.Parse(page); err != nil || u.Scheme != "https" || u.Host != "tavlen.test" || u.RawQuery != "" {
			t.Errorf("%q is no address of ours: %s", page, doc)
		}
	}
	if len(doc) > maxPayload {
		t.Errorf("%d bytes", len(doc))
	}
	return m
}

func TestTheDeclarativeForm(t *testing.T) {
	s := &PushSender{publicURL: "https://tavlen.test"}
	start := time.Date(2026, 12, 8, 13, 0, 0, 0, time.FixedZone("", 3600))
	about := About{Notification: "notification-of-the-day", Plan: "plan", Meeting: "meeting", Start: start, Answers: true}
	badge := 0
	for kind, f := range forms {
		for _, language := range []string{"da", "en", "uk"} {
			for _, a := range []About{{}, {Notification: about.Notification, Plan: "plan"}, about} {
				doc, ok := s.payload(Message{Kind: kind, Language: language, About: a, Badge: &badge})
				if !ok {
					t.Fatalf("%s has no payload", kind)
				}
				m := reads(t, doc)
				if n := m.Notification; (n.Lang == "en") != (language == "en") || len(n.Actions) != map[bool]int{true: 2}[a.Answers] || strings.Contains(n.Navigate, "#") != (a.Notification != "") {
					t.Errorf("%s %s: %s", kind, language, doc)
				}
				if m.Badge == nil || *m.Badge != 0 {
					t.Errorf("the icon is not cleared: %s", doc)
				}
				if f.path == desk && a.Plan != "" && !strings.HasPrefix(m.Notification.Navigate, "https://tavlen.test/bord/plan#n=") {
					t.Errorf("%s opens %s", kind, m.Notification.Navigate)
				}
			}
		}
	}
	doc, _ := s.payload(Message{Kind: domain.NotifyMeetingSoon, Language: "da", About: about})
	n := reads(t, doc).Notification
	want := []string{"https://tavlen.test/moeder/meeting#n=notification-of-the-day", "come", "Jeg kommer", "https://tavlen.test/moeder/meeting#n=notification-of-the-day",
		"cannot", "Jeg kan ikke", "https://tavlen.test/moeder/meeting/afbud#n=notification-of-the-day", "2026-12-08T12:00:00Z", "plan", "meeting", "notification-of-the-day"}
	got := []string{n.Navigate}
	for _, a := range n.Actions {
		got = append(got, a.Action, a.Title, a.Navigate)
	}
	got = append(got, n.Data["start"], n.Data["plan"], n.Data["meeting"], n.Data["notification"])
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if strings.Contains(string(doc), "app_badge") {
		t.Errorf("a badge that nobody counted: %s", doc)
	}
}

// A phone that was off gets the reminders of both its meetings: neither takes the other's
// place, at the push service or on the screen.
func TestTwoMeetingsAreTwoThings(t *testing.T) {
	s := &PushSender{topicKey: []byte("key")}
	tag := func(kind domain.NotificationKind, a About) string { return tagOf(kind, a) }
	one, other := About{Notification: "1", Meeting: "a"}, About{Notification: "2", Meeting: "b"}
	if tag(domain.NotifyMeetingSoon, one) == tag(domain.NotifyMeetingSoon, other) || s.topic("x", tag(domain.NotifyMeetingSoon, one)) == s.topic("x", tag(domain.NotifyMeetingSoon, other)) {
		t.Error("one meeting's reminder takes the place of another's")
	}
	again := one
	again.Notification = "3"
	if tag(domain.NotifyMeetingSoon, one) != tag(domain.NotifyMeetingSoon, again) || s.topic("x", tag(domain.NotifyMeetingSoon, one)) != s.topic("x", tag(domain.NotifyMeetingSoon, again)) {
		t.Error("sent again it is another")
	}
	if tag(domain.NotifyNewMessage, About{Notification: "1", Plan: "p"}) != string(domain.NotifyNewMessage) {
		t.Error("of messages one is enough")
	}
}
