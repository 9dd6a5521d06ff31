package notify

import (
	"time"

	"tavlen/backend/domain"
)

// words are what a notification says in one language.
type words struct{ title, body string }

// form is what belongs to a kind of notification.
type form struct {
	danish, english words
	path            string // the page it opens
	urgency         Urgency
}

// forms holds every text that can leave for a lock screen. No name, place, subject or
// diagnosis, and no place to put one.
var forms = map[domain.NotificationKind]form{
	domain.NotifyNewMessage: {
		danish:  words{"Du har en ny besked", "Åbn Tavlen for at læse den."},
		english: words{"You have a new message", "Open Tavlen to read it."},
		path:    "/beskeder", urgency: UrgencyHigh,
	},
	domain.NotifyMessageRecalled: {
		danish:  words{"En besked er fortrudt", "Åbn Tavlen for at se, om der er andet nyt."},
		english: words{"A message was taken back", "Open Tavlen to see whether there is other news."},
		path:    "/beskeder", urgency: UrgencyLow,
	},
	domain.NotifyMeetingTomorrow: {
		danish:  words{"Du har en aftale i morgen", "Åbn Tavlen for at se tid og sted."},
		english: words{"You have an appointment tomorrow", "Open Tavlen to see when and where."},
		path:    "/i-dag", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingSoon: {
		danish:  words{"Du har en aftale om lidt", "Åbn Tavlen for at se, hvor du skal hen."},
		english: words{"You have an appointment soon", "Open Tavlen to see where to go."},
		path:    "/i-dag", urgency: UrgencyHigh,
	},
	// Two days or more before: "tomorrow" and "om lidt" would both be untrue.
	domain.NotifyMeetingAhead: {
		danish:  words{"Du har en aftale snart", "Åbn Tavlen for at se tid og sted."},
		english: words{"You have an appointment coming up", "Open Tavlen to see when and where."},
		path:    "/i-dag", urgency: UrgencyNormal,
	},
	domain.NotifyPlanChanged: {
		danish:  words{"Der er nyt i din plan", "Se, hvad der er ændret."},
		english: words{"There is news in your plan", "See what has changed."},
		path:    "/aendringer", urgency: UrgencyHigh,
	},
	domain.NotifyPlanGoes: {
		danish:  words{"Noget bliver snart slettet", "Åbn Tavlen for at se hvad."},
		english: words{"Something will soon be deleted", "Open Tavlen to see what."},
		path:    "/mine-data", urgency: UrgencyNormal,
	},
	domain.NotifyPlanHeld: {
		danish:  words{"Noget bliver gemt i en anden tid", "Åbn Tavlen for at se hvad."},
		english: words{"Something is kept for another time", "Open Tavlen to see what."},
		path:    "/mine-data", urgency: UrgencyNormal,
	},
	domain.NotifyConsentEnds: {
		danish:  words{"Der er noget, du kan tage stilling til", "Åbn Tavlen for at se det."},
		english: words{"There is something for you to decide", "Open Tavlen to see it."},
		path:    "/mine-data", urgency: UrgencyNormal,
	},
	domain.NotifyConsentOver: {
		danish:  words{"Der er nyt om dine data", "Åbn Tavlen for at se det."},
		english: words{"There is news about your data", "Open Tavlen to see it."},
		path:    "/mine-data", urgency: UrgencyNormal,
	},
	domain.NotifyStaffConsentOver: {
		danish:  words{"Et samtykke er udløbet", "Åbn Tavlen for at se mere."},
		english: words{"A consent has run out", "Open Tavlen to see more."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyRightsAnswered: {
		danish:  words{"Du har fået svar", "Åbn Tavlen for at se det."},
		english: words{"You have an answer", "Open Tavlen to see it."},
		path:    "/mine-data", urgency: UrgencyHigh,
	},
	domain.NotifyStaffRights: {
		danish:  words{"En borger venter på svar", "Åbn Tavlen for at se hvad."},
		english: words{"A citizen waits for an answer", "Open Tavlen to see what."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyFlagSeen: {
		danish:  words{"Din besked er set", "Åbn Tavlen for at se svaret."},
		english: words{"Your message has been seen", "Open Tavlen to see the answer."},
		path:    "/virker-ikke", urgency: UrgencyHigh,
	},
	domain.NotifyFlagAnswered: {
		danish:  words{"Du har fået svar", "Åbn Tavlen for at se det."},
		english: words{"You have an answer", "Open Tavlen to see it."},
		path:    "/virker-ikke", urgency: UrgencyHigh,
	},
	domain.NotifyStepCheer: {
		danish:  words{"Godt gået!", "Du har nået et skridt."},
		english: words{"Well done!", "You have reached a step."},
		path:    "/tavlen", urgency: UrgencyLow,
	},
	domain.NotifyContactAsked: {
		danish:  words{"Nogen vil gerne have din hjælp", "Åbn Tavlen for at se hvad."},
		english: words{"Somebody would like your help", "Open Tavlen to see with what."},
		path:    "/i-dag", urgency: UrgencyHigh,
	},
	domain.NotifyContactTook: {
		danish:  words{"Nogen har sagt ja", "Åbn Tavlen, og sig, om det var den rigtige."},
		english: words{"Somebody has said yes", "Open Tavlen and say whether it was the right one."},
		path:    "/mine-folk", urgency: UrgencyHigh,
	},
	domain.NotifyFeedback: {
		danish:  words{"Nogen har svaret dig", "Åbn Tavlen for at læse det."},
		english: words{"Somebody has answered you", "Open Tavlen to read it."},
		path:    "/mine-folk", urgency: UrgencyNormal,
	},
	domain.NotifyContactNote: {
		danish:  words{"Der er nyt til dig", "Åbn Tavlen for at se det."},
		english: words{"There is news for you", "Open Tavlen to see it."},
		path:    "/mine-folk", urgency: UrgencyNormal,
	},
	domain.NotifyContactWrote: {
		danish:  words{"Du har en ny besked", "Åbn Tavlen for at læse den."},
		english: words{"You have a new message", "Open Tavlen to read it."},
		path:    "/mine-folk", urgency: UrgencyNormal,
	},
	domain.NotifyCitizenWrote: {
		danish:  words{"Du har en ny besked", "Åbn Tavlen for at læse den."},
		english: words{"You have a new message", "Open Tavlen to read it."},
		path:    "/mine-folk", urgency: UrgencyNormal,
	},
	domain.NotifyGlass: {
		danish:  words{"Der er nyt i din plan", "Åbn Tavlen for at se det."},
		english: words{"There is news in your plan", "Open Tavlen to see it."},
		path:    "/hvem-har-set", urgency: UrgencyHigh,
	},
	domain.NotifyStaffGlass: {
		danish:  words{"En kollega har set en plan", "Åbn Tavlen for at se hvorfor."},
		english: words{"A colleague has seen a plan", "Open Tavlen to see why."},
		path:    "/bord/noedadgang", urgency: UrgencyNormal,
	},
	domain.NotifyStaffHandover: {
		danish:  words{"En borger skifter konsulent", "Åbn Tavlen for at se hvem."},
		english: words{"A citizen changes consultant", "Open Tavlen to see who."},
		path:    "/bord/skift", urgency: UrgencyNormal,
	},
	domain.NotifyOfferAnswered: {
		danish:  words{"Du har fået svar", "Åbn Tavlen for at se det."},
		english: words{"You have an answer", "Open Tavlen to see it."},
		path:    "/mine-folk", urgency: UrgencyNormal,
	},
	domain.NotifyContactIn: {
		danish:  words{"Du er lukket ind", "Åbn Tavlen for at se mere."},
		english: words{"You have been let in", "Open Tavlen to see more."},
		path:    "/i-dag", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingNew: {
		danish:  words{"Du har fået en ny aftale", "Åbn Tavlen for at se tid og sted."},
		english: words{"You have a new appointment", "Open Tavlen to see when and where."},
		path:    "/moeder", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingMoved: {
		danish:  words{"En aftale er flyttet", "Åbn Tavlen for at se den nye tid."},
		english: words{"An appointment has been moved", "Open Tavlen to see the new time."},
		path:    "/moeder", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingCancelled: {
		danish:  words{"En aftale er aflyst", "Åbn Tavlen for at se hvilken."},
		english: words{"An appointment is called off", "Open Tavlen to see which."},
		path:    "/moeder", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingAnswered: {
		danish:  words{"Du har fået svar om en aftale", "Åbn Tavlen for at læse det."},
		english: words{"You have an answer about an appointment", "Open Tavlen to read it."},
		path:    "/moeder", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingRideGone: {
		danish:  words{"Dit lift til en aftale gælder ikke mere", "Åbn Tavlen for at se hvilken."},
		english: words{"Your lift to an appointment is off", "Open Tavlen to see which."},
		path:    "/moeder", urgency: UrgencyHigh,
	},
	domain.NotifyRequestAnswered: {
		danish:  words{"Du har fået svar på dit spørgsmål", "Åbn Tavlen for at læse det."},
		english: words{"Your question has been answered", "Open Tavlen to read it."},
		path:    "/moeder", urgency: UrgencyHigh,
	},
	domain.NotifyMeetingSummary: {
		danish:  words{"Det, I talte om, er skrevet ned", "Åbn Tavlen, og sig, om det passer."},
		english: words{"What you talked about is written down", "Open Tavlen and say whether it is right."},
		path:    "/moeder", urgency: UrgencyNormal,
	},
	// Not who, nor that somebody is ill: a colleague may see the screen.
	domain.NotifyStaffAbsence: {
		danish:  words{"En borger kan ikke komme", "Åbn Tavlen, og svar."},
		english: words{"A citizen cannot come", "Open Tavlen and answer."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffRequest: {
		danish:  words{"En borger spørger om et møde", "Åbn Tavlen, og svar."},
		english: words{"A citizen asks for a meeting", "Open Tavlen and answer."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffMeeting: {
		danish:  words{"Der er nyt om et møde", "Åbn Tavlen."},
		english: words{"There is news about a meeting", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyUnanswered: {
		danish:  words{"En borger venter på dit svar", "Åbn Tavlen, og svar."},
		english: words{"A citizen waits for your answer", "Open Tavlen and answer."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyUnansweredDeputy: {
		danish:  words{"En borger venter på svar fra din kollega", "Åbn Tavlen."},
		english: words{"A citizen waits for a colleague to answer", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyUnansweredLead: {
		danish:  words{"En borger har ventet længe på svar", "Åbn Tavlen."},
		english: words{"A citizen has waited long for an answer", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffCallAsked: {
		danish:  words{"En borger vil gerne ringes op", "Åbn Tavlen, og svar."},
		english: words{"A citizen asks to be called", "Open Tavlen and answer."},
		path:    "/bord/ringeliste", urgency: UrgencyHigh,
	},
	domain.NotifyConsultantChanged: {
		danish:  words{"Der er nyt om din konsulent", "Åbn Tavlen for at læse det."},
		english: words{"There is news about your consultant", "Open Tavlen to read it."},
		path:    "/beskeder", urgency: UrgencyHigh,
	},
	domain.NotifyStaffFlag: {
		danish:  words{"En borger har skrevet, at noget ikke virker", "Åbn Tavlen."},
		english: words{"A citizen has written that something does not work", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffEnd: {
		danish:  words{"Et forløb slutter snart uden en plan for, hvad der så skal ske", "Åbn Tavlen."},
		english: words{"An effort ends soon without a plan for what comes then", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyEndWord: {
		danish:  words{"Du bliver spurgt om noget", "Åbn Tavlen for at svare."},
		english: words{"You are asked something", "Open Tavlen to answer."},
		path:    "/i-dag", urgency: UrgencyHigh,
	},
	domain.NotifyStoryAsked: {
		danish:  words{"Du bliver spurgt om noget", "Åbn Tavlen. Du kan altid sige nej."},
		english: words{"You are asked something", "Open Tavlen. You can always say no."},
		path:    "/min-historie", urgency: UrgencyNormal,
	},
	domain.NotifyStaffStory: {
		danish:  words{"En borger har svaret dig", "Åbn Tavlen for at se svaret."},
		english: words{"A citizen has answered you", "Open Tavlen to see the answer."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyStoryIsOver: {
		danish:  words{"Noget, du har hentet, skal tages ned", "Åbn Tavlen for at se hvad."},
		english: words{"Something you fetched is to be taken down", "Open Tavlen to see what."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffStart: {
		danish:  words{"Noget, der er ventet på, er slut", "Åbn Tavlen, og sæt det næste i gang."},
		english: words{"Something that was waited for has ended", "Open Tavlen and start what comes next."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffFollowUp: {
		danish:  words{"Du skal ringe til en borger", "Åbn Tavlen for at se hvornår."},
		english: words{"You are to call a citizen", "Open Tavlen to see when."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyStaffWaits: {
		danish:  words{"Noget har ventet for længe", "Åbn Tavlen."},
		english: words{"Something has waited too long", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyStaffSilence: {
		danish:  words{"Det er længe siden, du har haft kontakt med en borger", "Åbn Tavlen."},
		english: words{"It is long since you were in touch with a citizen", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyStaffAnswer: {
		danish:  words{"En borger har svaret på en ændring", "Åbn Tavlen."},
		english: words{"A citizen has answered a change", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffReport: {
		danish:  words{"En borger har brug for dig", "Åbn Tavlen for at se hvorfor."},
		english: words{"A citizen needs you", "Open Tavlen to see why."},
		path:    "/bord", urgency: UrgencyHigh,
	},
	domain.NotifyStaffWish: {
		danish:  words{"En borger har spurgt om noget", "Åbn Tavlen."},
		english: words{"A citizen has asked about something", "Open Tavlen."},
		path:    "/bord", urgency: UrgencyNormal,
	},
	domain.NotifyStaffCall: {
		danish:  words{"En borger skal ringes op", "Åbn Tavlen."},
		english: words{"A citizen is to be called", "Open Tavlen."},
		path:    "/bord/ringeliste", urgency: UrgencyHigh,
	},
	// Not what was asked about: it may be help that nobody else knows of.
	domain.NotifyWishAnswered: {
		danish:  words{"Du har fået et svar", "Åbn Tavlen for at læse det."},
		english: words{"You have an answer", "Open Tavlen to read it."},
		path:    "/hjaelp", urgency: UrgencyHigh,
	},
	domain.NotifyNewDevice: {
		danish:  words{"Der er logget ind på en ny telefon", "Er det ikke dig, så log de andre ud i Tavlen."},
		english: words{"Someone signed in on a new phone", "If it is not you, sign the others out in Tavlen."},
		path:    "/mere", urgency: UrgencyHigh,
	},
	domain.NotifyReachChanged: {
		danish:  words{"Dine kontaktoplysninger er ændret", "Er det ikke dig, så ring til din konsulent."},
		english: words{"Your contact details were changed", "If it was not you, call your consultant."},
		path:    "/paamindelser", urgency: UrgencyHigh,
	},
	domain.NotifyFormerPhone: {
		danish:  words{"Dine kontaktoplysninger er ændret", "Er det ikke dig, så ring til din konsulent."},
		english: words{"Your contact details were changed", "If it was not you, call your consultant."},
		path:    "/paamindelser", urgency: UrgencyHigh,
	},
	domain.NotifyFormerEmail: {
		danish:  words{"Dine kontaktoplysninger er ændret", "Er det ikke dig, så ring til din konsulent."},
		english: words{"Your contact details were changed", "If it was not you, call your consultant."},
		path:    "/paamindelser", urgency: UrgencyHigh,
	},
	domain.NotifyTest: {
		danish:  words{"Det virker", "Sådan får du besked fra Tavlen."},
		english: words{"It works", "This is how Tavlen lets you know."},
		path:    "/i-dag", urgency: UrgencyHigh,
	},
}

// Text gives the words of a kind of notification in a language: "en" is English,
// everything else Danish. ok is false for a kind that has none.
func Text(kind domain.NotificationKind, language string) (title, body string, ok bool) {
	f, ok := forms[kind]
	w := f.danish
	if language == "en" {
		w = f.english
	}
	return w.title, w.body, ok
}

// letterText gives the words of an SMS, and of a mail's one paragraph. The time of day of a
// meeting stands in the reminder of the day before and nowhere else; never its place.
func letterText(l Letter, link string) (string, bool) {
	title, _, ok := Text(l.Kind, l.Language)
	if !ok {
		return "", false
	}
	english := l.Language == "en"
	if l.Kind == domain.NotifyMeetingTomorrow && !l.MeetingAt.IsZero() {
		at := l.MeetingAt.In(domain.Copenhagen).Format("15.04")
		if english {
			return "Remember your appointment tomorrow at " + at + ". See more in Tavlen: " + link, true
		}
		return "Husk din aftale i morgen kl. " + at + ". Se mere i Tavlen: " + link, true
	}
	if last := title[len(title)-1]; last != '!' && last != '?' {
		title += "."
	}
	if english {
		return title + " See more in Tavlen: " + link, true
	}
	return title + " Se mere i Tavlen: " + link, true
}

// Letter is what to tell by SMS or e-mail. As with a push there is no field for anything
// personal but where it goes.
type Letter struct {
	Kind     domain.NotificationKind
	Language string // "da" or "en"; anything else is Danish
	// To is a number (E.164) or a mail address.
	To string
	// Reference is the same for every try to send the same thing to the same person: what
	// a gateway or mailbox can tell doubles by.
	Reference string
	// MeetingAt is when the meeting begins that a reminder is about; zero: none.
	MeetingAt time.Time
}
