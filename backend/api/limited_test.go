package api_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
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

// newcomer makes a citizen of Maja's with a meeting, and gives the plan and a code for her.
func newcomer(t *testing.T, w *world) (citizen, plan domain.ID, code string) {
	t.Helper()
	citizen, plan = domain.NewID(), domain.NewID()
	w.put("maja", "/citizens/"+string(citizen), map[string]any{"name": "Nynne Zebra", "phone": "+4520304050", "plan": map[string]any{"id": string(plan)}})
	w.put("maja", "/plans/"+string(plan)+"/meetings/"+newID(), map[string]any{"title": "Rundvisning", "form": "walk", "place": map[string]any{"name": "Savværket"}, "with": []string{string(demo.PersonID("maja"))},
		"purpose": "Kartoffelavl", "start": "2026-12-02T10:00:00+01:00", "end": "2026-12-02T11:00:00+01:00", "why": "Vi talte om det"})
	w.put("maja", "/plans/"+string(plan)+"/goals/"+newID(), map[string]any{"area": "work", "title": "Tømrerlærling", "why": "Vi talte om det"})
	issued := w.put("maja", "/citizens/"+string(citizen)+"/codes/"+newID(), map[string]any{})
	return citizen, plan, issued["code"].(string)
}

// With a code alone somebody sees when to meet and whom to write to. What the plan says is not in
// any answer, and no operation but those few lets her in; with a strong sign-in she sees it all.
func TestACodeAloneOpensLittle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	citizen, plan, code := newcomer(t, w)
	phone := w.SignInWithCode(t, citizen, code)
	me := phone.Do("GET", "/me", nil)
	if m := me.JSON(t); m["limited"] != true || m["session"].(map[string]any)["opened_by"] != "code" {
		t.Errorf("%s", me.Body)
	}
	at := "/plans/" + string(plan)
	got := phone.Do("GET", at, nil)
	meetings := got.JSON(t)["meetings"].([]any)
	if len(meetings) != 1 || meetings[0].(map[string]any)["start"] == nil {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	if keys := slices.Sorted(maps.Keys(meetings[0].(map[string]any))); strings.Join(keys, " ") != "companions end id partial start status with" {
		t.Errorf("of a meeting she is told %v", keys)
	}
	line := phone.Do("GET", at+"/promise", nil)
	if line.Status != 200 {
		t.Errorf("whom to turn to: %d %s", line.Status, line.Body)
	}
	changes := phone.Do("GET", at+"/changes?since=", nil)
	for name, r := range map[string]testkit.Response{"me": me, "plan": got, "changes": changes, "promise": line} {
		for _, word := range []string{"Savværket", "Rundvisning", "Kartoffelavl", "Tømrerlærling", "20304050"} {
			if bytes.Contains(r.Body, []byte(word)) {
				t.Errorf("%s tells %q", name, word)
			}
		}
		if name == "plan" {
			fits(t, name, shapes(t, w.Server)["getPlan"], r)
		}
	}
	sent := phone.Do("PUT", at+"/messages/"+newID(), map[string]any{"text": "Jeg kan ikke komme ind"})
	if sent.Status != 200 {
		t.Errorf("a message to her consultant: %d %s", sent.Status, sent.Body)
	}
	for _, r := range []testkit.Response{phone.Do("GET", at+"/messages", nil), phone.Do("GET", at+"/history", nil), phone.Do("GET", at+"/paper", nil),
		phone.Do("PUT", at+"/goals/"+newID(), map[string]any{"area": "work", "title": "Et mål"})} {
		checkProblem(t, "closed", r, http.StatusForbidden, domain.CodeLimited)
	}
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.MarkStrong(citizen, w.Clock.Now()) }); err != nil {
		t.Fatal(err)
	}
	w.Signin.Forget("")
	since, _ := got.JSON(t)["rev"].(string)
	whole := phone.Do("GET", at+"/changes?since="+since, nil)
	if !bytes.Contains(whole.Body, []byte("Rundvisning")) || !bytes.Contains(whole.Body, []byte("Tømrerlærling")) {
		t.Errorf("after a strong sign-in: %s", whole.Body)
	}
}

// She got her code at a meeting and locks her phone at home, within a day. Whoever came in
// elsewhere with another code of hers is out when she does.
func TestTheFirstLockIsMadeWithinADay(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		citizen, plan, code := newcomer(t, w)
		hers, other := w.SignInWithCode(t, citizen, code), w.SignInWithCode(t, citizen, issue(t, w.Server, citizen).Link)
		hers.AsksAgain, other.AsksAgain = true, true
		pin := map[string]any{"pin": "592741"}
		w.Clock.Move(access.FirstLockFor)
		if r := hers.Do("PUT", "/session/pin", pin); r.Status != http.StatusNoContent {
			t.Fatalf("within a day: %d %s", r.Status, r.Body)
		}
		if r := hers.Do("GET", "/plans/"+string(plan), nil); !bytes.Contains(r.Body, []byte("Rundvisning")) {
			t.Errorf("locked, she sees %s", r.Body)
		}
		if r := other.Do("GET", "/plans/"+string(plan), nil); r.Status != http.StatusUnauthorized {
			t.Errorf("who came in elsewhere: %d %s", r.Status, r.Body)
		}
		clear(w.clients) // Maja signs in anew on another day
		citizen, _, code = newcomer(t, w)
		late := w.SignInWithCode(t, citizen, code)
		late.AsksAgain = true
		w.Clock.Move(access.FirstLockFor + time.Second)
		checkProblem(t, "after a day", late.Do("PUT", "/session/pin", pin), http.StatusForbidden, domain.CodeStepUp)
	})
}

// Every operation that lets a citizen in is closed to her with a code alone, over HTTP too,
// whatever its path names.
func TestEveryOperationIsClosedToACodeAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	citizen, plan, code := newcomer(t, w)
	phone := w.SignInWithCode(t, citizen, code)
	tried := 0
	for at, methods := range openAPI(t, w.Server).Paths {
		for method, op := range methods {
			rule := access.Operations[op.OperationID]
			if rule.Public || rule.Limited || !slices.Contains(rule.Roles, domain.RoleCitizen) || !strings.HasPrefix(at, "/api/v1") {
				continue
			}
			tried++
			names := strings.NewReplacer("{plan}", string(plan), "/api/v1", "")
			at := names.Replace(at)
			for strings.Contains(at, "{") {
				at = at[:strings.Index(at, "{")] + newID() + at[strings.Index(at, "}")+1:]
			}
			var body any
			if method != "get" && method != "delete" {
				body = json.RawMessage("{}")
			}
			checkProblem(t, op.OperationID, phone.Do(strings.ToUpper(method), at, body), http.StatusForbidden, domain.CodeLimited)
		}
	}
	if tried < 40 {
		t.Errorf("only %d operations were tried", tried)
	}
}

// A link of the demo stands for somebody who has been here before; a code after a strong sign-in
// opens all, and the contacts of a citizen come in as ever.
func TestWhoHasBeenHereBeforeSeesTheWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	citizen, _, _ := newcomer(t, w)
	link, err := w.Signin.DemoLink(t.Context(), citizen)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if m := w.SignInWithCode(t, citizen, link).Do("GET", "/me", nil).JSON(t); m["limited"] != nil {
			t.Errorf("a demo's link: %v", m)
		}
	}
	again := w.SignInWithCode(t, citizen, issue(t, w.Server, citizen).Link)
	if m := again.Do("GET", "/me", nil).JSON(t); m["limited"] != nil {
		t.Errorf("a code after it: %v", m)
	}
	for _, who := range []string{"maja", "anette", "vibeke", "leder"} {
		if m := w.SignInWithCode(t, demo.PersonID(who), issue(t, w.Server, demo.PersonID(who)).Link).Do("GET", "/me", nil).JSON(t); m["limited"] != nil {
			t.Errorf("%s: %v", who, m)
		}
	}
}
