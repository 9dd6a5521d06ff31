package api_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// publicRoutes is the short list of what answers without an operation behind it.
var publicRoutes = []string{
	"/healthz", "/readyz",
	"/api/v1/openapi.json", "/api/v1/openapi.yaml", "/api/v1/openapi-3.0.json", "/api/v1/openapi-3.0.yaml",
}

// operationsOfTheLine are those that the first whole line through the product needs.
var operationsOfTheLine = strings.Fields(`getMe createSession endSession endOtherSessions createCitizen issueCode getPlan getPlanChanges streamPlan streamMine
	getPlanPaper putGoal putStep putEffort putAgreement putDream answerPlanChange listMessages sendMessage markMessagesRead putMeeting getPushKey subscribePush
	unsubscribePush testPush listMyCitizens`)

// document is what the tests read of the OpenAPI document.
type document struct {
	OpenAPI string
	Paths   map[string]map[string]documented
}

type documented struct {
	OperationID string
	Access      *struct {
		Public bool
		Roles  []string
		OnPlan bool `json:"on_plan"`
	} `json:"x-tavlen-access"`
	Security  []map[string][]string
	Responses map[string]struct{ Content map[string]any }
}

func openAPI(t *testing.T, s *testkit.Server) document {
	t.Helper()
	r := s.Anonymous(t).Do("GET", "/openapi.json", nil)
	checkHeaders(t, "openapi.json", r)
	var d document
	if err := decode(r.Body, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// Every route of the server is one of the public few or an operation that declares its
// access; and the document describes every operation.
func TestEveryRouteDeclaresItsAccess(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{})
	doc := openAPI(t, s)
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %q", doc.OpenAPI)
	}
	served := map[string]bool{}
	for _, r := range s.HTTP.GetRoutes(true) {
		if slices.Contains(publicRoutes, r.Path) {
			if r.Method != "GET" && r.Method != "HEAD" {
				t.Errorf("%s %s is public", r.Method, r.Path)
			}
			continue
		}
		at := templated(r.Path)
		op, ok := doc.Paths[at][strings.ToLower(r.Method)]
		if !ok {
			t.Errorf("%s %s is served and not in the document", r.Method, r.Path)
			continue
		}
		served[op.OperationID] = true
		rule, declared := access.Operations[op.OperationID]
		if !declared || op.Access == nil {
			t.Errorf("%s %s (%s) declares no access", r.Method, r.Path, op.OperationID)
			continue
		}
		var roles []string
		for _, role := range rule.Roles {
			roles = append(roles, string(role))
		}
		if op.Access.Public != rule.Public || op.Access.OnPlan != rule.OnPlan || !slices.Equal(op.Access.Roles, roles) {
			t.Errorf("%s: the document says %+v, the rule is %+v", op.OperationID, *op.Access, rule)
		}
		if rule.Public != (len(op.Security) == 0) {
			t.Errorf("%s: public %v, security %v", op.OperationID, rule.Public, op.Security)
		}
		if rule.OnPlan != strings.Contains(r.Path, "/plans/:plan") {
			t.Errorf("%s %s: on a plan %v", op.OperationID, r.Path, rule.OnPlan)
		}
	}
	for id := range access.Operations {
		if !served[id] {
			t.Errorf("%s has a rule and no route", id)
		}
	}
	for _, id := range operationsOfTheLine {
		if !served[id] {
			t.Errorf("%s is missing", id)
		}
	}
	// What else is in the stack catches everything: the guard before all routes, the PWA after.
	plain := 0
	for _, routes := range s.HTTP.Stack() {
		catching := 0
		for _, r := range routes {
			if r.Path == "/" {
				catching += len(r.Handlers)
			} else {
				plain++
			}
		}
		if len(routes) > 0 && catching != 2 {
			t.Errorf("%d handlers catch %s of everything, want the guard and the PWA", catching, routes[0].Method)
		}
	}
	if want := len(s.HTTP.GetRoutes(true)); plain != want {
		t.Errorf("%d routes in the stack, %d of them plain", plain, want)
	}
}

// templated turns Fiber's path into the document's.
func templated(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if name, ok := strings.CutPrefix(p, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

// The guard and the router must mean the same by an address: else its refusals are gone
// around with capital letters.
func TestTheGuardCannotBeGoneAround(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, at := range []string{"/API/v1", "/Api/v1", "/api/V1", "//api/v1", "/api//v1", "/./api/v1", "/x/../api/v1", "/%61pi/v1", "/api%2Fv1", "/api/v1/."} {
		w.unchanged(at, func() {
			for _, r := range []testkit.Response{
				w.as("peter").Do("POST", "root:"+at+"/session/end-others", []byte("a=1"), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site"),
				w.as("peter").Do("PUT", "root:"+at+path("peter", "dream"), []byte(`{"text":"Noget andet"}`), "Content-Type", "text/plain", "Origin", "https://evil.example"),
			} {
				if r.Status < 400 || r.Status >= 500 {
					t.Errorf("%s: %d %s", at, r.Status, r.Body)
				}
				checkHeaders(t, at, r)
			}
		})
	}
}

// What nothing answers is a problem like any other, for everybody.
func TestUnknownRoutesAreProblems(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for _, who := range []string{"nobody", "peter", "maja"} {
		for _, at := range []string{"/nothing", "/plans", "/plans/" + id("x") + "/nothing", "root:/api", "root:/api/", "root:/api/v2/me", "/me/x.css", "/me/", "//me", "/ME",
			"/../../healthz", "/.git/config", "/plans/x/../../me", "/debug/pprof/", "root:/api/v1", "/metrics"} {
			for _, method := range []string{"GET", "PUT", "DELETE"} {
				r := w.as(who).Do(method, at, nil, "Content-Type", "application/json")
				checkProblem(t, who+" "+method+" "+at, r, 404, domain.CodeNotFound, "nothing", "git", "pprof")
			}
		}
	}
	for _, at := range []string{"root:/metrics", "root:/debug/pprof/", "root:/.git/HEAD", "root:/debug/vars", "root:/server-status"} {
		if r := w.as("nobody").Do("GET", at, nil); r.Status != 404 {
			t.Errorf("%s: %d", at, r.Status)
		} else {
			checkHeaders(t, at, r)
		}
	}
}

// methodsAt gives what a plain address answers: "messages/read" is also a message's id.
func (d document) methodsAt(at string) []string {
	var out []string
	for path, ops := range d.Paths {
		want, got := strings.Split(path, "/"), strings.Split(at, "/")
		if len(want) != len(got) {
			continue
		}
		fits := true
		for i := range want {
			fits = fits && (want[i] == got[i] || strings.HasPrefix(want[i], "{"))
		}
		for method := range ops {
			if fits {
				out = append(out, strings.ToUpper(method))
			}
		}
	}
	slices.Sort(out)
	return out
}

// What an address does not do is refused with 405 and says what it does.
func TestUnlistedMethodsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	doc := openAPI(t, w.Server)
	methods := []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO"}
	for at := range doc.Paths {
		at = strings.NewReplacer("{", "", "}", "").Replace(at)
		allowed := strings.Join(doc.methodsAt(at), " ")
		for _, method := range methods {
			if slices.Contains(strings.Fields(allowed), method) || method == "CONNECT" {
				continue // CONNECT has no path of its own; Go's client cannot send it so
			}
			for _, who := range []string{"nobody", "maja"} {
				r := w.as(who).Do(method, "root:"+at, nil, "Content-Type", "application/json")
				what := who + " " + method + " " + at
				if method == "HEAD" {
					checkHeaders(t, what, r)
					if r.Status != 405 || len(r.Body) > 0 {
						t.Errorf("%s: %d %s", what, r.Status, r.Body)
					}
					continue
				}
				checkProblem(t, what, r, 405, domain.CodeMethod, method)
				if method == "FOO" || method == "TRACE" || method == "PROPFIND" {
					continue // refused before any address is looked at
				}
				if got := slices.Sorted(slices.Values(strings.Split(r.Header.Get("Allow"), ", "))); strings.Join(got, " ") != allowed {
					t.Errorf("%s: Allow is %q, want %s", what, r.Header.Get("Allow"), allowed)
				}
			}
		}
	}
	for _, method := range []string{"TRACE", "FOO"} {
		for _, at := range []string{"root:/", "root:/healthz", "root:/api/v1/nothing"} {
			if r := w.as("nobody").Do(method, at, nil); r.Status != 405 {
				t.Errorf("%s %s: %d", method, at, r.Status)
			} else {
				checkHeaders(t, method+" "+at, r)
			}
		}
	}
}

func TestTheServerSaysThatItLives(t *testing.T) {
	t.Parallel()
	s := testkit.NewServer(t, testkit.Options{})
	for _, at := range []string{"root:/healthz", "root:/readyz"} {
		r := s.Anonymous(t).Do("GET", at, nil)
		checkHeaders(t, at, r)
		if r.Status != 200 {
			t.Errorf("%s: %d %s", at, r.Status, r.Body)
		}
	}
}

// A stream's answer is written by the hub and not by Fiber; it carries the same headers.
func TestAStreamHasTheHeadersToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	conn, err := (&net.Dialer{Timeout: patience}).DialContext(t.Context(), "tcp", strings.TrimPrefix(w.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(deadline()); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, w.request("peter", "GET /api/v1/stream HTTP/1.1\nHOST\nCOOKIE\n\n")); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	checkHeaders(t, "a stream", testkit.Response{Status: res.StatusCode, Header: res.Header})
	if res.StatusCode != 200 || res.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
}
