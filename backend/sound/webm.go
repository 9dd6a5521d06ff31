package sound

import (
	"encoding/binary"
	"math"
	"time"
)

// The elements of WebM that matter here (RFC 8794, RFC 9559 §5); all others are stepped over.
const (
	ebmlHead      = 0x1A45DFA3
	ebmlVersion   = 0x4286
	ebmlRead      = 0x42F7
	ebmlMaxID     = 0x42F2
	ebmlMaxSize   = 0x42F3
	ebmlDocType   = 0x4282
	ebmlDocVer    = 0x4287
	ebmlDocRead   = 0x4285
	mkvSegment    = 0x18538067
	mkvInfo       = 0x1549A966
	mkvScale      = 0x2AD7B1
	mkvDuration   = 0x4489
	mkvMuxer      = 0x4D80
	mkvWriter     = 0x5741
	mkvTracks     = 0x1654AE6B
	mkvTrack      = 0xAE
	mkvNumber     = 0xD7
	mkvUID        = 0x73C5
	mkvType       = 0x83
	mkvCodec      = 0x86
	mkvPrivate    = 0x63A2
	mkvDelay      = 0x56AA
	mkvPreRoll    = 0x56BB
	mkvEncodings  = 0x6D80
	mkvAudio      = 0xE1
	mkvRate       = 0xB5
	mkvChannels   = 0x9F
	mkvCluster    = 0x1F43B675
	mkvTime       = 0xE7
	mkvGroup      = 0xA0
	mkvBlock      = 0xA1
	mkvSimple     = 0xA3
	mkvCues       = 0x1C53BB6B
	mkvCue        = 0xBB
	mkvCueTime    = 0xB3
	mkvCuePlace   = 0xB7
	mkvCueTrack   = 0xF7
	mkvCueCluster = 0xF1
	audioTrack    = 2
	unknownSize   = -1
)

// element reads the head of one element: what it is, how many bytes its head takes and how
// many its body, which may be unknownSize. head 0 says that there is none.
func element(data []byte) (id uint32, head int, size int64) {
	if len(data) < 2 {
		return 0, 0, 0
	}
	n := 1
	for mask := byte(0x80); n <= 4 && data[0]&mask == 0; mask >>= 1 {
		n++
	}
	if n > 4 || len(data) <= n {
		return 0, 0, 0
	}
	for _, b := range data[:n] {
		id = id<<8 | uint32(b)
	}
	size, m := vint(data[n:])
	if m == 0 {
		return 0, 0, 0
	}
	return id, n + m, size
}

// vint reads a number of variable length; width 0 says that there is none.
func vint(data []byte) (v int64, width int) {
	if len(data) == 0 {
		return 0, 0
	}
	width = 1
	for mask := byte(0x80); width <= 8 && data[0]&mask == 0; mask >>= 1 {
		width++
	}
	if width > 8 || len(data) < width {
		return 0, 0
	}
	v = int64(data[0] & (0xFF >> width))
	for _, b := range data[1:width] {
		v = v<<8 | int64(b)
	}
	if v == 1<<(7*width)-1 {
		return unknownSize, width
	}
	return v, width
}

// readWebM takes the packets of the one track of Opus in a WebM file. Segment and clusters
// are entered whatever they say their size is: what a browser records as it goes has none. A
// recording that broke off in the middle is kept as far as it is whole.
func (r *recording) readWebM(data []byte) error {
	for at := 0; at < len(data); {
		id, head, size := element(data[at:])
		if head == 0 {
			break
		}
		at += head
		switch id {
		case mkvSegment, mkvCluster, mkvGroup:
			continue // what lies in it comes next
		}
		if size == unknownSize {
			return errBroken
		}
		if size > int64(len(data)-at) {
			break
		}
		body := data[at : at+int(size)]
		at += int(size)
		var err error
		switch id {
		case ebmlHead:
			if string(child(body, ebmlDocType)) != "webm" {
				return errType
			}
		case mkvTracks:
			err = r.tracks(body)
		case mkvSimple, mkvBlock:
			err = r.block(body, len(data))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// child finds the first element of a kind within a body.
func child(body []byte, want uint32) []byte {
	for len(body) > 0 {
		id, head, size := element(body)
		if head == 0 || size < 0 || size > int64(len(body)-head) {
			return nil
		}
		if id == want {
			return body[head : head+int(size)]
		}
		body = body[head+int(size):]
	}
	return nil
}

// tracks wants exactly one, of Opus, as it is.
func (r *recording) tracks(body []byte) error {
	track := child(body, mkvTrack)
	_, head, size := element(body)
	kind, codec := child(track, mkvType), child(track, mkvCodec)
	switch {
	case track == nil:
		return errBroken
	case len(kind) != 1 || kind[0] != audioTrack || string(codec) != "A_OPUS" || child(track, mkvEncodings) != nil:
		return errType
	case child(body[head+int(size):], mkvTrack) != nil:
		return errType // a film, or two voices at once
	}
	return r.opusHead(child(track, mkvPrivate))
}

func (r *recording) block(body []byte, sent int) error {
	_, n := vint(body)
	if r.codec == "" || n == 0 || len(body) < n+3 || body[n+2]&0x06 != 0 { // laced: recorders do not
		return errBroken
	}
	return r.add(body[n+3:], sent)
}

// ebml writes one element.
func ebml(id uint32, body ...[]byte) []byte {
	size := 0
	for _, b := range body {
		size += len(b)
	}
	out := number(uint64(id))
	out = append(out, width(size)...)
	for _, b := range body {
		out = append(out, b...)
	}
	return out
}

// width writes a size with no more bytes than it needs; all ones would be unknownSize.
func width(size int) []byte {
	n := 1
	for size >= 1<<(7*n)-1 {
		n++
	}
	return number(1<<(7*n) | uint64(size)) //nolint:gosec // a length
}

// number writes a number with no more bytes than it needs.
func number(v uint64) []byte {
	raw := binary.BigEndian.AppendUint64(nil, v)
	for len(raw) > 1 && raw[0] == 0 {
		raw = raw[1:]
	}
	return raw
}

func float(v float64) []byte { return binary.BigEndian.AppendUint64(nil, math.Float64bits(v)) }

// clusterLength is how much sound lies in one cluster; a player can begin at each.
const clusterLength = 5 * time.Second

// writeWebM puts packets of Opus in a file that tells its length and can be sought in.
func (r *recording) writeWebM() []byte {
	// Its first sound is what Opus wants skipped.
	delay := time.Duration(r.skip) * time.Second / 48000
	info := ebml(mkvInfo, ebml(mkvScale, number(uint64(time.Millisecond))), ebml(mkvDuration, float(float64(r.length)/float64(time.Millisecond))),
		ebml(mkvMuxer, []byte("Tavlen")), ebml(mkvWriter, []byte("Tavlen")))
	tracks := ebml(mkvTracks, ebml(mkvTrack, ebml(mkvNumber, number(1)), ebml(mkvUID, number(1)), ebml(mkvType, number(audioTrack)),
		ebml(mkvCodec, []byte("A_OPUS")), ebml(mkvPrivate, r.head()), ebml(mkvDelay, number(uint64(delay))), ebml(mkvPreRoll, number(uint64(80*time.Millisecond))),
		ebml(mkvAudio, ebml(mkvRate, float(48000)), ebml(mkvChannels, number(uint64(r.channels))))))
	segment := append(info, tracks...)
	var cues []byte
	for i, at := 0, time.Duration(0); i < len(r.packets); {
		begins := at
		cluster := ebml(mkvTime, number(uint64(begins/time.Millisecond)))
		for ; i < len(r.packets) && at < begins+clusterLength; i++ {
			since := at/time.Millisecond - begins/time.Millisecond
			block := append([]byte{0x81, byte(since >> 8), byte(since), 0x80}, r.packets[i]...)
			cluster = append(cluster, ebml(mkvSimple, block)...)
			at += opusLength(r.packets[i])
		}
		cues = append(cues, ebml(mkvCue, ebml(mkvCueTime, number(uint64(begins/time.Millisecond))),
			ebml(mkvCuePlace, ebml(mkvCueTrack, number(1)), ebml(mkvCueCluster, number(uint64(len(segment))))))...)
		segment = append(segment, ebml(mkvCluster, cluster)...)
	}
	segment = append(segment, ebml(mkvCues, cues)...)
	head := ebml(ebmlHead, ebml(ebmlVersion, number(1)), ebml(ebmlRead, number(1)), ebml(ebmlMaxID, number(4)), ebml(ebmlMaxSize, number(8)),
		ebml(ebmlDocType, []byte("webm")), ebml(ebmlDocVer, number(4)), ebml(ebmlDocRead, number(2)))
	return append(head, ebml(mkvSegment, segment)...)
}
