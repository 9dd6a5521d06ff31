package api_test

import (
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// TestOneOfMyDevices: a phone that was lost is found in the list by what it is and when it was
// seen, and is out within the second; the others stay in.
func TestOneOfMyDevices(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		s := testkit.NewServer(t, testkit.Options{Database: database, Demo: true})
		lost := s.Anonymous(t)
		lost.Do("POST", "/session", map[string]any{"code": issue(t, s, demo.PersonID("peter")).Link},
			"User-Agent", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36")
		s.Clock.Move(50 * time.Hour)
		phone, maja := s.SignIn(t, demo.PersonID("peter")), s.SignIn(t, demo.PersonID("maja"))
		list := func() []any { return phone.Do("GET", "/sessions", nil).JSON(t)["sessions"].([]any) }
		all := list()
		if len(all) != 2 {
			t.Fatalf("signed in on %v", all)
		}
		here, there := all[0].(map[string]any), all[1].(map[string]any)
		if here["current"] != true || there["current"] != nil || there["device"] != "Android, Chrome" || there["seen_on"] == here["seen_on"] {
			t.Errorf("listed: %v", all)
		}
		at := "/sessions/" + there["id"].(string)
		if r := maja.Do("DELETE", at, nil); r.Status != 404 {
			t.Errorf("Maja ends his: %d %s", r.Status, r.Body)
		}
		stream := lost.Stream("/stream")
		for range 2 { // done twice is done once
			if r := phone.Do("DELETE", at, nil); r.Status != 204 {
				t.Fatalf("ending it: %d %s", r.Status, r.Body)
			}
		}
		ended(t, "the lost phone", stream)
		if r := lost.Do("GET", "/me", nil); r.Code() != "session_ended" {
			t.Errorf("the lost phone: %d %s", r.Status, r.Body)
		}
		if all := list(); len(all) != 1 {
			t.Errorf("still signed in on %v", all)
		}
	})
}
