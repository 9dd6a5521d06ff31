// Package calendar writes meetings as iCalendar (RFC 5545), for the calendars that people
// keep elsewhere. Once there they lie with somebody else, often in another country: so
// what it is given of a meeting is its time, and beside that only what the person chose.
//
// It knows no plan, no person and no right to see: no purpose, no name and no id of ours
// ever enters it. What it writes depends on what it is given and on nothing else.
package calendar
