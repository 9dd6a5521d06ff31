package domain

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Code is the stable name of an error. Clients and tests rely on it; the text
// beside it may be improved at any time.
type Code string

// The codes that can reach a client. Each has one HTTP status, set in package api.
const (
	CodeNotSignedIn   Code = "not_signed_in"
	CodeSessionEnded  Code = "session_ended"
	CodeLimited       Code = "limited_view"     // until she showed more than a code
	CodeStepUp        Code = "step_up_required" // until she shows once more that it is her
	CodeNotFound      Code = "not_found"
	CodeForbidden     Code = "forbidden"
	CodeInvalid       Code = "invalid"
	CodeBadJSON       Code = "bad_json"
	CodeTooLarge      Code = "too_large"
	CodeEncoding      Code = "unsupported_encoding"
	CodeMediaType     Code = "unsupported_media_type"
	CodeCrossSite     Code = "cross_site"
	CodeNotAPage      Code = "not_a_page" // read by the app, not opened in a tab
	CodeConflict      Code = "conflict"
	CodeKeyReused     Code = "key_reused"
	CodeNeedsWhy      Code = "needs_why"
	CodeCodeWrong     Code = "code_wrong"
	CodeTooManyTries  Code = "too_many_tries"
	CodeRateLimited   Code = "rate_limited"
	CodeBusy          Code = "busy"
	CodeStorageFull   Code = "storage_full"
	CodeInternal      Code = "internal"
	CodeClientTooOld  Code = "client_too_old"
	CodeBadRev        Code = "bad_rev"
	CodePushOrigin    Code = "gone_origin"
	CodeMethod        Code = "method_not_allowed"
	CodeBadRequest    Code = "bad_request"
	CodeHeaderTooLong Code = "header_too_large"
	CodePictureType   Code = "picture_type"
	CodePicturePixels Code = "picture_pixels"
	CodePictureBroken Code = "picture_broken"
	CodeQuotaFull     Code = "quota_full"
	CodeBadRange      Code = "bad_range"
	CodeSoundType     Code = "sound_type"
	CodeSoundLong     Code = "sound_long"
	CodeSoundBroken   Code = "sound_broken"

	// What becomes of an answer to a meeting that is no more what it was.
	CodeTooLate          Code = "too_late"
	CodeTooEarly         Code = "too_early"
	CodeMeetingCancelled Code = "meeting_cancelled"
	CodeMeetingMoved     Code = "meeting_moved"
	CodeNotOffered       Code = "not_offered"
	CodeNothingToAnswer  Code = "nothing_to_answer"
	CodeAlreadyAnswered  Code = "already_answered"

	// CodePlanEnded says that staff plan nothing on a plan that has ended, until it is opened again.
	CodePlanEnded Code = "plan_ended"
	// CodePlanHeld: a plan that is held back is not erased.
	CodePlanHeld Code = "plan_held"

	// What keeps a plan from ending, and each thing that does.
	CodePlanEndHindered   Code = "plan_end_hindered"
	CodeMeetingAhead      Code = "meeting_ahead"
	CodeEffortOpen        Code = "effort_open"
	CodePromiseOpen       Code = "promise_open"
	CodeFlagOpen          Code = "flag_open"
	CodeMessageUnanswered Code = "message_unanswered"
)

// CodeHandoverAhead says that a change of consultant is agreed already and still to come.
const CodeHandoverAhead Code = "handover_ahead"

// What becomes of what is done about a flag that is no more what it was.
const (
	CodeFlagClosed    Code = "flag_closed"
	CodeFlagUnchanged Code = "flag_unchanged"
	// CodeAdjustmentChanged says that something else was made otherwise since.
	CodeAdjustmentChanged Code = "adjustment_changed"

	CodeTooManyFlags       Code = "too_many_flags"       // raised in a month
	CodeTooManyAdjustments Code = "too_many_adjustments" // of one effort
)

// CodeEndIncomplete says that an effort cannot end so: something of what has to be said is missing.
const CodeEndIncomplete Code = "end_incomplete"

// The codes around the assessment.
const (
	CodeAssessmentOpen    Code = "assessment_open"    // another round is under way
	CodeAssessmentClosed  Code = "assessment_closed"  // it is over, or was called off
	CodeConferenceChanged Code = "conference_changed" // somebody else saved it since
	CodeNotesMissing      Code = "notes_missing"      // the conference waits for a note, or for why not
	CodeDiagnosis         Code = "diagnosis_code"
)

// The codes around passkeys.
const (
	CodePasskeyWrong    Code = "passkey_wrong"
	CodeTooManyPasskeys Code = "too_many_passkeys"
)

// The codes around the citizen's people.
const (
	CodeInvitationWrong Code = "invitation_wrong"
	CodeTooManyWaiting  Code = "too_many_waiting"
	CodeOtherSignedIn   Code = "other_signed_in"
	CodeContactOver     Code = "contact_over"
	CodeProtected       Code = "protected_address"
	CodeSureProtected   Code = "sure_protected"
)

// FieldError says what is wrong with one field. Detail is plain Danish and never
// repeats what was sent.
type FieldError struct {
	Field  string `json:"field"`
	Code   Code   `json:"code"`
	Detail string `json:"detail"`
}

// Conflict holds both texts of a field that two people changed differently, and
// the text both started from. Neither is lost: the caller chooses.
type Conflict struct {
	Field  string `json:"field"`
	Yours  any    `json:"yours"`
	Theirs any    `json:"theirs"`
	Base   any    `json:"base"`
}

// Error is an error that a person may be told about. Detail is plain Danish; the
// wrapped cause, if any, is for the log only.
type Error struct {
	Code      Code
	Detail    string
	Fields    []FieldError
	Conflicts []Conflict
	// Rev is how far the plan that a conflict is about has come for the one who must
	// settle it (his opaque cursor); "" otherwise.
	Rev string
	// RetryAfter is a hint in whole seconds; 0 means none.
	RetryAfter int
	// Proofs are how the caller can show once more that it is her (CodeStepUp).
	Proofs []Proof
	cause  error
}

func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Detail
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s: %s]", f.Field, f.Detail)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap gives the cause, which is never shown to a client.
func (e *Error) Unwrap() error { return e.cause }

// Is lets errors.Is compare by code: errors.Is(err, ErrNotFound).
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

// Because returns a copy of the error with a cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Errors with a fixed text. Hidden and missing are one and the same ErrNotFound.
var (
	ErrNotSignedIn  = &Error{Code: CodeNotSignedIn, Detail: "Du er ikke logget ind. Log ind, og prøv igen."}
	ErrSessionEnded = &Error{Code: CodeSessionEnded, Detail: "Du er logget ud. Log ind igen for at se din plan."}
	ErrNotFound     = &Error{Code: CodeNotFound, Detail: "Det findes ikke, eller du har ikke adgang til det."}
	ErrForbidden    = &Error{Code: CodeForbidden, Detail: "Det må du ikke ændre."}
	ErrNeedsWhy     = &Error{Code: CodeNeedsWhy, Detail: "Skriv, hvorfor du ændrer planen. Borgeren skal kunne se det.", Fields: []FieldError{{Field: "why", Code: CodeNeedsWhy, Detail: "Skriv hvorfor."}}}
	ErrKeyReused    = &Error{Code: CodeKeyReused, Detail: "Det er sendt før med et andet indhold. Prøv at gemme igen."}
	ErrCodeWrong    = &Error{Code: CodeCodeWrong, Detail: "Koden virker ikke. Den kan være brugt eller for gammel. Bed om en ny kode."}
	ErrBadRev       = &Error{Code: CodeBadRev, Detail: "Tavlen skal hentes igen, før du kan gemme."}
	ErrBusy         = &Error{Code: CodeBusy, Detail: "Der er travlt lige nu. Prøv igen om lidt.", RetryAfter: 2}
	ErrStorageFull  = &Error{Code: CodeStorageFull, Detail: "Vi kunne ikke gemme. Din besked ligger stadig på telefonen.", RetryAfter: 30}
	ErrPlanEnded    = &Error{Code: CodePlanEnded, Detail: "Planen er afsluttet. Åbn den igen først."}
	ErrPushOrigin   = &Error{Code: CodePushOrigin, Detail: "Telefonens beskedtjeneste kan ikke bruges her."}
)

// Invalid makes an error about one or more fields.
func Invalid(fields ...FieldError) *Error {
	return &Error{Code: CodeInvalid, Detail: "Noget skal rettes, før det kan gemmes.", Fields: fields}
}

// checker collects what is wrong, field by field, so that one answer tells it all.
type checker struct{ fields []FieldError }

func (c *checker) add(field, detail string) {
	c.fields = append(c.fields, FieldError{Field: field, Code: CodeInvalid, Detail: detail})
}

func (c *checker) err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return Invalid(c.fields...)
}

// Limits in characters (runes). A title fits on a note; a text fits on a screen or two.
const (
	MaxTitle = 200
	MaxText  = 4000
)

// maxMarks is how many marks may stand on one letter: as many as Unicode's own format for
// streams allows (UAX #15 §13), and far more than any language has.
const maxMarks = 30

func (c *checker) text(field, s string, limit int, required bool) {
	if required && strings.TrimSpace(s) == "" {
		c.add(field, "Skriv noget her.")
		return
	}
	n, marks := 0, 0
	for _, r := range s {
		n++
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		if marks > maxMarks || r == 0 || (r < 0x20 && r != '\n' && r != '\t' && r != '\r') || r == 0xFFFD {
			c.add(field, "Teksten har tegn, der ikke kan gemmes.")
			return
		}
	}
	if n > limit {
		c.add(field, fmt.Sprintf("Teksten er for lang. Den må højst være på %d tegn.", limit))
	}
}

// line is a text that stands on one line: a name that breaks it would stand where another's
// words are expected.
func (c *checker) line(field, s string, limit int, required bool) {
	if strings.ContainsAny(s, "\n\r\t\v\f\u0085\u2028\u2029") {
		c.add(field, "Skriv det på én linje.")
		return
	}
	c.text(field, s, limit, required)
}

func oneOf[T ~string](c *checker, field string, v T, allowed ...T) {
	for _, a := range allowed {
		if v == a {
			return
		}
	}
	c.add(field, "Vælg en af mulighederne.")
}

func (c *checker) id(field string, id ID, required bool) {
	if id == "" && !required {
		return
	}
	if !id.Valid() {
		c.add(field, "Det, der henvises til, findes ikke.")
	}
}

func (c *checker) ids(field string, ids []ID) {
	if len(ids) > 50 {
		c.add(field, "Der er for mange.")
		return
	}
	for _, id := range ids {
		c.id(field, id, true)
	}
}
