// Package notify tells people that something waits for them, through channels outside
// the app: web push now, SMS and e-mail later.
//
// What it may say is a fixed table of neutral words (Text): nothing about a person, a
// place or a plan can be handed in, so nothing can stand on a lock screen. Who is told,
// when, and how often it is tried belongs to the outbox.
package notify
