package api_test

import (
	"fmt"
	"math/rand/v2"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// invites makes an invitation that waits, and one that somebody took who is not confirmed.
func (w *world) invites() {
	w.t.Helper()
	w.invited = w.invite("Kim", nil)["id"].(string)
	taken := w.invite("Per", nil)
	if r := accept(w.Anonymous(w.t), taken, "Per"); r.Status != 200 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	w.took = w.waiting()
	w.offered = newID()
	if r := w.as("anette").Do("PUT", path("peter", "offers", w.offered), map[string]any{"text": "Skal jeg hente ind?"}); r.Status != 204 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	w.lines()
	asked := w.put("peter", path("peter", "feedback", newID()), map[string]any{"who": "Mogens"})
	w.praised = asked["id"].(string)
	if r := w.Anonymous(w.t).Do("POST", "/feedback", map[string]any{"code": codeOf(asked), "text": "Han kan lappe en slange."}); r.Status != 204 {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
}

// onPeople are the acts on one of the citizen's people or on an invitation.
var onPeople = map[string]struct {
	method, room, tail string
	body               map[string]any
}{
	"inviteContact":      {"PUT", "invitations", "", map[string]any{"name": "Ny", "until": until}},
	"listInvitations":    {"GET", "invitations", "", nil},
	"withdrawInvitation": {"PUT", "invitations", "withdrawal", map[string]any{}},
	"confirmContact":     {"PUT", "contacts", "confirmation", map[string]any{"answer": "yes"}},
	"putSharing":         {"PUT", "contacts", "sharing", map[string]any{"until": until}},
	"seeAs":              {"GET", "as", "", nil},
	"getSharing":         {"GET", "contacts", "sharing", nil},
	"pauseContact":       {"PUT", "contacts", "pause", map[string]any{"paused": true}},
	"removeContact":      {"PUT", "contacts", "removal", map[string]any{}},
	"askForFeedback":     {"PUT", "feedback", "", map[string]any{"who": "Mogens"}},
	"listFeedback":       {"GET", "feedback", "", nil},
	"listNotes":          {"GET", "contacts", "notes", nil},
	"muteContact":        {"PUT", "contacts", "mute", map[string]any{"muted": true}},
	"reportContact":      {"PUT", "contacts", "report", map[string]any{"words": "Han råber"}},
	"answerFeedback":     {"PUT", "feedback", "answer", map[string]any{"keep": true}},
}

// elsewhereOnTheNet is an address of one's own, so that the brake on guesses lets one try.
func elsewhereOnTheNet() []string {
	return []string{"X-Forwarded-For", fmt.Sprintf("2001:db8:%x:%x::1", rand.N(1<<16), rand.N(1<<16))}
}

// triesOfPeople lists what an actor tries around Peter's people; nil for another operation.
func (w *world) triesOfPeople(op string, a actor, on func(verdict) verdict, elsewhere func(...string) string) []try {
	switch op {
	case "putProtection":
		return []try{{what: "not", method: "PUT", path: path("peter", "protection"), body: map[string]any{"protected": false}, want: on(done), twin: twinFor(a, elsewhere("protection"))}}
	case "acceptInvitation":
		x := try{method: "POST", path: "/invitations/accept", body: map[string]any{"code": newID(), "spoken": "123456", "name": "Kim"}, want: verdict{409, domain.CodeOtherSignedIn}}
		if a.role == "" {
			x.want = verdict{404, domain.CodeInvitationWrong}
		}
		return []try{x}
	case "lookFeedback":
		return []try{{method: "POST", path: "/feedback/look", body: map[string]any{"code": newID()}, headers: elsewhereOnTheNet(), want: verdict{404, domain.CodeInvitationWrong}}}
	case "giveFeedback":
		return []try{{method: "POST", path: "/feedback", body: map[string]any{"code": newID(), "text": "Cykler"}, headers: elsewhereOnTheNet(), want: verdict{404, domain.CodeInvitationWrong}}}
	case "encourage", "offerHelp":
		want, room := forbidden, map[string]string{"encourage": "encouragements", "offerHelp": "offers"}[op]
		if a.name == "anette" && op == "offerHelp" { // hers is the tick
			want = done
		}
		return []try{{method: "PUT", path: path("peter", room, newID()), body: map[string]any{"text": "Skal jeg hente ind?"}, want: on(want), twin: twinFor(a, elsewhere(room, newID()))}}
	case "answerOffer":
		answer := func(note string, want verdict) try {
			rest := []string{"contacts", string(demo.PersonID("anette")), "offers", note, "answer"}
			return try{what: note, method: "PUT", path: path("peter", rest...), body: map[string]any{"answer": "yes"}, want: on(want), twin: elsewhere(rest...)}
		}
		return []try{answer(w.offered, done), answer(newID(), unknown)}
	case "listContactThreads":
		return []try{{method: "GET", path: path("peter", "contact-threads"), want: on(done), twin: elsewhere("contact-threads")}}
	case "linkDevice":
		want := on(done)
		if a.name == "bjarne" { // let go: he is of no plan
			want = forbidden
		}
		return []try{{method: "PUT", path: "/me/devices/" + newID(), body: map[string]any{}, want: want}}
	case "leavePlan":
		if want := on(done); want != done {
			return []try{{method: "PUT", path: path("peter", "leaving"), body: map[string]any{}, want: want, twin: elsewhere("leaving")}}
		}
		return []try{{what: "stays", method: "GET", path: "/me", want: done}} // see TestRemoved
	}
	act, ok := onPeople[op]
	if !ok {
		return nil
	}
	of := map[string]string{"invitations": w.invited, "contacts": w.took, "as": string(demo.PersonID("anette")), "feedback": w.praised}[act.room]
	rest := func(id string) []string {
		if op == "listInvitations" || op == "listFeedback" {
			return []string{act.room}
		}
		if act.tail == "" {
			return []string{act.room, id}
		}
		return []string{act.room, id, act.tail}
	}
	if op == "inviteContact" || op == "askForFeedback" {
		of = newID()
	}
	out := []try{{what: "of his", method: act.method, path: path("peter", rest(of)...), body: act.body, want: on(done), twin: elsewhere(rest(of)...)}}
	if op != "inviteContact" && op != "listInvitations" && op != "askForFeedback" && op != "listFeedback" {
		out = append(out, try{what: "of none", method: act.method, path: path("peter", rest(newID())...), body: act.body, want: on(unknown), twin: path("peter", rest(newID())...)})
	}
	return out
}
