package access_test

import (
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// What the citizen and one of her people write to each other is those two's: no staff reads
// it, nor another of her people, and he only as long as she ticks it and lets him in.
func TestLineIsTheTwos(t *testing.T) {
	grant := func(status string, until domain.Date, do ...string) domain.Contact {
		return domain.Contact{Name: "Anette", Status: status, Expires: until, CanDo: do, Sharing: domain.Sharing{Chosen: true}}
	}
	later, today := domain.DateOf(now).AddDays(1), domain.DateOf(now)
	for _, c := range []struct {
		name   string
		grant  domain.Contact
		herS   bool // the citizen writes
		his    bool // he reads and writes
		silent bool
	}{
		{"ticked", grant("active", later, access.DoWrite), true, true, false},
		{"on the last day", grant("active", today, access.DoWrite), true, true, false},
		{"after the last day", grant("active", today.AddDays(-1), access.DoWrite), false, false, false},
		{"not ticked", grant("active", later, access.DoOffer, access.DoEncourage), false, false, false},
		{"paused", grant("paused", later, access.DoWrite), false, true, true},
		{"paused and not ticked", grant("paused", later), false, false, true},
		{"let go", grant("withdrawn", later, access.DoWrite), false, false, true},
		{"not confirmed", grant("invited", later, access.DoWrite), false, false, true},
	} {
		f := access.Gather([]domain.Record{{Kind: domain.KindContact, ID: anette, Item: &c.grant}, {Kind: domain.KindContact, ID: kalle, Item: &domain.Contact{Name: "Kalle", Status: "active", Expires: later, CanDo: []string{access.DoWrite}}}}, nil)
		for who, v := range viewers {
			reads, writes := f.Line(v, anette, now)
			wantReads, wantWrites := false, false
			switch who {
			case peter:
				wantReads, wantWrites = true, c.herS
			case anette:
				wantReads, wantWrites = c.his, c.his
			}
			if reads != wantReads || writes != wantWrites {
				t.Errorf("%s: %s reads %v, writes %v", c.name, who, reads, writes)
			}
		}
		if got := f.LineIsSilent(anette); got != c.silent {
			t.Errorf("%s: silent %v", c.name, got)
		}
		over := viewers[anette]
		over.Relation.To = now
		if reads, writes := f.Line(over, anette, now); reads || writes {
			t.Errorf("%s: he reads when his relation is over", c.name)
		}
	}
	muted := grant("active", later, access.DoWrite)
	muted.Muted = true
	f := access.Gather([]domain.Record{{Kind: domain.KindContact, ID: anette, Item: &muted}}, nil)
	if reads, writes := f.Line(viewers[anette], anette, now); !reads || !writes || !f.LineIsSilent(anette) {
		t.Error("one who is turned off can tell")
	}
	if reads, _ := f.Line(viewers[peter], domain.ID("nobody"), now.Add(time.Second)); reads {
		t.Error("a line with nobody")
	}
}

// Whoever acts as her consultant is told of what the citizen says of her people, and takes it
// up; where nobody does who works here, the leads of the team, who take up nothing.
func TestWhoIsToldOfAReport(t *testing.T) {
	f := access.Gather([]domain.Record{{Kind: domain.KindContact, ID: anette, Item: &domain.Contact{Name: "Anette", Status: "active"}}}, nil)
	lead := access.Viewer{Actor: access.Actor{Person: "leder", Role: domain.RoleTeamLead}}
	for _, helped := range []bool{false, true} {
		for _, leads := range []bool{false, true} {
			for who, v := range viewers {
				acts := who == maja || who == jonas
				if got := access.ToldOfReport(v, helped, leads, now); got != acts {
					t.Errorf("%s is told: %v", who, got)
				}
				if got := f.Can(v, access.ActTakeReport, domain.Ref{Kind: domain.KindContact, ID: anette}, nil, now); got != acts {
					t.Errorf("%s takes it up: %v", who, got)
				}
			}
			if got := access.ToldOfReport(lead, helped, leads, now); got != (leads && !helped) {
				t.Errorf("helped %v, of the team %v: the lead is told: %v", helped, leads, got)
			}
		}
	}
	if f.Can(lead, access.ActTakeReport, domain.Ref{Kind: domain.KindContact, ID: anette}, nil, now) {
		t.Error("the lead takes it up")
	}
}
