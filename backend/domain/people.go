package domain

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// ContactRole is a picture of what somebody is to the citizen. It grants nothing: what he
// may see and do is said beside it.
type ContactRole string

// ContactRoles lists them.
var ContactRoles = []ContactRole{"companion", "driver", "supporter", "talker"}

// Sharing is what the citizen picked for a contact, thing by thing.
type Sharing struct {
	// Chosen says that the picks count, and not what each thing says of itself.
	Chosen bool  `json:"chosen,omitempty"`
	Items  []Ref `json:"items,omitempty"`
	// Lanes are those of the sensitive life areas that she opened for him.
	Lanes []Area `json:"lanes,omitempty"`
}

// maxPicks bounds how many things can be picked for one contact.
const maxPicks = 200

// SensitiveLanes are the life areas that are closed to contacts until the citizen opens one.
var SensitiveLanes = []Area{"body", "mind", "habits"}

// Pickable are the kinds of things that can be shared with a contact.
var Pickable = []Kind{KindDream, KindGoal, KindEffort, KindAgreement, KindMeeting, KindChallenge}

// Picked says whether a thing was picked.
func (s Sharing) Picked(ref Ref) bool { return slices.Contains(s.Items, ref) }

// Opens says whether a life area is open.
func (s Sharing) Opens(a Area) bool {
	return !s.Chosen || !slices.Contains(SensitiveLanes, a) || slices.Contains(s.Lanes, a)
}

func (s Sharing) check(c *checker) {
	if len(s.Items) > maxPicks {
		c.add("items", "Der er for mange.")
		return
	}
	for _, r := range s.Items {
		if !slices.Contains(Pickable, r.Kind) || !r.ID.Valid() {
			c.add("items", "Det kan ikke deles.")
			return
		}
	}
	for _, a := range s.Lanes {
		oneOf(c, "lanes", a, SensitiveLanes...)
	}
}

// ContactReport is what the citizen told of somebody who is not good to her.
type ContactReport struct {
	At    time.Time `json:"at"`
	Words string    `json:"words,omitempty"`
	// Who of the staff took it up when, and what was done.
	TakenBy ID         `json:"taken_by,omitempty"`
	TakenAt *time.Time `json:"taken_at,omitempty"`
	Done    string     `json:"done,omitempty"`
}

// How many reports of one contact may be open, and how many are kept: the oldest of those
// that were taken up go first.
const (
	MaxOpenReports = 20
	maxReports     = 100
)

// OpenReports counts those that nobody has taken up.
func OpenReports(reports []ContactReport) (n int) {
	for _, r := range reports {
		if r.TakenAt == nil {
			n++
		}
	}
	return n
}

// KeptReports leaves out the oldest taken up of the reports that there are too many of.
func KeptReports(reports []ContactReport) []ContactReport {
	over := len(reports) - maxReports
	return slices.DeleteFunc(slices.Clone(reports), func(r ContactReport) bool {
		gone := over > 0 && r.TakenAt != nil
		if gone {
			over--
		}
		return gone
	})
}

// TakeUp writes down who took up what was told up to an instant, and what was done. It says
// whether anything of it was open; what it is given stays as it is.
func TakeUp(reports []ContactReport, upTo time.Time, by ID, done string, at time.Time) ([]ContactReport, bool) {
	out, took := slices.Clone(reports), false
	for i := range out {
		if r := &out[i]; r.TakenAt == nil && !r.At.After(upTo) {
			r.TakenBy, r.TakenAt, r.Done, took = by, &at, done, true
		}
	}
	return out, took
}

// Invitation is the citizen's offer to one person, until he takes it.
type Invitation struct {
	Name     string      `json:"name"`
	Relation string      `json:"relation,omitempty"`
	Role     ContactRole `json:"role,omitempty"`
	Expires  Date        `json:"expires"`
	CanSee   []string    `json:"can_see,omitempty"`
	CanDo    []string    `json:"can_do,omitempty"`
	Sharing
}

// How long an invitation can be taken, how many may wait, how often its second code may be
// wrong, and how long somebody is let in at most.
const (
	InvitationLife  = 24 * time.Hour
	MaxInvitations  = 3
	InvitationTries = 5
	MaxContacts     = 30
)

// LastDay gives the latest day until which somebody can be let in.
func LastDay(now time.Time) Date { return DateOf(now.AddDate(1, 0, 0)) }

// Validate checks the invitation.
func (i *Invitation) Validate(now time.Time) error {
	var c checker
	c.name("name", i.Name, true)
	c.name("relation", i.Relation, false)
	if i.Role != "" {
		oneOf(&c, "role", i.Role, ContactRoles...)
	}
	c.until(i.Expires, now)
	i.check(&c)
	return c.err()
}

// CheckUntil says what is wrong with the day until which somebody is let in.
func CheckUntil(until Date, now time.Time) error {
	var c checker
	c.until(until, now)
	return c.err()
}

func (c *checker) until(until Date, now time.Time) {
	c.date("until", until)
	switch {
	case until == "":
		c.add("until", "Vælg, hvor længe det gælder.")
	case until > LastDay(now):
		c.add("until", "Det kan højst gælde et år.")
	case until < DateOf(now):
		c.add("until", "Vælg en dag, der ikke er gået.")
	}
}

const maxName = 60

// name checks what a person is called: one short line of letters that can be told apart.
func (c *checker) name(field, s string, required bool) {
	if strings.TrimSpace(s) == "" {
		if required {
			c.add(field, "Skriv et navn.")
		}
		return
	}
	runes, marks := 0, 0
	for _, r := range s {
		runes++
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		if runes > maxName {
			c.add(field, "Navnet er for langt.")
			return
		}
		// Format characters turn the order of letters round, or cannot be seen.
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || r == 0xFFFD || marks > 3 {
			c.add(field, "Navnet har tegn, der ikke kan bruges.")
			return
		}
	}
}

// CheckName says what is wrong with a name that somebody typed.
func CheckName(field, s string) error {
	var c checker
	c.name(field, s, true)
	return c.err()
}

// SameFirstName says whether two names begin with the same word, however it is written.
func SameFirstName(a, b string) bool {
	first := func(s string) string {
		if f := strings.Fields(s); len(f) > 0 {
			return f[0]
		}
		return ""
	}
	return first(a) != "" && strings.EqualFold(first(a), first(b))
}
