package picture

import (
	"context"
	"image"
	"time"
)

var ErrHEIC = errHEIC

// Impatient makes a cleaner that gives up at once.
func Impatient() *Cleaner {
	c := NewCleaner()
	c.waits = time.Millisecond
	return c
}

// Take keeps a cleaner's room as decoding a picture of a size does.
func (c *Cleaner) Take(ctx context.Context, w, h int, deep bool) (release func(), err error) {
	weight := header{config: image.Config{Width: w, Height: h}, deep: deep}.weight()
	return func() { c.room.Release(weight) }, c.room.Acquire(ctx, weight)
}

// Pixels gives the size of a picture by its header, 0 when it is refused.
func Pixels(data []byte) int {
	h, err := read(data)
	if err != nil {
		return 0
	}
	return h.config.Width * h.config.Height
}
