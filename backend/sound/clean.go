package sound

import (
	"time"

	"tavlen/backend/domain"
)

const (
	// MaxLength is how long a recording may be.
	MaxLength = 5 * time.Minute
	// slack is what a recorder that stops after five minutes may be late.
	slack = time.Second
	// maxPackets is more than fit in MaxLength: Opus' shortest last 2.5 ms.
	maxPackets = 125_000
	// maxPacket is more than any packet of sound takes: 48 frames of Opus (RFC 6716 §3.2.5).
	maxPacket = 64 << 10
)

var (
	errType   = &domain.Error{Code: domain.CodeSoundType, Detail: "Det er ikke en optagelse, vi kan bruge. Optag den igen her på siden."}
	errLong   = &domain.Error{Code: domain.CodeSoundLong, Detail: "Optagelsen er for lang. Den må højst vare fem minutter."}
	errBroken = &domain.Error{Code: domain.CodeSoundBroken, Detail: "Optagelsen er gået i stykker på vejen. Optag den igen."}
)

// Clean is a recording that may be kept.
type Clean struct {
	Body []byte
	// Type is audio/webm (Opus) or audio/mp4 (AAC).
	Type   string
	Length time.Duration
}

// recording is what sounds: packets of one codec, in their order. They are parts of what
// was sent.
type recording struct {
	codec    string // opus or aac
	channels int
	rate     int // of AAC, samples a second
	skip     int // Opus' pre-skip in samples of 48 kHz
	packets  [][]byte
	length   time.Duration
	bytes    int
}

// Make makes a recording of the sender's bytes. Its errors are *domain.Error in words for
// the sender.
func Make(data []byte) (Clean, error) {
	var r recording
	var err error
	switch sniff(data) {
	case "webm":
		err = r.readWebM(data)
	case "ogg":
		err = r.readOgg(data)
	case "mp4":
		err = r.readMP4(data)
	default:
		return Clean{}, errType
	}
	switch {
	case err != nil:
		return Clean{}, err
	case len(r.packets) == 0:
		return Clean{}, errBroken
	case r.codec == "aac":
		return Clean{r.writeMP4(), "audio/mp4", r.length}, nil
	}
	return Clean{r.writeWebM(), "audio/webm", r.length}, nil
}

// sniff tells a container by content; what the sender calls it does not matter.
func sniff(data []byte) string {
	has := func(at int, s string) bool { return len(data) >= at+len(s) && string(data[at:at+len(s)]) == s }
	switch {
	case has(0, "\x1A\x45\xDF\xA3"):
		return "webm"
	case has(0, "OggS"):
		return "ogg"
	case has(4, "ftyp"):
		return "mp4"
	}
	return ""
}

// add takes one packet, and refuses what sounds longer than it may or names the same bytes
// again and again: all packets together are never more than was sent.
func (r *recording) add(p []byte, sent int) error {
	if len(p) == 0 || len(p) > maxPacket || len(r.packets) >= maxPackets {
		return errBroken
	}
	lasts := time.Duration(0)
	if r.codec == "aac" {
		p, lasts = unsigned(p), aacFrame*time.Second/time.Duration(r.rate)
	} else if lasts = opusLength(p); lasts == 0 {
		return errBroken
	}
	r.length += lasts
	r.bytes += len(p)
	switch {
	case r.length > MaxLength+slack:
		return errLong
	case r.bytes > sent:
		return errBroken
	}
	r.packets = append(r.packets, p)
	return nil
}

// opusLength reads how long a packet of Opus sounds (RFC 6716 §3.1); 0 is none at all.
func opusLength(p []byte) time.Duration {
	config := p[0] >> 3
	var frame time.Duration // in tenths of a millisecond
	switch {
	case config < 12:
		frame = [...]time.Duration{100, 200, 400, 600}[config%4]
	case config < 16:
		frame = [...]time.Duration{100, 200}[config%2]
	default:
		frame = [...]time.Duration{25, 50, 100, 200}[config%4]
	}
	n := time.Duration(2)
	switch p[0] & 3 {
	case 0:
		n = 1
	case 3:
		if len(p) < 2 {
			return 0
		}
		n = time.Duration(p[1] & 0x3F)
	}
	if frame*n > 1200 {
		return 0 // longer than any packet may be
	}
	return frame * n * time.Millisecond / 10
}

// opusHead reads what a file says of its Opus before the sound (RFC 7845 §5.1).
func (r *recording) opusHead(h []byte) error {
	if len(h) < 19 || string(h[:8]) != "OpusHead" || h[8] > 15 {
		return errBroken
	}
	// Family 0 is one or two channels; recorders of phones make no other.
	return r.opus(int(h[9]), int(h[10])|int(h[11])<<8, h[18])
}

func (r *recording) opus(channels, skip int, family byte) error {
	if r.codec != "" || channels < 1 || channels > 2 || family != 0 {
		return errType
	}
	// A second of silence to be skipped is more than any encoder needs.
	r.codec, r.channels, r.skip = "opus", channels, min(skip, 48000)
	return nil
}

// head writes Opus' own head anew: no gain, and the rate that it always has.
func (r *recording) head() []byte {
	return append([]byte("OpusHead\x01"), byte(r.channels), byte(r.skip), byte(r.skip>>8), 0x80, 0xBB, 0, 0, 0, 0, 0)
}
