package domain

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kind names a sort of thing on a plan; the same word in store, API and docs.
type Kind string

// The kinds of things on a plan.
const (
	KindPlan        Kind = "plan"
	KindDream       Kind = "dream"
	KindStrength    Kind = "strength"
	KindChallenge   Kind = "challenge"
	KindGoal        Kind = "goal"
	KindStep        Kind = "step"
	KindEffort      Kind = "effort"
	KindAgreement   Kind = "agreement"
	KindMeeting     Kind = "meeting"
	KindPlanChange  Kind = "plan_change"
	KindFlag        Kind = "flag"
	KindCheckin     Kind = "checkin"
	KindIndicator   Kind = "indicator"
	KindMeasurement Kind = "measurement"
	KindConsent     Kind = "consent"
	KindContact     Kind = "contact"
	KindEvent       Kind = "event"
	KindAttachment  Kind = "attachment"
	KindWish        Kind = "wish"
	// What is asked and tried around the meetings.
	KindMeetingRequest Kind = "meeting_request"
	KindContactAttempt Kind = "contact_attempt"
	KindHandover       Kind = "handover"
	// A round of talks with several professionals, and what each wrote of his.
	KindAssessment     Kind = "assessment"
	KindAssessmentNote Kind = "assessment_note"
	KindStory          Kind = "story"
	KindRightsRequest  Kind = "rights_request"
)

// Kinds lists every kind in the order a plan is read.
var Kinds = []Kind{KindPlan, KindDream, KindStrength, KindChallenge, KindGoal, KindStep, KindEffort, KindAgreement, KindMeeting,
	KindPlanChange, KindFlag, KindCheckin, KindIndicator, KindMeasurement, KindConsent, KindContact, KindEvent, KindAttachment, KindWish, KindMeetingRequest, KindContactAttempt, KindHandover, KindAssessment, KindAssessmentNote, KindStory, KindRightsRequest}

// Item is the content of one thing on a plan.
type Item interface {
	Kind() Kind
	// Validate says what is wrong with the content, as an *Error with fields.
	Validate() error
}

// Record is an item with its place in a plan's history. Rev is the plan's revision
// at which the item last changed; a deleted record is a tombstone and has no Item.
type Record struct {
	Plan    ID
	Kind    Kind
	ID      ID
	Rev     int64
	Deleted bool
	Item    Item
	// By is who made it so, and At when; to the millisecond, in UTC.
	By ID
	At time.Time
}

// Ref names an item within a plan.
type Ref struct {
	Kind Kind `json:"kind"`
	ID   ID   `json:"id"`
}

// Ref gives the record's name.
func (r Record) Ref() Ref { return Ref{r.Kind, r.ID} }

// NewItem makes an empty item of a kind, to decode into.
func NewItem(k Kind) (Item, error) {
	switch k {
	case KindPlan:
		return &Plan{}, nil
	case KindDream:
		return &Dream{}, nil
	case KindStrength:
		return &Strength{}, nil
	case KindChallenge:
		return &Challenge{}, nil
	case KindGoal:
		return &Goal{}, nil
	case KindStep:
		return &Step{}, nil
	case KindEffort:
		return &Effort{}, nil
	case KindAgreement:
		return &Agreement{}, nil
	case KindMeeting:
		return &Meeting{}, nil
	case KindPlanChange:
		return &PlanChange{}, nil
	case KindFlag:
		return &Flag{}, nil
	case KindCheckin:
		return &Checkin{}, nil
	case KindIndicator:
		return &Indicator{}, nil
	case KindMeasurement:
		return &Measurement{}, nil
	case KindConsent:
		return &Consent{}, nil
	case KindContact:
		return &Contact{}, nil
	case KindEvent:
		return &Event{}, nil
	case KindAttachment:
		return &Picture{}, nil
	case KindWish:
		return &Wish{}, nil
	case KindMeetingRequest:
		return &MeetingRequest{}, nil
	case KindContactAttempt:
		return &ContactAttempt{}, nil
	case KindHandover:
		return &Handover{}, nil
	case KindAssessment:
		return &Assessment{}, nil
	case KindAssessmentNote:
		return &AssessmentNote{}, nil
	case KindStory:
		return &Story{}, nil
	case KindRightsRequest:
		return &RightsRequest{}, nil
	}
	return nil, fmt.Errorf("unknown kind %q", k)
}

// DecodeItem reads an item's JSON. Instants come out in UTC, so that one that was
// written with another offset is not taken for a change.
func DecodeItem(k Kind, doc []byte) (Item, error) {
	it, err := NewItem(k)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(doc, it); err != nil {
		return nil, fmt.Errorf("%s: %w", k, err)
	}
	switch it := it.(type) {
	case *Meeting:
		it.inUTC()
	case *MeetingRequest:
		for i := range it.Proposed {
			it.Proposed[i] = it.Proposed[i].utc()
		}
	case *Strength:
		it.Status = orActive(it.Status)
	case *Challenge:
		it.Status = orActive(it.Status)
	}
	return it, nil
}

// orActive reads a status that an item was kept without: it is on the board.
func orActive(s Status) Status {
	if s == "" {
		return StatusActive
	}
	return s
}

// Seen says who may see an item when the item itself decides. Visibility holds
// "citizen", "consultant" and person IDs; empty means the default for the kind.
// Package access reads it; nothing else decides by it.
type Seen struct {
	Visibility []string `json:"visibility,omitempty"`
	Sensitive  bool     `json:"sensitive,omitempty"`
}

// Original is the text as the person said it in another language than Danish.
type Original struct {
	Lang string `json:"lang"`
	Text string `json:"text"`
}

// Area is a life area, a lane on the board.
type Area string

// Areas lists the life areas in the order of the board.
var Areas = []Area{"work", "education", "body", "mind", "habits", "home", "money", "everyday", "people", "language"}

// Status is where a thing stands; which values a kind allows is checked by its Validate.
type Status string

// The statuses of goals, steps, efforts, agreements and meetings.
const (
	StatusPlanned   Status = "planned"
	StatusActive    Status = "active"
	StatusPaused    Status = "paused"
	StatusReached   Status = "reached"
	StatusDone      Status = "done"
	StatusCompleted Status = "completed"
	StatusKept      Status = "kept"
	StatusDropped   Status = "dropped"
	StatusHeld      Status = "held"
	StatusMoved     Status = "moved"
	StatusCancelled Status = "cancelled"
	StatusMissed    Status = "missed"
	StatusDraft     Status = "draft"
)

// Ranked items have a place among their like: a fractional rank, compared as bytes,
// so that moving one thing changes one field of one thing.
type Ranked struct {
	Rank string `json:"rank,omitempty"`
}

func (r Ranked) check(c *checker) {
	if len(r.Rank) > 64 {
		c.add("rank", "Rækkefølgen kan ikke gemmes.")
		return
	}
	for i := range len(r.Rank) {
		ch := r.Rank[i]
		if (ch < '0' || ch > '9') && (ch < 'a' || ch > 'z') && (ch < 'A' || ch > 'Z') {
			c.add("rank", "Rækkefølgen kan ikke gemmes.")
			return
		}
	}
}

// instant checks that a time of a meeting or the like is within the plan's lifetime.
func (c *checker) instant(field string, t time.Time) {
	if t.IsZero() || t.Year() < 1900 || t.Year() > 2200 {
		c.add(field, "Vælg dag og klokkeslæt.")
	}
}
