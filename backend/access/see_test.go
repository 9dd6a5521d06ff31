package access_test

import (
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// A small plan of its own, in which every rule of See has one thing that shows it.
const (
	peter  = domain.ID("peter")
	maja   = domain.ID("maja")
	jonas  = domain.ID("jonas")
	vibeke = domain.ID("vibeke")
	lone   = domain.ID("lone")
	anette = domain.ID("anette")
	kalle  = domain.ID("kalle")
)

var (
	now         = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	departments = []domain.Department{{ID: "job"}, {ID: "rus", Confidential: true}}
)

func viewer(person domain.ID, role domain.Role, kind access.RelationKind) access.Viewer {
	return access.Viewer{Actor: access.Actor{Person: person, Role: role}, Relation: access.Relation{Kind: kind}}
}

// The viewers of the small plan. Petra is a second contact whom the citizen let go.
var viewers = map[domain.ID]access.Viewer{
	peter:  viewer(peter, domain.RoleCitizen, access.RelationCitizen),
	maja:   viewer(maja, domain.RoleConsultant, access.RelationConsultant),
	jonas:  viewer(jonas, domain.RoleConsultant, access.RelationDeputy),
	vibeke: viewer(vibeke, domain.RoleProfessional, access.RelationProfessional),
	lone:   viewer(lone, domain.RoleProfessional, access.RelationProfessional),
	anette: viewer(anette, domain.RoleContact, access.RelationContact),
	kalle:  viewer(kalle, domain.RoleContact, access.RelationContact),
}

type thing struct {
	id   domain.ID
	item domain.Item
}

func gather(things ...thing) *access.Facts {
	records := make([]domain.Record, len(things))
	for i, it := range things {
		records[i] = domain.Record{Plan: "plan", Kind: it.item.Kind(), ID: it.id, Rev: int64(i + 1), Item: it.item}
	}
	return access.Gather(records, departments)
}

// A consent that is over names the confidential department to nobody but the citizen and that
// department: taken back, replaced or run out, by itself and at the instant that wakes who sees it.
func TestAConsentThatIsOverNamesNoDepartment(t *testing.T) {
	open := &domain.Consent{ConsentKind: "share_department", Department: "rus", Status: domain.StatusActive, Expires: "2026-12-10"}
	back, plain := *open, domain.Consent{ConsentKind: "one_plan", Status: "withdrawn", Expires: "2026-12-10"}
	back.Status = "withdrawn"
	back.Visibility = []string{"citizen", "consultant"}
	f := gather(thing{"k", open}, thing{"back", &back}, thing{"plain", &plain})
	lone := access.Viewer{Actor: access.Actor{Person: "of rus", Role: domain.RoleProfessional, Department: "rus"}, Relation: access.Relation{Kind: access.RelationProfessional, From: now.Add(-time.Hour)}}
	at := func(v access.Viewer, id domain.ID, when time.Time) bool {
		return f.See(v, domain.Ref{Kind: domain.KindConsent, ID: id}, when).Sees
	}
	over := f.NextExpiry(viewers[maja], now)
	if !over.Equal(domain.Date("2026-12-10").Start()) {
		t.Fatalf("her sight changes at %v", over)
	}
	for _, who := range []domain.ID{maja, jonas} {
		v := viewers[who]
		v.Relation.To = time.Time{}
		if !at(v, "k", over.Add(-time.Second)) || at(v, "k", over) || at(v, "back", now) || !at(v, "plain", now) {
			t.Errorf("%s does not see just what holds", who)
		}
	}
	if !at(viewers[peter], "k", over) || !at(viewers[peter], "back", now) || !at(lone, "k", over) {
		t.Error("the citizen and the department do not see it any more")
	}
}

func listed(who ...string) domain.Seen { return domain.Seen{Visibility: who} }

func secret(who ...string) domain.Seen { return domain.Seen{Visibility: who, Sensitive: true} }

var contacts = []thing{
	{anette, &domain.Contact{Name: "A", Status: "active", Expires: "2027-01-01", CanSee: []string{"goals_shared", "meetings", "agreements"}, CannotSee: []string{"habits"}}},
	{kalle, &domain.Contact{Name: "K", Status: "active", Expires: "2027-01-01", CanSee: []string{"meetings_accompanied"}}},
}

func consent(scope ...string) thing {
	return thing{"consent", &domain.Consent{ConsentKind: "share_department", Department: "rus", Scope: scope, Status: domain.StatusActive, Expires: "2027-01-01"}}
}

// sees lists who sees something of a thing at all, and who sees only some fields.
func sees(f *access.Facts, ref domain.Ref, at time.Time) (who, partly []domain.ID) {
	for id, v := range viewers {
		if view := f.See(v, ref, at); view.Sees {
			who = append(who, id)
			if view.Partial() {
				partly = append(partly, id)
			}
		}
	}
	slices.Sort(who)
	slices.Sort(partly)
	return who, partly
}

func TestSee(t *testing.T) {
	goal := func(s domain.Seen) thing { return thing{"goal", &domain.Goal{Seen: s, Area: "work"}} }
	effort := func(s domain.Seen, department string, responsible domain.ID) thing {
		return thing{"effort", &domain.Effort{Seen: s, Department: department, Responsible: responsible}}
	}
	staff := []domain.ID{jonas, maja}
	for _, c := range []struct {
		name        string
		things      []thing
		of          domain.Ref
		who, partly []domain.ID
	}{
		{"a goal without a list is the citizen's and the consultant's", []thing{goal(domain.Seen{})}, domain.Ref{Kind: domain.KindGoal, ID: "goal"}, ids(staff, peter), nil},
		{"a list names who else", []thing{goal(listed("citizen", "consultant", "vibeke", "anette"))}, domain.Ref{Kind: domain.KindGoal, ID: "goal"}, ids(staff, peter, vibeke, anette), ids(nil, anette)},
		{"a list without the consultant leaves her out, and not the citizen", []thing{goal(listed("citizen", "lone"))}, domain.Ref{Kind: domain.KindGoal, ID: "goal"}, ids(nil, peter, lone), nil},
		{"a sensitive goal is never a contact's", []thing{goal(secret("citizen", "consultant", "anette"))}, domain.Ref{Kind: domain.KindGoal, ID: "goal"}, ids(staff, peter), nil},
		{"a contact does not see a life area she was refused", []thing{{"goal", &domain.Goal{Seen: listed("citizen", "anette"), Area: "habits"}}}, domain.Ref{Kind: domain.KindGoal, ID: "goal"}, ids(nil, peter), nil},
		{"a step is seen with its goal", []thing{goal(listed("citizen", "consultant", "vibeke", "anette")), {"step", &domain.Step{Goal: "goal"}}}, domain.Ref{Kind: domain.KindStep, ID: "step"},
			ids(staff, peter, vibeke, anette), ids(nil, anette)},
		{"a step of a sensitive goal is as sensitive", []thing{goal(secret("citizen", "consultant", "anette")), {"step", &domain.Step{Goal: "goal"}}}, domain.Ref{Kind: domain.KindStep, ID: "step"}, ids(staff, peter), nil},
		{"an effort is also its responsible's", []thing{effort(domain.Seen{}, "job", vibeke)}, domain.Ref{Kind: domain.KindEffort, ID: "effort"}, ids(staff, peter, vibeke), nil},
		{"secrecy between departments beats a grant", []thing{effort(listed("citizen", "consultant", "lone", "anette"), "rus", lone)}, domain.Ref{Kind: domain.KindEffort, ID: "effort"}, ids(nil, peter, lone), nil},
		{"a consent opens times to the consultant alone", []thing{effort(listed("citizen", "lone"), "rus", lone), consent("schedule")}, domain.Ref{Kind: domain.KindEffort, ID: "effort"},
			ids(staff, peter, lone), ids(staff)},
		{"a consent to something else opens nothing", []thing{effort(listed("citizen", "lone"), "rus", lone), consent("work_relevant_health")}, domain.Ref{Kind: domain.KindEffort, ID: "effort"}, ids(nil, peter, lone), nil},
		{"a confidential effort's meeting is its circle's", []thing{effort(listed("citizen", "lone"), "rus", lone), {"meeting", &domain.Meeting{Effort: "effort", With: []domain.ID{lone}}}},
			domain.Ref{Kind: domain.KindMeeting, ID: "meeting"}, ids(nil, peter, lone), nil},
		{"its plan change is too, whatever the consent", []thing{effort(listed("citizen", "lone"), "rus", lone), consent("schedule", "attendance"),
			{"change", &domain.PlanChange{By: lone, Item: &domain.Ref{Kind: domain.KindEffort, ID: "effort"}}}}, domain.Ref{Kind: domain.KindPlanChange, ID: "change"}, ids(nil, peter, lone), nil},
		{"and its flag", []thing{effort(listed("citizen", "lone"), "rus", lone), consent("schedule"), {"flag", &domain.Flag{Effort: "effort", Notified: []domain.ID{lone}}}},
			domain.Ref{Kind: domain.KindFlag, ID: "flag"}, ids(nil, peter, lone), nil},
		{"a meeting is its people's, and the contact's with that grant", []thing{{"meeting", &domain.Meeting{With: []domain.ID{maja, vibeke}}}}, domain.Ref{Kind: domain.KindMeeting, ID: "meeting"},
			ids(staff, peter, vibeke, anette), ids(nil, anette)},
		{"a companion sees the meeting he was asked to", []thing{{"meeting", &domain.Meeting{With: []domain.ID{maja}, Companions: []domain.ID{kalle}}}}, domain.Ref{Kind: domain.KindMeeting, ID: "meeting"},
			ids(staff, peter, anette, kalle), ids(nil, anette, kalle)},
		{"a list on a meeting shuts out a contact who was not asked", []thing{{"meeting", &domain.Meeting{Seen: listed("citizen", "consultant"), With: []domain.ID{maja}}}}, domain.Ref{Kind: domain.KindMeeting, ID: "meeting"},
			ids(staff, peter), nil},
		{"a promise is its maker's, and the contact's with that grant", []thing{{"agreement", &domain.Agreement{Responsible: vibeke}}}, domain.Ref{Kind: domain.KindAgreement, ID: "agreement"},
			ids(staff, peter, vibeke, anette), ids(nil, anette)},
		{"a promise about a goal a contact does not see is not hers", []thing{goal(listed("citizen", "consultant")), {"agreement", &domain.Agreement{Responsible: maja, Goal: "goal"}}},
			domain.Ref{Kind: domain.KindAgreement, ID: "agreement"}, ids(staff, peter), nil},
		{"who else helps is not told to one who helps", []thing{{"agreement", &domain.Agreement{Responsible: kalle}}}, domain.Ref{Kind: domain.KindAgreement, ID: "agreement"}, ids(staff, peter), nil},
		{"a line about a specialist's work stays with the citizen", []thing{{"event", &domain.Event{Seen: domain.Seen{Sensitive: true}}}}, domain.Ref{Kind: domain.KindEvent, ID: "event"}, ids(nil, peter), nil},
		{"a dream is shared by name only", []thing{{"dream", &domain.Dream{Seen: listed("citizen", "consultant", "anette")}}}, domain.Ref{Kind: domain.KindDream, ID: "dream"},
			ids(staff, peter, anette), ids(nil, anette)},
		{"a change is its author's", []thing{{"change", &domain.PlanChange{By: vibeke}}}, domain.Ref{Kind: domain.KindPlanChange, ID: "change"}, ids(staff, peter, vibeke), nil},
		{"a check-in is for those it was shared with", []thing{{"checkin", &domain.Checkin{Share: []string{"consultant"}}}}, domain.Ref{Kind: domain.KindCheckin, ID: "checkin"}, ids(staff, peter), nil},
		{"one kept to oneself is nobody else's", []thing{{"checkin", &domain.Checkin{Share: []string{}}}}, domain.Ref{Kind: domain.KindCheckin, ID: "checkin"}, ids(nil, peter), nil},
		{"a staff note is not the citizen's", []thing{{"event", &domain.Event{StaffOnly: true}}}, domain.Ref{Kind: domain.KindEvent, ID: "event"}, ids(staff), nil},
		{"a contact sees his own grant, cut", nil, domain.Ref{Kind: domain.KindContact, ID: anette}, ids(staff, peter, anette), ids(nil, anette)},
		{"what is not there is seen by nobody", nil, domain.Ref{Kind: domain.KindGoal, ID: "none"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			who, partly := sees(gather(slices.Concat(contacts, c.things)...), c.of, now)
			if !slices.Equal(who, c.who) || !slices.Equal(partly, c.partly) {
				t.Errorf("sees %v, partly %v; want %v, partly %v", who, partly, c.who, c.partly)
			}
		})
	}
}

func ids(some []domain.ID, more ...domain.ID) []domain.ID {
	out := slices.Concat(some, more)
	slices.Sort(out)
	return out
}

// What is seen partly is named field by field: nothing that says what, why or where.
func TestWhatIsSeenPartly(t *testing.T) {
	never := []string{"purpose", "duty_text", "summary_shared", "note", "absence", "result_plain", "ended_reason", "why_citizen_chose", "cannot_see", "responsible_note", "interpreter", "place_contact"}
	f := gather(slices.Concat(contacts, []thing{
		{"open", &domain.Effort{Seen: listed("citizen", "consultant", "anette"), Department: "job"}},
		{"closed", &domain.Effort{Seen: listed("citizen", "lone"), Department: "rus", Responsible: lone}},
		{"meeting", &domain.Meeting{With: []domain.ID{maja}}},
		{"together", &domain.Meeting{With: []domain.ID{maja}, Companions: []domain.ID{anette, kalle}}},
		{"hidden", &domain.Meeting{Seen: domain.Seen{Sensitive: true}, Effort: "closed", With: []domain.ID{lone}, Companions: []domain.ID{kalle}}},
		consent("schedule"),
	})...)
	meeting := func(id domain.ID) domain.Ref { return domain.Ref{Kind: domain.KindMeeting, ID: id} }
	for _, c := range []struct {
		who   domain.ID
		of    domain.Ref
		has   []string
		hasnt []string
	}{
		{anette, domain.Ref{Kind: domain.KindEffort, ID: "open"}, []string{"title", "start", "end"}, []string{"place", "responsible", "department"}},
		{maja, domain.Ref{Kind: domain.KindEffort, ID: "closed"}, []string{"start", "time", "department"}, []string{"schedule_plain", "title", "plain", "place", "responsible", "goals", "rsvp"}},
		{maja, meeting("hidden"), []string{"start", "end"}, []string{"title", "place", "with", "companions", "bring", "rsvp"}},
		{anette, meeting("meeting"), []string{"title", "start", "with"}, []string{"place", "transport"}},
		{anette, meeting("together"), []string{"title", "start", "with", "place", "transport"}, []string{"bring"}},
		{kalle, meeting("together"), []string{"start", "place", "transport"}, []string{"title", "with"}},
		{kalle, meeting("hidden"), []string{"start", "place", "transport"}, []string{"title", "with"}},
	} {
		view := f.See(viewers[c.who], c.of, now)
		if !view.Partial() {
			t.Errorf("%s sees %v of %v", c.who, view, c.of)
			continue
		}
		for _, field := range c.has {
			if !slices.Contains(view.Fields, field) {
				t.Errorf("%s does not see %s of %v", c.who, field, c.of)
			}
		}
		for _, field := range slices.Concat(never, c.hasnt) {
			if slices.Contains(view.Fields, field) {
				t.Errorf("%s sees %s of %v", c.who, field, c.of)
			}
		}
	}
}

// A grant that is not in force opens nothing, whatever the relation says.
func TestGrantsEnd(t *testing.T) {
	withdrawn := now.Add(-time.Hour)
	goal := thing{"goal", &domain.Goal{Seen: listed("citizen", "consultant", "anette"), Area: "work"}}
	for name, k := range map[string]*domain.Contact{
		"run out":      {Status: "active", Expires: "2026-11-23", CanSee: []string{"goals_shared"}},
		"withdrawn":    {Status: "withdrawn", WithdrawnAt: &withdrawn, CanSee: []string{"goals_shared"}},
		"taken back":   {Status: "active", WithdrawnAt: &withdrawn, CanSee: []string{"goals_shared"}},
		"invited":      {Status: "invited", Expires: "2027-01-01", CanSee: []string{"goals_shared"}},
		"paused":       {Status: "paused", Expires: "2027-01-01", CanSee: []string{"goals_shared"}},
		"grants other": {Status: "active", Expires: "2027-01-01", CanSee: []string{"meetings"}},
	} {
		f := gather(thing{anette, k}, goal)
		if f.See(viewers[anette], domain.Ref{Kind: domain.KindGoal, ID: "goal"}, now).Sees {
			t.Errorf("%s: sees the goal", name)
		}
	}
	last := domain.Date("2026-11-24")
	f := gather(thing{anette, &domain.Contact{Status: "active", Expires: last, CanSee: []string{"goals_shared"}}}, goal)
	for at, want := range map[time.Time]bool{now: true, last.End().Add(-time.Second): true, last.End(): false} {
		if got := f.See(viewers[anette], domain.Ref{Kind: domain.KindGoal, ID: "goal"}, at).Sees; got != want {
			t.Errorf("at %v: sees %v, want %v", at, got, want)
		}
	}
}

// What runs out for one viewer is nothing to the others.
func TestNextExpiryIsTheViewersOwn(t *testing.T) {
	f := gather(
		thing{anette, &domain.Contact{Status: "active", Expires: "2026-12-24"}}, thing{kalle, &domain.Contact{Status: "active", Expires: "2026-12-01"}},
		thing{"k1", &domain.Consent{ConsentKind: "one_plan", Status: domain.StatusActive, Expires: "2026-11-25"}},
		thing{"k2", &domain.Consent{ConsentKind: "share_department", Department: "rus", Status: domain.StatusActive, Expires: "2026-12-10"}},
		thing{"k3", &domain.Consent{ConsentKind: "share_department", Department: "rus", Status: "withdrawn", Expires: "2026-12-02"}},
	)
	consented := domain.Date("2026-12-10").Start()
	for who, want := range map[domain.ID]time.Time{
		peter: {}, maja: consented, jonas: consented, vibeke: {}, lone: {},
		anette: domain.Date("2026-12-24").End(), kalle: domain.Date("2026-12-01").End(),
	} {
		if got := f.NextExpiry(viewers[who], now); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", who, got, want)
		}
	}
	if got := f.NextExpiry(viewers[maja], consented); !got.IsZero() {
		t.Errorf("after the last one: %v", got)
	}
}
