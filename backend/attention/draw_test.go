package attention_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/catalogue"
	"tavlen/backend/domain"
)

var departments = []domain.Department{{ID: "job"}, {ID: "rus", Confidential: true}}

// drawPlan makes up a plan, good or bad: ends before starts, days that do not exist, nobody
// responsible, meetings that stand in each other's place, all the staff away.
func drawPlan(t *rapid.T) app.Attentive {
	in := app.Attentive{Plan: "plan", Catalogue: catalogue.Builtin(), People: map[domain.ID]domain.Person{}, Settled: map[string]bool{}}
	for id, role := range map[domain.ID]domain.Role{citizen: domain.RoleCitizen, maja: domain.RoleConsultant, jonas: domain.RoleConsultant, vibeke: domain.RoleProfessional,
		lone: domain.RoleProfessional, tove: domain.RoleTeamLead, mogens: domain.RoleWorkplaceMentor} {
		in.People[id] = domain.Person{ID: id, Role: role, Name: string(id)}
	}
	in.Citizen = in.People[citizen]
	in.Citizen.Citizen = drawCitizen(t)
	head := &domain.Plan{Citizen: citizen, Consultant: rapid.SampledFrom([]domain.ID{maja, maja, maja, "", nobody}).Draw(t, "consultant"),
		Status: rapid.SampledFrom([]domain.Status{domain.StatusActive, domain.StatusActive, domain.StatusDraft}).Draw(t, "status"), AgreedOn: date(t, "agreed")}
	if rapid.IntRange(0, 4).Draw(t, "ended") == 0 {
		head.End = &domain.PlanEnd{Reason: rapid.SampledFrom([]domain.EndReason{domain.EndMoved, domain.EndDied}).Draw(t, "why"), FollowUpBy: who(t), FollowUpOn: date(t, "follow up")}
		in.Goes, in.GoesToldAt = date(t, "goes"), at(t, "told that it goes")
	}
	add(&in, "plan", head)
	for i := range rapid.IntRange(0, 3).Draw(t, "efforts") {
		add(&in, domain.ID(fmt.Sprint("effort", i)), drawEffort(t))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "meetings") {
		add(&in, domain.ID(fmt.Sprint("meeting", i)), drawMeeting(t))
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "agreements") {
		add(&in, domain.ID(fmt.Sprint("agreement", i)), &domain.Agreement{Responsible: who(t), Due: date(t, "due"), NextDue: date(t, "next due"),
			Status: rapid.SampledFrom([]domain.Status{domain.StatusActive, domain.StatusActive, domain.StatusKept}).Draw(t, "status")})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "flags") {
		add(&in, domain.ID(fmt.Sprint("flag", i)), &domain.Flag{At: at(t, "flag"), By: citizen, Effort: "effort0", Notified: []domain.ID{who(t)}, SeenAt: drawDeed(t), Action: drawDeed(t)})
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "check-ins") {
		add(&in, domain.ID(fmt.Sprint("checkin", i)), &domain.Checkin{At: at(t, "check-in"), Score: rapid.IntRange(0, 5).Draw(t, "score"),
			Share: rapid.SampledFrom([][]string{nil, {"consultant"}, {}}).Draw(t, "share")})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "changes") {
		add(&in, domain.ID(fmt.Sprint("change", i)), &domain.PlanChange{At: at(t, "change"), By: who(t), CitizenAnswer: rapid.SampledFrom([]domain.Answer{"", domain.AnswerTalk, domain.AnswerDisagree}).Draw(t, "answer")})
	}
	if rapid.Bool().Draw(t, "measured") {
		add(&in, "indicator", &domain.Indicator{})
		add(&in, "measurement", &domain.Measurement{On: date(t, "measured"), By: citizen, Role: "citizen", Extra: rapid.Bool().Draw(t, "extra"), Values: map[domain.ID]int{"i1": rapid.IntRange(0, 10).Draw(t, "answer")}})
	}
	drawAssessment(t, &in)
	drawTalk(t, &in)
	in.Leads = rapid.SampledFrom([][]domain.ID{{tove}, {tove}, nil}).Draw(t, "leads")
	for range rapid.IntRange(0, 3).Draw(t, "absences") {
		from := at(t, "away")
		in.Leaves = append(in.Leaves, domain.Leave{Person: rapid.SampledFrom([]domain.ID{maja, jonas, vibeke}).Draw(t, "who"), Deputy: who(t), From: from, To: from.AddDate(0, 0, rapid.IntRange(-1, 60).Draw(t, "days"))})
	}
	return in
}

func drawCitizen(t *rapid.T) *domain.Citizen {
	if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
		return nil
	}
	c := &domain.Citizen{ConsultantSince: date(t, "since")}
	if rapid.Bool().Draw(t, "agreed") {
		c.Agreement = &domain.ContactAgreement{MaxSilenceDays: rapid.SampledFrom([]int{-3, 0, 1, 7, 14, 42, 1000}).Draw(t, "silence"), Preferred: "message"}
	}
	if rapid.Bool().Draw(t, "interpreter") {
		c.Interpreter = &domain.InterpreterNeed{Language: "uk", Always: true}
	}
	return c
}

func drawEffort(t *rapid.T) *domain.Effort {
	e := &domain.Effort{Title: rapid.SampledFrom([]string{"Praktik i køkkenet", "Samtaler", ""}).Draw(t, "title"), Department: rapid.SampledFrom([]string{"job", "job", "rus"}).Draw(t, "department"),
		Responsible: who(t), Start: date(t, "start"), End: date(t, "end"), RRule: rapid.SampledFrom([]string{"", "FREQ=WEEKLY;BYDAY=MO,TH", "nonsense"}).Draw(t, "days"),
		Status:      rapid.SampledFrom([]domain.Status{domain.StatusActive, domain.StatusActive, domain.StatusPlanned, domain.StatusPaused, domain.StatusCompleted, domain.StatusDropped}).Draw(t, "status"),
		JobOriented: rapid.Bool().Draw(t, "job"), RequestedOn: date(t, "requested"), GuaranteeDays: rapid.SampledFrom([]int{0, 14, -1}).Draw(t, "guarantee"), PaidHoursPerWeek: rapid.SampledFrom([]float64{0, 0, 6}).Draw(t, "paid")}
	e.Sensitive = rapid.Bool().Draw(t, "sensitive")
	if rapid.Bool().Draw(t, "followed") {
		e.FollowUp = &domain.FollowUp{EveryDays: rapid.SampledFrom([]int{0, 14, -1}).Draw(t, "every"), AfterStartDays: rapid.SampledFrom([][]int{nil, {28, 7}, {-1, 0}}).Draw(t, "after"),
			Last: date(t, "last"), EndMeeting: meeting(t)}
	}
	if rapid.Bool().Draw(t, "next") {
		e.NextStep = &domain.NextStep{Decided: rapid.IntRange(0, 3).Draw(t, "decided") == 0, Meeting: meeting(t)}
	}
	if rapid.IntRange(0, 3).Draw(t, "ending") == 0 {
		e.Ending = &domain.Ending{By: vibeke, At: at(t, "end begun"), Status: domain.StatusCompleted}
		e.NextStep = &domain.NextStep{Decided: true, Text: "Videre"}
	}
	if rapid.Bool().Draw(t, "rests") {
		e.Pauses = []domain.Pause{{From: date(t, "pause from"), To: date(t, "pause to")}}
	}
	return e
}

func drawMeeting(t *rapid.T) *domain.Meeting {
	start := at(t, "meeting")
	m := &domain.Meeting{Start: start, End: start.Add(time.Duration(rapid.IntRange(-1, 2).Draw(t, "length")) * time.Hour), Form: rapid.SampledFrom([]string{"walk", "phone"}).Draw(t, "form"),
		Status: rapid.SampledFrom([]domain.Status{domain.StatusPlanned, domain.StatusPlanned, domain.StatusHeld, domain.StatusMoved, domain.StatusCancelled, domain.StatusMissed}).Draw(t, "status"),
		With:   []domain.ID{who(t)}, Mandatory: rapid.Bool().Draw(t, "mandatory"), Measurement: rapid.Bool().Draw(t, "for measuring"), Effort: rapid.SampledFrom([]domain.ID{"", "effort0", "effort9"}).Draw(t, "of")}
	if rapid.Bool().Draw(t, "absent") {
		m.Absence = &domain.Absence{MovedTo: meeting(t)}
	}
	if rapid.Bool().Draw(t, "needs one") {
		m.Interpreter = &domain.Interpreter{Language: "uk"}
	}
	return m
}

func drawTalk(t *rapid.T, in *app.Attentive) {
	in.Threads = []domain.Thread{
		{ID: "th", Between: []domain.ID{citizen, maja}, Deputy: rapid.SampledFrom([]domain.ID{"", jonas, nobody}).Draw(t, "deputy")},
		{ID: "secret", Between: []domain.ID{citizen, lone}, Confidential: true},
		{ID: "empty"},
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "messages") {
		thread := in.Threads[rapid.IntRange(0, 1).Draw(t, "thread")]
		m := domain.Message{ID: domain.ID(fmt.Sprint("message", i)), Thread: thread.ID, At: at(t, "message"), From: rapid.SampledFrom([]domain.ID{citizen, citizen, thread.Between[1], domain.System}).Draw(t, "from"),
			MessageKind: rapid.SampledFrom([]string{"text", "text", "call_log"}).Draw(t, "kind")}
		in.Messages = append(in.Messages, m)
	}
	slices.SortStableFunc(in.Messages, func(a, b domain.Message) int { return a.At.Compare(b.At) })
	for i := range rapid.IntRange(0, 2).Draw(t, "attempts") {
		add(in, domain.ID(fmt.Sprint("attempt", i)), &domain.ContactAttempt{At: at(t, "attempt"), By: who(t), How: "phone", Reached: rapid.Bool().Draw(t, "reached")})
	}
	in.Access = access.Gather(in.Records, departments)
}

// drawSets makes up thresholds, with zeros and nonsense among them.
func drawSets(t *rapid.T) attention.Sets {
	if rapid.Bool().Draw(t, "as they come") {
		return attention.Sets{}
	}
	step := func(name string) *int {
		return rapid.SampledFrom([]*int{nil, ptr(0), ptr(1), ptr(5), ptr(30), ptr(-1)}).Draw(t, name)
	}
	list := []attention.Dated{}
	for range rapid.IntRange(0, 2).Draw(t, "dates") {
		d := attention.Dated{From: date(t, "from"), Rules: map[attention.Rule]attention.Steps{},
			Counts: attention.Counts{GapHorizon: step("horizon"), LowScore: step("low"), LowInRow: step("row")}}
		r := rapid.SampledFrom(attention.Rules).Draw(t, "rule")
		d.Rules[r] = attention.Steps{Amber: step("amber"), Orange: step("orange"), Red: step("red"), Deputy: step("deputy"), Leader: step("leader")}
		list = append(list, d)
	}
	return attention.Sets{Municipality: list, Persons: map[domain.ID][]attention.Dated{citizen: list}}
}

func ptr(i int) *int { return &i }

func who(t *rapid.T) domain.ID {
	return rapid.SampledFrom([]domain.ID{maja, vibeke, lone, jonas, mogens, citizen, "", nobody}).Draw(t, "who")
}

func meeting(t *rapid.T) domain.ID {
	return rapid.SampledFrom([]domain.ID{"", "meeting0", "meeting1", "meeting2", "gone"}).Draw(t, "which")
}

func date(t *rapid.T, name string) domain.Date {
	if n := rapid.IntRange(0, 9).Draw(t, name+" there"); n == 0 {
		return rapid.SampledFrom([]domain.Date{"", "", "2026-02-30"}).Draw(t, name+" odd")
	}
	return domain.DateOf(noon).AddDays(rapid.IntRange(-120, 120).Draw(t, name))
}

func at(t *rapid.T, name string) time.Time {
	return noon.Add(time.Duration(rapid.IntRange(-70*24*4, 70*24*4).Draw(t, name)) * 15 * time.Minute)
}

func drawDeed(t *rapid.T) *domain.Deed {
	if rapid.Bool().Draw(t, "undone") {
		return nil
	}
	return &domain.Deed{By: vibeke, At: at(t, "deed")}
}

// drawAssessment makes up a round of talks, some at meetings that are not there, and some of
// the notes.
func drawAssessment(t *rapid.T, in *app.Attentive) {
	if rapid.Bool().Draw(t, "not assessed") {
		return
	}
	a := &domain.Assessment{Status: rapid.SampledFrom([]domain.Status{domain.StatusPlanned, domain.StatusPlanned, domain.StatusConference, domain.StatusDropped}).Draw(t, "stage"), BookedBy: maja}
	for i := range rapid.IntRange(0, 3).Draw(t, "talks") {
		talk := domain.Talk{Profession: "psykolog", Title: "Psykolog", Meeting: domain.ID(fmt.Sprint("meeting", i))}
		a.Talks = append(a.Talks, talk)
		if rapid.Bool().Draw(t, "written") {
			ready := at(t, "ready")
			add(in, domain.ID(fmt.Sprint("note of ", i)), &domain.AssessmentNote{Assessment: "assessment", Meeting: talk.Meeting, By: vibeke, ReadyAt: &ready})
		}
	}
	if a.Status == domain.StatusConference {
		a.Opened = &domain.ConferenceOpened{At: at(t, "opened"), By: maja}
	}
	add(in, "assessment", a)
}
