package testkit

import (
	"strconv"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// Visible is what one viewer of a shipped case sees with the clock at Anchor, written
// out by hand: every kind with the names of the file, "*" for all of the kind, "-name"
// for all but one. A kind that is left out is not seen at all. Wanted turns it into ids.
type Visible struct {
	Citizen, Viewer string
	Sees            map[domain.Kind]string
	// Partly are those of the seen things of which only some fields are.
	Partly map[domain.Kind]string
}

// The consultant of Peter's plan sees when he has appointments at the alcohol clinic and
// whether he comes: he consented to that (k2), and to no more.
var consentedTimes = map[domain.Kind]string{domain.KindEffort: "e2", domain.KindMeeting: "m07 m10 m10b m11b"}

var consultantOfPeter = map[domain.Kind]string{
	domain.KindPlan: "*", domain.KindDream: "*", domain.KindStrength: "*", domain.KindChallenge: "*", domain.KindGoal: "*", domain.KindStep: "*", domain.KindEffort: "*",
	domain.KindAgreement: "*", domain.KindMeeting: "*", domain.KindPlanChange: "*", domain.KindFlag: "* -f2", domain.KindCheckin: "*", domain.KindIndicator: "*",
	domain.KindMeasurement: "*", domain.KindConsent: "*", domain.KindContact: "*", domain.KindEvent: "* -5 -12"} // not the two about the clinic

// whole is everything that the plans without secrets hold.
var whole = map[domain.Kind]string{
	domain.KindPlan: "*", domain.KindDream: "*", domain.KindStrength: "*", domain.KindChallenge: "*", domain.KindGoal: "*", domain.KindStep: "*", domain.KindEffort: "*",
	domain.KindAgreement: "*", domain.KindMeeting: "*", domain.KindPlanChange: "*", domain.KindFlag: "*", domain.KindCheckin: "*", domain.KindIndicator: "*",
	domain.KindMeasurement: "*", domain.KindConsent: "*", domain.KindContact: "*", domain.KindEvent: "*"}

// VisibleSets holds every viewer of every case. Who is not here sees nothing.
var VisibleSets = []Visible{
	{Citizen: "peter", Viewer: "peter", Sees: map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindDream: "*", domain.KindStrength: "*", domain.KindChallenge: "*", domain.KindGoal: "*", domain.KindStep: "*", domain.KindEffort: "*",
		domain.KindAgreement: "*", domain.KindMeeting: "*", domain.KindPlanChange: "*", domain.KindFlag: "*", domain.KindCheckin: "*",
		// Two questions are for staff only (F3), and one event is a note of theirs.
		domain.KindIndicator: "* -i10 -i11", domain.KindMeasurement: "*", domain.KindConsent: "*", domain.KindContact: "*", domain.KindEvent: "* -3"}},
	{Citizen: "peter", Viewer: "maja", Sees: consultantOfPeter, Partly: consentedTimes},
	{Citizen: "peter", Viewer: "jonas", Sees: consultantOfPeter, Partly: consentedTimes}, // within his window
	{Citizen: "peter", Viewer: "vibeke", Sees: map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindStrength: "s3", domain.KindChallenge: "c1", domain.KindGoal: "g1 g3", domain.KindStep: "g1s1 g1s2 g1s3 g1s4 g1s5 g1s6 g3s1 g3s2 g3s3",
		domain.KindEffort: "e1 e5", domain.KindAgreement: "a2 a8", domain.KindMeeting: "m05 m06 m11 m12 m14 m17 m18", domain.KindPlanChange: "v2 v3", domain.KindFlag: "f1",
		domain.KindIndicator: "*", domain.KindMeasurement: "p4"}},
	{Citizen: "peter", Viewer: "lone", Sees: map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindChallenge: "c2", domain.KindGoal: "g2", domain.KindStep: "g2s1 g2s2 g2s3 g2s4 g2s5", domain.KindEffort: "e2",
		domain.KindMeeting: "m07 m10 m10b m11b", domain.KindFlag: "f2", domain.KindIndicator: "*"}},
	{Citizen: "peter", Viewer: "frida", Sees: map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindChallenge: "c1", domain.KindGoal: "g3", domain.KindStep: "g3s1 g3s2 g3s3", domain.KindEffort: "e3 e4", domain.KindMeeting: "m02",
		domain.KindIndicator: "*"}},
	{Citizen: "peter", Viewer: "palle", Sees: map[domain.Kind]string{domain.KindPlan: "*", domain.KindMeeting: "m01", domain.KindIndicator: "*"}},
	{Citizen: "peter", Viewer: "sanne", Sees: map[domain.Kind]string{domain.KindPlan: "*", domain.KindMeeting: "m03", domain.KindIndicator: "*"}},
	{Citizen: "peter", Viewer: "anette", Sees: anetteSees, Partly: anetteSees},
	{Citizen: "peter", Viewer: "kalle", Sees: kalleSees, Partly: kalleSees},
	{Citizen: "sofie", Viewer: "sofie", Sees: whole},
	{Citizen: "sofie", Viewer: "tobias", Sees: whole},
	{Citizen: "sofie", Viewer: "mie", Sees: map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindChallenge: "sc1", domain.KindGoal: "sg1", domain.KindStep: "sg1s1 sg1s2 sg1s3 sg1s4 sg1s5", domain.KindEffort: "se2", domain.KindMeeting: "sm3"}},
	{Citizen: "sofie", Viewer: "mor", Sees: morSees, Partly: morSees},
	{Citizen: "birthe", Viewer: "birthe", Sees: whole},
	{Citizen: "birthe", Viewer: "xenia", Sees: whole},
	{Citizen: "birthe", Viewer: "frida", Sees: map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindChallenge: "bc1", domain.KindGoal: "bg3", domain.KindStep: "bg3s1", domain.KindEffort: "be3", domain.KindMeeting: "bm4"}},
	{Citizen: "birthe", Viewer: "lene", Sees: leneSees, Partly: leneSees},
	{Citizen: "daryna", Viewer: "daryna", Sees: whole},
	{Citizen: "daryna", Viewer: "ingrid", Sees: whole},
	{Citizen: "daryna", Viewer: "amal", Sees: amalSees, Partly: amalSees},
}

// Contacts see nothing whole: each thing is cut to what they need of it.
var (
	anetteSees = map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindDream: "*", domain.KindChallenge: "c1", domain.KindGoal: "g1 g3 g4 g5",
		domain.KindStep:   "g1s1 g1s2 g1s3 g1s4 g1s5 g1s6 g3s1 g3s2 g3s3 g4s1 g4s2 g5s1 g5s2",
		domain.KindEffort: "e1 e3 e4 e5", domain.KindAgreement: "a2 a3 a4 a5 a8",
		domain.KindMeeting: "m01 m02 m04 m05 m06 m08 m09 m11 m12 m12b m13 m14 m15 m16 m17 m18", domain.KindContact: "anette"}
	kalleSees = map[domain.Kind]string{domain.KindPlan: "*", domain.KindMeeting: "m13", domain.KindContact: "kalle"}
	morSees   = map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindGoal: "sg1", domain.KindStep: "sg1s1 sg1s2 sg1s3 sg1s4 sg1s5", domain.KindMeeting: "sm3", domain.KindContact: "mor"}
	leneSees = map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindGoal: "bg1 bg2", domain.KindStep: "bg1s1 bg1s2 bg1s3 bg1s4 bg2s1", domain.KindAgreement: "ba1 ba2",
		domain.KindMeeting: "bm1 bm2 bm3 bm4", domain.KindContact: "lene"}
	amalSees = map[domain.Kind]string{
		domain.KindPlan: "*", domain.KindChallenge: "dc1", domain.KindGoal: "dg1 dg2 dg3", domain.KindStep: "dg1s1 dg1s2 dg1s3 dg2s1 dg2s2 dg2s3 dg3s1",
		domain.KindMeeting: "dm2", domain.KindContact: "amal"}
)

// VisibleTo gives what a viewer sees of a citizen's plan; the zero Visible is nothing.
func VisibleTo(citizen, viewer string) Visible {
	for _, v := range VisibleSets {
		if v.Citizen == citizen && v.Viewer == viewer {
			return v
		}
	}
	return Visible{Citizen: citizen, Viewer: viewer}
}

// Wanted gives the ids of what is seen, each with whether only some of its fields are.
func (v Visible) Wanted(t testing.TB, c demo.Case) map[domain.Ref]bool {
	t.Helper()
	out := map[domain.Ref]bool{}
	for kind, names := range v.Sees {
		for _, id := range idsOf(t, c, kind, names) {
			out[domain.Ref{Kind: kind, ID: id}] = false
		}
	}
	for kind, names := range v.Partly {
		for _, id := range idsOf(t, c, kind, names) {
			ref := domain.Ref{Kind: kind, ID: id}
			if _, seen := out[ref]; !seen {
				t.Fatalf("%s sees %s of %s partly, but not at all", v.Viewer, names, v.Citizen)
			}
			out[ref] = true
		}
	}
	return out
}

func idsOf(t testing.TB, c demo.Case, kind domain.Kind, names string) []domain.ID {
	t.Helper()
	there := map[domain.ID]bool{}
	for _, it := range c.Items {
		if it.Item.Kind() == kind {
			there[it.ID] = true
		}
	}
	picked := map[domain.ID]bool{}
	for name := range strings.FieldsSeq(names) {
		if name == "*" {
			for id := range there {
				picked[id] = true
			}
			continue
		}
		name, without := strings.CutPrefix(name, "-")
		id := NamedID(c, kind, name)
		if !there[id] {
			t.Fatalf("%s has no %s %s", c.Key, kind, name)
		}
		if without {
			delete(picked, id)
		} else {
			picked[id] = true
		}
	}
	out := make([]domain.ID, 0, len(picked))
	for id := range picked {
		out = append(out, id)
	}
	return out
}

// NamedID gives the id of a thing by what its case file calls it: a contact by the
// person, an event or check-in by its number, the plan and the dream by "*" alone.
func NamedID(c demo.Case, kind domain.Kind, name string) domain.ID {
	switch kind {
	case domain.KindContact:
		return demo.PersonID(name)
	case domain.KindEvent, domain.KindCheckin:
		n, err := strconv.Atoi(name)
		if err != nil {
			return ""
		}
		if kind == domain.KindEvent {
			return demo.EventID(c.Key, n)
		}
		return demo.CheckinID(c.Key, n)
	case domain.KindPlan, domain.KindDream:
		return c.Plan
	}
	return demo.ID(c.Key, name)
}

// CaseOf gives one citizen's case.
func CaseOf(t testing.TB, citizen string) demo.Case {
	t.Helper()
	for _, c := range Cases(t).Cases {
		if c.Key == citizen {
			return c
		}
	}
	t.Fatalf("no case file has %s", citizen)
	return demo.Case{}
}
