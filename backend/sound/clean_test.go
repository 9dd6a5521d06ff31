package sound_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/sound"
)

// canaries are what the files in testdata say of their maker: where, when and with what.
var canaries = []string{"Canary", "55.6761", "2026-11-20", "Lavf", "Lavc", "Sound Handler", "udta", "meta", "loci", "ilst", "OpusTags", "keys"}

func samples(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if out[filepath.Base(f)], err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func code(err error) domain.Code {
	var e *domain.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Every container that recorders make is taken by its content, measured by its sound, and
// says afterwards nothing but the sound; what comes out is what goes in, once more.
func TestRecordings(t *testing.T) {
	for name, data := range samples(t) {
		said := 0
		for _, canary := range canaries {
			if bytes.Contains(data, []byte(canary)) {
				said++
			}
		}
		if said < 2 {
			t.Errorf("%s says nothing that could vanish", name)
		}
		c, err := sound.Make(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := map[bool]string{true: "audio/mp4", false: "audio/webm"}[strings.HasPrefix(name, "aac")]; c.Type != want {
			t.Errorf("%s is %s", name, c.Type)
		}
		if d := c.Length - 2500*time.Millisecond; d < 0 || d > 60*time.Millisecond {
			t.Errorf("%s lasts %v", name, c.Length)
		}
		for _, canary := range canaries {
			if bytes.Contains(c.Body, []byte(canary)) {
				t.Errorf("%s still says %q", name, canary)
			}
		}
		again, err := sound.Make(c.Body)
		if err != nil || !bytes.Equal(again.Body, c.Body) || again.Length != c.Length {
			t.Errorf("%s made again: %v, %d and %d bytes", name, err, len(c.Body), len(again.Body))
		}
		if dir := os.Getenv("TAVLEN_SOUNDS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name), c.Body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What lies about its kind is refused by what it is.
func TestNoRecordings(t *testing.T) {
	s := samples(t)
	for name, tc := range map[string]struct {
		data []byte
		code domain.Code
	}{
		"nothing":              {nil, domain.CodeSoundType},
		"words":                {[]byte("hej hej hej hej"), domain.CodeSoundType},
		"a photo":              {[]byte("\xFF\xD8\xFF\xE0 and so on"), domain.CodeSoundType},
		"a page":               {[]byte("<!doctype html><script>alert(1)</script>"), domain.CodeSoundType},
		"a wave file":          {[]byte("RIFF\x00\x00\x00\x00WAVEfmt "), domain.CodeSoundType},
		"the head of a webm":   {s["opus.webm"][:60], domain.CodeSoundBroken},
		"the head of an ogg":   {s["opus.ogg"][:40], domain.CodeSoundBroken},
		"half an mp4":          {s["aac.m4a"][:len(s["aac.m4a"])/2], domain.CodeSoundBroken},
		"a film":               {bytes.Replace(bytes.Clone(s["aac.m4a"]), []byte("soun"), []byte("vide"), 1), domain.CodeSoundType},
		"another codec":        {bytes.Replace(bytes.Clone(s["opus.webm"]), []byte("A_OPUS"), []byte("A_FLAC"), 1), domain.CodeSoundType},
		"matroska":             {bytes.Replace(bytes.Clone(s["opus.webm"]), []byte("webm"), []byte("mkvx"), 1), domain.CodeSoundType},
		"mp4 of another codec": {bytes.Replace(bytes.Clone(s["aac.m4a"]), []byte("mp4a"), []byte("enca"), 1), domain.CodeSoundType},
	} {
		if c, err := sound.Make(tc.data); code(err) != tc.code {
			t.Errorf("%s: %v, %d bytes of %s", name, err, len(c.Body), c.Type)
		}
	}
}

// A header that says "endless", or "a second", changes nothing: what counts is what sounds.
func TestTheHeaderSaysAnythingOfTheLength(t *testing.T) {
	s := samples(t)
	for _, says := range []uint32{0, 1, 0xFFFFFFFF} {
		m4a := bytes.Clone(s["aac.m4a"])
		at := bytes.Index(m4a, []byte("mvhd"))
		binary.BigEndian.PutUint32(m4a[at+20:], says)
		if c, err := sound.Make(m4a); err != nil || c.Length < 2500*time.Millisecond || c.Length > 2600*time.Millisecond {
			t.Errorf("mvhd says %d: %v, %v", says, c.Length, err)
		}
	}
	webm := bytes.Clone(s["opus.webm"])
	at := bytes.Index(webm, []byte{0x44, 0x89, 0x88})
	copy(webm[at+3:], "\x7F\xF0\x00\x00\x00\x00\x00\x00") // infinite
	if c, err := sound.Make(webm); err != nil || c.Length > 2600*time.Millisecond {
		t.Errorf("an endless WebM: %v, %v", c.Length, err)
	}
}

// ogg makes an Ogg file of packets, one a page.
func ogg(packets ...[]byte) []byte {
	var out []byte
	for i, p := range append([][]byte{[]byte("OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"), []byte("OpusTags")}, packets...) {
		page := append([]byte("OggS\x00\x00"), make([]byte, 20)...)
		binary.LittleEndian.PutUint32(page[18:], uint32(i))
		page = append(page, byte(len(p)/255+1))
		for range len(p) / 255 {
			page = append(page, 255)
		}
		out = append(append(append(out, page...), byte(len(p)%255)), p...)
	}
	return out
}

// Five minutes are taken and not a second more, however little room they take.
func TestFiveMinutes(t *testing.T) {
	quiet := []byte{0x08} // 20 ms in one byte
	minutes := func(n int) [][]byte {
		out := make([][]byte, n*50*60)
		for i := range out {
			out[i] = quiet
		}
		return out
	}
	if c, err := sound.Make(ogg(minutes(5)...)); err != nil || c.Length != 5*time.Minute {
		t.Errorf("five minutes: %v %v", c.Length, err)
	}
	if _, err := sound.Make(ogg(minutes(6)...)); code(err) != domain.CodeSoundLong {
		t.Errorf("six minutes: %v", err)
	}
	if _, err := sound.Make(ogg([]byte{0x0B, 63})); code(err) != domain.CodeSoundBroken {
		t.Error("a packet of more than a second")
	}
	long := bytes.Repeat([]byte{0x08, 1, 2, 3, 4}, 200) // over four lacings
	if c, err := sound.Make(ogg(long, quiet)); err != nil || c.Length != 40*time.Millisecond || !bytes.Contains(c.Body, long) {
		t.Errorf("a long packet: %v %v", c.Length, err)
	}
	// A recording that broke off is kept as far as it is whole.
	whole := ogg(minutes(1)...)
	if c, err := sound.Make(whole[:len(whole)-1]); err != nil || c.Length != time.Minute-20*time.Millisecond {
		t.Errorf("broken off: %v %v", c.Length, err)
	}
	webm := samples(t)["opus.webm"]
	if c, err := sound.Make(webm[:len(webm)-1200]); err != nil || c.Length < time.Second || c.Length > 2400*time.Millisecond {
		t.Errorf("a WebM that broke off: %v %v", c.Length, err)
	}
}

// A file whose tables name the same bytes again and again does not grow.
func TestABomb(t *testing.T) {
	m4a := bytes.Clone(samples(t)["aac.m4a"])
	at := bytes.Index(m4a, []byte("stsz"))
	binary.BigEndian.PutUint32(m4a[at+8:], 6000) // every packet is all there is
	if c, err := sound.Make(m4a); err == nil && len(c.Body) > len(m4a)+1000 {
		t.Errorf("%d bytes became %d", len(m4a), len(c.Body))
	}
	binary.BigEndian.PutUint32(m4a[at+12:], 0xFFFFFFFF)
	if _, err := sound.Make(m4a); code(err) != domain.CodeSoundBroken {
		t.Errorf("four milliard packets: %v", err)
	}
	deep := append([]byte("\x1A\x45\xDF\xA3\x87\x42\x82\x84webm"), bytes.Repeat([]byte{0x1F, 0x43, 0xB6, 0x75, 0xFF}, 2<<20)...)
	if _, err := sound.Make(deep); code(err) != domain.CodeSoundBroken {
		t.Errorf("clusters in clusters: %v", err)
	}
}

func FuzzMake(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	f.Add(ogg([]byte{0x08}))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := sound.Make(data)
		if err != nil {
			if code(err) == "" {
				t.Errorf("an error without words: %v", err)
			}
			return
		}
		// Each packet takes some 16 bytes beside itself, and no packet is there twice.
		if c.Length <= 0 || c.Length > sound.MaxLength+time.Second || len(c.Body) > 40*len(data)+2000 {
			t.Errorf("%v in %d bytes of %d", c.Length, len(c.Body), len(data))
		}
		again, err := sound.Make(c.Body)
		if err != nil || !bytes.Equal(again.Body, c.Body) {
			t.Errorf("what was made is not made again: %v", err)
		}
	})
}
