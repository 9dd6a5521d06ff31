package api_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// instance starts one more process's worth of the program on a world's database, which
// hears of the other's commits as cmd/tavlen lets it.
func (w *world) instance(database string) *testkit.Server {
	w.t.Helper()
	s := testkit.NewServer(w.t, testkit.Options{Database: database, Clock: w.Clock, Push: w.Push})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- s.Store.Listen(ctx, func(sig store.Signal) {
			switch {
			case sig.Resync:
				s.Signin.Forget("")
				s.Hub.Recheck()
			case sig.Device != "":
				s.Hub.DeviceAdded(sig.Device, sig.To)
			case sig.Session != "":
				s.Signin.Forget(sig.Session)
				s.Hub.EndSession(sig.Session)
			case sig.Noticed:
				s.App.WokenNoticed(sig.Plan, sig.To)
			case sig.To != "":
				s.App.WokenReader(sig.Plan, sig.Thread, sig.To)
			case sig.Plan != "":
				s.App.Woken(sig.Plan)
			}
		})
	}()
	w.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	})
	return s
}

// onInstance gives the same phone on another instance.
func onInstance(t *testing.T, s *testkit.Server, phone *testkit.Client) *testkit.Client {
	c := s.Anonymous(t)
	for _, name := range []string{"__Host-tavlen", "__Host-tavlen-renew"} {
		c.SetCookie(name, phone.Cookie(name))
	}
	return c
}

// A contact who is removed while his streams are open hears that it is over within two
// seconds on either instance, and from then on gets nothing by any way that he had: not by
// his ETag, a part of a picture, a write that waited, his calendar's address, a code for
// one more phone, or a push. He is given no reason. The same when he goes by himself.
func TestRemoved(t *testing.T) {
	t.Parallel()
	for _, goes := range []string{"he is removed", "he leaves"} {
		t.Run(strings.ReplaceAll(goes, " ", "_"), func(t *testing.T) {
			testkit.Databases(t, func(t *testing.T, database string) {
				w := newWorld(t, testkit.Options{Database: database})
				other := w.instance(database)
				picture := w.putUp("peter", "g1")
				phone, who := w.letIn("Kim", map[string]any{"meetings": "along", "items": []any{pick("goal", "g1")}, "may": []string{"come_along", "drive"}})
				there := onInstance(t, other, phone)
				along := path("peter", "meetings", id("m12b"))
				w.put("peter", along+"/answer", map[string]any{"companions": []string{string(demo.PersonID("anette")), who}})
				content := path("peter", "attachments", picture, "content")
				answer := map[string]any{"answer": "drives", "leaves": "2026-12-08T12:00:00+01:00"}
				if r := phone.Do("PUT", along+"/along", answer, "Idempotency-Key", newID()); r.Status != 200 {
					t.Fatalf("he drives: %d %s", r.Status, r.Body)
				}
				tag := phone.Do("GET", path("peter"), nil).Header.Get("ETag")
				for _, c := range []*testkit.Client{phone, there} {
					if r := c.Do("GET", path("peter"), nil, "If-None-Match", tag); r.Status != 304 {
						t.Fatalf("%d %s", r.Status, r.Body)
					}
					if r := phone.Do("GET", content, nil, "Range", "bytes=0-99"); r.Status/100 != 2 {
						t.Fatalf("%d", r.Status)
					}
				}
				feed := phone.Do("PUT", "/me/calendar", map[string]any{"on": true}, "Idempotency-Key", newID()).JSON(t)["url"].(string)
				feed = "root:" + feed[strings.Index(feed, "/kalender"):]
				if r := phone.Do("GET", feed, nil); r.Status != 200 {
					t.Fatalf("%s: %d %s", feed, r.Status, r.Body)
				}
				device := phone.Do("PUT", "/me/devices/"+newID(), map[string]any{}).JSON(t)
				sub := w.Push.NewSubscription()
				phone.Do("PUT", "/push/subscriptions/"+string(sub.ID), map[string]any{"endpoint": sub.Endpoint, "keys": map[string]any{"p256dh": sub.P256dh, "auth": sub.Auth}})
				woken := len(w.drained(sub.ID)[sub.ID])
				streams := map[string]<-chan testkit.Event{"here": phone.Stream("/stream"), "there": there.Stream(path("peter", "stream"))}
				for where, s := range streams {
					if e := <-s; e.Name != "rev" {
						t.Fatalf("%s: %+v", where, e)
					}
				}
				over := time.NewTimer(2 * time.Second)
				if goes == "he leaves" {
					if r := phone.Do("PUT", path("peter", "leaving"), map[string]any{}); r.Status != 204 {
						t.Fatalf("%d %s", r.Status, r.Body)
					}
				} else {
					for range 2 {
						w.put("peter", path("peter", "contacts", who, "removal"), map[string]any{})
					}
				}
				// What changes from now on is nobody's to tell him.
				w.put("peter", path("peter", "goals", id("g1")), map[string]any{"title": "Hemmeligt nyt"}, "If-Match", w.rev("peter", "peter"))
				for where, s := range streams {
					open := true
					for open {
						select {
						case e, more := <-s:
							open = more && e.Name != ""
							if open && e.Name != "session" && e.Name != "rev" || strings.Contains(e.Data, "removed") {
								t.Errorf("%s: %+v", where, e)
							}
						case <-over.C:
							t.Fatalf("the stream %s is open after 2 s", where)
						}
					}
				}
				<-over.C
				for name, c := range map[string]*testkit.Client{"here": phone, "there": there} {
					for what, r := range map[string]testkit.Response{
						"his ETag":            c.Do("GET", path("peter"), nil, "If-None-Match", tag),
						"a part of a picture": c.Do("GET", content, nil, "Range", "bytes=0-99"),
						"a write that waited": c.Do("PUT", along+"/along", map[string]any{"answer": "comes"}, "Idempotency-Key", newID()),
						"the changes":         c.Do("GET", path("peter", "changes?since="+newID()), nil),
						"a stream":            c.Do("GET", "/stream", nil),
						"who he is":           c.Do("GET", "/me", nil),
					} {
						checkProblem(t, name+": "+what, r, 401, domain.CodeSessionEnded)
						for _, word := range []string{"fjernet", "Peter", "Hemmeligt"} {
							if strings.Contains(string(r.Body), word) {
								t.Errorf("%s: %s tells %q: %s", name, what, word, r.Body)
							}
						}
					}
					link := device["link"].(string)
					checkProblem(t, name+": one more phone", c.Do("POST", "/session", map[string]any{"code": link[strings.LastIndexByte(link, '/')+1:]}), 404, domain.CodeCodeWrong)
					if r := c.Do("GET", feed, nil); r.Status != 404 {
						t.Errorf("%s: the calendar: %d", name, r.Status)
					}
				}
				if got := w.drained(sub.ID)[sub.ID]; len(got) != woken {
					t.Errorf("he is woken %d times more", len(got)-woken)
				}
				m := w.stored(domain.KindMeeting, "m12b").(*domain.Meeting)
				if len(m.Companions) != 1 || m.Transport != nil || len(m.Along) != 0 {
					t.Errorf("he still comes along: %+v", m)
				}
				if status := item(w.plan("peter", "peter"), "contacts", who)["status"]; status != "withdrawn" {
					t.Errorf("%v", status)
				}
			})
		})
	}
}
