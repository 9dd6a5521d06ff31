package domain

import "slices"

// Questions are those of "Hvor langt er jeg?" as they are asked where a plan has none of its own: nine
// of the citizen, and of staff two more that are theirs alone (requirements F1, F3). The words are
// Tavlen's own.
var Questions = []Indicator{
	{Key: "belief_in_work", CitizenQ: "Hvor meget tror du på, at du kan få et arbejde?", StaffQ: "Hvor meget tror borgeren på at kunne få et arbejde?"},
	{Key: "own_strengths", CitizenQ: "Hvor godt ved du, hvad du er god til?", StaffQ: "Hvor godt kender borgeren sine styrker?"},
	{Key: "job_knowledge", CitizenQ: "Hvor godt ved du, hvilke job der kan passe til dig?", StaffQ: "Hvor godt kender borgeren mulighederne?"},
	{Key: "next_step", CitizenQ: "Hvor tydeligt er dit næste skridt for dig?", StaffQ: "Hvor tydeligt er næste skridt for borgeren?"},
	{Key: "moving_towards_work", CitizenQ: "Hvor tit gør du noget, der bringer dig tættere på et arbejde?", StaffQ: "Hvor aktiv er borgeren på vej mod arbejde?"},
	{Key: "working_with_others", CitizenQ: "Hvordan går det med at arbejde sammen med andre?", StaffQ: "Hvordan går samarbejdet med andre?"},
	{Key: "managing_health", CitizenQ: "Hvor godt får du hverdagen til at fungere med dit helbred?", StaffQ: "Hvor godt håndterer borgeren sit helbred?"},
	{Key: "energy", CitizenQ: "Hvor meget overskud har du i hverdagen?", StaffQ: "Hvor meget overskud har borgeren?"},
	{Key: "support", CitizenQ: "Hvor meget støtte har du fra folk omkring dig?", StaffQ: "Hvor meget støtte har borgeren?"},
	{Key: "consultant_belief", StaffQ: "Hvor meget tror jeg på, at borgeren kommer i arbejde?", StaffOnly: true},
	{Key: "knowing_the_person", StaffQ: "Hvor godt kender jeg borgerens situation og ønsker?", StaffOnly: true},
}

// QuestionOf gives the question with a key, nil where there is none.
func QuestionOf(key string) *Indicator {
	i := slices.IndexFunc(Questions, func(q Indicator) bool { return q.Key == key })
	if i < 0 {
		return nil
	}
	q := Questions[i]
	return &q
}

// MeasuredEarly is how many days before it is due a measurement is the quarter's and not one besides:
// people meet when they can, and would otherwise be asked twice.
const MeasuredEarly = 14

// Answered gives the measurement with the answer to one question. Without a value the question is
// skipped, and what was answered to it before is gone.
func (m *Measurement) Answered(question ID, value *int, notch string) *Measurement {
	out := *m
	out.Values, out.Notches = map[ID]int{}, map[ID]string{}
	for id, v := range m.Values {
		out.Values[id] = v
	}
	for id, words := range m.Notches {
		out.Notches[id] = words
	}
	delete(out.Values, question)
	delete(out.Notches, question)
	if value != nil {
		out.Values[question] = *value
		if notch != "" {
			out.Notches[question] = notch
		}
	}
	return &out
}

// Done says that a measurement counts as one: at least one question has an answer.
func (m *Measurement) Done() bool { return len(m.Values) > 0 }
