package pwa

import (
	"strconv"
	"strings"
)

// encoding is a content coding, in the order of preference where a client takes
// several equally.
type encoding int

const (
	brotli encoding = iota
	gzip
	identity

	encodings = 3
)

// suffixes are the endings of the files that the build made; names are the
// tokens in the headers.
var (
	suffixes = [encodings]string{".br", ".gz", ""}
	names    = [encodings]string{"br", "gzip", ""}
)

// negotiated tells whether the answer depends on Accept-Encoding.
func (f *file) negotiated() bool {
	return f.body[brotli] != nil || f.body[gzip] != nil
}

// choose returns the coding with the greatest weight among those there are
// (RFC 9110, section 12.5.3). The plain bytes stand in when nothing fits: they
// are of more use than a 406.
func (f *file) choose(accept string) encoding {
	weights := parseAccept(accept)
	best, top := identity, weights[identity]
	for _, enc := range []encoding{gzip, brotli} {
		if f.body[enc] != nil && weights[enc] > 0 && weights[enc] >= top {
			best, top = enc, weights[enc]
		}
	}
	return best
}

// parseAccept returns the weight of each coding in thousandths. A coding that
// is not named has the weight of "*"; the plain bytes are acceptable at the
// lowest weight unless named.
func parseAccept(accept string) [encodings]int {
	weights := [encodings]int{-1, -1, -1}
	rest := -1
	for part := range strings.SplitSeq(accept, ",") {
		token, params, _ := strings.Cut(part, ";")
		q := weight(params)
		switch strings.ToLower(strings.TrimSpace(token)) {
		case "br":
			weights[brotli] = q
		case "gzip", "x-gzip":
			weights[gzip] = q
		case "identity":
			weights[identity] = q
		case "*":
			rest = q
		}
	}
	for enc := range weights {
		if weights[enc] < 0 {
			weights[enc] = max(rest, 0)
		}
	}
	return weights
}

// weight reads "q=0.5" as 500. What cannot be read counts as 0: the client gets
// plain bytes, which it surely understands.
func weight(params string) int {
	name, value, found := strings.Cut(strings.TrimSpace(params), "=")
	if !found {
		return 1000
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !strings.EqualFold(strings.TrimSpace(name), "q") || !(q >= 0 && q <= 1) {
		return 0
	}
	return int(q * 1000)
}
