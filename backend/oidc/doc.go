// Package oidc speaks OpenID Connect with the providers that vouch for people: a broker of
// MitID for citizens, the municipality's identity provider for staff. It sends a browser
// there (authorization code, PKCE S256, state, nonce), takes the answer, checks it, and
// reads from it what a Profile says: who it is, how sure that is, which role.
//
// It keeps nothing and knows no person, session or plan. Whatever a provider answered
// stands in no error: errors say what was wrong, never with what.
package oidc
