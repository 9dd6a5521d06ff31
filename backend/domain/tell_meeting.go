package domain

import (
	"slices"
	"strings"
	"time"
)

var reasonWords = map[string]string{
	"sick": "Jeg er syg", "child_sick": "Mit barn er sygt", "treatment": "Jeg skal til læge eller på sygehuset", "work": "Jeg er på arbejde eller til jobsamtale",
	"transport": "Bussen kom ikke, eller bilen gik i stykker", "overwhelmed": "Jeg kan ikke overskue det i dag", "other": "Noget andet",
}

var wantsWords = map[string]string{
	"phone": "Jeg vil hellere tale i telefon", "walk": "Jeg vil gerne gå en tur i stedet", "home_visit": "Vil du komme hjem til mig?", "new_time": "Jeg vil gerne have en ny tid",
}

var alongWords = map[string]string{AlongComes: "kommer med", AlongDrives: "kører", AlongCannot: "kan ikke komme med"}

var wayWords = map[string]string{"phone": "Telefon", "message": "Besked", "letter": "Brev", "visit": "Besøg"}

// tellMeeting says what people answered to a meeting. What staff changed of it is told as
// of anything else.
func tellMeeting(before, after *Meeting, now time.Time, name Naming) []string {
	head := " " + ended(Shortened(after.Title, maxHead))
	var out []string
	say := func(what, words string) { out = append(out, what+":"+head+quoted(words)) }
	if a := after.Absence; a != nil && (before.Absence == nil || !a.ReportedAt.Equal(before.Absence.ReportedAt)) {
		out = append(out, "Kan ikke komme:"+head+" "+ended(reasonWords[a.Reason])+quoted(a.Text)+wish(a.Wants))
	} else if rsvpOf(after) != rsvpOf(before) && rsvpOf(after) == "yes" {
		say("Kommer", "")
	}
	if a := after.Absence; a != nil && a.AnsweredAt != nil && (before.Absence == nil || before.Absence.AnsweredAt == nil || before.Absence.Answer != a.Answer) {
		say(who(name, a.AnsweredBy)+" svarede på afbuddet", a.Answer)
	}
	if a := after.Absence; a != nil && len(a.Proposed) > 0 && (before.Absence == nil || len(before.Absence.Proposed) == 0) {
		var times []string
		for _, t := range a.Proposed {
			times = append(times, DanishTime(t.Start, now))
		}
		out = append(out, "Tider at vælge imellem:"+head+" "+ended(capital(Shortened(strings.Join(times, ", "), maxPart))))
	}
	switch p, was := after.PickUp, before.PickUp; {
	case p != nil && (was == nil || !p.AskedAt.Equal(was.AskedAt)):
		say("Vil gerne hentes", p.Words)
	case p != nil && p.Answer != "" && (p.Answer != was.Answer || p.Text != was.Text):
		say(map[string]string{"yes": "Bliver hentet", "no": "Kan ikke blive hentet"}[p.Answer], p.Text)
	case p == nil && was != nil:
		say("Vil ikke hentes alligevel", "")
	}
	for _, a := range after.Along {
		same := func(b Along) bool { return b.Who == a.Who && b.At.Equal(a.At) }
		if slices.ContainsFunc(before.Along, same) {
			continue
		}
		if n := name(a.Who); n != "" {
			say(n+" "+alongWords[a.Answer], "")
		}
	}
	if a := after.SummaryAnswer; a != nil && (before.SummaryAnswer == nil || *a != *before.SummaryAnswer) {
		if a.Status == SummaryCorrected {
			say("Det skal rettes, hvad vi talte om", a.Text)
		} else {
			say("Det passer, hvad vi talte om", "")
		}
	}
	if c := after.Cancelled; c != nil && before.Cancelled == nil && c.Why != "" {
		out = append(out, "Derfor er det aflyst:"+quoted(c.Why))
	}
	return out
}

func rsvpOf(m *Meeting) string {
	if m.RSVP == nil || m.RSVP.Status == "none" {
		return ""
	}
	return m.RSVP.Status
}

// quoted gives somebody's own words to follow a sentence; "" for none.
func quoted(words string) string {
	if strings.TrimSpace(words) == "" {
		return ""
	}
	return ` "` + strings.TrimSuffix(Shortened(words, maxHead), ".") + `".`
}

func wish(wants string) string {
	if wants == "" {
		return ""
	}
	return " " + ended(wantsWords[wants])
}

func who(name Naming, id ID) string {
	if n := name(id); n != "" {
		return n
	}
	return "Kommunen"
}

// tellRequest says what was asked, answered or taken back.
func tellRequest(before, after *MeetingRequest, name Naming) []string {
	if before == nil {
		asked := "Spurgte om et møde."
		if after.Call {
			return []string{"Bad om at blive ringet op." + quoted(after.Words)}
		}
		if after.When == RequestToday {
			asked = "Spurgte om et møde samme dag."
		}
		return []string{asked + quoted(after.Words)}
	}
	switch {
	case after.Call && after.AnsweredAt != nil && before.AnsweredAt == nil && after.Answer == "" && after.Meeting == "":
		return []string{who(name, after.AnsweredBy) + " har ringet."}
	case after.Call && after.Status == StatusWithdrawn && before.Status != StatusWithdrawn:
		return []string{"Vil ikke ringes op alligevel."}
	case after.Call && after.AnsweredAt != nil && before.AnsweredAt == nil:
		return []string{who(name, after.AnsweredBy) + " svarede om opkaldet." + quoted(after.Answer)}
	case after.Status == StatusWithdrawn && before.Status != StatusWithdrawn:
		return []string{"Trak spørgsmålet om et møde tilbage."}
	case after.AnsweredAt != nil && before.AnsweredAt == nil && after.Status == StatusYes:
		return []string{who(name, after.AnsweredBy) + " sagde ja til et møde." + quoted(after.Answer)}
	case after.AnsweredAt != nil && before.AnsweredAt == nil:
		return []string{who(name, after.AnsweredBy) + " kunne ikke mødes." + quoted(after.Answer)}
	case after.Words != before.Words || after.When != before.When:
		return []string{"Ændrede spørgsmålet om et møde." + quoted(after.Words)}
	}
	return nil
}

func tellAttempt(a *ContactAttempt) []string {
	reached := "Der var ikke kontakt."
	if a.Reached {
		reached = "Der var kontakt."
	}
	return []string{"Kommunen prøvede at få kontakt. " + ended(wayWords[a.How]) + " " + reached + quoted(a.Note)}
}
