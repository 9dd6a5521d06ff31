package access_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// limited makes of a citizen one who came in with a code alone.
func limited(v access.Viewer) access.Viewer {
	v.Limited = true
	return v
}

// Of a whole plan she sees the head and when her coming meetings are, and not one word of it.
func TestALimitedCitizenSeesWhenAndNothingElse(t *testing.T) {
	for _, citizen := range []string{"peter", "sofie", "birthe", "daryna"} {
		c := testkit.CaseOf(t, citizen)
		f, v := facts(t, c), relationTo(t, c, citizen)
		whole, got := seen(f, v, testkit.Anchor), seen(f, limited(v), testkit.Anchor)
		meetings := 0
		for ref := range got {
			view := f.See(limited(v), ref, testkit.Anchor)
			switch ref.Kind {
			case domain.KindPlan:
				if !slices.Equal(view.Fields, []string{"title", "status"}) {
					t.Errorf("%s: of the plan %v", citizen, view.Fields)
				}
			case domain.KindMeeting:
				meetings++
				if !slices.Equal(view.Fields, []string{"start", "end", "status"}) {
					t.Errorf("%s: of a meeting %v", citizen, view.Fields)
				}
			default:
				t.Errorf("%s sees a %s", citizen, ref.Kind)
			}
			if _, also := whole[ref]; !also {
				t.Errorf("%s sees a %s with a code that she does not see otherwise", citizen, ref.Kind)
			}
		}
		if meetings == 0 {
			t.Errorf("%s sees no meeting", citizen)
		}
		for _, thread := range c.Threads {
			reads, writes := access.Thread(limited(v), thread, testkit.Anchor)
			if reads || writes == thread.Confidential || writes && !slices.Contains(thread.Between, v.Person) {
				t.Errorf("%s: of the thread between %v reads %v, writes %v", citizen, thread.Between, reads, writes)
			}
		}
		if may := f.MayAdd(limited(v), testkit.Anchor); !slices.Equal(may, []string{string(access.ActWriteMessage)}) {
			t.Errorf("%s may %v", citizen, may)
		}
		if limited(v).MayReadHistory() {
			t.Errorf("%s reads the history", citizen)
		}
		if phone, _ := access.Person(limited(v), c.Citizen); phone {
			t.Errorf("%s is shown a number that is not the municipality's", citizen)
		}
	}
}

// Whatever is on the plan: what a limited citizen sees is a part of what she sees otherwise, and
// nothing of it is hers to change.
func TestALimitedCitizenSeesAPartAndChangesNothing(t *testing.T) {
	c := testkit.CaseOf(t, "peter")
	f, v := facts(t, c), relationTo(t, c, "peter")
	acts := []access.Action{access.ActWrite, access.ActAnswerChange, access.ActAnswerPlan, access.ActRaiseFlag, access.ActTalkOnFlag, access.ActConfirmFlag, access.ActAnswerNote, access.ActShareNotes,
		access.ActEndWord, access.ActAnswerQuestion, access.ActAnswerMeeting, access.ActManageContact, access.ActTellNew}
	kinds := []domain.Kind{domain.KindGoal, domain.KindStep, domain.KindMeeting, domain.KindContact, domain.KindDream, domain.KindFlag, domain.KindPlan, domain.KindHandover, domain.KindPlanChange}
	rapid.Check(t, func(r *rapid.T) {
		now := testkit.Anchor.Add(time.Duration(rapid.IntRange(-60*24, 60*24).Draw(r, "hours")) * time.Hour)
		it := rapid.SampledFrom(c.Items).Draw(r, "item")
		ref := domain.Ref{Kind: it.Item.Kind(), ID: it.ID}
		less, all := f.See(limited(v), ref, now), f.See(v, ref, now)
		if less.Sees && (!all.Sees || less.Fields == nil) {
			r.Errorf("%s: %v with a code, %v otherwise", ref.Kind, less, all)
		}
		act := rapid.SampledFrom(acts).Draw(r, "act")
		if f.Can(limited(v), act, ref, it.Item, now) {
			r.Errorf("may %s a %s", act, ref.Kind)
		}
		if k := rapid.SampledFrom(kinds).Draw(r, "kind"); f.Can(limited(v), act, domain.Ref{Kind: k, ID: domain.NewID()}, nil, now) {
			r.Errorf("may %s a new %s", act, k)
		}
		if reads, writes := f.Line(limited(v), demo.PersonID("mor"), now); reads || writes {
			r.Errorf("the line with one of her people: %v, %v", reads, writes)
		}
	})
}

// An operation is closed to a limited citizen unless it says otherwise; none that does lets her
// read what stands on the plan in another way than by See.
func TestOperationsAreClosedToALimitedCitizen(t *testing.T) {
	open := []string{"createSession", "endSession", "endOtherSessions", "listSessions", "endOneSession", "getMe", "getPlan", "getPlanChanges", "streamPlan", "streamMine", "sendMessage",
		"listPasskeys", "askPasskey", "addPasskey", "askProof", "proveWithPasskey", "putPin", "checkPin", "getPromise", "getPushKey", "subscribePush", "unsubscribePush", "testPush", "markOpened"}
	for op, rule := range access.Operations {
		if rule.Public || !slices.Contains(rule.Roles, domain.RoleCitizen) {
			continue
		}
		err := rule.Allows(access.Actor{Role: domain.RoleCitizen, Limited: true})
		if wanted := slices.Contains(open, op); wanted != (err == nil) || !wanted && !errors.Is(err, &domain.Error{Code: domain.CodeLimited}) {
			t.Errorf("%s: %v", op, err)
		}
		if err := rule.Allows(access.Actor{Role: domain.RoleCitizen}); err != nil {
			t.Errorf("%s is closed to the citizen: %v", op, err)
		}
	}
}
