package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

func (w *world) caseload(who string) string {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/caseload", nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	var list app.CaseloadList
	if err := json.Unmarshal(r.Body, &list); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, c := range list.Consultants {
		out = append(out, fmt.Sprintf("%s %d/%d", domain.FirstName(c.Name), c.Citizens, c.Norm))
	}
	return strings.Join(out, ", ")
}

// A consultant is told her own number, a team lead those of the team and no citizen's name.
// Whoever has no norm of her own has the municipality's, from the day that it is valid.
func TestCaseload(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		if err := w.App.AddStaff(t.Context(), domain.Person{ID: domain.NewID(), Role: domain.RoleConsultant, Name: "Nanna Ny"}); err != nil {
			t.Fatal(err)
		}
		if got := w.caseload("maja"); got != "Maja 1/15" {
			t.Errorf("Maja: %q", got)
		}
		lead := w.caseload("leder")
		if !strings.Contains(lead, "Maja 1/15") || !strings.HasSuffix(lead, "Nanna 0/0") || strings.Contains(lead, "Vibeke") {
			t.Errorf("Tove: %q", lead)
		}
		norm := func(n int, from domain.Date) attention.Dated {
			return attention.Dated{From: from, Counts: attention.Counts{Caseload: &n}}
		}
		if err := w.App.LoadThresholds(t.Context(), attention.Sets{Municipality: []attention.Dated{norm(20, "2026-01-01"), norm(12, "2027-01-01")}}); err != nil {
			t.Fatal(err)
		}
		if got := w.caseload("leder"); !strings.Contains(got, "Nanna 0/20") || !strings.Contains(got, "Maja 1/15") {
			t.Errorf("Tove, with the municipality's norm: %q", got)
		}
	})
}
