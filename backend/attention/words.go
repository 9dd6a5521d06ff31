package attention

import (
	"fmt"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// The words of every rule. They are neutral where a thing is sensitive, name who acts next,
// and say a fault of the municipality as they say one of the citizen. What is about a
// person's own affairs is told to her and to those who see it whole; Neutral is for who
// sees no more than when it is.

// EmergencyHelp stands beside everything about a flag (requirement D6): nobody here sees it at once.
var EmergencyHelp = Text{"Er du i fare, så ring 112. Er du syg, så ring til lægevagten.", "If you are in danger, call 112. If you are ill, call the doctor on duty."}

func say(danish, english string, with ...any) Text {
	return Text{fmt.Sprintf(danish, with...), fmt.Sprintf(english, with...)}
}

// and puts one text after another.
func (t Text) and(next Text) Text {
	return Text{t.Danish + " " + next.Danish, t.English + " " + next.English}
}

// day is a date in both languages.
type day struct{ danish, english string }

func dayOf(d domain.Date, now time.Time) day {
	out := day{danish: d.Danish(now)}
	if t, err := time.Parse(time.DateOnly, string(d)); err == nil {
		out.english = t.Format("2 January")
		if t.Year() != now.In(domain.Copenhagen).Year() {
			out.english = t.Format("2 January 2006")
		}
	}
	return out
}

func instant(t, now time.Time) day {
	return day{domain.DanishTime(t, now), t.In(domain.Copenhagen).Format("Monday 2 January at 15:04")}
}

// heard says to the citizen who has been told, as it is.
func (e *evaluation) heard(a Alert) Text {
	if _, told := a.Tells(a.Owner); told {
		return say("%s har fået besked.", "%s has been told.", e.name(a.Owner))
	}
	for _, t := range a.Told {
		if t.Person != "" {
			return say("%s har fået besked.", "%s has been told.", e.name(t.Person))
		}
	}
	return Text{"Der er ingen, der kan få besked lige nu. Ring til kommunen.", "There is nobody to tell right now. Call the municipality."}
}

// titled names an effort: a placement by what people call it, another by its name.
func titled(it *domain.Effort) Text {
	if it.Placement() {
		return Text{"Praktikken", "The placement"}
	}
	return Text{"»" + it.Title + "«", "\"" + it.Title + "\""}
}

func effortEndsWords(it *domain.Effort, owner string, today domain.Date, now time.Time) Words {
	on, name := dayOf(it.End, now), titled(it)
	ends, ended := "slutter", "ends"
	if it.End < today {
		ends, ended = "sluttede", "ended"
	}
	w := Words{
		Citizen: Text{fmt.Sprintf("%s %s %s. %s og du mangler at aftale, hvad der så skal ske.", name.Danish, ends, on.danish, owner),
			fmt.Sprintf("%s %s on %s. %s and you have not agreed yet what happens then.", name.English, ended, on.english, owner)},
		Staff: Text{fmt.Sprintf("%s %s %s. Der er ingen aftale om, hvad der skal ske bagefter.", name.Danish, ends, on.danish),
			fmt.Sprintf("%s %s on %s. Nothing is agreed about what happens afterwards.", name.English, ended, on.english)},
		Neutral: Text{fmt.Sprintf("Et forløb %s %s uden aftale om, hvad der skal ske bagefter.", ends, on.danish),
			fmt.Sprintf("Some help %s on %s and nothing is agreed about what happens afterwards.", ended, on.english)},
	}
	if it.Sensitive {
		w.Citizen = Text{fmt.Sprintf("%s og du mangler at aftale, hvad der sker efter %s.", owner, on.danish),
			fmt.Sprintf("%s and you have not agreed yet what happens after %s.", owner, on.english)}
	}
	return w
}

// endWordWords are about an end that waits for the citizen's own word: they ask, and do not blame.
func endWordWords(it *domain.Effort, citizen string, now time.Time) Words {
	asked, name := dayOf(domain.DateOf(it.Ending.At), now), titled(it)
	if it.Sensitive {
		name = Text{"Noget i din plan", "Something in your plan"}
	}
	w := Words{Citizen: Text{name.Danish + " er ved at slutte. Vi vil gerne høre, hvordan det var for dig. Du må også sige, at du ikke vil sige noget.",
		name.English + " is about to end. We would like to hear how it was for you. You may also say that you would rather say nothing."}}
	name = titled(it)
	w.Staff = Text{fmt.Sprintf("%s er ved at slutte. Der blev spurgt om %ss eget ord %s. Ring og spørg, eller luk det uden.", name.Danish, citizen, asked.danish),
		fmt.Sprintf("%s is about to end. %s was asked for a word on %s. Call and ask, or close it without.", name.English, citizen, asked.english)}
	w.Neutral = Text{"Et forløb er ved at slutte. Det venter på borgerens eget ord.", "Some help is about to end. It waits for the citizen's own word."}
	return w
}

func silenceWords(consultant string, days, limit int) Words {
	staff := say("Der er gået %d dage siden sidste kontakt. Grænsen er %d.", "%d days have passed since the last contact. The limit is %d.", days, limit)
	return Words{
		Citizen: say("Det er længe siden, du har hørt fra %s.", "It is a long time since you heard from %s.", consultant),
		Staff:   staff, Neutral: staff,
	}
}

func quietWords(days int) Words {
	t := say("Det er %d dage siden, der sidst kom et livstegn. Ræk en hånd ud.", "It is %d days since the last sign of life. Reach out.", days)
	return Words{Staff: t, Neutral: t}
}

// suggestion is how citizen and consultant agreed to be in touch.
func suggestion(c *domain.ContactAgreement) Text {
	if c == nil {
		return Text{}
	}
	var danish, english []string
	switch c.Preferred {
	case "message":
		danish, english = append(danish, "Skriv først."), append(english, "Write first.")
	case "call":
		danish, english = append(danish, "Ring."), append(english, "Call.")
	}
	for _, own := range []string{c.BestTime, c.Note} {
		if own = strings.TrimRight(strings.TrimSpace(own), "."); own != "" {
			danish, english = append(danish, own+"."), append(english, own+".")
		}
	}
	return Text{strings.Join(danish, " "), strings.Join(english, " ")}
}

func unansweredWords(staff string, at, now time.Time) Words {
	when := instant(at, now)
	t := Text{"Der blev skrevet " + when.danish + ". Der er ikke svaret endnu.", "Somebody wrote on " + when.english + ". There is no answer yet."}
	return Words{
		Citizen: say("%s mangler at svare på din besked.", "%s has not answered your message yet.", staff),
		Staff:   t, Neutral: t,
	}
}

func noConsultantWords() Words {
	t := Text{"En borger har ingen konsulent.", "A citizen has no consultant."}
	return Words{Citizen: Text{"Du har ikke en fast konsulent lige nu.", "You have no consultant of your own right now."}, Staff: t, Neutral: t}
}

// gapWords asks; it does not blame. Of what is over already it says nothing, and Christmas is
// called by its name. An open gap reaches as far as anybody has looked.
func gapWords(a Alert, open bool, today domain.Date, now time.Time) Words {
	from, to := dayOf(a.From, now), dayOf(a.To, now)
	ahead := max(a.From, today)
	when := Text{"Fra " + from.danish + " til " + to.danish, "From " + from.english + " to " + to.english}
	switch {
	case holds(ahead, a.To, "-12-25"):
		when = Text{"I juleferien", "Over Christmas"}
	case open && a.From <= today:
		when = Text{"I den næste tid", "In the time to come"}
	case open:
		when = Text{"Fra " + from.danish, "From " + from.english}
	case a.From <= today:
		when = Text{"Indtil " + to.danish, "Until " + to.english}
	}
	staff := Text{fmt.Sprintf("%d dage uden forløb eller møde: %s til %s.", a.Days, from.danish, to.danish), fmt.Sprintf("%d days without help or a meeting: %s to %s.", a.Days, from.english, to.english)}
	switch n := len(a.SoftenedBy); {
	case n == 1:
		staff = staff.and(Text{"Der er aftalt ét opkald.", "One call is agreed."})
	case n > 1:
		staff = staff.and(say("Der er aftalt %d opkald.", "%d calls are agreed.", n))
	}
	return Words{
		Citizen: Text{when.Danish + " er der ikke så meget i din kalender. Skal vi finde på noget sammen?", when.English + " there is not so much in your calendar. Shall we think of something together?"},
		Staff:   staff, Neutral: staff,
	}
}

// holds says whether a day of the year lies between two dates.
func holds(from, to domain.Date, monthDay string) bool {
	for _, d := range []domain.Date{from, to} {
		if len(d) < 4 {
			continue
		}
		if day := d[:4] + domain.Date(monthDay); from <= day && day <= to {
			return true
		}
	}
	return false
}

// agreementWords say the same of whoever promised, to both sides.
func agreementWords(it *domain.Agreement, due domain.Date, now time.Time) Words {
	on := dayOf(due, now)
	text := strings.TrimRight(strings.TrimSpace(it.Text), ".") + "."
	t := Text{"Det skulle være sket " + on.danish + ": " + text, "This was to be done by " + on.english + ": " + text}
	return Words{Citizen: t, Staff: t,
		Neutral: Text{"En aftale skulle være holdt " + on.danish + ".", "An agreement was to be kept by " + on.english + "."}}
}

func followUpWords(it *domain.Effort, owner string, due domain.Date, now time.Time) Words {
	on, name := dayOf(due, now), titled(it)
	about := Text{name.Danish + ": ", name.English + ": "}
	if it.Sensitive {
		about = Text{}
	}
	return Words{
		Citizen: Text{about.Danish + owner + " skulle høre, hvordan det går, senest " + on.danish + ".", about.English + owner + " was to ask how it goes by " + on.english + "."},
		Staff:   Text{name.Danish + ": Spørg, hvordan det går. Det skulle være sket " + on.danish + ".", name.English + ": ask how it goes. It was due on " + on.english + "."},
		Neutral: Text{"En opfølgning skulle være sket " + on.danish + ".", "A follow-up was due on " + on.english + "."},
	}
}

func noJobWords() Words {
	return Words{Staff: Text{"Der er hjælp i gang, men intet, der peger mod et job. Det virker bedst sammen.", "Help is under way, but nothing that points to a job. The two work best together."}}
}

func startLimitWords(it *domain.Effort, limit domain.Date, now time.Time) Words {
	on, name := dayOf(limit, now), titled(it)
	w := Words{
		Citizen: Text{name.Danish + " skal begynde senest " + on.danish + ".", name.English + " is to begin by " + on.english + "."},
		Staff:   Text{name.Danish + " skal begynde senest " + on.danish + ".", name.English + " is to begin by " + on.english + "."},
		Neutral: Text{"Et forløb skal begynde senest " + on.danish + ".", "Some help is to begin by " + on.english + "."},
	}
	if it.Sensitive {
		w.Citizen = Text{"Det, du har bedt om, skal begynde senest " + on.danish + ".", "What you asked for is to begin by " + on.english + "."}
	}
	return w
}

func lengthLimitWords(it *domain.Effort, limit domain.TimeLimit, last domain.Date, now time.Time) Words {
	on, name := dayOf(last, now), titled(it)
	danish, english := "dage", "days"
	if limit.Unit == "weeks" {
		danish, english = "uger", "weeks"
	}
	return Words{
		Staff: Text{fmt.Sprintf("%s når %d %s %s. Skal det forlænges?", name.Danish, limit.Amount, danish, on.danish),
			fmt.Sprintf("%s comes to %d %s on %s. Is it to be prolonged?", name.English, limit.Amount, english, on.english)},
		Neutral: Text{fmt.Sprintf("Et forløb når %d %s %s.", limit.Amount, danish, on.danish), fmt.Sprintf("Some help comes to %d %s on %s.", limit.Amount, english, on.english)},
	}
}

func flagWords(r Rule, owner string) Words {
	neutral := Text{"En borger har skrevet, at noget ikke virker.", "A citizen wrote that something is not working."}
	switch r {
	case FlagUnseen:
		return Words{Citizen: Text{"Det er ikke set endnu.", "It has not been seen yet."}.and(EmergencyHelp),
			Staff: neutral.and(Text{"Ingen har set det endnu.", "Nobody has seen it yet."}), Neutral: neutral}
	case FlagUnanswered:
		return Words{Citizen: say("Det er set. %s mangler at sige, hvad der bliver lavet om.", "It has been seen. %s has not said yet what will be changed.", owner).and(EmergencyHelp),
			Staff: neutral.and(Text{"Det er set. Hvad bliver lavet om?", "It has been seen. What will be changed?"}), Neutral: neutral}
	}
	return Words{Citizen: Text{"Der er lavet noget om. Hjalp det?", "Something was changed. Did it help?"}.and(EmergencyHelp),
		Staff: Text{"Der er lavet noget om. Spørg, om det hjalp.", "Something was changed. Ask whether it helped."}, Neutral: neutral}
}

func changeWords(answer domain.Answer, owner string) Words {
	staff := Text{"Der er ikke enighed om en ændring i planen. Der ventes på svar.", "There is no agreement about a change in the plan. An answer is awaited."}
	if answer == domain.AnswerTalk {
		staff = Text{"En ændring i planen skal tales om. Der ventes på svar.", "A change in the plan is to be talked about. An answer is awaited."}
	}
	return Words{
		Citizen: say("%s mangler at svare på det, du skrev om planen.", "%s has not answered yet what you wrote about the plan.", owner),
		Staff:   staff, Neutral: staff,
	}
}

func measurementWords(days int) Words {
	t := say("Det er %d dage siden sidste »Hvor langt er jeg?«.", "It is %d days since the last \"How far have I come?\".", days)
	return Words{Citizen: Text{"Vil du se, hvor langt du er kommet? Du må gerne springe over.", "Would you like to see how far you have come? You may skip it."}, Staff: t, Neutral: t}
}

func unconfirmedWords(m *domain.Meeting, now time.Time) Words {
	at := instant(m.Start, now)
	t := Text{"Møde " + at.danish + ": Der er ikke sagt, »jeg kommer«. Ring gerne.", "Meeting on " + at.english + ": nobody has said \"I will come\". Please call."}
	return Words{
		Citizen: Text{"Kommer du " + at.danish + "? Sig det gerne her.", "Are you coming on " + at.english + "? Please say so here."},
		Staff:   t, Neutral: t,
	}
}

func interpreterWords(m *domain.Meeting, now time.Time) Words {
	at := instant(m.Start, now)
	t := Text{"Der mangler tolk til mødet " + at.danish + ".", "An interpreter is missing for the meeting on " + at.english + "."}
	return Words{
		Citizen: Text{"Der er ikke bestilt tolk til mødet " + at.danish + " endnu.", "No interpreter is booked yet for the meeting on " + at.english + "."},
		Staff:   t, Neutral: t,
	}
}

func lowWords() Words {
	return Words{Citizen: Text{"Du har haft det svært de sidste gange. Skal vi tale om det?", "It has been hard for you the last times. Shall we talk about it?"},
		Staff: Text{"Det har været svært flere gange i træk. Spørg, om I skal tale om det.", "It has been hard several times in a row. Ask whether to talk about it."}}
}

// endWords say what ends an alert, to whoever can do it.
var endWords = map[End]Text{
	EndDecideNext:    {"Aftal, hvad der så skal ske.", "Agree on what happens next."},
	EndBookEnd:       {"Book et møde, før det slutter.", "Book a meeting before it ends."},
	EndClose:         {"Afslut forløbet.", "Close the effort."},
	EndSayWord:       {"Sig dit eget ord, eller at du ikke vil sige noget.", "Say your own word, or that you would rather say nothing."},
	EndContact:       {"Skriv, ring eller mødes.", "Write, call or meet."},
	EndAnswer:        {"Svar på beskeden.", "Answer the message."},
	EndPlan:          {"Aftal noget på dagene.", "Plan something for the days."},
	EndSettle:        {"Sig, at det er fint, som det er.", "Say that it is fine as it is."},
	EndKeep:          {"Sæt flueben, når det er gjort.", "Tick it when it is done."},
	EndNewDate:       {"Aftal en ny dag.", "Agree on a new day."},
	EndFollowUp:      {"Spørg, hvordan det går.", "Ask how it goes."},
	EndJobEffort:     {"Tilføj noget, der peger mod et job.", "Add something that points to a job."},
	EndSee:           {"Læs det, der er skrevet.", "Read what was written."},
	EndAdjust:        {"Lav det om, og skriv hvordan.", "Change it, and write how."},
	EndSayWhether:    {"Sig, om det hjalp.", "Say whether it helped."},
	EndReply:         {"Svar på det, der er skrevet om planen.", "Answer what was written about the plan."},
	EndMeasure:       {"Svar på »Hvor langt er jeg?«.", "Answer \"How far have I come?\"."},
	EndBookMeasure:   {"Book et møde om det.", "Book a meeting about it."},
	EndConfirm:       {"Sig, om du kommer.", "Say whether you are coming."},
	EndCall:          {"Ring om mødet.", "Call about the meeting."},
	EndBookInterpret: {"Bestil en tolk.", "Book an interpreter."},
	EndReachOut:      {"Ræk en hånd ud.", "Reach out."},
	EndStart:         {"Sæt forløbet i gang.", "Start the effort."},
	EndShorten:       {"Ret slutdatoen.", "Change the end."},
	EndNote:          {"Skriv notatet.", "Write the note."},
	EndConference:    {"Lav udkastet sammen, eller stop udredningen.", "Make the draft together, or stop the assessment."},
	EndAnswerRights:  {"Svar på det, der skal rettes eller slettes.", "Answer what is to be corrected or erased."},
	EndRenew:         {"Forny det, eller lad det stoppe.", "Renew it, or let it stop."},
	EndTalkConsent:   {"Tal om det, og skriv ned, hvad der bliver sagt ja til.", "Talk about it, and write down what is agreed to."},
	EndHoldPlan:      {"Se, hvad der bliver slettet.", "See what is to be deleted."},
	EndAssign:        {"Giv borgeren en konsulent.", "Give the citizen a consultant."},
}

// Words say the deed.
func (e End) Words() Text { return endWords[e] }

// Of says whether a deed is the citizen's own, or the staff's. Some are both's.
func (e End) Of(citizen bool) bool {
	switch e {
	case EndSayWhether, EndSayWord, EndMeasure, EndConfirm, EndRenew:
		return citizen
	case EndSettle, EndKeep, EndNewDate, EndPlan:
		return true
	}
	return !citizen
}
