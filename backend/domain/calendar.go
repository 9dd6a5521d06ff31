package domain

import "time"

// CalendarTitles is how much a calendar elsewhere is told of a meeting beside its time.
type CalendarTitles string

// Neutral says "Aftale" and nothing else; full has the title and the place of what is not
// sensitive.
const (
	TitlesNeutral CalendarTitles = "neutral"
	TitlesFull    CalendarTitles = "full"
)

// CalendarFeed is the private address under which a person's own meetings can be fetched
// as a calendar. Whoever knows the address reads them, so it can be renewed and withdrawn.
type CalendarFeed struct {
	Person ID
	// Secret is the last part of the address; "" while there is none.
	Secret ID
	Titles CalendarTitles
	// MadeAt is when this address was made; ChangedAt when the titles were last chosen.
	MadeAt    time.Time
	ChangedAt time.Time
}
