package domain

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Where an assessment stands. While it is planned its talks are ahead or being held and the
// notes being written; which of that, its meetings say.
const (
	StatusConference Status = "conference" // the consultant has opened it
	StatusDrafted    Status = "drafted"    // the citizen is asked about the draft
)

// Assessment is one round of short talks with professionals of several kinds, after which they
// and the consultant make a draft of the plan (practices P16–P18). Who is in the team is the
// municipality's to say (package assessment); what the citizen was told of each talk is kept
// here as it was then. Who holds a talk, its meeting says: nobody is named twice.
type Assessment struct {
	Status   Status    `json:"status"`
	BookedAt time.Time `json:"booked_at"`
	BookedBy ID        `json:"booked_by"`
	Talks    []Talk    `json:"talks"`
	// Opened is that the consultant began the conference; nil until then.
	Opened *ConferenceOpened `json:"opened,omitempty"`
	// Conference is what she has put together so far, for nobody but her and her deputy: what is
	// thought of and put away again would be read as a promise.
	Conference *Conference `json:"conference,omitempty"`
	DraftedAt  *time.Time  `json:"drafted_at,omitempty"`
	// Dropped is that it was called off, with a reason that the citizen reads.
	Dropped *Cancelled `json:"dropped,omitempty"`
}

// Talk is one of the talks of an assessment.
type Talk struct {
	// Profession is its code in the municipality's file, and Title what the citizen reads.
	Profession string `json:"profession"`
	Title      string `json:"title"`
	// Prepare are questions to think of beforehand.
	Prepare []string `json:"prepare,omitempty"`
	Meeting ID       `json:"meeting,omitempty"`
	// Moved is the meeting that took its place. It is told and never kept: the meetings say it.
	Moved ID `json:"moved_to,omitempty"`
}

// ConferenceOpened is who opened the conference when; Without is why it was not waited for a
// note that is missing.
type ConferenceOpened struct {
	At      time.Time `json:"at"`
	By      ID        `json:"by"`
	Without string    `json:"without,omitempty"`
}

// Conference is a draft of a draft: help and goals that are picked and not on the plan yet.
type Conference struct {
	SavedAt time.Time    `json:"saved_at"`
	SavedBy ID           `json:"saved_by"`
	Words   string       `json:"words,omitempty"`
	Goals   []PickedGoal `json:"goals,omitempty"`
	Picks   []Pick       `json:"picks,omitempty"`
}

// PickedGoal is a goal that the draft gets; ID is that of the goal it becomes.
type PickedGoal struct {
	ID    ID     `json:"id"`
	Area  Area   `json:"area"`
	Title string `json:"title"`
}

// Pick is help that the draft gets; ID is that of the effort it becomes. Sequence and After are
// those of an effort: what comes first, what goes alongside, and what comes after which pick.
type Pick struct {
	ID          ID     `json:"id"`
	Code        string `json:"code"`
	Title       string `json:"title"`
	Responsible ID     `json:"responsible"`
	Sequence    string `json:"sequence"`
	After       ID     `json:"after,omitempty"`
	Goals       []ID   `json:"goals,omitempty"`
}

// The bounds of an assessment: nobody is asked through a day of talks, and a draft that holds
// more than this nobody can have in mind.
const (
	MaxTalks = 6
	MaxPicks = 12
)

// Kind is KindAssessment.
func (*Assessment) Kind() Kind { return KindAssessment }

// Open says that something of it is still to be done by the municipality.
func (a *Assessment) Open() bool {
	return a.Status == StatusPlanned || a.Status == StatusConference
}

// Validate checks the assessment.
func (a *Assessment) Validate() error {
	var c checker
	oneOf(&c, "status", a.Status, StatusPlanned, StatusConference, StatusDrafted, StatusCompleted, StatusDropped)
	if len(a.Talks) == 0 || len(a.Talks) > MaxTalks {
		c.add("talks", "Vælg mellem én og seks samtaler.")
	}
	for _, t := range a.Talks {
		c.text("talks.profession", t.Profession, 40, true)
		c.text("talks.title", t.Title, MaxTitle, true)
		c.id("talks.meeting", t.Meeting, true)
	}
	if a.Opened != nil {
		c.text("without", a.Opened.Without, MaxText, false)
	}
	if a.Dropped != nil {
		c.text("why", a.Dropped.Why, MaxText, true)
	}
	a.Conference.check(&c)
	return c.err()
}

func (k *Conference) check(c *checker) {
	if k == nil {
		return
	}
	c.text("words", k.Words, MaxText, false)
	if len(k.Goals) > MaxPicks || len(k.Picks) > MaxPicks {
		c.add("picks", "Det er for meget på én gang. Vælg højst 12.")
		return
	}
	goals, picks := map[ID]bool{}, map[ID]bool{}
	for _, g := range k.Goals {
		c.id("goals.id", g.ID, true)
		c.text("goals.title", g.Title, MaxTitle, true)
		oneOf(c, "goals.area", g.Area, Areas...)
		if goals[g.ID] {
			c.add("goals.id", "Det samme mål står der to gange.")
		}
		goals[g.ID] = true
	}
	for _, p := range k.Picks {
		c.id("picks.id", p.ID, true)
		c.text("picks.code", p.Code, 40, true)
		c.text("picks.title", p.Title, MaxTitle, true)
		c.id("picks.responsible", p.Responsible, false)
		oneOf(c, "picks.sequence", p.Sequence, "first", "parallel", "after")
		switch {
		case picks[p.ID]:
			c.add("picks.id", "Den samme hjælp står der to gange.")
		case p.Sequence == "after" && !picks[p.After], p.Sequence != "after" && p.After != "":
			c.add("picks.after", "Vælg noget, der står før i listen.")
		}
		c.ids("picks.goals", p.Goals)
		if slices.ContainsFunc(p.Goals, func(id ID) bool { return !goals[id] }) {
			c.add("picks.goals", "Vælg et af målene i udkastet.")
		}
		picks[p.ID] = true
	}
}

// AssessmentNote is what a professional found in a talk: a limitation of function and what it
// means, and what could lessen it. There is no place for a diagnosis, because it decides nothing
// here (practice P17). Plain is the same in words for the citizen. The item's ID follows from
// the talk and its author; see NoteID.
type AssessmentNote struct {
	Assessment ID `json:"assessment"`
	Meeting    ID `json:"meeting"`
	By         ID `json:"by"`
	// Department is the author's, for its secrecy.
	Department string `json:"department,omitempty"`
	// Limits is what is hard to do; Means what that means for taking part and doing; Could what
	// could lessen or remove it, with Codes of help in the catalogue.
	Limits string   `json:"limits,omitempty"`
	Means  string   `json:"means,omitempty"`
	Could  string   `json:"could,omitempty"`
	Codes  []string `json:"codes,omitempty"`
	Plain  string   `json:"plain,omitempty"`
	// ReadyAt is when the author let others read it; nil while it is being written. ChangedAt is
	// when its words were last put otherwise after that.
	ReadyAt   *time.Time  `json:"ready_at,omitempty"`
	ChangedAt *time.Time  `json:"changed_at,omitempty"`
	Answer    *NoteAnswer `json:"answer,omitempty"`
}

// NoteAnswer is what the citizen says of a note.
type NoteAnswer struct {
	At     time.Time `json:"at"`
	Answer string    `json:"answer"`
	Words  string    `json:"words,omitempty"`
}

// What the citizen can say of a note.
const (
	NoteFits     = "fits"
	NoteNotQuite = "not_quite"
)

// Kind is KindAssessmentNote.
func (*AssessmentNote) Kind() Kind { return KindAssessmentNote }

// NoteID gives the id of a person's note about a talk.
func NoteID(assessment, meeting, author ID) ID {
	return DerivedID("assessment_note", string(assessment), string(meeting), string(author))
}

// Validate checks the note. One that is being written may be unfinished.
func (n *AssessmentNote) Validate() error {
	var c checker
	c.id("assessment", n.Assessment, true)
	c.id("meeting", n.Meeting, true)
	c.id("by", n.By, true)
	ready := n.ReadyAt != nil
	for _, f := range []struct{ field, text string }{{"limits", n.Limits}, {"means", n.Means}, {"could", n.Could}, {"plain", n.Plain}} {
		c.text(f.field, f.text, MaxText, ready)
		if LooksLikeDiagnosis(f.text) {
			c.fields = append(c.fields, FieldError{Field: f.field, Code: CodeDiagnosis, Detail: "Det ligner en diagnosekode. Skriv i stedet, hvad der er svært at gøre, og hvad det betyder."})
		}
	}
	if len(n.Codes) > MaxPicks {
		c.add("codes", "Vælg højst 12.")
	}
	for _, code := range n.Codes {
		c.text("codes", code, 40, true)
	}
	if n.Answer != nil {
		oneOf(&c, "answer", n.Answer.Answer, NoteFits, NoteNotQuite)
		c.text("words", n.Answer.Words, MaxText, false)
	}
	return c.err()
}

// diagnosisCode is how the codes of ICD-10 are written here: with a dot (F32.1), as SKS has
// them (DF321), and those of the chapter on the mind in short (F32). Vitamins (B12) and roads
// (E45) are none.
var diagnosisCode = regexp.MustCompile(`(?i:\bD?[A-Z][0-9]{2}\.[0-9X])|\bD[A-Z][0-9]{2,4}[A-Z]?\b|\bF[0-9]{2}\b`)

// LooksLikeDiagnosis says whether a text holds what looks like the code of a diagnosis.
func LooksLikeDiagnosis(text string) bool { return diagnosisCode.MatchString(text) }

// SameWords says whether two notes say the same.
func (n *AssessmentNote) SameWords(o *AssessmentNote) bool {
	return n.Limits == o.Limits && n.Means == o.Means && n.Could == o.Could && n.Plain == o.Plain && slices.Equal(n.Codes, o.Codes)
}

// Trim cuts the blanks round what was typed.
func (n *AssessmentNote) Trim() {
	for _, s := range []*string{&n.Limits, &n.Means, &n.Could, &n.Plain} {
		*s = strings.TrimSpace(*s)
	}
}

// StandsNow gives a meeting, or the one that took its place, by a way to find meetings; nil
// where there is none.
func StandsNow(id ID, find func(ID) *Meeting) (ID, *Meeting) {
	for range MaxTalks * 4 { // meetings that stand in each other's place come to an end here
		m := find(id)
		if m == nil || m.Status != StatusMoved || m.Absence == nil || m.Absence.MovedTo == "" {
			return id, m
		}
		id = m.Absence.MovedTo
	}
	return id, nil
}
