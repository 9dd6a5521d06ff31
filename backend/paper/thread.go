package paper

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// Thread is a conversation as it goes on paper, the oldest line first.
type Thread struct {
	Title string
	// Head says what is on it and who had it made; Notes stand below each line.
	Head  []string
	Lines []ThreadLine
}

// ThreadLine is one message: who and when, what it says, and what is to be known of it.
type ThreadLine struct {
	Who, When string
	Text      string
	Notes     []string
}

var (
	threadTitle = style{17, true}
	threadHead  = style{10.5, false}
	threadWho   = style{10.5, true}
	threadText  = style{11, false}
	threadNote  = style{9.5, false}
)

const (
	threadMargin = 20.0
	threadFoot   = 12.0
	anyLines     = 1 << 20
)

// MakeThread gives the PDF of a conversation, on as many pages of A4 as it needs. Nothing is
// left out but letters that the type does not have: a mark stands for those, and the last
// line says so.
func MakeThread(t Thread, now time.Time) ([]byte, error) {
	font, err := typeface()
	if err != nil {
		return nil, err
	}
	c := cleaner{font: font}
	w := &scroll{pen: newPen(), clean: &c}
	w.about(t.Title, now)
	w.page()
	w.write(threadTitle, t.Title)
	for _, h := range t.Head {
		w.write(threadHead, h)
	}
	for _, l := range t.Lines {
		w.gap(2.5)
		w.keep(threadWho.line() + threadText.line())
		w.write(threadWho, l.Who+" · "+l.When)
		for part := range strings.Lines(l.Text) {
			w.write(threadText, part)
		}
		for _, n := range l.Notes {
			w.write(threadNote, n)
		}
	}
	w.gap(4)
	if c.foreign {
		w.write(threadNote, foreign+" er ord, som ikke kan stå her. De står i filen med data (JSON).")
	}
	if c.picture {
		w.write(threadNote, "Små billeder i teksten er ikke med her. De står i filen med data (JSON).")
	}
	var out bytes.Buffer
	if err := w.pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// scroll writes downwards, and on a new page where one is full.
type scroll struct {
	*pen
	clean *cleaner
	y     float64
	pages int
}

// about says what the file is.
func (w *scroll) about(title string, now time.Time) {
	w.pdf.SetTitle(w.clean.clean(title), true)
	w.pdf.SetLang("da")
	w.pdf.SetCreator("Tavlen", true)
	w.pdf.SetProducer("Tavlen", true)
	w.pdf.SetCreationDate(now)
	w.pdf.SetModificationDate(now)
}

func (w *scroll) page() {
	w.pages++
	w.pdf.AddPage()
	w.ink()
	w.para(threadMargin, pageHeight-threadFoot, 60, threadNote, "Side "+strconv.Itoa(w.pages), 1)
	w.y = threadMargin
}

func (w *scroll) gap(mm float64) { w.y += mm }

// keep begins a new page where less room than this is left.
func (w *scroll) keep(mm float64) {
	if w.y+mm > pageHeight-threadMargin {
		w.page()
	}
}

func (w *scroll) write(s style, text string) {
	w.set(s)
	lines, _ := w.wrap(w.clean.clean(text), pageWidth-2*threadMargin, anyLines)
	for _, line := range lines {
		w.keep(s.line())
		w.set(s)
		w.pdf.Text(threadMargin, w.y+s.size*mmPerPoint*0.98, line)
		w.y += s.line()
	}
}
