package access_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// everyKind is one thing of each kind that all of the small plan's professionals see.
var everyKind = func() []thing {
	all := listed("citizen", "consultant", string(vibeke), string(lone), string(anette))
	return slices.Concat(contacts, []thing{
		{"dream", &domain.Dream{Seen: all}},
		{"goal", &domain.Goal{Seen: all, Area: "work"}},
		{"step", &domain.Step{Goal: "goal"}},
		{"effort", &domain.Effort{Seen: all, Department: "job", Responsible: vibeke}},
		{"agreement", &domain.Agreement{Seen: all, Responsible: vibeke, RecordedBy: maja}},
		{"mine", &domain.Agreement{Seen: all, Responsible: peter}},
		{"meeting", &domain.Meeting{Seen: all, With: []domain.ID{vibeke, maja}}},
		{"change", &domain.PlanChange{Seen: all, By: vibeke}},
		{"strength", &domain.Strength{Seen: all, SaidBy: peter}},
		{"challenge", &domain.Challenge{Seen: all}},
		{"consent", &domain.Consent{Seen: all}},
		{"flag", &domain.Flag{Seen: all}},
		{"checkin", &domain.Checkin{Share: []string{"consultant"}}},
		{"measurement", &domain.Measurement{By: peter}},
		{"event", &domain.Event{Seen: all}},
		{"picture", &domain.Picture{On: domain.PictureOn{Kind: domain.KindGoal, ID: "goal"}, Status: domain.StatusActive}},
	})
}()

// Who may change which thing that is there: everyone and everything, so that nothing is
// allowed by being forgotten.
func TestWhoMayChangeWhat(t *testing.T) {
	may := map[domain.ID]string{
		peter:  "dream goal step mine strength challenge picture",
		maja:   "goal step effort agreement mine meeting strength challenge picture",
		jonas:  "goal step effort agreement mine meeting strength challenge picture",
		vibeke: "step effort agreement meeting", // hers, and the steps she sees
		lone:   "step",
		anette: "",
		kalle:  "",
	}
	f := gather(everyKind...)
	for who, v := range viewers {
		for _, it := range everyKind {
			ref := domain.Ref{Kind: it.item.Kind(), ID: it.id}
			want := slices.Contains(strings.Fields(may[who]), string(it.id))
			if got := f.Can(v, access.ActWrite, ref, it.item, now); got != want {
				t.Errorf("%s writes %s: %v, want %v", who, it.id, got, want)
			}
		}
	}
}

// Who may make which kind of thing.
func TestWhoMayMakeWhat(t *testing.T) {
	may := map[domain.ID]string{
		peter:  "dream goal step agreement strength challenge attachment wish meeting_request",
		maja:   "goal step effort agreement meeting strength challenge attachment",
		jonas:  "goal step effort agreement meeting strength challenge attachment",
		vibeke: "step effort agreement meeting",
		lone:   "step effort agreement meeting",
	}
	f := gather(contacts...)
	for who, v := range viewers {
		for _, k := range domain.Kinds {
			want := slices.Contains(strings.Fields(may[who]), string(k))
			if got := f.Can(v, access.ActWrite, domain.Ref{Kind: k, ID: "new"}, nil, now); got != want {
				t.Errorf("%s makes a %s: %v, want %v", who, k, got, want)
			}
		}
		// What the screens are told is the same.
		for _, k := range []domain.Kind{domain.KindDream, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting, domain.KindAttachment, domain.KindWish} {
			want := slices.Contains(strings.Fields(may[who]), string(k))
			if got := slices.Contains(f.MayAdd(v, now), "put_"+string(k)); got != want {
				t.Errorf("%s is told that he may put a %s: %v, want %v", who, k, got, want)
			}
		}
	}
}

func TestWhoAnswersAPlanChange(t *testing.T) {
	f := gather(everyKind...)
	ref := domain.Ref{Kind: domain.KindPlanChange, ID: "change"}
	for who, v := range viewers {
		if got, want := f.Can(v, access.ActAnswerChange, ref, itemOf(ref), now), who == peter; got != want {
			t.Errorf("%s answers: %v, want %v", who, got, want)
		}
		// The consultant replies, whoever stands in for her, and the one whose change it was.
		want := who == maja || who == jonas || who == vibeke
		if got := f.Can(v, access.ActReplyChange, ref, itemOf(ref), now); got != want {
			t.Errorf("%s replies: %v, want %v", who, got, want)
		}
		if f.Can(v, access.ActAnswerChange, domain.Ref{Kind: domain.KindGoal, ID: "goal"}, nil, now) {
			t.Errorf("%s answers a goal", who)
		}
	}
	for who, want := range map[domain.ID]string{peter: "answer_question answer_plan_change answer_plan answer_meeting send_message raise_flag", maja: "answer_question assess reply_plan_change propose_plan record_answer log_contact send_message raise_flag", vibeke: "answer_question log_contact send_message raise_flag", anette: ""} {
		got := slices.DeleteFunc(f.MayAdd(viewers[who], now), func(s string) bool { return strings.HasPrefix(s, "put_") })
		if strings.Join(got, " ") != want {
			t.Errorf("%s is told %v, want %s", who, got, want)
		}
	}
}

// What is not seen whole is not written: nothing unseen can be blanked.
func TestNobodyWritesWhatHeSeesPartly(t *testing.T) {
	e := &domain.Effort{Seen: listed("citizen", "lone"), Department: "rus", Responsible: lone}
	result := &domain.Effort{Seen: listed("citizen", "consultant", "vibeke"), Department: "job", Responsible: vibeke, ResultVisibility: []string{"citizen", "consultant"}}
	f := gather(thing{"effort", e}, thing{"result", result}, consent("schedule", "attendance"))
	for _, c := range []struct {
		who  domain.ID
		id   domain.ID
		item domain.Item
		want bool
	}{{maja, "effort", e, false}, {jonas, "effort", e, false}, {lone, "effort", e, true}, {maja, "result", result, true}, {vibeke, "result", result, false}} {
		if got := f.Can(viewers[c.who], access.ActWrite, domain.Ref{Kind: domain.KindEffort, ID: c.id}, c.item, now); got != c.want {
			t.Errorf("%s writes %s: %v, want %v", c.who, c.id, got, c.want)
		}
	}
}

// Nobody promises for another without it being seen who said so: a citizen's promises
// are her own, before and after.
func TestACitizenPromisesForHerselfOnly(t *testing.T) {
	for who, want := range map[domain.ID]bool{peter: true, maja: false, vibeke: false, anette: false} {
		if got := access.MayBecome(viewers[peter], &domain.Agreement{Responsible: who}); got != want {
			t.Errorf("a citizen's promise by %s: %v, want %v", who, got, want)
		}
		if !access.MayBecome(viewers[maja], &domain.Agreement{Responsible: who}) {
			t.Errorf("the consultant records no promise by %s", who)
		}
	}
}

func itemOf(ref domain.Ref) domain.Item {
	for _, it := range everyKind {
		if it.id == ref.ID {
			return it.item
		}
	}
	return nil
}

func TestNobodyDoesAnythingOutsideHisTime(t *testing.T) {
	f := gather(everyKind...)
	for who, v := range viewers {
		v.Relation.From, v.Relation.To = now.Add(-time.Hour), now
		for _, it := range everyKind {
			ref := domain.Ref{Kind: it.item.Kind(), ID: it.id}
			for _, act := range []access.Action{access.ActWrite, access.ActAnswerChange, access.ActReplyChange} {
				if f.Can(v, act, ref, it.item, now) || f.Can(v, act, ref, nil, now) {
					t.Errorf("%s does %s to %s after his time", who, act, it.id)
				}
			}
		}
		if may := f.MayAdd(v, now); len(may) > 0 {
			t.Errorf("%s is told %v after his time", who, may)
		}
	}
}
