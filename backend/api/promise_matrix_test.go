package api_test

import (
	"slices"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// triesOfPromise are the tries on what is promised of an answer, and on who is away.
func triesOfPromise(op string, a actor, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	switch op {
	case "getPromise":
		withMaja, withLone := string(demo.ThreadID(planOf("peter"))), id("th-peter-lone")
		reads := map[string][]string{withMaja: {"peter", "maja", "jonas"}, withLone: {"peter", "lone"}}
		var out []try
		for _, thread := range []string{withMaja, withLone} {
			x := try{what: "of a thread", method: "GET", path: plan("promise?thread=" + thread), want: on(unknown), twin: plan("promise?thread=" + newID())}
			if slices.Contains(reads[thread], a.name) && a.relation != "" {
				x.want, x.twin = on(done), ""
			}
			out = append(out, x)
		}
		return append(out, try{what: "of another plan", method: "GET", path: elsewhere("promise"), want: on(unknown), twin: elsewhere("promise")})
	case "putAbsence":
		body := map[string]any{"person": string(demo.PersonID("maja")), "from": "2027-07-01", "to": "2027-07-14", "deputy": string(demo.PersonID("tobias"))}
		x := try{what: "of Maja", method: "PUT", path: "/me/absences/" + newID(), body: body, want: on(forbidden)}
		if a.name == "maja" {
			// Nothing that begins before it is there: it is put in another test.
			x.body = map[string]any{"from": "2027-07-01", "to": "2027-06-14", "deputy": string(demo.PersonID("tobias"))}
			x.want = verdict{422, domain.CodeInvalid}
		}
		if a.role == domain.RoleTeamLead {
			x.body["deputy"] = string(demo.PersonID("vibeke")) // no consultant
			x.want = verdict{422, domain.CodeInvalid}
		}
		return []try{x}
	}
	return []try{{method: "GET", path: map[string]string{"listAbsences": "/me/absences", "listCaseload": "/me/caseload", "listWaiting": "/me/waiting"}[op], want: on(done)}}
}
