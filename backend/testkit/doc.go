// Package testkit gives tests a real installation: the real store (SQLite in a temporary
// folder or PostgreSQL), the real HTTP stack on loopback, a clock that the test moves,
// and a push service that checks and opens what it is sent. The SMS gateway and the mail
// server are processes of their own (outside.go). Tests import it; the program never does.
package testkit
