package app

import (
	"slices"

	"tavlen/backend/domain"
)

// outOfMeetings takes a contact out of the meetings that are to come; why is what the log
// calls it. Where he was to drive the citizen and does not any more, she and her staff are told: who stands at the roadside
// misses a meeting that may cost her her money.
func (c *change) outOfMeetings(id domain.ID, why string) error {
	var fell []ride
	for _, r := range c.state.records {
		was, ok := r.Item.(*domain.Meeting)
		drove := ok && drives(was, id)
		if !ok || !was.End.After(c.now) || !drove && !slices.Contains(slices.Concat(was.Companions, was.Proposed), id) {
			continue
		}
		m := *was
		m.Companions = slices.DeleteFunc(slices.Clone(was.Companions), func(x domain.ID) bool { return x == id })
		m.Proposed = slices.DeleteFunc(slices.Clone(was.Proposed), func(x domain.ID) bool { return x == id })
		m.Along = slices.DeleteFunc(slices.Clone(was.Along), func(a domain.Along) bool { return a.Who == id })
		notFetchedBy(&m, id)
		if m.Transport != nil && m.Transport.Who == id {
			m.Transport = nil
			if p := m.PickUp; p != nil && p.Answer == "yes" {
				m.PickUp = &domain.PickUp{AskedAt: p.AskedAt, Words: p.Words} // whoever said so meant him
			}
		}
		fallen := drove && m.Upcoming(c.now) && m.Start.After(c.now)
		if fallen {
			at := inUTC(c.now)
			m.RideGoneAt = &at
		}
		if err := c.keep(domain.KindMeeting, r.ID, &m, why); err != nil {
			return err
		}
		if fallen {
			fell = append(fell, ride{r.ID, &m})
		}
	}
	return c.tellOfDrives(fell)
}

// drives says whether a contact is to drive the citizen to a meeting: he said so, or staff
// wrote him down.
func drives(m *domain.Meeting, who domain.ID) bool {
	return m.Transport != nil && m.Transport.Who == who || m.PickUp != nil && m.PickUp.AnsweredBy == who ||
		slices.ContainsFunc(m.Along, func(a domain.Along) bool { return a.Who == who && a.Answer == domain.AlongDrives })
}

// tellOfDrives tells the citizen, and the staff of each meeting, that nobody drives her there
// any more: each once, of the first meeting that it concerns.
func (c *change) tellOfDrives(fell []ride) error {
	slices.SortFunc(fell, func(x, y ride) int { return x.to.Start.Compare(y.to.Start) })
	for i, r := range fell {
		if i == 0 {
			if err := c.promise(c.news(domain.NotifyMeetingRideGone, r.meeting, r.to)); err != nil {
				return err
			}
		}
		if err := c.ringStaff(domain.NotifyStaffMeeting, domain.Ref{Kind: domain.KindMeeting, ID: r.meeting}); err != nil {
			return err
		}
	}
	return nil
}

// ride is one to a meeting.
type ride struct {
	meeting domain.ID
	to      *domain.Meeting
}
