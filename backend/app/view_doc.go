package app

import (
	"encoding/json"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// planDoc is the answer of getPlan. The lists hold items as seen, so they are raw.
type planDoc struct {
	Format      int             `json:"format"`
	Rev         string          `json:"rev"`
	AsOf        time.Time       `json:"as_of"`
	Viewer      viewerDoc       `json:"viewer"`
	Plan        json.RawMessage `json:"plan"`
	Citizen     personDoc       `json:"citizen"`
	Consultant  domain.ID       `json:"consultant,omitempty"`
	People      []personDoc     `json:"people"`
	Departments []departmentDoc `json:"departments"`
	itemsDoc
}

type itemsDoc struct {
	Dream        json.RawMessage   `json:"dream,omitempty"`
	Strengths    []json.RawMessage `json:"strengths"`
	Challenges   []json.RawMessage `json:"challenges"`
	Goals        []json.RawMessage `json:"goals"`
	Steps        []json.RawMessage `json:"steps"`
	Efforts      []json.RawMessage `json:"efforts"`
	Agreements   []json.RawMessage `json:"agreements"`
	Meetings     []json.RawMessage `json:"meetings"`
	PlanChanges  []json.RawMessage `json:"plan_changes"`
	Flags        []json.RawMessage `json:"flags"`
	Checkins     []json.RawMessage `json:"checkins"`
	Indicators   []json.RawMessage `json:"indicators"`
	Measurements []json.RawMessage `json:"measurements"`
	Consents     []json.RawMessage `json:"consents"`
	Contacts     []json.RawMessage `json:"contacts"`
	Events       []json.RawMessage `json:"events"`
	Attachments  []json.RawMessage `json:"attachments"`
	Wishes       []json.RawMessage `json:"wishes"`
	Requests     []json.RawMessage `json:"meeting_requests"`
	Attempts     []json.RawMessage `json:"contact_attempts"`
	Handovers    []json.RawMessage `json:"handovers"`
	Assessments  []json.RawMessage `json:"assessments"`
	Notes        []json.RawMessage `json:"assessment_notes"`
	Stories      []json.RawMessage `json:"stories"`
	Rights       []json.RawMessage `json:"rights_requests"`
}

func (d *itemsDoc) list(k domain.Kind) *[]json.RawMessage {
	switch k {
	case domain.KindStrength:
		return &d.Strengths
	case domain.KindChallenge:
		return &d.Challenges
	case domain.KindGoal:
		return &d.Goals
	case domain.KindStep:
		return &d.Steps
	case domain.KindEffort:
		return &d.Efforts
	case domain.KindAgreement:
		return &d.Agreements
	case domain.KindMeeting:
		return &d.Meetings
	case domain.KindPlanChange:
		return &d.PlanChanges
	case domain.KindFlag:
		return &d.Flags
	case domain.KindCheckin:
		return &d.Checkins
	case domain.KindIndicator:
		return &d.Indicators
	case domain.KindMeasurement:
		return &d.Measurements
	case domain.KindConsent:
		return &d.Consents
	case domain.KindContact:
		return &d.Contacts
	case domain.KindEvent:
		return &d.Events
	case domain.KindAttachment:
		return &d.Attachments
	case domain.KindWish:
		return &d.Wishes
	case domain.KindMeetingRequest:
		return &d.Requests
	case domain.KindContactAttempt:
		return &d.Attempts
	case domain.KindHandover:
		return &d.Handovers
	case domain.KindAssessment:
		return &d.Assessments
	case domain.KindAssessmentNote:
		return &d.Notes
	case domain.KindStory:
		return &d.Stories
	case domain.KindRightsRequest:
		return &d.Rights
	}
	return nil
}

func (d *itemsDoc) fill() {
	for _, k := range domain.Kinds {
		if l := d.list(k); l != nil && *l == nil {
			*l = []json.RawMessage{}
		}
	}
}

type viewerDoc struct {
	Relation access.RelationKind `json:"relation"`
	May      []string            `json:"may"`
}

type personDoc struct {
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

type departmentDoc struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Short string `json:"short"`
}
