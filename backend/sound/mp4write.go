package sound

import (
	"encoding/binary"
	"slices"
)

// mk writes one box.
func mk(kind string, body ...[]byte) []byte {
	out := append(make([]byte, 4), kind...)
	for _, b := range body {
		out = append(out, b...)
	}
	binary.BigEndian.PutUint32(out, uint32(len(out))) //nolint:gosec // no more than was sent and some kilobytes
	return out
}

// words writes numbers of 32 bits.
func words(v ...uint32) []byte {
	var out []byte
	for _, w := range v {
		out = binary.BigEndian.AppendUint32(out, w)
	}
	return out
}

// unity is a matrix that changes nothing.
var unity = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

// writeMP4 puts packets of AAC in a file that tells its length before the sound. Every time
// in it is 1904, the year that stands for none.
func (r *recording) writeMP4() []byte {
	n, rate := uint32(len(r.packets)), uint32(r.rate) //nolint:gosec // both are bounded when read
	length := n * aacFrame
	sizes := make([]uint32, 0, n)
	var sound []byte
	for _, p := range r.packets {
		sizes = append(sizes, uint32(len(p))) //nolint:gosec // maxPacket
		sound = append(sound, p...)
	}
	index := slices.Index(aacRates[:], r.rate)
	config := binary.BigEndian.AppendUint16(nil, uint16(2<<11|index<<7|r.channels<<3)) //nolint:gosec // as read
	describe := func(tag byte, body ...[]byte) []byte {
		all := slices.Concat(body...)
		return append([]byte{tag, byte(len(all))}, all...)
	}
	esds := mk("esds", words(0), describe(3, []byte{0, 1, 0},
		describe(4, []byte{0x40, 0x15}, make([]byte, 11), describe(5, config)), describe(6, []byte{2})))
	entry := mk("mp4a", make([]byte, 6), []byte{0, 1}, words(0, 0), []byte{0, byte(r.channels), 0, 16}, words(0, (rate&0xFFFF)<<16), esds)
	file := mk("ftyp", []byte("M4A "), words(0), []byte("M4A mp42isom"))
	moov := func(at uint32) []byte {
		stbl := mk("stbl", mk("stsd", words(0, 1), entry), mk("stts", words(0, 1, n, aacFrame)), mk("stsc", words(0, 1, 1, n, 1)),
			mk("stsz", words(0, 0, n), words(sizes...)), mk("stco", words(0, 1, at)))
		minf := mk("minf", mk("smhd", words(0, 0)), mk("dinf", mk("dref", words(0, 1), mk("url ", words(1)))), stbl)
		mdia := mk("mdia", mk("mdhd", words(0, 0, 0, rate, length, 0x55C40000)), mk("hdlr", words(0, 0), []byte("soun"), words(0, 0, 0), []byte{0}), minf)
		return mk("moov", mk("mvhd", words(0, 0, 0, rate, length, 0x10000, 0x01000000, 0, 0), unity, make([]byte, 24), words(2)),
			mk("trak", mk("tkhd", words(7, 0, 0, 1, 0, length, 0, 0, 0, 0x01000000), unity, words(0, 0)), mdia))
	}
	at := len(file) + len(moov(0)) + 8
	file = append(file, moov(uint32(at))...) //nolint:gosec // no more than was sent and some kilobytes
	return append(file, mk("mdat", sound)...)
}
