package attention

import (
	"time"

	"tavlen/backend/domain"
)

// Sight is how much of a thing somebody sees.
type Sight int

// What can be seen of a thing: nothing, when it is, all.
const (
	SeesNothing Sight = iota
	SeesTimes
	SeesAll
)

// Office is when somebody is at work; package schedule has one.
type Office interface {
	// AddWorkingHours gives when so much working time has passed; ok is false where there is none.
	AddWorkingHours(from time.Time, d time.Duration) (t time.Time, ok bool)
}

// Facts are what is known of one citizen at one time. Whoever puts them together hands in
// what this room cannot know: who sees what, who works when, and on what days something
// recurs.
type Facts struct {
	Plan    domain.ID
	Citizen domain.Person
	// Records are the things on the plan.
	Records []domain.Record
	// Threads are those between the citizen and staff, each with its last messages, oldest first.
	Threads  []domain.Thread
	Messages []domain.Message
	// People are those named on the plan and in the threads, and the Leads to turn to.
	People map[domain.ID]domain.Person
	Leads  []domain.ID
	// Leaves are when those of the staff are away.
	Leaves []domain.Leave
	// Settled are the keys of alerts that somebody said may stay so.
	Settled map[string]bool

	// Goes is the day on which a plan that has ended is deleted, as it was told at GoesToldAt; "" where
	// it was not, and while it is held back.
	Goes       domain.Date
	GoesToldAt time.Time

	// Limits gives the time limits of a sort of help by its code in the catalogue.
	Limits func(code string) []domain.TimeLimit
	// Sees says how much of a thing a member of the staff sees; of a team lead, whether it
	// counts for her.
	Sees func(person domain.ID, thing domain.Ref) Sight
	// Work gives somebody's working time.
	Work func(person domain.ID) Office
	// Occurs says whether a recurrence (RFC 5545 §3.3.10) that begins on a date falls on another.
	Occurs func(rrule string, start, on domain.Date) bool
}

// thing is an item of one kind with its id.
type thing[T domain.Item] struct {
	ID   domain.ID
	Item T
}

func (t thing[T]) ref() domain.Ref { return domain.Ref{Kind: t.Item.Kind(), ID: t.ID} }

// of picks the things of a kind, in the order in which they stand.
func of[T domain.Item](records []domain.Record) []thing[T] {
	var out []thing[T]
	for _, r := range records {
		if it, ok := r.Item.(T); ok && !r.Deleted {
			out = append(out, thing[T]{r.ID, it})
		}
	}
	return out
}

// one finds a thing by its id.
func one[T domain.Item](list []thing[T], id domain.ID) (T, bool) {
	for _, t := range list {
		if t.ID == id && id != "" {
			return t.Item, true
		}
	}
	var none T
	return none, false
}

// daysBetween counts the calendar days from one date to another.
func daysBetween(from, to domain.Date) int {
	f, err := time.Parse(time.DateOnly, string(from))
	t, errTo := time.Parse(time.DateOnly, string(to))
	if err != nil || errTo != nil {
		return 0
	}
	return int(t.Sub(f) / (24 * time.Hour))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
