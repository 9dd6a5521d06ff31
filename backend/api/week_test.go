package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// week gets somebody's week around a day.
func (w *world) week(who, day string) app.Week {
	w.t.Helper()
	r := w.as(who).Do("GET", "/me/week?day="+day, nil)
	if r.Status != 200 {
		w.t.Fatalf("the week of %s: %d %s", who, r.Status, r.Body)
	}
	var out app.Week
	if err := json.Unmarshal(r.Body, &out); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// lines writes the entries of one sort of a week, as its reader reads them, by the wall clock.
func lines(week app.Week, sort string) []string {
	var out []string
	for _, e := range week.Entries {
		if e.What != sort {
			continue
		}
		line := string(e.On)
		if e.Start != nil {
			line += e.Start.In(domain.Copenhagen).Format(" 15:04")
		}
		if e.End != nil {
			line += e.End.In(domain.Copenhagen).Format("-15:04")
		}
		line += " " + domain.FirstName(e.Citizen.Name)
		if e.Title != "" {
			line += ": " + e.Title
		}
		if e.Due != "" {
			line += " (" + string(e.Due) + ")"
		}
		if e.Mine {
			line += " *"
		}
		if e.StandsIn {
			line += " +"
		}
		out = append(out, line)
	}
	return out
}

func wantLines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// Maja's week has what is agreed with Peter, when she is at work and when he may call her; of
// what is confidential it has the time that he consented to and no word.
func TestWeek(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.put("peter", path("peter", "requests", newID()), map[string]any{"when": "soon", "call": true, "form": "phone",
			"wished_times": []any{map[string]any{"start": "2026-11-25T13:00:00+01:00", "end": "2026-11-25T14:00:00+01:00"}}})
		now := w.week("maja", "")
		if now.Year != 2026 || now.Number != 48 || len(now.Days) != 7 || now.Days[0].Date != "2026-11-23" {
			t.Errorf("this week: %+v", now)
		}
		wantLines(t, "meetings", lines(now, "meeting"), "2026-11-26 14:00-15:00 Peter")
		wantLines(t, "calls", lines(now, "call_back"), "2026-11-25 13:00-14:00 Peter *")
		wantLines(t, "agreed times", lines(now, "reachable"), "2026-11-29 17:00-20:00 Peter *")
		if h := now.Days[4].Hours; len(h) != 1 || h[0].Start.Format("15:04") != "07:30" || h[0].End.Format("15:04") != "12:00" || len(now.Days[5].Hours) != 0 {
			t.Errorf("Friday's hours: %v", h)
		}
		wantLines(t, "Lone's meetings", lines(w.week("lone", "2026-11-26"), "meeting"), "2026-11-26 14:00-15:00 Peter: Samtale hos Lone *")
		wantLines(t, "Vibeke's calls", lines(w.week("vibeke", ""), "call_back"))

		next := w.week("maja", "2026-12-01")
		wantLines(t, "follow-ups", lines(next, "follow_up"), "2026-12-01 Peter: Mentor på praktikken", "2026-12-01 Peter: Praktik på Cykelværkstedet Kæden")
		wantLines(t, "Vibeke's follow-ups", lines(w.week("vibeke", "2026-12-01"), "follow_up"), "2026-12-01 Peter: Mentor på praktikken *", "2026-12-01 Peter: Praktik på Cykelværkstedet Kæden *")
		wantLines(t, "ends", lines(w.week("maja", "2026-12-09"), "effort_end"), "2026-12-09 Peter: Kontrol af knæ *")
		wantLines(t, "ends, of what is confidential", lines(w.week("maja", "2026-12-17"), "effort_end"), "2026-12-17 Peter")

		// Week 53 of 2026 ends in 2027, and its holiday is on the Friday.
		last := w.week("maja", "2027-01-01")
		if last.Year != 2026 || last.Number != 53 || last.Days[0].Date != "2026-12-28" || last.Days[4].Holiday != "Nytårsdag" || len(last.Days[3].Hours)+len(last.Days[4].Hours) != 0 {
			t.Errorf("New Year: %+v", last.Days)
		}
		wantLines(t, "meetings of week 53", lines(last, "meeting"), "2026-12-29 11:00-11:15 Peter: Maja ringer *")
		wantLines(t, "agreed times of week 53", lines(last, "reachable"), "2027-01-03 17:00-20:00 Peter *")

		// A late follow-up stands on today, and in no other week.
		w.at("2026-12-10 09:00:00")
		wantLines(t, "late", lines(w.week("maja", ""), "follow_up"), "2026-12-10 Peter: Mentor på praktikken (2026-12-01)", "2026-12-10 Peter: Praktik på Cykelværkstedet Kæden (2026-12-01)")
		wantLines(t, "the week that was", lines(w.week("maja", "2026-12-01"), "follow_up"))
	})
}

// In the weeks in which the clocks change, wall clocks stay what they are; what begins on
// Sunday night and ends on Monday stands in both weeks.
func TestWeekOverTheChangesOfTheClock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	book := func(title, start, end string) string {
		m := newID()
		w.put("maja", path("peter", "meetings", m), map[string]any{"title": title, "form": "phone", "start": start, "end": end, "with": []string{string(demo.PersonID("maja"))}, "why": "Aftalt."})
		return m
	}
	book("Lørdag", "2027-03-27T09:00:00+01:00", "2027-03-27T10:00:00+01:00")
	book("Over natten", "2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00")
	book("Søndag", "2027-03-28T09:00:00+02:00", "2027-03-28T10:00:00+02:00")
	wantLines(t, "spring", lines(w.week("maja", "2027-03-28"), "meeting"), "2027-03-27 09:00-10:00 Peter: Lørdag *", "2027-03-28 01:30-03:30 Peter: Over natten *", "2027-03-28 09:00-10:00 Peter: Søndag *")
	book("To gange", "2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00")
	book("Til mandag", "2027-10-31T23:30:00+01:00", "2027-11-01T00:30:00+01:00")
	autumn := w.week("maja", "2027-10-31")
	wantLines(t, "autumn", lines(autumn, "meeting"), "2027-10-31 02:30-02:30 Peter: To gange *", "2027-10-31 23:30-00:30 Peter: Til mandag *")
	if autumn.Number != 43 || autumn.Days[6].Date != "2027-10-31" {
		t.Errorf("week %d until %s", autumn.Number, autumn.Days[6].Date)
	}
	wantLines(t, "after it", lines(w.week("maja", "2027-11-01"), "meeting"), "2027-11-01 23:30-00:30 Peter: Til mandag *")

	moved := book("Flyttes", "2027-11-02T10:00:00+01:00", "2027-11-02T11:00:00+01:00")
	off := book("Aflyses", "2027-11-03T10:00:00+01:00", "2027-11-03T11:00:00+01:00")
	w.put("maja", path("peter", "meetings", moved), map[string]any{"start": "2027-11-09T10:00:00+01:00", "end": "2027-11-09T11:00:00+01:00", "why": "Bilen er i stykker."}, "If-Match", w.rev("maja", "peter"))
	w.put("maja", path("peter", "meetings", off, "cancellation"), map[string]any{"why": "Det er ikke nødvendigt."})
	wantLines(t, "after one was moved and one called off", lines(w.week("maja", "2027-11-01"), "meeting"), "2027-11-01 23:30-00:30 Peter: Til mandag *")
	wantLines(t, "where it was moved to", lines(w.week("maja", "2027-11-09"), "meeting"), "2027-11-09 10:00-11:00 Peter: Flyttes *")
}

// A deputy has what lies in her window, as long as it is open; a colleague of another team,
// and one whose window has ended, has nothing. Each has her own absences.
func TestWeekOfWhoStandsIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	wantLines(t, "before it begins", lines(w.week("jonas", "2026-12-08"), "meeting"))
	w.put("maja", "/me/absences/"+newID(), map[string]any{"from": "2026-12-08", "to": "2026-12-09", "deputy": string(demo.PersonID("jonas"))})
	wantLines(t, "before it is open", lines(w.week("jonas", "2026-12-08"), "meeting"))
	if d := w.week("jonas", "2026-12-08").Days; len(d[0].StandsInFor) != 0 || !slices.Equal(d[1].StandsInFor, []string{"Maja Mønster"}) || d[1].Away || len(d[3].StandsInFor) != 0 {
		t.Errorf("whom Jonas stands in for: %+v", d)
	}
	if d := w.week("maja", "2026-12-08").Days; d[0].Away || !d[1].Away || d[1].Deputy != "Jonas Jævnsen" || !d[2].Away || d[3].Away {
		t.Errorf("when Maja is away: %+v", d)
	}
	w.at("2026-12-08 08:00:00")
	wantLines(t, "while it is open", lines(w.week("jonas", ""), "meeting"), "2026-12-08 13:00-13:45 Peter: Jobsamtale med Maja +", "2026-12-09 13:15-14:00 Peter: Sygehus: Kontrol af knæ +")
	wantLines(t, "the week after", lines(w.week("jonas", "2026-12-15"), "meeting"))
	wantLines(t, "agreed times are Maja's own", lines(w.week("jonas", ""), "reachable"))
	w.at("2026-12-10 00:00:00")
	wantLines(t, "the second it ends", lines(w.week("jonas", ""), "meeting"))
	for _, sort := range []string{"meeting", "follow_up", "effort_end", "call_back", "reachable"} {
		for _, line := range lines(w.week("tobias", "2026-12-08"), sort) {
			if strings.Contains(line, "Peter") {
				t.Errorf("Tobias reads %q", line)
			}
		}
	}
}

// Staff who looked at a citizen in their week stand in the citizen's log, once a day; a week in
// which there is nothing of hers is no look at her.
func TestWeekIsLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	reads := func() (n int) {
		t.Helper()
		if err := w.Store.Read(t.Context(), func(tx *store.Tx) error {
			head, err := tx.Plan(planOf("peter"))
			if err != nil {
				return err
			}
			deeds, err := tx.Deeds(head)
			for _, d := range deeds {
				if d.Words != nil && d.Words.What == "Så dine møder og frister i sin kalender" && d.Person == demo.PersonID("lone") {
					n++
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	w.week("lone", "2026-11-10")
	if n := reads(); n != 0 {
		t.Errorf("logged %d times without a look", n)
	}
	w.week("lone", "2026-11-26")
	w.week("lone", "2026-11-26")
	if n := reads(); n != 1 {
		t.Errorf("logged %d times", n)
	}
}
