package api_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// pictured is what the tests put pictures on: the board, goals of every openness, a step.
var pictured = []string{"board", "g1", "g2", "g3", "g4", "g1s1"}

// onto names a place as the header does.
func onto(name string) map[string]any {
	switch {
	case name == "board":
		return map[string]any{"kind": "board"}
	case len(name) > 2:
		return map[string]any{"kind": "step", "id": id(name)}
	}
	return map[string]any{"kind": "goal", "id": id(name)}
}

func about(on map[string]any, text string, more ...string) []string {
	doc := map[string]any{"on": on, "text": text, "why": "Det er aftalt"}
	for i := 0; i+1 < len(more); i += 2 {
		doc[more[i]] = more[i+1]
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return []string{"Tavlen-About", base64.RawURLEncoding.EncodeToString(raw)}
}

// drawing is a small one.
func drawing() map[string]any {
	return map[string]any{"width": 300, "height": 200, "strokes": []any{map[string]any{"colour": "blue", "size": 4, "points": [][]int{{1, 1, 50}, {20, 30, 60}}}}}
}

// send puts a photo up.
func (w *world) send(who, picture string, photo []byte, headers ...string) testkit.Response {
	w.t.Helper()
	return w.as(who).Do("PUT", path("peter", "attachments", picture), photo, append([]string{"Content-Type", "image/jpeg"}, headers...)...)
}

// putUp puts a drawing on something and remembers its id.
func (w *world) putUp(who, on string) string {
	w.t.Helper()
	picture := newID()
	if r := w.as(who).Do("PUT", path("peter", "attachments", picture), drawing(), about(onto(on), "En tegning")...); r.Status != http.StatusOK {
		w.t.Fatalf("%s draws on %s: %d %s", who, on, r.Status, r.Body)
	}
	if w.pictures == nil {
		w.pictures = map[string]string{}
	}
	w.pictures[on] = picture
	return picture
}

// seesPicture is the rule under test: a picture is as open as what it is on, and the
// board's own are for the citizen and whoever has the case.
func (w *world) seesPicture(a actor, on string) bool {
	if on == "board" {
		return a.relation == access.RelationCitizen || a.relation == access.RelationConsultant || a.relation == access.RelationDeputy
	}
	if a.relation == "" {
		return false
	}
	kind := domain.KindGoal
	if len(on) > 2 {
		kind = domain.KindStep
	}
	_, sees := testkit.VisibleTo("peter", a.name).Wanted(w.t, testkit.CaseOf(w.t, "peter"))[domain.Ref{Kind: kind, ID: demo.ID("peter", on)}]
	return sees
}

func (w *world) triesOfPictures(op string, a actor, on func(verdict) verdict) []try {
	if op == "uploadAttachment" {
		at := func(id string) string { return path("peter", "attachments", id) }
		used, fresh := verdict{422, domain.CodeKeyReused}, done
		if a.role == domain.RoleProfessional {
			used, fresh = forbidden, forbidden // for a message in his own thread, and nowhere else
		}
		return append(w.triesOfEnclosures(op, a, on), []try{
			{what: "anew", method: "PUT", path: at(newID()), body: drawing(), headers: about(onto("g1"), "Ny"), want: on(fresh), twin: twinFor(a, "/plans/"+newID()+"/attachments/"+newID())},
			{what: "in another's place", method: "PUT", path: at(w.pictures["g1"]), body: drawing(), headers: about(onto("g3"), "Ny"), want: on(used)},
		}...)
	}
	var out []try
	if op == "getAttachment" {
		out = w.triesOfEnclosures(op, a, on)
	}
	for _, place := range pictured {
		x := try{what: "on " + place, want: unknown}
		at := func(id string) string { return path("peter", "attachments", id, "content") }
		x.method = "GET"
		if op == "putAttachment" {
			at = func(id string) string { return path("peter", "attachments", id, "about") }
			x.method, x.headers, x.body = "PUT", w.ifMatch(a), map[string]any{"text": "En tegning af " + place, "why": "Det er aftalt"}
		}
		if w.seesPicture(a, place) {
			x.want = done
		} else {
			x.twin = at(newID())
		}
		x.path, x.want = at(w.pictures[place]), on(x.want)
		out = append(out, x)
	}
	return out
}
