package notify

import (
	"encoding/json"
	"time"

	"tavlen/backend/domain"
)

// About names what a message is about, by ids that say nothing to anybody without the
// right to see it. They leave in the sealed payload only.
type About struct {
	Notification domain.ID
	Plan         domain.ID
	Meeting      domain.ID
	// Start is when the meeting begins; zero where it is not known. A yes that is given on
	// the lock screen is to this time and to no other.
	Start time.Time
	// Answers says that it may be answered where it is shown: "Jeg kommer", "Jeg kan ikke".
	Answers bool
}

// declarative is the W3C Push API's "declarative push message": Safari shows it without a
// service worker, and the others' service worker reads the same.
type declarative struct {
	WebPush      int          `json:"web_push"`
	Notification notification `json:"notification"`
	Badge        *int         `json:"app_badge,omitempty"`
}

type notification struct {
	Title    string   `json:"title"`
	Body     string   `json:"body"`
	Lang     string   `json:"lang"`
	Navigate string   `json:"navigate"`
	Tag      string   `json:"tag"`
	Actions  []action `json:"actions,omitempty"`
	Data     *data    `json:"data,omitempty"`
}

// action is a button below the notification. A message in which one has no address of its
// own is no declarative one to the standard, and would be shown by nobody.
type action struct {
	Action   string `json:"action"`
	Title    string `json:"title"`
	Navigate string `json:"navigate"`
}

// data is what the service worker needs to answer by itself.
type data struct {
	Notification domain.ID  `json:"notification,omitempty"`
	Plan         domain.ID  `json:"plan,omitempty"`
	Meeting      domain.ID  `json:"meeting,omitempty"`
	Start        *time.Time `json:"start,omitempty"`
}

// answers are the words on the two buttons.
var answers = map[string][2]string{"da": {"Jeg kommer", "Jeg kan ikke"}, "en": {"I am coming", "I cannot come"}}

func (s *PushSender) payload(m Message) (b []byte, ok bool) {
	title, body, ok := Text(m.Kind, m.Language)
	if !ok {
		return nil, false
	}
	lang := "da"
	if m.Language == "en" {
		lang = "en"
	}
	a := m.About
	page := s.publicURL + pageOf(m.Kind, a)
	n := notification{Title: title, Body: body, Lang: lang, Navigate: page + opened(a), Tag: tagOf(m.Kind, a)}
	if a.Notification != "" {
		n.Data = &data{Notification: a.Notification, Plan: a.Plan, Meeting: a.Meeting}
		if !a.Start.IsZero() {
			start := a.Start.UTC()
			n.Data.Start = &start
		}
	}
	if a.Answers && a.Meeting != "" {
		n.Actions = []action{{"come", answers[lang][0], page + opened(a)}, {"cannot", answers[lang][1], page + "/afbud" + opened(a)}}
	}
	b, err := json.Marshal(declarative{WebPush: 8030, Notification: n, Badge: m.Badge})
	return b, err == nil
}

// pageOf gives the page where the thing itself stands, where there is one.
func pageOf(kind domain.NotificationKind, a About) string {
	page := forms[kind].path
	switch {
	case a.Meeting != "" && page != desk:
		return "/moeder/" + string(a.Meeting)
	case a.Plan != "" && page == desk:
		return desk + "/" + string(a.Plan)
	}
	return page
}

// desk is where staff's notifications open.
const desk = "/bord"

// opened lets the page that is opened say which notification led to it. What stands after
// the # never leaves the phone by itself.
func opened(a About) string {
	if a.Notification == "" {
		return ""
	}
	return "#n=" + string(a.Notification)
}

// tagOf makes a notification take the place of the one before about the same thing. Two
// meetings' reminders are two things, and so are two citizens at the desk.
func tagOf(kind domain.NotificationKind, a About) string {
	kind = standsFor(kind)
	switch {
	case a.Meeting != "":
		return string(kind) + "/" + string(a.Meeting)
	case a.Plan != "" && forms[kind].path == desk:
		return string(kind) + "/" + string(a.Plan)
	}
	return string(kind)
}

// standsFor gives the kind whose place one takes, on the screen and at the push service.
func standsFor(kind domain.NotificationKind) domain.NotificationKind {
	if kind == domain.NotifyMessageRecalled {
		return domain.NotifyNewMessage
	}
	return kind
}
