package access_test

import (
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// TestWhichWishesWantAProof goes over every operation that asks for a proof for some of its wishes.
func TestWhichWishesWantAProof(t *testing.T) {
	t.Parallel()
	all := []access.Wish{{}, {On: true}, {People: true}, {On: true, People: true}}
	wants := map[string]map[domain.Role][]bool{
		"pauseContact":    {domain.RoleCitizen: {true, false, true, false}},
		"putProtection":   {domain.RoleConsultant: {true, false, true, true}},
		"putCalendarFeed": {domain.RoleCitizen: {false, true, false, true}, domain.RoleConsultant: {false, false, false, false}, domain.RoleContact: {false, false, false, false}},
	}
	for op, rule := range access.Operations {
		if rule.FreshWish != nil && (wants[op] == nil || rule.Fresh) {
			t.Errorf("%s: say here which of its wishes want a proof; one that wants it of all has no need to", op)
		}
		for role, want := range wants[op] {
			for i, w := range all {
				if got := rule.WantsProof(access.Actor{Role: role}, w); got != want[i] {
					t.Errorf("%s by a %s, %+v: %v", op, role, w, got)
				}
			}
		}
	}
}
