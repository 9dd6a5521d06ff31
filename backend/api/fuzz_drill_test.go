//go:build drill

package api_test

import "testing"

// The same with a hundred times as many requests, others at each run.
func TestDrillWhateverIsSent(t *testing.T) {
	z := newFuzz(t)
	z.checks(t, 500_000, "0")
	t.Log(z.got)
}
