package app

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// consultant gives who the citizen's consultant is at an instant: the one the plan began
// with, or whoever took over last by then.
func (s *state) consultant(at time.Time) domain.ID {
	if s.past {
		at = s.then
	}
	return consultantAmong(s.plan().Consultant, s.records, at)
}

func consultantAmong(first domain.ID, records []domain.Record, at time.Time) domain.ID {
	var last time.Time
	for _, r := range records {
		if h, ok := r.Item.(*domain.Handover); ok && h.Holds(at) && !h.At.Before(last) {
			first, last = h.To, h.At
		}
	}
	return first
}

// consultantAt gives the same as this write leaves it.
func (c *change) consultantAt(at time.Time) domain.ID {
	records := slices.DeleteFunc(slices.Clone(c.state.records), func(r domain.Record) bool {
		return r.Kind != domain.KindHandover || slices.ContainsFunc(c.kept, func(k domain.Record) bool { return k.Ref() == r.Ref() })
	})
	return consultantAmong(c.state.plan().Consultant, append(records, c.kept...), at)
}

// former says whether somebody was the consultant until less than two weeks ago, and is not
// now: she is in the conversation still, and nothing in it waits for her.
func (s *state) former(person domain.ID, now time.Time) bool {
	_, h := s.handedBy(person, now)
	return h != nil && s.consultant(now) != person
}

// handedBy gives the change by which somebody left, as long as she is in the conversation.
func (s *state) handedBy(person domain.ID, now time.Time) (domain.ID, *domain.Handover) {
	for _, r := range slices.Backward(s.records) {
		if h, ok := r.Item.(*domain.Handover); ok && h.From == person && h.Holds(now) && now.Before(h.Until) {
			return r.ID, h
		}
	}
	return "", nil
}

// handover gives the newest change of consultant that ok chooses.
func (s *state) handover(ok func(*domain.Handover) bool) (domain.ID, *domain.Handover) {
	for _, r := range slices.Backward(s.records) {
		if h, is := r.Item.(*domain.Handover); is && ok(h) {
			return r.ID, h
		}
	}
	return "", nil
}

// withConsultant gives the records with the plan's consultant as of an instant, and when the
// next one begins; zero where none is decided.
func (s *state) withConsultant(at time.Time) ([]domain.Record, time.Time) {
	records := s.records
	var next time.Time
	for _, r := range records {
		if h, ok := r.Item.(*domain.Handover); ok && h.Ahead(at) && (next.IsZero() || h.At.Before(next)) {
			next = h.At
		}
	}
	if who := s.consultant(at); who != s.plan().Consultant {
		records = slices.Clone(records)
		i := slices.IndexFunc(records, func(r domain.Record) bool { return r.Kind == domain.KindPlan })
		plan := *s.plan()
		plan.Consultant = who
		records[i].Item = &plan
	}
	return records, next
}

// saidBeside says whether a message is a hello or a farewell, which answers nothing.
func (s *state) saidBeside(message domain.ID) bool {
	return slices.ContainsFunc(s.records, func(r domain.Record) bool {
		return r.Kind == domain.KindHandover && (message == helloOf(r.ID) || message == farewellOf(r.ID))
	})
}

// helloOf and farewellOf name the messages that a change of consultant puts in the conversation.
func helloOf(handover domain.ID) domain.ID    { return domain.DerivedID("hello", string(handover)) }
func farewellOf(handover domain.ID) domain.ID { return domain.DerivedID("farewell", string(handover)) }
