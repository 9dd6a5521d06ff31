package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

func (w *world) list(who, at, name string) []map[string]any {
	w.t.Helper()
	r := w.as(who).Do("GET", at, nil)
	if r.Status != 200 {
		w.t.Fatalf("%s gets %s: %d %s", who, at, r.Status, r.Body)
	}
	var out []map[string]any
	doc := r.JSON(w.t)
	for _, it := range doc[name].([]any) {
		out = append(out, it.(map[string]any))
	}
	return out
}

func (w *world) drainAll() {
	w.t.Helper()
	for range 6 {
		if err := w.Outbox.Drain(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// remindersOf gives what somebody is promised about a meeting of Peter's, by state.
func (w *world) remindersOf(who, meeting string) (due []string) {
	w.t.Helper()
	for _, r := range w.list(who, "/me/reminders", "reminders") {
		if r["meeting"] == id(meeting) && r["state"] == "scheduled" {
			due = append(due, r["due_at"].(string))
		}
	}
	slices.Sort(due)
	return due
}

// Own choices hold at once, also for the meetings that are booked already; what is wrong is
// told and changes nothing.
func TestOwnSettings(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	if got := w.remindersOf("peter", "m14"); !slices.Equal(got, []string{"2026-12-14T10:30:00Z", "2026-12-15T08:30:00Z"}) {
		t.Errorf("%v", got)
	}
	own := w.put("peter", "/me/settings", map[string]any{"phone": "20 30 40 50", "email": " peter@eksempel.dk ", "channels": []string{"sms", "push"}, "quiet_hours": map[string]any{"from": "20:00", "to": "08:00"}})
	if own["phone"] != "+4520304050" || own["email"] != "peter@eksempel.dk" || len(own["reminders"].([]any)) == 0 {
		t.Errorf("%v", own)
	}
	me := w.as("peter").Do("GET", "/me", nil).JSON(t)
	if mine, _ := json.Marshal(me["own"]); !strings.Contains(string(mine), "+4520304050") || me["settings"].(map[string]any)["channels"].([]any)[0] != "sms" {
		t.Errorf("%s", mine)
	}
	booked := newID()
	w.put("maja", path("peter", "meetings", booked), map[string]any{"title": "Samtale", "form": "phone", "start": "2026-12-03T10:00:00+01:00", "end": "2026-12-03T10:30:00+01:00", "why": "Vi aftalte det"})
	about := func() (due []string) {
		for _, r := range w.list("peter", "/me/reminders", "reminders") {
			if r["meeting"] == booked && r["state"] == "scheduled" && r["kind"] != "meeting_new" {
				due = append(due, r["due_at"].(string))
			}
		}
		return due
	}
	w.put("peter", "/me/settings", map[string]any{"reminders": []string{"PT3H"}, "quiet_hours": map[string]any{"from": "00:00", "to": "00:00"}})
	if got := about(); !slices.Equal(got, []string{"2026-12-03T06:00:00Z"}) {
		t.Errorf("%v", got)
	}
	key := newID()
	first := w.put("peter", "/me/settings", map[string]any{"reminders": []string{"PT4H"}}, "Idempotency-Key", key)
	w.put("peter", "/me/settings", map[string]any{"reminders": nil})
	w.put("peter", "/me/settings", map[string]any{"reminders": []string{"PT4H"}}, "Idempotency-Key", key)
	if got := about(); len(got) != 2 || len(first["reminders"].([]any)) != 1 {
		t.Errorf("sent again after a later change it counts once: %v", got)
	}
	w.unchanged("wrong settings", func() {
		for field, values := range map[string][]any{
			"reminders": {[]string{"P1M"}, []string{"PT0S"}, []string{"P40D"}, []string{"PT1H", "PT1H"}, slices.Repeat([]string{"PT1H"}, 11)}, "quiet_hours": {map[string]any{"from": "25:00", "to": "07:00"}, map[string]any{"from": "", "to": ""}},
			"channels": {[]string{"paper"}, []string{"push", "push"}, []string{"fax"}}, "phone": {"112", "2030405", "abc", "+45 1030 4050", "00"}, "email": {"peter", "a@b", "a b@c.dk", "x@y.dk\r\nBcc: z@y.dk"}, "language": {"klingon"},
		} {
			for _, v := range values {
				r := w.as("peter").Do("PUT", "/me/settings", map[string]any{field: v})
				if r.Status != 422 || r.Code() != "invalid" || !strings.Contains(string(r.Body), `"field":"`+field) {
					t.Errorf("%s %v: %d %s", field, v, r.Status, r.Body)
				}
			}
		}
	})
	for who, field := range map[string]string{"maja": "phone", "anette": "channels"} {
		body := map[string]any{"phone": "20304051"}
		if field == "channels" {
			body = map[string]any{"channels": []string{"call"}}
		}
		if r := w.as(who).Do("PUT", "/me/settings", body); r.Status != 422 || !strings.Contains(string(r.Body), field) {
			t.Errorf("%s: %d %s", who, r.Status, r.Body)
		}
	}
	if own := w.put("anette", "/me/settings", map[string]any{"phone": "20304052", "reminders": []string{"PT5H"}}); own["phone"] != "+4520304052" {
		t.Errorf("%v", own)
	}
}

// A companion is reminded of his own accord of the meetings he is asked along to, by his own
// choice and about nothing else.
func TestCompanionsHaveRemindersOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	if got := w.remindersOf("anette", "m12b"); !slices.Equal(got, []string{"2026-12-07T12:00:00Z", "2026-12-08T10:00:00Z"}) {
		t.Errorf("%v", got)
	}
	for _, r := range w.list("anette", "/me/reminders", "reminders") {
		if m := r["meeting"]; m != id("m12b") && m != id("m18") && m != id("m04") && m != id("m08") {
			t.Errorf("reminded of %v", r)
		}
	}
	w.put("maja", path("peter", "meetings", id("m12b")), map[string]any{"start": "2026-12-09T09:00:00+01:00", "end": "2026-12-09T10:00:00+01:00", "why": "Flyttet"}, "If-Match", w.rev("maja", "peter"))
	for _, who := range []string{"anette", "peter"} {
		if got := w.remindersOf(who, "m12b"); !slices.Contains(got, "2026-12-08T08:00:00Z") || slices.Contains(got, "2026-12-07T12:00:00Z") {
			t.Errorf("%s: %v", who, got)
		}
	}
}

// An edit of a meeting whose reminder is being tried does not lose it, nor make two.
func TestAReminderThatIsBeingTriedOutlivesAnEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	phone := w.subscribe("peter")
	down := true
	w.Push.Respond(phone, func(int) testkit.PushAnswer {
		if down {
			return testkit.PushAnswer{Status: 503}
		}
		return testkit.PushAnswer{}
	})
	w.drainAll()
	w.Clock.Set(time.Date(2026, 11, 30, 10, 30, 1, 0, time.UTC)) // a day before m12
	w.drainAll()
	w.put("maja", path("peter", "meetings", id("m12")), map[string]any{"bring": []string{"Dig selv"}, "why": "Husk"}, "If-Match", w.rev("maja", "peter"))
	down = false
	w.Clock.Move(time.Minute)
	w.drainAll()
	sent := 0
	for _, r := range w.list("peter", "/me/reminders", "reminders") {
		if r["meeting"] == id("m12") && r["kind"] == "meeting_tomorrow" {
			if r["state"] != "sent" {
				t.Errorf("%v", r)
			}
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("%d reminders of the day before", sent)
	}
}

// A mandatory meeting of somebody whom nothing reaches: the consultant is told, calls twice,
// and it is on record for both.
func TestTheCallListFromEndToEnd(t *testing.T) {
	t.Parallel()
	gateway := testkit.NewSMSGateway(t)
	gateway.Respond(func(int, testkit.SMSRequest) testkit.SMSAnswer { return testkit.SMSAnswer{Status: 422} })
	w := newWorld(t, testkit.Options{SMS: gateway})
	w.Clock.Set(time.Date(2026, 11, 30, 10, 30, 1, 0, time.UTC)) // a day before m12, mandatory
	desk := w.subscribe("maja")
	w.put("peter", "/me/settings", map[string]any{"phone": "20304050"})
	w.drainAll()
	calls := w.list("maja", "/me/calls", "calls")
	if len(calls) != 1 || calls[0]["meeting"] != id("m12") || calls[0]["state"] != "waiting" || calls[0]["citizen"] != string(demo.PersonID("peter")) || calls[0]["phone"] == nil {
		t.Fatalf("%v", calls)
	}
	tried, _ := json.Marshal(calls[0]["tried"])
	if !strings.Contains(string(tried), `"channel":"push"`) || !strings.Contains(string(tried), `"channel":"sms"`) || w.Push.Attempts(desk) == 0 {
		t.Errorf("%s, %d pushes to Maja", tried, w.Push.Attempts(desk))
	}
	for who, n := range map[string]int{"vibeke": 1, "lone": 0, "frida": 0, "tobias": 0} {
		got := slices.DeleteFunc(w.list(who, "/me/calls", "calls"), func(c map[string]any) bool { return c["plan"] != string(planOf("peter")) })
		if len(got) != n {
			t.Errorf("%s sees %v", who, got)
		}
	}
	at := "/me/calls/" + calls[0]["id"].(string)
	if out := w.put("maja", at, map[string]any{"how": "phone", "reached": false}, "Idempotency-Key", newID()); out["done"] != false {
		t.Errorf("%v", out)
	}
	if again := w.list("maja", "/me/calls", "calls"); len(again) != 1 || again[0]["tries"] != 1.0 {
		t.Errorf("%v", again)
	}
	key := newID()
	for range 2 {
		if out := w.put("maja", at, map[string]any{"how": "phone", "reached": true, "note": "Han kommer"}, "Idempotency-Key", key); out["done"] != true {
			t.Errorf("%v", out)
		}
	}
	w.Clock.Set(time.Date(2026, 12, 1, 8, 30, 1, 0, time.UTC)) // two hours before
	w.clients = map[string]*testkit.Client{}
	w.drainAll()
	if next := w.list("maja", "/me/calls", "calls"); len(next) != 1 || next[0]["kind"] != "meeting_soon" {
		t.Errorf("%v", next)
	}
	attempts, _ := w.plan("peter", "peter")["contact_attempts"].([]any)
	reached := 0
	for _, a := range attempts {
		if it := a.(map[string]any); it["about"] == id("m12") {
			reached++
		}
	}
	if reached != 2 {
		t.Errorf("%d attempts are on record", reached)
	}
	for _, r := range w.list("peter", "/me/reminders", "reminders") {
		if r["meeting"] == id("m12") && r["kind"] == "meeting_tomorrow" && (r["state"] != "sent" || r["channel"] != "call") {
			t.Errorf("%v", r)
		}
	}
}

// What is sent twice is done once: a call, with a note or without one, and that somebody
// opened what he was told of, with a key or without one.
func TestCallsAndOpeningsAreDoneOnce(t *testing.T) {
	t.Parallel()
	everyStore(t, func(t *testing.T, w *world) {
		tries := func() any { return w.list("maja", "/me/calls", "calls")[0]["tries"] }
		attempts := func() int {
			list, _ := w.plan("peter", "peter")["contact_attempts"].([]any)
			return len(list)
		}
		before, call, key := attempts(), string(w.toCall("m15")), newID()
		at := "/me/calls/" + call
		for range 2 {
			w.put("maja", at, map[string]any{"how": "phone", "reached": false}, "Idempotency-Key", key)
		}
		w.unchanged("another call under the same key", func() {
			checkProblem(t, "another call under the same key", w.as("maja").Do("PUT", at, map[string]any{"how": "phone", "reached": true}, "Idempotency-Key", key), 422, domain.CodeKeyReused)
			checkProblem(t, "a note of nothing", w.as("maja").Do("PUT", at, map[string]any{"how": "phone", "reached": true, "note": " \n"}), 422, domain.CodeInvalid)
		})
		if tries() != 1.0 || attempts() != before+1 {
			t.Errorf("%v tries, %d attempts", tries(), attempts()-before)
		}
		for range 2 {
			if out := w.put("maja", at, map[string]any{"how": "phone", "reached": true}); out["done"] != true {
				t.Errorf("%v", out)
			}
		}
		if attempts() != before+2 || len(w.list("maja", "/me/calls", "calls")) != 0 {
			t.Errorf("%d attempts, %v", attempts()-before, w.list("maja", "/me/calls", "calls"))
		}

		w.Clock.Set(time.Date(2026, 11, 30, 10, 30, 1, 0, time.UTC)) // a day before m12
		w.clients = map[string]*testkit.Client{}
		var told string
		for _, r := range w.list("peter", "/me/reminders", "reminders") {
			if r["meeting"] == id("m12") && r["kind"] == "meeting_tomorrow" {
				told = "/me/reminders/" + r["id"].(string) + "/opened"
			}
		}
		first := w.put("peter", told, map[string]any{}, "Idempotency-Key", key)
		w.Clock.Move(time.Minute)
		for _, header := range [][]string{{}, {"Idempotency-Key", key}, {"Idempotency-Key", newID()}} {
			if again := w.put("peter", told, map[string]any{}, header...); first["opened_at"] == nil || fmt.Sprint(again) != fmt.Sprint(first) {
				t.Errorf("opened again %v: %v, first %v", header, again, first)
			}
		}
	})
}

// What no longer helped is missed, and both see it.
func TestWhatWasMissedIsShownToBoth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	w.Clock.Set(time.Date(2026, 11, 30, 10, 30, 1, 0, time.UTC))
	w.drainAll()
	w.Clock.Set(time.Date(2026, 12, 1, 10, 30, 0, 0, time.UTC)) // m12 begins
	w.drainAll()
	missed := 0
	for _, r := range w.list("peter", "/me/reminders", "reminders") {
		if r["meeting"] == id("m12") && r["state"] == "missed" && r["missed_why"] != nil {
			missed++
		}
	}
	if missed == 0 {
		t.Error("Peter is not shown what he missed")
	}
	calls := w.list("maja", "/me/calls", "calls")
	if len(calls) == 0 || calls[0]["state"] != "missed" {
		t.Errorf("%v", calls)
	}
	reach := w.as("maja").Do("GET", path("peter", "reach"), nil).JSON(t)
	failed, _ := reach["failed"].([]any)
	if reach["cannot_be_woken"] != true || len(failed) == 0 || failed[0].(map[string]any)["meeting"] != id("m12") {
		t.Errorf("%v", reach)
	}
	others, _ := w.as("lone").Do("GET", path("peter", "reach"), nil).JSON(t)["failed"].([]any)
	for _, o := range others {
		if o.(map[string]any)["meeting"] != id("m11b") {
			t.Errorf("Lone is told of another's meeting: %v", o)
		}
	}
	out := w.put("maja", "/me/calls/"+calls[0]["id"].(string), map[string]any{"how": "letter", "reached": false})
	if left := w.list("maja", "/me/calls", "calls"); len(calls) != 1 || out["done"] != true || len(left) != 0 {
		t.Errorf("%v: %v, then %v", calls, out, left)
	}
}

// A report is let in by the secret of its address, by nothing else, and of another's message
// nothing is told.
func TestDeliveryReports(t *testing.T) {
	t.Parallel()
	gateway := testkit.NewSMSGateway(t)
	w := newWorld(t, testkit.Options{SMS: gateway})
	w.put("peter", "/me/settings", map[string]any{"channels": []string{"sms"}, "phone": "20304050"})
	w.put("maja", path("peter", "goals", newID()), map[string]any{"area": "work", "title": "Et mål", "why": "Derfor"})
	w.drainAll()
	sms := gateway.Requests()
	if len(sms) != 1 || strings.Contains(sms[0].Message, "Et mål") || sms[0].To != 4520304050 {
		t.Fatalf("%+v", sms)
	}
	at := strings.TrimPrefix(sms[0].CallbackURL, w.URL+"/api/v1")
	if at != "/delivery/gatewayapi/"+app.ReportSecret(w.Store) {
		t.Errorf("%s", at)
	}
	report := map[string]any{"id": sms[0].ID, "userref": sms[0].UserRef, "status": "DELIVERED", "msisdn": 4520304050, "time": 1450000000, "charge_status": "CAPTURED"}
	for name, wrong := range map[string]testkit.Response{
		"a wrong secret":  w.as("nobody").Do("POST", "/delivery/gatewayapi/"+newID(), report),
		"another gateway": w.as("nobody").Do("POST", strings.Replace(at, "gatewayapi", "http", 1), report),
		"another message": w.as("nobody").Do("POST", at, map[string]any{"id": 1, "status": "DELIVERED"}),
		"no message":      w.as("nobody").Do("POST", at, map[string]any{"status": "DELIVERED"}),
	} {
		checkProblem(t, name, wrong, 404, domain.CodeNotFound)
	}
	state := func() string {
		return w.list("peter", "/me/reminders", "reminders")[indexOf(w, "plan_changed")]["state"].(string)
	}
	if got := state(); got != "sent" {
		t.Errorf("%s", got)
	}
	for range 2 {
		if got := gateway.Report(t, sms[0], "DELIVERED", ""); got != 204 {
			t.Errorf("%d", got)
		}
	}
	if got := state(); got != "delivered" {
		t.Errorf("%s", got)
	}
}

func indexOf(w *world, kind string) int {
	return slices.IndexFunc(w.list("peter", "/me/reminders", "reminders"), func(r map[string]any) bool { return r["kind"] == kind })
}

// A contact who was let go since is told nothing more.
func TestAContactWhoWasLetGoIsNotReminded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	phone := w.subscribe("anette")
	anette := demo.PersonID("anette")
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
		rels, err := tx.RelationsOf(anette)
		for _, r := range rels {
			err = tx.EndRelation(r.Plan, anette, r.Relation.Kind, w.Clock.Now())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	w.Clock.Set(time.Date(2026, 12, 7, 12, 0, 1, 0, time.UTC))
	w.drainAll()
	if n := w.Push.Attempts(phone); n != 0 {
		t.Errorf("%d pushes", n)
	}
}
