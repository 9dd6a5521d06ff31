package domain

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Naming turns references into words for a sentence: a person's name, a goal's title.
// It answers "" for what it does not know.
type Naming func(ID) string

// fieldWords are the Danish words of the fields a plan change may name. A field that
// is not here (an order, a code) is no news for the citizen.
var fieldWords = map[string]string{
	"title": "Navn", "text": "Tekst", "in_own_words": "Egne ord", "status": "Status", "target_date": "Måldato", "reached_on": "Nået",
	"due": "Senest", "repeats": "Gentages", "of": "Antal gange", "note": "Note", "plain": "Hvad der sker", "provider": "Sted", "responsible": "Ansvarlig",
	"place_contact": "Kontakt på stedet", "place": "Sted", "start": "Start", "end": "Slut", "schedule_plain": "Tidspunkt", "time": "Klokken",
	"hours_per_week": "Timer om ugen", "paid_hours_per_week": "Timer med løn om ugen", "pauses": "Pauser", "path_to_paid_hours": "Vej til løn",
	"follow_up": "Opfølgning", "next_step": "Hvad så nu?", "result_plain": "Resultat", "goal": "Mål", "goals": "Mål", "closed_on": "Lukket",
	"form": "Form", "with": "Med", "purpose": "Hvorfor vi mødes", "measurement": "Vi svarer på »Hvor langt er jeg?«", "mandatory": "Pligt", "companions": "Følger med", "companions_proposed": "Forslag: følger med", "bring": "Husk at tage med",
	"transport": "Kørsel", "after": "Efter", "area": "Område", "done_at": "Gjort", "adjustments": "Ændret på stedet", "summary_shared": "Det talte vi om",
	"way_home": "Sådan kommer du væk igen", "requested_on": "Bedt om", "guarantee_days": "Dage til start",
	"what_helps": "Det, der hjælper", "duty_text": "Om pligten", "board.focus_goals": "Mål i fokus", "link": "Link til mødet", "interpreter": "Tolk",
}

var statusWords = map[Status]string{
	StatusPlanned: "Kommer senere", StatusActive: "I gang", StatusPaused: "Pause", StatusReached: "Mål nået", StatusDone: "Gjort", StatusCompleted: "Færdig",
	StatusKept: "Holdt", StatusDropped: "Lagt væk", StatusHeld: "Holdt", StatusMoved: "Flyttet", StatusCancelled: "Aflyst", StatusMissed: "Ikke holdt",
}

var formWords = map[string]string{
	"in_person": "Vi mødes", "walk": "Gåtur", "home_visit": "Hjemme hos dig", "workplace": "På arbejdspladsen", "phone": "Telefon", "doctor": "Med til lægen", "video": "Video",
}

var repeatWords = map[string]string{"daily": "Hver dag", "weekly": "Hver uge", "P7D": "Hver uge", "P14D": "Hver anden uge", "P1M": "Hver måned"}

// DanishForm says in words how a meeting is held; "" for a form that is not one.
func DanishForm(form string) string { return formWords[form] }

// DanishRepeats says in words how often a step or an agreement comes again; "" for never.
func DanishRepeats(repeats string) string { return repeatWords[repeats] }

var kindWords = map[Kind][2]string{ // new, changed
	KindGoal: {"Nyt mål", "Mål ændret"}, KindStep: {"Nyt skridt", "Skridt ændret"}, KindEffort: {"Ny hjælp", "Ændret"},
	KindAgreement: {"Ny aftale", "Aftale ændret"}, KindMeeting: {"Nyt møde", "Møde ændret"}, KindStrength: {"Ny styrke", "Styrke ændret"},
	KindChallenge: {"Nyt, der er svært", "Ændret, hvad der er svært"}, KindPlan: {"Ny plan", "Planen er ændret"}, KindDream: {"Ny drøm", "Drømmen er ændret"},
	KindAttachment: {"Nyt billede", "Billede ændret"},
}

// How many characters of a name, of one field's new text and of all of them the sentence
// about a change takes in; the whole texts stand in the fields.
const (
	maxHead     = 200
	maxPart     = 160
	maxSentence = 1000
)

// Describe says in plain Danish what a change did to an item: one sentence, and the
// fields people have words for with their text before and after. Before is nil for a
// new item. Changes that are no news (an order) give no fields.
func Describe(before, after Item, now time.Time, name Naming) (what string, changes []FieldChange, err error) {
	words := kindWords[after.Kind()]
	head := Shortened(TitleOf(after), maxHead)
	a, err := FieldsOf(after)
	if err != nil {
		return "", nil, err
	}
	if before == nil {
		what = words[0] + ": " + ended(head)
		if m, ok := after.(*Meeting); ok {
			what += " " + capital(DanishTime(m.Start, now)) + "."
		}
		return what, nil, nil
	}
	b, err := FieldsOf(before)
	if err != nil {
		return "", nil, err
	}
	// Under its new name alone the citizen would not know which thing it is.
	renamed := Shortened(TitleOf(before), maxHead)
	if renamed == head {
		renamed = ""
	} else {
		head, renamed = renamed, head
	}
	parts := []string{}
	if after.Kind() == KindPlan {
		for _, f := range []Fields{a, b} {
			if focus := inside(f["board"])["focus_goals"]; focus != nil {
				f["board.focus_goals"] = focus
			}
		}
	}
	if m, ok := after.(*Meeting); ok {
		old := before.(*Meeting)
		if !m.Start.Equal(old.Start) || !m.End.Equal(old.End) {
			fc := FieldChange{Field: "start", From: span(old, now), To: span(m, now)}
			changes = append(changes, fc)
			parts = append(parts, "Ny tid: "+fc.To)
		}
		delete(a, "start")
		delete(a, "end")
		delete(b, "start")
		delete(b, "end")
	}
	told := words[1]
	for _, f := range Changed(b, a) {
		if fieldWords[f] == "" {
			continue
		}
		fc := FieldChange{Field: f, From: say(f, b[f], now, name), To: say(f, a[f], now, name)}
		if k := after.Kind(); f == "status" && (k == KindStrength || k == KindChallenge) {
			fc.From, fc.To = onBoard(fc.From), onBoard(fc.To)
		}
		if fc.From == fc.To {
			continue
		}
		changes = append(changes, fc)
		if after.Kind() == KindMeeting && f == "status" && Status(str(a[f])) == StatusCancelled {
			// Which one: he may have several by that name.
			told, parts = "Mødet er aflyst", append(parts, capital(DanishTime(after.(*Meeting).Start, now)))
			continue
		}
		if renamed != "" && fc.To == TitleOf(after) && (f == "title" || f == "text") {
			parts = append(parts, newName(f)+": "+renamed)
		} else {
			parts = append(parts, part(fc))
		}
	}
	return sentence(told, head, parts), changes, nil
}

// DescribeBooking says in plain Danish which meetings a booking made.
func DescribeBooking(kind string, meetings []*Meeting, now time.Time) string {
	what := strconv.Itoa(len(meetings)) + " nye møder"
	if len(meetings) == 1 {
		what = "Nyt møde"
	}
	if kind == SeriesAssessment && len(meetings) > 1 {
		what = strconv.Itoa(len(meetings)) + " samtaler på samme dag"
	}
	var parts []string
	for _, m := range meetings {
		parts = append(parts, Shortened(m.Title, maxPart)+", "+DanishTime(m.Start, now))
	}
	return what + ": " + ended(Shortened(strings.Join(parts, ". "), maxSentence))
}

// part says in a few words what became of one field.
func part(fc FieldChange) string {
	word := fieldWords[fc.Field]
	if !strings.HasSuffix(word, "?") {
		word += ":"
	}
	if fc.To == "" {
		return word + " taget væk"
	}
	return word + " " + Shortened(fc.To, maxPart)
}

func sentence(what, head string, parts []string) string {
	s := what + ": " + ended(head)
	if len(parts) > 0 {
		each := make([]string, len(parts)) // what people wrote may end with a stop of its own
		for i, p := range parts {
			each[i] = ended(p)
		}
		s += " " + ended(Shortened(strings.Join(each, " "), maxSentence))
	}
	return s
}

// Without gives the change, which is about the effort, as it is told to someone who is not
// shown some of its fields.
func (p *PlanChange) Without(fields []string, about *Effort) *PlanChange {
	told := *p
	told.Changes = slices.DeleteFunc(slices.Clone(p.Changes), func(fc FieldChange) bool { return slices.Contains(fields, fc.Field) })
	parts, head := make([]string, len(told.Changes)), about.Title
	for i, fc := range told.Changes {
		if parts[i] = part(fc); fc.Field == "title" {
			parts[i], head = newName(fc.Field)+": "+Shortened(fc.To, maxHead), fc.From
		}
	}
	told.What = sentence(kindWords[KindEffort][1], Shortened(head, maxHead), parts)
	return &told
}

// newName is what the field a thing is called by is called when it changes.
func newName(field string) string {
	if field == "title" {
		return "Nyt navn"
	}
	return "Ny tekst"
}

// onBoard says of what has no beginning and no end that it is there: it is not under way.
func onBoard(status string) string {
	if status == statusWords[StatusActive] {
		return "På tavlen"
	}
	return status
}

func span(m *Meeting, now time.Time) string {
	end := m.End.In(Copenhagen)
	return DanishTime(m.Start, now) + " til " + danishClock(end.Hour(), end.Minute())
}

// TitleOf gives the words an item is called by.
func TitleOf(it Item) string {
	switch it := it.(type) {
	case *Goal:
		return it.Title
	case *Step:
		return it.Text
	case *Effort:
		return it.Title
	case *Agreement:
		return it.Text
	case *Meeting:
		return it.Title
	case *Strength:
		return it.Text
	case *Challenge:
		return it.Text
	case *Plan:
		return it.Title
	case *Dream:
		return it.Text
	case *Picture:
		return it.Text
	case *Wish:
		return it.Title
	case *Story:
		return it.Heading
	}
	return ""
}

func ended(s string) string {
	s = strings.TrimSpace(s)
	if last, _ := utf8.DecodeLastRuneInString(s); s == "" || strings.ContainsRune(".!?…", last) {
		return s
	}
	return s + "."
}

// Shortened puts a text on one line and cuts it after a whole word where it is longer than
// limit characters.
func Shortened(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	cut := string(r[:limit-1])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// say writes one field's value in words.
func say(field string, raw json.RawMessage, now time.Time, name Naming) string {
	if raw == nil {
		return ""
	}
	switch field {
	case "status":
		return statusWords[Status(str(raw))]
	case "form":
		return formWords[str(raw)]
	case "target_date", "reached_on", "due", "start", "end", "requested_on", "closed_on", "done_at":
		return Date(str(raw)).Danish(now)
	case "responsible", "goal", "place_contact", "after":
		return name(ID(str(raw)))
	case "with", "companions", "companions_proposed", "goals", "board.focus_goals":
		var ids []ID
		_ = json.Unmarshal(raw, &ids)
		var names []string
		for _, id := range ids {
			if n := name(id); n != "" {
				names = append(names, n)
			}
		}
		return strings.Join(names, ", ")
	case "bring":
		var list []string
		_ = json.Unmarshal(raw, &list)
		return strings.Join(list, ", ")
	case "mandatory", "measurement":
		if str(raw) == "true" {
			return "Ja"
		}
		return "Nej"
	case "time":
		var t Clocks
		_ = json.Unmarshal(raw, &t)
		return "kl. " + wallClock(t.From) + "-" + wallClock(t.To)
	case "place":
		var p Place
		_ = json.Unmarshal(raw, &p)
		return strings.Trim(p.Name+", "+p.Address, ", ")
	case "pauses":
		var ps []Pause
		_ = json.Unmarshal(raw, &ps)
		var out []string
		for _, p := range ps {
			s := p.From.Danish(now) + " til " + p.To.Danish(now)
			if p.Why != "" {
				s += " (" + p.Why + ")"
			}
			out = append(out, s)
		}
		return strings.Join(out, ", ")
	case "next_step":
		var n NextStep
		_ = json.Unmarshal(raw, &n)
		if n.Text == "" && n.Decided {
			return "Er aftalt"
		}
		return n.Text
	case "follow_up":
		var f FollowUp
		_ = json.Unmarshal(raw, &f)
		if f.EveryDays > 0 {
			return "Hver " + strconv.Itoa(f.EveryDays) + ". dag"
		}
		return ""
	case "adjustments":
		var as []Adjustment
		_ = json.Unmarshal(raw, &as)
		if len(as) == 0 {
			return ""
		}
		return as[len(as)-1].Text
	case "interpreter":
		var i Interpreter
		_ = json.Unmarshal(raw, &i)
		if i.Booked {
			return "Bestilt"
		}
		return "Ikke bestilt endnu"
	case "transport":
		var r Ride
		_ = json.Unmarshal(raw, &r)
		return r.Text
	case "repeats":
		return DanishRepeats(str(raw))
	}
	return str(raw)
}

// wallClock writes "09:00" as people say it: "9".
func wallClock(s string) string {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return ""
	}
	return danishClock(t.Hour(), t.Minute())
}

// str gives a JSON scalar as text; numbers keep Danish decimals.
func str(raw json.RawMessage) string {
	switch v := value(raw).(type) {
	case string:
		return v
	case float64:
		return strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), ".", ",")
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
