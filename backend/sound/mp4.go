package sound

import (
	"encoding/binary"
)

// aacFrame is how many samples a packet of AAC is.
const aacFrame = 1024

// aacRates are the sample rates by their index (ISO/IEC 14496-3 §1.6.3.4).
var aacRates = [...]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}

// box is one box of an MP4 file (ISO/IEC 14496-12 §4.2): its kind, its body, and where in
// the file it begins.
type box struct {
	kind string
	body []byte
	at   int
}

// boxes walks the boxes that lie side by side in a part of the file, which begins at a
// place of it. One that does not fit ends it with false.
func boxes(part []byte, at int, visit func(box) error) error {
	for len(part) > 0 {
		if len(part) < 8 {
			return errBroken
		}
		head, size := 8, uint64(binary.BigEndian.Uint32(part))
		switch {
		case size == 0:
			size = uint64(len(part))
		case size == 1:
			if len(part) < 16 {
				return errBroken
			}
			head, size = 16, binary.BigEndian.Uint64(part[8:])
		}
		if size < uint64(head) || size > uint64(len(part)) {
			return errBroken
		}
		if err := visit(box{string(part[4:8]), part[head:size], at}); err != nil {
			return err
		}
		part, at = part[size:], at+int(size) //nolint:gosec // no longer than the part
	}
	return nil
}

// inside finds the body of the first box at the end of a path of kinds, nil when there is none.
func inside(part []byte, path ...string) []byte {
	for _, kind := range path {
		var found []byte
		if boxes(part, 0, func(b box) error {
			if found == nil && b.kind == kind {
				found = b.body
			}
			return nil
		}) != nil || found == nil {
			return nil
		}
		part = found
	}
	return part
}

// fields reads the numbers of a box one after the other; beyond its end it reads zero and
// says so.
type fields struct {
	body  []byte
	short bool
}

func (f *fields) take(n int) []byte {
	if len(f.body) < n {
		f.short = true
		return make([]byte, n)
	}
	b := f.body[:n]
	f.body = f.body[n:]
	return b
}

func (f *fields) u32() uint32 { return binary.BigEndian.Uint32(f.take(4)) }

// track is what is known of the one track of sound.
type track struct {
	id, defaultSize uint32
	stbl            []byte
}

// readMP4 takes the packets of the one track of sound in an MP4 file, whole or in fragments.
func (r *recording) readMP4(data []byte) error {
	var t *track
	return boxes(data, 0, func(b box) (err error) {
		switch b.kind {
		case "moov":
			if t != nil {
				return errBroken
			}
			if t, err = r.movie(b.body); err != nil {
				return err
			}
			return r.samples(t.stbl, data)
		case "moof":
			if t == nil {
				return errBroken
			}
			return r.fragment(t, b, data)
		}
		return nil
	})
}

// movie finds the track of sound. Films are none of ours; tracks of other things (where
// somebody was, for each second) stay behind.
func (r *recording) movie(moov []byte) (*track, error) {
	var t *track
	err := boxes(moov, 0, func(b box) error {
		if b.kind != "trak" {
			return nil
		}
		hdlr := fields{body: inside(b.body, "mdia", "hdlr")}
		hdlr.take(8)
		switch kind := string(hdlr.take(4)); {
		case hdlr.short:
			return errBroken
		case kind == "vide" || kind == "soun" && t != nil:
			return errType
		case kind != "soun":
			return nil
		}
		tkhd := fields{body: inside(b.body, "tkhd")}
		if version := tkhd.take(4)[0]; version == 1 {
			tkhd.take(16)
		} else {
			tkhd.take(8)
		}
		t = &track{id: tkhd.u32(), stbl: inside(b.body, "mdia", "minf", "stbl")}
		if tkhd.short || t.stbl == nil {
			return errBroken
		}
		return r.description(inside(t.stbl, "stsd"))
	})
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, errType
	}
	return t, boxes(inside(moov, "mvex"), 0, func(b box) error {
		if trex := (fields{body: b.body}); b.kind == "trex" {
			trex.take(4)
			if id := trex.u32(); id == t.id {
				trex.take(8)
				t.defaultSize = trex.u32()
			}
		}
		return nil
	})
}

// description reads which codec it is: exactly one, of sound that lies open.
func (r *recording) description(stsd []byte) error {
	head := fields{body: stsd}
	head.take(4)
	if head.u32() != 1 || head.short {
		return errBroken
	}
	return boxes(head.body, 0, func(b box) error {
		entry := fields{body: b.body}
		entry.take(8)
		version := binary.BigEndian.Uint16(entry.take(2))
		entry.take(18)
		if version == 1 {
			entry.take(16) // QuickTime's
		}
		if entry.short || version > 1 {
			return errBroken
		}
		switch b.kind {
		case "mp4a":
			esds := inside(entry.body, "esds")
			if len(esds) < 4 {
				return errBroken
			}
			return r.aac(decoderInfo(esds[4:]))
		case "Opus":
			dops := fields{body: inside(entry.body, "dOps")}
			dops.take(1)
			channels, skip := dops.take(1)[0], binary.BigEndian.Uint16(dops.take(2))
			dops.take(6)
			if family := dops.take(1)[0]; !dops.short {
				return r.opus(int(channels), int(skip), family)
			}
			return errBroken
		}
		return errType
	})
}

// decoderInfo finds what a decoder must know in the descriptors of an esds box (ISO/IEC
// 14496-1 §7.2.6); nil when it is not there or the codec is none of AAC.
func decoderInfo(d []byte) []byte {
	for len(d) > 0 {
		tag := d[0]
		size, n := 0, 1
		for ; n < len(d) && n <= 4; n++ {
			size = size<<7 | int(d[n]&0x7F)
			if d[n]&0x80 == 0 {
				break
			}
		}
		if n >= len(d) || n > 4 || size > len(d)-n-1 {
			return nil
		}
		body := d[n+1 : n+1+size]
		switch tag {
		case 3: // an elementary stream: its id and flags, then more descriptors
			if len(body) < 3 || body[2]&0xE0 != 0 {
				return nil
			}
			d = body[3:]
		case 4: // how it is decoded
			if len(body) < 13 || body[0] != 0x40 {
				return nil
			}
			d = body[13:]
		case 5:
			return body
		default:
			d = d[n+1+size:]
		}
	}
	return nil
}

// aac reads the AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1): AAC-LC, as recorders of
// phones make it, with one or two channels and 1024 samples a packet.
func (r *recording) aac(config []byte) error {
	if r.codec != "" || len(config) < 2 {
		return errType
	}
	bits := binary.BigEndian.Uint16(config)
	object, rate, channels, short := bits>>11, bits>>7&0xF, bits>>3&0xF, bits>>2&1
	if object != 2 || int(rate) >= len(aacRates) || channels < 1 || channels > 2 || short != 0 {
		return errType
	}
	r.codec, r.channels, r.rate = "aac", int(channels), aacRates[rate]
	return nil
}

// cut takes packets of given sizes that lie one after the other in the file.
func (r *recording) cut(data []byte, at uint64, size uint32) (uint64, error) {
	end := at + uint64(size)
	if at > uint64(len(data)) || end > uint64(len(data)) {
		return 0, errBroken
	}
	return end, r.add(data[at:end:end], len(data))
}

// samples takes the packets that the tables of a whole file name (§8.7).
func (r *recording) samples(stbl, data []byte) error {
	stsz := fields{body: inside(stbl, "stsz")}
	stsz.take(4)
	each, count := stsz.u32(), stsz.u32()
	if stsz.short || count == 0 {
		return nil // in fragments, or compact, which recorders do not write
	}
	stsc := fields{body: inside(stbl, "stsc")}
	stsc.take(4)
	runs := stsc.u32()
	wide := false
	offsets := fields{body: inside(stbl, "stco")}
	if offsets.body == nil {
		offsets.body, wide = inside(stbl, "co64"), true
	}
	offsets.take(4)
	chunks := offsets.u32()
	if stsc.short || offsets.short || runs == 0 || count > maxPackets || chunks > count {
		return errBroken
	}
	next := func() (first, n uint32) { first, n = stsc.u32(), stsc.u32(); stsc.take(4); runs--; return }
	from, n := next()
	if from != 1 {
		return errBroken
	}
	for chunk := uint32(1); chunk <= chunks && count > 0; chunk++ {
		if ahead := (fields{body: stsc.body}); runs > 0 && ahead.u32() == chunk {
			_, n = next()
		}
		at := uint64(0)
		if wide {
			at = binary.BigEndian.Uint64(offsets.take(8))
		} else {
			at = uint64(offsets.u32())
		}
		for k := uint32(0); k < n && count > 0; k++ {
			size := each
			if size == 0 {
				size = stsz.u32()
			}
			if offsets.short || stsz.short || stsc.short {
				return errBroken
			}
			var err error
			if at, err = r.cut(data, at, size); err != nil {
				return err
			}
			count--
		}
	}
	if count > 0 {
		return errBroken
	}
	return nil
}

// fragment takes the packets of one fragment (§8.8).
func (r *recording) fragment(t *track, moof box, data []byte) error {
	return boxes(moof.body, 0, func(traf box) error {
		if traf.kind != "traf" {
			return nil
		}
		tfhd := fields{body: inside(traf.body, "tfhd")}
		flags := tfhd.u32()
		if id := tfhd.u32(); tfhd.short || id != t.id {
			return nil // of what stays behind
		}
		base, size := uint64(moof.at), t.defaultSize //nolint:gosec // a place in the file
		if flags&0x1 != 0 {
			base = binary.BigEndian.Uint64(tfhd.take(8))
		}
		for _, flag := range []uint32{0x2, 0x8} {
			if flags&flag != 0 {
				tfhd.take(4)
			}
		}
		if flags&0x10 != 0 {
			size = tfhd.u32()
		}
		if tfhd.short {
			return errBroken
		}
		at := base
		return boxes(traf.body, 0, func(b box) (err error) {
			if b.kind == "trun" {
				at, err = r.run(b.body, base, at, size, data)
			}
			return err
		})
	})
}

func (r *recording) run(trun []byte, base, at uint64, size uint32, data []byte) (uint64, error) {
	f := fields{body: trun}
	flags, count := f.u32(), f.u32()
	if count > maxPackets {
		return 0, errBroken
	}
	if flags&0x1 != 0 {
		at = base + uint64(int64(int32(f.u32()))) //nolint:gosec // a signed number; cut checks where it comes out
	}
	if flags&0x4 != 0 {
		f.take(4)
	}
	for range count {
		each := size
		for _, flag := range []uint32{0x100, 0x200, 0x400, 0x800} {
			if flags&flag == 0 {
				continue
			}
			if v := f.u32(); flag == 0x200 {
				each = v
			}
		}
		if f.short {
			return 0, errBroken
		}
		var err error
		if at, err = r.cut(data, at, each); err != nil {
			return 0, err
		}
	}
	return at, nil
}
