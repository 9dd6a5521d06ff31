package testkit

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// Canaries are what a phone's photo tells of where and with what it was taken, and what
// must be nowhere once it was sent.
var Canaries = []string{"Exif", "CanaryCam", "CanaryPlace", "CanaryComment", "2026:11:20 08:15:00", "\x02N\x00\x00\x00", "http://ns.adobe.com/xap"}

// Photo makes a JPEG as a phone does: a picture of w times h pixels with a red upper left
// quarter, an EXIF orientation (1–8), a place, a camera's name, XMP and a comment.
func Photo(t testing.TB, w, h, turn int) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, Quartered(w, h), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	var marks []byte
	mark := func(kind byte, body string) {
		marks = append(marks, 0xFF, kind)
		marks = binary.BigEndian.AppendUint16(marks, uint16(len(body)+2))
		marks = append(marks, body...)
	}
	mark(0xE1, "Exif\x00\x00"+string(exif(turn)))
	mark(0xE1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>CanaryPlace 55.6761 12.5683</x:xmpmeta>")
	mark(0xFE, "CanaryComment")
	plain := buf.Bytes()
	return append(append(append([]byte{}, plain[:2]...), marks...), plain[2:]...)
}

// Quartered is a picture whose upper left quarter is red, upper right green, lower left
// blue and lower right white.
func Quartered(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case x < w/2 && y < h/2:
				c = color.RGBA{220, 0, 0, 255}
			case y < h/2:
				c = color.RGBA{0, 180, 0, 255}
			case x < w/2:
				c = color.RGBA{0, 0, 220, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// exif is a TIFF directory with the camera, the time, the orientation and the place.
func exif(turn int) []byte {
	type entry struct {
		tag, kind uint16
		count     uint32
		value     [4]byte
	}
	order := binary.BigEndian
	long := func(v uint32) (b [4]byte) { order.PutUint32(b[:], v); return b }
	const head, each = 8, 12
	texts := head + 2 + 4*each + 4
	gps := texts + len("CanaryCam\x00") + len("2026:11:20 08:15:00\x00")
	entries := []entry{
		{0x010F, 2, 10, long(uint32(texts))},
		{0x0112, 3, 1, [4]byte{0, byte(turn)}},
		{0x0132, 2, 20, long(uint32(texts + 10))},
		{0x8825, 4, 1, long(uint32(gps))},
	}
	b := []byte("MM\x00*\x00\x00\x00\x08")
	write := func(list []entry) {
		b = order.AppendUint16(b, uint16(len(list)))
		for _, e := range list {
			b = order.AppendUint16(b, e.tag)
			b = order.AppendUint16(b, e.kind)
			b = order.AppendUint32(b, e.count)
			b = append(b, e.value[:]...)
		}
		b = order.AppendUint32(b, 0)
	}
	write(entries)
	b = append(b, "CanaryCam\x002026:11:20 08:15:00\x00"...)
	write([]entry{{0x0001, 2, 2, [4]byte{'N'}}, {0x0003, 2, 2, [4]byte{'E'}}})
	return b
}
