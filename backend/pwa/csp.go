package pwa

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// hashFile is where the build leaves the hashes of what it inlined into the
// shell. It is read here and never served.
const hashFile = "csp.json"

// notes are files that the build leaves for us and for its budgets; no browser
// asks for them.
var notes = map[string]bool{hashFile: true, "first-load.json": true}

// hashes are CSP source expressions without their quotes, "sha256-…".
type hashes struct {
	Style  []string `json:"style"`
	Script []string `json:"script"`
}

// hashSource is a hash as CSP writes it (CSP level 3, section 2.3.1).
var hashSource = regexp.MustCompile(`^sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}$`)

// readHashes reads the build's hashes. A shell without them would come up
// without its styles, so a missing file is an error.
func readHashes(dist fs.FS) (hashes, error) {
	var h hashes
	raw, err := fs.ReadFile(dist, hashFile)
	if errors.Is(err, fs.ErrNotExist) {
		return h, fmt.Errorf("%s is missing: the build did not run to its end", hashFile)
	}
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(raw, &h); err != nil {
		return h, fmt.Errorf("%s: %w", hashFile, err)
	}
	if len(h.Script) > 0 {
		return h, fmt.Errorf("%s: the shell holds an inline script, and scripts come from files only", hashFile)
	}
	for _, hash := range h.Style {
		if !hashSource.MatchString(hash) {
			return h, fmt.Errorf("%s: %q is no hash", hashFile, hash)
		}
	}
	return h, nil
}

// policy returns the Content Security Policy: everything comes from this server,
// nothing is inline but the hashed styles, nobody frames us, and text becomes
// markup or a script address through two named policies only (Trusted Types).
func policy(h hashes) string {
	style := "'self'"
	for _, hash := range h.Style {
		style += " '" + hash + "'"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src " + style,
		"img-src 'self' data: blob:",
		"media-src blob:",
		"connect-src 'self'",
		"manifest-src 'self'",
		"worker-src 'self'",
		"font-src 'self'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
		"object-src 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types svelte-trusted-html tavlen-sw",
	}, "; ")
}
