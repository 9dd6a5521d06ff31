package paper

import (
	"bytes"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// Story is a citizen's story as it goes out of the house, with all that whoever tells it has to
// keep to.
type Story struct {
	Heading, Words string
	// Name is the first name that it is told with; "" is none.
	Name string
	// Uses are of domain.StoryUses.
	Uses []string
	// From is the day of the yes, Until the day on which it is over.
	From, Until  domain.Date
	By           string
	At           time.Time
	Receipt      string
	Municipality string
}

var useWords = map[string]string{"colleagues": "blandt kolleger", "website": "på kommunens hjemmeside og i nyhedsbrevet", "press": "i pressen og på sociale medier"}

// terms say who tells it, where, until when, and what then.
func (s Story) terms() []string {
	var where []string
	for _, use := range s.Uses {
		if w := useWords[use]; w != "" {
			where = append(where, w)
		}
	}
	told := "Fortalt uden navn."
	if s.Name != "" {
		told = "Fortalt med fornavnet " + s.Name + "."
	}
	return []string{
		told,
		"Må fortælles: " + strings.Join(where, ", ") + ".",
		"Borgeren sagde ja " + s.From.Danish(time.Time{}) + ". Det gælder til " + s.Until.Danish(time.Time{}) + ". Den dag skal historien være taget ned.",
		"Siger borgeren nej før, får du besked. Så skal historien tages ned med det samme.",
		"Ordene må ikke ændres. Borgeren har sagt ja til netop dem.",
		"Hentet af " + s.By + ", " + s.Municipality + ", " + domain.DateOf(s.At).Danish(time.Time{}) + ". Kvittering: " + s.Receipt + ".",
	}
}

// Text gives the story in plain text, with the same terms.
func (s Story) Text() string {
	return s.Heading + "\n\n" + s.Words + "\n\n----\n" + strings.Join(s.terms(), "\n") + "\n"
}

// MakeStory gives the PDF of a story, on as many pages of A4 as it needs.
func MakeStory(s Story, now time.Time) ([]byte, error) {
	font, err := typeface()
	if err != nil {
		return nil, err
	}
	c := cleaner{font: font}
	w := &scroll{pen: newPen(), clean: &c}
	w.about(s.Heading, now)
	w.page()
	w.write(threadTitle, s.Heading)
	w.gap(3)
	for part := range strings.Lines(s.Words) {
		w.write(threadText, part)
	}
	w.gap(6)
	w.keep(3 * threadHead.line())
	w.write(threadWho, "Sådan må historien bruges")
	for _, term := range s.terms() {
		w.write(threadHead, term)
	}
	if c.foreign || c.picture {
		w.gap(3)
		w.write(threadNote, "Nogle tegn kan ikke stå her. De står i teksten.")
	}
	var out bytes.Buffer
	if err := w.pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
