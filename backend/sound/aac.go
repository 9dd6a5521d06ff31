package sound

// The elements of a packet of AAC that hold no sound (ISO/IEC 14496-3 §4.4.2.1). Encoders
// sign their work in them.
const (
	aacData = 4
	aacFill = 6
)

// bits reads a packet bit by bit; beyond its end it reads zero.
type bits struct {
	data []byte
	at   int
}

func (b *bits) take(n int) int {
	v := 0
	for range n {
		v <<= 1
		if i := b.at / 8; i < len(b.data) {
			v |= int(b.data[i]>>(7-b.at%8)) & 1
		}
		b.at++
	}
	return v
}

// unsigned gives a packet of AAC without what stands before its sound.
func unsigned(packet []byte) []byte {
	b := bits{data: packet}
	for {
		begins := b.at
		switch b.take(3) {
		case aacFill:
			n := b.take(4)
			if n == 15 {
				n += b.take(8) - 1
			}
			b.at += 8 * n
		case aacData:
			b.take(4)
			aligned := b.take(1) == 1
			n := b.take(8)
			if n == 255 {
				n += b.take(8)
			}
			if aligned {
				b.at = (b.at + 7) / 8 * 8
			}
			b.at += 8 * n
		default:
			return from(packet, begins)
		}
		if b.at >= 8*len(packet) {
			return packet // no end: it is not AAC, and no decoder will read it
		}
	}
}

// from gives what of a packet begins at a bit; the end is filled with zeros, as its own is.
func from(packet []byte, at int) []byte {
	if at == 0 {
		return packet
	}
	b := bits{data: packet, at: at}
	out := make([]byte, (8*len(packet)-at+7)/8)
	for i := range out {
		out[i] = byte(b.take(8)) //nolint:gosec // eight bits
	}
	return out
}
