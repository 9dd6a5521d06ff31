package api_test

import (
	"slices"

	"tavlen/backend/demo"
)

// gapOfPeter is the key of the alert that Peter's Christmas has nothing in it.
func gapOfPeter() string {
	return "gap_in_days|" + string(demo.ID("peter", "plan-peter")) + "|2026-12-18"
}

// triesOfAttention are the tries on the work queue, and on letting something be.
func triesOfAttention(op string, a actor, on func(verdict) verdict, plan, elsewhere func(...string) string) []try {
	if op == "listQueue" {
		return []try{{method: "GET", path: "/me/queue", want: on(done)}}
	}
	gap := map[string]any{"key": gapOfPeter(), "why": "Peter skal være hos sin søster."}
	x := try{what: "of the gap", method: "PUT", path: plan("attention/settled"), body: gap, want: on(unknown), twin: elsewhere("attention/settled")}
	if slices.Contains([]string{"peter", "maja", "jonas"}, a.name) && a.relation != "" {
		x.want, x.twin = on(done), ""
	}
	return []try{
		x,
		{what: "of nothing", method: "PUT", path: plan("attention/settled"), body: map[string]any{"key": "nothing", "why": "Det passer fint."}, want: on(unknown), twin: elsewhere("attention/settled")},
		{what: "of another plan", method: "PUT", path: elsewhere("attention/settled"), body: gap, want: on(unknown)},
	}
}
