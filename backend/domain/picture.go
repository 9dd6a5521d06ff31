package domain

import (
	"fmt"
	"time"
)

// Picture is something to look at on the board, on a goal or on a step: a photo, or a drawing
// made with finger or pen. Its content is a sealed file; what is said of it stands here.
type Picture struct {
	On PictureOn `json:"on"`
	// Media is photo (the content is a JPEG) or drawing (a Drawing as JSON).
	Media Media `json:"media"`
	// Text says what the picture shows, for those who do not see it (WCAG 1.1.1).
	Text string `json:"text"`
	// Width and Height are in pixels, or in the drawing's own units.
	Width  int `json:"width"`
	Height int `json:"height"`
	// Bytes is the size of the content as it is sent.
	Bytes   int64     `json:"bytes"`
	TakenOn Date      `json:"taken_on,omitempty"`
	Status  Status    `json:"status"`
	By      ID        `json:"by"`
	At      time.Time `json:"at"`
	// File names the sealed file; for the store only.
	File string `json:"file,omitempty"`
}

// PictureOn says what a picture is on; ID is empty for the board.
type PictureOn struct {
	Kind Kind `json:"kind"`
	ID   ID   `json:"id,omitempty"`
}

// KindBoard is the board itself as the place of a picture; it is no thing of its own.
const KindBoard Kind = "board"

// Media is a sort of picture.
type Media string

// The two sorts of pictures.
const (
	MediaPhoto   Media = "photo"
	MediaDrawing Media = "drawing"
)

// MaxAlt is how many characters (runes) the text of a picture may have.
const MaxAlt = 500

// Kind is KindAttachment.
func (*Picture) Kind() Kind { return KindAttachment }

// Ref names the thing the picture is on; false for the board.
func (p PictureOn) Ref() (Ref, bool) { return Ref(p), p.Kind != KindBoard }

// Validate checks what is said of a picture.
func (a *Picture) Validate() error {
	var c checker
	oneOf(&c, "on", a.On.Kind, KindBoard, KindGoal, KindStep)
	if a.On.Kind == KindBoard && a.On.ID != "" {
		c.add("on", "Tavlen har intet nummer.")
	}
	if a.On.Kind != KindBoard {
		c.id("on", a.On.ID, true)
	}
	oneOf(&c, "media", a.Media, MediaPhoto, MediaDrawing)
	c.text("text", a.Text, MaxAlt, true)
	c.date("taken_on", a.TakenOn)
	oneOf(&c, "status", a.Status, StatusActive, StatusDropped)
	return c.err()
}

// Drawing is what was drawn, as strokes: sharp at any size, and small.
type Drawing struct {
	Width   int      `json:"width"`
	Height  int      `json:"height"`
	Strokes []Stroke `json:"strokes"`
}

// Stroke is one line of a pen. Each point is x, y and the pressure in hundredths.
type Stroke struct {
	Colour string   `json:"colour"`
	Size   int      `json:"size"`
	Points [][3]int `json:"points"`
}

// The bounds of a drawing. A page full of handwriting has some 10,000 points; all of it fits in an ordinary request.
const (
	MaxDrawingSide   = 4096
	MaxStrokes       = 1000
	MaxStrokeSize    = 100
	MaxDrawingPoints = 15000
)

// Validate checks a drawing; one without a stroke is no drawing.
func (d *Drawing) Validate() error {
	var c checker
	if d.Width < 1 || d.Height < 1 || d.Width > MaxDrawingSide || d.Height > MaxDrawingSide {
		c.add("width", "Tegningen har en størrelse, der ikke kan bruges.")
	}
	points := 0
	for _, s := range d.Strokes {
		points += len(s.Points)
		oneOf(&c, "strokes", s.Colour, "black", "blue", "red", "green")
		if s.Size < 1 || s.Size > MaxStrokeSize || len(s.Points) == 0 {
			c.add("strokes", "En streg i tegningen kan ikke bruges.")
		}
		for _, p := range s.Points {
			if p[0] < 0 || p[1] < 0 || p[0] > d.Width || p[1] > d.Height || p[2] < 0 || p[2] > 100 {
				c.add("strokes", "En streg i tegningen går ud over papiret.")
				break
			}
		}
		if len(c.fields) > 0 {
			break // one is enough: there may be thousands
		}
	}
	switch {
	case points == 0 && len(c.fields) == 0:
		c.add("strokes", "Tegningen er tom. Tegn noget først.")
	case len(d.Strokes) > MaxStrokes || points > MaxDrawingPoints:
		c.add("strokes", fmt.Sprintf("Tegningen er for stor. Den må højst have %d streger.", MaxStrokes))
	}
	return c.err()
}
