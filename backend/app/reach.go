package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Reach is how well a citizen can be reached. Times are UTC.
type Reach struct {
	// Phones is how many of the citizen's phones can be woken.
	Phones int `json:"phones"`
	// SMS and Email say whether there is a number, an address, that this installation can use.
	SMS   bool `json:"sms"`
	Email bool `json:"email"`
	// LastReachedAt is when something was last handed over or opened, of that which the
	// viewer sees himself: a reminder that came an hour before noon tells of a meeting at noon.
	LastReachedAt *time.Time `json:"last_reached_at,omitempty"`
	CannotBeWoken bool       `json:"cannot_be_woken"`
	// Failed is what reached nobody in the last weeks, or only on a later channel.
	Failed []Unreached `json:"failed"`
}

// Unreached is one promise that a channel could not keep.
type Unreached struct {
	ID      domain.ID                `json:"id"`
	Kind    domain.NotificationKind  `json:"kind"`
	Meeting domain.ID                `json:"meeting,omitempty"`
	DueAt   time.Time                `json:"due_at"`
	State   domain.NotificationState `json:"state"`
	Channel domain.Channel           `json:"channel"`
	Why     string                   `json:"why,omitempty"`
}

const (
	failedFor = 28 * 24 * time.Hour
	maxFailed = 50
)

// GetReach gives how well the citizen of a plan can be reached, with what failed of that
// which the viewer sees.
func (a *App) GetReach(ctx context.Context, actor access.Actor, plan domain.ID) (Reach, error) {
	out := Reach{Failed: []Unreached{}}
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		var err error
		if out.Phones, err = tx.CountSubscriptions(s.head.Citizen); err != nil {
			return err
		}
		citizen, err := tx.Person(s.head.Citizen)
		if err != nil {
			return err
		}
		_, number := domain.PhoneNumber(citizen.Phone)
		_, address := domain.EmailAddress(citizen.Email)
		out.SMS, out.Email = number && a.has(domain.ChannelSMS), address && a.has(domain.ChannelEmail)
		last, err := a.lastReached(tx, s, viewer, now)
		if err != nil {
			return err
		}
		out.LastReachedAt = timePtr(last)
		records, err := tx.Unreached(s.head.Citizen, now.Add(-failedFor), maxFailed)
		for _, r := range records {
			if r.Plan == plan && s.isAbout(viewer, r.Notification, now) {
				u := Unreached{ID: r.ID, Kind: r.Kind, DueAt: r.DueAt, State: r.State, Channel: r.Channel, Why: missedWhy(r)}
				if r.Kind.AboutMeeting() {
					u.Meeting = r.Subject
				}
				out.Failed = append(out.Failed, u)
			}
		}
		return err
	})
	if err != nil {
		return Reach{}, err
	}
	out.CannotBeWoken = out.Phones == 0
	return out, a.logRead(ctx, actor, readReach, "", viewer.Relation.Kind, plan)
}

// maxReached is how far back the last one is looked for that the viewer may know of.
const maxReached = 200

// lastReached gives when the citizen was last handed, or opened, something that the viewer
// sees too; zero: never, or so long ago that it says nothing any more.
func (a *App) lastReached(tx *store.Tx, s *state, v access.Viewer, now time.Time) (last time.Time, err error) {
	reached, err := tx.Reached(s.head.Citizen, s.head.ID, maxReached)
	if err != nil {
		return last, err
	}
	threads, err := a.threads(tx, v, s.head.ID)
	if err != nil {
		return last, err
	}
	for _, n := range reached {
		at := n.SentAt
		if n.OpenedAt.After(at) {
			at = n.OpenedAt
		}
		if !at.After(last) {
			continue
		}
		knows := s.isAbout(v, n, now)
		if n.Kind == domain.NotifyNewMessage {
			m, err := tx.Message(s.head, n.Subject)
			if err != nil {
				return last, err
			}
			knows = slices.ContainsFunc(threads, func(t domain.Thread) bool { return t.ID == m.Thread })
		}
		if knows {
			last = at
		}
	}
	return last, nil
}

// isAbout says whether a notification is about something on the plan that the viewer sees;
// of a meeting, when it is: a reminder's time tells that. That there was any other is not
// his to know.
func (s *state) isAbout(v access.Viewer, n domain.Notification, now time.Time) bool {
	for _, k := range []domain.Kind{domain.KindMeeting, domain.KindPlanChange, domain.KindMeetingRequest, domain.KindWish} {
		ref := domain.Ref{Kind: k, ID: n.Subject}
		if s.item(k, n.Subject) == nil {
			continue
		}
		if view := s.facts.See(v, ref, now); view.Sees && (k != domain.KindMeeting || view.Shows("start")) {
			return true
		}
	}
	return false
}

// has says whether the installation has a channel.
func (a *App) has(c domain.Channel) bool { return slices.Contains(a.channels, c) }
