// Package attention is the rule engine that notices what is about to be forgotten: a
// placement that ends with nothing after it, silence, a promise over time, a long stretch
// of empty days. The facts of one plan and an instant go in, alerts come out: who is told,
// in what words, since when, how loudly, and what ends it.
//
// It is pure: no clock, no store, no network, and the host's time zone does not matter. Who
// may see a thing is asked of Facts.Sees, which package access answers. Nothing here scores,
// ranks or predicts a person (GDPR art. 22): what is late is a deed, and a citizen's own
// silence leads to an offer and to nothing else.
package attention
