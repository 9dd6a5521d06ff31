package domain

import (
	"strings"
	"time"
)

// CodePlacement is the catalogue's code of a placement at a workplace.
const CodePlacement = "virksomhedspraktik"

// EndedReasons are why an effort may have ended (vocabulary: ended_reasons).
var EndedReasons = []string{"completed", "citizen_enough", "citizen_declined", "transport", "illness", "no_show", "event", "became_paid"}

// Ending is that staff have said what came of an effort and what comes then, and that the
// citizen is asked for his own word; only with that does it end (requirement D2).
type Ending struct {
	By ID        `json:"by"`
	At time.Time `json:"at"`
	// Status is what the effort becomes: completed or dropped.
	Status Status `json:"status"`
	// WordBy is the day from which it may end without the citizen's word; see Effort.WordBy.
	WordBy Date `json:"word_by,omitempty"`
}

// wordWait is how many days the citizen has for his word before anybody is reminded of it.
const wordWait = 7

// EndWord is the citizen's own word about an effort that ends. Skipped says that he would
// rather say nothing; RecordedBy is who of the staff wrote down what he said. NotGiven says that
// it ended without his word, and Why is the reason; he may still say it.
type EndWord struct {
	At         time.Time `json:"at"`
	Text       string    `json:"text,omitempty"`
	Skipped    bool      `json:"skipped,omitempty"`
	RecordedBy ID        `json:"recorded_by,omitempty"`
	NotGiven   bool      `json:"not_given,omitempty"`
	Why        string    `json:"why,omitempty"`
}

// Over says that an effort has ended.
func (e *Effort) Over() bool { return e.Status == StatusCompleted || e.Status == StatusDropped }

// AsksForWord says that the citizen is asked for his word before the effort ends.
func (e *Effort) AsksForWord() bool { return e.Ending != nil && e.EndWord == nil && !e.Over() }

// MaySayWord says that the citizen's word is not said yet, whether the effort waits for it or
// ended without it.
func (e *Effort) MaySayWord() bool {
	return e.AsksForWord() || e.Ending != nil && e.EndWord != nil && e.EndWord.NotGiven
}

// WordBy gives the day, in Copenhagen, on which an effort has waited long enough for the
// citizen's word: its last day, and a week after he was asked at the least; "" where nobody asks.
func (e *Effort) WordBy() Date {
	switch {
	case e.Ending == nil:
		return ""
	case e.Ending.WordBy != "":
		return e.Ending.WordBy
	}
	by := DateOf(e.Ending.At).AddDays(wordWait)
	if e.End.Valid() {
		by = max(by, e.End)
	}
	return by
}

// Placement says whether an effort is work on trial at a workplace: by its code, or where there
// is none by its name, as people write it by hand.
func (e *Effort) Placement() bool {
	if e.CatalogueCode != "" {
		return e.CatalogueCode == CodePlacement
	}
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(e.Title)), " ")
	return e.JobOriented && (first == "praktik" || first == CodePlacement)
}

// checkEnd checks what is said of an end.
func (e *Effort) checkEnd(c *checker) {
	if n := e.NextStep; n != nil {
		c.id("next.who", n.Who, false)
		c.date("next.by", n.By)
	}
	if e.EndWord != nil {
		c.text("text", e.EndWord.Text, MaxText, false)
		c.text("why", e.EndWord.Why, MaxText, false)
	}
}
