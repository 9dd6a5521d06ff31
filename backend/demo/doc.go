// Package demo is the demo municipality: made-up people in JSON case files, and the
// loading of them through the same use cases that a real user would call.
//
// A case goes through four rooms: strict JSON and the shipped schema (strictjson.go,
// schema.go), references between the files of a set (persons.go, refs.go, check.go),
// things of package domain (decode.go), and the moving of its dates to today
// (shift.go). What comes out is a Set; Load replays it into an installation.
//
// Nothing about children is ever loaded (requirement H13), and no words for screens and
// no expectations of tests. Nothing here decides who may see what, and no real person's
// data ever enters it: an installation that serves real people refuses a demo database.
package demo
