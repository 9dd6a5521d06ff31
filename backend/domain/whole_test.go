package domain_test

import (
	"time"

	"tavlen/backend/domain"
)

// now is the instant the tests live in: Tuesday 24 November 2026, 9:00 in Copenhagen.
var now = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

func id(name string) domain.ID { return domain.DerivedID("test", name) }

func ptr[T any](v T) *T { return &v }

// whole holds one valid item of every kind with every sort of field filled in.
var whole = map[domain.Kind]domain.Item{
	domain.KindPlan: &domain.Plan{Citizen: id("peter"), Consultant: id("maja"), Title: "Peters plan", Type: "my_plan", TypeLabel: "Min plan", Aim: "Et arbejde", Version: 3,
		Status: domain.StatusActive, AgreedOn: "2026-09-01", LastReviewed: "2026-10-01", NextReview: "2027-01-12", PaperCopyGiven: "2026-09-02",
		Board: domain.Board{Layout: "lanes", Lanes: []domain.Area{"work", "body"}, FocusGoals: []domain.ID{id("g1")}, CitizenMayReorder: true},
		End:   &domain.PlanEnd{At: now, By: id("maja"), Day: "2026-11-23", Reason: domain.EndJob, FollowUpBy: id("maja"), FollowUpOn: "2027-02-03", Note: "Ring efter kl. 16"}},
	domain.KindDream:    &domain.Dream{Text: "At køre bus", SaidOn: "2026-09-01", Original: &domain.Original{Lang: "en", Text: "To drive a bus"}, KLCode: "x"},
	domain.KindStrength: &domain.Strength{Seen: domain.Seen{Visibility: []string{"citizen"}, Sensitive: true}, Ranked: domain.Ranked{Rank: "a"}, Text: "God til cykler", Status: domain.StatusActive, SaidBy: id("maja"), RecordedBy: id("maja"), On: "2026-09-01"},
	domain.KindChallenge: &domain.Challenge{Ranked: domain.Ranked{Rank: "a"}, Text: "Mange mennesker", WhatHelps: "At komme tidligt", Status: domain.StatusActive,
		Original: &domain.Original{Lang: "en", Text: "Crowds"}},
	domain.KindGoal: goal(),
	domain.KindStep: &domain.Step{Ranked: domain.Ranked{Rank: "b"}, Goal: id("g1"), Text: "Svøm om mandagen", Status: domain.StatusActive, Due: "2026-12-01", DoneAt: "2026-11-30", DoneBy: id("peter"),
		Repeats: "weekly", Ticks: []domain.Tick{{ID: id("t1"), On: "2026-11-02"}, {ID: id("t2")}}, Of: 4, After: id("s1"), Note: "Husk håndklæde", Photo: true},
	domain.KindEffort: effort(),
	domain.KindAgreement: &domain.Agreement{Ranked: domain.Ranked{Rank: "c"}, Text: "Maja ringer til jobbet", Responsible: id("maja"), RecordedBy: id("maja"), Due: "2026-12-01", Repeats: "P14D", NextDue: "2026-12-15",
		Status: domain.StatusActive, ClosedOn: "2026-12-02", Goal: id("g1"), MadeAt: id("m1"), Note: "Som aftalt"},
	domain.KindMeeting: meeting(),
	domain.KindPlanChange: &domain.PlanChange{Version: 4, At: now, By: id("maja"), What: "Mål ændret: Bus.", Why: "Du sagde det", Item: &domain.Ref{Kind: domain.KindGoal, ID: id("g1")},
		Changes: []domain.FieldChange{{Field: "title", From: "Bus", To: "Tog"}}, SeenByCitizenAt: ptr(now), CitizenAnswer: domain.AnswerTalk, CitizenComment: "Hvorfor?", AnsweredAt: ptr(now),
		Reply: &domain.Reply{By: id("maja"), At: now, Text: "Vi taler om det"}},
	domain.KindFlag: &domain.Flag{Effort: id("e1"), At: now, By: id("peter"), Category: "body", Text: "Ryggen", Urgent: true, RecordedBy: id("maja"), Notified: []domain.ID{id("maja")},
		Messages: []domain.FlagMessage{{ID: id("fm"), At: now, From: id("maja"), Text: "Jeg ringer", Kind: "text", ReadAt: ptr(now)}}, ShownHelp: "Ring", SeenAt: &domain.Deed{By: id("maja"), At: now},
		Answered: &domain.Deed{By: id("maja"), At: now, Text: "Ja"}, Action: &domain.Deed{By: id("maja"), At: now}, ResolvedAt: ptr(now), ResolvedBy: id("maja"), CitizenRating: "good"},
	domain.KindCheckin:     &domain.Checkin{At: now, Score: 7, Word: "Fint", Share: []string{"consultant"}},
	domain.KindIndicator:   &domain.Indicator{Key: "hope", CitizenQ: "Tror du på det?", StaffQ: "Tror borgeren på det?", StaffOnly: true},
	domain.KindMeasurement: &domain.Measurement{On: "2026-11-24", By: id("peter"), Role: "citizen", Scale: "0-10", Values: map[domain.ID]int{id("i1"): 4}, Said: "Bedre", OneNotchUp: "Søvn", Extra: true},
	domain.KindConsent: &domain.Consent{ConsentKind: "share_department", Department: "rus", Text: "Du må dele tid", Scope: []string{"schedule"}, GivenAt: now, GivenBy: id("peter"), How: "app",
		InterpreterPresent: true, Expires: "2027-11-24", Status: domain.StatusActive, WithdrawnAt: ptr(now)},
	domain.KindContact: &domain.Contact{Name: "Karen", Relation: "Søster", Language: "da", InvitedAt: now, AcceptedAt: ptr(now), Status: "active", Expires: "2027-05-24", WithdrawnAt: ptr(now), WithdrawnBy: id("peter"),
		CanSee: []string{"meetings"}, CanDo: []string{"remind"}, CannotSee: []string{"messages"}, WhyChosen: "Hun hjælper", Notify: []string{"push"}, Note: "n", Effect: "e", ReminderText: &domain.ReminderText{Lang: "da", Text: "Husk"}},
	domain.KindAttachment: &domain.Picture{On: domain.PictureOn{Kind: domain.KindGoal, ID: id("g1")}, Media: domain.MediaPhoto, Text: "Tavlen fra mødet", Width: 800, Height: 600, Bytes: 90000,
		TakenOn: "2026-11-20", Status: domain.StatusActive, By: id("peter"), At: now, File: "abc"},
	domain.KindEvent: &domain.Event{At: now, Type: "met", Text: "I mødtes", StaffOnly: true},
	domain.KindWish: &domain.Wish{Seen: domain.Seen{Visibility: []string{"citizen", "consultant"}, Sensitive: true}, Entry: "mentor", Title: "Mentor", Words: "Kan hun komme om morgenen?",
		To: domain.WishToConsultant, Status: domain.StatusActive, At: now, Reply: &domain.Reply{By: id("maja"), At: now, Text: "Ja, det kan hun"}},
	domain.KindMeetingRequest: &domain.MeetingRequest{At: now, When: domain.RequestToday, Words: "Kan jeg komme med i dag?", Form: "walk", PickUp: true, Status: domain.StatusYes, Answer: "Ja", AnsweredAt: ptr(now),
		AnsweredBy: id("maja"), Meeting: id("m1"), Proposed: []domain.TimeSpan{{Start: now, End: now.Add(time.Hour)}}},
	domain.KindContactAttempt: &domain.ContactAttempt{Seen: domain.Seen{Sensitive: true}, At: now, By: id("maja"), How: "phone", Reached: true, About: id("m1"), Note: "Tog den ikke"},
	domain.KindAssessment: &domain.Assessment{Status: domain.StatusConference, BookedAt: now, BookedBy: id("maja"), Talks: []domain.Talk{{Profession: "psykolog", Title: "Psykolog", Prepare: []string{"Hvad giver ro?"}, Meeting: id("m1"), Moved: id("m2")}},
		Opened: &domain.ConferenceOpened{At: now, By: id("maja"), Without: "Vi ringer"}, Dropped: &domain.Cancelled{At: now, By: id("maja"), Why: "Peter er syg"}, DraftedAt: &now,
		Conference: &domain.Conference{SavedAt: now, SavedBy: id("maja"), Words: "Det her", Goals: []domain.PickedGoal{{ID: id("g9"), Area: "work", Title: "Et job"}},
			Picks: []domain.Pick{{ID: id("e8"), Code: "mentor", Title: "En mentor", Responsible: id("maja"), Sequence: "first"}, {ID: id("e9"), Code: "smerter", Title: "Smerter", Sequence: "after", After: id("e8"), Goals: []domain.ID{id("g9")}}}}},
	domain.KindAssessmentNote: &domain.AssessmentNote{Assessment: id("as"), Meeting: id("m1"), By: id("palle"), Department: "sundhed", Limits: "Svært at stå", Means: "Kan ikke stå ved disken", Could: "En stol", Codes: []string{"traening"}, Plain: "Det er svært at stå.",
		ReadyAt: &now, ChangedAt: &now, Answer: &domain.NoteAnswer{At: now, Answer: domain.NoteNotQuite, Words: "Kun om morgenen"}},
	domain.KindStory: &domain.Story{Heading: "Det gik godt", Text: "Jeg begyndte med en time om ugen.", Uses: []string{"colleagues", "website"}, Until: "2027-06-01", FirstName: true, Version: 2,
		AskedBy: id("maja"), AskedAt: now, Status: domain.StoryAgreed, AnsweredAt: ptr(now), Consent: id("k2"),
		Exports: []domain.StoryExport{{ID: id("x1"), By: id("maja"), At: now, Format: "pdf", Consent: id("k2"), DownAt: ptr(now)}}},
	domain.KindRightsRequest: &domain.RightsRequest{What: domain.RightsCorrect, About: &domain.Ref{Kind: domain.KindGoal, ID: id("g1")}, Words: "Det er forkert", At: now, Due: "2026-12-24",
		Lengthened: &domain.Deed{By: id("maja"), At: now, Text: "Vi spørger lægen"}, Status: domain.StatusAnswered, Outcome: domain.RightsCorrected, Answer: "Rettet", AnsweredAt: ptr(now), AnsweredBy: id("maja"),
		ChangedAt: ptr(now), Complain: "Datatilsynet", WithdrawnAt: ptr(now)},
	domain.KindHandover: &domain.Handover{From: id("maja"), To: id("anna"), At: now, Until: now.Add(domain.FarewellTime), Reason: "Jeg flytter", Farewell: "Tak", MadeAt: now, MadeBy: id("maja"),
		Hello: "Hej", HelloAt: ptr(now), ForNew: "Ring efter ti", ForNewAt: ptr(now), Meetings: []domain.ID{id("m1")}, WithdrawnAt: ptr(now), Cut: []domain.Part{{Person: id("jonas"), From: now, To: now.Add(time.Hour)}}},
}

func goal() *domain.Goal {
	return &domain.Goal{Seen: domain.Seen{Sensitive: true}, Ranked: domain.Ranked{Rank: "a0"}, Area: "work", Title: "Køre bus", InOwnWords: "Jeg vil ud at køre", Icon: "bus", Colour: "blue",
		Status: domain.StatusActive, Owner: id("peter"), TargetDate: "2027-06-01", ReachedOn: "2027-05-01", Original: &domain.Original{Lang: "en", Text: "Drive"}}
}

func effort() *domain.Effort {
	return &domain.Effort{Ranked: domain.Ranked{Rank: "a"}, Title: "Praktik", CatalogueCode: "p1", Plain: "Du cykler", Department: "job", Provider: "Kæden", Responsible: id("maja"), PlaceContact: id("bo"),
		Place: &domain.Place{Name: "Kæden", Address: "Gade 1", FindWay: "Til højre", StepFree: true, Note: "Ring på"}, Goals: []domain.ID{id("g1")}, Start: "2026-11-02", End: "2027-01-29",
		SchedulePlain: "Mandag og onsdag", RRule: "FREQ=WEEKLY;BYDAY=MO,WE", Time: &domain.Clocks{From: "09:00", To: "12:30"}, HoursPerWeek: 7.5, PaidHoursPerWeek: 2,
		Pauses: []domain.Pause{{From: "2026-12-21", To: "2027-01-03", Why: "Jul"}}, Sequence: "after", After: id("e0"), Status: domain.StatusActive, JobOriented: true, PathToPaidHours: "Først to timer",
		Adjustments: []domain.Adjustment{{From: "2026-11-16", Text: "En pause mere", BecauseFlag: id("f1")}},
		FollowUp:    &domain.FollowUp{EveryDays: 14, AfterStartDays: []int{7, 30}, Last: "2026-11-16", NextMeeting: id("m1"), EndMeeting: id("m2")},
		NextStep:    &domain.NextStep{Decided: true, Text: "Job", Meeting: id("m2"), Effort: id("e2")}, ResultPlain: "Godt", ResultSensitive: true, ResultVisibility: []string{"citizen"},
		EndedReason: "done", RequestedOn: "2026-10-01", GuaranteeDays: 30, ConsultantSees: []string{"schedule"}, Consent: id("k1"), LegalRef: "§ 57", KLE: "1", KLCode: "2"}
}

func meeting() *domain.Meeting {
	start := time.Date(2026, 11, 26, 13, 0, 0, 0, time.UTC)
	return &domain.Meeting{Title: "Samtale", Start: start, End: start.Add(time.Hour), Place: &domain.Place{Name: "Jobhuset", Address: "Gade 2"}, Form: "in_person", With: []domain.ID{id("maja")},
		Purpose: "Se på planen", Mandatory: true, DutyText: "Du skal komme", Companions: []domain.ID{id("karen")}, Bring: []string{"Kalender"}, Status: domain.StatusPlanned, Effort: id("e1"),
		Reminders: []string{"P1D"}, RSVP: &domain.RSVP{Status: "yes", At: ptr(now)}, MayChoose: []string{"phone"}, Transport: &domain.Ride{Who: id("karen"), Leaves: start.Add(-time.Hour), Text: "Karen kører"},
		Summary: "Vi talte", SummaryConfirmed: true, BoardPhoto: true, Absence: &domain.Absence{ReportedAt: now, ReportedBy: id("peter"), Reason: "sick", Text: "Syg", Wants: "walk", AnsweredAt: ptr(now), AnsweredBy: id("maja"), Answer: "God bedring", MovedTo: id("m3"),
			Proposed: []domain.TimeSpan{{Start: start, End: start.Add(time.Hour)}}},
		Interpreter: &domain.Interpreter{Language: "uk", Booked: true}, BookedSameDay: &domain.SameDay{AskedAt: now, ConfirmedAt: now}, Measurement: true,
		TitleIn: map[string]string{"en": "Talk"}, PurposeIn: map[string]string{"en": "See the plan"},
		Link: "https://video.example/m", PickUp: &domain.PickUp{AskedAt: now, Words: "Bussen går ikke", Answer: "yes", AnsweredAt: ptr(now), AnsweredBy: id("maja"), Text: "Vent ved døren"},
		Along:  []domain.Along{{Who: id("karen"), Answer: domain.AlongDrives, Leaves: ptr(start.Add(-time.Hour)), At: now}},
		Series: id("s1"), SeriesKind: domain.SeriesRepeated, SummaryAnswer: &domain.SummaryAnswer{Status: domain.SummaryCorrected, Text: "Det var tirsdag", At: now},
		Cancelled: &domain.Cancelled{At: now, By: id("maja"), Why: "Jeg er syg"}, MovedFrom: &domain.MovedFrom{Start: start, End: start.Add(time.Hour), At: now, By: id("maja")}}
}
