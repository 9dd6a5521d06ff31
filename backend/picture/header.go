package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/jpeg" // the formats that image.DecodeConfig knows
	_ "image/png"

	_ "golang.org/x/image/webp" // the same

	"tavlen/backend/domain"
)

// MaxPixels is how many pixels a picture may have: a phone's largest ordinary photo.
const MaxPixels = 25_000_000

// maxScans is how often a progressive JPEG may go over the whole picture. Cameras write
// some ten scans; a few kilobytes can ask for hundreds of thousands.
const maxScans = 50

var (
	errType   = &domain.Error{Code: domain.CodePictureType, Detail: "Det er ikke et billede, vi kan bruge. Vælg et billede i JPEG, PNG eller WebP."}
	errHEIC   = &domain.Error{Code: domain.CodePictureType, Detail: "Billedet er i formatet HEIC. Det kan vi ikke bruge. Gem det som JPEG, og prøv igen."}
	errPixels = &domain.Error{Code: domain.CodePicturePixels, Detail: "Billedet er for stort. Tag et mindre billede, og prøv igen."}
	errBroken = &domain.Error{Code: domain.CodePictureBroken, Detail: "Billedet er gået i stykker på vejen. Tag et nyt, og prøv igen."}
)

// header is what is known of a picture before it is decoded.
type header struct {
	format string // jpeg, png or webp
	config image.Config
	// turn is the EXIF orientation, 1 to 8; 1 is upright.
	turn int
	// deep pictures take more memory while they are decoded than their pixels do.
	deep bool
}

// read looks at a picture's first bytes and its marks, and decodes nothing.
func read(data []byte) (header, error) {
	h := header{format: sniff(data), turn: 1}
	switch h.format {
	case "":
		return h, errType
	case "heic":
		return h, errHEIC
	}
	var err error
	if h.config, _, err = image.DecodeConfig(bytes.NewReader(data)); err != nil {
		return h, errBroken.Because(err)
	}
	c := h.config
	if c.Width < 1 || c.Height < 1 {
		return h, errBroken
	}
	// As 64 bits: two large sides must not make a small product.
	if int64(c.Width)*int64(c.Height) > MaxPixels {
		return h, errPixels
	}
	var exif []byte
	switch h.format {
	case "jpeg":
		var scans int
		exif, scans, h.deep = walkJPEG(data)
		if scans > maxScans {
			return h, errPixels
		}
	case "png":
		exif = chunk(data[8:], "eXIf", binary.BigEndian, true)
		h.deep = data[24] == 16 // bits a sample (PNG §11.2.1)
	case "webp":
		exif = chunk(data[12:], "EXIF", binary.LittleEndian, false)
	}
	h.turn = orientation(exif)
	return h, nil
}

// sniff tells a format by content; what the sender calls it does not matter.
func sniff(data []byte) string {
	has := func(at int, s string) bool { return len(data) >= at+len(s) && string(data[at:at+len(s)]) == s }
	switch {
	case has(0, "\xFF\xD8\xFF"):
		return "jpeg"
	case has(0, "\x89PNG\r\n\x1a\n") && len(data) > 32:
		return "png"
	case has(0, "RIFF") && has(8, "WEBP"):
		return "webp"
	case has(4, "ftyp"):
		for _, brand := range []string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"} {
			if has(8, brand) {
				return "heic"
			}
		}
	}
	return ""
}

// walkJPEG goes from mark to mark (ITU-T T.81 Annex B): it finds the EXIF data, counts
// the scans, and says whether the picture is progressive.
func walkJPEG(data []byte) (exif []byte, scans int, progressive bool) {
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xFF {
			i++ // within a scan
			continue
		}
		mark := data[i+1]
		// Stuffing, fill bytes, restarts and the like stand alone.
		if mark == 0x00 || mark == 0x01 || mark >= 0xD0 && mark <= 0xD8 {
			i += 2
			continue
		}
		if mark == 0xFF {
			i++
			continue
		}
		if mark == 0xD9 {
			return exif, scans, progressive
		}
		length := int(binary.BigEndian.Uint16(data[i+2:]))
		body := data[i+4 : min(len(data), max(i+4, i+2+length))]
		switch mark {
		case 0xDA:
			scans++
		case 0xC2:
			progressive = true
		case 0xE1:
			if exif == nil && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
				exif = body[6:]
			}
		}
		i += 2 + max(length, 2)
	}
	return exif, scans, progressive
}

// chunk finds a named chunk of a PNG (length before name, checksum after the data) or of
// a RIFF file (name before length, padded to even).
func chunk(data []byte, name string, order binary.ByteOrder, png bool) []byte {
	for len(data) >= 8 {
		id, size := string(data[:4]), int64(order.Uint32(data[4:8]))
		after := size + size%2
		if png {
			id, size = string(data[4:8]), int64(order.Uint32(data[:4]))
			after = size + 4
		}
		data = data[8:]
		if size > int64(len(data)) {
			return nil
		}
		if id == name {
			return data[:size]
		}
		data = data[min(after, int64(len(data))):]
	}
	return nil
}

// orientation reads tag 0x0112 of the first directory of EXIF data, which is a TIFF file
// (CIPA DC-008 §4.6.5). Whatever cannot be read is upright.
func orientation(exif []byte) int {
	exif = bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))
	if len(exif) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(exif[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(exif[4:8]))
	if at+2 > int64(len(exif)) {
		return 1
	}
	n := int64(order.Uint16(exif[at:]))
	for i := range n {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(exif)) {
			return 1
		}
		if order.Uint16(exif[entry:]) == 0x0112 {
			if v := int(order.Uint16(exif[entry+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}
