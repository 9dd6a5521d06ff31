package api_test

import (
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// Nothing that a contact can ask for says when she reads, or is at her phone: whoever presses her
// would hold it against her. Her consultant is told what was read, which shows that the words
// looked for are those the answers use.
func TestContactsAreNotToldWhenSheReads(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	phone := w.furnished()
	// What Anette wrote was read, so there is something that she must not be told.
	read := newID()
	accepted(t, w.asAnette(read, "Er du der?"))
	if r := w.as("peter").Do("POST", path("peter", "messages", "read"), map[string]any{"thread": lineOf(string(demo.PersonID("anette"))), "up_to": read}); r.Status != http.StatusOK {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	told := func(a actor) (answers int, words []string) {
		for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
			if op == "getMineSchema" {
				continue // it says what stands in her own file, and is of nobody
			}
			for _, x := range w.triesOf(op, a, phone) {
				if x.method != http.MethodGet || x.want != done {
					continue
				}
				r := w.as(a.name).Do(x.method, x.path, nil, x.headers...)
				answers++
				for _, word := range []string{`"read_at"`, `"last_seen"`, `"seen_at"`, `"seen_by_citizen_at"`, `"opened_at"`, `"online"`} {
					if strings.Contains(string(r.Body), word) {
						words = append(words, op+" "+word)
					}
				}
			}
		}
		return answers, words
	}
	for _, a := range actors {
		if a.role != domain.RoleContact && a.name != "maja" {
			continue
		}
		switch answers, words := told(a); {
		case a.name == "maja" && len(words) == 0:
			t.Error("Maja is not told what was read either: other words must be looked for")
		case a.name != "maja" && len(words) > 0:
			t.Errorf("%s is told %v", a.name, words)
		case a.relation != "" && answers < 5:
			t.Errorf("%s got only %d answers", a.name, answers)
		}
	}
}
