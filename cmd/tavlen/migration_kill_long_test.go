//go:build drill

package main

import "testing"

// TestDrillKilledMigrations is R21: twenty kills for each database.
func TestDrillKilledMigrations(t *testing.T) { killMigrations(t, 20) }
