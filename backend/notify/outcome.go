package notify

import (
	"net/http"
	"strconv"
	"time"
)

// Result is what to do after a channel was tried.
type Result uint8

// The results.
const (
	Sent      Result = iota + 1 // the push service, gateway or mail server has it
	Gone                        // 404, 410: the phone is no longer there, delete the endpoint
	Retry                       // 429, 5xx, the network: try again, keep the endpoint
	Refused                     // 400, 401, 403, 413 and the like: raise an alarm, keep the endpoint
	Withdrawn                   // it was not sent: the phone is not to be woken any more
	InDoubt                     // it was handed over and no answer came: it may be on its way
)

// String names the result for a log line.
func (r Result) String() string {
	return [...]string{"unknown", "sent", "gone", "retry", "refused", "withdrawn", "in_doubt"}[min(r, InDoubt)]
}

// Outcome says how a try on one channel went. It never holds the endpoint, which is a
// secret of the phone, nor a number or an address, so it may be logged.
type Outcome struct {
	Result Result
	// After is how long the service asks to wait before the next try; 0 = it did not say.
	After time.Duration
	// Status is the HTTP status, 0 when there was no answer.
	Status int
	// Reason is a short stable word: "accepted", "timeout", "network", "tls",
	// "address_refused", "origin_held", "bad_keys", "bad_endpoint", "bad_number",
	// "bad_address", "too_large", "unknown_kind", "withdrawn", "error_in_answer",
	// "unclear_answer", "http_<status>" or "smtp_<code>".
	Reason string
	// Proof is the channel's own name for what it took; "" where it gives none.
	Proof string
}

// maxAfter bounds what a service may ask for: a reminder is dead after 72 hours.
const maxAfter = 72 * time.Hour

// outcomeOf reads an answer (RFC 8030 §5, §7.3; RFC 8292 §4.2).
func outcomeOf(status int, header http.Header, now time.Time) Outcome {
	o := Outcome{Status: status, Reason: "http_" + strconv.Itoa(status)}
	switch {
	case status >= 200 && status <= 299:
		o.Result, o.Reason = Sent, "accepted"
	case status == http.StatusNotFound || status == http.StatusGone:
		o.Result = Gone
	case status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500:
		o.Result, o.After = Retry, retryAfter(header.Get("Retry-After"), now)
	default:
		o.Result = Refused
	}
	return o
}

// retryAfter reads seconds or an HTTP date (RFC 9110 §10.2.3).
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.ParseInt(s, 10, 32); err == nil {
		return min(max(0, time.Duration(n)*time.Second), maxAfter)
	}
	if t, err := http.ParseTime(s); err == nil {
		return min(max(0, t.Sub(now)), maxAfter)
	}
	return 0
}
