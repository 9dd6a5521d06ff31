package access_test

import (
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

func TestThread(t *testing.T) {
	withMaja := domain.Thread{Between: []domain.ID{peter, maja}, Deputy: jonas}
	withLone := domain.Thread{Between: []domain.ID{peter, lone}, Confidential: true}
	deputised := domain.Thread{Between: []domain.ID{peter, lone}, Confidential: true, Deputy: jonas}
	withAnette := domain.Thread{Between: []domain.ID{peter, anette}}
	for _, c := range []struct {
		name   string
		thread domain.Thread
		who    map[domain.ID]bool
	}{
		{"the consultant's is the two's, and the deputy's", withMaja, map[domain.ID]bool{peter: true, maja: true, jonas: true}},
		{"a specialist's stays between the two", withLone, map[domain.ID]bool{peter: true, lone: true}},
		{"whoever it names as deputy", deputised, map[domain.ID]bool{peter: true, lone: true}},
		{"a contact reads none here", withAnette, map[domain.ID]bool{peter: true}},
	} {
		for who, v := range viewers {
			reads, writes := access.Thread(v, c.thread, now)
			if reads != c.who[who] || writes != c.who[who] {
				t.Errorf("%s: %s reads %v, writes %v", c.name, who, reads, writes)
			}
		}
	}
	other := viewer("karl", domain.RoleConsultant, access.RelationDeputy)
	if reads, _ := access.Thread(other, withMaja, now); reads {
		t.Error("another's deputy reads")
	}
	late := viewers[jonas]
	late.Relation.From, late.Relation.To = now.Add(-time.Hour), now
	if reads, writes := access.Thread(late, withMaja, now); reads || writes {
		t.Error("the deputy reads after his window")
	}
	early := viewers[maja]
	early.Relation.From = now.Add(time.Second)
	if reads, _ := access.Thread(early, withMaja, now); reads {
		t.Error("the consultant reads before she takes over")
	}
}

func TestPerson(t *testing.T) {
	staff := domain.Person{Role: domain.RoleProfessional}
	mentor := domain.Person{Role: domain.RoleWorkplaceMentor}
	friend := domain.Person{Role: domain.RoleContact}
	for _, c := range []struct {
		who          domain.ID
		of           domain.Person
		phone, about bool
	}{
		{peter, staff, true, true}, {peter, mentor, true, true}, {peter, friend, true, true},
		{maja, staff, true, true}, {maja, mentor, true, true}, {maja, friend, false, true},
		{vibeke, friend, false, true}, {anette, staff, false, false}, {anette, friend, false, false}, {kalle, mentor, false, false},
	} {
		if phone, about := access.Person(viewers[c.who], c.of); phone != c.phone || about != c.about {
			t.Errorf("%s of a %s: phone %v, about %v", c.who, c.of.Role, phone, about)
		}
	}
}

func TestEveryOperationNamesWhoMayCallIt(t *testing.T) {
	for id, r := range access.Operations {
		if r.Public == (len(r.Roles) > 0) {
			t.Errorf("%s: public %v, roles %v", id, r.Public, r.Roles)
		}
		for _, role := range r.Roles {
			if !role.SignsIn() {
				t.Errorf("%s is for %s, who cannot sign in", id, role)
			}
			if r.OnPlan && (role == domain.RoleTeamLead || role == domain.RoleAdmin) {
				t.Errorf("%s opens a plan to %s", id, role)
			}
		}
	}
}
