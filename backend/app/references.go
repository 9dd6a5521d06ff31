package app

import (
	"encoding/json"
	"slices"
	"strings"

	"tavlen/backend/domain"
)

// references are the fields that name other items on the plan, by kind; "follow_up.x" is
// a field within one.
var references = map[domain.Kind]map[string]domain.Kind{
	domain.KindPlan: {"board.focus_goals": domain.KindGoal},
	domain.KindStep: {"goal": domain.KindGoal, "after": domain.KindStep},
	domain.KindEffort: {"goals": domain.KindGoal, "after": domain.KindEffort, "consent": domain.KindConsent, "follow_up.next_meeting": domain.KindMeeting,
		"follow_up.end_meeting": domain.KindMeeting, "next_step.meeting": domain.KindMeeting, "next_step.effort": domain.KindEffort},
	domain.KindAgreement: {"goal": domain.KindGoal, "made_at": domain.KindMeeting},
	domain.KindMeeting:   {"effort": domain.KindEffort, "absence.moved_to": domain.KindMeeting},
	domain.KindFlag:      {"effort": domain.KindEffort},
	// A change that is about a booking names its meetings.
	domain.KindPlanChange:     {"also": domain.KindMeeting},
	domain.KindMeetingRequest: {"meeting": domain.KindMeeting},
	domain.KindContactAttempt: {"about": domain.KindMeeting},
	domain.KindHandover:       {"meetings": domain.KindMeeting},
	domain.KindStory:          {"consent": domain.KindConsent},
}

// hideReferences takes out of an item's fields what names an item that is not seen.
func hideReferences(f domain.Fields, k domain.Kind, sees func(domain.Ref) bool) {
	hideIn(f, references[k], sees)
}

func hideIn(f domain.Fields, fields map[string]domain.Kind, sees func(domain.Ref) bool) {
	for field, to := range fields {
		in, name, done := within(f, field)
		ids := idsIn(in, name)
		seen := slices.DeleteFunc(slices.Clone(ids), func(id domain.ID) bool { return !sees(domain.Ref{Kind: to, ID: id}) })
		switch {
		case len(seen) == len(ids):
			continue
		case len(seen) == 0:
			delete(in, name)
		default:
			in[name] = rawIDs(seen, in[name])
		}
		done()
	}
}

// keepUnseen gives what was sent of an item with those references that the sender is not
// shown and so cannot have sent: nobody cuts a tie to what he does not see.
func keepUnseen(sent, base domain.Fields, k domain.Kind, sees func(domain.Ref) bool) domain.Fields {
	out := make(domain.Fields, len(sent))
	for field, raw := range sent {
		out[field] = raw
	}
	for field, to := range references[k] {
		if outer, _, _ := strings.Cut(field, "."); out[outer] == nil {
			continue // left out, so it stays as it is
		}
		had, name, _ := within(base, field)
		in, _, done := within(out, field)
		if outer, _, _ := strings.Cut(field, "."); domain.MergesInside(outer) && in[name] == nil {
			continue // left out of what is laid over, so it stays too
		}
		ids := idsIn(in, name)
		for _, id := range idsIn(had, name) {
			one := had[name][0] == '"'
			if sees(domain.Ref{Kind: to, ID: id}) || slices.Contains(ids, id) || one && len(ids) > 0 {
				continue
			}
			ids = append(ids, id)
			in[name] = rawIDs(ids, had[name])
			done()
		}
	}
	return out
}

// within finds the object that holds a field, and the field's name in it; done puts a
// changed inner object back.
func within(f domain.Fields, field string) (in domain.Fields, name string, done func()) {
	outer, inner, nested := strings.Cut(field, ".")
	if !nested {
		return f, field, func() {}
	}
	if json.Unmarshal(f[outer], &in) != nil || in == nil {
		in = domain.Fields{}
	}
	return in, inner, func() {
		if raw, err := json.Marshal(in); err == nil {
			f[outer] = raw
		}
	}
}

// idsIn reads a field that holds one id or a list of them.
func idsIn(f domain.Fields, name string) []domain.ID {
	var one domain.ID
	var many []domain.ID
	if json.Unmarshal(f[name], &one) == nil && one != "" {
		return []domain.ID{one}
	}
	if json.Unmarshal(f[name], &many) != nil {
		return nil
	}
	return many
}

// rawIDs writes one or more ids in the form that like has: the one, or a list.
func rawIDs(ids []domain.ID, like json.RawMessage) json.RawMessage {
	var v any = ids
	if like[0] == '"' {
		v = ids[0]
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return like // ids are plain text: cannot happen
	}
	return raw
}

// referencesOf lists the items that an item names.
func referencesOf(it domain.Item) map[domain.Ref]bool {
	out := map[domain.Ref]bool{}
	add := func(k domain.Kind, ids ...domain.ID) {
		for _, id := range ids {
			out[domain.Ref{Kind: k, ID: id}] = true
		}
	}
	switch it := it.(type) {
	case *domain.Plan:
		add(domain.KindGoal, it.Board.FocusGoals...)
	case *domain.Step:
		add(domain.KindGoal, it.Goal)
		add(domain.KindStep, it.After)
	case *domain.Effort:
		add(domain.KindGoal, it.Goals...)
		add(domain.KindEffort, it.After)
		if it.FollowUp != nil {
			add(domain.KindMeeting, it.FollowUp.NextMeeting, it.FollowUp.EndMeeting)
		}
		if it.NextStep != nil {
			add(domain.KindMeeting, it.NextStep.Meeting)
			add(domain.KindEffort, it.NextStep.Effort)
		}
	case *domain.Agreement:
		add(domain.KindGoal, it.Goal)
		add(domain.KindMeeting, it.MadeAt)
	case *domain.Meeting:
		add(domain.KindEffort, it.Effort)
	case *domain.Picture:
		if to, on := it.On.Ref(); on {
			add(to.Kind, to.ID)
		}
	}
	return out
}

// hideInConflicts takes out of the texts of a conflict what names an item that the writer
// does not see: his own text cannot have named it.
func (c *change) hideInConflicts(k domain.Kind, conflicts []domain.Conflict) {
	for i := range conflicts {
		x := &conflicts[i]
		name, fields := x.Field, references[k]
		if to, is := fields[name]; is {
			name, fields = "it", map[string]domain.Kind{"it": to}
		}
		for _, side := range []*any{&x.Yours, &x.Theirs, &x.Base} {
			raw, err := json.Marshal(*side)
			if err != nil || *side == nil {
				continue
			}
			f := domain.Fields{name: raw}
			hideIn(f, fields, c.sees)
			if *side = nil; f[name] != nil && json.Unmarshal(f[name], side) != nil {
				*side = nil
			}
		}
	}
}
