package api_test

import (
	"encoding/json"
	"testing"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

func figuresOf(t *testing.T, c *testkit.Client, query string) app.Figures {
	t.Helper()
	r := c.Do("GET", "/me/figures"+query, nil)
	if r.Status != 200 {
		t.Fatalf("figures: %d %s", r.Status, r.Body)
	}
	var f app.Figures
	if err := json.Unmarshal(r.Body, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// figureLine gives the numbers of one line by team: nil is hidden or nothing.
func figureLine(t *testing.T, f app.Figures, table, name string) map[string]app.FigureValue {
	t.Helper()
	for _, x := range f.Tables {
		if x.Name != table {
			continue
		}
		for _, l := range x.Lines {
			if l.Name == name {
				out := map[string]app.FigureValue{}
				for i, c := range l.Cells {
					out[f.Teams[i].ID+f.Teams[i].Whole] = c
				}
				return out
			}
		}
	}
	t.Fatalf("there is no %s in %s", name, table)
	return nil
}

// TestMunicipality: the figures of a municipality of 1,700 citizens are, number by number, what
// somebody finds who reads the raw rows by himself; and the hours with pay are those of the
// study that they were drawn by.
func TestMunicipality(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		town := drawTown()
		s := testkit.NewServer(t, testkit.Options{Database: database})
		settleTown(t, s, database, town)
		if err := s.App.SetHouse(t.Context(), app.House{Departments: []domain.Department{{ID: "nord", Name: "Nord"}, {ID: "syd", Name: "Syd"}}}); err != nil {
			t.Fatal(err)
		}
		all := s.SignIn(t, town.lead[""])
		f := figuresOf(t, all, "")
		if f.From != "2026-07" || f.To != "2026-09" || f.FewerThan != 5 {
			t.Fatalf("%s to %s", f.From, f.To)
		}
		paid := func(name string) int64 {
			v := figureLine(t, f, "paid", name)["all"].Value
			if v == nil {
				t.Fatalf("%s is not told", name)
			}
			return *v
		}
		if paid("before") != 550 || paid("after") != 1139 || paid("counted") != municipalCitizens {
			t.Errorf("%d before, %d after, of %d", paid("before"), paid("after"), paid("counted"))
		}
		byHand := countByHand(t, s, database, town)
		compared, hidden := byHand.compare(t, f)
		if compared < 200 || hidden == 0 {
			t.Errorf("%d numbers were compared, %d were hidden", compared, hidden)
		}
		own := figuresOf(t, s.SignIn(t, town.lead["nord"]), "")
		if len(own.Teams) != 1 || own.Teams[0].Name != "Nord" {
			t.Fatalf("the lead of Nord sees %v", own.Teams)
		}
		byHand.compare(t, own)
		// What is hidden for one is hidden for all, or two leads could work it out together.
		for _, x := range own.Tables {
			for _, l := range x.Lines {
				if whole := figureLine(t, f, x.Name, l.Name)["nord"]; whole.Hidden != l.Cells[0].Hidden {
					t.Errorf("%s %s is hidden for one lead and told to another", x.Name, l.Name)
				}
			}
		}
	})
}
