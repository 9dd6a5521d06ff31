package attention

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// talk is when the two sides last spoke to each other.
type talk struct {
	// byStaff is the last human contact from the consultant or who stood in for her. What a
	// program sends is none (requirement C8).
	byStaff time.Time
	// byCitizen is the last sign of the citizen: a word, an answer, a reading, a meeting held.
	byCitizen time.Time
	// outreach is the last time that the consultant tried to reach the citizen, reached or not.
	outreach time.Time
}

// talked reads the last contacts from everything that shows one. What lies ahead of now is not yet.
func (e *evaluation) talked() talk {
	var t talk
	seen := func(at *time.Time, when time.Time) {
		if !when.After(e.now) {
			*at = later(*at, when)
		}
	}
	maybe := func(at *time.Time, when *time.Time) {
		if when != nil {
			seen(at, *when)
		}
	}
	citizen := e.facts.Citizen.ID
	consultant := func(person domain.ID) bool {
		return person != "" && (person == e.plan.Consultant || e.facts.People[person].Role == domain.RoleConsultant)
	}
	if c := e.facts.Citizen.Citizen; c != nil {
		maybe(&t.byCitizen, c.LastOpenedApp)
	}
	for c := range e.facts.Contacts(e.now) {
		if c.By == "" || consultant(c.By) {
			seen(&t.byStaff, c.At)
		}
	}
	for _, m := range e.facts.Messages {
		switch {
		case m.RecalledAt != nil:
		case m.MessageKind == "call_log", m.From == citizen:
			seen(&t.byCitizen, m.At)
		case m.From != domain.System:
			maybe(&t.byCitizen, m.ReadAt)
		}
	}
	for _, r := range e.facts.Records {
		switch it := r.Item.(type) {
		case *domain.Meeting:
			if it.Status == domain.StatusHeld {
				seen(&t.byCitizen, it.End)
			}
			if it.RSVP != nil {
				maybe(&t.byCitizen, it.RSVP.At)
			}
		case *domain.ContactAttempt:
			if it.Reached {
				seen(&t.byCitizen, it.At)
			}
			if consultant(it.By) {
				seen(&t.outreach, it.At)
			}
		case *domain.Checkin:
			seen(&t.byCitizen, it.At)
		case *domain.Flag:
			seen(&t.byCitizen, it.At)
			maybe(&t.byCitizen, it.ResolvedAt)
		case *domain.PlanChange:
			maybe(&t.byCitizen, it.SeenByCitizenAt)
			maybe(&t.byCitizen, it.AnsweredAt)
		case *domain.MeetingRequest:
			seen(&t.byCitizen, it.At)
		case *domain.Wish:
			seen(&t.byCitizen, it.At)
		case *domain.Measurement:
			if it.Role == "citizen" {
				seen(&t.byCitizen, it.On.Start())
			}
		}
	}
	t.outreach = later(t.outreach, t.byStaff)
	return t
}

// consultantSince is when the citizen got her consultant, or a plan was agreed on, if nobody wrote that down.
func (e *evaluation) consultantSince() domain.Date {
	if c := e.facts.Citizen.Citizen; c != nil && c.ConsultantSince.Valid() && c.ConsultantSince != "" {
		return c.ConsultantSince
	}
	if e.plan.AgreedOn.Valid() {
		return e.plan.AgreedOn
	}
	return ""
}

// silence is that the citizen has not heard from her consultant for too long. A new
// consultant has as long to say hello.
func (e *evaluation) silence() {
	last := e.heardOn()
	if last == "" || e.plan.Consultant == "" {
		return
	}
	limit := count(e.limits.Rules[Silence].Amber)
	days := daysBetween(last, e.today)
	e.raise(finding{
		alert: Alert{Rule: Silence, Subject: e.head(), Owner: e.plan.Consultant, Days: days, Limit: limit,
			Words: silenceWords(e.name(e.plan.Consultant), days, limit), Ends: []End{EndContact}},
		occasion: string(last), steps: e.after(Silence, last), heard: true,
	})
}

// citizenQuiet is that nothing was heard or seen of the citizen for a while. It asks the
// consultant to reach out in the way that was agreed, and does nothing else: no level
// but the first, and nobody else is told. That she tried lets it rest as long again.
func (e *evaluation) citizenQuiet() {
	last := later(e.talk.byCitizen, e.talk.outreach)
	base := e.consultantSince()
	if !last.IsZero() {
		base = max(base, domain.DateOf(last))
	}
	if base == "" {
		return
	}
	seen := base
	if !e.talk.byCitizen.IsZero() {
		seen = domain.DateOf(e.talk.byCitizen)
	}
	days := daysBetween(seen, e.today)
	words := quietWords(days)
	if c := e.facts.Citizen.Citizen; c != nil {
		words.Suggest = suggestion(c.Agreement)
	}
	steps := e.after(CitizenQuiet, base)
	e.raise(finding{
		alert:    Alert{Rule: CitizenQuiet, Subject: e.head(), Owner: e.plan.Consultant, Days: days, Words: words, Ends: []End{EndReachOut}},
		occasion: string(base), steps: ladder{info: steps.info, amber: steps.amber}, hush: true,
	})
}

// unanswered is a message of the citizen that nobody has answered: one alert a thread, of
// the oldest one. What belongs to a confidential department stays with those two.
func (e *evaluation) unanswered() {
	for _, t := range e.facts.Threads {
		m, ok := e.waitingIn(t.ID)
		staff := e.staffIn(t)
		if !ok || staff == "" {
			continue
		}
		e.raise(finding{
			alert: Alert{Rule: Unanswered, Subject: domain.Ref{Kind: KindMessage, ID: m.ID}, Thread: t.ID, Owner: staff,
				Words: unansweredWords(e.name(staff), m.At, e.now), Ends: []End{EndAnswer}},
			steps: e.working(Unanswered, staff, m.At), owners: []domain.ID{staff}, only: t.Confidential, seenAs: e.head(), heard: true,
		})
	}
}

// waitingIn gives the first of the citizen's messages in a thread that came after staff's last word.
func (e *evaluation) waitingIn(thread domain.ID) (domain.Message, bool) {
	var first domain.Message
	waits := false
	for _, m := range e.facts.Messages {
		switch {
		case m.Thread != thread || m.RecalledAt != nil || m.At.After(e.now):
		case m.MessageKind == "call_log":
			waits = false
		case m.From == e.facts.Citizen.ID:
			if !waits {
				first, waits = m, true
			}
		case m.From != domain.System:
			waits = false
		}
	}
	// Whoever was spoken to has been answered, though not in writing.
	if t, ok := e.thread(thread); ok && waits && slices.Contains(t.Between, e.plan.Consultant) && e.spokenSince(first.At) {
		return first, false
	}
	return first, waits
}

// spokenSince says whether the consultant's side has reached the citizen in person since.
func (e *evaluation) spokenSince(at time.Time) bool {
	return slices.ContainsFunc(of[*domain.ContactAttempt](e.facts.Records), func(t thing[*domain.ContactAttempt]) bool {
		return t.Item.Reached && t.Item.At.After(at) && !t.Item.At.After(e.now) && e.facts.People[t.Item.By].Role == domain.RoleConsultant
	})
}

func (e *evaluation) thread(id domain.ID) (domain.Thread, bool) {
	i := slices.IndexFunc(e.facts.Threads, func(t domain.Thread) bool { return t.ID == id })
	if i < 0 {
		return domain.Thread{}, false
	}
	return e.facts.Threads[i], true
}

// staffIn is who of the staff a thread is with: the consultant where she is in it.
func (e *evaluation) staffIn(t domain.Thread) domain.ID {
	if slices.Contains(t.Between, e.plan.Consultant) {
		return e.plan.Consultant
	}
	for _, p := range t.Between {
		if e.facts.People[p].Role.Staff() {
			return p
		}
	}
	return ""
}

// consultantMissing is that the citizen has nobody. It is the lead's to end.
func (e *evaluation) consultantMissing() {
	if e.facts.People[e.plan.Consultant].Role == domain.RoleConsultant || e.plan.Citizen == "" {
		return
	}
	e.raise(finding{
		alert: Alert{Rule: NoConsultant, Subject: e.head(), Words: noConsultantWords(), Ends: []End{EndAssign}},
		steps: e.steps(NoConsultant, func(int) time.Time { return e.noted() }), heard: true,
	})
}

// noted is the first day that the plan tells of, for what has no day of its own.
func (e *evaluation) noted() time.Time {
	if d := e.consultantSince(); d != "" {
		return d.Start()
	}
	return time.Unix(0, 0)
}

// head names the plan itself.
func (e *evaluation) head() domain.Ref { return domain.Ref{Kind: domain.KindPlan, ID: e.facts.Plan} }
