package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
)

// AnswerQuestion is somebody's answer to one question of "Hvor langt er jeg?". Each is kept by
// itself, so that who stops half way has lost nothing.
type AnswerQuestion struct {
	Plan, ID domain.ID // ID is the measurement's
	Question string    // its key
	Value    *int      // 0–10; nil skips the question
	Notch    string    // what one notch up takes, in his own words
	On       domain.Date
	Mutation
}

// AnswerQuestion keeps one answer. Nobody is woken by it: it is there to be talked about.
func (a *App) AnswerQuestion(ctx context.Context, actor access.Actor, in AnswerQuestion) (Receipt, error) {
	op := operation{"answer_question/" + in.Question, in.ID}
	r, err := onPlan(ctx, a, actor, in.Plan, op, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerQuestion(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerQuestion(in AnswerQuestion) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindMeasurement, ID: in.ID}
	stored := c.state.byRef[ref].Item
	if err := c.may(access.ActAnswerQuestion, ref, stored); err != nil {
		return keptReceipt{}, err
	}
	if !in.ID.Valid() {
		return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "id", Code: domain.CodeInvalid, Detail: "Prøv igen."})
	}
	question, q, known := c.state.question(in.Question)
	if q == nil || !access.Asks(c.viewer, q) {
		return keptReceipt{}, domain.ErrNotFound
	}
	m, began := stored.(*domain.Measurement)
	if !began {
		if in.Value == nil {
			return c.receiptOf(ref, false), nil // the first question is skipped: nothing is begun yet
		}
		var err error
		if m, err = c.beginMeasurement(in.On); err != nil {
			return keptReceipt{}, err
		}
	} else if c.measuredSince(m) {
		return keptReceipt{}, &domain.Error{Code: domain.CodeTooLate, Detail: "Du har svaret igen siden da. Det gamle svar bliver stående."}
	}
	next := m.Answered(question, in.Value, strings.TrimSpace(in.Notch))
	if err := next.Validate(); err != nil {
		return keptReceipt{}, err
	}
	if began && sameAnswer(m, next, question) {
		return c.receiptOf(ref, false), nil
	}
	if !known {
		if err := c.keep(domain.KindIndicator, question, q, "answer_question"); err != nil {
			return keptReceipt{}, err
		}
	}
	out := c.receiptOf(ref, true)
	if err := c.keep(ref.Kind, in.ID, next, "answer_question"); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

func sameAnswer(was, now *domain.Measurement, question domain.ID) bool {
	v, had := was.Values[question]
	w, has := now.Values[question]
	return had == has && v == w && was.Notches[question] == now.Notches[question]
}

// question gives the question with a key: the plan's own where it has it, and then it is known.
func (s *state) question(key string) (id domain.ID, q *domain.Indicator, known bool) {
	for _, r := range s.records {
		if it, ok := r.Item.(*domain.Indicator); ok && !r.Deleted && it.Key == key {
			return r.ID, it, true
		}
	}
	return domain.DerivedID(string(s.head.ID), "question", key), domain.QuestionOf(key), false
}

// bringQuestions puts the questions on a plan that is agreed on for the first time: from then on it
// is asked every three months how far it has come.
func (c *change) bringQuestions() error {
	for i := range domain.Questions {
		id, q, known := c.state.question(domain.Questions[i].Key)
		if known {
			continue
		}
		if err := c.keep(domain.KindIndicator, id, q, "bring_questions"); err != nil {
			return err
		}
	}
	return nil
}

// measurements are somebody's own on the plan.
func (s *state) measurements(person domain.ID) []*domain.Measurement {
	var out []*domain.Measurement
	for _, r := range s.records {
		if m, ok := r.Item.(*domain.Measurement); ok && !r.Deleted && m.By == person {
			out = append(out, m)
		}
	}
	return out
}

// measuredSince says whether somebody has measured again after a measurement of his.
func (c *change) measuredSince(m *domain.Measurement) bool {
	return slices.ContainsFunc(c.state.measurements(m.By), func(other *domain.Measurement) bool { return other.On > m.On })
}

// beginMeasurement makes the writer's new measurement, of the day on which he answered: what was
// answered without net comes later, but no further back than the last one.
func (c *change) beginMeasurement(on domain.Date) (*domain.Measurement, error) {
	today := domain.DateOf(c.now)
	if on == "" || !on.Valid() || on > today || on < today.AddDays(-waitsOnPhone) {
		on = today
	}
	for _, m := range c.state.measurements(c.actor.Person) {
		on = max(on, min(m.On, today))
	}
	m := &domain.Measurement{On: on, By: c.actor.Person, Role: "staff", Scale: "0-10"}
	if c.viewer.Relation.Kind == access.RelationCitizen {
		m.Role = "citizen"
	}
	sets, err := c.app.thresholdsIn(c.tx)
	if err != nil {
		return nil, err
	}
	every := sets.At(today, c.state.persons[c.state.head.Citizen]).Every(attention.MeasurementDue)
	m.Extra = c.measuresBesides(m.On, every)
	return m, nil
}

// waitsOnPhone is for how many days an answer may have waited for the net and still keep its day.
const waitsOnPhone = 31

// measuresBesides says whether a measurement of the writer's on a day is one besides those that are
// due every so many days. One at a meeting that was booked for it is not.
func (c *change) measuresBesides(on domain.Date, every int) bool {
	for _, r := range c.state.records {
		if m, ok := r.Item.(*domain.Meeting); ok && m.Measurement && m.Status != domain.StatusCancelled && domain.DateOf(m.Start) == on {
			return false
		}
	}
	early := on.AddDays(domain.MeasuredEarly - every)
	return slices.ContainsFunc(c.state.measurements(c.actor.Person), func(m *domain.Measurement) bool { return !m.Extra && m.Done() && m.On > early })
}

// withoutStaffOnly leaves out of a measurement what was answered to the questions that only staff see.
func (s *state) withoutStaffOnly(f domain.Fields, m *domain.Measurement) error {
	values, notches := map[domain.ID]int{}, map[domain.ID]string{}
	for id, n := range m.Values {
		if !s.facts.StaffOnlyQuestion(id) {
			values[id] = n
		}
	}
	for id, words := range m.Notches {
		if !s.facts.StaffOnlyQuestion(id) {
			notches[id] = words
		}
	}
	delete(f, "notches")
	var err error
	if len(notches) > 0 {
		if f["notches"], err = json.Marshal(notches); err != nil {
			return err
		}
	}
	f["values"], err = json.Marshal(values)
	return err
}
