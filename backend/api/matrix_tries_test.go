package api_test

import (
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// rooms are the operations that make and change the things on a plan.
var rooms = map[string]struct {
	kind   domain.Kind
	list   string
	change map[string]any // of one that is there
	fresh  func() map[string]any
}{
	"putStrength": {domain.KindStrength, "strengths", map[string]any{"text": "God til at lytte"}, func() map[string]any { return map[string]any{"text": "Ny styrke"} }},
	"putChallenge": {domain.KindChallenge, "challenges", map[string]any{"what_helps": "En pause"}, func() map[string]any {
		return map[string]any{"text": "Noget svært", "what_helps": "Ro"}
	}},
	"putGoal": {domain.KindGoal, "goals", map[string]any{"colour": "blue"}, func() map[string]any { return map[string]any{"area": "work", "title": "Nyt mål"} }},
	"putStep": {domain.KindStep, "steps", map[string]any{"note": "Husk kaffe"}, func() map[string]any { return map[string]any{"goal": id("g1"), "text": "Nyt skridt"} }},
	"putEffort": {domain.KindEffort, "efforts", map[string]any{"schedule_plain": "Hver dag"}, func() map[string]any {
		return map[string]any{"title": "Ny indsats", "department": "job", "status": "planned"}
	}},
	"putAgreement": {domain.KindAgreement, "agreements", map[string]any{"note": "Husk det"}, func() map[string]any {
		return map[string]any{"text": "Ny aftale", "responsible": string(demo.PersonID("peter"))}
	}},
	"putMeeting": {domain.KindMeeting, "meetings", map[string]any{"bring": []string{"Papirer"}}, func() map[string]any {
		return map[string]any{"title": "Nyt møde", "form": "walk", "start": "2026-12-02T10:00:00+01:00", "end": "2026-12-02T11:00:00+01:00"}
	}},
}

// mayChange says which things of Peter's an actor may change, by the file's names; "*"
// is all of the kind that he sees whole. Written by hand: it is the rule under test.
var mayChange = map[string]map[domain.Kind]string{
	"peter":  {domain.KindStrength: "*", domain.KindChallenge: "*", domain.KindGoal: "*", domain.KindStep: "*", domain.KindAgreement: "a1 a6"},
	"maja":   {domain.KindStrength: "*", domain.KindChallenge: "*", domain.KindGoal: "*", domain.KindStep: "*", domain.KindEffort: "*", domain.KindAgreement: "*", domain.KindMeeting: "*"},
	"jonas":  {domain.KindStrength: "*", domain.KindChallenge: "*", domain.KindGoal: "*", domain.KindStep: "*", domain.KindEffort: "*", domain.KindAgreement: "*", domain.KindMeeting: "*"},
	"vibeke": {domain.KindStep: "*", domain.KindEffort: "*", domain.KindAgreement: "*", domain.KindMeeting: "*"},
	"lone":   {domain.KindStep: "*", domain.KindEffort: "*", domain.KindMeeting: "*"},
	"frida":  {domain.KindStep: "*", domain.KindEffort: "e4", domain.KindMeeting: "*"},
	"palle":  {domain.KindMeeting: "*"},
	"sanne":  {domain.KindMeeting: "*"},
}

// mayMake says which kinds an actor may make on a plan he may open.
var mayMake = map[access.RelationKind][]domain.Kind{
	access.RelationCitizen:      {domain.KindStrength, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindAgreement},
	access.RelationConsultant:   {domain.KindStrength, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting},
	access.RelationDeputy:       {domain.KindStrength, domain.KindChallenge, domain.KindGoal, domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting},
	access.RelationProfessional: {domain.KindStep, domain.KindEffort, domain.KindAgreement, domain.KindMeeting},
}

// probed are things of each kind, some of which every actor does not see.
var probed = map[domain.Kind]string{
	domain.KindStrength: "s1 s3", domain.KindChallenge: "c1 c2", domain.KindGoal: "g1 g2 g4", domain.KindStep: "g1s1 g2s1", domain.KindEffort: "e1 e2 e4 e0", domain.KindAgreement: "a1 a2 a3", domain.KindMeeting: "m10b m15 m18 m01 m03",
}

// twinFor gives the twin where there is one: who may open the plan knows that it is there.
func twinFor(a actor, twin string) string {
	if a.relation != "" {
		return ""
	}
	return twin
}

func newID() string { return string(domain.NewID()) }

// triesOf lists what an actor tries of an operation.
func (w *world) triesOf(op string, a actor, phone domain.ID) []try {
	ruled, decided := before(op, a)
	on := func(want verdict) verdict {
		if decided {
			return ruled
		}
		return want
	}
	elsewhere := func(rest ...string) string {
		return strings.Join(append([]string{"/plans/" + newID()}, rest...), "/")
	}
	plan := func(rest ...string) string { return path("peter", rest...) }
	get := func(rest ...string) []try {
		return []try{{what: "on the plan", method: "GET", path: plan(rest...), want: on(done), twin: elsewhere(rest...)}}
	}
	if room, ok := rooms[op]; ok {
		return w.triesOfRoom(op, room.kind, a)
	}
	if _, ok := ofMeetings[op]; ok {
		return w.triesOfMeetings(op, a, on)
	}
	if tries := w.triesOfPeople(op, a, on, elsewhere); tries != nil {
		return tries
	}
	switch op {
	case "bookMeetings", "checkMeetings", "logContact", "requestMeeting", "chooseRequestTime", "answerRequest":
		return triesAroundMeetings(op, a, on, elsewhere)
	case "getMe", "getPushKey":
		return []try{{method: "GET", path: map[string]string{"getMe": "/me", "getPushKey": "/push/key"}[op], want: on(done)}}
	case "getFigures":
		return []try{{method: "GET", path: "/me/figures", want: on(done)}, {what: "of another time", method: "GET", path: "/me/figures?from=2026-04&to=2026-06", want: on(done)}}
	case "listMyCitizens":
		return []try{{method: "GET", path: "/citizens", want: on(done)}}
	case "getDoors":
		return []try{{method: "GET", path: "/doors", want: done}}
	case "beginLogin", "finishLogin": // no provider vouches for anybody here
		return []try{{method: "GET", path: map[string]string{"beginLogin": "root:/login/mitid", "finishLogin": "root:/login/retur/ansat"}[op], want: unknown}}
	case "createSession":
		return []try{{method: "POST", path: "/session", body: map[string]any{"code": newID()}, want: verdict{404, domain.CodeCodeWrong}}}
	case "listPasskeys", "askPasskey", "addPasskey", "removePasskey", "askProof", "proveWithPasskey", "askPasskeySignIn", "createSessionWithPasskey", "putPin", "checkPin", "removePin":
		return w.triesOfPasskeys(op, a, on)
	case "endSession", "endOtherSessions", "listSessions", "endOneSession":
		return w.triesOfSession(op, a, on)
	case "getPlan":
		return get()
	case "getPlanPaper":
		return append(get("paper"), get("paper?private=false")...)
	case "getPlanChanges":
		return get("changes?since=" + newID())
	case "streamPlan", "streamMine":
		return w.triesOfStream(op, on)
	case "uploadAttachment", "putAttachment", "getAttachment":
		return w.triesOfPictures(op, a, on)
	case "getAttention":
		return get("attention")
	case "listAccessLog":
		return get("access-log")
	case "listReadingSamples", "getReadingSample", "checkReading":
		return w.triesOfReadingSample(op, on)
	case "breakGlass", "getGlass", "listGlass":
		return triesOfGlass(op, a, on)
	case "listSparring", "putSparring", "endSparring", "putIdea", "removeIdea", "keepIdea", "forgetIdea":
		return triesOfSparring(op, on, plan, elsewhere)
	case "askStory", "answerStory", "withdrawStory", "exportStory", "listStoriesOver", "endStoryExport":
		return w.triesOfStory(op, a, on, plan, elsewhere)
	case "getWeek":
		return []try{{method: "GET", path: "/me/week", want: on(done)}, {what: "of no day", method: "GET", path: "/me/week?day=2026-02-30", want: on(verdict{422, domain.CodeInvalid})}}
	case "getBrief":
		return get("brief")
	case "listQueue", "settleAlert":
		return triesOfAttention(op, a, on, plan, elsewhere)
	case "changeConsultant", "handOver", "helloFromConsultant", "tellNewConsultant", "getHandover", "listHandovers":
		return triesOfHandover(op, a, on, plan, elsewhere)
	case "listReports", "takeReports":
		return triesOfReports(op, a, on, elsewhere)
	case "listEndedPlans", "holdPlan", "letPlanGo":
		return triesOfEndedPlans(op, on)
	case "getPromise", "listAbsences", "putAbsence", "listWaiting", "listCaseload":
		return triesOfPromise(op, a, on, plan, elsewhere)
	case "listMessages", "sendMessage", "markMessagesRead", "searchMessages", "recallMessage", "correctMessage", "translateMessage", "needNoAnswer", "exportThread":
		return append(triesOfMessages(op, a, on), w.triesOfLine(op, a, on)...)
	case "putDream":
		return []try{{method: "PUT", path: plan("dream"), body: map[string]any{"text": "Min drøm"}, headers: w.ifMatch(a), want: on(done), twin: elsewhere("dream")}}
	case "getPlanHistory":
		return get("history")
	case "getPlanVersion":
		// An entry is one viewer's own: Peter's is nothing to anybody else.
		entry := w.entries("peter")[0]
		want := unknown
		if a.name == "peter" {
			want = done
		}
		return []try{{what: "of Peter's history", method: "GET", path: plan("versions", entry), want: on(want), twin: plan("versions", newID())}}
	case "proposePlan":
		want := forbidden
		if a.relation == access.RelationConsultant || a.relation == access.RelationDeputy {
			want = verdict{422, domain.CodeInvalid} // it is agreed long since
		}
		return []try{{what: "again", method: "PUT", path: plan("proposal"), body: map[string]any{"why": "Den er klar"}, want: on(want), twin: twinFor(a, elsewhere("proposal"))}}
	case "reopenPlanAsLead":
		at := func(plan string) string { return "/me/ended-plans/" + plan + "/reopened" }
		why := map[string]any{"why": "Det går ikke"}
		return []try{{what: "not ended", method: "PUT", path: at(string(planOf("peter"))), body: why, want: on(verdict{422, domain.CodeNothingToAnswer})},
			{what: "of nobody", method: "PUT", path: at(newID()), body: why, want: on(unknown)}}
	case "endPlan", "reopenPlan":
		ended, reopened := forbidden, forbidden
		if a.relation == access.RelationConsultant || a.relation == access.RelationDeputy {
			ended, reopened = verdict{422, domain.CodePlanEndHindered}, verdict{422, domain.CodeNothingToAnswer}
		}
		if op == "reopenPlan" {
			return []try{{what: "not ended", method: "PUT", path: plan("reopened"), body: map[string]any{"why": "Det går ikke"}, want: on(reopened), twin: twinFor(a, elsewhere("reopened"))}}
		}
		body := map[string]any{"day": "2026-11-23", "reason": "job", "follow_up_by": string(demo.PersonID("maja")), "follow_up_on": "2027-02-03"}
		return []try{{what: "much is left", method: "PUT", path: plan("end"), body: body, want: on(ended), twin: twinFor(a, elsewhere("end"))}}
	case "answerPlan":
		nothing := verdict{422, domain.CodeInvalid}
		own, paper := forbidden, forbidden
		switch a.relation {
		case access.RelationCitizen:
			own = nothing
		case access.RelationConsultant, access.RelationDeputy:
			paper = nothing
		}
		return []try{
			{what: "on the phone", method: "PUT", path: plan("answer"), body: map[string]any{"answer": "agree"}, want: on(own), twin: twinFor(a, elsewhere("answer"))},
			{what: "on paper", method: "PUT", path: plan("answer"), body: map[string]any{"answer": "agree", "paper": map[string]any{"on": "2026-11-20", "witness": "Bo"}}, want: on(paper), twin: twinFor(a, elsewhere("answer"))},
		}
	case "putBoard":
		return []try{{what: "on the plan", method: "PUT", path: plan("board"), body: map[string]any{"lanes": []string{"body", "work"}}, headers: w.ifMatch(a), want: on(done), twin: elsewhere("board")}}
	case "answerPlanChange":
		return w.triesOfAnswers(a, on)
	case "getCatalogue":
		return []try{{method: "GET", path: "/catalogue", want: on(done)}}
	case "endEffort", "sayEndWord", "undoEnd", "endWithoutWord":
		return triesOfEnds(op, a, on)
	case "getHours", "putHours", "putHoursGoal":
		return triesOfHours(op, on, plan, elsewhere)
	case "getAssessmentTeam", "bookAssessment", "moveAssessment", "dropAssessment", "putNote", "answerNote", "shareNotes", "putConference", "makeDraft":
		return triesOfAssessment(op, a, on, elsewhere)
	case "getVisibility":
		return get("visibility")
	case "getRetention":
		return get("retention")
	case "exportMine":
		return []try{{what: "of the plan", method: "PUT", path: plan("exports", newID()), body: map[string]any{}, want: on(done), twin: twinFor(a, elsewhere("exports", newID()))}}
	case "getMineSchema":
		return []try{{method: "GET", path: "/schemas/mine.json", want: on(done)}}
	case "askForRight", "withdrawRight", "lengthenRight", "answerRight":
		return triesOfRights(op, a, on, plan, elsewhere)
	case "listConsentTexts", "putConsent", "withdrawConsent", "confirmConsent", "letConsentRunOut":
		return triesOfConsents(op, a, on, plan, elsewhere)
	case "answerQuestion":
		return triesOfQuestions(a, on)
	case "raiseFlag", "seeFlag", "writeOnFlag", "answerFlag", "confirmAdjustment":
		return triesOfFlags(op, a, on, elsewhere)
	case "wishForHelp":
		about := map[string]any{"entry": "mentor"}
		return []try{{what: "on the plan", method: "PUT", path: plan("wishes", newID()), body: about, want: on(done), twin: elsewhere("wishes", newID())}}
	case "answerWish":
		return triesOfWishes(a, on)
	case "createCitizen":
		used := verdict{422, domain.CodeKeyReused}
		about := func(plan string) map[string]any {
			return map[string]any{"name": "Nina Ny", "plan": map[string]any{"id": plan}}
		}
		return []try{
			{what: "with Peter's id", method: "PUT", path: "/citizens/" + string(demo.PersonID("peter")), body: about(newID()), want: on(used)},
			{what: "with a colleague's id", method: "PUT", path: "/citizens/" + string(demo.PersonID("tobias")), body: about(newID()), want: on(used)},
			{what: "with Peter's plan", method: "PUT", path: "/citizens/" + newID(), body: about(string(planOf("peter"))), want: on(used)},
		}
	case "putCitizenCpr":
		want := unknown
		if a.relation == access.RelationConsultant || a.relation == access.RelationDeputy {
			want = done
		}
		about := map[string]any{"cpr": "0404041234"}
		return []try{
			{what: "for Peter", method: "PUT", path: "/citizens/" + string(demo.PersonID("peter")) + "/cpr", body: about, want: on(want), twin: "/citizens/" + newID() + "/cpr"},
			{what: "for a colleague", method: "PUT", path: "/citizens/" + string(demo.PersonID("tobias")) + "/cpr", body: about, want: on(unknown), twin: "/citizens/" + newID() + "/cpr"},
		}
	case "issueCode":
		want := unknown
		if a.relation == access.RelationConsultant || a.relation == access.RelationDeputy {
			want = done
		}
		return []try{
			{what: "for Peter", method: "PUT", path: "/citizens/" + string(demo.PersonID("peter")) + "/codes/" + newID(), body: map[string]any{}, want: on(want), twin: "/citizens/" + newID() + "/codes/" + newID()},
			{what: "for a colleague", method: "PUT", path: "/citizens/" + string(demo.PersonID("tobias")) + "/codes/" + newID(), body: map[string]any{}, want: on(unknown), twin: "/citizens/" + newID() + "/codes/" + newID()},
		}
	case "subscribePush":
		sub := w.Push.NewSubscription()
		taken := verdict{422, domain.CodeKeyReused}
		if a.name == "peter" {
			return []try{{what: "again", method: "PUT", path: "/push/subscriptions/" + string(phone), body: w.pushBody(w.subscriptionsOf("peter")[0]), want: done}}
		}
		return []try{{what: "with Peter's phone's id", method: "PUT", path: "/push/subscriptions/" + string(phone), body: w.pushBody(sub), want: on(taken)}}
	case "unsubscribePush":
		if a.name == "peter" {
			return []try{{what: "of another", method: "DELETE", path: "/push/subscriptions/" + newID(), want: done}}
		}
		return []try{{what: "of Peter's phone", method: "DELETE", path: "/push/subscriptions/" + string(phone), want: on(done), twin: "/push/subscriptions/" + newID()}}
	case "updateMe":
		return []try{{method: "PUT", path: "/me/settings", body: map[string]any{}, want: on(done)}}
	case "listReplies":
		return []try{{method: "GET", path: "/me/replies", want: on(done)}}
	case "putReply":
		return []try{{method: "PUT", path: "/me/replies/" + newID(), body: map[string]any{"title": "Hej", "text": "Hej, jeg svarer i morgen."}, want: on(done)}}
	case "deleteReply":
		return []try{{method: "DELETE", path: "/me/replies/" + newID(), want: on(done)}}
	case "listReminders", "listCalls":
		return []try{{method: "GET", path: map[string]string{"listReminders": "/me/reminders", "listCalls": "/me/calls"}[op], want: on(done)}}
	case "markOpened":
		at := "/me/reminders/" + string(w.reminder("peter")) + "/opened"
		if a.name == "peter" {
			return []try{{what: "own", method: "PUT", path: at, body: map[string]any{}, want: done}}
		}
		return []try{{what: "Peter's", method: "PUT", path: at, body: map[string]any{}, want: on(unknown), twin: "/me/reminders/" + newID() + "/opened"}}
	case "endCall":
		return w.triesOfCalls(a, on)
	case "getReach":
		return get("reach")
	case "takeDeliveryReport":
		return []try{{what: "with a wrong secret", method: "POST", path: "/delivery/gatewayapi/" + newID(), body: map[string]any{"id": 1, "status": "DELIVERED"}, want: unknown, twin: "/delivery/http/" + newID()}}
	case "getMeetingCalendar":
		return w.triesOfMeetingCalendar(a, on)
	case "getCalendarFeed":
		return []try{{method: "GET", path: "/me/calendar", want: on(done)}}
	case "putCalendarFeed":
		return []try{{method: "PUT", path: "/me/calendar", body: map[string]any{"on": false}, want: on(done)}}
	case "readCalendarFeed":
		return []try{{what: "of nobody", method: "GET", path: "root:/kalender/" + newID() + ".ics", want: unknown, twin: "root:/kalender/" + newID() + ".ics"}}
	case "testPush":
		return []try{{method: "POST", path: "/push/test", body: map[string]any{}, want: on(done)}}
	}
	return nil
}

func (w *world) pushBody(s domain.Subscription) map[string]any {
	return map[string]any{"endpoint": s.Endpoint, "keys": map[string]any{"p256dh": s.P256dh, "auth": s.Auth}}
}

// ifMatch says which plan an actor last saw: his own rev, or someone's made-up one.
func (w *world) ifMatch(a actor) []string {
	if a.relation == "" {
		return []string{"If-Match", `"` + newID() + `"`}
	}
	return []string{"If-Match", w.rev(a.name, "peter")}
}

func (w *world) triesOfRoom(op string, kind domain.Kind, a actor) []try {
	room := rooms[op]
	ruled, decided := before(op, a)
	sees := testkit.VisibleTo("peter", a.name)
	c := testkit.CaseOf(w.t, "peter")
	seen := map[domain.Ref]bool{}
	if a.relation != "" {
		seen = sees.Wanted(w.t, c)
	}
	match := w.ifMatch(a)
	var out []try
	for name := range strings.FieldsSeq(probed[kind]) {
		change := map[string]any{"why": "Det er aftalt"}
		for k, v := range room.change {
			change[k] = v
		}
		want := unknown
		partly, visible := seen[domain.Ref{Kind: kind, ID: demo.ID("peter", name)}]
		if visible {
			want = forbidden
			if names := strings.Fields(mayChange[a.name][kind]); !partly && (slices.Contains(names, "*") || slices.Contains(names, name)) {
				want = done
			}
		}
		if decided {
			want = ruled
		}
		x := try{what: "on " + name, method: "PUT", path: path("peter", room.list, id(name)), body: change, headers: match, want: want}
		if !visible {
			x.twin = path("peter", room.list, newID())
		}
		out = append(out, x)
		if want != done {
			// As if it were to be made anew, under the id of one that is there.
			out = append(out, w.asNew(op, a, name, visible, decided, ruled))
		}
	}
	return out
}

// asNew tries to make a thing under the id of one that is there. Who may make none gets
// the same answer for any id; who may gets a refusal that changes nothing.
func (w *world) asNew(op string, a actor, name string, visible, decided bool, ruled verdict) try {
	room := rooms[op]
	fresh := room.fresh()
	fresh["why"] = "Det er aftalt"
	x := try{what: "as new on " + name, method: "PUT", path: path("peter", room.list, id(name)), body: fresh, want: unknown}
	switch {
	case decided:
		x.want = ruled
	case visible, !slices.Contains(mayMake[a.relation], room.kind):
		x.want = forbidden
	}
	if !slices.Contains(mayMake[a.relation], room.kind) {
		x.twin = path("peter", room.list, newID())
	}
	return x
}

// sessionOfAnother signs somebody else in, and gives that session.
func (w *world) sessionOfAnother(a actor) string {
	who := "maja"
	if a.name == who {
		who = "peter"
	}
	return w.SignIn(w.t, demo.PersonID(who)).Do("GET", "/me", nil).JSON(w.t)["session"].(map[string]any)["id"].(string)
}

func (w *world) triesOfSession(op string, a actor, on func(verdict) verdict) []try {
	if a.role != "" {
		// On a device of its own, so that the matrix goes on.
		other := w.SignIn(w.t, demo.PersonID(a.name))
		if op == "endSession" {
			if r := other.Do("DELETE", "/session", nil); r.Status != 204 {
				w.t.Errorf("endSession as %s: %d %s", a.name, r.Status, r.Body)
			}
			return []try{{what: "is still signed in here", method: "GET", path: "/me", want: done}}
		}
	}
	switch op {
	case "endSession":
		return []try{{method: "DELETE", path: "/session", want: on(done)}}
	case "listSessions":
		return []try{{method: "GET", path: "/sessions", want: on(done)}}
	case "endOneSession":
		return []try{
			{what: "somebody else's", method: "DELETE", path: "/sessions/" + w.sessionOfAnother(a), want: on(unknown)},
			{what: "none", method: "DELETE", path: "/sessions/" + newID(), want: on(unknown)},
		}
	}
	return []try{{method: "POST", path: "/session/end-others", body: map[string]any{}, want: on(done)}}
}

func (w *world) triesOfStream(op string, on func(verdict) verdict) []try {
	if op == "streamMine" {
		if on(done) == done {
			return []try{{what: "opens", method: "GET", path: "/me", want: done}} // see the live tests
		}
		return []try{{method: "GET", path: "/stream", want: on(done)}}
	}
	if on(done) == done {
		return []try{{what: "opens", method: "GET", path: "/me", want: done}}
	}
	return []try{{method: "GET", path: path("peter", "stream"), want: on(done), twin: "/plans/" + newID() + "/stream"}}
}

func triesOfMessages(op string, a actor, on func(verdict) verdict) []try {
	withMaja, withLone := string(demo.ThreadID(planOf("peter"))), id("th-peter-lone")
	reads := map[string][]string{withMaja: {"peter", "maja", "jonas"}, withLone: {"peter", "lone"}}
	last := map[string]string{withMaja: id("b20"), withLone: id("l01")}
	var out []try
	for _, thread := range []string{withMaja, withLone} {
		want := unknown
		if slices.Contains(reads[thread], a.name) && a.relation != "" {
			want = done
		}
		x := try{what: "in " + map[string]string{withMaja: "Maja's thread", withLone: "Lone's thread"}[thread], want: on(want)}
		switch op {
		case "listMessages":
			x.method, x.path, x.twin = "GET", path("peter", "messages?thread="+thread), path("peter", "messages?thread="+newID())
		case "sendMessage":
			x.method, x.path, x.body = "PUT", path("peter", "messages", newID()), map[string]any{"thread": thread, "text": "Hej"}
		case "markMessagesRead":
			x.method, x.path, x.body = "POST", path("peter", "messages", "read"), map[string]any{"thread": thread, "up_to": last[thread]}
		case "searchMessages":
			x.method, x.path, x.body = "POST", path("peter", "messages", "search"), map[string]any{"thread": thread, "words": "tak"}
		case "exportThread":
			x.method, x.path, x.body = "PUT", path("peter", "threads", thread, "exports", newID()), map[string]any{"format": "pdf"}
			x.twin = path("peter", "threads", newID(), "exports", newID())
		case "translateMessage":
			x.method, x.path, x.body = "PUT", path("peter", "messages", last[thread], "translation"), map[string]any{"lang": "uk", "text": "Так"}
			x.twin = path("peter", "messages", newID(), "translation")
			if want == done && a.name == "peter" {
				x.want = on(forbidden)
			}
		case "needNoAnswer":
			x.method, x.path, x.body = "PUT", path("peter", "messages", last[thread], "no-answer"), map[string]any{"undone": true}
			x.twin = path("peter", "messages", newID(), "no-answer")
			if want == done && thread == withLone {
				x.want = on(verdict{422, domain.CodeInvalid}) // Lone wrote it herself
			}
		case "recallMessage", "correctMessage":
			// Peter wrote the one and Lone the other, long ago.
			wrote := map[string]string{withMaja: "peter", withLone: "lone"}[thread]
			x.method, x.body = "PUT", map[string]any{}
			x.path, x.twin = path("peter", "messages", last[thread], "recall"), path("peter", "messages", newID(), "recall")
			if op == "correctMessage" {
				x.body = map[string]any{"text": "Noget andet"}
				x.path, x.twin = strings.Replace(x.path, "recall", "text", 1), strings.Replace(x.twin, "recall", "text", 1)
			}
			if want == done {
				x.want, x.twin = on(forbidden), ""
				switch {
				case a.name != wrote:
				case op == "recallMessage":
					x.want = verdict{422, domain.CodeRecallTooLate}
				default:
					x.want = done
				}
			}
		}
		if want == done {
			x.twin = ""
		}
		out = append(out, x)
	}
	return out
}

func (w *world) triesOfAnswers(a actor, on func(verdict) verdict) []try {
	seen := map[domain.Ref]bool{}
	if a.relation != "" {
		seen = testkit.VisibleTo("peter", a.name).Wanted(w.t, testkit.CaseOf(w.t, "peter"))
	}
	var out []try
	for _, name := range []string{"v1", "v4"} {
		at := func(id string) string { return path("peter", "changes", id, "answer") }
		x := try{what: "to " + name, method: "PUT", path: at(id(name)), body: map[string]any{"text": "Det taler vi om."}}
		_, visible := seen[domain.Ref{Kind: domain.KindPlanChange, ID: demo.ID("peter", name)}]
		switch {
		case !visible:
			x.want, x.twin = on(unknown), at(newID())
		case a.relation == access.RelationCitizen:
			x.body, x.want = map[string]any{"seen": true}, done
		case a.relation == access.RelationConsultant || a.relation == access.RelationDeputy:
			// She replies where the citizen waits, and nowhere else.
			if x.want = done; name == "v1" {
				x.want = verdict{422, domain.CodeInvalid}
			}
		default:
			x.want = forbidden
		}
		out = append(out, x)
	}
	return out
}
