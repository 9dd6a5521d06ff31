package paper

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Measures are millimetres, sizes of type points (1 pt = 1/72 inch).
const (
	pageWidth, pageHeight = 210.0, 297.0
	margin                = 11.0
	mmPerPoint            = 25.4 / 72
	leading               = 1.28
	face                  = "go"
)

// pen writes on the sheet, or only measures when dry. Both go the same way, so that
// what was measured is what is drawn.
type pen struct {
	pdf *fpdf.Fpdf
	dry bool
	// cut says that a text or a list was not put on the sheet whole.
	cut bool
	// em holds the letters' widths in light and bold type of one point, which are asked
	// for over and over while a layout is looked for.
	em map[letter]float64
	at style
}

type letter struct {
	rune
	bold bool
}

func newPen() *pen {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes(face, "", goregular.TTF)
	pdf.AddUTF8FontFromBytes(face, "B", gobold.TTF)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	return &pen{pdf: pdf, em: map[letter]float64{}}
}

// style is how a text looks.
type style struct {
	size float64
	bold bool
}

func (s style) line() float64 { return s.size * mmPerPoint * leading }

func (p *pen) set(s style) {
	weight := ""
	if s.bold {
		weight = "B"
	}
	p.pdf.SetFont(face, weight, s.size)
	p.at = s
}

// width gives how wide a word is in the style that is set. The type does not kern, so
// that it is the sum of its letters.
func (p *pen) width(word string) float64 {
	sum := 0.0
	for _, r := range word {
		k := letter{r, p.at.bold}
		w, known := p.em[k]
		if !known {
			w = p.pdf.GetStringWidth(string(r)) / p.at.size
			p.em[k] = w
		}
		sum += w
	}
	return sum * p.at.size
}

// rest is what stands where a text was cut.
const rest = "… Resten står i Tavlen."

// para writes a text in a column and gives the place below it. A text of more lines than
// limit ends with words that say where the rest is.
func (p *pen) para(x, y, width float64, s style, text string, limit int) float64 {
	if text == "" {
		return y
	}
	p.set(s)
	lines, all := p.wrap(text, width, limit)
	if !all {
		p.cut = true
		tail, _ := p.wrap(rest, width, limit)
		lines = append(lines[:max(0, limit-len(tail))], tail...)
	}
	for _, line := range lines {
		if !p.dry {
			p.pdf.Text(x, y+s.size*mmPerPoint*0.98, line)
		}
		y += s.line()
	}
	return y
}

// wrap breaks a text into at most limit lines, and says whether that is all of it. The
// style must be set. A word wider than the column is broken.
func (p *pen) wrap(text string, column float64, limit int) (lines []string, all bool) {
	line, used, space := "", 0.0, p.width(" ")
	for word := range strings.FieldsSeq(text) {
		for word != "" {
			if len(lines) == limit {
				return lines, false
			}
			n := p.fitting(word, column)
			switch wide := p.width(word[:n]); {
			case line == "" && n < len(word):
				lines, word = append(lines, word[:n]), word[n:]
			case line == "":
				line, used, word = word, wide, ""
			case n == len(word) && used+space+wide <= column:
				line, used, word = line+" "+word, used+space+wide, ""
			default:
				lines, line = append(lines, line), ""
			}
		}
	}
	if line != "" {
		if len(lines) == limit {
			return lines, false
		}
		lines = append(lines, line)
	}
	return lines, true
}

// fitting gives how many bytes of a word fit into a column; at least one letter.
func (p *pen) fitting(word string, column float64) int {
	used := 0.0
	for i, r := range word {
		if used += p.width(string(r)); used > column && i > 0 {
			return i
		}
	}
	return len(word)
}

// ink is the colour of all lines and letters: on a printer without colours it stays.
func (p *pen) ink() {
	p.pdf.SetDrawColor(20, 24, 28)
	p.pdf.SetTextColor(0, 0, 0)
	p.pdf.SetLineCapStyle("round")
	p.pdf.SetLineJoinStyle("round")
}

// box draws a frame with corners of 2 mm, filled with a pale colour.
func (p *pen) box(x, y, w, h float64, fill rgb, line float64) {
	if p.dry {
		return
	}
	p.pdf.SetFillColor(fill.r, fill.g, fill.b)
	p.pdf.SetLineWidth(line)
	p.pdf.RoundedRect(x, y, w, h, 2, "1234", "FD")
}

// tick draws the empty box that one ticks with a pen.
func (p *pen) tick(x, y, size float64) {
	if p.dry {
		return
	}
	p.pdf.SetFillColor(255, 255, 255)
	p.pdf.SetLineWidth(0.4)
	p.pdf.Rect(x, y, size, size, "FD")
}
