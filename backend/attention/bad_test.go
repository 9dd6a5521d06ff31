package attention_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/attention"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
)

// Peter's plan at its anchor, spoiled in one way at a time: who is told then, and what he reads.
func TestWhereThereIsNobody(t *testing.T) {
	set := shipped(t)
	maja, jonas, tove := demo.PersonID("maja"), demo.PersonID("jonas"), demo.PersonID("leder")
	away := func(person, deputy domain.ID) domain.Leave {
		return domain.Leave{Person: person, Deputy: deputy, From: set.Anchor.Add(-time.Hour), To: set.Anchor.AddDate(0, 0, 14)}
	}
	for _, tc := range []struct {
		name  string
		spoil func(*app.Attentive)
		rule  attention.Rule
		// told are role, person as the file names him, and why.
		told    []string
		citizen string
	}{
		{"nobody is away", func(*app.Attentive) {}, attention.AgreementOverdue, []string{"consultant maja "}, "Maja har fået besked."},
		{"the consultant is away", func(in *app.Attentive) { in.Leaves = []domain.Leave{away(maja, jonas)} }, attention.AgreementOverdue,
			[]string{"consultant maja ", "deputy jonas away"}, "Maja har fået besked."},
		{"the consultant and her deputy are away", func(in *app.Attentive) { in.Leaves = []domain.Leave{away(maja, jonas), away(jonas, maja)} }, attention.AgreementOverdue,
			[]string{"consultant maja ", "leader leder nobody"}, "Maja har fået besked."},
		{"her deputy does not exist", func(in *app.Attentive) { in.Leaves = []domain.Leave{away(maja, "gone")} }, attention.AgreementOverdue,
			[]string{"consultant maja ", "leader leder nobody"}, "Maja har fået besked."},
		{"everybody is away and nobody leads", func(in *app.Attentive) {
			in.Leaves, in.Leads = []domain.Leave{away(maja, jonas), away(jonas, maja)}, nil
		}, attention.AgreementOverdue,
			[]string{"consultant maja ", "leader  nobody"}, "Maja har fået besked."},
		{"no consultant", func(in *app.Attentive) { headOf(in).Consultant = "" }, attention.NoConsultant, []string{"leader leder nobody"}, "Du har ikke en fast konsulent lige nu. Tove har fået besked."},
		{"no consultant and nobody leads", func(in *app.Attentive) { headOf(in).Consultant, in.Leads = "", nil }, attention.NoConsultant, []string{"leader  nobody"},
			"Der er ingen, der kan få besked lige nu. Ring til kommunen."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := caseOf(t, shipped(t), "peter")
			in := attentive(set, c)
			tc.spoil(&in)
			alerts := evaluate(in, set.Anchor)
			i := slices.IndexFunc(alerts, func(a attention.Alert) bool { return a.Rule == tc.rule })
			if i < 0 {
				t.Fatalf("no %s in %+v", tc.rule, alerts)
			}
			names := map[domain.ID]string{maja: "maja", jonas: "jonas", tove: "leder"}
			var told []string
			for _, d := range alerts[i].Told {
				told = append(told, strings.Join([]string{string(d.Role), names[d.Person], string(d.Because)}, " "))
			}
			if !slices.Equal(told, tc.told) {
				t.Errorf("told %q, want %q", told, tc.told)
			}
			if got := alerts[i].Words.Citizen.Danish; !strings.HasSuffix(got, tc.citizen) {
				t.Errorf("the citizen reads %q, want %q", got, tc.citizen)
			}
		})
	}
}

func headOf(in *app.Attentive) *domain.Plan { return find[*domain.Plan](*in, in.Plan) }

// A confidential department's alerts stay with it: nobody else is told, however long it waits.
func TestConfidentialStaysWithTheTwo(t *testing.T) {
	set := shipped(t)
	c := caseOf(t, set, "peter")
	for day := domain.Date("2026-11-24"); day <= "2027-01-31"; day = day.AddDays(1) {
		for _, a := range evaluate(attentive(set, c), day.Start().Add(9*time.Hour)) {
			about := a.Subject.ID == demo.ID("peter", "e2") || a.Subject.ID == demo.ID("peter", "f2") || a.Thread == demo.ID("peter", "th-peter-lone")
			for _, told := range a.Told {
				if about && told.Person != demo.PersonID("lone") && !(told.Person == demo.PersonID("maja") && told.Neutral) {
					t.Fatalf("%s: %+v", day, a)
				}
			}
		}
	}
}

// The thresholds of a municipality and of a person hold from their day on, and what a later
// one does not say stays as the earlier one said.
func TestThresholdsByDate(t *testing.T) {
	p := func(i int) *int { return &i }
	sets := attention.Sets{
		Municipality: []attention.Dated{
			{From: "2027-01-01", Rules: map[attention.Rule]attention.Steps{attention.Silence: {Red: p(30)}}},
			{From: "2026-06-01", Rules: map[attention.Rule]attention.Steps{attention.Silence: {Amber: p(10), Red: p(20)}}},
		},
		Persons: map[domain.ID][]attention.Dated{"p": {{From: "2026-12-01", Rules: map[attention.Rule]attention.Steps{attention.Silence: {Amber: p(5)}}}}},
	}
	agreed := domain.Person{ID: "p", Citizen: &domain.Citizen{Agreement: &domain.ContactAgreement{MaxSilenceDays: 100}}}
	for _, tc := range []struct {
		day        domain.Date
		who        domain.Person
		amber, red int
	}{
		{"2026-05-31", domain.Person{}, 14, 21}, {"2026-06-01", domain.Person{}, 10, 20}, {"2027-01-01", domain.Person{}, 10, 30},
		{"2026-12-01", domain.Person{ID: "p"}, 5, 20}, {"2027-01-01", domain.Person{ID: "p"}, 5, 30}, {"2026-01-01", agreed, 42, 49},
	} {
		got := sets.At(tc.day, tc.who).Rules[attention.Silence]
		if *got.Amber != tc.amber || *got.Red != tc.red {
			t.Errorf("%s: amber %d, red %d; want %d, %d", tc.day, *got.Amber, *got.Red, tc.amber, tc.red)
		}
	}
}
