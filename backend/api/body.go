package api

import (
	"time"

	"tavlen/backend/domain"
)

// The bodies of writes: what a client may set of each kind, and nothing else. Every field
// may be left out (it stays as it is) or be null (it is cleared), so all are pointers or
// lists; the values are checked by the domain. "why" is what staff tell the citizen.

// Why is why staff change the plan.
type Why struct {
	Why string `json:"why,omitempty" maxLength:"8000" doc:"staff must say why; the citizen is asked about it"`
}

// PutBoard are the writable fields of the board.
type PutBoard struct {
	Lanes      []string `json:"lanes,omitempty" nullable:"true" doc:"the life areas in their order"`
	FocusGoals []string `json:"focus_goals,omitempty" nullable:"true" doc:"at most three"`
	Layout     *string  `json:"layout,omitempty" nullable:"true"`
	Why
}

// PutStrength are the writable fields of a strength.
type PutStrength struct {
	Text   *string `json:"text,omitempty" nullable:"true"`
	Status *string `json:"status,omitempty" nullable:"true" doc:"active, or dropped when it is put away"`
	SaidBy *string `json:"said_by,omitempty" nullable:"true"`
	Rank   *string `json:"rank,omitempty" nullable:"true"`
	Why
}

// PutChallenge are the writable fields of something hard.
type PutChallenge struct {
	Text      *string `json:"text,omitempty" nullable:"true"`
	WhatHelps *string `json:"what_helps,omitempty" nullable:"true"`
	Status    *string `json:"status,omitempty" nullable:"true" doc:"active, or dropped when it is put away"`
	Rank      *string `json:"rank,omitempty" nullable:"true"`
	Why
}

// PutGoal are the writable fields of a goal.
type PutGoal struct {
	Area       *string `json:"area,omitempty" nullable:"true"`
	Title      *string `json:"title,omitempty" nullable:"true"`
	InOwnWords *string `json:"in_own_words,omitempty" nullable:"true"`
	Icon       *string `json:"icon,omitempty" nullable:"true"`
	Colour     *string `json:"colour,omitempty" nullable:"true"`
	Status     *string `json:"status,omitempty" nullable:"true"`
	TargetDate *string `json:"target_date,omitempty" nullable:"true"`
	ReachedOn  *string `json:"reached_on,omitempty" nullable:"true"`
	Rank       *string `json:"rank,omitempty" nullable:"true"`
	Why
}

// PutStep are the writable fields of a step.
type PutStep struct {
	Goal    *string       `json:"goal,omitempty" nullable:"true"`
	Text    *string       `json:"text,omitempty" nullable:"true"`
	Status  *string       `json:"status,omitempty" nullable:"true"`
	Due     *string       `json:"due,omitempty" nullable:"true"`
	DoneAt  *string       `json:"done_at,omitempty" nullable:"true"`
	Repeats *string       `json:"repeats,omitempty" nullable:"true"`
	Ticks   []domain.Tick `json:"ticks,omitempty" nullable:"true"`
	Of      *int          `json:"of,omitempty" nullable:"true"`
	After   *string       `json:"after,omitempty" nullable:"true"`
	Note    *string       `json:"note,omitempty" nullable:"true"`
	Rank    *string       `json:"rank,omitempty" nullable:"true"`
	Why
}

// PutAgreement are the writable fields of an agreement.
type PutAgreement struct {
	AgreementFields
	Why
}

// AgreementFields are those that say what is agreed.
type AgreementFields struct {
	Text        *string `json:"text,omitempty" nullable:"true"`
	Responsible *string `json:"responsible,omitempty" nullable:"true"`
	Due         *string `json:"due,omitempty" nullable:"true"`
	Repeats     *string `json:"repeats,omitempty" nullable:"true"`
	Status      *string `json:"status,omitempty" nullable:"true"`
	ClosedOn    *string `json:"closed_on,omitempty" nullable:"true"`
	Goal        *string `json:"goal,omitempty" nullable:"true"`
	MadeAt      *string `json:"made_at,omitempty" nullable:"true"`
	Note        *string `json:"note,omitempty" nullable:"true"`
	Rank        *string `json:"rank,omitempty" nullable:"true"`
}

// PutPlace is where something happens.
type PutPlace struct {
	Name     string `json:"name,omitempty"`
	Address  string `json:"address,omitempty"`
	FindWay  string `json:"find_way,omitempty"`
	StepFree bool   `json:"step_free,omitempty"`
	Note     string `json:"note,omitempty"`
}

// PutEffort are the writable fields of an effort.
type PutEffort struct {
	Title            *string          `json:"title,omitempty" nullable:"true"`
	Plain            *string          `json:"plain,omitempty" nullable:"true"`
	Department       *string          `json:"department,omitempty" nullable:"true"`
	Provider         *string          `json:"provider,omitempty" nullable:"true"`
	Responsible      *string          `json:"responsible,omitempty" nullable:"true"`
	PlaceContact     *string          `json:"place_contact,omitempty" nullable:"true"`
	Place            *PutPlace        `json:"place,omitempty"`
	Goals            []string         `json:"goals,omitempty" nullable:"true"`
	Start            *string          `json:"start,omitempty" nullable:"true"`
	End              *string          `json:"end,omitempty" nullable:"true"`
	SchedulePlain    *string          `json:"schedule_plain,omitempty" nullable:"true"`
	RRule            *string          `json:"rrule,omitempty" nullable:"true"`
	Time             *domain.Clocks   `json:"time,omitempty"`
	HoursPerWeek     *float64         `json:"hours_per_week,omitempty" nullable:"true"`
	PaidHoursPerWeek *float64         `json:"paid_hours_per_week,omitempty" nullable:"true"`
	Pauses           []domain.Pause   `json:"pauses,omitempty" nullable:"true"`
	Sequence         *string          `json:"sequence,omitempty" nullable:"true"`
	After            *string          `json:"after,omitempty" nullable:"true"`
	Status           *string          `json:"status,omitempty" nullable:"true"`
	JobOriented      *bool            `json:"job_oriented,omitempty" nullable:"true"`
	PathToPaidHours  *string          `json:"path_to_paid_hours,omitempty" nullable:"true"`
	Bring            []string         `json:"bring,omitempty" nullable:"true"`
	WayHome          *string          `json:"way_home,omitempty" nullable:"true"`
	RequestedOn      *string          `json:"requested_on,omitempty" nullable:"true"`
	GuaranteeDays    *int             `json:"guarantee_days,omitempty" nullable:"true"`
	CatalogueCode    *string          `json:"catalogue_code,omitempty" nullable:"true"`
	FollowUp         *domain.FollowUp `json:"follow_up,omitempty"`
	NextStep         *domain.NextStep `json:"next_step,omitempty"`
	ResultPlain      *string          `json:"result_plain,omitempty" nullable:"true"`
	EndedReason      *string          `json:"ended_reason,omitempty" nullable:"true"`
	Rank             *string          `json:"rank,omitempty" nullable:"true"`
	Why
}

// PutRide is who fetches the citizen.
type PutRide struct {
	Who    string    `json:"who,omitempty"`
	Leaves time.Time `json:"leaves"`
	Text   string    `json:"text,omitempty"`
}

// PutInterpreter is the need for an interpreter, and whether one is booked.
type PutInterpreter struct {
	Language string `json:"language"`
	Booked   bool   `json:"booked"`
}

// PutMeeting are the writable fields of a meeting.
type PutMeeting struct {
	MeetingFields
	Why
}

// MeetingFields are those that say what is booked.
type MeetingFields struct {
	Title       *string         `json:"title,omitempty" nullable:"true"`
	Start       *time.Time      `json:"start,omitempty" nullable:"true"`
	End         *time.Time      `json:"end,omitempty" nullable:"true"`
	Place       *PutPlace       `json:"place,omitempty"`
	Form        *string         `json:"form,omitempty" nullable:"true"`
	With        []string        `json:"with,omitempty" nullable:"true"`
	Purpose     *string         `json:"purpose,omitempty" nullable:"true"`
	Measurement *bool           `json:"measurement,omitempty" nullable:"true" doc:"how far it has come is answered there together"`
	Mandatory   *bool           `json:"mandatory,omitempty" nullable:"true"`
	DutyText    *string         `json:"duty_text,omitempty" nullable:"true"`
	Companions  []string        `json:"companions,omitempty" nullable:"true"`
	Proposed    []string        `json:"companions_proposed,omitempty" nullable:"true" doc:"whom of those proposed I still propose; leaving out one that I proposed takes it back"`
	Bring       []string        `json:"bring,omitempty" nullable:"true"`
	Status      *string         `json:"status,omitempty" nullable:"true"`
	Effort      *string         `json:"effort,omitempty" nullable:"true"`
	Reminders   []string        `json:"reminders,omitempty" nullable:"true"`
	MayChoose   []string        `json:"may_choose_form,omitempty" nullable:"true"`
	Transport   *PutRide        `json:"transport,omitempty"`
	Link        *string         `json:"link,omitempty" nullable:"true" doc:"where a video meeting is held, an https address; kept for form video only"`
	Interpreter *PutInterpreter `json:"interpreter,omitempty"`
}
