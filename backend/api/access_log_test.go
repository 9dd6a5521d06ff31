package api_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// accessLog reads all pages of who has looked at Peter's plan.
func (w *world) accessLog(query string) (readings []map[string]any, readers map[string]map[string]any) {
	w.t.Helper()
	readers = map[string]map[string]any{}
	for before := ""; ; {
		r := w.as("peter").Do("GET", path("peter", "access-log?before="+before+query), nil)
		if r.Status != 200 {
			w.t.Fatalf("Peter asks who has looked: %d %s", r.Status, r.Body)
		}
		page := r.JSON(w.t)
		for _, e := range page["readings"].([]any) {
			readings = append(readings, e.(map[string]any))
		}
		for _, p := range page["readers"].([]any) {
			readers[p.(map[string]any)["id"].(string)] = p.(map[string]any)
		}
		next, more := page["before"].(string)
		if !more {
			return readings, readers
		}
		before = next
	}
}

// A citizen is told of each who has looked at her plan: when, who, what and what for.
func TestACitizenSeesWhoHasLooked(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		told := func(r map[string]any) string {
			at, _ := r["at"].(string)
			why, _ := r["why"].(string)
			role, _ := r["role"].(string)
			return strings.Join([]string{r["day"].(string), at, r["by"].(string), role, r["what"].(string), why}, " | ")
		}
		maja, jonas, anette := string(demo.PersonID("maja")), string(demo.PersonID("jonas")), string(demo.PersonID("anette"))
		was, _ := w.accessLog("")
		// What the case file tells of earlier days.
		for i, want := range []string{
			"2026-11-23 | 2026-11-23T07:40:00Z | " + maja + " | Borgerkonsulent | Læste beskeder | Svar til Peter",
			"2026-11-20 | 2026-11-20T08:05:00Z | " + jonas + " | Afløser | Åbnede beskeder | Maja havde fri",
			"2026-11-17 | 2026-11-17T11:24:00Z | " + maja + " | Borgerkonsulent | Åbnede planen | Opfølgning på praktik",
		} {
			if got := told(was[i]); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		w.Clock.Move(time.Hour)
		clear(w.clients)
		now := w.Clock.Now().UTC().Format(time.RFC3339)
		w.as("maja").Do("GET", path("peter")+"?purpose=meeting", nil)
		w.as("maja").Do("GET", path("peter")+"?purpose=meeting", nil)
		w.as("anette").Do("GET", path("peter"), nil)
		is, readers := w.accessLog("")
		if len(is) != len(was)+2 {
			t.Fatalf("%d readings more, want one of Maja's and one of Anette's", len(is)-len(was))
		}
		if got, want := told(is[0]), "2026-11-24 |  | "+anette+" |  | Åbnede planen | "; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got, want := told(is[1]), "2026-11-24 | "+now+" | "+maja+" | Borgerkonsulent | Åbnede planen | Forberedelse af et møde"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if p := readers[maja]; p["name"] != "Maja Mønster" || p["department"] != "Job og indsats" || p["own"] != nil {
			t.Errorf("Maja is %v", p)
		}
		if p := readers[anette]; p["own"] != true || p["name"] != "Anette Prøvesen" || p["role"] != "Søster" {
			t.Errorf("Anette is %v", p)
		}
		if only, _ := w.accessLog("&by=" + jonas); len(only) != 1 || only[0]["by"] != jonas {
			t.Errorf("of Jonas alone: %v", only)
		}
	})
}

// The log is read page by page, each reading once.
func TestTheAccessLogHasPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	was, _ := w.accessLog("")
	for i := range 95 {
		if err := w.App.ImportRead(t.Context(), planOf("peter"), demo.PersonID("maja"), w.Clock.Now().Add(time.Duration(i)*time.Second), store.DeedWords{What: "Åbnede planen"}); err != nil {
			t.Fatal(err)
		}
	}
	is, _ := w.accessLog("")
	ids := map[any]bool{}
	for _, r := range is {
		ids[r["id"]] = true
	}
	if len(is) != len(was)+95 || len(ids) != len(is) {
		t.Errorf("%d readings, %d of them different, want %d", len(is), len(ids), len(was)+95)
	}
	if r := w.as("peter").Do("GET", path("peter", "access-log?before="+newID()), nil); r.Status != 404 {
		t.Errorf("from nowhere: %d %s", r.Status, r.Body)
	}
}

// The open phone hears at once that somebody at work looked, and not that one of the citizen's
// own people did: it would tell when he is awake (threat T36).
func TestTheOpenPhoneHearsWhoLooks(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.as("anette")
		w.as("maja")
		peter := w.listen("peter", path("peter", "stream"), 1)
		w.as("anette").Do("GET", path("peter"), nil)
		w.put("peter", path("peter", "dream"), map[string]any{"text": "En anden drøm"}, "If-Match", w.rev("peter", "peter"))
		peter.hears("rev") // and nothing before
		w.as("maja").Do("GET", path("peter", "history"), nil)
		peter.hears("noticed")
		if is, _ := w.accessLog(""); is[0]["what"] != "Læste planens historie" {
			t.Errorf("the newest is %v", is[0])
		}
	})
}

// notOfACitizen are what staff read that tells of no citizen.
var notOfACitizen = map[string]string{
	"getMe":              "one's own",
	"listSessions":       "one's own",
	"listReminders":      "what one was woken for oneself",
	"listReplies":        "one's own",
	"getCalendarFeed":    "one's own address; what is read at it is logged",
	"getPushKey":         "the installation's",
	"getCatalogue":       "the installation's",
	"getAssessmentTeam":  "the installation's",
	"listAbsences":       "colleagues",
	"listCaseload":       "counts of colleagues",
	"listReadingSamples": "counts of readings",
	"getFigures":         "counts, none under five",
	"streamPlan":         "that something changed, not what; what it is, is asked for",
	"streamMine":         "that something changed, not what; what it is, is asked for",
}

// Every operation that shows staff something of a citizen leaves a line in the citizen's log,
// before the answer (requirement H1). It walks all there are, each on a device of its own: what
// one did before on the same device would stand for it.
func TestEveryReadingByStaffIsLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	phone := w.subscribe("peter")
	for _, on := range pictured {
		w.putUp("peter", on)
	}
	w.enclose()
	w.wishes()
	w.raises()
	w.asksToMeet()
	w.openWindow()
	staff := slices.Clone(actors)
	staff = slices.DeleteFunc(staff, func(a actor) bool { return !a.role.Staff() || a.name == "jonas" })
	staff = append(staff, actor{"jonas", domain.RoleConsultant, access.RelationDeputy})
	citizen := w.plan("peter", "peter")["citizen"]
	name := ""
	for _, p := range w.plan("peter", "peter")["people"].([]any) {
		if p := p.(map[string]any); p["id"] == citizen {
			name, _ = p["name"].(string)
		}
	}
	of := func(who string) int {
		only, _ := w.accessLog("&by=" + string(demo.PersonID(who)))
		return len(only)
	}
	shown := map[string]bool{}
	for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
		rule := access.Operations[op]
		if rule.Public || notOfACitizen[op] != "" {
			continue
		}
		for _, a := range staff {
			for _, x := range w.triesOf(op, a, phone) {
				if x.method != "GET" || x.want != done {
					continue
				}
				before := of(a.name)
				clear(w.clients)
				r := w.as(a.name).Do("GET", x.path, nil, x.headers...)
				if r.Status != 200 || !rule.OnPlan && !strings.Contains(string(r.Body), string(planOf("peter"))) && (name == "" || !strings.Contains(string(r.Body), name)) {
					continue
				}
				shown[op] = true
				if of(a.name) == before {
					t.Errorf("%s as %s %s: is in no log", op, a.name, x.what)
				}
			}
		}
	}
	for _, op := range []string{"getPlan", "getPlanPaper", "getPlanHistory", "listMessages", "getBrief", "getAttention", "getHours", "getReach", "listMyCitizens", "listQueue", "getWeek", "getAttachment"} {
		if !shown[op] {
			t.Errorf("%s showed nobody anything: the test tries nothing", op)
		}
	}
	t.Logf("%d operations showed something of Peter: %v", len(shown), slices.Sorted(maps.Keys(shown)))
}
