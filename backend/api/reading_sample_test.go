package api_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// triesOfReadingSample are the tries on the sample of who has read what: a lead's alone.
func (w *world) triesOfReadingSample(op string, on func(verdict) verdict) []try {
	week := "/me/reading-samples/" + string(domain.WeekOf(domain.DateOf(w.Clock.Now())).AddDays(-7))
	switch op {
	case "listReadingSamples":
		return []try{{method: "GET", path: "/me/reading-samples", want: on(done)}}
	case "getReadingSample":
		return []try{{method: "GET", path: week, want: on(done)}, {what: "of no week", method: "GET", path: "/me/reading-samples/2026-02-30", want: on(verdict{422, domain.CodeInvalid})}}
	}
	return []try{
		{what: "of nothing", method: "PUT", path: week + "/" + newID(), body: map[string]any{"said": "fine"}, want: on(unknown), twin: week + "/" + newID()},
		{what: "saying nothing", method: "PUT", path: week + "/" + newID(), body: map[string]any{}, want: on(verdict{422, domain.CodeInvalid})},
	}
}

// sampled gives the sample of a week as somebody sees it: who read, and the row.
func (w *world) sampled(who, week string) (by map[string]map[string]any, order []string, of int) {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/reading-samples/"+week, nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	by = map[string]map[string]any{}
	for _, row := range r.JSON(w.t)["readings"].([]any) {
		row := row.(map[string]any)
		name := row["name"].(string) + " of " + row["citizen"].(map[string]any)["preferred_name"].(string)
		by[name] = row
		order = append(order, name)
	}
	return by, order, int(r.JSON(w.t)["of"].(float64))
}

// Each week a lead is shown all who used emergency access or did not work with the citizen, and some
// of the others by chance, which nobody draws again; what he says of it stays, and nobody judges his
// own (threat T21). Of a confidential department its own lead alone is shown anything.
func TestALeadChecksWhoHasRead(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		for _, who := range []string{"maja", "vibeke", "lone"} {
			if r := w.as(who).Do("GET", path("peter"), nil); r.Status != 200 {
				t.Fatalf("%s: %d", who, r.Status)
			}
		}
		w.breaks("tobias")
		w.put("leder", "/glass/"+newID(), map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "complaint", "words": "Peter klager over sin konsulent."})
		if err := w.App.ImportRead(t.Context(), planOf("peter"), demo.PersonID("xenia"), clock(t, "2026-11-28T11:00:00+01:00"), store.DeedWords{What: "Åbnede planen"}); err != nil {
			t.Fatal(err)
		}
		leads := map[string]string{"rus": newID(), "job": newID()}
		for department, id := range leads {
			if err := w.App.AddStaff(t.Context(), domain.Person{ID: domain.ID(id), Role: domain.RoleTeamLead, Name: "Leder af " + department, Department: department}); err != nil {
				t.Fatal(err)
			}
		}
		const week = "2026-11-23"
		if r := w.as("leder").Do("GET", "/me/reading-samples/"+week, nil); r.Status != 422 {
			t.Errorf("a week that is not over: %d %s", r.Status, r.Body)
		}
		w.comes("2026-11-30T09:00:00+01:00")
		for department, id := range leads {
			w.clients[department] = w.SignIn(t, domain.ID(id))
		}

		log, _ := w.accessLog("")
		by, order, of := w.sampled("leder", week)
		again, orderAgain, _ := w.sampled("leder", week)
		if !slices.Equal(order, orderAgain) || len(again) != len(order) || of != len(order) {
			t.Errorf("of %d: %q, asked again %q", of, order, orderAgain)
		}
		if is, _ := w.accessLog(""); len(is) != len(log)+1 || is[0]["what"] != "Så, hvem der har set planen, i ugens stikprøve" {
			t.Errorf("Peter reads of it %v", is[0])
		}
		row := func(name string) map[string]any {
			for n, r := range by {
				if strings.HasPrefix(n, name) && strings.HasSuffix(n, " of Peter") {
					return r
				}
			}
			return nil
		}
		tobias, tove, xenia, maja := row("Tobias"), row("Tove"), row("Xenia"), row("Maja")
		if tobias == nil || tobias["glass"] != true || !strings.Contains(tobias["why"].([]any)[0].(string), whyGlass) {
			t.Fatalf("Tobias: %v of %q", tobias, order)
		}
		if why := tove["why"].([]any); tove["glass"] != true || tove["own"] != true || why[0] != domain.GlassComplaint.Words() {
			t.Errorf("Tove: %v", tove)
		}
		if xenia["tie"] != nil || xenia["odd"] != true || maja["tie"] != "consultant" || maja["odd"] != nil {
			t.Errorf("Xenia %v, Maja %v", xenia, maja)
		}
		place := func(r map[string]any) int {
			return slices.IndexFunc(order, func(n string) bool { return by[n]["id"] == r["id"] })
		}
		if !(max(place(tobias), place(tove)) < place(xenia) && place(xenia) < place(maja)) {
			t.Errorf("in this order: %q", order)
		}
		if row("Lone") != nil {
			t.Error("a lead of another department is told that a confidential one reads")
		}
		mine, _, _ := w.sampled("rus", week)
		if lone := slices.ContainsFunc(slices.Collect(maps.Keys(mine)), func(n string) bool { return strings.HasPrefix(n, "Lone") }); !lone {
			t.Errorf("its own lead is shown %v", mine)
		}

		left := func() float64 {
			w := w.as("leder").Do("GET", "/me/reading-samples", nil).JSON(t)["weeks"].([]any)[0].(map[string]any)
			if w["week"] != week {
				t.Errorf("the newest week: %v", w)
			}
			return w["left"].(float64)
		}
		was := left()
		at := func(r map[string]any) string { return "/me/reading-samples/" + week + "/" + r["id"].(string) }
		deeds := func() (n int) {
			if err := w.Store.Read(context.Background(), func(tx *store.Tx) error {
				checked, err := tx.CheckedReadings(week)
				n = len(checked)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		checkProblem(t, "one's own", w.as("leder").Do("PUT", at(tove), map[string]any{"said": "fine"}), 403, domain.CodeForbidden)
		checkProblem(t, "asked without words", w.as("leder").Do("PUT", at(xenia), map[string]any{"said": "asked", "words": " "}), 422, domain.CodeInvalid)
		checkProblem(t, "another week's", w.as("leder").Do("PUT", "/me/reading-samples/2026-11-16/"+xenia["id"].(string), map[string]any{"said": "fine"}), 404, domain.CodeNotFound)
		if left() != was || deeds() != 0 {
			t.Error("a refusal counts")
		}
		said := map[string]any{"said": "asked", "words": "Hvorfor lørdag? Hun afløste Maja."}
		first := w.put("leder", at(xenia), said)
		second := w.put("leder", at(xenia), said)
		if c := first["checked"].(map[string]any); c["said"] != "asked" || c["words"] != said["words"] || c["name"] != "Tove Teamled" || second["checked"].(map[string]any)["at"] != c["at"] {
			t.Errorf("said: %v, then %v", first, second)
		}
		w.put("leder", at(tobias), map[string]any{"said": "fine"})
		if left() != was-2 || deeds() != 2 {
			t.Errorf("%v left of %v, %d said", left(), was, deeds())
		}
		// Another lead sees what was said, and says it of Tove.
		w.put("job", at(tove), map[string]any{"said": "fine"})
		if by, _, _ := w.sampled("leder", week); by["Tove Teamled of Peter"]["checked"] == nil {
			t.Error("what another said of hers is not shown")
		}
		// Whatever is drawn, these are there.
		none := 0
		if err := w.App.LoadThresholds(t.Context(), attention.Sets{Municipality: []attention.Dated{{From: "2026-01-01", Counts: attention.Counts{ReadingSample: &none}}}}); err != nil {
			t.Fatal(err)
		}
		if by, order, _ = w.sampled("leder", week); row("Tobias") == nil || row("Tove") == nil || row("Xenia") == nil || row("Maja") != nil {
			t.Errorf("with nobody drawn: %q", order)
		}
		if faults, _, err := w.Store.VerifyAudit(t.Context()); err != nil || len(faults) > 0 {
			t.Errorf("%v %v", faults, err)
		}
	})
}

// Of the many who read what they may, as many are drawn as the thresholds say.
func TestAReadingSampleIsAsLargeAsItIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for range 7 {
		id := domain.ID(newID())
		if err := w.App.AddStaff(t.Context(), domain.Person{ID: id, Role: domain.RoleTeamLead, Name: "Leder " + string(id)}); err != nil {
			t.Fatal(err)
		}
		if err := w.App.ImportRead(t.Context(), planOf("peter"), id, w.Clock.Now(), store.DeedWords{What: "Så, hvem der skifter konsulent"}); err != nil {
			t.Fatal(err)
		}
	}
	w.comes("2026-11-30T09:00:00+01:00")
	_, all, of := w.sampled("leder", "2026-11-23")
	five := 5
	if err := w.App.LoadThresholds(t.Context(), attention.Sets{Municipality: []attention.Dated{{From: "2026-01-01", Counts: attention.Counts{ReadingSample: &five}}}}); err != nil {
		t.Fatal(err)
	}
	clear(w.clients)
	_, some, ofSome := w.sampled("leder", "2026-11-23")
	if len(all) <= five || of != ofSome || len(some) != five || !slices.Equal(some, all[:five]) {
		t.Errorf("of %d %d are drawn, then of %d %d", of, len(all), ofSome, len(some))
	}
}
