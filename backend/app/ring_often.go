package app

import (
	"strconv"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// How often in an hour a citizen, or somebody of hers, wakes one of the staff: about one
// meeting, and of one kind about all of the plan. What is said beyond that stands in the app
// at once; one more ring at the end of the hour tells that there is something.
const (
	ringsAbout = 3
	ringsOf    = 12
	ringsIn    = time.Hour
)

// rangTooOften gives when a ring may go out that would be one too many now; zero: now.
func (c *change) rangTooOften(n domain.Notification) (wait time.Time, err error) {
	if c.actor.Role.Staff() || !strings.HasPrefix(string(n.Kind), "staff_") {
		return wait, nil
	}
	rung, err := c.tx.PromisedSince(n.Person, c.state.head.ID, n.Kind, c.now.Add(-ringsIn))
	if err != nil {
		return wait, err
	}
	about := 0
	for _, r := range rung {
		if r.Subject == n.Subject {
			about++
		}
	}
	if about < ringsAbout && len(rung) < ringsOf {
		return wait, nil
	}
	for _, r := range rung {
		if r.Subject == n.Subject || len(rung) >= ringsOf {
			return r.DueAt.Add(ringsIn), nil
		}
	}
	return wait, nil
}

// ringOnceMore promises one ring for all that is said until then.
func (c *change) ringOnceMore(n domain.Notification, at time.Time) error {
	if c.app.muted || n.Person == "" || n.Person == c.actor.Person {
		return nil
	}
	n.ID, n.Plan, n.DueAt, n.Deadline = domain.NewID(), c.state.head.ID, at, at.Add(helpsFor)
	n.DedupeKey = strings.Join([]string{string(n.Kind), string(n.Subject), string(n.Person), strconv.FormatInt(at.UnixMilli()/ringsIn.Milliseconds(), 10)}, "|")
	c.tx.After(c.app.outbox)
	return c.tx.Notify(n)
}
