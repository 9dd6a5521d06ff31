package sound

import (
	"encoding/binary"
)

// readOgg takes the packets of the one Opus stream in an Ogg file (RFC 3533 §6, RFC 7845
// §3). The second packet is the comments, which nobody needs. A recording that broke off in
// the middle is kept as far as it is whole.
func (r *recording) readOgg(data []byte) error {
	var serial uint32
	var parts []byte // of a packet that goes on in the next page
	n := 0
	packet := func(p []byte) error {
		n++
		switch n {
		case 1:
			return r.opusHead(p)
		case 2:
			return nil
		}
		return r.add(p, len(data))
	}
	for at := 0; at < len(data); {
		page := data[at:]
		if len(page) < 27 || len(page) < 27+int(page[26]) {
			break
		}
		if string(page[:4]) != "OggS" || page[4] != 0 {
			return errBroken
		}
		lacing, body := page[27:27+int(page[26])], page[27+int(page[26]):]
		size := 0
		for _, l := range lacing {
			size += int(l)
		}
		if size > len(body) {
			break
		}
		at += 27 + len(lacing) + size
		if s := binary.LittleEndian.Uint32(page[14:]); n == 0 && parts == nil {
			serial = s
		} else if s != serial {
			return errType // several streams in one file
		}
		from := 0
		for i, to := 0, 0; i < len(lacing); i++ {
			if to += int(lacing[i]); lacing[i] == 255 {
				continue
			}
			p := body[from:to]
			if len(parts) > 0 {
				p, parts = append(parts, p...), nil
			}
			if err := packet(p); err != nil {
				return err
			}
			from = to
		}
		if parts = append(parts, body[from:size]...); len(parts) > maxComment {
			return errBroken
		}
	}
	return nil
}

// maxComment is how large a packet may be that goes over pages; the comments may hold a picture.
const maxComment = 1 << 20
