package attention_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
)

// noon is what the made-up plans call now.
var noon = time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)

const (
	citizen, maja, vibeke, lone, jonas, tove, mogens domain.ID = "citizen", "maja", "vibeke", "lone", "jonas", "tove", "mogens"
	nobody                                           domain.ID = "nobody-knows"
)

// Whatever a plan holds, no rule panics; every alert can be ended, by each of the deeds it
// names; what was ended so does not come back by itself; it grows no quieter while nothing is
// done; and neither the host's time zone nor the order of the facts matters. rapid prints
// the seed of what fails.
func TestWhatNeverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, sets := drawPlan(t), drawSets(t)
		now := noon.Add(time.Duration(rapid.IntRange(-30*24, 30*24).Draw(t, "hours")) * time.Hour)
		limits := sets.At(domain.DateOf(now), in.Citizen) // other thresholds are other facts
		look := func(in app.Attentive, at time.Time) []attention.Alert {
			return attention.Evaluate(app.AttentionFacts(in, at), limits, at)
		}
		alerts := look(in, now)
		wellFormed(t, alerts, now)
		sameEverywhere(t, in, alerts, now, look)
		for _, a := range alerts {
			for _, end := range a.Ends {
				after := act(t, copied(t, in), a, end, now)
				for _, day := range []int{0, 1, 2, 3, 5, 8, 13, 21, 34, 55} {
					if i := slices.IndexFunc(look(after, now.AddDate(0, 0, day)), func(b attention.Alert) bool { return b.Key == a.Key }); i >= 0 {
						t.Fatalf("%s was ended by %s and is there after %d days: %+v", a.Key, end, day, look(after, now.AddDate(0, 0, day))[i])
					}
				}
			}
		}
		grows(t, in, alerts, now, look)
	})
}

func wellFormed(t *rapid.T, alerts []attention.Alert, now time.Time) {
	keys := map[string]bool{}
	for _, a := range alerts {
		switch {
		case len(a.Ends) == 0:
			t.Fatalf("%s cannot be ended", a.Key)
		case keys[a.Key]:
			t.Fatalf("%s is there twice", a.Key)
		case a.Since.After(now):
			t.Fatalf("%s is since %s, and it is %s", a.Key, a.Since, now)
		case a.Words.Staff.Danish == "" || a.Words.Staff.English == "":
			t.Fatalf("%s says nothing to staff", a.Key)
		case !slices.Contains(attention.Levels, a.Level) || !slices.Contains(attention.Rules, a.Rule):
			t.Fatalf("%s has level %q, rule %q", a.Key, a.Level, a.Rule)
		}
		keys[a.Key] = true
		for _, told := range a.Told {
			if told.At.After(now) || told.At.Before(a.Since) {
				t.Fatalf("%s: told at %s, since %s, now %s", a.Key, told.At, a.Since, now)
			}
			if told.Person == citizen || told.Person == mogens || told.Person == nobody {
				t.Fatalf("%s: %s is told", a.Key, told.Person)
			}
			if a.Rule == attention.CitizenQuiet && (told.Role == attention.RoleLeader || a.Level != attention.Amber && a.Level != attention.Info) {
				t.Fatalf("a citizen's silence led to %+v", a)
			}
		}
	}
	if !slices.IsSortedFunc(alerts, func(a, b attention.Alert) int {
		return slices.Index(attention.Levels, b.Level) - slices.Index(attention.Levels, a.Level)
	}) {
		t.Fatalf("not the loudest first: %+v", alerts)
	}
}

type looking func(app.Attentive, time.Time) []attention.Alert

func sameEverywhere(t *rapid.T, in app.Attentive, alerts []attention.Alert, now time.Time, look looking) {
	here := time.Local
	defer func() { time.Local = here }()
	for _, name := range []string{"Pacific/Auckland", "America/Anchorage"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		if there := look(in, now.In(zone)); !reflect.DeepEqual(there, alerts) {
			t.Fatalf("in %s:\n%+v\nelse:\n%+v", name, there, alerts)
		}
	}
	shuffled := in
	shuffled.Records = rapid.Permutation(in.Records).Draw(t, "another order")
	if other := look(shuffled, now); !reflect.DeepEqual(other, alerts) {
		t.Fatalf("in another order:\n%+v\nelse:\n%+v", other, alerts)
	}
}

// grows lets two months go by without anybody doing anything.
func grows(t *rapid.T, in app.Attentive, before []attention.Alert, now time.Time, look looking) {
	in.Leaves = nil // who is away and comes back is another fact
	for step := range 60 {
		at := now.Add(time.Duration(step) * 25 * time.Hour)
		after := look(in, at)
		for _, a := range before {
			i := slices.IndexFunc(after, func(b attention.Alert) bool { return b.Key == a.Key })
			if i < 0 {
				continue
			}
			b := after[i]
			if slices.Index(attention.Levels, b.Level) < slices.Index(attention.Levels, a.Level) || !b.Since.Equal(a.Since) {
				t.Fatalf("%s: %s since %s became %s since %s", a.Key, a.Level, a.Since, b.Level, b.Since)
			}
			if step == 0 {
				continue // with the absences, others were told
			}
			for _, told := range a.Told {
				if now, still := b.Tells(told.Person); told.Person != "" && (!still || !now.At.Equal(told.At)) {
					t.Fatalf("%s: %s was told at %s, and then %v at %s", a.Key, told.Person, told.At, still, now.At)
				}
			}
		}
		before = after
	}
}

// copied gives the plan with things of its own, so that they can be changed.
func copied(t *rapid.T, in app.Attentive) app.Attentive {
	in.Records = slices.Clone(in.Records)
	for i, r := range in.Records {
		doc, err := json.Marshal(r.Item)
		if err != nil {
			t.Fatal(err)
		}
		if in.Records[i].Item, err = domain.DecodeItem(r.Kind, doc); err != nil {
			t.Fatal(err)
		}
	}
	in.Messages = slices.Clone(in.Messages)
	in.Settled = map[string]bool{}
	in.Access = access.Gather(in.Records, departments)
	return in
}

func find[T domain.Item](in app.Attentive, id domain.ID) T {
	for _, r := range in.Records {
		if it, ok := r.Item.(T); ok && r.ID == id {
			return it
		}
	}
	panic(fmt.Sprintf("no %T %s", *new(T), id))
}

func add(in *app.Attentive, id domain.ID, it domain.Item) {
	in.Records = append(in.Records, domain.Record{Plan: in.Plan, Kind: it.Kind(), ID: id, Item: it})
	in.Access = access.Gather(in.Records, departments)
}

// act does what an alert says would end it.
func act(t *rapid.T, in app.Attentive, a attention.Alert, end attention.End, now time.Time) app.Attentive {
	today := domain.DateOf(now)
	id := a.Subject.ID
	switch end {
	case attention.EndSettle:
		in.Settled[a.Key] = true
	case attention.EndDecideNext:
		find[*domain.Effort](in, id).NextStep = &domain.NextStep{Decided: true}
	case attention.EndBookEnd:
		e := find[*domain.Effort](in, id)
		e.FollowUp = &domain.FollowUp{EndMeeting: "booked"}
		add(&in, "booked", &domain.Meeting{Start: e.End.Start().Add(10 * time.Hour), End: e.End.Start().Add(11 * time.Hour), Status: domain.StatusPlanned, Form: "walk"})
	case attention.EndClose:
		find[*domain.Effort](in, id).Status = domain.StatusCompleted
	case attention.EndSayWord:
		e := find[*domain.Effort](in, id)
		e.EndWord, e.Status = &domain.EndWord{At: now}, e.Ending.Status
	case attention.EndContact, attention.EndFollowUp, attention.EndCall:
		by := maja
		if end == attention.EndFollowUp {
			by = a.Owner
		}
		add(&in, "reached", &domain.ContactAttempt{At: now, By: by, How: "phone", Reached: true})
	case attention.EndReachOut:
		add(&in, "tried", &domain.ContactAttempt{At: now, By: maja, How: "letter"})
	case attention.EndAnswer:
		in.Messages = append(in.Messages, domain.Message{ID: "answer", Thread: a.Thread, At: now, From: a.Owner, MessageKind: "text"})
	case attention.EndPlan:
		for i := range 20 {
			start := max(a.From, today).AddDays(5 * i).Start().Add(10 * time.Hour)
			add(&in, domain.ID(fmt.Sprint("new", i)), &domain.Meeting{Start: start, End: start.Add(time.Hour), Status: domain.StatusPlanned, Form: "walk"})
		}
	case attention.EndKeep:
		find[*domain.Agreement](in, id).Status = domain.StatusKept
	case attention.EndNewDate:
		g := find[*domain.Agreement](in, id)
		g.Due, g.NextDue = today.AddDays(7), ""
	case attention.EndJobEffort:
		add(&in, "job", &domain.Effort{Title: "Praktik", CatalogueCode: "virksomhedspraktik", JobOriented: true, Status: domain.StatusPlanned, Start: today.AddDays(7)})
	case attention.EndSee:
		find[*domain.Flag](in, id).SeenAt = &domain.Deed{By: a.Owner, At: now}
	case attention.EndAdjust:
		find[*domain.Flag](in, id).Action = &domain.Deed{By: a.Owner, At: now}
	case attention.EndSayWhether:
		find[*domain.Flag](in, id).ResolvedAt = &now
	case attention.EndReply:
		find[*domain.PlanChange](in, id).Reply = &domain.Reply{By: a.Owner, At: now}
	case attention.EndMeasure:
		add(&in, "measured", &domain.Measurement{On: today, By: citizen, Role: "citizen", Values: map[domain.ID]int{"i1": 4}})
	case attention.EndBookMeasure:
		add(&in, "booked", &domain.Meeting{Start: now.Add(time.Hour), End: now.Add(2 * time.Hour), Status: domain.StatusPlanned, Form: "walk", Measurement: true})
	case attention.EndConfirm:
		find[*domain.Meeting](in, id).RSVP = &domain.RSVP{Status: "yes", At: &now}
	case attention.EndBookInterpret:
		find[*domain.Meeting](in, id).Interpreter = &domain.Interpreter{Language: "uk", Booked: true}
	case attention.EndStart:
		find[*domain.Effort](in, id).Status = domain.StatusActive
	case attention.EndShorten:
		e := find[*domain.Effort](in, id)
		e.End = e.Start.AddDays(1)
	case attention.EndNote:
		talk, _, _ := strings.Cut(strings.TrimPrefix(a.Generation(), "|"), "+")
		add(&in, "note", &domain.AssessmentNote{Assessment: id, Meeting: domain.ID(talk), By: a.Owner, ReadyAt: &now})
	case attention.EndConference:
		find[*domain.Assessment](in, id).Status = domain.StatusDrafted
	case attention.EndHoldPlan:
		in.Goes = ""
	case attention.EndAssign:
		find[*domain.Plan](in, in.Plan).Consultant = maja
	default:
		t.Fatalf("nobody here knows how to %s", end)
	}
	return in
}
