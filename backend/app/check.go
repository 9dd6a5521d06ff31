package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// Warnings are what whoever books meetings is told to think of.
type Warnings struct {
	Warnings []schedule.Warning `json:"warnings"`
}

// CheckMeetings says what to think of before meetings are booked or moved, of what the
// actor may know of the citizen's days. A meeting that is on the plan is checked as it
// would be then. It changes nothing.
func (a *App) CheckMeetings(ctx context.Context, actor access.Actor, in Booking) (Warnings, error) {
	out := Warnings{Warnings: []schedule.Warning{}}
	s, v, err := a.open(ctx, actor, in.Plan)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	if !s.facts.Can(v, access.ActWrite, domain.Ref{Kind: domain.KindMeeting}, nil, now) {
		return out, domain.ErrForbidden
	}
	if err := a.logRead(ctx, actor, readPlan, "", v.Relation.Kind, in.Plan); err != nil {
		return out, err
	}
	if s, err = a.withStaff(ctx, s); err != nil {
		return out, err
	}
	if len(in.Meetings) > MaxBooked {
		return out, refused("meetings", "Der er for mange møder på en gang.")
	}
	var booked []schedule.Slot
	ids := map[domain.ID]bool{}
	for i, n := range in.Meetings {
		m, err := s.asBooked(v, n, now)
		if err != nil {
			return out, prefixed(err, "meetings."+strconv.Itoa(i)+".")
		}
		booked, ids[n.ID] = append(booked, s.slot(n.ID, m, true)), true
	}
	day := schedule.Day{Now: now, AsOne: in.Kind == domain.SeriesAssessment, Fixed: s.persons[s.consultant(now)].CalledName()}
	if p := s.persons[s.head.Citizen]; p.Citizen != nil && p.Citizen.Agreement != nil {
		day.Latest = p.Citizen.Agreement.LatestMeetingEnd
	}
	for _, r := range s.records {
		view := s.facts.See(v, r.Ref(), now)
		if !view.Sees || ids[r.ID] {
			continue
		}
		switch it := r.Item.(type) {
		case *domain.Meeting:
			if it.Upcoming(now) && (!view.Partial() || slices.Contains(view.Fields, "start")) {
				day.Meetings = append(day.Meetings, s.slot(r.ID, it, !view.Partial()))
			}
		case *domain.Effort:
			if it.Status != domain.StatusActive && it.Status != domain.StatusPlanned || view.Partial() && !slices.Contains(view.Fields, "time") {
				continue
			}
			b := schedule.Busy{ID: r.ID, Start: it.Start, End: it.End, RRule: it.RRule, Time: it.Time, Pauses: it.Pauses}
			if !view.Partial() {
				b.Title = it.Title
			}
			day.Efforts = append(day.Efforts, b)
		}
	}
	out.Warnings = schedule.Check(booked, day)
	return out, nil
}

// asBooked gives a meeting as it would be with what was sent; what is unfinished apart from
// its time is no matter yet.
func (s *state) asBooked(v access.Viewer, n NewMeeting, now time.Time) (*domain.Meeting, error) {
	if !n.ID.Valid() {
		return nil, refused("id", "Mødet mangler et id.")
	}
	ref, base := domain.Ref{Kind: domain.KindMeeting, ID: n.ID}, domain.Fields{}
	if stored := s.byRef[ref].Item; stored != nil {
		view := s.facts.See(v, ref, now)
		if !view.Sees || view.Partial() {
			return nil, domain.ErrNotFound
		}
		var err error
		if base, err = domain.FieldsOf(stored); err != nil {
			return nil, err
		}
	}
	it, err := base.Overlay(n.Fields).Item(domain.KindMeeting)
	if err != nil {
		return nil, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Noget er skrevet forkert."}).Because(err)
	}
	m, ok := it.(*domain.Meeting)
	if !ok {
		return nil, domain.ErrNotFound
	}
	return m, m.CheckTime()
}

// slot gives a meeting as the check knows it.
func (s *state) slot(id domain.ID, m *domain.Meeting, titled bool) schedule.Slot {
	slot := schedule.Slot{ID: id, Start: m.Start, End: m.End, Effort: m.Effort}
	if titled {
		slot.Title = m.Title
	}
	fixed := s.consultant(m.Start)
	for _, who := range m.With {
		if p := s.persons[who]; p.Role == domain.RoleConsultant && who != fixed && !slices.Contains(m.With, fixed) {
			slot.Other = p.CalledName()
		}
	}
	need := s.persons[s.head.Citizen].Citizen
	slot.NeedsInterpreter = m.Interpreter != nil || need != nil && need.Interpreter != nil && need.Interpreter.Always
	slot.Interpreter = m.Interpreter != nil && m.Interpreter.Booked
	before, _ := s.item(domain.KindMeeting, id).(*domain.Meeting)
	slot.Missing = missingPlace(before, m)
	return slot
}

// missingPlace says what is not said of where a meeting is held, or what may stand there
// from the form it had before; "" where enough is said.
func missingPlace(before, m *domain.Meeting) string {
	switch m.Form {
	case "phone", "home_visit":
		return ""
	case "video":
		if m.Link == "" {
			return "Der er ikke noget link til videomødet."
		}
		return ""
	}
	switch where := whereOf(m); {
	case where == "" && m.Form == "walk":
		return "Der står ikke, hvor turen begynder."
	case where == "":
		return "Der står ikke, hvor I mødes."
	case before != nil && before.Form != m.Form && whereOf(before) == where:
		return "Stedet er det samme som før: " + strings.TrimSuffix(where, ".") + ". Er det der, I mødes?"
	}
	return ""
}

// whereOf gives the most telling line of a meeting's place.
func whereOf(m *domain.Meeting) string {
	if m.Place == nil {
		return ""
	}
	return strings.TrimSpace(cmp.Or(strings.TrimSpace(m.Place.Name), strings.TrimSpace(m.Place.Address), m.Place.FindWay))
}

// withStaff gives the state with all the municipality's staff, of whom any may be booked.
func (a *App) withStaff(ctx context.Context, s *state) (*state, error) {
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		staff, err := tx.Staff()
		for _, p := range staff {
			s = s.withPerson(p)
		}
		return err
	})
	return s, err
}
