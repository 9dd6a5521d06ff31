package access_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// looking is a consultant who broke the glass an hour ago, for two hours.
func looking(role domain.Role) access.Viewer {
	return access.Viewer{Actor: access.Actor{Person: "colleague", Role: role}, Relation: access.Relation{Kind: access.RelationGlass, From: now.Add(-time.Hour), To: now.Add(time.Hour)}}
}

// Whoever looks at a plan so opens it with nothing but the one operation that is for it: it is in no
// scope but its own, and nothing can be done there.
func TestALookOpensNothingElse(t *testing.T) {
	v := looking(domain.RoleConsultant)
	if !v.MayLook(now) || v.MayLook(now.Add(time.Hour)) || v.MayLook(now.Add(-2*time.Hour)) {
		t.Error("not just for its time")
	}
	endless := v
	endless.Relation.To = time.Time{}
	if endless.MayLook(now) {
		t.Error("without an end")
	}
	for _, role := range roles {
		may := role == domain.RoleConsultant || role == domain.RoleTeamLead
		if got := looking(role).MayLook(now); got != may {
			t.Errorf("a %s looks: %v", role, got)
		}
		a := access.Actor{Person: "colleague", Role: role}
		if got := slices.Contains(access.GlassScope(a, now).Relations, access.RelationGlass); got != may {
			t.Errorf("the scope of a %s: %v", role, got)
		}
		for _, s := range []access.Scope{access.PlanScope(a, now), access.ThreadScope(a, now)} {
			if slices.Contains(s.Relations, access.RelationGlass) {
				t.Errorf("a %s finds the plan by its other scopes", role)
			}
		}
	}
	if v.MayOpen(now) || v.MayOpenThreads(now) || v.MayReadHistory() && v.MayOpen(now) || v.MayReadAccessLog() || v.MayReadGlass() {
		t.Error("more than to look")
	}
	goal := &domain.Goal{Title: "Et mål"}
	f := access.Gather([]domain.Record{{Kind: domain.KindGoal, ID: "g", Item: goal}}, nil)
	if f.Can(v, access.ActWrite, domain.Ref{Kind: domain.KindGoal, ID: "g"}, goal, now) || len(f.MayAdd(v, now)) > 0 {
		t.Error("may write")
	}
	if !f.See(v, domain.Ref{Kind: domain.KindGoal, ID: "g"}, now).Whole() {
		t.Error("does not see the goal")
	}
}

// What is sensitive, a confidential department's, between her and her people or said in confidence is
// not seen so, also where a consent opens it to her consultant.
func TestALookKeepsSecrets(t *testing.T) {
	departments := []domain.Department{{ID: "rus", Confidential: true}}
	contact := &domain.Contact{Name: "Anette", Status: "active"}
	consent := &domain.Consent{ConsentKind: domain.ConsentShareDepartment, Department: "rus", Status: domain.StatusActive, Expires: domain.DateOf(now).AddDays(30), Scope: []string{"schedule"}}
	meeting := &domain.Meeting{Title: "Møde", Start: now.Add(time.Hour), End: now.Add(2 * time.Hour), Companions: []domain.ID{anette}, Place: &domain.Place{Name: "Søvej 1"}}
	for name, c := range map[string]struct {
		item domain.Item
		kind domain.Kind
	}{
		"a confidential effort":          {&domain.Effort{Title: "Samtaler", Department: "rus"}, domain.KindEffort},
		"what is sensitive":              {&domain.Goal{Title: "x", Seen: domain.Seen{Sensitive: true}}, domain.KindGoal},
		"what is not for the consultant": {&domain.Goal{Title: "x", Seen: domain.Seen{Visibility: []string{"citizen"}}}, domain.KindGoal},
		"a check-in she shared not":      {&domain.Checkin{}, domain.KindCheckin},
		"what a contact promised":        {&domain.Agreement{Text: "x", Responsible: anette}, domain.KindAgreement},
		"one of her people":              {contact, domain.KindContact},
		"a consent":                      {consent, domain.KindConsent},
		"a story":                        {&domain.Story{}, domain.KindStory},
		"a note of an assessment":        {&domain.AssessmentNote{}, domain.KindAssessmentNote},
		"a change of consultant":         {&domain.Handover{}, domain.KindHandover},
		"a measurement":                  {&domain.Measurement{}, domain.KindMeasurement},
		"a change, which tells what is left out of the thing": {&domain.PlanChange{}, domain.KindPlanChange},
	} {
		f := access.Gather([]domain.Record{{Kind: domain.KindContact, ID: anette, Item: contact}, {Kind: domain.KindConsent, ID: "k", Item: consent}, {Kind: c.kind, ID: "x", Item: c.item}}, departments)
		if f.See(looking(domain.RoleTeamLead), domain.Ref{Kind: c.kind, ID: "x"}, now).Sees {
			t.Errorf("sees %s", name)
		}
	}
	f := access.Gather([]domain.Record{{Kind: domain.KindMeeting, ID: "m", Item: meeting}}, departments)
	view := f.See(looking(domain.RoleTeamLead), domain.Ref{Kind: domain.KindMeeting, ID: "m"}, now)
	if !view.Shows("start") || !view.Shows("place") || view.Shows("companions") || view.Shows("transport") {
		t.Errorf("of a meeting: %+v", view)
	}
	f.Protected = true
	if view := f.See(looking(domain.RoleTeamLead), domain.Ref{Kind: domain.KindMeeting, ID: "m"}, now); view.Shows("place") || view.Shows("with") {
		t.Errorf("of a meeting where she is protected: %+v", view)
	}
	help := &domain.Effort{Title: "Praktik", Place: &domain.Place{Name: "Søvej 1"}, ResultPlain: "x"}
	f = access.Gather([]domain.Record{{Kind: domain.KindEffort, ID: "e", Item: help}}, departments)
	e := domain.Ref{Kind: domain.KindEffort, ID: "e"}
	if view := f.See(looking(domain.RoleTeamLead), e, now); !view.Shows("place") || !view.Shows("title") {
		t.Errorf("of help: %+v", view)
	}
	f.Protected = true
	for _, field := range []string{"place", "place_contact", "provider", "way_home", "schedule_plain", "rrule", "time"} {
		if view := f.See(looking(domain.RoleTeamLead), e, now); view.Shows(field) || !view.Shows("title") {
			t.Errorf("of help where she is protected: %s, %+v", field, view)
		}
	}
	thread := domain.Thread{Between: []domain.ID{peter, maja}}
	special, hers := thread, thread
	special.Confidential = true
	hers.Contact = anette
	v := looking(domain.RoleConsultant)
	if !access.GlassThread(v, thread, maja, now) || access.GlassThread(v, special, maja, now) || access.GlassThread(v, hers, maja, now) || access.GlassThread(v, thread, "another", now) || access.GlassThread(v, thread, maja, now.Add(time.Hour)) {
		t.Error("reads other conversations than the one with her consultant")
	}
	if reads, writes := access.Thread(v, thread, now); reads || writes {
		t.Error("the conversation is open to the other operations")
	}
}
