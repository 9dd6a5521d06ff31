// Package store keeps everything in SQLite or PostgreSQL through GORM.
//
// It knows rows, transactions, sealing, revisions, leases and the audit chain. It
// turns driver errors into domain errors and an access.Scope into SQL. Who may do
// what is never decided here, and no rule of the plan's meaning enters it.
//
// One Store has two pools on SQLite: one writer connection and several read-only
// ones, since SQLite has one writer at a time and waiting in our own queue is fair
// where its lock is not. All rows go through a Tx; nothing leaves before commit.
// The few statements of every write are SQL written out (statement.go); all others are
// GORM's.
package store
