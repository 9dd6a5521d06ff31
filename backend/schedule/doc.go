// Package schedule does the arithmetic of working days and reminders: a consultant's
// working hours, Danish public holidays, quiet hours, and when to remind of a meeting
// across daylight saving.
//
// It is pure: it reads no clock, no file and no database, and the host's time zone does
// not matter. People's time is Europe/Copenhagen.
package schedule
