package demo

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// What follows are the rules of a case that a schema cannot say: one field against
// another. The domain has most of them too, in Danish for the screen; here they are in
// English and with a place, for the one who writes a file.

// check tells of a thing whose fields contradict each other.
func (r *reader) check(it domain.Item, at string) {
	bad := func(wrong bool, place, reason string) {
		if wrong {
			r.problem(pointer(at)+place, reason)
		}
	}
	switch it := it.(type) {
	case *domain.Effort:
		bad(it.Start != "" && it.End != "" && it.End < it.Start, "/end", "is before start")
		bad(it.Sequence == "after" && it.After == "", "/after", "missing: sequence is after, so say after which effort")
		bad(it.Time != nil && it.Time.To <= it.Time.From, "/time/to", "is not after from")
		for i, p := range it.Pauses {
			bad(p.To < p.From, pointerAt("/pauses", i)+"/to", "is before from")
		}
	case *domain.Meeting:
		bad(!it.End.After(it.Start), "/end", "is not after start")
		bad(it.End.Sub(it.Start) > 24*time.Hour, "/end", "is more than a day after start")
		if a := it.Absence; a != nil {
			bad((a.AnsweredAt == nil) != (a.AnsweredBy == ""), "/absence", "needs both answered_at and answered_by, or neither")
		}
		bad(it.Cancelled != nil && it.Status != domain.StatusCancelled, "/cancelled", "stands with status cancelled, and only then")
		if p := it.PickUp; p != nil {
			bad((p.AnsweredAt == nil) != (p.Answer == "") || (p.AnsweredBy == "") != (p.Answer == ""), "/pick_up", "needs answer, answered_at and answered_by, or none of them")
		}
		for i, a := range it.Along {
			bad(!slices.Contains(it.Companions, a.Who), pointerAt("/companion_answers", i)+"/who", "is not among the companions")
		}
	case *domain.MeetingRequest:
		answered := it.Status == domain.StatusYes || it.Status == domain.StatusNo
		bad(answered != (it.AnsweredAt != nil) || answered != (it.AnsweredBy != ""), "/status", "yes and no stand with answered_at and answered_by, and only they")
		bad(it.AnsweredAt != nil && it.AnsweredAt.Before(it.At), "/answered_at", "is before it was asked")
		bad(it.Meeting != "" && it.Status != domain.StatusYes, "/meeting", "stands with status yes, and only then")
	case *domain.Consent:
		bad(it.ConsentKind == domain.ConsentShareDepartment && it.Department == "", "/department", "missing: say which department the consent opens")
		bad(it.Expires <= domain.DateOf(it.GivenAt), "/expires", "is not after given_at")
		bad(it.Expires > domain.DateOf(it.GivenAt.AddDate(1, 0, 1)), "/expires", "is more than a year after given_at")
		bad((it.Status == "withdrawn") != (it.WithdrawnAt != nil), "/withdrawn_at", "stands with status withdrawn, and only then")
	case *domain.Contact:
		bad((it.Status == "active" || it.Status == "paused") && it.AcceptedAt == nil, "/accepted_at", "missing: nobody has access who has not accepted")
		bad((it.Status == "withdrawn") != (it.WithdrawnAt != nil), "/withdrawn_at", "stands with status withdrawn, and only then")
		bad(it.AcceptedAt != nil && it.AcceptedAt.Before(it.InvitedAt), "/accepted_at", "is before invited_at")
		bad(it.WithdrawnAt != nil && it.WithdrawnAt.Before(it.InvitedAt), "/withdrawn_at", "is before invited_at")
	case *domain.Flag:
		bad((it.ResolvedAt == nil) != (it.ResolvedBy == ""), "/resolved_at", "stands with resolved_by, and only then")
		for _, d := range []struct {
			name string
			deed *domain.Deed
		}{{"seen", it.SeenAt}, {"answered", it.Answered}, {"action", it.Action}} {
			bad(d.deed != nil && d.deed.At.Before(it.At), pointer("", d.name, "at"), "is before the flag itself")
		}
	case *domain.PlanChange:
		bad(it.CitizenAnswer != "" && it.SeenByCitizenAt == nil, "/seen_by_citizen_at", "missing: what is answered was seen")
		bad(it.SeenByCitizenAt != nil && it.SeenByCitizenAt.Before(it.At), "/seen_by_citizen_at", "is before the change itself")
		bad(it.CitizenComment != "" && it.CitizenAnswer == "", "/citizen_answer", "missing: a comment comes with an answer")
		bad(it.Reply != nil && it.CitizenAnswer != domain.AnswerDisagree && it.CitizenAnswer != domain.AnswerTalk, "/answer", "stands with citizen_answer disagree or talk, and only then")
		bad(it.Reply != nil && it.SeenByCitizenAt != nil && it.Reply.At.Before(*it.SeenByCitizenAt), "/answer/at", "is before the citizen's answer")
	case *domain.Step:
		bad((it.Status == domain.StatusDone) != (it.DoneAt != ""), "/done_at", "stands with status done, and only then")
	}
}

func (r *reader) checkThread(t domain.Thread, visibility []domain.ID, at string) {
	if !slices.Contains(t.Between, PersonID(r.c.Key)) {
		r.problem(pointer(at, "between"), "the citizen is not among them")
	}
	if t.Confidential && t.Deputy != "" {
		r.problem(pointer(at, "deputy"), "a sensitive thread stays between the two")
	}
	if visibility != nil && !(len(visibility) == 2 && slices.Contains(visibility, t.Between[0]) && slices.Contains(visibility, t.Between[1])) {
		r.problem(pointer(at, "visibility"), "a thread is read by those it is between; leave this out or name exactly them")
	}
}

func (r *reader) checkMessage(t domain.Thread, m domain.Message, at string) {
	if m.From != domain.System && m.From != t.Deputy && !slices.Contains(t.Between, m.From) {
		r.problem(pointer(at, "from"), "has no part in this thread")
	}
	if m.ReadAt != nil && m.ReadAt.Before(m.At) {
		r.problem(pointer(at, "read_at"), "is before it was sent")
	}
}
