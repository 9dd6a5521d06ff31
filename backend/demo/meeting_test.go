package demo

import (
	"strings"
	"testing"

	"tavlen/backend/domain"
)

// answered puts what people answer around a meeting into Peter's file: before his meetings,
// and in the one at the hospital.
func answered(t *testing.T, requests, attempts, meeting string) []File {
	t.Helper()
	files := edit(t, "peter.json", `"meetings": [`, `"meeting_requests": [`+requests+`], "contact_attempts": [`+attempts+`], "meetings": [`)
	for i, f := range files {
		if f.Name == "peter.json" {
			files[i].Data = []byte(strings.Replace(string(f.Data), `"id": "m13",`, `"id": "m13", `+meeting, 1))
		}
	}
	return files
}

const (
	goodRequest = `{"id": "q1", "at": "2026-11-20T08:00:00+01:00", "when": "today", "words": "Kan jeg komme i dag?", "pick_up": true, "status": "yes", "answer": "Ja", "answered_at": "2026-11-20T08:40:00+01:00", "answered_by": "maja", "meeting": "m10b"}`
	goodAttempt = `{"id": "t1", "at": "2026-11-20T09:00:00+01:00", "by": "maja", "how": "phone", "reached": false, "about": "m12", "note": "Ingen svar"}`
	goodAnswers = `"link": "https://video.example/m", "pick_up": {"asked_at": "2026-11-21T09:00:00+01:00", "words": "Bussen går ikke", "answer": "yes", "answered_at": "2026-11-21T10:00:00+01:00", "answered_by": "maja"},
		"companion_answers": [{"who": "kalle", "answer": "drives", "leaves": "2026-12-09T12:20:00+01:00", "at": "2026-11-22T09:00:00+01:00"}],
		"moved_from": {"start": "2026-12-08T13:15:00+01:00", "end": "2026-12-08T14:00:00+01:00", "at": "2026-11-20T09:00:00+01:00", "by": "maja"},`
)

// A case file can hold what people answer to meetings, ask and try.
func TestTheAnswersOfAFile(t *testing.T) {
	set, err := Parse(answered(t, goodRequest, goodAttempt, goodAnswers)...)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, c := range set.Cases {
		for _, it := range c.Items {
			switch v := it.Item.(type) {
			case *domain.MeetingRequest:
				found++
				if it.ID != ID("peter", "q1") || v.Meeting != ID("peter", "m10b") || v.AnsweredBy != PersonID("maja") || !v.PickUp {
					t.Errorf("%+v", v)
				}
			case *domain.ContactAttempt:
				found++
				if v.By != PersonID("maja") || v.About != ID("peter", "m12") {
					t.Errorf("%+v", v)
				}
			case *domain.Meeting:
				if it.ID == ID("peter", "m13") {
					found++
					if v.Along[0].Who != PersonID("kalle") || v.PickUp.AnsweredBy != PersonID("maja") || v.MovedFrom.By != PersonID("maja") || v.Link == "" {
						t.Errorf("%+v", v)
					}
				}
			}
		}
	}
	if found != 3 {
		t.Errorf("%d of three things", found)
	}
	for name, c := range map[string]struct{ requests, attempts, meeting, want string }{
		"a request that nobody answered": {strings.Replace(goodRequest, `"answered_by": "maja", `, "", 1), goodAttempt, goodAnswers, "peter.json: /citizens/0/meeting_requests/0/status: yes and no stand with answered_at and answered_by, and only they"},
		"an attempt about no meeting":    {goodRequest, strings.Replace(goodAttempt, "m12", "g1", 1), goodAnswers, `peter.json: /citizens/0/contact_attempts/0/about: "g1" is a goal, not a meeting`},
		"an answer of one not asked":     {goodRequest, goodAttempt, strings.Replace(goodAnswers, "kalle", "anette", 1), "peter.json: /citizens/0/meetings/15/companion_answers/0/who: is not among the companions"},
		"a link that is no lock":         {goodRequest, goodAttempt, strings.Replace(goodAnswers, "https:", "http:", 1), "peter.json: /citizens/0/meetings/15/link"},
	} {
		if _, err := Parse(answered(t, c.requests, c.attempts, c.meeting)...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
