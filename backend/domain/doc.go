// Package domain says what exists in Tavlen and what is true of it: the plan and
// the things on it, people, messages, sessions' owners, and the errors people meet.
//
// It holds plain types, their validation and their state machines, and uses the
// standard library only. Nothing here knows of a database, a network, a screen or
// who may see what (that is package access).
package domain
