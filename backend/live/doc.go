// Package live wakes the phones that watch a plan: it owns the Server-Sent Events
// connections (WHATWG HTML, "Server-sent events") after the HTTP server has handed
// them over, and tells each one that something it may see has moved on.
//
// A wake is a hint: it carries an id and a cursor, never a word of the plan. Who may
// see what is asked of the caller through a Viewer; nothing here knows of plans,
// sessions, a database or a web framework.
//
// One goroutine a phone reads, so that a phone that hangs up is noticed. Nobody waits
// for a phone: the hub's few workers write without blocking, what does not fit the
// socket is handed to a short-lived goroutine with a deadline, and who is too slow
// for that is dropped and comes back by itself.
package live
