package access_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// A story is between the citizen and her consultant: who else may open the plan knows nothing of it,
// the deputy reads, and each of the two does her own part.
func TestWhoDoesWhatWithAStory(t *testing.T) {
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	ref := domain.Ref{Kind: domain.KindStory, ID: "story"}
	for _, status := range []domain.Status{domain.StoryAsked, domain.StoryAgreed, domain.StoryDeclined, domain.StoryWithdrawn} {
		it := &domain.Story{Status: status, AskedBy: "somebody", Exports: []domain.StoryExport{{ID: "x", By: "former"}}}
		contact := &domain.Contact{Status: "active", CanSee: []string{"meetings", "goals_shared", "agreements"}, InvitedAt: now}
		f := access.Gather([]domain.Record{{Kind: ref.Kind, ID: ref.ID, Item: it}, {Kind: domain.KindContact, ID: "somebody", Item: contact}}, nil)
		for _, c := range []struct {
			relation access.RelationKind
			role     domain.Role
			sees     bool
			does     []access.Action
		}{
			{access.RelationCitizen, domain.RoleCitizen, true, []access.Action{access.ActAnswerStory}},
			{access.RelationConsultant, domain.RoleConsultant, true, []access.Action{access.ActAskStory, access.ActExportStory}},
			{access.RelationDeputy, domain.RoleConsultant, true, nil},
			{access.RelationProfessional, domain.RoleProfessional, false, nil},
			{access.RelationProfessional, domain.RoleConsultant, false, nil},
			{access.RelationContact, domain.RoleContact, false, nil},
			{access.RelationFormer, domain.RoleConsultant, false, nil},
			{access.RelationNone, domain.RoleTeamLead, false, nil},
		} {
			v := access.Viewer{Actor: access.Actor{Person: "somebody", Role: c.role}, Relation: access.Relation{Kind: c.relation}}
			if got := f.See(v, ref, now).Sees; got != c.sees {
				t.Errorf("%s, a %s: sees a story %v", status, c.relation, got)
			}
			for _, act := range []access.Action{access.ActAskStory, access.ActAnswerStory, access.ActExportStory, access.ActWrite} {
				if got := f.Can(v, act, ref, it, now); got != slices.Contains(c.does, act) {
					t.Errorf("%s, a %s: %s %v", status, c.relation, act, got)
				}
			}
			if got := f.Can(v, access.ActAskStory, domain.Ref{Kind: ref.Kind, ID: "new"}, nil, now); got != (c.relation == access.RelationConsultant) {
				t.Errorf("a %s asks: %v", c.relation, got)
			}
			if got := access.EndsStory(v.Actor, v, it.Exports[0]); got != (c.relation == access.RelationConsultant) {
				t.Errorf("a %s ends what another fetched: %v", c.relation, got)
			}
		}
	}
	former := access.Viewer{Actor: access.Actor{Person: "former", Role: domain.RoleConsultant}}
	if !access.EndsStory(former.Actor, former, domain.StoryExport{By: "former"}) {
		t.Error("who fetched it does not end it")
	}
}
