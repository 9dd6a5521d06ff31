package domain

import "time"

// NotificationKind says what a notification is about. Its words are neutral and come
// from package notify: nothing personal is ever stored with it or sent.
type NotificationKind string

// The kinds that this installation sends.
const (
	NotifyPlanChanged     NotificationKind = "plan_changed"
	NotifyNewMessage      NotificationKind = "new_message"
	NotifyMeetingTomorrow NotificationKind = "meeting_tomorrow"
	NotifyMeetingSoon     NotificationKind = "meeting_soon"
	NotifyMeetingAhead    NotificationKind = "meeting_ahead" // two days or more before
	NotifyStaffAnswer     NotificationKind = "staff_answer"  // a citizen answered a change and waits
	NotifyStaffWish       NotificationKind = "staff_wish"    // a citizen wants to hear about some help
	NotifyWishAnswered    NotificationKind = "wish_answered"
	NotifyNewDevice       NotificationKind = "new_device" // someone signed in as the person
	NotifyTest            NotificationKind = "test"
)

// NotificationState is where a notification stands. What is Sent was handed to the
// push service; whether the phone showed it is not known.
type NotificationState string

// The states: scheduled → sending → sent, or cleared (meeting moved), muted (nobody to
// wake), failed (deadline passed).
const (
	NotificationScheduled NotificationState = "scheduled"
	NotificationSending   NotificationState = "sending"
	NotificationSent      NotificationState = "sent"
	NotificationCleared   NotificationState = "cleared"
	NotificationMuted     NotificationState = "muted"
	NotificationFailed    NotificationState = "failed"
)

// Notification is one promise to wake one person: when, and how long it still helps.
type Notification struct {
	ID       ID
	Person   ID
	Plan     ID
	Subject  ID // what it is about (meeting, plan change, thread), for clearing
	Kind     NotificationKind
	DueAt    time.Time
	Deadline time.Time
	// DedupeKey is unique: the same promise is made once.
	DedupeKey string
	State     NotificationState
	Attempts  int
}

// Subscription is where a person's phone is woken (RFC 8030). Gone when the push
// service says 404 or 410.
type Subscription struct {
	ID       ID
	Person   ID
	Session  ID
	Endpoint string `json:"endpoint"`
	P256dh   string `json:"p256dh"`
	Auth     string `json:"auth"`
}
