package app

import (
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// maxWished is how many times a citizen names at which she would like to be called.
const maxWished = 5

// CallAsked is a citizen who asks to be called. Times are UTC.
type CallAsked struct {
	Plan        domain.ID `json:"plan"`
	Request     domain.ID `json:"request"`
	CitizenName string    `json:"citizen_name"`
	Phone       string    `json:"phone,omitempty"`
	Words       string    `json:"words,omitempty"`
	// Since is when she asked, and Due when an answer is promised.
	Since  time.Time         `json:"since"`
	Due    time.Time         `json:"due"`
	Today  bool              `json:"today,omitempty"`
	Wished []domain.TimeSpan `json:"wished_times"`
}

// callsAsked gives who asks the actor to call and has no answer, the longest first.
func (a *App) callsAsked(tx *store.Tx, actor access.Actor, heads []store.PlanHead, rels []access.Relation, departments []domain.Department, now time.Time) ([]CallAsked, error) {
	out := []CallAsked{}
	for i, head := range heads {
		s, err := a.load(tx, head, departments)
		if err != nil {
			return nil, err
		}
		v := access.Viewer{Actor: actor, Relation: rels[i]}
		for _, r := range s.records {
			it, ok := r.Item.(*domain.MeetingRequest)
			if !ok || !it.Call || !it.Waits() || !s.facts.Can(v, access.ActAnswerRequest, r.Ref(), it, now) {
				continue
			}
			p := s.persons[head.Citizen]
			c := CallAsked{Plan: head.ID, Request: r.ID, CitizenName: p.Name, Phone: p.Phone, Words: it.Words, Since: it.At.UTC(), Today: it.When == domain.RequestToday, Wished: slices.Clone(it.Wished)}
			if c.Wished == nil {
				c.Wished = []domain.TimeSpan{}
			}
			c.Due, _ = a.officeOf(s.persons[s.consultant(now)]).AddWorkingHours(it.At, replyHours*time.Hour)
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(x, y CallAsked) int { return x.Since.Compare(y.Since) })
	return out, nil
}

// called answers what the citizen asked, where she asked to be called: she was spoken to.
func (c *change) called(how string) error {
	if how != "phone" && how != "visit" {
		return nil
	}
	for _, r := range c.state.records {
		it, ok := r.Item.(*domain.MeetingRequest)
		if !ok || !it.Call || !it.Waits() || !c.state.facts.Can(c.viewer, access.ActAnswerRequest, r.Ref(), it, c.now) {
			continue
		}
		done, at := *it, inUTC(c.now)
		done.Status, done.AnsweredAt, done.AnsweredBy = domain.StatusYes, &at, c.actor.Person
		if err := c.keep(domain.KindMeetingRequest, r.ID, &done, "answer"); err != nil {
			return err
		}
	}
	return nil
}
