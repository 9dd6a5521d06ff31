package app

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Figures are a lead's numbers of her teams: counts and delays, and nothing of what anybody wrote,
// nor of a single consultant. They are counted by what lies in clear or under the keyed hash of a
// plan (store.Counted); no plan is opened, so no reading is logged.
type Figures struct {
	// From and To are the first and the last month of the quarter that the events are of,
	// "2026-07" and "2026-09"; see domain.Quarter.
	From string `json:"from"`
	To   string `json:"to"`
	// At is the instant that what stands now was counted at.
	At time.Time `json:"at"`
	// FewerThan is the size of a group that is hidden.
	FewerThan int           `json:"fewer_than"`
	Teams     []FigureTeam  `json:"teams"`
	Tables    []FigureTable `json:"tables"`
}

// FigureTeam is one column of the figures: a team, those who have no consultant, or all.
type FigureTeam struct {
	// ID is the department of its consultants; empty is those who are in none.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Whole is "" for a team, "none" for those without a consultant, "all" for everybody.
	Whole string `json:"whole,omitempty"`
}

// FigureTable is one table; what its lines count is said at their names (figureLines).
type FigureTable struct {
	Name string `json:"name"`
	// Now says that it counts what stands now, and not what happened in the quarter.
	Now   bool         `json:"now,omitempty"`
	Lines []FigureLine `json:"lines"`
}

// FigureLine is one number for each team, in their order.
type FigureLine struct {
	Name string `json:"name"`
	// Unit is count, minutes (of working time), tenths (of one) or hour_tenths (tenths of an
	// hour a year).
	Unit  string        `json:"unit"`
	Cells []FigureValue `json:"cells"`
}

// FigureValue is one number, in whole units. It is left out where it is hidden, and where there
// is nothing that it could be of.
type FigureValue struct {
	Value  *int64 `json:"value,omitempty"`
	Hidden bool   `json:"hidden,omitempty"`
}

// GetFigures gives a lead the figures of a quarter, named by its first and its last month;
// without them of the last one. What is hidden is decided over the whole municipality, so that
// leads who lay their figures side by side learn no more.
func (a *App) GetFigures(ctx context.Context, actor access.Actor, from, to string) (Figures, error) {
	now := a.clock.Now()
	q, err := domain.QuarterOf(from, to, domain.DateOf(now))
	if err != nil {
		return Figures{}, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return Figures{}, err
	}
	var t *tally
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		t, err = a.tallyUp(tx, q, now)
		return err
	})
	if err != nil {
		return Figures{}, err
	}
	out := Figures{From: q.FromMonth(), To: q.ToMonth(), At: now.UTC(), FewerThan: FewerThan, Teams: []FigureTeam{}, Tables: []FigureTable{}}
	shown := t.shown(actor)
	for _, i := range shown {
		team := FigureTeam{ID: t.teams[i].department, Whole: t.teams[i].whole}
		for _, d := range house.Departments {
			if team.Whole == "" && d.ID == team.ID {
				team.Name = d.Name
			}
		}
		out.Teams = append(out.Teams, team)
	}
	if len(shown) > 0 {
		out.Tables = t.tables(shown)
	}
	return out, nil
}

// The wholes beside the teams.
const (
	noConsultant = "none"
	everybody    = "all"
)

// shown gives the columns that an actor is told. Where there is but one team, everybody is it.
func (t *tally) shown(actor access.Actor) []int {
	var out []int
	for i, team := range t.teams {
		switch team.whole {
		case everybody:
			if !access.SeesAllFigures(actor) || len(out) < 2 {
				continue
			}
		case noConsultant:
			if !access.SeesAllFigures(actor) {
				continue
			}
		default:
			if !access.SeesFigures(actor, team.department) {
				continue
			}
		}
		out = append(out, i)
	}
	return out
}
