package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tavlen/backend/testkit"
)

// noneMixed lets several people send messages and read their threads over a few keep-alive
// connections that they share, as behind a proxy: every answer is the asker's own, and in
// the end each thread holds its own people's words, each once.
func noneMixed(t *testing.T, messages int) {
	w := newWorld(t, testkit.Options{})
	shared := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 4, MaxIdleConnsPerHost: 4}}
	t.Cleanup(shared.CloseIdleConnections)
	writers := []struct{ who, citizen string }{{"peter", "peter"}, {"maja", "peter"}, {"sofie", "sofie"}, {"tobias", "sofie"}, {"birthe", "birthe"}, {"daryna", "daryna"}}
	ask := func(c *testkit.Client, method, path string, body any) (status int, doc []byte, err error) {
		sent, err := json.Marshal(body)
		if err != nil {
			return 0, nil, err
		}
		req, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/api/v1"+path, bytes.NewReader(sent))
		if err != nil {
			return 0, nil, err
		}
		req.Header.Set("Content-Type", "application/json")
		for _, name := range []string{"__Host-tavlen", "__Host-tavlen-renew"} {
			req.AddCookie(&http.Cookie{Name: name, Value: c.Cookie(name)}) //nolint:gosec // a request's cookie has no attributes
		}
		res, err := shared.Do(req)
		if err != nil {
			return 0, nil, err
		}
		defer func() { _ = res.Body.Close() }()
		doc, err = io.ReadAll(res.Body)
		return res.StatusCode, doc, err
	}
	each := messages / len(writers)
	var all sync.WaitGroup
	for _, p := range writers {
		c := w.as(p.who)
		all.Go(func() {
			for i := range each {
				id, text := newID(), fmt.Sprintf("Fra %s nummer %d. %s", p.who, i, strings.Repeat(p.who+" ", 30))
				status, doc, err := ask(c, "PUT", path(p.citizen, "messages", id), map[string]any{"text": text})
				if err != nil || status != 200 || !strings.Contains(string(doc), id) {
					t.Errorf("%s sends: %d %s %v", p.who, status, doc, err)
					return
				}
				if i%10 > 0 {
					continue
				}
				status, doc, err = ask(c, "GET", path(p.citizen, "messages?limit=20"), nil)
				if err != nil || status != 200 || !strings.Contains(string(doc), id) {
					t.Errorf("%s reads: %d %v", p.who, status, err)
					return
				}
				for _, other := range writers {
					if other.citizen != p.citizen && strings.Contains(string(doc), "Fra "+other.who) {
						t.Errorf("%s reads the words of %s", p.who, other.who)
					}
				}
			}
		})
	}
	all.Wait()
	for _, p := range writers {
		count, before := map[string]int{}, ""
		for {
			page := w.page(p.who, p.citizen, "?limit=100"+before)
			for _, text := range texts(page) {
				if rest, ours := strings.CutPrefix(text, "Fra "); ours {
					name, _, _ := strings.Cut(rest, " ")
					count[name]++
				}
			}
			if page["more"] != true {
				break
			}
			before = "&before=" + page["messages"].([]any)[0].(map[string]any)["id"].(string)
		}
		for _, other := range writers {
			want := 0
			if other.citizen == p.citizen {
				want = each
			}
			if count[other.who] != want {
				t.Errorf("%s finds %d of %s, want %d", p.who, count[other.who], other.who, want)
			}
		}
	}
}

func TestSharedConnectionsMixNobodysMessages(t *testing.T) { noneMixed(t, 300) }
