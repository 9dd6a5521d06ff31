package domain

import "time"

// RetentionClass is a sort of data that is kept for a time of its own and then deleted (GDPR art.
// 5(1)(e)). For how long is the municipality's to say, within bounds (package retention); from
// when on is known to the program.
type RetentionClass string

// The classes. What no class names goes with the whole plan.
const (
	RetainPlan          RetentionClass = "plan"
	RetainContactLine   RetentionClass = "contact_line"
	RetainLinks         RetentionClass = "links"
	RetainUnsent        RetentionClass = "unsent_enclosures"
	RetainSparring      RetentionClass = "sparring"
	RetainSessions      RetentionClass = "sessions"
	RetainSignIn        RetentionClass = "sign_in_codes"
	RetainNotifications RetentionClass = "notifications"
	RetainMutations     RetentionClass = "mutations"
	RetainGlass         RetentionClass = "emergency_access"
	RetainAccessLog     RetentionClass = "access_log"
	RetainConsents      RetentionClass = "consents"
	RetainStories       RetentionClass = "stories"
)

// ClockAhead is by how many days the clock may be ahead of anything that is known, and still be
// believed by what deletes: a month that a machine stood still, and some days.
const ClockAhead = 35

// RetentionRun is one run of the job that deletes what its time is over of.
type RetentionRun struct {
	// Day is the day in Copenhagen that it is the run of; At is as of when it deletes.
	Day Date
	At  time.Time
	// Version names the configuration that it goes by, for all of the run.
	Version string
	EndedAt time.Time
}

// RetentionReceipt says what one run deleted of one class.
type RetentionReceipt struct {
	Day     Date
	Class   RetentionClass
	Version string
	// Until is the instant up to which what the class counts from had happened.
	Until   time.Time
	Count   int64
	EndedAt time.Time
}

// OverSince says since when a thing on a plan counts no more: a consent that was taken back,
// replaced or ran out, a story that is not told, a plan that has ended. It is the zero time while it counts, and while
// somebody who fetched a story has not said that it is told no more.
func OverSince(r Record) time.Time {
	switch it := r.Item.(type) {
	case *Plan:
		if it.End != nil {
			return it.End.At
		}
	case *Consent:
		switch {
		case it.WithdrawnAt != nil:
			return *it.WithdrawnAt
		case it.Status == StatusActive:
			return it.Expires.Start()
		}
		return r.At
	case *Story:
		for _, e := range it.Exports {
			if e.DownAt == nil {
				return time.Time{}
			}
		}
		if (it.Status == StoryDeclined || it.Status == StoryWithdrawn) && it.AnsweredAt != nil {
			return *it.AnsweredAt
		}
		return it.Until.Start()
	}
	return time.Time{}
}
