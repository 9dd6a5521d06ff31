package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// readLog remembers which readings are in the audit already: one line per session, plan,
// purpose and day is what a citizen can make sense of.
type readLog struct {
	mu   sync.Mutex
	seen map[readKey]bool
}

type readKey struct {
	session, plan domain.ID
	what          string
	purpose       Purpose
	day           domain.Date
}

// Purpose is why staff look at a plan. Free words would stand in an address, and could
// fill the citizen's log with anything.
type Purpose string

// purposes are the words that the citizen reads.
var purposes = map[Purpose]string{
	"": "", "follow_up": "Opfølgning", "meeting": "Forberedelse af et møde", "message": "Svar på en besked", "deputy": "Afløser", "handover": "Ny konsulent",
}

// What was read, in the words of the citizen's log.
const (
	readPlan      = "Åbnede planen"
	readPaper     = "Hentede planen på papir"
	readHistory   = "Læste planens historie"
	readMeeting   = "Hentede et møde til sin kalender"
	readFeed      = "Fik jeres møder i sin egen kalender"
	readMessages  = "Læste beskeder"
	readList      = "Så navn, næste møde, sidste kontakt og hvad der venter, på sin liste"
	readHandover  = "Så, hvem der skifter konsulent"
	readEnded     = "Så, hvornår planen bliver slettet"
	readCalls     = "Så, hvem der skal ringes til"
	readWaits     = "Så, hvad der venter på planen"
	readQueue     = "Så, hvad der venter, på sin liste"
	readBrief     = "Så et kort overblik over planen, før I taler sammen"
	readHours     = "Så dine timer med løn"
	readWeek      = "Så dine møder og frister i sin kalender"
	readSparring  = "Så sine egne spørgsmål til kollegerne"
	readGlassList = "Så, hvem der har set din plan uden at arbejde med dig"
	readReach     = "Så, om du kan få besked på telefonen"
)

const maxReadLog = 20000

func newReadLog() *readLog { return &readLog{seen: map[readKey]bool{}} }

// logRead writes who of the staff looked, before they see anything (GDPR art. 15; the
// citizen can read it). If it cannot be written there is no answer.
func (a *App) logRead(ctx context.Context, actor access.Actor, what string, purpose Purpose, rel access.RelationKind, plan domain.ID) error {
	switch rel {
	case access.RelationCitizen:
		return nil
	case access.RelationContact:
		purpose = "" // a contact looks because he was invited
	}
	return a.logReads(ctx, actor, what, purpose, plan)
}

// logReads logs one sort of reading of several plans, those that are not in the log yet.
func (a *App) logReads(ctx context.Context, actor access.Actor, what string, purpose Purpose, plans ...domain.ID) error {
	now := a.clock.Now()
	key := func(plan domain.ID) readKey {
		return readKey{actor.Session, plan, what, purpose, domain.DateOf(now)}
	}
	a.reads.mu.Lock()
	fresh := slices.DeleteFunc(slices.Clone(plans), func(p domain.ID) bool { return a.reads.seen[key(p)] })
	a.reads.mu.Unlock()
	if len(fresh) == 0 {
		return nil
	}
	slices.Sort(fresh) // one order for all who lock several plans
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		role, err := readingAs(tx, actor)
		if err != nil {
			return err
		}
		for _, plan := range fresh {
			head, err := tx.Plan(plan)
			if err != nil {
				return err
			}
			d := store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "read", Kind: domain.KindPlan, Item: plan, Rev: head.Rev,
				Words: &store.DeedWords{Role: role, What: what, Why: purposes[purpose]}}
			if err := tx.Audit(head, d); err != nil {
				return err
			}
			a.tellLooked(tx, actor, head)
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.reads.mu.Lock()
	defer a.reads.mu.Unlock()
	if len(a.reads.seen) >= maxReadLog {
		clear(a.reads.seen)
	}
	for _, plan := range fresh {
		a.reads.seen[key(plan)] = true
	}
	return nil
}

// readingAs gives what somebody is called at work, as it is when he reads: the log must go on to
// say so when he has become something else. One of the citizen's own people has no such name.
func readingAs(tx *store.Tx, actor access.Actor) (string, error) {
	if !actor.Role.Staff() {
		return "", nil
	}
	p, err := tx.Person(actor.Person)
	if err != nil || p.Title != "" {
		return p.Title, err
	}
	return workNames[actor.Role], nil
}

// workNames are for staff who have no title of their own.
var workNames = map[domain.Role]string{domain.RoleConsultant: "Borgerkonsulent", domain.RoleProfessional: "Fagperson", domain.RoleTeamLead: "Leder", domain.RoleAdmin: "Administrator"}

// tellLooked has the citizen's open phones ask again who has looked. Of her own people they hear
// nothing: it would tell her the moment at which one of them is at his phone.
func (a *App) tellLooked(tx *store.Tx, actor access.Actor, head store.PlanHead) {
	if a.wake == nil || a.muted || !actor.Role.Staff() {
		return
	}
	tx.Tell(store.Signal{Plan: head.ID, Noticed: true, To: head.Citizen})
	tx.After(func() { a.wake.Noticed(head.ID, []domain.ID{head.Citizen}) })
}

// ImportRead keeps a logged reading of an earlier time, with the words it was logged in.
func (a *App) ImportRead(ctx context.Context, plan, person domain.ID, when time.Time, words store.DeedWords) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		return tx.Audit(head, store.Deed{At: when, Person: person, Action: "read", Kind: domain.KindPlan, Item: plan, Rev: head.Rev, Words: &words})
	})
}
