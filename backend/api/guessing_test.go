package api_test

import (
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// guessed tries codes of invitations and of feedback links as one who has many addresses:
// no more than 300 of each are looked at in ten minutes, none opens anything, whoever has
// the right one is let in when the time is over, and a second code may be wrong five times.
func guessed(t *testing.T, database string, guesses int) {
	w := newWorld(t, testkit.Options{Database: database, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	invited, spoiled := w.invite("Kim", nil), w.invite("Per", nil)
	praise := w.put("peter", path("peter", "feedback", newID()), map[string]any{"who": "Mogens"})
	stored := w.everything("peter")
	address := func(i int) string {
		if i%2 == 0 {
			return netip.AddrFrom4([4]byte{198, byte(18 + i>>16), byte(i >> 8), byte(i)}).String()
		}
		return fmt.Sprintf("2001:db8:%x:%x::1", i>>16, i&0xFFFF)
	}
	for _, target := range []struct {
		what, path string
		body       func() map[string]any
		most       int64 // that are looked at
	}{
		{"invitations", "/invitations/accept", func() map[string]any { return map[string]any{"code": newID(), "spoken": "123456", "name": "Kim"} }, 300},
		{"feedback looked at", "/feedback/look", func() map[string]any { return map[string]any{"code": newID()} }, 300},
		{"feedback given", "/feedback", func() map[string]any { return map[string]any{"code": newID(), "text": "Godt"} }, 300},
		{"a second code", "/invitations/accept", func() map[string]any {
			return map[string]any{"code": codeOf(spoiled), "spoken": "000000", "name": "Per"}
		}, 300},
	} {
		var looked, braked, next atomic.Int64
		var all sync.WaitGroup
		for range 64 {
			phone := w.Anonymous(t)
			all.Go(func() {
				for {
					i := int(next.Add(1)) - 1
					if i >= guesses {
						return
					}
					switch r := phone.Do("POST", target.path, target.body(), "X-Forwarded-For", address(i)); r.Code() {
					case string(domain.CodeInvitationWrong):
						looked.Add(1)
					case string(domain.CodeTooManyTries):
						braked.Add(1)
						if r.Header.Get("Retry-After") == "" {
							t.Error("it is not said how long to wait")
						}
					default:
						t.Errorf("%s: %d %s", target.what, r.Status, r.Body)
					}
				}
			})
		}
		all.Wait()
		if looked.Load() > target.most || looked.Load()+braked.Load() != int64(guesses) {
			t.Errorf("%s: %d of %d are looked at", target.what, looked.Load(), guesses)
		}
		// The next ones have the room of the next ten minutes.
		w.Clock.Move(10 * time.Minute)
	}
	if w.everything("peter") != stored {
		t.Error("a guess changed something")
	}
	for _, i := range w.as("peter").Do("GET", path("peter", "invitations"), nil).JSON(t)["invitations"].([]any) {
		i := i.(map[string]any)
		if want := map[string]string{"Kim": "waiting", "Per": "too_many_tries"}[i["name"].(string)]; i["state"] != want {
			t.Errorf("%v is %v, want %s", i["name"], i["state"], want)
		}
	}
	checkProblem(t, "the right second code, too late", accept(w.Anonymous(t), spoiled, "Per"), 404, domain.CodeInvitationWrong)
	if r := accept(w.Anonymous(t), invited, "Kim"); r.Status != 200 {
		t.Errorf("the right one: %d %s", r.Status, r.Body)
	}
	if r := w.Anonymous(t).Do("POST", "/feedback", map[string]any{"code": codeOf(praise), "text": "Han kan lappe."}); r.Status != 204 {
		t.Errorf("the right link: %d %s", r.Status, r.Body)
	}
}

func TestGuessingFromManyAddresses(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) { guessed(t, database, 600) })
}
