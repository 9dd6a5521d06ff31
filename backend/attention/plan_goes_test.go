package attention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// A plan that has ended is told of to its consultant and the leads as long before it goes as the citizen is
// told, who reads her own words of it: not while it is open, not before, not while it is held back.
func TestWhoIsToldThatAPlanGoes(t *testing.T) {
	told := time.Date(2031, 10, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what        string
		end         domain.EndReason
		goes, today domain.Date
		want        string
	}{
		{"thirty days before", domain.EndMoved, "2031-10-31", "2031-10-01", "info 30 Maja, Tove: Planen er afsluttet og bliver slettet 31. oktober."},
		{"the day itself", domain.EndMoved, "2031-10-31", "2031-10-31", "info 0 Maja, Tove: Planen er afsluttet og bliver slettet 31. oktober."},
		{"of who died", domain.EndDied, "2031-10-31", "2031-10-02", "info 29 Maja, Tove: Planen er afsluttet og bliver slettet 31. oktober."},
		{"told later than the rule speaks", domain.EndMoved, "2032-01-15", "2031-12-31", "info 15 Maja, Tove: Planen er afsluttet og bliver slettet 15. januar 2032."},
		{"not yet", domain.EndMoved, "2032-01-15", "2031-10-05", ""},
		{"held back, or not told", domain.EndMoved, "", "2031-10-05", ""},
		{"open", "", "2031-10-31", "2031-10-05", ""},
	} {
		set := shipped(t)
		peter := caseOf(t, set, "peter")
		for i := range peter.Items {
			if p, ok := peter.Items[i].Item.(*domain.Plan); ok && c.end != "" {
				p.End = &domain.PlanEnd{Reason: c.end, Day: "2026-11-24", FollowUpBy: demo.PersonID("maja"), FollowUpOn: "2026-12-08"}
			}
		}
		in := attentive(set, peter)
		in.Goes, in.GoesToldAt = c.goes, told
		got := ""
		for _, a := range evaluate(in, c.today.Start().Add(12*time.Hour)) {
			if a.Rule != attention.PlanGoes {
				continue
			}
			var who []string
			for _, line := range toldBy(set, a) {
				name, _, _ := strings.Cut(line, " ")
				who = append(who, name)
			}
			got = fmt.Sprintf("%s %d %s: %s", a.Level, a.DaysLeft, strings.Join(who, ", "), a.Words.Neutral.Danish)
			if a.Words.Citizen.Danish != "" || !slices.Equal(a.Ends, []attention.End{attention.EndHoldPlan}) || a.Words.Staff.English == "" {
				t.Errorf("%s: %+v", c.what, a)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
