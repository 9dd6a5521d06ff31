package domain

import (
	"strings"
	"time"
)

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
	NotifyStaffCall       NotificationKind = "staff_call"    // somebody could not be reached and is to be called
	NotifyWishAnswered    NotificationKind = "wish_answered"
	NotifyNewDevice       NotificationKind = "new_device"    // someone signed in as the person
	NotifyReachChanged    NotificationKind = "reach_changed" // how the person is reached was changed
	NotifyFormerPhone     NotificationKind = "former_phone"  // the same, to the number that was left
	NotifyFormerEmail     NotificationKind = "former_email"  // the same, to the address that was left
	NotifyStepCheer       NotificationKind = "step_cheer"
	NotifyTest            NotificationKind = "test"
	// NotifyMessageRecalled takes the place of the notification of a message that its writer
	// took back.
	NotifyMessageRecalled NotificationKind = "message_recalled"
)

// What is told of a meeting at once. Their Subject is the meeting; of those about a request
// it is the request.
const (
	NotifyMeetingNew       NotificationKind = "meeting_new"
	NotifyMeetingMoved     NotificationKind = "meeting_moved"
	NotifyMeetingCancelled NotificationKind = "meeting_cancelled"
	NotifyMeetingAnswered  NotificationKind = "meeting_answered"  // staff, or a companion, answered the citizen
	NotifyMeetingSummary   NotificationKind = "meeting_summary"   // what was said is written down
	NotifyMeetingRideGone  NotificationKind = "meeting_ride_gone" // who was to drive the citizen there does not any more
	NotifyRequestAnswered  NotificationKind = "request_answered"  // staff answered that the citizen asks to meet
	NotifyContactAsked     NotificationKind = "contact_asked"     // the citizen asked a contact along
	NotifyStaffAbsence     NotificationKind = "staff_absence"     // a citizen cannot come
	NotifyStaffRequest     NotificationKind = "staff_request"     // a citizen asks to meet
	NotifyStaffMeeting     NotificationKind = "staff_meeting"     // anything else a citizen answered to a meeting, or a colleague changed
)

// What is told around the citizen's people; their Subject is the contact.
const (
	NotifyContactTook NotificationKind = "contact_took" // somebody took the citizen's invitation
	NotifyContactIn   NotificationKind = "contact_in"   // the citizen said that it was he
	NotifyFeedback    NotificationKind = "feedback"     // somebody at a workplace said what she is good at

	NotifyContactNote   NotificationKind = "contact_note"   // a word of encouragement or an offer of help
	NotifyOfferAnswered NotificationKind = "offer_answered" // the citizen answered a contact's offer
	// NotifyStaffHandover tells the consultants of a change of consultant, which is its Subject.
	NotifyStaffHandover NotificationKind = "staff_handover"

	// Somebody who does not work with the citizen gave a reason and looks at her plan; the Subject is
	// that look. The second is her consultant's.
	NotifyGlass      NotificationKind = "glass"
	NotifyStaffGlass NotificationKind = "staff_glass"

	NotifyStaffReport NotificationKind = "staff_report" // the citizen told that a contact is not good to her
)

// What is told when a consent stops by itself; their Subject is the consent.
const (
	NotifyPlanGoes         NotificationKind = "plan_goes"          // the plan, its Subject, has ended and is deleted in thirty days
	NotifyPlanHeld         NotificationKind = "plan_held"          // how long the plan, its Subject, is held back has changed
	NotifyConsentEnds      NotificationKind = "consent_ends"       // thirty days are left
	NotifyConsentOver      NotificationKind = "consent_over"       // it holds no more
	NotifyStaffConsentOver NotificationKind = "staff_consent_over" // the same, to whom it had opened something
)

// What is told of a wish to correct or erase; their Subject is the wish.
const (
	NotifyRightsAnswered NotificationKind = "rights_answered" // staff answered it, or need longer
	NotifyStaffRights    NotificationKind = "staff_rights"    // a citizen asks, or took it back
)

// What the citizen is told about a flag; their Subject is the flag.
const (
	NotifyFlagSeen     NotificationKind = "flag_seen"
	NotifyFlagAnswered NotificationKind = "flag_answered"
)

// NotifyStaffFollowUp tells somebody of the staff that a plan, its Subject, has ended and that he is to
// speak with the citizen afterwards.
const NotifyStaffFollowUp NotificationKind = "staff_follow_up"

// What is told when an effort ends; their Subject is the effort.
const (
	NotifyEndWord    NotificationKind = "end_word"    // the citizen is asked for his own word
	NotifyStaffStart NotificationKind = "staff_start" // what was waited for has ended: the next may begin
)

// Reminds says whether the kind is a reminder of a meeting, which helps until it begins.
func (k NotificationKind) Reminds() bool {
	return k == NotifyMeetingTomorrow || k == NotifyMeetingSoon || k == NotifyMeetingAhead
}

// ReachChanged says whether the kind tells that a person is reached otherwise than before.
func (k NotificationKind) ReachChanged() bool {
	return k == NotifyReachChanged || k == NotifyFormerPhone || k == NotifyFormerEmail
}

// AboutMeeting says whether the subject of a notification of this kind is a meeting.
func (k NotificationKind) AboutMeeting() bool {
	switch k {
	case NotifyContactAsked, NotifyStaffAbsence, NotifyStaffMeeting:
		return true
	}
	return strings.HasPrefix(string(k), "meeting_")
}

// Importance says how far up the ladder a notification climbs.
func (k NotificationKind) Importance() Importance {
	if k == NotifyStepCheer || k == NotifyTest || k == NotifyMessageRecalled {
		return ImportanceLow
	}
	return ImportanceNormal
}

// Importance says how much is done so that a notification reaches somebody.
type Importance string

// The importances. What matters little is a push and nothing else; what is normal takes the
// channels that the person chose; what matters much ends with a call by staff.
const (
	ImportanceLow    Importance = "low"
	ImportanceNormal Importance = "normal"
	ImportanceHigh   Importance = "high"
)

// Channel is one way to reach a person: a rung of the ladder.
type Channel string

// The channels, in the order in which they are tried where the person chose no other.
const (
	ChannelPush  Channel = "push"
	ChannelSMS   Channel = "sms"
	ChannelEmail Channel = "email"
	ChannelCall  Channel = "call" // staff call, from their list
)

// Channels lists them in that order.
var Channels = []Channel{ChannelPush, ChannelSMS, ChannelEmail, ChannelCall}

// NotificationState is where a notification stands. What is Sent was handed to the push
// service, the SMS gateway or the mail server; whether it was shown is not known.
type NotificationState string

// The states: scheduled → sending → sent → delivered (the gateway says so) → opened; or
// cleared (meeting moved), muted (no way to reach the person at all), failed (no channel
// could) or missed (it no longer helped before one could).
const (
	NotificationScheduled NotificationState = "scheduled"
	NotificationSending   NotificationState = "sending"
	NotificationSent      NotificationState = "sent"
	NotificationDelivered NotificationState = "delivered"
	NotificationOpened    NotificationState = "opened"
	NotificationCleared   NotificationState = "cleared"
	NotificationMuted     NotificationState = "muted"
	NotificationFailed    NotificationState = "failed"
	NotificationMissed    NotificationState = "missed"
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
	// Importance is the kind's own where it is left out.
	Importance Importance
	State      NotificationState
	Attempts   int // claims by a worker, on all channels together
	// TakenOver says of a claim that another held the promise and its lease ran out.
	TakenOver bool
	// Channel is the rung that it stands at, and Until when that one gives way to the next;
	// zero before it began.
	Channel Channel
	Until   time.Time
	// When it was handed over, shown (as far as the gateway knows) and opened; zero: not.
	SentAt, DeliveredAt, OpenedAt time.Time
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
