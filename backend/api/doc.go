// Package api is the HTTP side of the use cases: the Fiber app, the operations with
// their declared access, the shapes that go in and out, and one mapper for errors.
//
// A request's shape is checked here and its meaning in app; nothing here decides who may
// see what, and no row of the store is ever sent as it is.
package api
