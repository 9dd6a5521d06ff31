// Package signin turns a one-time code into a session, and a cookie into an actor.
//
// The cookie holds a short-lived JWT that names a session row; the row decides on each
// request. Beside it lies a renewal secret, known to the store only by its hash. Who may
// hand out a code, and what a person may then see, is not decided here.
package signin
