package paper

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"tavlen/backend/domain"
)

// areaWords are the lanes' names, as on the board.
var areaWords = map[domain.Area]string{
	"work": "Arbejde", "education": "Skole og kurser", "body": "Krop og helbred", "mind": "Tanker og følelser", "habits": "Alkohol, stoffer og vaner",
	"home": "Hjem", "money": "Penge", "everyday": "Hverdag", "people": "Familie og venner", "language": "Sprog",
}

// sheet is what stands on the paper, in words, before it is known what there is room for.
type sheet struct {
	title, day, notice string
	dream              string
	goals              []note
	others             []string
	mine, theirs       []entry
	meetings           []entry
	calls              []entry
	sos                string
	notes              []string
	// partly says that something was left out on purpose.
	partly bool
}

// note is a goal on the sheet.
type note struct {
	area          domain.Area
	colour        string
	lane          string
	title, inWord string
	steps         []entry
}

// entry is one thing in a list: the strong line, the plain one, the small one. Empty
// ones are left out.
type entry struct{ head, text, small string }

// Options says for whom and how a paper is made.
type Options struct {
	Now          time.Time
	Municipality domain.Municipality
	// Private puts what is marked as sensitive on the sheet too: others read a fridge.
	Private bool
}

// read makes the sheet's words from getPlan's answer.
func read(answer []byte, o Options) (*sheet, error) {
	var v view
	if err := json.Unmarshal(answer, &v); err != nil {
		return nil, fmt.Errorf("the plan cannot be read: %w", err)
	}
	now := o.Now
	s := &sheet{title: v.Plan.Title, day: "Sådan så planen ud " + domain.DanishDay(now) + "."}
	if s.title == "" {
		s.title = "Planen"
	}
	if !o.Private {
		s.partly = v.withoutPrivate()
	}
	if v.Plan.Status == domain.StatusDraft {
		s.notice = "Det er et udkast. Det gælder først, når " + v.called(v.Citizen.ID) + " har sagt ja."
	}
	if v.Plan.Ended() {
		s.notice = v.ended(now)
	}
	if v.Viewer.Relation != "citizen" {
		s.notes = append(s.notes, "En anden end "+v.called(v.Citizen.ID)+" har hentet papiret. Derfor kan noget mangle.")
	}
	if v.Dream != nil {
		s.dream = v.Dream.Text
	}
	first, rest := v.focus()
	for _, g := range first {
		s.goals = append(s.goals, v.note(g, now))
	}
	for _, g := range rest {
		s.others = append(s.others, g.Title)
	}
	mine, theirs := v.open()
	for _, a := range mine {
		s.mine = append(s.mine, entry{text: a.Text, small: agreementWhen(a, now)})
	}
	for _, a := range theirs {
		s.theirs = append(s.theirs, entry{text: a.Text, small: joined(" · ", v.called(a.Responsible), agreementWhen(a, now))})
	}
	for _, m := range v.next(now) {
		s.meetings = append(s.meetings, v.meeting(m, now))
	}
	for _, p := range v.callable(now) {
		s.calls = append(s.calls, entry{head: p.Phone, text: joined(", ", p.Name, p.Title), small: p.Hours})
	}
	if phone := o.Municipality.MainPhone; phone != "" {
		s.calls = append(s.calls, entry{head: phone, text: o.Municipality.Name})
	}
	s.sos = "Er der fare for liv? Ring 112. Livslinien: 70 201 201."
	return s, nil
}

// ended says that the plan is over, and who calls, of what the viewer is told.
func (v *view) ended(now time.Time) string {
	end := v.Plan.End
	said := "Planen er slut."
	if day := end.Day.Danish(now); day != "" {
		said = "Planen sluttede " + day + "."
	}
	if who := v.person(end.FollowUpBy); who.Name != "" && end.FollowUpOn >= domain.DateOf(now) {
		said += " " + v.called(who.ID) + " ringer " + end.FollowUpOn.Danish(now) + "."
	}
	return said
}

func (v *view) note(g goalItem, now time.Time) note {
	n := note{area: g.Area, colour: g.Colour, lane: areaWords[g.Area], title: g.Title, inWord: g.InOwnWords}
	for _, s := range v.nextSteps(g.ID) {
		e := entry{text: s.Text}
		count := ""
		if s.Of > 0 {
			count = strconv.Itoa(len(s.Ticks)) + " af " + strconv.Itoa(s.Of)
		}
		e.small = joined(" · ", domain.DanishRepeats(s.Repeats), count, due(s.Due, now))
		n.steps = append(n.steps, e)
	}
	return n
}

// due says until when, or since when it is late.
func due(d domain.Date, now time.Time) string {
	switch {
	case d == "":
		return ""
	case d < domain.DateOf(now):
		return "Skulle være gjort " + d.Danish(now)
	}
	return "Senest " + d.Danish(now)
}

func agreementWhen(a agreementItem, now time.Time) string {
	if a.Due == "" && a.NextDue != "" {
		return joined(" · ", domain.DanishRepeats(a.Repeats), "Næste gang "+a.NextDue.Danish(now))
	}
	return joined(" · ", domain.DanishRepeats(a.Repeats), due(a.Due, now))
}

func (v *view) meeting(m meetingItem, now time.Time) entry {
	e := entry{head: domain.DanishSpan(m.Start, m.End, now), text: v.meetingName(m)}
	switch {
	case m.Place != nil:
		e.small = joined(", ", m.Place.Name, m.Place.Address)
	case m.Form != "in_person":
		e.small = domain.DanishForm(m.Form)
	}
	if m.Transport != nil && m.Transport.Text != "" {
		e.small = joined(". ", e.small, m.Transport.Text)
	}
	if m.Mandatory {
		e.text = joined(". ", e.text, "Du har pligt til at komme")
	}
	return e
}
