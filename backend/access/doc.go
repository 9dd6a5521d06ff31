// Package access decides who may see and do what, and is the only place that does.
// It is pure: facts and the time go in, a decision comes out. It never reads a
// store, a request or a clock of its own.
//
// Three questions are answered here:
//   - Operations: may this sort of person call this operation at all?
//   - See: what of one thing on a plan does this viewer see (nothing, some fields, all)?
//   - Can: may this viewer do this to that thing?
//
// Scope says the same as "may open the plan" in a form the store turns into SQL; a
// property test holds the two equal.
package access
