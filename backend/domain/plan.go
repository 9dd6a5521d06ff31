package domain

import "time"

// Plan is the head of a citizen's one plan. Version is the agreed version (people
// agreed on it); the technical revision is Record.Rev.
type Plan struct {
	Citizen        ID     `json:"citizen"`
	Consultant     ID     `json:"consultant"`
	Title          string `json:"title"`
	Type           string `json:"type,omitempty"`
	TypeLabel      string `json:"type_label,omitempty"`
	Aim            string `json:"aim,omitempty"`
	Version        int    `json:"version"`
	Status         Status `json:"status"`
	AgreedOn       Date   `json:"agreed_on,omitempty"`
	LastReviewed   Date   `json:"last_reviewed,omitempty"`
	NextReview     Date   `json:"next_review,omitempty"`
	Board          Board  `json:"board"`
	PaperCopyGiven Date   `json:"paper_copy_given_on,omitempty"`
	// Proposal is the draft that the citizen is asked about; nil when none is.
	Proposal *Proposal `json:"proposal,omitempty"`
	// End says that the plan has ended; nil while it has not.
	End *PlanEnd `json:"ended,omitempty"`
}

// Proposal is a draft that the consultant says is ready. What was said of it and what the
// citizen answers stands in the plan change that it names (requirement A13).
type Proposal struct {
	Change ID        `json:"change"`
	At     time.Time `json:"at"`
	By     ID        `json:"by"`
}

// Board says how the plan is drawn. Layout is lanes, path or list.
type Board struct {
	Layout            string `json:"layout"`
	Lanes             []Area `json:"lanes,omitempty"`
	FocusGoals        []ID   `json:"focus_goals,omitempty"`
	CitizenMayReorder bool   `json:"citizen_may_reorder,omitempty"`
}

// MaxFocusGoals is how many goals a person can have in mind at a time (requirement A4): as
// many may be chosen of those one sees. Where citizen and consultant do not see the same
// ones a plan can hold more, since nobody takes away what he does not see.
const MaxFocusGoals = 3

// Kind is KindPlan.
func (*Plan) Kind() Kind { return KindPlan }

// Validate checks the head of a plan.
func (p *Plan) Validate() error {
	var c checker
	c.id("citizen", p.Citizen, true)
	c.id("consultant", p.Consultant, true)
	c.text("title", p.Title, MaxTitle, true)
	c.text("aim", p.Aim, MaxText, false)
	oneOf(&c, "status", p.Status, StatusDraft, StatusActive)
	oneOf(&c, "board.layout", p.Board.Layout, "lanes", "path", "list")
	for _, l := range p.Board.Lanes {
		oneOf(&c, "board.lanes", l, Areas...)
	}
	if len(p.Board.FocusGoals) > 2*MaxFocusGoals {
		c.add("board.focus_goals", "Vælg højst tre mål i fokus.")
	}
	c.ids("board.focus_goals", p.Board.FocusGoals)
	c.date("next_review", p.NextReview)
	if p.End != nil {
		p.End.check(&c)
	}
	return c.err()
}

// Dream is what the citizen hopes for, in own words. Only the citizen writes it.
type Dream struct {
	Seen
	Text     string    `json:"text"`
	SaidOn   Date      `json:"said_on,omitempty"`
	Original *Original `json:"original,omitempty"`
	KLCode   string    `json:"kl_code,omitempty"`
}

// Kind is KindDream.
func (*Dream) Kind() Kind { return KindDream }

// Validate checks the dream; an empty one is allowed (not every day has a dream).
func (d *Dream) Validate() error {
	var c checker
	c.text("text", d.Text, MaxText, false)
	return c.err()
}

// Strength is something the citizen is good at, and who said so.
type Strength struct {
	Seen
	Ranked
	Text string `json:"text"`
	// Status is active, or dropped when it was put away; one kept without is active.
	Status     Status    `json:"status,omitempty"`
	SaidBy     ID        `json:"said_by,omitempty"`
	RecordedBy ID        `json:"recorded_by,omitempty"`
	On         Date      `json:"on,omitempty"`
	Original   *Original `json:"original,omitempty"`
}

// Kind is KindStrength.
func (*Strength) Kind() Kind { return KindStrength }

// Validate checks the strength.
func (s *Strength) Validate() error {
	var c checker
	c.text("text", s.Text, MaxText, true)
	oneOf(&c, "status", s.Status, "", StatusActive, StatusDropped)
	c.id("said_by", s.SaidBy, false)
	c.date("on", s.On)
	s.check(&c)
	return c.err()
}

// Challenge is something hard, always together with what helps (requirement A8).
type Challenge struct {
	Seen
	Ranked
	Text      string `json:"text"`
	WhatHelps string `json:"what_helps"`
	// Status is active, or dropped when it was put away; one kept without is active.
	Status   Status    `json:"status,omitempty"`
	Original *Original `json:"original,omitempty"`
}

// Kind is KindChallenge.
func (*Challenge) Kind() Kind { return KindChallenge }

// Validate checks the challenge.
func (s *Challenge) Validate() error {
	var c checker
	c.text("text", s.Text, MaxText, true)
	c.text("what_helps", s.WhatHelps, MaxText, true)
	oneOf(&c, "status", s.Status, "", StatusActive, StatusDropped)
	s.check(&c)
	return c.err()
}

// Goal is a note on the board: something the citizen wants.
type Goal struct {
	Seen
	Ranked
	Area       Area      `json:"area"`
	Title      string    `json:"title"`
	InOwnWords string    `json:"in_own_words,omitempty"`
	Icon       string    `json:"icon,omitempty"`
	Colour     string    `json:"colour,omitempty"`
	Status     Status    `json:"status"`
	Owner      ID        `json:"owner,omitempty"`
	TargetDate Date      `json:"target_date,omitempty"`
	ReachedOn  Date      `json:"reached_on,omitempty"`
	Original   *Original `json:"original,omitempty"`
}

// Kind is KindGoal.
func (*Goal) Kind() Kind { return KindGoal }

// Validate checks the goal.
func (g *Goal) Validate() error {
	var c checker
	oneOf(&c, "area", g.Area, Areas...)
	c.text("title", g.Title, MaxTitle, true)
	c.text("in_own_words", g.InOwnWords, MaxText, false)
	c.text("icon", g.Icon, 40, false)
	c.text("colour", g.Colour, 40, false)
	oneOf(&c, "status", g.Status, StatusPlanned, StatusActive, StatusReached, StatusDropped)
	c.date("target_date", g.TargetDate)
	c.date("reached_on", g.ReachedOn)
	g.check(&c)
	return c.err()
}

// Tick is one time that a repeated step was done. On is empty when the day is not
// known (a case file that only says "3 of 4"): a date is never made up.
type Tick struct {
	ID ID   `json:"id"`
	On Date `json:"on,omitempty"`
}

// Step is so small that one can say yes or no to whether it is done.
type Step struct {
	Ranked
	Goal    ID     `json:"goal"`
	Text    string `json:"text"`
	Status  Status `json:"status"`
	Due     Date   `json:"due,omitempty"`
	DoneAt  Date   `json:"done_at,omitempty"`
	DoneBy  ID     `json:"done_by,omitempty"`
	Repeats string `json:"repeats,omitempty"`
	Ticks   []Tick `json:"ticks,omitempty"`
	// Of is how many ticks make the step done; 0 when it is not counted.
	Of    int    `json:"of,omitempty"`
	After ID     `json:"after,omitempty"`
	Note  string `json:"note,omitempty"`
	Photo bool   `json:"photo,omitempty"`
}

// Kind is KindStep.
func (*Step) Kind() Kind { return KindStep }

// Validate checks the step.
func (s *Step) Validate() error {
	var c checker
	c.id("goal", s.Goal, true)
	c.text("text", s.Text, MaxTitle, true)
	c.text("note", s.Note, MaxText, false)
	oneOf(&c, "status", s.Status, StatusPlanned, StatusActive, StatusDone, StatusDropped)
	oneOf(&c, "repeats", s.Repeats, "", "daily", "weekly")
	c.date("due", s.Due)
	c.date("done_at", s.DoneAt)
	c.id("after", s.After, false)
	if s.Of < 0 || s.Of > 100 {
		c.add("of", "Vælg et tal mellem 0 og 100.")
	}
	if len(s.Ticks) > 400 {
		c.add("ticks", "Der er for mange flueben.")
	}
	for _, t := range s.Ticks {
		c.id("ticks", t.ID, true)
		c.date("ticks", t.On)
	}
	s.check(&c)
	return c.err()
}

// Agreement is who does what, and when; the municipality's promises too.
type Agreement struct {
	Seen
	Ranked
	Text        string `json:"text"`
	Responsible ID     `json:"responsible"`
	RecordedBy  ID     `json:"recorded_by,omitempty"`
	Due         Date   `json:"due,omitempty"`
	// Repeats is weekly, daily or an ISO 8601 duration ("P14D").
	Repeats  string `json:"repeats,omitempty"`
	NextDue  Date   `json:"next_due,omitempty"`
	Status   Status `json:"status"`
	ClosedOn Date   `json:"closed_on,omitempty"`
	Goal     ID     `json:"goal,omitempty"`
	// MadeAt is the meeting at which it was agreed.
	MadeAt ID     `json:"made_at,omitempty"`
	Note   string `json:"note,omitempty"`
}

// Kind is KindAgreement.
func (*Agreement) Kind() Kind { return KindAgreement }

// Validate checks the agreement.
func (a *Agreement) Validate() error {
	var c checker
	c.text("text", a.Text, MaxText, true)
	c.text("note", a.Note, MaxText, false)
	c.id("responsible", a.Responsible, true)
	c.id("goal", a.Goal, false)
	c.id("made_at", a.MadeAt, false)
	c.date("due", a.Due)
	c.date("next_due", a.NextDue)
	c.date("closed_on", a.ClosedOn)
	oneOf(&c, "repeats", a.Repeats, "", "daily", "weekly", "P7D", "P14D", "P1M")
	oneOf(&c, "status", a.Status, StatusActive, StatusKept, StatusDropped)
	a.check(&c)
	return c.err()
}

// PlanChange tells the citizen what staff changed, why and who, and holds the
// citizen's answer ("enig / ikke enig / det vil jeg tale om", requirement A7).
type PlanChange struct {
	Seen
	Version int       `json:"version,omitempty"`
	At      time.Time `json:"at"`
	By      ID        `json:"by"`
	What    string    `json:"what"`
	Why     string    `json:"why"`
	Item    *Ref      `json:"item,omitempty"`
	// Also are the other meetings of a booking that the same change is about.
	Also    []ID          `json:"also,omitempty"`
	Changes []FieldChange `json:"fields,omitempty"`

	SeenByCitizenAt *time.Time `json:"seen_by_citizen_at,omitempty"`
	CitizenAnswer   Answer     `json:"citizen_answer,omitempty"`
	CitizenComment  string     `json:"citizen_comment,omitempty"`
	AnsweredAt      *time.Time `json:"answered_at,omitempty"`
	Reply           *Reply     `json:"answer,omitempty"`
	// Paper says that the answer was given on paper, for one who uses no phone.
	Paper *OnPaper `json:"paper,omitempty"`
}

// OnPaper is who saw that the citizen gave an answer on paper.
type OnPaper struct {
	On         Date   `json:"on"`
	Witness    string `json:"witness"`
	RecordedBy ID     `json:"recorded_by"`
}

// FieldChange is one field's text before and after, in words people read.
type FieldChange struct {
	Field string `json:"field"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

// Answer is what the citizen says to a change.
type Answer string

// The three answers. None of them is a formal hearing of parties.
const (
	AnswerAgree    Answer = "agree"
	AnswerDisagree Answer = "disagree"
	AnswerTalk     Answer = "talk"
)

// Reply is what the consultant says to a disagreement.
type Reply struct {
	By   ID        `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Kind is KindPlanChange.
func (*PlanChange) Kind() Kind { return KindPlanChange }

// Validate checks the change and its answers.
func (p *PlanChange) Validate() error {
	var c checker
	c.text("what", p.What, MaxText, true)
	c.text("why", p.Why, MaxText, true)
	c.text("comment", p.CitizenComment, MaxText, false)
	oneOf(&c, "answer", p.CitizenAnswer, "", AnswerAgree, AnswerDisagree, AnswerTalk)
	if p.Reply != nil {
		c.text("text", p.Reply.Text, MaxText, true)
	}
	if p.Paper != nil {
		c.text("paper.witness", p.Paper.Witness, MaxTitle, true)
		if c.date("paper.on", p.Paper.On); p.Paper.On == "" {
			c.add("paper.on", "Vælg dag.")
		}
	}
	return c.err()
}

// Waits says whether the citizen waits for the consultant to answer.
func (p *PlanChange) Waits() bool {
	return (p.CitizenAnswer == AnswerDisagree || p.CitizenAnswer == AnswerTalk) && p.Reply == nil
}
