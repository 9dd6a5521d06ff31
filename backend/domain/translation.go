package domain

import (
	"regexp"
	"strings"
	"time"
)

// Translation stands beside the original text, which stays. Machine says that no person
// checked it; By is who wrote it otherwise, at At.
type Translation struct {
	// Lang is the language of Text as an ISO 639 code of two or three letters.
	Lang    string     `json:"lang"`
	Text    string     `json:"text"`
	Machine bool       `json:"machine,omitempty"`
	By      ID         `json:"by,omitempty"`
	At      *time.Time `json:"at,omitempty"`
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

// Translate puts a person's translation beside the message's words, in the place of the one
// that was there.
func (m Message) Translate(by ID, lang, text string, now time.Time) (Message, error) {
	text = strings.TrimSpace(text)
	if m.RecalledAt != nil {
		return m, ErrRecalled
	}
	if m.Translation != nil && m.Translation.Lang == lang && m.Translation.Text == text && !m.Translation.Machine {
		return m, nil
	}
	var c checker
	c.text("text", text, MaxText, true)
	switch {
	case !languageCode.MatchString(lang):
		c.add("lang", "Vælg det sprog, du oversætter til.")
	case m.Text == "" && m.Transcript == "":
		c.add("text", "Der er ingen ord at oversætte i beskeden.")
	}
	if err := c.err(); err != nil {
		return m, err
	}
	at := now.UTC()
	m.Translation = &Translation{Lang: lang, Text: text, By: by, At: &at}
	return m, nil
}
