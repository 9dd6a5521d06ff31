package api_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// world is the demo municipality at the anchor, with everyone's phone or desk.
type world struct {
	*testkit.Server
	t       *testing.T
	clients map[string]*testkit.Client
	// others are the plans that a test must leave alone, as they were.
	others map[string]string
	// dumps are what everything gave last, by citizen; nil where others may write, too.
	dumps map[string]dump
	// pushes are those that arrived so far.
	pushes []testkit.Push
	// pictures are those of Peter's that a test put up, by what they are on.
	pictures map[string]string
	// invited is an invitation of Peter's that waits, and took who took another and waits for
	// his yes.
	invited, took, praised, offered string
	// story is one of Peter's that he said yes to.
	story string
	// fromAnette is what Anette wrote to Peter.
	fromAnette string
	// calls are on the call list, by the meeting they are about.
	calls map[domain.ID]domain.ID
}

// admin is the one kind of person whom no case file has.
const admin = "admin"

func newWorld(t *testing.T, o testkit.Options) *world {
	t.Helper()
	alone := o.Database == ""
	o.Demo = true
	w := &world{Server: testkit.NewServer(t, o), t: t, clients: map[string]*testkit.Client{}}
	if alone {
		w.dumps = map[string]dump{}
	}
	if err := w.App.AddStaff(t.Context(), domain.Person{ID: demo.PersonID(admin), Role: domain.RoleAdmin, Name: "Ada Admin"}); err != nil {
		t.Fatal(err)
	}
	return w
}

// as gives a persona's phone, signed in the first time it is asked for.
func (w *world) as(who string) *testkit.Client {
	w.t.Helper()
	if w.clients[who] == nil {
		if who == "nobody" {
			w.clients[who] = w.Anonymous(w.t)
		} else {
			w.clients[who] = w.SignIn(w.t, demo.PersonID(who))
		}
	}
	return w.clients[who]
}

// open lets the deputy of Peter's consultant in, from now for a day.
func (w *world) openWindow() {
	w.t.Helper()
	from := w.Clock.Now()
	if err := w.App.OpenDeputyWindow(w.t.Context(), planOf("peter"), demo.PersonID("jonas"), access.Relation{From: from, To: from.Add(24 * time.Hour)}); err != nil {
		w.t.Fatal(err)
	}
}

// plans are the ids of the citizens' plans in their case files.
var plans = map[string]string{"peter": "plan-peter", "sofie": "plan-sofie", "birthe": "plan-birthe", "daryna": "plan-daryna"}

func planOf(citizen string) domain.ID { return demo.ID(citizen, plans[citizen]) }

// path builds an API path for a citizen's plan.
func path(citizen string, parts ...string) string {
	return strings.Join(append([]string{"/plans/" + string(planOf(citizen))}, parts...), "/")
}

// id names a thing of Peter's.
func id(name string) string { return string(demo.ID("peter", name)) }

// plan gets a citizen's plan as somebody sees it.
func (w *world) plan(who, citizen string) map[string]any {
	w.t.Helper()
	r := w.as(who).Do("GET", path(citizen), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s gets the plan of %s: %d %s", who, citizen, r.Status, r.Body)
	}
	return r.JSON(w.t)
}

// rev is how far a citizen's plan has come for somebody, as he would send it back.
func (w *world) rev(who, citizen string) string {
	w.t.Helper()
	r := w.as(who).Do("GET", path(citizen), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s gets the plan of %s: %d %s", who, citizen, r.Status, r.Body)
	}
	return r.Header.Get("ETag")
}

// put writes and wants it done.
func (w *world) put(who, path string, body map[string]any, headers ...string) map[string]any {
	w.t.Helper()
	r := w.as(who).Do("PUT", path, body, headers...)
	if r.Status != 200 {
		w.t.Fatalf("%s puts %s: %d %s", who, path, r.Status, r.Body)
	}
	return r.JSON(w.t)
}

// item finds a thing in a plan as got; nil when it is not there.
func item(plan map[string]any, list string, id string) map[string]any {
	things, _ := plan[list].([]any)
	for _, it := range things {
		if m, ok := it.(map[string]any); ok && m["id"] == id {
			return m
		}
	}
	return nil
}

// lists names the lists of a plan's things, by kind.
var lists = map[domain.Kind]string{
	domain.KindStrength: "strengths", domain.KindChallenge: "challenges", domain.KindGoal: "goals", domain.KindStep: "steps", domain.KindEffort: "efforts",
	domain.KindAgreement: "agreements", domain.KindMeeting: "meetings", domain.KindPlanChange: "plan_changes", domain.KindFlag: "flags", domain.KindCheckin: "checkins",
	domain.KindIndicator: "indicators", domain.KindMeasurement: "measurements", domain.KindConsent: "consents", domain.KindContact: "contacts", domain.KindEvent: "events",
	domain.KindAttachment:     "attachments",
	domain.KindWish:           "wishes",
	domain.KindMeetingRequest: "meeting_requests", domain.KindContactAttempt: "contact_attempts", domain.KindHandover: "handovers",
	domain.KindAssessment: "assessments", domain.KindAssessmentNote: "assessment_notes",
	domain.KindStory: "stories", domain.KindRightsRequest: "rights_requests",
}

// everything is what is stored of a citizen's plan, whoever sees it: for proving that
// nothing was changed. In a file of the server's own it is not read again while nothing at
// all was committed, as by most of what is refused; SQLite's readers cannot write, so there
// every write is a commit.
func (w *world) everything(citizen string) string {
	w.t.Helper()
	commits, now := w.Store.Commits(), w.Clock.Now()
	if last, is := w.dumps[citizen]; is && last.commits == commits && last.at.Equal(now) {
		return last.stored
	}
	stored := testkit.Dump(w.t, w.Store, planOf(citizen))
	if w.dumps != nil {
		w.dumps[citizen] = dump{commits, now, stored}
	}
	return stored
}

// dump is what was stored of a plan when so much had been committed, at an instant: who is
// tied to a plan ends and begins by the clock alone.
type dump struct {
	commits int64
	at      time.Time
	stored  string
}

// unchanged runs something that must leave all plans as they are.
func (w *world) unchanged(what string, f func()) {
	w.t.Helper()
	before := map[string]string{}
	for citizen := range plans {
		before[citizen] = w.everything(citizen)
	}
	f()
	for _, citizen := range slices.Sorted(maps.Keys(plans)) {
		if after := w.everything(citizen); after != before[citizen] {
			w.t.Errorf("%s: the plan of %s changed", what, citizen)
		}
	}
}

// headers that every answer has (ASVS V3.4), with what their value must hold.
var everyAnswer = map[string]string{
	"Tavlen-Time": "T", "Content-Security-Policy": "frame-ancestors 'none'", "Strict-Transport-Security": "includeSubDomains", "X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
}

// checkHeaders looks at what every answer must carry, and must not.
func checkHeaders(t *testing.T, what string, r testkit.Response) {
	t.Helper()
	json := r.Status == 200 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/json")
	for name, part := range everyAnswer {
		if json && name == "Referrer-Policy" {
			continue // of what is read, which links to nothing
		}
		if !strings.Contains(r.Header.Get(name), part) {
			t.Errorf("%s (%d): %s is %q", what, r.Status, name, r.Header.Get(name))
		}
	}
	for _, name := range []string{"Server", "X-Powered-By", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"} {
		if v := r.Header.Get(name); v != "" {
			t.Errorf("%s (%d): %s is %q", what, r.Status, name, v)
		}
	}
	// JSON is UTF-8 by itself (RFC 8259 §8.1); text says so. A PDF is no text, nor is a zip, a photo or a voice.
	if kind := r.Header.Get("Content-Type"); len(r.Body) > 0 && kind != "application/pdf" && kind != "application/zip" && kind != "image/jpeg" && !strings.HasPrefix(kind, "audio/") && !strings.Contains(kind, "json") && !strings.Contains(kind, "yaml") && !strings.Contains(kind, "charset=utf-8") {
		t.Errorf("%s (%d): Content-Type is %q", what, r.Status, kind)
	}
}

// checkProblem wants a problem of a status and code, in plain Danish, without a word of
// what was sent.
func checkProblem(t *testing.T, what string, r testkit.Response, status int, code domain.Code, sent ...string) {
	t.Helper()
	checkHeaders(t, what, r)
	if r.Status != status || r.Code() != string(code) {
		t.Errorf("%s: %d %s, want %d %s", what, r.Status, r.Body, status, code)
		return
	}
	if got := r.Header.Get("Content-Type"); got != "application/problem+json; charset=utf-8" {
		t.Errorf("%s: Content-Type %q", what, got)
	}
	if got := r.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control %q", what, got)
	}
	d := json.NewDecoder(bytes.NewReader(r.Body))
	d.DisallowUnknownFields()
	var p struct {
		Type, Title, Detail, Code, Rev string
		Status                         int
		Errors                         []struct{ Field, Code, Detail string }
		Conflicts                      []struct{ Field, Yours, Theirs, Base any }
		Proofs                         []string
	}
	if err := d.Decode(&p); err != nil {
		t.Errorf("%s: %v: %s", what, err, r.Body)
		return
	}
	if p.Type != "urn:tavlen:problem:"+string(code) || p.Status != status || p.Detail == "" || p.Title == "" {
		t.Errorf("%s: %s", what, r.Body)
	}
	for _, s := range sent {
		if s != "" && bytes.Contains(r.Body, []byte(s)) {
			t.Errorf("%s: the answer says again what was sent: %s", what, r.Body)
		}
	}
}

func decode(doc []byte, v any) error { return json.Unmarshal(doc, v) }

func escape(s string) string { return url.QueryEscape(s) }

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	doc, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
