package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"tavlen/backend/domain"
)

// RangeInput asks for a part of a content (RFC 9110 §14), as players do to begin in the middle.
type RangeInput struct {
	Range   string `header:"Range" doc:"one range of bytes"`
	IfRange string `header:"If-Range"`
}

// RangeOutput tells which part it is. The tag is the content's id: a content never changes.
type RangeOutput struct {
	AcceptRanges string `header:"Accept-Ranges"`
	ContentRange string `header:"Content-Range"`
	ETag         string `header:"ETag"`
}

// part leaves of a content what was asked for. What is not one plain range of bytes is
// answered whole, as it may be (§14.2); each answer was authorised by itself.
func (o *contentOutput) part(in RangeInput, id domain.ID) error {
	o.Status, o.AcceptRanges, o.ETag = http.StatusOK, "bytes", `"`+string(id)+`"`
	spec, is := strings.CutPrefix(in.Range, "bytes=")
	if !is || strings.Contains(spec, ",") || in.IfRange != "" && in.IfRange != o.ETag {
		return nil
	}
	size := int64(len(o.Body))
	from, to, ok := span(strings.TrimSpace(spec), size)
	if !ok {
		return nil
	}
	if from >= size || from > to {
		return &Problem{Type: "urn:tavlen:problem:" + string(domain.CodeBadRange), Title: http.StatusText(http.StatusRequestedRangeNotSatisfiable), Status: http.StatusRequestedRangeNotSatisfiable,
			Detail: "Så langt er det ikke.", Code: domain.CodeBadRange, contentRange: fmt.Sprintf("bytes */%d", size)}
	}
	o.Status, o.ContentRange, o.Body = http.StatusPartialContent, fmt.Sprintf("bytes %d-%d/%d", from, to, size), o.Body[from:to+1]
	return nil
}

// span reads one range: "a-b", "a-" or "-n". False when it is none.
func span(spec string, size int64) (from, to int64, ok bool) {
	first, last, dash := strings.Cut(spec, "-")
	if !dash || first == "" && last == "" || strings.Trim(first+last, "0123456789") != "" {
		return 0, 0, false
	}
	to = size - 1
	if first == "" {
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil {
			n = size
		}
		if n == 0 {
			return size, to, true
		}
		return max(0, size-n), to, true
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return size, to, true // further than any file is long
	}
	if last != "" {
		if n, err := strconv.ParseInt(last, 10, 64); err == nil {
			if n < from {
				return 0, 0, false
			}
			to = min(to, n)
		}
	}
	return from, to, true
}
