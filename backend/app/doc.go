// Package app holds the use cases: what people can do in Tavlen, one file per thing.
//
// Each change goes the same way, in one transaction: load → access → change → plan
// revision, version, plan change, audit and outbox; after commit the phones that watch
// are woken. Nothing leaves before commit. HTTP, SQL and the words on a lock screen
// never enter here; who may do what is asked of package access.
package app
