// Package jobs works off what was promised in the outbox: it leases notifications that
// are due, hands them to a channel, and records how that went. A promise is kept, tried
// again until it no longer helps, or visibly failed; never silently dropped.
//
// What is promised, and to whom, is decided in package app; in which words, in notify.
package jobs
