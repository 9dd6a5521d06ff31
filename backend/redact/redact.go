// Package redact takes what is about somebody, or opens something, out of the log. It stands in
// the logger itself, so that whoever writes a log line need not think of it. It is the last net:
// nothing of this is meant to be logged in the first place. It knows nothing of Tavlen.
package redact

import (
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"strconv"
)

// rule is one sort of thing that no log holds, and what stands in its place.
type rule struct {
	pattern *regexp.Regexp
	instead string
}

// The order matters: an address is cut before what stands in it is looked for.
var rules = []rule{
	// Of an address its host stays: the path of a push endpoint is what opens it, and a path or
	// a query of ours may hold a code. User and password go with the path.
	{regexp.MustCompile(`\b((?:https?|postgres(?:ql)?|smtps?|smtp\+starttls)://)(?:[^\s"'/@]*@)?([^\s"'/?#@]+)[/?#][^\s"']*`), "$1$2/[…]"},
	{regexp.MustCompile(`\b((?:https?|postgres(?:ql)?|smtps?|smtp\+starttls)://)[^\s"'/@]*@`), "$1[…]@"},
	// Paths whose last part is a secret.
	{regexp.MustCompile(`/(ind|invitation|ros|kalender|delivery)/[^\s"'/?#]+`), "/$1/[…]"},
	// What a provider gives a browser to bring back, in an address without its host too.
	{regexp.MustCompile(`([?&](?:code|state|nonce|id_token|access_token|session_state|token|secret)=)[^\s"'&#]+`), "$1[…]"},
	// A signed token (RFC 7519).
	{regexp.MustCompile(`\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*`), "[token]"},
	{regexp.MustCompile(`[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b`), "[mail]"},
	{regexp.MustCompile(`\+\d(?:[ -]?\d){7,14}\b`), "[phone]"},
}

// Text gives a text without CPR numbers, tokens, secret addresses, e-mail addresses and
// international telephone numbers, and without what would move a reader's screen.
func Text(s string) string {
	s = visible(numbers(s)) // before the signs between digits are other signs
	for _, r := range rules {
		s = r.pattern.ReplaceAllString(s, r.instead)
	}
	return numbers(s)
}

// Handler wraps a handler so that it gets nothing but what Text leaves: messages, attributes and
// groups, errors and whatever else is written as text or JSON. Times pass as they are, and numbers that
// are none of a person.
func Handler(next slog.Handler) slog.Handler { return handler{next} }

type handler struct{ next slog.Handler }

// Enabled asks the handler behind.
func (h handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle passes on what may be read.
func (h handler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, Text(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(attr(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

// WithAttrs keeps what may be read.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.next.WithAttrs(all(attrs))}
}

// WithGroup opens a group; its name is ours.
func (h handler) WithGroup(name string) slog.Handler { return handler{h.next.WithGroup(name)} }

func all(attrs []slog.Attr) []slog.Attr {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = attr(a)
	}
	return out
}

func attr(a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(Text(v.String()))
	case slog.KindGroup:
		a.Value = slog.GroupValue(all(v.Group())...)
	case slog.KindAny:
		a.Value = anything(v)
	case slog.KindInt64, slog.KindUint64, slog.KindFloat64:
		a.Value = number(v)
	default:
		a.Value = v
	}
	return a
}

// number stays what it is unless its ten digits, or nine of one that began with a zero, are those of a
// CPR number: what is counted or measured here is hardly ever as large.
func number(v slog.Value) slog.Value {
	digits := v.String()
	if v.Kind() == slog.KindFloat64 {
		digits = strconv.FormatFloat(v.Float64(), 'f', -1, 64)
	}
	if len(digits) == 9 {
		digits = "0" + digits
	}
	if len(digits) != 10 || numbers(digits) == digits {
		return v
	}
	return slog.StringValue(numbers(digits))
}

// anything stays what it is unless its text holds something: then the text stands in its place.
func anything(v slog.Value) slog.Value {
	switch v := v.Any().(type) {
	case error:
		return slog.StringValue(Text(v.Error()))
	case []byte:
		return slog.StringValue(Text(string(v)))
	}
	text := v.String()
	if clean := Text(text); clean != text {
		return slog.StringValue(clean)
	}
	// A handler that writes JSON asks the value itself, which may say more than its String.
	if doc, err := json.Marshal(v.Any()); err == nil {
		if clean := Text(string(doc)); clean != string(doc) {
			return slog.StringValue(clean)
		}
	}
	return v
}
