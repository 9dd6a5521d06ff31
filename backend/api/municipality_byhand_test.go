package api_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// byHand are the figures worked out a second time, from the raw rows and by other means than the
// program's: SQL of its own, whole numbers instead of fractions, times sorted by the database. It
// shares nothing with package app but the names of the lines.
type byHand struct {
	// number is each figure by "table.line" and team; people how many citizens a count is built on.
	number, people map[string]map[string]int64
}

func (b *byHand) put(name, team string, n, people int64) {
	if b.number[name] == nil {
		b.number[name], b.people[name] = map[string]int64{}, map[string]int64{}
	}
	b.number[name][team], b.people[name][team] = n, people
}

// inAll is the whole beside the teams.
const inAll = "all"

func countByHand(t *testing.T, s *testkit.Server, database string, town *town17) *byHand {
	t.Helper()
	db := openRaw(t, database)
	defer db.Close()
	h := &hand{t: t, db: db, postgres: store.IsPostgres(database), out: &byHand{map[string]map[string]int64{}, map[string]map[string]int64{}}}
	h.exec("CREATE TABLE of_hand (subject " + map[bool]string{false: "BLOB", true: "BYTEA"}[store.IsPostgres(database)] + " PRIMARY KEY, plan TEXT, team TEXT, consultant TEXT, agreed TEXT)")
	type whose struct{ plan, team, consultant string }
	var all []whose
	h.read("SELECT r.plan_id, p.department, p.id FROM plan_person r JOIN person p ON p.id = r.person_id WHERE r.relation = 'consultant'", func(scan func(...any)) {
		var w whose
		scan(&w.plan, &w.team, &w.consultant)
		all = append(all, w)
	})
	agreed := map[string]domain.Date{}
	for _, c := range town.citizens {
		agreed[string(c.plan)] = c.agreed
	}
	tx, err := db.BeginTx(t.Context(), nil)
	h.must(err)
	for _, w := range all {
		mac := hmac.New(sha256.New, testkit.Keys().Index)
		fmt.Fprintf(mac, "counted_plan\x00%s", w.plan)
		_, err := tx.ExecContext(t.Context(), "INSERT INTO of_hand VALUES ($1, $2, $3, $4, $5)", mac.Sum(nil), w.plan, w.team, w.consultant, string(agreed[w.plan]))
		h.must(err)
	}
	h.must(tx.Commit())
	h.counts()
	h.times()
	h.waits(s.Clock.Now())
	h.hours()
	h.caseload()
	h.exec("DROP TABLE of_hand")
	return h.out
}

type hand struct {
	t   *testing.T
	db  *sql.DB
	out *byHand
	// postgres says whose SQL is spoken.
	postgres bool
}

func (h *hand) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hand) exec(query string) {
	h.t.Helper()
	_, err := h.db.ExecContext(h.t.Context(), query)
	h.must(err)
}

// read gives each row of a query to something that scans it.
func (h *hand) read(query string, row func(scan func(...any))) {
	h.t.Helper()
	rows, err := h.db.QueryContext(h.t.Context(), query)
	h.must(err)
	defer rows.Close()
	for rows.Next() {
		row(func(into ...any) {
			h.t.Helper()
			h.must(rows.Scan(into...))
		})
	}
	h.must(rows.Err())
}

// each counts rows and the citizens behind them for each team and in all; of is "number, subject,
// team" rows.
func (h *hand) each(name, from string) {
	h.t.Helper()
	for _, q := range []string{
		"SELECT team, coalesce(sum(n), 0), count(DISTINCT subject) FROM (" + from + ") x GROUP BY team",
		"SELECT 'all', coalesce(sum(n), 0), count(DISTINCT subject) FROM (" + from + ") x",
	} {
		h.read(q, func(scan func(...any)) {
			var team string
			var n, people int64
			scan(&team, &n, &people)
			h.out.put(name, team, n, people)
		})
	}
}

// counts are all that one statement counts.
func (h *hand) counts() {
	h.t.Helper()
	const hand = " c JOIN of_hand h ON h.subject = c.subject WHERE "
	ends := "SELECT 1 AS n, h.subject, h.team FROM counted_end" + hand + "c.ended_on >= '2026-07-01' AND c.ended_on < '2026-10-01'"
	h.each("ends.ended", ends)
	h.each("ends.followed", ends+" AND c.decided AND c.followed")
	h.each("ends.decided", ends+" AND c.decided AND NOT c.followed")
	h.each("ends.undecided", ends+" AND NOT c.decided")
	flags := "SELECT 1 AS n, h.subject, h.team FROM counted_flag" + hand + "c.raised_on >= '2026-07-01' AND c.raised_on < '2026-10-01'"
	seen, adjusted, helped := "coalesce(c.seen_on, '9') < '2026-10-01'", "coalesce(c.adjusted_on, '9') < '2026-10-01'", "coalesce(c.helped_on, '9') < '2026-10-01'"
	h.each("flags.raised", flags)
	h.each("flags.unseen", flags+" AND NOT "+seen)
	h.each("flags.seen", flags+" AND "+seen+" AND NOT "+adjusted)
	h.each("flags.adjusted", flags+" AND "+adjusted+" AND NOT "+helped)
	h.each("flags.helped", flags+" AND "+helped)
	silent := "SELECT 1 AS n, h.subject, h.team FROM counted_plan" + hand
	h.each("silence.citizens", silent+"true")
	h.each("caseload.citizens", silent+"true")
	h.each("silence.unknown", silent+"c.heard_on IS NULL")
	h.each("silence.up_to_14", silent+"c.heard_on >= '2026-11-10'")
	h.each("silence.over_14", silent+"c.heard_on < '2026-11-10'")
	h.each("silence.from_15_to_21", silent+"c.heard_on < '2026-11-10' AND c.heard_on >= '2026-11-03'")
	h.each("silence.over_21", silent+"c.heard_on < '2026-11-03'")
	answers := "SELECT 1 AS n, h.subject, h.team FROM counted_answer" + hand + "c.answered_on >= '2026-07-01' AND c.answered_on < '2026-10-01'"
	h.each("waiting.answers", answers)
	h.each("waiting.in_time", answers+" AND c.minutes <= c.promised")
	h.each("waiting.late", answers+" AND c.minutes > c.promised")
	alerts := "SELECT c.alerts AS n, h.subject, h.team FROM counted_alert" + hand
	h.each("levels.alerts", alerts+"true")
	h.each("rules.alerts", alerts+"true")
	for _, level := range []string{"red", "orange", "amber"} {
		h.each("levels."+level, alerts+"c.level = '"+level+"'")
	}
	for _, rule := range []string{"silence", "unanswered_message", "effort_ends_without_follow_up", "flag_unseen", "interpreter_missing"} {
		h.each("rules."+rule, alerts+"c.rule = '"+rule+"'")
	}
}

// sorted gives the times of each team, shortest first, as the database sorts them.
func (h *hand) sorted(column, table, where string) map[string][]int64 {
	h.t.Helper()
	out := map[string][]int64{}
	h.read("SELECT h.team, c."+column+" FROM "+table+" c JOIN of_hand h ON h.subject = c.subject WHERE "+where+" ORDER BY c."+column, func(scan func(...any)) {
		var team string
		var n int64
		scan(&team, &n)
		out[team], out[inAll] = append(out[team], n), append(out[inAll], n)
	})
	return out
}

func (h *hand) times() {
	h.t.Helper()
	const quarter = " >= '2026-07-01' AND %[1]s < '2026-10-01'"
	median := func(name string, of map[string][]int64) {
		for team, x := range of {
			twice := x[(len(x)-1)/2] + x[len(x)/2]
			h.out.put(name, team, twice/2+twice%2, 0)
		}
	}
	answers := h.sorted("minutes", "counted_answer", "c.answered_on"+fmt.Sprintf(quarter, "c.answered_on"))
	median("waiting.median", answers)
	for team, x := range answers {
		k := 0
		for 10*(k+1) < 9*len(x) {
			k++
		}
		h.out.put("waiting.nine_of_ten", team, x[k], 0)
	}
	raised := "c.raised_on" + fmt.Sprintf(quarter, "c.raised_on")
	median("flags.seen_median", h.sorted("seen_minutes", "counted_flag", raised+" AND c.seen_on < '2026-10-01'"))
	median("flags.adjusted_median", h.sorted("adjusted_minutes", "counted_flag", raised+" AND c.adjusted_on < '2026-10-01'"))
}

func (h *hand) waits(now time.Time) {
	h.t.Helper()
	people := map[string]map[string]map[string]bool{}
	count := func(name, team, plan string) {
		if people[name] == nil {
			people[name] = map[string]map[string]bool{}
		}
		if people[name][team] == nil {
			people[name][team] = map[string]bool{}
		}
		people[name][team][plan] = true
	}
	office := schedule.OfficeOf("", "")
	h.read("SELECT h.plan, h.team, w.since, t.reply_hours FROM thread_wait w JOIN thread t ON t.id = w.thread_id JOIN of_hand h ON h.plan = w.plan_id WHERE NOT t.confidential", func(scan func(...any)) {
		var plan, team string
		var since, hours int64
		scan(&plan, &team, &since, &hours)
		name := "waiting_now.in_time"
		if due, ok := office.AddWorkingHours(time.UnixMilli(since), time.Duration(hours)*time.Hour); ok && due.Before(now) && office.WorkingHoursBetween(due, now) > 0 {
			name = "waiting_now.late"
		}
		for _, as := range []string{team, inAll} {
			count(name, as, plan)
			count("waiting_now.waiting", as, plan)
		}
	})
	for name, teams := range people {
		for team, plans := range teams {
			h.out.put(name, team, int64(len(plans)), int64(len(plans)))
		}
	}
}

// hours works with whole numbers: each told year is taken 104 times, which the 26, 52 and 104
// weeks that were told of divide.
func (h *hand) hours() {
	h.t.Helper()
	type sums struct{ citizens, counted, left, before, after int64 }
	teams := map[string]*sums{}
	h.read(`SELECT h.team, b.n, b.minutes, a.n, a.minutes FROM of_hand h
LEFT JOIN (SELECT p.plan_id, count(*) AS n, sum(p.minutes) AS minutes FROM paid_hours p JOIN of_hand o ON o.plan = p.plan_id WHERE p.week < o.agreed AND p.week >= `+h.yearBefore("o.agreed")+` GROUP BY p.plan_id) b ON b.plan_id = h.plan
LEFT JOIN (SELECT p.plan_id, count(*) AS n, sum(p.minutes) AS minutes FROM paid_hours p JOIN of_hand o ON o.plan = p.plan_id WHERE p.week >= o.agreed AND p.week <= '2026-09-24' GROUP BY p.plan_id) a ON a.plan_id = h.plan`, func(scan func(...any)) {
		var team string
		var weeksBefore, before, weeks, after int64
		scan(&team, &weeksBefore, &before, &weeks, &after)
		for _, as := range []string{team, inAll} {
			if teams[as] == nil {
				teams[as] = &sums{}
			}
			s := teams[as]
			s.citizens++
			if weeksBefore != 52 || weeks < 26 {
				s.left++
				continue
			}
			if 104%weeks != 0 {
				h.t.Fatalf("%d weeks do not divide 104", weeks)
			}
			s.counted++
			s.before += before
			s.after += after * (104 / weeks) // twice a year
		}
	})
	for team, s := range teams {
		h.out.put("paid.citizens", team, s.citizens, s.citizens)
		h.out.put("paid.counted", team, s.counted, s.counted)
		h.out.put("paid.before", team, (s.before+3*s.counted)/(6*s.counted), 0)
		h.out.put("paid.after", team, (s.after+6*s.counted)/(12*s.counted), 0)
	}
}

// yearBefore gives the day 364 days before one, in the database's own words.
func (h *hand) yearBefore(day string) string {
	if h.postgres {
		return "to_char(" + day + "::date - 364, 'YYYY-MM-DD')"
	}
	return "date(" + day + ", '-364 days')"
}

func (h *hand) caseload() {
	h.t.Helper()
	type sums struct{ consultants, citizens, over int64 }
	teams := map[string]*sums{}
	h.read("SELECT p.department, p.id, (SELECT count(*) FROM of_hand h WHERE h.consultant = p.id) FROM person p WHERE p.role = 'consultant'", func(scan func(...any)) {
		var team, id string
		var n int64
		scan(&team, &id, &n)
		for _, as := range []string{team, inAll} {
			if teams[as] == nil {
				teams[as] = &sums{}
			}
			teams[as].consultants++
			teams[as].citizens += n
			if n > municipalNorm {
				teams[as].over++
			}
		}
	})
	for team, s := range teams {
		h.out.put("caseload.consultants", team, s.consultants, 0)
		h.out.put("caseload.over_norm", team, s.over, 0)
		h.out.put("caseload.norm", team, 10*municipalNorm, 0)
		h.out.put("caseload.per_consultant", team, (20*s.citizens+s.consultants)/(2*s.consultants), 0)
	}
}

// compare holds a lead's figures against these: each number that is told is the same, each of a
// small group is hidden, and nothing is told that is not here. It gives how many were told and hidden.
func (b *byHand) compare(t *testing.T, f app.Figures) (told, hidden int) {
	t.Helper()
	for _, table := range f.Tables {
		for _, l := range table.Lines {
			name := table.Name + "." + l.Name
			for i, c := range l.Cells {
				team := f.Teams[i].ID
				if f.Teams[i].Whole != "" {
					team = f.Teams[i].Whole
				}
				want, people := b.number[name][team], b.people[name][team]
				switch {
				case c.Hidden && c.Value != nil:
					t.Errorf("%s of %s is hidden and told", name, team)
				case c.Hidden:
					hidden++
				case c.Value == nil:
					if want != 0 {
						t.Errorf("%s of %s is not told, by hand it is %d", name, team, want)
					}
				case l.Unit == "count" && people > 0 && people < 5:
					t.Errorf("%s of %s is told of %d citizens", name, team, people)
				case *c.Value != want:
					t.Errorf("%s of %s is %d, by hand %d", name, team, *c.Value, want)
				default:
					told++
				}
			}
		}
	}
	for name := range maps.Keys(b.number) {
		if !slices.ContainsFunc(f.Tables, func(x app.FigureTable) bool {
			return slices.ContainsFunc(x.Lines, func(l app.FigureLine) bool { return x.Name+"."+l.Name == name })
		}) {
			t.Errorf("%s is not among the figures", name)
		}
	}
	return told, hidden
}
