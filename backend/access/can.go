package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// Action is something a person may want to do.
type Action string

// The actions on a plan.
const (
	ActWrite        Action = "write"              // make or change an item
	ActAnswerChange Action = "answer_plan_change" // the citizen's answer to a plan change
	ActReplyChange  Action = "reply_plan_change"  // the consultant's answer to that
	ActPropose      Action = "propose_plan"       // the consultant says that a draft is ready
	ActAnswerPlan   Action = "answer_plan"        // the citizen's answer to the draft
	ActRecordAnswer Action = "record_answer"      // the consultant records one that was given on paper
	ActEndPlan      Action = "end_plan"           // the consultant ends a plan, or opens it again
	ActProtect      Action = "put_protection"     // the consultant says that the address is protected
	ActWriteMessage Action = "send_message"
	ActReadMessages Action = "read_messages"
	ActAnswerWish   Action = "answer_wish" // staff answer what the citizen wants to hear about

	// Around a flag.
	ActRaiseFlag   Action = "raise_flag"         // the citizen: something does not work; or staff write down that she says so
	ActTalkOnFlag  Action = "write_on_flag"      // who sees it, and is no contact
	ActSeeFlag     Action = "see_flag"           // staff have seen it
	ActAnswerFlag  Action = "answer_flag"        // staff say what is made otherwise
	ActConfirmFlag Action = "confirm_adjustment" // the citizen says whether it helped; or staff write down her word

	// The assessment: the consultant's to book, to move, to call off and to make a draft of.
	ActAssess     Action = "assess"
	ActWriteNote  Action = "write_note"  // whoever holds the talk
	ActAnswerNote Action = "answer_note" // the citizen: it fits, or not quite
	ActShareNotes Action = "share_notes" // the citizen: those who talk with me may read each other's

	// Consents: given by the citizen, written down for her by staff, taken back on her word.
	ActGiveConsent     Action = "put_consent"
	ActWithdrawConsent Action = "withdraw_consent"
	ActConfirmConsent  Action = "confirm_consent"
	ActLetRunOut       Action = "let_consent_run_out"

	ActEndWord Action = "say_end_word" // the citizen's own word about an effort that ends

	ActAnswerQuestion Action = "answer_question" // "Hvor langt er jeg?": the citizen and those who work with her, each for himself

	// Hours with pay, week by week, and the citizen's own goal for them.
	ActSeeHours  Action = "see_hours"
	ActPutHours  Action = "put_hours"
	ActHoursGoal Action = "put_hours_goal"

	// Around a meeting.
	ActAnswerMeeting Action = "answer_meeting" // the citizen: I come, I cannot, in which form, with whom
	ActSettle        Action = "settle_meeting" // staff who come to it: cancel, answer an absence, write the summary
	ActAnswerAlong   Action = "answer_along"   // a contact who was asked along
	ActAnswerRequest Action = "answer_request" // staff answer that the citizen asks to meet
	ActLogContact    Action = "log_contact"    // staff note that they tried to reach the citizen

	// What she wants corrected or erased: hers to ask and take back, staff's to answer.
	ActAskRight      Action = "ask_right"
	ActWithdrawRight Action = "withdraw_right"
	ActAnswerRight   Action = "answer_right"
	// Around the citizen's own people.
	ActManageContact Action = "manage_contact" // the citizen: invite, confirm, share, pause, remove
	ActLeave         Action = "leave_plan"     // a contact goes by himself
	ActTakeReport    Action = "take_report"    // the consultant: this is what I did about what she told of him
	// The change of consultant.
	ActHandOver Action = "change_consultant"
	ActHello    Action = "hello_from_consultant" // the new consultant's first word
	ActTellNew  Action = "tell_new_consultant"   // the citizen tells the new one what he must know

	ActSpar Action = "put_sparring" // the consultant asks her colleagues, without saying about whom

	// The good story, which the citizen alone says yes to.
	ActAskStory    Action = "ask_story"
	ActAnswerStory Action = "answer_story"
	ActExportStory Action = "export_story"

	ActEncourage Action = "encourage"  // a contact sends a word, where the citizen lets him
	ActOfferHelp Action = "offer_help" // a contact offers help, where the citizen lets him
)

// Can says whether the viewer may do the action to an item of the plan at an instant;
// item is the stored one, nil when it is to be made. The caller has already found the
// plan through the viewer's scope.
func (f *Facts) Can(v Viewer, act Action, ref domain.Ref, item domain.Item, now time.Time) bool {
	if !v.MayOpen(now) {
		return false
	}
	if v.Limited {
		return false
	}
	if act == ActAnswerAlong {
		// A companion sees a part of the meeting; his own row is his to write.
		m, ok := item.(*domain.Meeting)
		return ok && v.Relation.Kind == RelationContact && slices.Contains(m.Companions, v.Person) && f.See(v, ref, now).Sees
	}
	switch act {
	case ActAssess, ActWriteNote, ActShareNotes:
		return f.onAssessment(v, act, ref, item)
	case ActGiveConsent:
		return f.givesConsent(v, item)
	case ActAskRight, ActWithdrawRight, ActAnswerRight:
		return f.onRights(v, act, ref, item, now)
	}
	if item != nil {
		// What one does not see whole one does not write: nothing unseen is blanked.
		if view := f.See(v, ref, now); !view.Sees || view.Partial() || view.Without != nil {
			return false
		}
	}
	switch act {
	case ActHandOver:
		// Not her deputy: whose citizens they are is hers and the team lead's to say.
		return ref.Kind == domain.KindHandover && v.Relation.Kind == RelationConsultant
	case ActHello:
		h, ok := item.(*domain.Handover)
		return ok && v.Relation.Kind == RelationConsultant && h.To == v.Person && h.Holds(now)
	case ActTellNew:
		return ref.Kind == domain.KindHandover && v.Relation.Kind == RelationCitizen
	case ActManageContact:
		return v.Relation.Kind == RelationCitizen && ref.Kind == domain.KindContact
	case ActTakeReport:
		return v.IsConsultant() && ref.Kind == domain.KindContact
	case ActEncourage:
		return v.Relation.Kind == RelationContact && f.maySend(v.Person, DoEncourage, now)
	case ActOfferHelp:
		return v.Relation.Kind == RelationContact && f.maySend(v.Person, DoOffer, now)
	case ActLeave:
		return v.Relation.Kind == RelationContact
	case ActAnswerChange:
		return v.Relation.Kind == RelationCitizen && ref.Kind == domain.KindPlanChange
	case ActReplyChange:
		return ref.Kind == domain.KindPlanChange && (v.IsConsultant() || v.Relation.Kind == RelationProfessional && f.wrote(ref, v.Person))
	case ActPropose, ActRecordAnswer, ActProtect, ActEndPlan:
		return ref.Kind == domain.KindPlan && v.IsConsultant()
	case ActConfirmConsent, ActLetRunOut:
		return ref.Kind == domain.KindConsent && v.Relation.Kind == RelationCitizen
	case ActWithdrawConsent:
		// To take back must be as easy as to give (GDPR art. 7, 3), and only closes.
		return ref.Kind == domain.KindConsent && (v.Relation.Kind == RelationCitizen || f.givesConsent(v, item))
	case ActAskStory, ActAnswerStory, ActExportStory:
		return onStory(v, act, ref, item)
	case ActSpar:
		return ref.Kind == domain.KindPlan && v.IsConsultant()
	case ActAnswerPlan:
		return ref.Kind == domain.KindPlan && v.Relation.Kind == RelationCitizen
	case ActAnswerWish:
		// Whoever sees a wish as staff is one whom the citizen sent it to.
		return ref.Kind == domain.KindWish && (v.IsConsultant() || v.Relation.Kind == RelationProfessional)
	case ActRaiseFlag:
		return ref.Kind == domain.KindFlag && item == nil && (v.Relation.Kind == RelationCitizen || v.IsConsultant() || v.Relation.Kind == RelationProfessional)
	case ActEndWord:
		return ref.Kind == domain.KindEffort && item != nil && v.Relation.Kind == RelationCitizen
	case ActAnswerNote:
		return ref.Kind == domain.KindAssessmentNote && item != nil && v.Relation.Kind == RelationCitizen
	case ActAnswerQuestion:
		return ref.Kind == domain.KindMeasurement && f.measures(v, item)
	case ActSeeHours, ActPutHours, ActHoursGoal:
		return OnHours(v, act)
	case ActTalkOnFlag, ActSeeFlag, ActAnswerFlag, ActConfirmFlag:
		return f.onFlag(v, act, ref, item, now)
	case ActAnswerMeeting:
		return ref.Kind == domain.KindMeeting && v.Relation.Kind == RelationCitizen
	case ActSettle:
		// Who may change a meeting may also settle what becomes of it.
		return ref.Kind == domain.KindMeeting && mayWrite(v, ref.Kind, item)
	case ActAnswerRequest:
		return ref.Kind == domain.KindMeetingRequest && (v.IsConsultant() || v.Relation.Kind == RelationProfessional)
	case ActLogContact:
		return ref.Kind == domain.KindContactAttempt && item == nil && (v.IsConsultant() || v.Relation.Kind == RelationProfessional)
	case ActWrite:
		return mayWrite(v, ref.Kind, item)
	}
	return false
}

func (f *Facts) wrote(ref domain.Ref, person domain.ID) bool {
	t := f.Things[ref]
	if t == nil {
		return false
	}
	c, ok := t.item.(*domain.PlanChange)
	return ok && c.By == person
}

// onFlag says whether somebody may do something about a flag that he sees whole. What is made
// otherwise is written on its effort, so it takes the right to change that; and so it does to
// write down for the citizen whether it helped.
func (f *Facts) onFlag(v Viewer, act Action, ref domain.Ref, item domain.Item, now time.Time) bool {
	flag, ok := item.(*domain.Flag)
	staff := v.IsConsultant() || v.Relation.Kind == RelationProfessional
	switch {
	case !ok || ref.Kind != domain.KindFlag:
		return false
	case act == ActTalkOnFlag:
		return staff || v.Relation.Kind == RelationCitizen
	case act == ActConfirmFlag && v.Relation.Kind == RelationCitizen:
		return true
	case act != ActSeeFlag && flag.Effort != "":
		effort := domain.Ref{Kind: domain.KindEffort, ID: flag.Effort}
		t := f.Things[effort]
		return staff && t != nil && f.Can(v, ActWrite, effort, t.item, now)
	}
	return staff
}

// measures says whether somebody may answer the questions, or go on with what he has answered: by
// himself and for himself. That a confidential department works with her would show by its answers,
// so nobody there has any.
func (f *Facts) measures(v Viewer, item domain.Item) bool {
	if m, ok := item.(*domain.Measurement); ok && m.By != v.Person {
		return false
	}
	return v.Relation.Kind == RelationCitizen || v.IsConsultant() || v.Relation.Kind == RelationProfessional && !f.confidential[v.Department]
}

// OnHours says who reads and writes the citizen's hours with pay: she and her consultant, with
// the deputy in his window. What she earns is no part of any other professional's work with
// her, nor ever told to her people. The goal is hers alone to choose.
func OnHours(v Viewer, act Action) bool {
	return v.Relation.Kind == RelationCitizen || act != ActHoursGoal && v.IsConsultant()
}

// Asks says whether somebody is asked a question: the citizen never what is for staff only.
func Asks(v Viewer, q *domain.Indicator) bool {
	return v.Relation.Kind != RelationCitizen || !q.StaffOnly && q.CitizenQ != ""
}

func mayWrite(v Viewer, k domain.Kind, item domain.Item) bool {
	switch v.Relation.Kind {
	case RelationCitizen:
		switch k {
		case domain.KindPlan:
			return item != nil // how the board is laid out; nobody makes a plan by writing
		case domain.KindDream, domain.KindGoal, domain.KindStep, domain.KindStrength, domain.KindChallenge, domain.KindAttachment, domain.KindWish, domain.KindMeetingRequest:
			return true
		case domain.KindAgreement:
			// A citizen writes what she promises herself; another's promise is the other's to change.
			a, ok := item.(*domain.Agreement)
			return !ok || a.Responsible == v.Person
		}
	case RelationConsultant, RelationDeputy:
		switch k {
		case domain.KindPlan:
			return item != nil
		case domain.KindGoal, domain.KindStep, domain.KindStrength, domain.KindChallenge, domain.KindEffort, domain.KindAgreement, domain.KindMeeting, domain.KindAttachment:
			return true
		}
	case RelationProfessional:
		switch it := item.(type) {
		case nil:
			switch k {
			case domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting:
				return true
			}
		case *domain.Effort:
			return it.Responsible == v.Person
		case *domain.Meeting:
			return slices.Contains(it.With, v.Person)
		case *domain.Agreement:
			return it.Responsible == v.Person || it.RecordedBy == v.Person
		case *domain.Step:
			return true
		}
	}
	return false
}

// MayBecome says whether a thing may end up as item by the viewer's hand, made or
// changed: a citizen promises for herself and nobody else.
func MayBecome(v Viewer, item domain.Item) bool {
	if a, ok := item.(*domain.Agreement); ok && v.Relation.Kind == RelationCitizen {
		return a.Responsible == v.Person
	}
	return true
}

// MayAdd lists what the viewer may do on the plan as a whole, for the screens: the
// operations that make something new or answer something.
func (f *Facts) MayAdd(v Viewer, now time.Time) []string {
	out := []string{}
	if !v.MayOpen(now) {
		return out
	}
	if v.Limited {
		return append(out, string(ActWriteMessage))
	}
	for _, k := range []domain.Kind{domain.KindDream, domain.KindStrength, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting, domain.KindAttachment, domain.KindWish, domain.KindMeetingRequest} {
		if mayWrite(v, k, nil) && !f.StoppedNew(v, k) && !f.Stopped(v, PutRule(k)) {
			out = append(out, "put_"+string(k))
		}
	}
	if mayWrite(v, domain.KindPlan, &domain.Plan{}) && !f.Stopped(v, PutRule(domain.KindPlan)) {
		out = append(out, "put_board")
	}
	if f.measures(v, nil) {
		out = append(out, string(ActAnswerQuestion))
	}
	if OnHours(v, ActPutHours) {
		out = append(out, string(ActPutHours))
	}
	switch v.Relation.Kind {
	case RelationCitizen:
		out = append(out, string(ActAnswerChange), string(ActAnswerPlan), string(ActAnswerMeeting), string(ActWriteMessage), string(ActRaiseFlag))
	case RelationConsultant, RelationDeputy:
		for _, may := range []struct {
			act Action
			op  string
		}{{ActAssess, "bookAssessment"}, {ActReplyChange, "answerPlanChange"}, {ActPropose, "proposePlan"}, {ActRecordAnswer, "answerPlan"}} {
			if !f.Stopped(v, Operations[may.op]) {
				out = append(out, string(may.act))
			}
		}
		out = append(out, string(ActLogContact), string(ActWriteMessage), string(ActRaiseFlag))
	case RelationProfessional:
		out = append(out, string(ActLogContact), string(ActWriteMessage), string(ActRaiseFlag))
	}
	return out
}

// Thread says whether the viewer may read (and write in) a thread. A specialist's
// thread stays between the two; the consultant's is also her deputy's in his window.
func Thread(v Viewer, t domain.Thread, now time.Time) (reads, writes bool) {
	if !v.MayOpenThreads(now) || v.Relation.Kind == RelationContact {
		return false, false
	}
	if v.Limited {
		// What was written may be another's to read; to be heard is hers.
		return false, !t.Confidential && t.TakesPart(v.Person, now)
	}
	if t.TakesPart(v.Person, now) {
		return true, true
	}
	if v.Relation.Kind == RelationDeputy && t.StandsIn(v.Person, now) {
		return true, true
	}
	return false, false
}

// CountsForLead says whether a change that waits for an answer counts in the number a team
// lead is shown. What belongs to a confidential department is not hers to know of, not
// even as a number.
func (f *Facts) CountsForLead(ref domain.Ref) bool {
	t := f.Things[ref]
	return t != nil && t.Confidential == ""
}

// ThreadCountsForLead says the same of the unread messages of a thread.
func ThreadCountsForLead(t domain.Thread) bool { return !t.Confidential }

// ChangedBy says whether a viewer who sees a thing whole is told who changed it last. The
// citizen always is. Staff are told of the citizen, of consultants, and of specialists they
// work with; that a specialist of a confidential department was there is nobody else's.
func (f *Facts) ChangedBy(v Viewer, by domain.Person) bool {
	switch {
	case v.Relation.Kind == RelationCitizen, by.ID == v.Person && v.Relation.Kind != RelationContact:
		return true
	case v.Relation.Kind == RelationContact:
		return false
	}
	switch by.Role {
	case domain.RoleCitizen, domain.RoleConsultant:
		return true
	case domain.RoleProfessional:
		return by.Department == v.Department || v.IsConsultant() && !f.confidential[by.Department]
	}
	return false
}

// MayHandOver says whether a team lead may give a consultant's citizens to another: one of
// the same department, or where either has none.
func MayHandOver(a Actor, consultant domain.Person) bool {
	return a.Role == domain.RoleTeamLead && (a.Department == "" || consultant.Department == "" || a.Department == consultant.Department)
}

// Person says how much of a person who is named on the plan the viewer sees.
func Person(v Viewer, p domain.Person) (phone, about bool) {
	if v.Relation.Kind == RelationContact {
		return false, false
	}
	works := p.Role.Staff() || p.Role == domain.RoleWorkplaceMentor || p.Role == domain.RoleProvider
	return works || v.Relation.Kind == RelationCitizen && !v.Limited || (v.IsConsultant() || v.Relation.Kind == RelationGlass) && p.Role == domain.RoleCitizen, true
}
