package attention

import (
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// Rule names a rule; the same word in case files, thresholds, store and API.
type Rule string

// The rules.
const (
	EffortEnds        Rule = "effort_ends_without_follow_up"
	Silence           Rule = "silence"
	Unanswered        Rule = "unanswered_message"
	Gap               Rule = "gap_in_days"
	AgreementOverdue  Rule = "agreement_overdue"
	FollowUpMissed    Rule = "follow_up_missed"
	NoJobEffort       Rule = "no_job_oriented_effort"
	FlagUnseen        Rule = "flag_unseen"
	FlagUnanswered    Rule = "flag_unanswered"
	FlagOpen          Rule = "flag_open"
	ChangeUnanswered  Rule = "change_unanswered"
	MeasurementDue    Rule = "measurement_due"
	MeetingUnanswered Rule = "meeting_unconfirmed"
	InterpreterNeeded Rule = "interpreter_missing"
	CitizenQuiet      Rule = "citizen_quiet"
	LowCheckins       Rule = "low_checkins"
	StartLimit        Rule = "start_limit"
	LengthLimit       Rule = "length_limit"
	NoConsultant      Rule = "no_consultant"
	NoteMissing       Rule = "note_missing"
	ConferenceMissing Rule = "conference_missing"
	ConsentEnds       Rule = "consent_ends"
	ConsentOver       Rule = "consent_over"
	RightsDue         Rule = "rights_request_due"
	PlanFollowUp      Rule = "plan_follow_up"
	PlanGoes          Rule = "plan_goes"
)

// Rules lists every rule in the order of a work queue (requirement G1): what somebody said
// does not work, what is unanswered, what ends, silence, promises, the rest.
var Rules = []Rule{FlagUnseen, FlagUnanswered, NoConsultant, RightsDue, Unanswered, ChangeUnanswered, PlanFollowUp, EffortEnds, Silence, AgreementOverdue, FollowUpMissed,
	NoteMissing, ConferenceMissing, StartLimit, InterpreterNeeded, MeetingUnanswered, CitizenQuiet, LowCheckins, Gap, LengthLimit, ConsentEnds, FlagOpen, MeasurementDue, ConsentOver, NoJobEffort, PlanGoes}

// Level is how loudly an alert speaks.
type Level string

// The levels. Red is for what is late, never for a person.
const (
	Info   Level = "info"
	Amber  Level = "amber"
	Orange Level = "orange"
	Red    Level = "red"
)

// Levels lists them, the quietest first.
var Levels = []Level{Info, Amber, Orange, Red}

// Role is as what somebody is told.
type Role string

// The roles. Owner is who is to do it: responsible for the effort, author of the promise.
const (
	RoleOwner      Role = "owner"
	RoleConsultant Role = "consultant"
	RoleDeputy     Role = "deputy"
	RoleLeader     Role = "leader"
)

// Because says why somebody is told besides those whose it is.
type Because string

// The reasons. "" is that it is his own, or that it has waited so long.
const (
	// BecauseAway: the one whose it is is away.
	BecauseAway Because = "away"
	// BecauseNobody: nobody else is there to be told.
	BecauseNobody Because = "nobody"
)

// Told is one who is told of an alert, and since when.
type Told struct {
	Role Role
	// Person is "" where the role has nobody; whoever comes next is told in his place.
	Person domain.ID
	At     time.Time
	// Neutral says that he sees no more of the thing than when it is: Words.Neutral is his text.
	Neutral bool
	Because Because
}

// Text is what is said, in the two languages that the server speaks.
type Text struct{ Danish, English string }

// In gives the text in a language; Danish where there is no other.
func (t Text) In(language string) string {
	if language == "da" || t.English == "" {
		return t.Danish
	}
	return t.English
}

// Words are what each side reads. An empty one is not told.
type Words struct {
	Citizen, Staff, Neutral Text
	// Suggest is how the staff can best begin.
	Suggest Text
}

// KindMessage is the kind of an alert's subject that is a message; a message is no item.
const KindMessage domain.Kind = "message"

// Alert is one thing that wants somebody's attention.
type Alert struct {
	Rule    Rule
	Level   Level
	Subject domain.Ref
	// Key names the alert as long as its cause stays the same: over days and levels. What was
	// dealt with comes back only under another key, or when its facts were turned back.
	Key   string
	Since time.Time
	Told  []Told
	Words Words
	// Ends are the deeds each of which ends it, the usual one first.
	Ends []End
	// ForLead says that it is something a team lead may come to know of, by a step or as a number:
	// no hint, and nothing that is between two alone.
	ForLead bool
	// Owner is who is to act, whatever his role; "" where it is everybody's.
	Owner domain.ID

	// Acts is who acts for the owner now, and Due by when he has to before somebody else is told
	// as well; both only where the citizen is shown a clock, and Due only where somebody heard of it.
	Acts domain.ID
	Due  time.Time

	// DaysLeft counts to an end, DaysOver since a due day, Days what has passed or is empty,
	// in calendar days of Copenhagen; Limit is the threshold that Days is held against. Those
	// that a rule has no use for are 0.
	DaysLeft, DaysOver, Days, Limit int
	// From and To are the days of a gap, both included, and SoftenedBy the talks on the phone in it.
	From, To   domain.Date
	SoftenedBy []domain.ID
	// Thread is where an unanswered message stands.
	Thread domain.ID
}

// Tells says whether a person is told, and how.
func (a Alert) Tells(person domain.ID) (Told, bool) {
	for _, t := range a.Told {
		if t.Person == person && person != "" {
			return t, true
		}
	}
	return Told{}, false
}

// Unheard says that there is nobody of the staff who can be told. The citizen is told that.
func (a Alert) Unheard() bool {
	return !slices.ContainsFunc(a.Told, func(t Told) bool { return t.Person != "" })
}

// End is a deed that ends an alert.
type End string

// The deeds.
const (
	EndDecideNext    End = "decide_next_step"
	EndBookEnd       End = "book_end_meeting"
	EndClose         End = "close_effort"
	EndSayWord       End = "say_end_word"
	EndContact       End = "contact_citizen"
	EndAnswer        End = "answer_message"
	EndPlan          End = "plan_something"
	EndSettle        End = "settle" // the two have talked about it, and it may stay so
	EndKeep          End = "keep_agreement"
	EndNewDate       End = "set_new_date"
	EndFollowUp      End = "follow_up"
	EndJobEffort     End = "add_job_oriented_effort"
	EndSee           End = "see_flag"
	EndAdjust        End = "make_adjustment"
	EndSayWhether    End = "say_whether_it_helped"
	EndReply         End = "reply_to_change"
	EndMeasure       End = "measure"
	EndBookMeasure   End = "book_measurement"
	EndConfirm       End = "confirm_meeting"
	EndCall          End = "call_about_meeting"
	EndBookInterpret End = "book_interpreter"
	EndReachOut      End = "reach_out"
	EndStart         End = "start_effort"
	EndShorten       End = "change_end"
	EndAssign        End = "assign_consultant"
	EndNote          End = "write_note"
	EndConference    End = "hold_conference"
	EndAnswerRights  End = "answer_rights_request"
	EndRenew         End = "renew_consent"
	EndTalkConsent   End = "talk_about_consent"
	EndHoldPlan      End = "hold_plan"
)

// Generation is what tells an alert from an earlier one of the same rule about the same thing:
// the occasion at the end of its key, with the mark before it; "" where there is none.
func (a Alert) Generation() string {
	at := strings.LastIndexByte(a.Key, '|')
	if at < 0 || at == len(a.Key)-1 {
		return ""
	}
	return a.Key[at:]
}
