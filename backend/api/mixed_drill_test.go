//go:build drill

package api_test

import "testing"

func TestDrillSharedConnectionsMixNobodysMessages(t *testing.T) { noneMixed(t, 5_000) }
