package domain_test

import (
	"testing"

	"pgregory.net/rapid"

	"tavlen/backend/domain"
)

// A thing put last stands after the one before it, its rank can be kept, and a whole board
// of them fits.
func TestRankAfter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rank := rapid.StringMatching("[0-9A-Za-z]{0,12}").Draw(t, "rank")
		next := domain.RankAfter(rank)
		if next <= rank {
			t.Fatalf("%q comes after %q", next, rank)
		}
		g := goal()
		if g.Rank = next; g.Validate() != nil {
			t.Fatalf("%q cannot be kept", next)
		}
	})
	rank := ""
	for range 500 {
		rank = domain.RankAfter(rank)
	}
	if len(rank) > 20 {
		t.Errorf("the rank of the 500th is %q", rank)
	}
}
