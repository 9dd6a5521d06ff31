package domain

import "strings"

// What becomes of signing in through a provider that vouches for people. The codes stand in
// the address of the page that tells it, so none of them says who somebody is.
const (
	CodeLoginLost        Code = "login_lost"        // nothing of ours is known of it: too old, used, another browser
	CodeLoginDeclined    Code = "login_declined"    // given up on the way
	CodeLoginUntrusted   Code = "login_untrusted"   // the answer cannot be believed
	CodeLoginTooLow      Code = "login_too_low"     // not sure enough who it is
	CodeLoginUnknown     Code = "login_unknown"     // nobody here is meant
	CodeLoginNoRole      Code = "login_no_role"     // a member of the staff without a role here
	CodeLoginUnreachable Code = "login_unreachable" // the provider does not answer
)

// The errors that go with them. ErrLoginUnknown is the same whoever asks and whatever the
// reason, so that nobody learns who has a plan.
var (
	ErrLoginLost        = &Error{Code: CodeLoginLost, Detail: "Log ind blev afbrudt. Prøv igen."}
	ErrLoginDeclined    = &Error{Code: CodeLoginDeclined, Detail: "Du stoppede undervejs. Prøv igen, når du vil."}
	ErrLoginUntrusted   = &Error{Code: CodeLoginUntrusted, Detail: "Vi kan ikke bruge svaret. Prøv igen."}
	ErrLoginTooLow      = &Error{Code: CodeLoginTooLow, Detail: "Den måde at logge ind på er ikke sikker nok. Brug MitID-appen."}
	ErrLoginUnknown     = &Error{Code: CodeLoginUnknown, Detail: "Vi kan ikke finde din plan. Ring til din konsulent."}
	ErrLoginNoRole      = &Error{Code: CodeLoginNoRole, Detail: "Du har ikke adgang til Tavlen. Spørg din leder."}
	ErrLoginUnreachable = &Error{Code: CodeLoginUnreachable, Detail: "Log ind svarer ikke lige nu. Prøv igen om lidt.", RetryAfter: 30}
)

// CPR reads a civil registration number as people and brokers write it: six digits, perhaps
// a dash, four characters. Letters stand in the numbers that are given where there is no
// other (X-eCPR). No check digit is asked for: numbers without one are given since 2007.
// ok is false for what is none.
func CPR(text string) (cpr string, ok bool) {
	s := strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(strings.TrimSpace(text)))
	if len(s) != 10 {
		return "", false
	}
	for i, r := range s {
		digit, letter := r >= '0' && r <= '9', r >= 'A' && r <= 'Z'
		if !digit && (i < 6 || !letter) {
			return "", false
		}
	}
	day, month := s[0:2], s[2:4]
	// Replacement numbers have 60 added to the day.
	if (day < "01" || day > "31") && (day < "61" || day > "91") || month < "01" || month > "12" {
		return "", false
	}
	return s, true
}
