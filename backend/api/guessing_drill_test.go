//go:build drill

package api_test

import (
	"testing"

	"tavlen/backend/testkit"
)

func TestDrillGuessingFromManyAddresses(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) { guessed(t, database, 10_000) })
}
