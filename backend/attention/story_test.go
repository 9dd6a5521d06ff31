package attention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// The old story again (practices P38: «andre gange er praktikken udløbet, uden at der har
// været opfølgning på den»): Peter's placement is set to end and nothing is planned. Day by
// day it grows louder, Peter can see who has been told, and one decision ends it.
func TestThePlacementThatRanOut(t *testing.T) {
	set := shipped(t)
	c := caseOf(t, set, "peter")
	e1 := demo.ID("peter", "e1")
	effort := func() *domain.Effort {
		for _, it := range c.Items {
			if it.ID == e1 {
				e, _ := it.Item.(*domain.Effort)
				return e
			}
		}
		return nil
	}()
	effort.FollowUp, effort.NextStep = nil, nil

	var diary []string
	last, key := "", ""
	for day := domain.Date("2026-12-20"); day <= "2027-01-30"; day = day.AddDays(1) {
		now := day.Start().Add(9 * time.Hour)
		if day == "2027-01-26" {
			effort.NextStep = &domain.NextStep{Decided: true, Text: "Seks timer om ugen med løn fra februar"}
		}
		alerts := evaluate(attentive(set, c), now)
		i := slices.IndexFunc(alerts, func(a attention.Alert) bool { return a.Rule == attention.EffortEnds && a.Subject.ID == e1 })
		line := "ingen"
		if i >= 0 {
			a := alerts[i]
			if key != "" && key != a.Key {
				t.Errorf("%s: the key changed from %s to %s", day, key, a.Key)
			}
			key = a.Key
			line = fmt.Sprintf("%s: »%s« Fået besked: %s.", a.Level, a.Words.Citizen.Danish, strings.Join(toldBy(set, a), ", "))
		}
		if line != last {
			diary = append(diary, string(day)+" "+line)
			last = line
		}
	}
	want := []string{
		"2026-12-20 ingen",
		"2026-12-25 amber: »Praktikken slutter 22. januar 2027. Vibeke og du mangler at aftale, hvad der så skal ske.« Fået besked: Vibeke 25. december, Maja 25. december.",
		"2027-01-01 amber: »Praktikken slutter 22. januar. Vibeke og du mangler at aftale, hvad der så skal ske.« Fået besked: Vibeke 25. december, Maja 25. december.",
		"2027-01-08 orange: »Praktikken slutter 22. januar. Vibeke og du mangler at aftale, hvad der så skal ske.« Fået besked: Vibeke 25. december, Maja 25. december.",
		"2027-01-15 red: »Praktikken slutter 22. januar. Vibeke og du mangler at aftale, hvad der så skal ske.« Fået besked: Vibeke 25. december, Maja 25. december.",
		"2027-01-22 red: »Praktikken slutter 22. januar. Vibeke og du mangler at aftale, hvad der så skal ske.« Fået besked: Vibeke 25. december, Maja 25. december, Tove 22. januar.",
		"2027-01-23 red: »Praktikken sluttede 22. januar. Vibeke og du mangler at aftale, hvad der så skal ske.« Fået besked: Vibeke 25. december, Maja 25. december, Tove 22. januar.",
		"2027-01-26 ingen",
	}
	if got := strings.Join(diary, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// toldBy names who was told, and on which day.
func toldBy(set *demo.Set, a attention.Alert) []string {
	var out []string
	for _, told := range a.Told {
		name := "ingen (" + string(told.Role) + ")"
		for _, s := range set.Staff {
			if s.Person.ID == told.Person {
				name = s.Person.CalledName()
			}
		}
		out = append(out, name+" "+domain.DateOf(told.At).Danish(told.At))
	}
	return out
}
