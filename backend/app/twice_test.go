package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// twins are two processes on one database, and a consultant who is signed in at both.
func twins(t *testing.T, database string) (servers [2]*testkit.Server, maja [2]*testkit.Client) {
	t.Helper()
	who := domain.Person{ID: domain.NewID(), Role: domain.RoleConsultant, Department: "job", Name: "Maja Lind"}
	for i := range servers {
		servers[i] = testkit.NewServer(t, testkit.Options{Database: database})
		if err := servers[i].App.AddStaff(t.Context(), who); err != nil {
			t.Fatal(err)
		}
		maja[i] = servers[i].SignIn(t, who.ID)
	}
	return servers, maja
}

// atOnce does twenty requests at the same moment and counts the answers.
func atOnce(do func(i int) testkit.Response) map[string]int {
	var mu sync.Mutex
	answers := map[string]int{}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			r := do(i)
			answer := fmt.Sprint(r.Status, " ", r.Code())
			if r.Status == 200 {
				answer = strings.TrimSpace(string(r.Body))
			}
			mu.Lock()
			answers[answer]++
			mu.Unlock()
		})
	}
	wg.Wait()
	return answers
}

// TestTheSameCitizenTwentyTimesIsOne: the desk sends it again while the first is still on
// its way, to whichever process answers.
func TestTheSameCitizenTwentyTimesIsOne(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		servers, maja := twins(t, database)
		citizen, plan := domain.NewID(), domain.NewID()
		body := map[string]any{"name": "Peter Holm", "preferred_name": "Peter", "plan": map[string]any{"id": plan}}
		answers := atOnce(func(i int) testkit.Response { return maja[i%2].Do("PUT", "/citizens/"+string(citizen), body) })
		if answers[fmt.Sprintf(`{"id":"%s","plan":{"id":"%s"}}`, citizen, plan)] != 20 {
			t.Errorf("answers %v", answers)
		}
		if err := servers[0].Store.Snapshot(t.Context(), func(tx *store.Tx) error {
			n, err := tx.CountPlans()
			if n != 1 {
				t.Errorf("%d plans", n)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		body["name"] = "En helt anden"
		if r := maja[0].Do("PUT", "/citizens/"+string(citizen), body); r.Status != 422 || r.Code() != "key_reused" {
			t.Errorf("%d %s", r.Status, r.Body)
		}
	})
}

// TestOneKeyOnTwoPlansIsTheFirstOnes: two wishes of one person by one name are never both
// done, nor an error of ours.
func TestOneKeyOnTwoPlansIsTheFirstOnes(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		_, maja := twins(t, database)
		var plans [2]domain.ID
		for i := range plans {
			plans[i] = domain.NewID()
			if r := maja[0].Do("PUT", "/citizens/"+string(domain.NewID()), map[string]any{"name": "Peter Holm", "preferred_name": "Peter", "plan": map[string]any{"id": plans[i]}}); r.Status != 200 {
				t.Fatalf("%d %s", r.Status, r.Body)
			}
		}
		key, goal := string(domain.NewID()), domain.NewID()
		answers := atOnce(func(i int) testkit.Response {
			return maja[i%2].Do("PUT", "/plans/"+string(plans[i%2])+"/goals/"+string(goal), map[string]any{"area": "work", "title": fmt.Sprint("Mål ", i%2), "why": "Derfor"}, "Idempotency-Key", key)
		})
		if answers["422 key_reused"] != 10 || len(answers) != 2 {
			t.Errorf("answers %v", answers)
		}
	})
}
