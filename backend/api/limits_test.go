package api_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// limitRow is a row of the table of limits in backend/ASVS.md: what is bounded, and by how much.
var limitRow = regexp.MustCompile(`(?m)^\| ([^|]+) \| ([\d,]+) \|$`)

// bound is how something is done so often (times) or at such a length.
type bound struct {
	times bool
	do    func(w *world, n int) testkit.Response
}

// long gives so many letters.
func long(n int) string { return strings.Repeat("å", n) }

// filled is a body of so many bytes.
func filled(n int) []byte {
	return []byte(`{"text":"` + strings.Repeat("a", n-len(`{"text":""}`)) + `"}`)
}

var bounds = map[string]bound{
	"letters of a title": {false, func(w *world, n int) testkit.Response {
		return w.as("peter").Do("PUT", path("peter", "goals", newID()), map[string]any{"area": "work", "title": long(n)})
	}},
	"letters of a message": {false, func(w *world, n int) testkit.Response {
		return w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": long(n)})
	}},
	"letters of a message from one of her people": {false, func(w *world, n int) testkit.Response { return w.asAnette(newID(), long(n)) }},
	"messages from one of her people in an hour":  {true, func(w *world, _ int) testkit.Response { return w.asAnette(newID(), "Hej") }},
	"letters of an invited person's name": {false, func(w *world, n int) testkit.Response {
		return w.as("peter").Do("PUT", path("peter", "invitations", newID()), map[string]any{"name": long(n), "until": until})
	}},
	"invitations that wait": {true, func(w *world, _ int) testkit.Response {
		return w.as("peter").Do("PUT", path("peter", "invitations", newID()), map[string]any{"name": "Kim", "until": until})
	}},
	"letters of a reason for emergency access": {false, func(w *world, n int) testkit.Response {
		return w.as("tobias").Do("PUT", "/glass/"+newID(), map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": long(n)})
	}},
	"emergency access in a day": {true, func(w *world, _ int) testkit.Response {
		return w.as("tobias").Do("PUT", "/glass/"+newID(), map[string]any{"citizen": string(demo.PersonID("peter")), "reason": "danger", "words": whyGlass})
	}},
	"answers that one saves": {true, func(w *world, _ int) testkit.Response {
		return w.as("tobias").Do("PUT", "/me/replies/"+newID(), map[string]any{"title": "Hej", "text": "Hej"})
	}},
	"messages in one answer": {false, func(w *world, n int) testkit.Response {
		return w.as("peter").Do("GET", path("peter", fmt.Sprintf("messages?limit=%d", n)), nil)
	}},
	"wrong codes from one address": {true, func(w *world, _ int) testkit.Response {
		r := w.Anonymous(w.t).Do("POST", "/session", map[string]any{"code": "ABC-DEF-GHJ"})
		if r.Code() == "code_wrong" {
			r.Status = 200 // it was looked at
		}
		return r
	}},
	"bytes of a body": {false, func(w *world, n int) testkit.Response {
		r := w.as("peter").Do("PUT", path("peter", "dream"), filled(n))
		if r.Status == 422 {
			r.Status = 200 // it was read
		}
		return r
	}},
}

// ASVS V2.1.3, V2.3.2: each limit that is written down is the one that holds: that much is taken, and one more is not.
func TestLimitsAreThoseThatAreWritten(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../ASVS.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := limitRow.FindAllStringSubmatch(string(doc), -1)
	if len(rows) != len(bounds) {
		t.Errorf("%d limits are written, %d are tried", len(rows), len(bounds))
	}
	for _, row := range rows {
		t.Run(row[1], func(t *testing.T) {
			t.Parallel()
			most, err := strconv.Atoi(strings.ReplaceAll(row[2], ",", ""))
			b, is := bounds[row[1]]
			if err != nil || !is {
				t.Fatalf("nobody tries %q: %v", row[0], err)
			}
			w := newWorld(t, testkit.Options{})
			times := 1
			if b.times {
				times = most
			}
			for i := range times {
				if r := b.do(w, most); r.Status != 200 {
					t.Fatalf("%d of %d: %d %s", i+1, times, r.Status, r.Body)
				}
			}
			if r := b.do(w, most+1); r.Status < 400 || r.Status >= 500 {
				t.Errorf("one more: %d %s", r.Status, r.Body)
			}
		})
	}
}
