package testkit_test

import (
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

func TestServerServesTheCaseOnBothDatabases(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database, Demo: true})
		peter := s.SignIn(t, demo.PersonID("peter"))
		if name := peter.Do("GET", "/me", nil).JSON(t)["person"].(map[string]any)["preferred_name"]; name != "Peter" {
			t.Errorf("signed in as %v", name)
		}
		events := peter.Stream("/stream")
		first := <-events
		maja := s.SignIn(t, demo.PersonID("maja"))
		plan := "/plans/" + string(demo.ID("peter", "plan-peter"))
		tag := maja.Do("GET", plan, nil).Header.Get("ETag")
		r := maja.Do("PUT", plan+"/goals/"+string(demo.ID("peter", "g1")), map[string]any{"title": "Et godt job", "why": "Peter sagde det"}, "If-Match", tag)
		if r.Status != 200 {
			t.Fatalf("%d %s", r.Status, r.Body)
		}
		e := <-events
		for e.Name == "noticed" {
			e = <-events // that Maja has looked is told as well
		}
		if e.Name != "rev" || e.ID == first.ID {
			t.Errorf("after the change the phone heard %+v", e)
		}
	})
}
