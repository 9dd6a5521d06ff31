package api_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// The synthetic municipality: as many citizens as the study's, whose hours with pay are on
// average exactly what it found: 55.0 a year before and 113.9 after. The average hides that some
// work full time and most not at all; so it is here.
const (
	municipalCitizens = 1700
	minutesBefore     = municipalCitizens * 550 * 6
	minutesAfter      = municipalCitizens * 1139 * 6
	fullTime          = 37 * 60 * 52
	someHours         = 300 * 60
	municipalNorm     = 35
)

// municipal is one citizen of it, as she was drawn.
type municipal struct {
	id, plan, consultant domain.ID
	agreed               domain.Date // a Monday
	// weeks are how many weeks after the plan she told of, before and after what she earned in
	// minutes a year.
	weeks, before, after int
}

// town17 is the municipality: teams of unequal size, one of them small.
type town17 struct {
	citizens    []municipal
	consultants map[domain.ID]string // the department of each
	lead        map[string]domain.ID // by department
}

// lastMonday is that of the last week which ended in the quarter before testkit.Anchor, so that
// the weeks told of run up to it.
const lastMonday domain.Date = "2026-09-21"

// drawTown draws the municipality; the same each time.
func drawTown() *town17 {
	r := rand.New(rand.NewPCG(1700, 55))
	t := &town17{consultants: map[domain.ID]string{}, lead: map[string]domain.ID{}}
	teams := map[string][]domain.ID{}
	for _, d := range []string{"nord", "syd", "vest", "oe"} {
		for range map[string]int{"nord": 18, "syd": 16, "vest": 14, "oe": 1}[d] {
			id := domain.NewID()
			teams[d], t.consultants[id] = append(teams[d], id), d
		}
		t.lead[d] = domain.NewID()
	}
	t.lead[""] = domain.NewID()
	before, after := minutesBefore, minutesAfter
	for i := range municipalCitizens {
		c := municipal{id: domain.NewID(), plan: domain.NewID(), weeks: 26}
		switch {
		case i%50 == 1:
			c.weeks = 104
		case i%10 == 0:
			c.weeks = 52
		}
		c.agreed = lastMonday.AddDays(-7 * (max(c.weeks, 52+r.IntN(40)) - 1))
		d := []string{"nord", "syd", "vest"}[r.IntN(3)]
		if i%200 == 7 {
			d = "oe"
		}
		c.consultant = teams[d][r.IntN(len(teams[d]))]
		c.before = earn(&before, i, 29, 11)
		c.after = earn(&after, i, 14, 5)
		t.citizens = append(t.citizens, c)
	}
	// What is left is one citizen's, who told of a whole year.
	for i := range t.citizens {
		c := &t.citizens[i]
		if c.weeks == 52 && c.before == 0 && before > 0 {
			c.before, before = min(before, fullTime), before-min(before, fullTime)
		}
		if c.weeks == 52 && c.after == 0 && after > 0 {
			c.after, after = min(after, fullTime), after-min(after, fullTime)
		}
	}
	if before != 0 || after != 0 {
		panic(fmt.Sprint("nobody earned the last ", before, " and ", after, " minutes"))
	}
	return t
}

// earn takes the hours of one citizen from what is left: full time for each full-th, some hours
// for each some-th, none for the others.
func earn(left *int, i, full, some int) int {
	m := 0
	switch {
	case i%full == 3:
		m = fullTime
	case i%some == 4:
		m = someHours
	}
	m = min(m, *left)
	*left -= m
	return m
}

// settleTown writes it through the store, a few dozen citizens to a transaction.
func settleTown(t *testing.T, s *testkit.Server, database string, town *town17) {
	t.Helper()
	write := func(fn func(tx *store.Tx) error) {
		t.Helper()
		if err := s.Store.Write(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	staff := func(id domain.ID, role domain.Role, department string, norm int) {
		if err := s.App.AddStaff(t.Context(), domain.Person{ID: id, Role: role, Department: department, Name: "Kollega " + department, CaseloadNorm: norm}); err != nil {
			t.Fatal(err)
		}
	}
	for id, d := range town.consultants {
		staff(id, domain.RoleConsultant, d, municipalNorm)
	}
	for d, id := range town.lead {
		staff(id, domain.RoleTeamLead, d, 0)
	}
	r := rand.New(rand.NewPCG(17, 139))
	for chunk := range slices.Chunk(town.citizens, 50) {
		write(func(tx *store.Tx) error {
			for i := range chunk {
				if err := settleOne(tx, r, &chunk[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	tellNoHours(t, s, database, town)
}

func settleOne(tx *store.Tx, r *rand.Rand, c *municipal) error {
	from := time.Date(2024, 1, 8, 8, 0, 0, 0, time.UTC)
	if err := tx.NewDataKey(c.id); err != nil {
		return err
	}
	if err := tx.PutPerson(domain.Person{ID: c.id, Role: domain.RoleCitizen, Name: "Borger", Language: "da"}, c.id); err != nil {
		return err
	}
	if err := tx.CreatePlan(c.plan, c.id); err != nil {
		return err
	}
	if err := tx.PutRelation(c.plan, c.consultant, access.Relation{Kind: access.RelationConsultant, From: from}); err != nil {
		return err
	}
	if c.before+c.after > 0 {
		if err := tellHours(tx, c); err != nil {
			return err
		}
	}
	if err := tx.PutCounted(c.plan, drawCounted(r, c)); err != nil {
		return err
	}
	return drawWaits(tx, r, c)
}

// tellNoHours tells of zero minutes in the same weeks for all who earned nothing, which is most of
// them, in one statement: week by week through the store it took longer than all the rest.
func tellNoHours(t *testing.T, s *testkit.Server, database string, town *town17) {
	t.Helper()
	db := openRaw(t, database)
	defer db.Close()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := tx.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE idle (plan TEXT, citizen TEXT, agreed TEXT, first TEXT, before TEXT)")
	for _, c := range town.citizens {
		if c.before+c.after == 0 {
			exec("INSERT INTO idle VALUES ($1, $2, $3, $4, $5)", c.plan, c.id, c.agreed, lastMonday.AddDays(7*(1-c.weeks)), c.agreed.AddDays(-7*52))
		}
	}
	exec("CREATE TABLE mondays (week TEXT)")
	for week := lastMonday.AddDays(7); week > "2023-01-01"; week = week.AddDays(-7) {
		exec("INSERT INTO mondays VALUES ($1)", week)
	}
	exec(`INSERT INTO paid_hours (plan_id, week, minutes, said_by, said_at)
SELECT i.plan, m.week, 0, i.citizen, $1 FROM idle i JOIN mondays m ON m.week >= i.first OR m.week >= i.before AND m.week < i.agreed`, s.Clock.Now().UnixMilli())
	exec("DROP TABLE idle")
	exec("DROP TABLE mondays")
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// openRaw opens a database beside the program.
func openRaw(t *testing.T, database string) *sql.DB {
	t.Helper()
	driver, name := "sqlite3", "file:"+database+"?_busy_timeout=5000"
	if store.IsPostgres(database) {
		driver, name = "pgx", database
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// tellHours tells of the 52 weeks before the plan and of as many after it as were drawn, up to the
// last week of the quarter and one beyond.
func tellHours(tx *store.Tx, c *municipal) error {
	said := make([]domain.PaidSaid, 0, 52+c.weeks+1)
	tell := func(week domain.Date, minutes int) {
		said = append(said, domain.PaidSaid{Week: week, Minutes: &minutes, PaidTold: domain.PaidTold{SaidBy: c.id, SaidAt: week.End()}})
	}
	share := func(total, n, i int) int {
		m := total / n
		if i < total%n {
			m++
		}
		return m
	}
	for i := range 52 {
		tell(c.agreed.AddDays(7*(i-52)), share(c.before, 52, i))
	}
	for i := range c.weeks {
		tell(lastMonday.AddDays(7*(i+1-c.weeks)), share(c.after*c.weeks/52, c.weeks, i))
	}
	tell(lastMonday.AddDays(7), 2220) // it ends after the quarter
	_, err := tx.SayPaidHours(c.plan, said, lastMonday.End())
	return err
}

// drawCounted draws what the rules of attention would have counted.
func drawCounted(r *rand.Rand, c *municipal) domain.Counted {
	day := func(from domain.Date, days int) domain.Date { return from.AddDays(r.IntN(days)) }
	out := domain.Counted{AgreedOn: c.agreed.AddDays(r.IntN(7))}
	if r.IntN(40) > 0 {
		out.HeardOn = day("2026-10-25", 31)
	}
	for range r.IntN(3) {
		decided := r.IntN(9) > 0
		out.Ends = append(out.Ends, domain.CountedEnd{Effort: domain.NewID(), On: day("2026-06-01", 150), Decided: decided, Followed: decided && r.IntN(3) > 0})
	}
	for range r.IntN(2) {
		f := domain.CountedFlag{Flag: domain.NewID(), RaisedOn: day("2026-06-15", 120)}
		if r.IntN(12) > 0 {
			f.SeenOn, f.SeenMinutes = day(f.RaisedOn, 3), r.IntN(400)
			if r.IntN(4) > 0 {
				f.AdjustedOn, f.AdjustedMinutes = day(f.SeenOn, 20), f.SeenMinutes+r.IntN(4000)
				if r.IntN(3) > 0 {
					f.HelpedOn = day(f.AdjustedOn, 30)
				}
			}
		}
		out.Flags = append(out.Flags, f)
	}
	for _, rule := range []string{"silence", "unanswered_message", "effort_ends_without_follow_up", "flag_unseen"} {
		if r.IntN(12) == 0 {
			out.Alerts = append(out.Alerts, domain.CountedAlert{Rule: rule, Level: []string{"amber", "orange", "red"}[r.IntN(3)], Alerts: 1 + r.IntN(2)})
		}
	}
	if r.IntN(900) == 0 {
		out.Alerts = append(out.Alerts, domain.CountedAlert{Rule: "interpreter_missing", Level: "red", Alerts: 1})
	}
	return out
}

func drawWaits(tx *store.Tx, r *rand.Rand, c *municipal) error {
	for range r.IntN(4) {
		a := domain.CountedAnswer{Message: domain.NewID(), On: domain.Date("2026-06-15").AddDays(r.IntN(130)), Minutes: r.IntN(700), Promised: 480}
		if err := tx.PutAnswer(c.plan, a); err != nil {
			return err
		}
	}
	if r.IntN(10) > 0 {
		return nil
	}
	thread := domain.Thread{ID: domain.NewID(), Plan: c.plan, Between: []domain.ID{c.id, c.consultant}, ReplyHours: 8, Confidential: r.IntN(5) == 0}
	if err := tx.CreateThread(thread); err != nil {
		return err
	}
	_, err := tx.BeginWait(domain.Wait{Thread: thread.ID, Plan: c.plan, Message: domain.NewID(), Since: testkit.Anchor.Add(-time.Duration(r.IntN(96)) * time.Hour)})
	return err
}
