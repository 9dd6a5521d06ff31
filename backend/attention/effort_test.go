package attention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/catalogue"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// The end of Peter's placement is begun and he is asked for his word, which never comes. It is
// not forgotten: from its last day, and a week after he was asked at the least, the rule climbs
// as it does for an end that nothing is agreed about, until it is closed.
func TestAnEndThatWaitsForAWordIsNotForgotten(t *testing.T) {
	for _, c := range []struct {
		asked domain.Date
		want  string
	}{
		{"2026-12-01", "2027-01-22 amber Vibeke, Maja; 2027-02-05 orange Vibeke, Maja; 2027-02-12 red Vibeke, Maja; 2027-02-19 red Vibeke, Maja, Tove; 2027-02-24 ingen"},
		{"2027-01-21", "2027-01-28 amber Vibeke, Maja; 2027-02-11 orange Vibeke, Maja; 2027-02-18 red Vibeke, Maja; 2027-02-24 ingen"},
	} {
		set := shipped(t)
		peter := caseOf(t, set, "peter")
		var effort *domain.Effort
		for _, it := range peter.Items {
			if it.ID == demo.ID("peter", "e1") {
				effort, _ = it.Item.(*domain.Effort)
			}
		}
		effort.NextStep = &domain.NextStep{Decided: true, Text: "Timer med løn"}
		effort.Ending = &domain.Ending{By: demo.PersonID("vibeke"), At: c.asked.Start().Add(10 * time.Hour), Status: domain.StatusCompleted}
		var got []string
		last := "ingen"
		for day := c.asked; day <= "2027-02-28"; day = day.AddDays(1) {
			if day == "2027-02-24" {
				effort.Status, effort.EndWord = domain.StatusCompleted, &domain.EndWord{NotGiven: true, Why: "Vi har ringet tre gange."}
			}
			now, line := day.Start().Add(9*time.Hour), "ingen"
			alerts := evaluate(attentive(set, peter), now)
			if i := slices.IndexFunc(alerts, func(a attention.Alert) bool {
				return a.Rule == attention.EffortEnds && a.Subject.ID == demo.ID("peter", "e1")
			}); i >= 0 {
				a := alerts[i]
				var who []string
				for _, told := range toldBy(set, a) {
					name, _, _ := strings.Cut(told, " ")
					who = append(who, name)
				}
				line = fmt.Sprintf("%s %s", a.Level, strings.Join(who, ", "))
				if want := "Praktikken er ved at slutte. Vi vil gerne høre, hvordan det var for dig. Du må også sige, at du ikke vil sige noget. Vibeke har fået besked."; a.Words.Citizen.Danish != want {
					t.Fatalf("Peter reads %q", a.Words.Citizen.Danish)
				}
				if !slices.Equal(a.Ends, []attention.End{attention.EndClose, attention.EndSayWord}) {
					t.Fatalf("it ends by %v", a.Ends)
				}
			}
			if line != last {
				got, last = append(got, string(day)+" "+line), line
			}
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("asked %s: %s\nwant %s", c.asked, text, c.want)
		}
	}
}

// Help that goes on is one matter, though the first of it ends: the hint about a job is as old as
// it was.
func TestHelpThatGoesOnIsOneMatter(t *testing.T) {
	in := app.Attentive{Plan: "plan", Catalogue: catalogue.Builtin(), People: map[domain.ID]domain.Person{
		citizen: {ID: citizen, Role: domain.RoleCitizen}, maja: {ID: maja, Role: domain.RoleConsultant}}}
	in.Citizen = in.People[citizen]
	add(&in, "plan", &domain.Plan{Citizen: citizen, Consultant: maja, Status: domain.StatusActive})
	add(&in, "first", &domain.Effort{Title: "Samtaler", Department: "job", Responsible: maja, Status: domain.StatusActive, Start: "2026-11-23", End: "2026-11-24"})
	add(&in, "second", &domain.Effort{Title: "Motion", Department: "job", Responsible: maja, Status: domain.StatusActive, Start: "2026-11-24"})
	var since []time.Time
	for _, at := range []time.Time{noon, noon.AddDate(0, 0, 1), noon.AddDate(0, 0, 30)} {
		for _, a := range evaluate(in, at) {
			if a.Rule == attention.NoJobEffort {
				since = append(since, a.Since)
			}
		}
	}
	if len(since) != 3 || !since[0].Equal(since[1]) || !since[1].Equal(since[2]) {
		t.Errorf("it is there since %v", since)
	}
}
