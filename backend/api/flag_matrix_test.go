package api_test

import (
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// Peter's three flags: on an effort that is open to those who work with him, on one of a
// confidential department, and on nothing in particular.
const (
	flagOpen   = "flag-open"
	flagSecret = "flag-secret"
	flagLoose  = "flag-loose"
)

// seesFlag says who gets each of them, by hand: it is the rule under test.
var seesFlag = map[string][]string{
	flagOpen:   {"peter", "maja", "jonas", "vibeke"},
	flagSecret: {"peter", "lone"},
	flagLoose:  {"peter", "maja", "jonas"},
}

// raises lets Peter raise the three.
func (w *world) raises() {
	w.t.Helper()
	w.put("peter", path("peter", "flags", id(flagOpen)), map[string]any{"effort": id("e1"), "category": "body", "text": "Jeg kan ikke stå ved disken."})
	w.put("peter", path("peter", "flags", id(flagSecret)), map[string]any{"effort": id("e2"), "category": "thoughts", "text": "Kun til Lone."})
	w.put("peter", path("peter", "flags", id(flagLoose)), map[string]any{"category": "other"})
}

func triesOfFlags(op string, a actor, on func(verdict) verdict, elsewhere func(...string) string) []try {
	if op == "raiseFlag" {
		// The citizen says it; staff write down that she does, a specialist of an effort alone.
		about := map[string]any{"category": "time", "text": "Det er for tidligt."}
		want, twin := done, elsewhere("flags", newID())
		if a.name != "peter" {
			about["said_by"] = demo.PersonID("peter")
			if a.relation == access.RelationProfessional {
				want, twin = verdict{422, domain.CodeInvalid}, ""
			}
		}
		// Where somebody else's effort is named, it is refused as one that is not there.
		wrong := map[string]any{"category": "time", "effort": newID(), "said_by": demo.PersonID("peter")}
		own := map[string]any{"category": "time", "said_by": demo.PersonID("maja")}
		out := []try{
			{what: "on the plan", method: "PUT", path: path("peter", "flags", newID()), body: about, want: on(want), twin: twin},
			{what: "on what is not there", method: "PUT", path: path("peter", "flags", newID()), body: wrong, want: on(verdict{422, domain.CodeInvalid})},
			{what: "said by somebody else", method: "PUT", path: path("peter", "flags", newID()), body: own, want: on(verdict{422, domain.CodeInvalid})},
		}
		for _, effort := range []struct {
			name, id string
		}{{flagOpen, "e1"}, {flagSecret, "e2"}} {
			want := verdict{422, domain.CodeInvalid} // as one that is not there
			if slices.Contains(seesFlag[effort.name], a.name) {
				want = done
			}
			body := map[string]any{"category": "time", "effort": id(effort.id), "said_by": demo.PersonID("peter")}
			out = append(out, try{what: "on the effort of " + effort.name, method: "PUT", path: path("peter", "flags", newID()), body: body, want: on(want)})
		}
		return out
	}
	var out []try
	for _, name := range []string{flagOpen, flagSecret, flagLoose} {
		sees := slices.Contains(seesFlag[name], a.name) && a.relation != ""
		x := try{what: "of " + name, method: "PUT", body: map[string]any{}, want: on(unknown)}
		at := func(flag string) string { return path("peter", "flags", flag, "seen") }
		switch op {
		case "writeOnFlag":
			line := newID()
			x.body = map[string]any{"text": "Vi ser på det."}
			at = func(flag string) string { return path("peter", "flags", flag, "messages", line) }
		case "answerFlag":
			x.body = map[string]any{"text": "Du sidder ned.", "from": "2027-01-04"}
			if name == flagLoose {
				delete(x.body, "from")
			}
			at = func(flag string) string { return path("peter", "flags", flag, "answer") }
		case "confirmAdjustment":
			x.body = map[string]any{"helped": true, "said_by": demo.PersonID("peter")}
			at = func(flag string) string { return path("peter", "flags", flag, "confirmation") }
		}
		x.path, x.twin = at(id(name)), at(newID())
		if sees && (a.name != "peter" || op == "writeOnFlag") {
			x.want, x.twin = on(done), ""
		}
		if sees && op == "confirmAdjustment" {
			// Nobody has answered when Peter tries, who goes first; staff have by then, and say of what they speak.
			x.want, x.twin = verdict{422, domain.CodeFlagUnchanged}, ""
			if a.name != "peter" {
				x.want = verdict{409, domain.CodeAdjustmentChanged}
			}
		}
		out = append(out, x)
	}
	return out
}
