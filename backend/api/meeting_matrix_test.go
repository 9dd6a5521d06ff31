package api_test

import (
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// requestOpen is Peter's wish to meet, which waits.
const requestOpen = "request-open"

func (w *world) asksToMeet() {
	w.t.Helper()
	w.put("peter", path("peter", "requests", id(requestOpen)), map[string]any{"when": "soon", "words": "Kan vi tale om løn?"})
}

// settles says who may settle what becomes of a meeting of Peter's that is to be held, by
// hand: the consultant those she sees whole, the others those they come to.
var settles = map[string]string{"maja": "m15 m18 m13", "jonas": "m15 m18 m13", "vibeke": "m18", "lone": "m11b"}

// comesAlong says to which of them a contact was asked along.
var comesAlong = map[string]string{"anette": "m18", "kalle": "m13"}

// ofMeetings are the operations on one meeting: where, what is sent, and what whoever may
// do it gets. Where the meeting is not ready for it that is a refusal of its own.
var ofMeetings = map[string]struct {
	at, who string
	body    map[string]any
	want    verdict
}{
	"cancelMeeting": {"cancellation", "staff", map[string]any{"why": " "}, verdict{422, domain.CodeNeedsWhy}},
	"answerAbsence": {"absence/answer", "staff", map[string]any{"answer": "God bedring"}, verdict{422, domain.CodeNothingToAnswer}},
	"answerPickUp":  {"pick-up", "staff", map[string]any{"answer": "yes"}, verdict{422, domain.CodeNothingToAnswer}},
	"putSummary":    {"summary", "staff", map[string]any{"text": "Vi talte om løn."}, verdict{422, domain.CodeTooEarly}},
	"answerMeeting": {"answer", "citizen", map[string]any{"answer": "yes"}, done},
	"chooseTime":    {"time", "citizen", map[string]any{"start": "2026-12-03T10:00:00+01:00"}, verdict{422, domain.CodeNotOffered}},
	"answerSummary": {"summary/answer", "citizen", map[string]any{"status": "confirmed"}, verdict{422, domain.CodeNothingToAnswer}},
	"answerAlong":   {"along", "contact", map[string]any{"answer": "comes"}, done},
}

func (w *world) triesOfMeetings(op string, a actor, on func(verdict) verdict) []try {
	o := ofMeetings[op]
	seen := map[domain.Ref]bool{}
	if a.relation != "" {
		seen = testkit.VisibleTo("peter", a.name).Wanted(w.t, testkit.CaseOf(w.t, "peter"))
	}
	var out []try
	for _, name := range []string{"m15", "m18", "m11b", "m13"} {
		at := func(id string) string { return path("peter", "meetings", id, o.at) }
		x := try{what: "to " + name, method: "PUT", path: at(id(name)), body: o.body, want: forbidden}
		may := map[string]map[string]string{"staff": settles, "contact": comesAlong, "citizen": {"peter": name}}[o.who]
		_, visible := seen[domain.Ref{Kind: domain.KindMeeting, ID: demo.ID("peter", name)}]
		switch {
		case !visible:
			x.want, x.twin = unknown, at(newID())
		case slices.Contains(strings.Fields(may[a.name]), name):
			x.want = o.want
		}
		x.want = on(x.want)
		out = append(out, x)
	}
	return out
}

// triesAroundMeetings are those of what is booked, asked and tried.
func triesAroundMeetings(op string, a actor, on func(verdict) verdict, elsewhere func(...string) string) []try {
	staff, consultant := forbidden, unknown
	switch a.relation {
	case access.RelationConsultant, access.RelationDeputy:
		staff, consultant = done, verdict{422, domain.CodeInvalid}
	case access.RelationProfessional:
		staff = done
	}
	walk := map[string]any{"title": "Gåtur", "form": "walk", "start": "2026-12-03T10:00:00+01:00", "end": "2026-12-03T10:30:00+01:00", "with": []string{string(demo.PersonID(a.name))}}
	booking := func() map[string]any {
		m := map[string]any{"id": newID()}
		for k, v := range walk {
			m[k] = v
		}
		return map[string]any{"kind": "series", "meetings": []any{m}, "why": "Det er aftalt"}
	}
	if a.relation == "" || a.role == domain.RoleContact || a.role == domain.RoleCitizen {
		delete(walk, "with")
	}
	one := func(method string, want verdict, body map[string]any, rest ...string) []try {
		x := try{what: "on the plan", method: method, path: path("peter", rest...), body: body, want: on(want)}
		if a.relation == "" {
			x.twin = elsewhere(rest...)
		}
		return []try{x}
	}
	switch op {
	case "bookMeetings":
		return one("PUT", staff, booking(), "bookings", newID())
	case "checkMeetings":
		return one("POST", staff, booking(), "meetings", "check")
	case "logContact":
		return one("PUT", staff, map[string]any{"how": "phone", "reached": false}, "contacts-tried", newID())
	case "requestMeeting":
		return one("PUT", done, map[string]any{"when": "today", "words": "Kan jeg komme i dag?"}, "requests", newID())
	case "chooseRequestTime":
		return one("PUT", verdict{422, domain.CodeNotOffered}, map[string]any{"start": "2026-12-03T10:00:00+01:00"}, "requests", id(requestOpen), "time")
	case "answerRequest":
		x := try{what: "to what waits", method: "PUT", path: path("peter", "requests", id(requestOpen), "answer"), body: map[string]any{"answer": "no"}, want: on(consultant)}
		if consultant == unknown {
			x.twin = path("peter", "requests", newID(), "answer")
		}
		return []try{x}
	}
	return nil
}
