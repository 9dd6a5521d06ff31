package access

import (
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// What is said of a plan's end besides that there is one. Why it ended can be a pension or an illness, and
// the note is about how she is reached: both are for those who speak with her.
var (
	endWords   = []string{"ended.at", "ended.by", "ended.reason", "ended.follow_up_by", "ended.follow_up_on", "ended.note"}
	endAndDays = append(slices.Clone(endWords), "ended.day")
)

// EndSeen gives what is seen of a plan's head as it once was, of what is seen of it today: why it had ended
// is told to nobody else when it is open again.
func (f *Facts) EndSeen(v Viewer, today View, then *domain.Plan, now time.Time) View {
	return f.endSeen(v, today, then, now)
}

// endSeen gives what is seen of a plan's head where the plan has ended. The citizen, her consultant (and
// who stands in for her) and whoever follows up read all of it. Other staff are told that it has ended, and
// its last day, or they would go on planning: a confidential department too, for it is about the plan and
// nothing of theirs. A contact is told that it has ended where she shares something of the board with him.
func (f *Facts) endSeen(v Viewer, view View, p *domain.Plan, now time.Time) View {
	switch {
	case !p.Ended(), v.Relation.Kind == RelationCitizen, v.IsConsultant():
		return view
	case v.Relation.Kind == RelationProfessional && p.End.FollowUpBy == v.Person:
		return view
	case v.Relation.Kind == RelationContact && f.sharesBoard(v, now):
		view.Fields, view.Without = append(slices.Clone(view.Fields), "ended"), endAndDays
	case v.Relation.Kind != RelationContact:
		view.Without = slices.Concat(view.Without, endWords)
	}
	return view
}

// sharesBoard says whether a contact sees anything of the board itself, and not only when he comes along.
func (f *Facts) sharesBoard(v Viewer, now time.Time) bool {
	for ref, t := range f.Things {
		switch ref.Kind {
		case domain.KindDream, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement:
			if f.contactSees(v, t, now).Sees {
				return true
			}
		}
	}
	return false
}

// MayReopen says whether a team lead may open a plan again that has ended: one who could give that citizen
// to another consultant. The consultant who ended it may be gone by then.
func MayReopen(a Actor, consultant domain.Person) bool { return MayHandOver(a, consultant) }

// AfterEnd says whether staff may still do an operation on a plan that has ended. Nobody else is ever stopped:
// the citizen's words, answers and consents are hers, and her people's are between them.
type AfterEnd string

// What every operation by which staff write on a plan says, in Operations.
const (
	// Stops is what plans anew: it waits until the plan is opened again.
	Stops AfterEnd = "stops"
	// GoesOn is what answers, closes, withdraws or writes down. Nothing new is planned by it either (Planned).
	GoesOn AfterEnd = "goes_on"
)

// Planned are the kinds of things that staff put on no plan that has ended, by whatever operation.
var Planned = []domain.Kind{domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting, domain.KindAssessment}

// Stopped says whether a plan's end stops staff in an operation.
func (f *Facts) Stopped(v Viewer, r Rule) bool {
	return f.Ended && r.AfterEnd == Stops && v.Role.Staff()
}

// StoppedNew says whether a plan's end stops staff from putting a new thing on the plan.
func (f *Facts) StoppedNew(v Viewer, k domain.Kind) bool {
	return f.Ended && v.Role.Staff() && slices.Contains(Planned, k)
}

// PutRule gives the rule of the operation by which a thing of a kind is written; an empty one where there is none.
func PutRule(k domain.Kind) Rule {
	if k == domain.KindPlan {
		return Operations["putBoard"]
	}
	return Operations["put"+strings.ToUpper(string(k[:1]))+string(k[1:])]
}

type doing struct{}

// Doing notes in a context which operation it belongs to, so that what hangs on the plan is decided where
// the plan is known, in the transaction.
func Doing(ctx context.Context, operation string) context.Context {
	return context.WithValue(ctx, doing{}, operation)
}

// RuleOf gives the rule of the operation that a context belongs to; one that says nothing where it
// belongs to none, as what the program does by itself.
func RuleOf(ctx context.Context) Rule {
	op, _ := ctx.Value(doing{}).(string)
	return Operations[op]
}
