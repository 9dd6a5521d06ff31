package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/picture"
	"tavlen/backend/testkit"
)

// look decodes a clean picture and names the colours of its quarters, row by row.
func look(t *testing.T, c picture.Clean) string {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(c.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	b := m.Bounds()
	if b.Dx() != c.Width || b.Dy() != c.Height {
		t.Errorf("says %d×%d and is %v", c.Width, c.Height, b)
	}
	var out []byte
	for _, at := range [][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, bl, _ := m.At(b.Dx()*at[0]/4, b.Dy()*at[1]/4).RGBA()
		switch {
		case r > 0xC000 && g > 0xC000 && bl > 0xC000:
			out = append(out, 'w')
		case r > g && r > bl:
			out = append(out, 'r')
		case g > bl:
			out = append(out, 'g')
		default:
			out = append(out, 'b')
		}
	}
	return string(out)
}

func clean(t *testing.T, data []byte) picture.Clean {
	t.Helper()
	c, err := picture.NewCleaner().Clean(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What the camera wrote of the place and of itself is gone, and the picture stands upright
// in each of the eight ways a phone can be held.
func TestAPhotoIsUprightAndTellsNothing(t *testing.T) {
	for turn, want := range map[int]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb", 9: "rgbw"} {
		sent := testkit.Photo(t, 80, 40, turn)
		for _, canary := range testkit.Canaries {
			if !bytes.Contains(sent, []byte(canary)) {
				t.Fatalf("the photo does not hold %q", canary)
			}
		}
		c := clean(t, sent)
		if got := look(t, c); got != want {
			t.Errorf("turn %d: %s, want %s", turn, got, want)
		}
		if wide := c.Width > c.Height; wide != (turn < 5 || turn > 8) {
			t.Errorf("turn %d: %d×%d", turn, c.Width, c.Height)
		}
		for _, canary := range testkit.Canaries {
			if bytes.Contains(c.JPEG, []byte(canary)) {
				t.Errorf("turn %d: %q is still there", turn, canary)
			}
		}
		// Not one application segment or comment, whatever it may hold.
		for mark := 0xE0; mark <= 0xFE; mark++ {
			if mark <= 0xEF || mark == 0xFE {
				if bytes.Contains(c.JPEG, []byte{0xFF, byte(mark)}) {
					t.Errorf("turn %d: a segment %x", turn, mark)
				}
			}
		}
	}
}

// pngWith adds a chunk to a PNG before its pictures.
func pngWith(t *testing.T, m image.Image, name string, body []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 25
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, name...), body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return slices.Concat(buf.Bytes()[:head], c, buf.Bytes()[head:])
}

// webp is a small picture as a browser writes it: all red.
func webp(t *testing.T) []byte {
	t.Helper()
	doc, err := os.ReadFile("testdata/red.webp")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAllThreeFormatsAreTakenWhateverTheyAreCalled(t *testing.T) {
	exif := testkit.Photo(t, 8, 8, 6)
	tiff := exif[bytes.Index(exif, []byte("MM\x00*")):][:200]
	turned := pngWith(t, testkit.Quartered(80, 40), "eXIf", tiff)
	if got := look(t, clean(t, turned)); got != "brwg" {
		t.Errorf("a PNG with an orientation: %s", got)
	}
	wide := image.NewNRGBA64(image.Rect(0, 0, 40, 20)) // deep and empty: white paper shows
	if got := look(t, clean(t, pngWith(t, wide, "tEXt", []byte("Comment\x00CanaryPlace")))); got != "wwww" {
		t.Errorf("a clear PNG: %s", got)
	}
	if got := look(t, clean(t, webp(t))); got != "rrrr" {
		t.Errorf("a WebP: %s", got)
	}
	grey := image.NewGray(image.Rect(0, 0, 30, 30))
	if got := clean(t, pngWith(t, grey, "tIME", make([]byte, 7))); got.Width != 30 {
		t.Errorf("a grey PNG: %d wide", got.Width)
	}
}

// A picture is no larger than a screen needs, and a ribbon stays one.
func TestALargePictureIsMadeSmaller(t *testing.T) {
	for _, tc := range [][4]int{{2400, 1800, 2048, 1536}, {1800, 2400, 1536, 2048}, {9000, 2, 2048, 1}, {1, 1, 1, 1}} {
		var buf bytes.Buffer
		if err := png.Encode(&buf, testkit.Quartered(tc[0], tc[1])); err != nil {
			t.Fatal(err)
		}
		c := clean(t, buf.Bytes())
		if c.Width != tc[2] || c.Height != tc[3] {
			t.Errorf("%d×%d became %d×%d", tc[0], tc[1], c.Width, c.Height)
		}
		if tc[1] > 1000 {
			if got := look(t, c); got != "rgbw" {
				t.Errorf("%d×%d: %s", tc[0], tc[1], got)
			}
		}
	}
}

// bombPNG announces a size and holds nothing of it.
func bombPNG(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	ihdr := []byte("IHDR")
	ihdr = binary.BigEndian.AppendUint32(ihdr, w)
	ihdr = binary.BigEndian.AppendUint32(ihdr, h)
	ihdr = append(ihdr, 8, 2, 0, 0, 0)
	b = append(b, ihdr...)
	return append(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(ihdr)), make([]byte, 100)...)
}

func bombJPEG(t *testing.T, w, h uint16) []byte {
	b := bytes.Clone(testkit.Photo(t, 16, 16, 1))
	i := bytes.Index(b, []byte{0xFF, 0xC0})
	binary.BigEndian.PutUint16(b[i+5:], h)
	binary.BigEndian.PutUint16(b[i+7:], w)
	return b
}

// scans repeats a JPEG's one scan: small to send, long to decode.
func scans(t *testing.T, n int) []byte {
	b := testkit.Photo(t, 16, 16, 1)
	i := bytes.Index(b, []byte{0xFF, 0xDA})
	return slices.Concat(b[:i], bytes.Repeat(b[i:len(b)-2], n), b[len(b)-2:])
}

func TestWhatIsNoPictureIsRefusedPlainly(t *testing.T) {
	var anim bytes.Buffer
	if err := gif.Encode(&anim, testkit.Quartered(4, 4), nil); err != nil {
		t.Fatal(err)
	}
	photo := testkit.Photo(t, 64, 64, 1)
	for name, tc := range map[string]struct {
		data []byte
		code domain.Code
	}{
		"nothing":                    {nil, domain.CodePictureType},
		"words":                      {[]byte("hej"), domain.CodePictureType},
		"a GIF":                      {anim.Bytes(), domain.CodePictureType},
		"an SVG":                     {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), domain.CodePictureType},
		"a PDF":                      {[]byte("%PDF-1.7"), domain.CodePictureType},
		"a HEIC":                     {append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 64)...), domain.CodePictureType},
		"a page that says it is one": {[]byte("\xFF\xD8\xFF<html>"), domain.CodePictureBroken},
		"half a photo":               {photo[:len(photo)/2], domain.CodePictureBroken},
		"a photo's head":             {photo[:20], domain.CodePictureBroken},
		"a PNG's head":               {[]byte("\x89PNG\r\n\x1a\n"), domain.CodePictureType},
		"a wide bomb":                {bombPNG(50_000, 50_000), domain.CodePicturePixels},
		"a bomb beyond numbers":      {bombPNG(1<<31-1, 1<<31-1), domain.CodePictureBroken},
		"a PNG of no size":           {bombPNG(0, 10), domain.CodePictureBroken},
		"one pixel row too many":     {bombPNG(5000, 5001), domain.CodePicturePixels},
		"a bomb without content":     {bombPNG(5000, 5000), domain.CodePictureBroken},
		"a JPEG bomb":                {bombJPEG(t, 65535, 65535), domain.CodePicturePixels},
		"a thousand scans":           {scans(t, 1000), domain.CodePicturePixels},
		"a WebP's head":              {[]byte("RIFF\x00\x00\x00\x00WEBPVP8X"), domain.CodePictureBroken},
	} {
		_, err := picture.NewCleaner().Clean(t.Context(), tc.data)
		var known *domain.Error
		if !errors.As(err, &known) || known.Code != tc.code || known.Detail == "" {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
	}
}

// HEIC is what iPhones keep: its refusal names it, so that one knows what to do.
func TestHEICIsNamed(t *testing.T) {
	for _, brand := range []string{"heic", "mif1", "avif"} {
		if _, err := picture.NewCleaner().Clean(t.Context(), []byte("\x00\x00\x00\x18ftyp"+brand+"\x00\x00\x00\x00")); !errors.Is(err, picture.ErrHEIC) || !bytes.Contains([]byte(err.Error()), []byte("HEIC")) {
			t.Errorf("%s: %v", brand, err)
		}
	}
}

// Two at a time are decoded and the rest wait; who waits too long is told to try again.
func TestOnlySoManyAreDecodedAtATime(t *testing.T) {
	c, photo := picture.Impatient(), testkit.Photo(t, 10, 10, 1)
	var release func()
	for range 2 {
		var err error
		if release, err = c.Take(t.Context(), 10, 10, false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Clean(t.Context(), photo); !errors.Is(err, domain.ErrBusy) {
		t.Errorf("a third: %v", err)
	}
	release()
	if _, err := c.Clean(t.Context(), photo); err != nil {
		t.Errorf("when there is room: %v", err)
	}
	// The largest is alone.
	release()
	if _, err := c.Take(t.Context(), 5000, 5000, true); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clean(t.Context(), photo); !errors.Is(err, domain.ErrBusy) {
		t.Errorf("beside the largest: %v", err)
	}
}

// Whatever bytes come, there is an answer and no panic.
func FuzzClean(f *testing.F) {
	f.Add(testkit.Photo(f, 16, 16, 6))
	f.Add(bombPNG(10, 10))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00"))
	c := picture.NewCleaner()
	f.Fuzz(func(t *testing.T, data []byte) {
		if n := picture.Pixels(data); n == 0 || n > 1<<20 {
			return
		}
		if out, err := c.Clean(t.Context(), data); err == nil && (out.Width < 1 || out.Height < 1) {
			t.Error("a picture without size")
		}
	})
}
