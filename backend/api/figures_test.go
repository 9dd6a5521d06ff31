package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// Figures are given for one quarter that is over, and for nothing else: what is hidden in one time
// could be worked out from another that overlaps it.
func TestFiguresAreOfWholeQuarters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for what, query := range map[string]string{
		"the end before the start": "?from=2026-07&to=2026-06", "a year": "?from=2025-01&to=2025-12", "two months": "?from=2026-07&to=2026-08", "across two": "?from=2026-06&to=2026-08",
		"the one that runs": "?from=2026-10&to=2026-12", "to come": "?from=2027-01&to=2027-03", "a hundred years": "?from=1926-07&to=2026-09", "long ago": "?from=1926-07&to=1926-09",
		"no month": "?from=2026-13&to=2026-15", "words": "?from=i%20fjor&to=nu", "only the start": "?from=2026-07", "days": "?from=2026-07-01&to=2026-09-30", "very long": "?from=" + strings.Repeat("2", 900),
	} {
		checkProblem(t, what, w.as("leder").Do("GET", "/me/figures"+query, nil), 422, domain.CodeInvalid)
	}
	for query, want := range map[string]string{"": "2026-07 2026-09", "?from=2026-07&to=2026-09": "2026-07 2026-09", "?from=2025-10&to=2025-12": "2025-10 2025-12"} {
		if f := figuresOf(t, w.as("leder"), query); f.From+" "+f.To != want {
			t.Errorf("%q gives %s to %s", query, f.From, f.To)
		}
	}
	for _, who := range []string{"maja", "vibeke", admin, "peter", "anette"} {
		checkProblem(t, who, w.as(who).Do("GET", "/me/figures", nil), 403, domain.CodeForbidden)
	}
}

// The demo's four citizens are too few: nothing that is built on them is told, and not that
// there are four.
func TestFiguresOfAFewAreHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	if _, err := w.App.Rounds(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, x := range figuresOf(t, w.as("leder"), "").Tables {
		for _, l := range x.Lines {
			for _, c := range l.Cells {
				if c.Value != nil && *c.Value != 0 && !slices.Contains([]string{"consultants", "norm", "over_norm"}, l.Name) {
					t.Errorf("%s %s is %d", x.Name, l.Name, *c.Value)
				}
				told++
			}
		}
	}
	if told == 0 {
		t.Error("there were no figures at all")
	}
}

// A lead whose department has no consultant is told that there is no team; one with consultants
// and no citizens that there are none, and nothing is divided by them.
func TestFiguresWithoutATeamOrCitizens(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{})
	lead, lost := domain.NewID(), domain.NewID()
	for _, p := range []domain.Person{{ID: lead, Role: domain.RoleTeamLead, Name: "Lise Leder", Department: "job"}, {ID: lost, Role: domain.RoleTeamLead, Name: "Ib Ingen", Department: "social"},
		{ID: domain.NewID(), Role: domain.RoleConsultant, Name: "Nanna Ny", Department: "job"}} {
		if err := s.App.AddStaff(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if f := figuresOf(t, s.SignIn(t, lost), ""); len(f.Teams) != 0 || len(f.Tables) != 0 {
		t.Errorf("without a team: %v", f)
	}
	f := figuresOf(t, s.SignIn(t, lead), "")
	zero, one := int64(0), int64(1)
	for at, want := range map[string]*int64{"caseload citizens": &zero, "caseload consultants": &one, "caseload per_consultant": &zero, "caseload norm": nil, "waiting answers": &zero, "waiting median": nil, "paid counted": &zero, "paid before": nil, "paid after": nil} {
		table, name, _ := strings.Cut(at, " ")
		c := figureLine(t, f, table, name)["job"]
		if c.Hidden || (c.Value == nil) != (want == nil) || want != nil && *c.Value != *want {
			t.Errorf("%s: %v", at, c)
		}
	}
}

// counted gives what is counted of Peter's plan once the rules have gone over it.
func (w *world) counted(citizen string) store.CountedPlan {
	w.t.Helper()
	if err := w.App.Attend(w.t.Context(), planOf(citizen)); err != nil {
		w.t.Fatal(err)
	}
	var out store.CountedPlan
	if err := w.Store.Read(w.t.Context(), func(tx *store.Tx) error {
		plans, err := tx.Counted(domain.Quarter{From: "2026-10-01", To: "2026-12-31"})
		for _, p := range plans {
			if p.Plan == planOf(citizen) {
				out = p
			}
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// What is counted comes of what people do: the first time that a flag is seen and mended, an
// effort's end with what comes then, an answer that was waited for. What a confidential department
// has is not counted, nor a hint that no lead is told of. On both databases.
func TestWhatFiguresCount(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		before := w.counted("peter")
		if c := before.Counted; c.AgreedOn == "" || c.HeardOn < "2026-11-01" {
			t.Errorf("agreed on %q, heard on %q", c.AgreedOn, c.HeardOn)
		}
		flags := func() (out []domain.CountedFlag) {
			t.Helper()
			for _, f := range w.counted("peter").Counted.Flags {
				if f.RaisedOn == "2026-11-24" {
					out = append(out, f)
				}
			}
			return out
		}
		w.raises() // one of the three is on a confidential department's effort
		if got := flags(); len(got) != 2 || got[0].SeenOn != "" {
			t.Fatalf("of three flags: %+v", got)
		}
		at := func(parts ...string) string {
			return path("peter", append([]string{"flags", id(flagOpen)}, parts...)...)
		}
		w.Clock.Move(30 * time.Minute)
		w.put("vibeke", at("seen"), map[string]any{})
		w.counted("peter")
		w.Clock.Move(90 * time.Minute)
		w.put("maja", at("answer"), map[string]any{"text": "Du får en stol.", "from": "2026-11-25"})
		w.counted("peter")
		action := func() any { return saw(item(w.plan("peter", "peter"), "flags", id(flagOpen))) }
		w.put("peter", at("confirmation"), map[string]any{"helped": false, "action_at": action()})
		w.Clock.Move(time.Hour)
		w.put("maja", at("answer"), map[string]any{"text": "Du får en højere stol.", "from": "2026-11-26"})
		w.put("peter", at("confirmation"), map[string]any{"helped": true, "action_at": action()})
		i := slices.IndexFunc(flags(), func(f domain.CountedFlag) bool { return f.SeenOn != "" })
		if got := fmt.Sprintf("%+v", flags()[i]); got != "{Flag: RaisedOn:2026-11-24 SeenOn:2026-11-24 SeenMinutes:30 AdjustedOn:2026-11-24 AdjustedMinutes:120 HelpedOn:2026-11-24}" {
			t.Errorf("the flag: %s", got)
		}

		ends := len(w.counted("peter").Counted.Ends)
		end := endOf(string(demo.PersonID("maja")))
		end["word"] = map[string]any{"skipped": true}
		w.put("maja", path("peter", "efforts", id("e3"), "end"), end)
		got := w.counted("peter").Counted.Ends
		if len(got) != ends+1 || !slices.Contains(got, domain.CountedEnd{On: "2026-11-24", Decided: true, Followed: true}) {
			t.Errorf("the ends: %+v", got)
		}

		answers := func() []domain.CountedAnswer {
			return slices.DeleteFunc(w.counted("peter").Answers, func(a domain.CountedAnswer) bool { return a.On != "2026-11-24" })
		}
		w.say("peter", "peter", "", "Kan vi rykke mødet?")
		w.Clock.Move(45 * time.Minute)
		said := w.say("maja", "peter", "", "Ja, gerne.")
		if got := answers(); len(got) != 1 || got[0].On != "2026-11-24" || got[0].Minutes < 45 || got[0].Promised != 8*60 {
			t.Errorf("the answers: %+v", got)
		}
		w.put("maja", path("peter", "messages", said, "recall"), map[string]any{})
		if got := answers(); len(got) != 0 {
			t.Errorf("the answer that was taken back counts: %+v", got)
		}
		thanks := w.say("peter", "peter", "", "Tak.")
		w.put("maja", path("peter", "messages", thanks, "no-answer"), map[string]any{})
		if got := answers(); len(got) != 0 {
			t.Errorf("what needs no answer was answered: %+v", got)
		}
		for _, a := range w.counted("peter").Counted.Alerts {
			if slices.Contains([]string{"gap_in_days", "citizen_quiet", "low_checkins", "measurement_due", "no_job_oriented_effort", "length_limit", "flag_open"}, a.Rule) {
				t.Errorf("a hint is counted: %+v", a)
			}
		}

		// Nothing is left of who is erased.
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.EraseDataKey(demo.PersonID("peter")) }); err != nil {
			t.Fatal(err)
		}
		db := openRaw(t, database)
		defer db.Close()
		var left int
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM counted_plan").Scan(&left); err != nil || left != 0 {
			t.Errorf("%d plans are counted after erasure (%v)", left, err)
		}
	})
}
