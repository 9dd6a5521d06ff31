package api

import (
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/domain"
)

// The shapes of the answers that package app renders, for the OpenAPI document and the
// types that the PWA generates from it. A test renders a whole plan and holds it to them.

func schemaOf(api huma.API, shape any) *huma.Schema {
	return huma.SchemaFromType(api.OpenAPI().Components.Schemas, reflect.TypeOf(shape))
}

// seenPartly are the shapes of which some see only a part, with what all see of them.
var seenPartly = map[string][]string{"EffortItem": {"id", "goals"}, "MeetingItem": {"id", "with", "companions"}, "PlanEnd": {}, "AttachmentItem": {"id", "on", "media", "text", "width", "height", "bytes", "status"}}

// loosen makes the document ask no more of an answer than it always holds.
func loosen(api huma.API) {
	shapes := api.OpenAPI().Components.Schemas.Map()
	for name, always := range seenPartly {
		shapes[name].Required = always
	}
}

// ItemHead is what every item on a plan carries beside its content.
type ItemHead struct {
	ID      domain.ID `json:"id"`
	MayEdit bool      `json:"may_edit,omitempty"`
	// Partial says that only time and attendance are seen.
	Partial bool `json:"partial,omitempty"`
	// Last is who changed it last; left out where the viewer is not told.
	Last *LastChange `json:"last,omitempty"`
}

// LastChange is who changed a thing last, and when (to the second, UTC).
type LastChange struct {
	By domain.ID `json:"by"`
	At time.Time `json:"at"`
}

// PersonView is someone named on the plan, as the viewer may see him.
type PersonView struct {
	ID            domain.ID   `json:"id"`
	Name          string      `json:"name"`
	PreferredName string      `json:"preferred_name,omitempty"`
	Role          domain.Role `json:"role"`
	Title         string      `json:"title,omitempty"`
	Department    string      `json:"department,omitempty"`
	Phone         string      `json:"phone,omitempty"`
	Relation      string      `json:"relation,omitempty"`
	About         string      `json:"about,omitempty"`
	Hours         string      `json:"hours,omitempty"`
	Language      string      `json:"language,omitempty"`
}

// DepartmentView is a part of the municipality.
type DepartmentView struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Short string `json:"short"`
}

// PlanHead is the plan itself.
type PlanHead struct {
	ID             domain.ID    `json:"id"`
	Title          string       `json:"title"`
	Type           string       `json:"type,omitempty"`
	TypeLabel      string       `json:"type_label,omitempty"`
	Aim            string       `json:"aim,omitempty"`
	Version        int          `json:"version"`
	Status         string       `json:"status"`
	AgreedOn       domain.Date  `json:"agreed_on,omitempty"`
	LastReviewed   domain.Date  `json:"last_reviewed,omitempty"`
	NextReview     domain.Date  `json:"next_review,omitempty"`
	Board          domain.Board `json:"board"`
	PaperCopyGiven domain.Date  `json:"paper_copy_given_on,omitempty"`
	// Proposal is the draft that the citizen is asked about, to those who see it.
	Proposal *domain.Proposal `json:"proposal,omitempty"`
	// Ended is there where the plan has ended: all of it to the citizen, her consultant and who follows up,
	// the last day to other staff, and nothing in it to one of her people.
	Ended *domain.PlanEnd `json:"ended,omitempty"`
	// Protection is there where the citizen lives at a protected address, to her and her consultant.
	Protection *Protection `json:"protection,omitempty"`
}

// Items are the things on a plan, by kind.
type Items struct {
	Dream        *DreamItem        `json:"dream,omitempty"`
	Strengths    []StrengthItem    `json:"strengths,omitempty"`
	Challenges   []ChallengeItem   `json:"challenges,omitempty"`
	Goals        []GoalItem        `json:"goals,omitempty"`
	Steps        []StepItem        `json:"steps,omitempty"`
	Efforts      []EffortItem      `json:"efforts,omitempty"`
	Agreements   []AgreementItem   `json:"agreements,omitempty"`
	Meetings     []MeetingItem     `json:"meetings,omitempty"`
	PlanChanges  []PlanChangeItem  `json:"plan_changes,omitempty"`
	Flags        []FlagItem        `json:"flags,omitempty"`
	Checkins     []CheckinItem     `json:"checkins,omitempty"`
	Indicators   []IndicatorItem   `json:"indicators,omitempty"`
	Measurements []MeasurementItem `json:"measurements,omitempty"`
	Consents     []ConsentItem     `json:"consents,omitempty"`
	Contacts     []ContactItem     `json:"contacts,omitempty"`
	Events       []EventItem       `json:"events,omitempty"`
	Attachments  []AttachmentItem  `json:"attachments,omitempty"`
	Wishes       []WishItem        `json:"wishes,omitempty"`

	MeetingRequests []MeetingRequestItem `json:"meeting_requests,omitempty"`
	ContactAttempts []ContactAttemptItem `json:"contact_attempts,omitempty"`
	Handovers       []HandoverItem       `json:"handovers,omitempty"`
	Assessments     []AssessmentItem     `json:"assessments,omitempty"`
	AssessmentNotes []AssessmentNoteItem `json:"assessment_notes,omitempty"`
	Stories         []StoryItem          `json:"stories,omitempty"`
	RightsRequests  []RightsRequestItem  `json:"rights_requests,omitempty"`
}

// Plan is the answer of getPlan. Every list is there; fields the viewer does not see are not.
type Plan struct {
	Format      int              `json:"format"`
	Rev         string           `json:"rev"`
	AsOf        time.Time        `json:"as_of"`
	Viewer      Viewer           `json:"viewer"`
	Plan        PlanHead         `json:"plan"`
	Citizen     PersonView       `json:"citizen"`
	Consultant  domain.ID        `json:"consultant,omitempty"`
	People      []PersonView     `json:"people"`
	Departments []DepartmentView `json:"departments"`
	Items
}

// Viewer is who looks, and what he may add.
type Viewer struct {
	Relation string   `json:"relation"`
	May      []string `json:"may"`
}

// PlanChanges is the answer of getPlanChanges: the whole plan, or what changed.
type PlanChanges struct {
	Format  int      `json:"format,omitempty"`
	Full    bool     `json:"full,omitempty"`
	Since   string   `json:"since,omitempty"`
	Rev     string   `json:"rev"`
	Plan    *Plan    `json:"plan,omitempty"`
	Changed *Changed `json:"changed,omitempty"`
}

// Changed are the things that changed, and the plan's head as it is now.
type Changed struct {
	Plan   *PlanHead    `json:"plan,omitempty"`
	People []PersonView `json:"people,omitempty"`
	Items
	// StepFields are of steps that the asker has: the fields that are other now, null for gone.
	StepFields []map[string]any `json:"step_fields,omitempty"`
}

// Each item is its head and its content.
type (
	// DreamItem is a dream on the plan.
	DreamItem struct {
		ItemHead
		domain.Dream
	}
	// StrengthItem is a strength on the plan.
	StrengthItem struct {
		ItemHead
		domain.Strength
	}
	// ChallengeItem is a challenge on the plan.
	ChallengeItem struct {
		ItemHead
		domain.Challenge
	}
	// GoalItem is a goal on the plan.
	GoalItem struct {
		ItemHead
		domain.Goal
	}
	// StepItem is a step on the plan.
	StepItem struct {
		ItemHead
		domain.Step
	}
	// EffortItem is an effort on the plan.
	EffortItem struct {
		ItemHead
		domain.Effort
	}
	// AgreementItem is an agreement on the plan.
	AgreementItem struct {
		ItemHead
		domain.Agreement
	}
	// MeetingItem is a meeting on the plan.
	MeetingItem struct {
		ItemHead
		domain.Meeting
		AbsenceDue *time.Time `json:"absence_due,omitempty" doc:"to the citizen: by when she can expect an answer to that she cannot come"`
		PickUpDue  *time.Time `json:"pick_up_due,omitempty" doc:"to the citizen: by when she can expect an answer to whether somebody fetches her"`
	}
	// PlanChangeItem is a planchange on the plan.
	PlanChangeItem struct {
		ItemHead
		domain.PlanChange
	}
	// FlagItem is a flag on the plan.
	FlagItem struct {
		ItemHead
		domain.Flag
	}
	// CheckinItem is a checkin on the plan.
	CheckinItem struct {
		ItemHead
		domain.Checkin
	}
	// IndicatorItem is an indicator on the plan.
	IndicatorItem struct {
		ItemHead
		domain.Indicator
	}
	// MeasurementItem is a measurement on the plan.
	MeasurementItem struct {
		ItemHead
		domain.Measurement
	}
	// ConsentItem is a consent on the plan.
	ConsentItem struct {
		ItemHead
		domain.Consent
	}
	// ContactItem is a contact on the plan.
	ContactItem struct {
		ItemHead
		domain.Contact
	}
	// WishItem is what the citizen wants to hear about.
	WishItem struct {
		ItemHead
		domain.Wish
	}
	// MeetingRequestItem is the citizen's wish to meet, and the answer to it.
	MeetingRequestItem struct {
		ItemHead
		domain.MeetingRequest
		AnswerDue *time.Time `json:"answer_due,omitempty" doc:"to the citizen: by when she can expect an answer"`
	}
	// ContactAttemptItem is a time that staff tried to reach the citizen.
	ContactAttemptItem struct {
		ItemHead
		domain.ContactAttempt
	}
	// RightsRequestItem is her wish that something is corrected or erased, and the answer.
	RightsRequestItem struct {
		ItemHead
		domain.RightsRequest
	}
	// AssessmentItem is a round of talks with professionals, of which a reader gets those that he
	// is told of; what is put together at its conference is the consultant's.
	AssessmentItem struct {
		ItemHead
		domain.Assessment
	}
	// AssessmentNoteItem is what a professional wrote after a talk.
	AssessmentNoteItem struct {
		ItemHead
		domain.AssessmentNote
	}
	// StoryItem is what went well, as it would be told to others.
	StoryItem struct {
		ItemHead
		domain.Story
	}
	// HandoverItem is a change of consultant.
	HandoverItem struct {
		ItemHead
		domain.Handover
	}
	// EventItem is an event on the plan.
	EventItem struct {
		ItemHead
		domain.Event
	}
	// AttachmentItem is a picture on the plan.
	AttachmentItem struct {
		ItemHead
		domain.Picture
	}
)
