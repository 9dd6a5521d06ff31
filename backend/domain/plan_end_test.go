package domain_test

import (
	"errors"
	"strings"
	"testing"

	"tavlen/backend/domain"
)

// What is said of a plan's end holds together: its last day is not ahead, and somebody follows up
// in one to thirteen weeks, except for one who has died.
func TestPlanEnd(t *testing.T) {
	good := domain.PlanEnd{At: now, By: id("maja"), Day: "2026-11-24", Reason: domain.EndJob, FollowUpBy: id("maja"), FollowUpOn: "2026-12-01"}
	for _, c := range []struct {
		what, field string
		with        func(*domain.PlanEnd)
	}{
		{"as it should be", "", func(*domain.PlanEnd) {}},
		{"the day that ends thirteen weeks", "", func(e *domain.PlanEnd) { e.FollowUpOn = "2027-02-23" }},
		{"it ended before today", "", func(e *domain.PlanEnd) { e.Day = "2026-11-02" }},
		{"she died", "", func(e *domain.PlanEnd) { e.Reason, e.FollowUpBy, e.FollowUpOn = domain.EndDied, "", "" }},
		{"she died, and somebody is to call", "follow_up_on", func(e *domain.PlanEnd) { e.Reason = domain.EndDied }},
		{"no last day", "day", func(e *domain.PlanEnd) { e.Day = "" }},
		{"a last day that does not exist", "day", func(e *domain.PlanEnd) { e.Day = "2026-02-30" }},
		{"a last day ahead", "day", func(e *domain.PlanEnd) { e.Day = "2026-11-25" }},
		{"no reason", "reason", func(e *domain.PlanEnd) { e.Reason = "" }},
		{"a reason that is none", "reason", func(e *domain.PlanEnd) { e.Reason = "tired" }},
		{"nobody follows up", "follow_up_by", func(e *domain.PlanEnd) { e.FollowUpBy = "" }},
		{"no day to follow up on", "follow_up_on", func(e *domain.PlanEnd) { e.FollowUpOn = "" }},
		{"too soon", "follow_up_on", func(e *domain.PlanEnd) { e.FollowUpOn = "2026-11-30" }},
		{"too late", "follow_up_on", func(e *domain.PlanEnd) { e.FollowUpOn = "2027-02-24" }},
	} {
		t.Run(c.what, func(t *testing.T) {
			end := good
			c.with(&end)
			plan := *whole[domain.KindPlan].(*domain.Plan)
			plan.End = &end
			err := plan.Validate()
			var e *domain.Error
			switch {
			case c.field == "" && err != nil:
				t.Error(err)
			case c.field == "":
			case !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Field != c.field:
				t.Errorf("got %+v, want one fault, in %s", err, c.field)
			}
		})
	}
}

// She reads why in words, whatever the reason; the last day alone would be no why.
func TestWhyAPlanEndedIsSaidInWords(t *testing.T) {
	for _, reason := range domain.EndReasons {
		end := domain.PlanEnd{Day: "2026-11-24", Reason: reason}
		why := end.Why(now)
		if bare := why == "Sidste dag: 24. november."; bare != (reason == domain.EndDied) || !strings.HasSuffix(why, "Sidste dag: 24. november.") {
			t.Errorf("%s: %q", reason, why)
		}
	}
}
