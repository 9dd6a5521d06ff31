package domain_test

import (
	"testing"

	"tavlen/backend/domain"
)

// What was not heard is kept for longer than what was, and neither pushes the other out.
func TestKeptNotes(t *testing.T) {
	var notes []domain.ContactNote
	for i := range 900 {
		notes = domain.KeptNotes(append(notes, domain.ContactNote{ID: domain.NewID(), Silent: i%3 == 0, Text: string(rune('a' + i%26))}))
	}
	heard, silent := 0, 0
	for _, n := range notes {
		if n.Silent {
			silent++
		} else {
			heard++
		}
	}
	if heard != 50 || silent != 200 || notes[len(notes)-1].Text != string(rune('a'+899%26)) {
		t.Errorf("%d heard, %d not, the last %q", heard, silent, notes[len(notes)-1].Text)
	}
}
