package live

import (
	"encoding/json"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// Event is one Server-Sent Event. ID may be empty (no id line is written then); Data is
// one JSON text. Make rev events with RevEvent, so that the hub knows what the phone
// was told.
type Event struct {
	ID, Name, Data string

	plan domain.ID
	rev  string
}

// RevEvent says that a viewer's cursor on a plan is rev now. An empty rev says "look for
// yourself": the plan may have gone from his sight.
func RevEvent(plan domain.ID, rev string) Event {
	return Event{
		ID:   rev,
		Name: "rev",
		Data: `{"plan":` + quote(string(plan)) + `,"rev":` + quote(rev) + `}`,
		plan: plan,
		rev:  rev,
	}
}

// messageEvent says that a thread of the plan has something new.
func messageEvent(plan, thread domain.ID) Event {
	return Event{Name: "message", Data: `{"plan":` + quote(string(plan)) + `,"thread":` + quote(string(thread)) + `}`}
}

// noticedEvent says that what wants attention on a plan, or who has looked at it, changed.
func noticedEvent(plan domain.ID) Event {
	return Event{Name: "noticed", Data: `{"plan":` + quote(string(plan)) + `}`}
}

// DeviceEvent says that the person came in on a phone that is new to her, and with which session.
func DeviceEvent(session domain.ID) Event {
	return Event{Name: "device", Data: `{"session":` + quote(string(session)) + `}`}
}

// sessionEnded is the last thing a signed-out phone hears.
func sessionEnded() Event { return Event{Name: "session", Data: `{"state":"ended"}`} }

// quote writes a JSON string. Cursors and ids are plain ASCII; anything else takes the
// long way rather than being trusted.
func quote(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			b, err := json.Marshal(s)
			if err != nil {
				return `""` // a string always has a JSON form
			}
			return string(b)
		}
	}
	return `"` + s + `"`
}

// appendEvent writes an event in the wire form. A line break inside a field would start
// a field of its own, so an id with one is left out and data is split into lines.
func appendEvent(b []byte, e Event) []byte {
	if e.Name != "" {
		b = append(b, "event: "...)
		b = append(b, oneLine.Replace(e.Name)...)
		b = append(b, '\n')
	}
	if e.ID != "" && !strings.ContainsAny(e.ID, "\r\n\x00") {
		b = append(b, "id: "...)
		b = append(b, e.ID...)
		b = append(b, '\n')
	}
	for line := range strings.SplitSeq(lineBreaks.Replace(e.Data), "\n") {
		b = append(b, "data: "...)
		b = append(b, line...)
		b = append(b, '\n')
	}
	return append(b, '\n')
}

var (
	oneLine    = strings.NewReplacer("\r", "", "\n", "")
	lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// AppendHeader adds one response header line to what Sub.Head carries. Line breaks in
// the value are removed, so a value cannot smuggle in a header of its own.
func AppendHeader(head []byte, name, value string) []byte {
	head = append(head, oneLine.Replace(name)...)
	head = append(head, ": "...)
	head = append(head, oneLine.Replace(value)...)
	return append(head, "\r\n"...)
}

// appendHead writes the answer's head. The body ends with the connection (RFC 9112 §6.3,
// rule 8), so no chunks frame the events. A Date is what RFC 9110 §6.6.1 asks of a server
// with a clock.
func appendHead(b, extra []byte, now time.Time) []byte {
	b = append(b, "HTTP/1.1 200 OK\r\n"+
		"Content-Type: text/event-stream; charset=utf-8\r\n"+
		"Cache-Control: no-store\r\n"+
		"X-Accel-Buffering: no\r\n"+
		"Connection: close\r\n"...)
	b = AppendHeader(b, "Date", now.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	b = append(b, extra...)
	return append(b, "\r\n"...)
}
