package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// attention gives what somebody is told of on a citizen's plan, "rule level: text".
func (w *world) attention(who, citizen string) []string {
	w.t.Helper()
	r := w.as(who).Do("GET", path(citizen, "attention"), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	var list app.AttentionList
	if err := json.Unmarshal(r.Body, &list); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, a := range list.Alerts {
		out = append(out, fmt.Sprintf("%s %s: %s", a.Rule, a.Level, a.Text))
	}
	return out
}

// queue gives somebody's work queue, "citizen rule level".
func (w *world) queue(who string) []string {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/queue", nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	var list app.QueueList
	if err := json.Unmarshal(r.Body, &list); err != nil {
		w.t.Fatal(err)
	}
	if list.Total != len(list.Alerts) {
		w.t.Errorf("%s: %d alerts are said to be %d", who, len(list.Alerts), list.Total)
	}
	var out []string
	for _, a := range list.Alerts {
		out = append(out, fmt.Sprintf("%s %s %s", a.Citizen.PreferredName, a.Rule, a.Level))
	}
	return out
}

func has(list []string, prefix string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(s, prefix) })
}

// Each side reads what concerns it, in its own words: the citizen hers, the specialist his
// whole, the consultant no more of a confidential effort than when it ends.
func TestAttentionInEachOnesWords(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		const ends = "effort_ends_without_follow_up amber: "
		for who, want := range map[string]string{
			"peter": ends + "Lone og du mangler at aftale, hvad der sker efter 17. december.",
			"lone":  ends + "»Samtaler om alkohol hos Lone« slutter 17. december. Der er ingen aftale om, hvad der skal ske bagefter.",
			"maja":  ends + "Et forløb slutter 17. december uden aftale om, hvad der skal ske bagefter.",
		} {
			if got := w.attention(who, "peter"); !slices.Contains(got, want) {
				t.Errorf("%s reads %q, want %q", who, got, want)
			}
		}
		if got := w.attention("vibeke", "peter"); has(got, "effort_ends") || has(got, "gap") || has(got, "agreement") {
			t.Errorf("Vibeke reads %q", got)
		}
		for _, who := range []string{"anette", "kalle", "leder", admin} {
			if r := w.as(who).Do("GET", path("peter", "attention"), nil); r.Status == 200 {
				t.Errorf("%s reads %s", who, r.Body)
			}
		}
	})
}

// The queue is the loudest first. A team lead is told of what climbed to her once the rules
// have gone over the plans: the name, the rule and since when, and no word of anybody's.
func TestQueue(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	got := w.queue("tobias")
	want := []string{"Sofie unanswered_message red", "Sofie silence amber", "Sofie agreement_overdue amber", "Sofie citizen_quiet amber", "Sofie gap_in_days amber"}
	if !slices.Equal(got, want) {
		t.Errorf("Tobias: %q, want %q", got, want)
	}
	if got := w.queue("leder"); len(got) > 0 {
		t.Errorf("Tove, before anybody looked: %q", got)
	}
	if n, err := w.App.Rounds(t.Context()); err != nil || n != 4 {
		t.Fatal(n, err)
	}
	if got := w.queue("leder"); !slices.Equal(got, []string{"Sofie unanswered_message red"}) {
		t.Errorf("Tove: %q", got)
	}
	r := w.as("leder").Do("GET", "/me/queue", nil)
	for _, word := range []string{"afsted", "hundetræning", string(demo.ID("sofie", "sb5"))} {
		if strings.Contains(strings.ReplaceAll(string(r.Body), `"key":"unanswered_message|`+string(demo.ID("sofie", "sb5")), ""), word) {
			t.Errorf("Tove reads %q: %s", word, r.Body)
		}
	}
	// An answer ends it for everybody.
	w.say("tobias", "sofie", "", "Hvad skete der?")
	w.attendChanged()
	for _, who := range []string{"tobias", "leder"} {
		if got := w.queue(who); has(got, "Sofie unanswered") || has(got, "Sofie silence") {
			t.Errorf("%s, after the answer: %q", who, got)
		}
	}
}

// attendChanged does what the program does after each change.
func (w *world) attendChanged() {
	w.t.Helper()
	for _, plan := range w.App.TakeChanged() {
		if err := w.App.Attend(w.t.Context(), plan); err != nil {
			w.t.Fatal(err)
		}
	}
}

// What may be let be is gone when somebody says so, and stays gone; what must be dealt with
// cannot be waved away.
func TestSettledAlertsStayAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	if got := w.attention("peter", "peter"); !has(got, "gap_in_days") {
		t.Fatalf("%q", got)
	}
	w.put("peter", path("peter", "attention", "settled"), map[string]any{"key": gapOfPeter()})
	for range 30 {
		w.Clock.Move(24 * time.Hour)
		clear(w.clients)
		for _, who := range []string{"peter", "maja"} {
			if got := w.attention(who, "peter"); has(got, "gap_in_days amber: I juleferien") || has(got, "gap_in_days amber: 17 dage") {
				t.Fatalf("%s, %s: %q", w.Clock.Now(), who, got)
			}
		}
	}
	r := w.as("maja").Do("PUT", path("peter", "attention", "settled"), body(map[string]any{"key": "agreement_overdue|" + string(demo.ID("peter", "a5")) + "|2026-11-20"}))
	if r.Status != 403 {
		t.Errorf("a promise was waved away: %d %s", r.Status, r.Body)
	}
}

// Staff say why something may stay as it is, and the citizen reads it; either takes it back.
func TestSettlingSaysWhyAndIsTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	settle := path("peter", "attention", "settled")
	settled := func(who string) string {
		t.Helper()
		var list app.AttentionList
		if err := json.Unmarshal(w.as(who).Do("GET", path("peter", "attention"), nil).Body, &list); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range list.Settled {
			out = append(out, fmt.Sprintf("%s %s: %s", s.Rule, s.Name, s.Why))
		}
		return strings.Join(out, ", ")
	}
	for what, more := range map[string]map[string]any{"no reason": {}, "a blank one": {"why": "  "}, "a long one": {"why": strings.Repeat("å", 500)}} {
		more["key"] = gapOfPeter()
		if r := w.as("maja").Do("PUT", settle, body(more)); r.Status < 400 || r.Status >= 500 || settled("peter") != "" {
			t.Errorf("%s: %d %s", what, r.Status, r.Body)
		}
	}
	for range 2 { // twice is once
		w.put("maja", settle, map[string]any{"key": gapOfPeter(), "why": " Peter skal være hos sin søster. "})
	}
	for _, who := range []string{"peter", "maja"} {
		if got := settled(who); got != "gap_in_days Maja Mønster: Peter skal være hos sin søster." {
			t.Errorf("%s reads %q", who, got)
		}
	}
	if got := settled("vibeke"); got != "" {
		t.Errorf("Vibeke reads %q", got)
	}
	for range 2 {
		w.put("peter", settle, map[string]any{"key": gapOfPeter(), "undone": true})
	}
	if got := w.attention("maja", "peter"); !has(got, "gap_in_days") || settled("maja") != "" {
		t.Errorf("taken back: %q, %q", got, settled("maja"))
	}
}

// The one whose it is and the team lead are woken when it climbs, each once, in their working
// time; what was so before anybody looked wakes nobody.
func TestStaffAreToldOnce(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		told := func() string {
			t.Helper()
			var out []string
			for _, who := range []string{"maja", "lone", "ingrid", "tobias", "leder"} {
				if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
					list, err := tx.NotificationsOf(demo.PersonID(who))
					for _, n := range list {
						if slices.Contains([]domain.NotificationKind{domain.NotifyStaffEnd, domain.NotifyStaffSilence, domain.NotifyStaffWaits, domain.NotifyStaffFlag}, n.Kind) {
							out = append(out, who+" "+string(n.Kind)+" "+n.DueAt.In(domain.Copenhagen).Format("2.1. 15.04"))
						}
					}
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
			slices.Sort(out)
			return strings.Join(out, ", ")
		}
		rounds := func() {
			t.Helper()
			for range 2 { // twice is once
				if _, err := w.App.Rounds(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		rounds()
		if got := told(); got != "" {
			t.Fatalf("the first look woke %q", got)
		}
		w.at("2026-11-26 05:00:00") // 21 days of silence: it climbs to the lead
		rounds()
		if got := told(); got != "leder staff_waits 26.11. 08.30" {
			t.Errorf("told %q", got)
		}
		w.at("2026-11-27 05:00:00") // Daryna has heard nothing for ten days
		rounds()
		if got := told(); got != "ingrid staff_silence 27.11. 08.30, leder staff_waits 26.11. 08.30" {
			t.Errorf("told %q", got)
		}
	})
}
