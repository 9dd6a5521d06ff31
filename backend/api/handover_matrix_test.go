package api_test

import (
	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// triesOfHandover are the tries on a change of consultant where none is decided; who sees
// what before, at and after its second is in TestTheConsultantChangesAtASecond.
func triesOfHandover(op string, a actor, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	words := map[string]any{"text": "Ring efter ti"}
	// Everything is right but the person, who is no consultant.
	change := map[string]any{"to": string(demo.PersonID("vibeke")), "from_date": "2027-03-01", "reason": "Jeg flytter"}
	switch op {
	case "changeConsultant":
		want := forbidden
		if a.relation == access.RelationConsultant {
			want = verdict{422, domain.CodeInvalid}
		}
		return []try{{what: "to a specialist", method: "PUT", path: plan("consultant"), body: change, want: on(want), twin: twinFor(a, elsewhere("consultant"))},
			{what: "of another's citizen", method: "PUT", path: elsewhere("consultant"), body: change, want: on(unknown), twin: elsewhere("consultant")}}
	case "handOver":
		return []try{{what: "to a specialist", method: "PUT", path: "/me/handovers/" + string(planOf("peter")), body: change, want: on(verdict{422, domain.CodeInvalid})},
			{what: "of nobody", method: "PUT", path: "/me/handovers/" + newID(), body: change, want: on(unknown)}}
	case "helloFromConsultant":
		return []try{{what: "without a change", method: "PUT", path: plan("consultant/hello"), body: words, want: on(unknown), twin: twinFor(a, elsewhere("consultant/hello"))}}
	case "tellNewConsultant":
		return []try{{what: "without a change", method: "PUT", path: plan("consultant/word"), body: words, want: on(unknown), twin: twinFor(a, elsewhere("consultant/word"))}}
	case "getHandover":
		return []try{{what: "without a change", method: "GET", path: plan("consultant"), want: on(unknown), twin: twinFor(a, elsewhere("consultant"))}}
	}
	return []try{{method: "GET", path: "/me/handovers", want: on(done)}}
}
