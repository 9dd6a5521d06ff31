package picture

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"image/jpeg"
	"time"

	"golang.org/x/sync/semaphore"

	"tavlen/backend/domain"
)

const (
	// MaxSide is the longer side of a kept picture, in pixels: sharp on any phone, and on
	// a desk's screen.
	MaxSide = 2048
	// quality is where text on a photographed whiteboard still has clean edges.
	quality = 82
	// memory bounds what all decoding at a time may take, in bytes; half of it is the
	// least that one counts for, so that never more than two are decoded at once.
	memory = 400 << 20
	// waits is how long a picture waits for its turn.
	waits = 10 * time.Second
)

// Cleaner makes pictures fit to be kept, a few at a time.
type Cleaner struct {
	room  *semaphore.Weighted
	waits time.Duration
}

// NewCleaner makes a Cleaner; one serves the whole program.
func NewCleaner() *Cleaner { return &Cleaner{room: semaphore.NewWeighted(memory), waits: waits} }

// Clean is a picture that may be kept.
type Clean struct {
	JPEG          []byte
	Width, Height int
}

// Clean makes a picture of the sender's bytes. Its errors are *domain.Error in words for
// the sender; ErrBusy when too many others are at it.
func (c *Cleaner) Clean(ctx context.Context, data []byte) (Clean, error) {
	h, err := read(data)
	if err != nil {
		return Clean{}, err
	}
	weight := h.weight()
	turn, cancel := context.WithTimeout(ctx, c.waits)
	defer cancel()
	if err := c.room.Acquire(turn, weight); err != nil {
		return Clean{}, domain.ErrBusy.Because(err)
	}
	defer c.room.Release(weight)
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Clean{}, errBroken.Because(err)
	}
	if b := src.Bounds(); b.Dx() != h.config.Width || b.Dy() != h.config.Height {
		return Clean{}, errBroken
	}
	out := upright(shrunk(src), h.turn)
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, out, &jpeg.Options{Quality: quality}); err != nil {
		return Clean{}, err
	}
	return Clean{JPEG: buf.Bytes(), Width: out.Rect.Dx(), Height: out.Rect.Dy()}, nil
}

// weight is about how many bytes decoding takes, at least half of what there is.
func (h header) weight() int64 {
	each := int64(4)
	if h.deep {
		each = 15 // a progressive JPEG's coefficients: three times four bytes beside the pixels
	}
	return min(max(int64(h.config.Width)*int64(h.config.Height)*each, memory/2), memory)
}

// shrunk draws a picture on white paper, no larger than MaxSide. Each pixel is the mean
// of those it stands for, so that thin writing stays readable. It works row by row: a copy
// of the whole picture in the middle would take as much as the picture.
func shrunk(src image.Image) *image.RGBA {
	b := src.Bounds()
	sw, sh := b.Dx(), b.Dy()
	w, h := sw, sh
	if long := max(w, h); long > MaxSide {
		w, h = max(1, w*MaxSide/long), max(1, h*MaxSide/long)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	rows := image.NewRGBA(image.Rect(0, 0, sw, sh/h+1))
	for y := range h {
		y0, y1 := y*sh/h, (y+1)*sh/h
		part := image.Rect(0, 0, sw, y1-y0)
		draw.Draw(rows, part, image.White, image.Point{}, draw.Src)
		draw.Draw(rows, part, src, image.Pt(b.Min.X, b.Min.Y+y0), draw.Over)
		for x := range w {
			mean(dst.Pix[dst.PixOffset(x, y):], rows, image.Rect(x*sw/w, 0, (x+1)*sw/w, y1-y0))
		}
	}
	return dst
}

// mean writes the mean colour of a part of rows.
func mean(to []byte, rows *image.RGBA, part image.Rectangle) {
	var r, g, b, n uint32
	for y := part.Min.Y; y < part.Max.Y; y++ {
		line := rows.Pix[rows.PixOffset(part.Min.X, y):rows.PixOffset(part.Max.X, y)]
		for ; len(line) >= 4; line = line[4:] {
			r, g, b, n = r+uint32(line[0]), g+uint32(line[1]), b+uint32(line[2]), n+1
		}
	}
	to[0], to[1], to[2], to[3] = byte(r/n), byte(g/n), byte(b/n), 255
}

// upright turns a picture as its EXIF orientation says (CIPA DC-008 §4.6.5, values 1–8).
func upright(src *image.RGBA, turn int) *image.RGBA {
	if turn == 1 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if turn >= 5 {
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch turn {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return dst
}
