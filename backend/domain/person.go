package domain

import "time"

// Role is what a person is in the installation. A consultant may besides be deputy
// for another within a window; that is a Relation to a plan, not a role.
type Role string

// The roles. Provider and workplace mentor have no sign-in; system writes what no
// person wrote.
const (
	RoleCitizen         Role = "citizen"
	RoleConsultant      Role = "consultant"
	RoleProfessional    Role = "professional"
	RoleContact         Role = "contact"
	RoleTeamLead        Role = "team_lead"
	RoleAdmin           Role = "admin"
	RoleProvider        Role = "provider"
	RoleWorkplaceMentor Role = "workplace_mentor"
	RoleSystem          Role = "system"
)

// SignsIn says whether people of this role can have a session.
func (r Role) SignsIn() bool {
	switch r {
	case RoleCitizen, RoleConsultant, RoleProfessional, RoleContact, RoleTeamLead, RoleAdmin:
		return true
	}
	return false
}

// Staff says whether the role reads plans as part of a job, so that each reading is
// logged for the citizen to see.
func (r Role) Staff() bool {
	return r == RoleConsultant || r == RoleProfessional || r == RoleTeamLead || r == RoleAdmin
}

// System is the author of what no person wrote (a call log's line, an automatic reply).
const System ID = "system"

// Person is someone who is named in Tavlen. Everything but ID, Role and Department is
// sealed in the store. There is no field for children on purpose (requirement H13).
type Person struct {
	ID            ID     `json:"-"`
	Role          Role   `json:"-"`
	Department    string `json:"-"`
	Name          string `json:"name"`
	PreferredName string `json:"preferred_name,omitempty"`
	Title         string `json:"title,omitempty"`
	Phone         string `json:"phone,omitempty"`
	Email         string `json:"email,omitempty"`
	Language      string `json:"language,omitempty"`
	About         string `json:"about,omitempty"`
	Hours         string `json:"hours,omitempty"`
	Relation      string `json:"relation,omitempty"`
	// Caseload and CaseloadNorm are numbers of citizens, for consultants.
	Caseload     int `json:"caseload,omitempty"`
	CaseloadNorm int `json:"caseload_norm,omitempty"`
	// DeputyFor names the consultants whose work the person does when they are away. It
	// opens nothing by itself: a window does.
	DeputyFor []ID     `json:"deputy_for,omitempty"`
	Citizen   *Citizen `json:"citizen,omitempty"`
	// Own are the choices of somebody who is no citizen; a citizen's stand in Citizen.
	Own *Settings `json:"settings,omitempty"`
	// PhoneAt and EmailAt are when number and address were last put down otherwise; the store says.
	PhoneAt *time.Time `json:"phone_at,omitempty"`
	EmailAt *time.Time `json:"email_at,omitempty"`
	// Former are the numbers and addresses that were left lately and are still told so.
	Former []FormerAddress `json:"former,omitempty"`
}

// FormerAddress is a number or an address that a person was reached at until At. Whoever
// reads what arrives there is told that it was left: it may not have been the person.
type FormerAddress struct {
	Notice  ID        `json:"notice"` // the subject of what tells it
	Channel Channel   `json:"channel"`
	Address string    `json:"address"`
	At      time.Time `json:"at"`
}

// At gives the person as he was reached by a notification of a former number or address.
func (p Person) At(n Notification) Person {
	if n.Kind != NotifyFormerPhone && n.Kind != NotifyFormerEmail {
		return p
	}
	p.Phone, p.Email = "", ""
	for _, f := range p.Former {
		switch {
		case f.Notice != n.Subject:
		case f.Channel == ChannelSMS:
			p.Phone = f.Address
		default:
			p.Email = f.Address
		}
	}
	return p
}

// CalledName is the name to use when speaking to the person.
func (p Person) CalledName() string {
	if p.PreferredName != "" {
		return p.PreferredName
	}
	return FirstName(p.Name)
}

// FirstName is the first word of a name.
func FirstName(name string) string {
	for i, r := range name {
		if r == ' ' {
			return name[:i]
		}
	}
	return name
}

// Validate checks what a caseworker may have typed.
func (p Person) Validate() error {
	var c checker
	c.line("name", p.Name, MaxTitle, true)
	c.line("preferred_name", p.PreferredName, MaxTitle, false)
	c.text("phone", p.Phone, 40, false)
	if p.Role == RoleCitizen {
		oneOf(&c, "language", p.Language, "da", "en", "uk", "ar")
	}
	return c.err()
}

// Citizen holds what is known of a citizen beside the plan.
type Citizen struct {
	BirthYear        int               `json:"birth_year,omitempty"`
	CPR              string            `json:"cpr,omitempty"`
	ProtectedAddress bool              `json:"protected_address,omitempty"`
	PeopleAgreed     *Deed             `json:"people_agreed,omitempty"` // see MayInvite
	FallbackLanguage string            `json:"fallback_language,omitempty"`
	Interpreter      *InterpreterNeed  `json:"interpreter,omitempty"`
	Benefit          string            `json:"benefit,omitempty"`
	OnBenefitSince   Date              `json:"on_benefit_since,omitempty"`
	Situation        string            `json:"situation,omitempty"`
	Settings         Settings          `json:"settings"`
	ConsultantSince  Date              `json:"consultant_since,omitempty"`
	Agreement        *ContactAgreement `json:"contact_agreement,omitempty"`
	LastOpenedApp    *time.Time        `json:"last_opened_app,omitempty"`
}

// InterpreterNeed says which language a citizen needs an interpreter for.
type InterpreterNeed struct {
	Language string `json:"language"`
	Always   bool   `json:"always,omitempty"`
}

// Settings are the citizen's own choices. Reminders are ISO 8601 durations before a
// meeting's start ("P1D", "PT2H"); nil is no choice, empty is the choice of none.
type Settings struct {
	TextSize              string   `json:"text_size,omitempty"`
	ReadAloud             bool     `json:"read_aloud,omitempty"`
	SimpleView            bool     `json:"simple_view,omitempty"`
	Reminders             []string `json:"reminders,omitzero"`
	QuietHours            *Clocks  `json:"quiet_hours,omitempty"`
	Channels              []string `json:"channels,omitempty"`
	SensitiveOnLockScreen bool     `json:"show_sensitive_on_lock_screen,omitempty"`
	PaperCopy             bool     `json:"paper_copy,omitempty"`
	ShowOriginalText      bool     `json:"show_original_text,omitempty"`
}

// Clocks is a span of wall-clock time in Copenhagen, "21:00" to "07:00".
type Clocks struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// ContactAgreement is how citizen and consultant agreed to keep in touch.
type ContactAgreement struct {
	MaxSilenceDays   int         `json:"max_silence_days,omitempty"`
	Preferred        string      `json:"preferred,omitempty"`
	BestTime         string      `json:"best_time,omitempty"`
	OutOfHours       *OutOfHours `json:"out_of_hours,omitempty"`
	LatestMeetingEnd string      `json:"latest_meeting_end,omitempty"`
	Note             string      `json:"note,omitempty"`
}

// OutOfHours is an agreed window in which the consultant may be called. Days are
// iCalendar weekdays (RFC 5545: MO … SU).
type OutOfHours struct {
	Agreed   bool     `json:"agreed"`
	AgreedOn Date     `json:"agreed_on,omitempty"`
	Days     []string `json:"days,omitempty"`
	From     string   `json:"from,omitempty"`
	To       string   `json:"to,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// Department is a part of the municipality (or "outside" it). What happens in a
// confidential one is not seen by the others without the citizen's consent.
type Department struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Short        string `json:"short"`
	Confidential bool   `json:"confidential_inside_municipality,omitempty"`
}

// Municipality is the data controller that this installation serves.
type Municipality struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	MainPhone    string `json:"main_phone,omitempty"`
	UnitWord     string `json:"unit_word,omitempty"`
	UnitWordNote string `json:"unit_word_note,omitempty"`
}
