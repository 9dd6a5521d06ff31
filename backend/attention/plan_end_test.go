package attention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
)

// followUpOn is a Tuesday.
const followUpOn domain.Date = "2026-12-15"

// ended is a plan that ended three weeks before the follow-up, which is the one's given.
func ended(by domain.ID) app.Attentive {
	in := app.Attentive{Plan: "plan", Hours: "man-fre 9-16", People: map[domain.ID]domain.Person{
		citizen: {ID: citizen, Role: domain.RoleCitizen, Name: "Nina"}, maja: {ID: maja, Role: domain.RoleConsultant, Name: "Maja"}, jonas: {ID: jonas, Role: domain.RoleConsultant, Name: "Jonas"},
		vibeke: {ID: vibeke, Role: domain.RoleProfessional, Name: "Vibeke"}, tove: {ID: tove, Role: domain.RoleTeamLead, Name: "Tove"}, mogens: {ID: mogens, Role: domain.RoleWorkplaceMentor, Name: "Mogens"}},
		Leads: []domain.ID{tove}, Threads: []domain.Thread{{ID: "thread", Plan: "plan", Between: []domain.ID{citizen, maja}, Deputy: jonas}}}
	in.Citizen = in.People[citizen]
	add(&in, "plan", &domain.Plan{Citizen: citizen, Consultant: maja, Status: domain.StatusActive, AgreedOn: "2026-01-05",
		End: &domain.PlanEnd{At: noon, By: maja, Day: "2026-11-24", Reason: domain.EndJob, FollowUpBy: by, FollowUpOn: followUpOn}})
	return in
}

// end gives the plan's end, to make it another.
func end(in *app.Attentive) *domain.Plan { return in.Records[0].Item.(*domain.Plan) }

// said gives what is raised at an instant: the rule, its level and who is told.
func said(in app.Attentive, at time.Time) string {
	var out []string
	for _, a := range evaluate(in, at) {
		var who []string
		for _, t := range a.Told {
			who = append(who, string(t.Person))
		}
		slices.Sort(who)
		out = append(out, fmt.Sprintf("%s %s %s", a.Rule, a.Level, strings.Join(who, ",")))
	}
	return strings.Join(out, "; ")
}

func onDay(d domain.Date, hour int) time.Time { return d.Start().Add(time.Duration(hour) * time.Hour) }

// The call that she was promised climbs from its day on: to whoever is to call, after a working day to the
// consultant and who stands in for her, after two to the lead; who has left is not waited for.
func TestThePromisedCallClimbs(t *testing.T) {
	gone := func(in *app.Attentive, who domain.ID) { delete(in.People, who) }
	for _, c := range []struct {
		name string
		by   domain.ID
		but  func(*app.Attentive)
		// day, next and after are what is said on the day at noon, and one and two working days later.
		day, next, after string
	}{
		{"the consultant calls", maja, nil, "amber maja", "orange jonas,maja", "red jonas,maja,tove"},
		{"a specialist calls", vibeke, nil, "amber vibeke", "orange jonas,maja,vibeke", "red jonas,maja,tove,vibeke"},
		{"the specialist has left", vibeke, func(in *app.Attentive) { gone(in, vibeke) }, "amber maja", "orange jonas,maja", "red jonas,maja,tove"},
		{"the consultant has left", maja, func(in *app.Attentive) { gone(in, maja); in.Threads = nil }, "amber tove", "orange ,tove", "red ,tove"},
		{"both have left", vibeke, func(in *app.Attentive) { gone(in, maja); gone(in, vibeke); in.Threads = nil }, "amber tove", "orange ,tove", "red ,tove"},
		{"the citizen has another consultant by then", maja, func(in *app.Attentive) { end(in).Consultant, in.Threads = jonas, nil }, "amber jonas", "orange ,jonas,tove", "red ,jonas,tove"},
		{"she has died", maja, func(in *app.Attentive) {
			end(in).End.Reason, end(in).End.FollowUpBy, end(in).End.FollowUpOn = domain.EndDied, "", ""
		}, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := ended(c.by)
			if c.but != nil {
				c.but(&in)
			}
			if got := said(in, onDay(followUpOn, 0).Add(-time.Minute)); got != "" {
				t.Errorf("before the day: %s", got)
			}
			for day, want := range map[domain.Date]string{followUpOn: c.day, followUpOn.AddDays(1): c.next, followUpOn.AddDays(2): c.after} {
				if want != "" {
					want = "plan_follow_up " + want
				}
				if got := said(in, onDay(day, 12)); got != want {
					t.Errorf("%s: %q, want %q", day, got, want)
				}
			}
		})
	}
}

// Only that one of the staff has spoken with her, on the day or later, ends it.
func TestTheCallIsMadeWhenSheWasReached(t *testing.T) {
	tried := func(by domain.ID, how string, reached bool, at time.Time) domain.Item {
		return &domain.ContactAttempt{By: by, How: how, Reached: reached, At: at}
	}
	held := func(with domain.ID) domain.Item {
		return &domain.Meeting{Title: "Kaffe", With: []domain.ID{with}, Start: onDay(followUpOn, 9), End: onDay(followUpOn, 10), Status: domain.StatusHeld}
	}
	for name, c := range map[string]struct {
		item domain.Item
		ends bool
	}{
		"a call on the day":            {tried(maja, "phone", true, onDay(followUpOn, 9)), true},
		"a colleague's visit":          {tried(vibeke, "visit", true, onDay(followUpOn, 10)), true},
		"a meeting with staff":         {held(maja), true},
		"a call the day before":        {tried(maja, "phone", true, onDay(followUpOn.AddDays(-1), 15)), false},
		"nobody answered":              {tried(maja, "phone", false, onDay(followUpOn, 9)), false},
		"a letter":                     {tried(maja, "letter", true, onDay(followUpOn, 9)), false},
		"a message":                    {tried(maja, "message", true, onDay(followUpOn, 9)), false},
		"a meeting at the workplace":   {held(mogens), false},
		"a call that is still to come": {tried(maja, "phone", true, onDay(followUpOn, 13)), false},
	} {
		in := ended(maja)
		add(&in, "contact", c.item)
		if got := said(in, onDay(followUpOn, 12)); (got == "") != c.ends {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// After the end nothing is raised of what was planned or left unsaid by staff: no silence, no gap, no effort,
// no promise, and no change that she has not answered. What she wrote, what she says does not work and
// what she does not agree to climb as ever; open again, everything does.
func TestOnAnEndedPlanOnlySheIsHeard(t *testing.T) {
	in := ended(maja)
	day := domain.DateOf(noon)
	add(&in, "effort", &domain.Effort{Title: "Praktik", Department: "job", Responsible: vibeke, Status: domain.StatusActive, Start: day.AddDays(-60), End: day.AddDays(2)})
	add(&in, "promise", &domain.Agreement{Text: "Jeg ringer", Responsible: maja, Status: domain.StatusActive, Due: day.AddDays(-20)})
	add(&in, "seen", &domain.PlanChange{At: noon.AddDate(0, 0, -9), By: maja, What: "Nyt møde", Why: "Aftalt"})
	later := onDay("2026-12-14", 15)
	if got := said(in, later); got != "" {
		t.Errorf("nagged: %s", got)
	}
	add(&in, "flag", &domain.Flag{By: citizen, At: noon, Category: "other", Text: "Nøglen virker ikke"})
	add(&in, "change", &domain.PlanChange{At: noon, By: maja, What: "Din plan er afsluttet.", Why: "Sidste dag", CitizenAnswer: domain.AnswerDisagree, AnsweredAt: &noon})
	in.Messages = []domain.Message{{ID: "m", Thread: "thread", From: citizen, At: noon, Text: "Hallo?", MessageKind: "text"}}
	want := "flag_unseen red jonas,maja,tove; unanswered_message red jonas,maja,tove; change_unanswered red jonas,maja,tove"
	if got := said(in, later); got != want {
		t.Errorf("what she said: %q, want %q", got, want)
	}
	end(&in).End = nil
	if got := said(in, later); !strings.Contains(got, string(attention.Silence)) || !strings.Contains(got, string(attention.EffortEnds)) || !strings.Contains(got, string(attention.AgreementOverdue)) {
		t.Errorf("open again: %q", got)
	}
}
