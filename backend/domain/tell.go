package domain

import (
	"strconv"
	"strings"
	"time"
)

// Tell says in plain Danish what a change did to an item, for the plan's history: a
// sentence for each thing that people would call one. Before is nil for a new item. A
// change that is no news (an order, that something was seen) gives none.
func Tell(before, after Item, now time.Time, name Naming) ([]string, error) {
	var out []string
	switch it := after.(type) {
	case *Plan:
		return tellPlan(planOf(before), it, now, name), nil
	case *PlanChange:
		old, _ := before.(*PlanChange)
		return tellAnswers(old, it, name), nil
	case *MeetingRequest:
		old, _ := before.(*MeetingRequest)
		return tellRequest(old, it, name), nil
	case *ContactAttempt:
		return tellAttempt(it), nil
	case *Event:
		return tellEvent(it), nil
	case *Story:
		old, _ := before.(*Story)
		return tellStory(old, it, name), nil
	case *Handover:
		old, _ := before.(*Handover)
		return tellHandover(old, it, name), nil
	case *Dream:
		if before == nil || TitleOf(before) != it.Text {
			words := kindWords[KindDream][0]
			if before != nil {
				words = kindWords[KindDream][1]
			}
			out = append(out, words+": "+ended(Shortened(it.Text, maxHead)))
		}
		return out, nil
	}
	if before == nil {
		what, _, err := Describe(nil, after, now, name)
		return []string{what}, err
	}
	head := ended(Shortened(TitleOf(after), maxHead))
	rest, special := apart(before, after)
	if special != "" {
		out = append(out, special+": "+head)
	}
	if s, ok := after.(*Step); ok {
		if old, ok := before.(*Step); ok && len(s.Ticks) > len(old.Ticks) {
			count := ""
			if s.Of > 0 {
				count = " " + strconv.Itoa(len(s.Ticks)) + " af " + strconv.Itoa(s.Of) + " gange."
			}
			out = append(out, "Flueben: "+head+count)
		}
	}
	if m, ok := after.(*Meeting); ok {
		if old, ok := before.(*Meeting); ok {
			out = append(out, tellMeeting(old, m, now, name)...)
		}
	}
	what, changes, err := Describe(rest, after, now, name)
	if len(changes) > 0 {
		out = append(out, what)
	}
	return out, err
}

// apart gives what a change of status is called, and the item before with the new status:
// what is left to be told.
func apart(before, after Item) (rest Item, special string) {
	b, err := FieldsOf(before)
	if err != nil {
		return before, ""
	}
	a, err := FieldsOf(after)
	if err != nil {
		return before, ""
	}
	was, is := Status(str(b["status"])), Status(str(a["status"]))
	k := after.Kind()
	switch {
	case was == is:
	case is == StatusDropped:
		special = "Lagt væk"
	case was == StatusDropped:
		special = "Taget frem igen"
	case is == StatusDone:
		special = "Skridt gjort"
	case was == StatusDone:
		special = "Skridt ikke gjort endnu"
	case is == StatusReached:
		special = "Mål nået"
	case is == StatusKept:
		special = "Aftale holdt"
	case is == StatusCancelled && k == KindMeeting:
		special = "Møde aflyst"
	case is == StatusHeld && k == KindMeeting:
		special = "Møde holdt"
	case is == StatusMoved && k == KindMeeting:
		special = "Møde flyttet"
	}
	if special == "" {
		return before, ""
	}
	for _, f := range []string{"status", "done_at", "reached_on", "closed_on"} {
		if b[f] = a[f]; a[f] == nil {
			delete(b, f)
		}
	}
	rest, err = b.Item(k)
	if err != nil {
		return before, special
	}
	return rest, special
}

func planOf(it Item) *Plan {
	p, _ := it.(*Plan)
	return p
}

func tellPlan(before, after *Plan, now time.Time, name Naming) []string {
	if before == nil {
		return []string{"Planen er oprettet."}
	}
	var out []string
	if after.Version > before.Version || after.Status == StatusActive && before.Status == StatusDraft {
		out = append(out, "Planen er aftalt. Det er udgave "+strconv.Itoa(after.Version)+".")
	}
	switch {
	case after.Ended() && !before.Ended():
		s := "Planen er afsluttet."
		if n := name(after.End.FollowUpBy); n != "" {
			s += " " + n + " ringer " + after.End.FollowUpOn.Danish(now) + "."
		}
		out = append(out, s)
	case before.Ended() && !after.Ended():
		out = append(out, "Planen er åbnet igen.")
	}
	if after.Title != before.Title {
		out = append(out, "Planen hedder nu: "+ended(after.Title))
	}
	if after.Aim != before.Aim && after.Aim != "" {
		out = append(out, "Det vil vi nå: "+ended(Shortened(after.Aim, maxHead)))
	}
	if n := name(after.Consultant); after.Consultant != before.Consultant && n != "" {
		out = append(out, "Ny konsulent: "+n+".")
	}
	if strings.Join(words(after.Board.Lanes), " ") != strings.Join(words(before.Board.Lanes), " ") || after.Board.Layout != before.Board.Layout {
		out = append(out, "Tavlen er ordnet på en ny måde.")
	}
	if strings.Join(words(after.Board.FocusGoals), " ") != strings.Join(words(before.Board.FocusGoals), " ") {
		var goals []string
		for _, g := range after.Board.FocusGoals {
			if n := name(g); n != "" {
				goals = append(goals, Shortened(n, maxPart))
			}
		}
		if len(goals) > 0 {
			out = append(out, "Mål i fokus: "+ended(strings.Join(goals, ", ")))
		}
	}
	return out
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

var answerWords = map[Answer]string{AnswerAgree: "Enig", AnswerDisagree: "Ikke enig", AnswerTalk: "Vil tale om det"}

// tellAnswers says what was told, answered and replied.
func tellAnswers(before, after *PlanChange, name Naming) []string {
	if before == nil {
		return []string{ended(after.What)}
	}
	var out []string
	about := ` Det handler om: "` + strings.TrimSuffix(Shortened(after.What, maxPart), ".") + `".`
	onPaper := after.Paper != nil && (before.Paper == nil || *before.Paper != *after.Paper)
	if after.CitizenAnswer != before.CitizenAnswer || after.CitizenComment != before.CitizenComment || onPaper {
		said := "Svar: "
		if after.Paper != nil {
			// Who saw it, and when, is what such an answer stands on.
			said = "Svar på papir " + after.Paper.On.Danish(time.Time{}) + ", set af " + after.Paper.Witness + ": "
		}
		said += answerWords[after.CitizenAnswer] + "."
		if after.CitizenComment != "" {
			said += ` "` + strings.TrimSuffix(Shortened(after.CitizenComment, maxHead), ".") + `".`
		}
		out = append(out, said+about)
	}
	if after.Reply != nil && (before.Reply == nil || before.Reply.Text != after.Reply.Text) {
		who := name(after.Reply.By)
		if who == "" {
			who = "Kommunen"
		}
		out = append(out, ended(who+" svarede: "+Shortened(after.Reply.Text, maxHead))+about)
	}
	return out
}
