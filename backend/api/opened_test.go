package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// openedAsPage are the operations whose answer people open as a page of their browser, each with what
// does so. A new one is closed until somebody puts it here.
var openedAsPage = map[string]string{
	"getPlanPaper":       "the PDF, from the phone and the desk",
	"getMeetingCalendar": "a meeting's file",
	"readCalendarFeed":   "the address that a calendar is given",
	"beginLogin":         "the way to a provider",
	"finishLogin":        "the way back",
	"getMineSchema":      "the form of an export, of nobody",
}

// The lock is the page's (threat T01): whoever holds the open phone reads nothing in a tab beside
// it, nor in a frame. What is refused is refused to everybody alike, and before anything is done.
func TestTheAPIIsNotOpenedAsAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	for op, rule := range access.Operations {
		if _, meant := openedAsPage[op]; meant != rule.Opened {
			t.Errorf("%s: opened %v, meant %v", op, rule.Opened, meant)
		}
	}
	tried := 0
	w.unchanged("as a page", func() {
		for at, methods := range openAPI(t, w.Server).Paths {
			for method, op := range methods {
				if strings.HasPrefix(op.OperationID, "stream") {
					continue
				}
				at := strings.NewReplacer("{plan}", string(planOf("peter"))).Replace(at)
				for strings.Contains(at, "{") {
					at = at[:strings.Index(at, "{")] + newID() + at[strings.Index(at, "}")+1:]
				}
				var body any
				if method != "get" && method != "delete" {
					body = json.RawMessage("{}")
				}
				for _, who := range []string{"nobody", "peter", "maja"} {
					for _, as := range [][]string{
						{"Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Sec-Fetch-Site", "none"},
						{"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Dest", "document"}, {"Sec-Fetch-Dest", "iframe"}, {"Sec-Fetch-Dest", "object"}, {"Sec-Fetch-Dest", "embed"},
					} {
						if method != "get" {
							as = append(slices.Clone(as), "Sec-Fetch-Site", "same-origin")
						}
						what := op.OperationID + " by " + who + " " + strings.Join(as, " ")
						r := w.as(who).Do(strings.ToUpper(method), "root:"+at, body, as...)
						tried++
						if rule := access.Operations[op.OperationID]; rule.Opened && rule.Public {
							if r.Code() == string(domain.CodeNotAPage) {
								t.Errorf("%s is refused", what)
							}
							continue
						}
						checkProblem(t, what, r, http.StatusForbidden, domain.CodeNotAPage, "Peter")
					}
				}
			}
		}
	})
	// A stream that opened would not end: it is tried only where the others are closed.
	if t.Failed() {
		return
	}
	for _, at := range []string{"/stream", path("peter", "stream")} {
		checkProblem(t, at, w.as("peter").Do("GET", at, nil, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), http.StatusForbidden, domain.CodeNotAPage)
	}
	if tried < 3000 {
		t.Errorf("only %d tries", tried)
	}
	for _, mode := range []string{"cors", "same-origin", "no-cors"} {
		if r := w.as("peter").Do("GET", "/me", nil, "Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", "empty"); r.Status != http.StatusOK {
			t.Errorf("the app itself, %s: %d %s", mode, r.Status, r.Body)
		}
	}
	at, page := path("peter", "paper"), []string{"Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Sec-Fetch-Site"}
	if r := w.as("peter").Do("GET", at, nil, append(page, "same-origin")...); r.Status != http.StatusOK || !strings.HasPrefix(string(r.Body), "%PDF") {
		t.Errorf("the paper from the app's own page: %d", r.Status)
	}
	// An address typed beside the locked app, a bookmark, a link in a letter.
	for _, from := range []string{"none", "cross-site", "same-site"} {
		checkProblem(t, from, w.as("peter").Do("GET", at, nil, append(page, from)...), http.StatusForbidden, domain.CodeNotAPage, "Peter")
	}
}
