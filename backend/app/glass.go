package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// BreakGlass is that a member of the staff must see the plan of a citizen whom he does not work
// with. He names her by her id, as it stands where he was told of her, or by her whole name and the
// day she was born: this is no search.
type BreakGlass struct {
	ID      domain.ID
	Citizen domain.ID
	Name    string
	Born    domain.Date
	Reason  domain.GlassReason
	Words   string
}

// wish is all that is asked for: the same id with anything else is another wish.
func (in BreakGlass) wish() string {
	doc, _ := json.Marshal(in) // texts only: cannot fail
	return string(doc)
}

// Glass is a look at one plan, to read it and nothing else, until an instant.
type Glass struct {
	ID      domain.ID          `json:"id"`
	Plan    domain.ID          `json:"plan"`
	Citizen CitizenName        `json:"citizen"`
	Reason  domain.GlassReason `json:"reason" enum:"danger,away,escalated,complaint"`
	Words   string             `json:"words"`
	At      time.Time          `json:"at"`
	Until   time.Time          `json:"until"`
	// By, Name and Role are who looks; left out to himself.
	By   domain.ID `json:"by,omitempty"`
	Name string    `json:"name,omitempty"`
	Role string    `json:"role,omitempty"`
}

// GlassView is a plan as it is seen so, with the newest of what the citizen and her consultant
// wrote to each other, the oldest first.
type GlassView struct {
	Glass    Glass           `json:"glass"`
	Plan     json.RawMessage `json:"plan"`
	Messages []GlassMessage  `json:"messages"`
}

// GlassMessage is one message of theirs. What was sent with it is not shown.
type GlassMessage struct {
	ID       domain.ID `json:"id"`
	At       time.Time `json:"at"`
	From     domain.ID `json:"from"`
	Text     string    `json:"text"`
	Recalled bool      `json:"recalled,omitempty"`
	Enclosed bool      `json:"enclosed,omitempty" doc:"a picture, a drawing or a sound was sent with it"`
}

// What the citizen reads of it.
const (
	readBroke = "Åbnede din plan uden at arbejde med dig"
	readGlass = "Læste i din plan uden at arbejde med dig"
)

// glassKept is for how long a consultant is shown who looked at her citizens' plans.
const glassKept = 30 * 24 * time.Hour

// glassDay is the time in which tries are counted.
const glassDay = 24 * time.Hour

// glassMessages is how many of the newest messages are shown.
const glassMessages = 30

// BreakGlass opens one plan for reading. Whoever asked gets the same answer for a citizen who is
// not there as for one named wrongly, and both count. The citizen is told at once, and her
// consultant. The same id gives the same look again, and no longer one.
func (a *App) BreakGlass(ctx context.Context, actor access.Actor, in BreakGlass) (Glass, error) {
	in.Name, in.Words = strings.Join(strings.Fields(in.Name), " "), strings.Join(strings.Fields(in.Words), " ")
	g := domain.Glass{ID: in.ID, Person: actor.Person, Reason: in.Reason, Words: in.Words}
	switch {
	case !access.BreaksGlass(actor):
		return Glass{}, domain.ErrForbidden
	case !in.ID.Valid():
		return Glass{}, domain.ErrNotFound
	}
	if err := g.Validate(); err != nil {
		return Glass{}, err
	}
	if in.Citizen == "" && (in.Name == "" || in.Born == "" || !in.Born.Valid()) {
		return Glass{}, refused("name", "Skriv hele navnet og fødselsdagen.")
	}
	found := false
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		found = false
		if plan, sent, err := tx.GlassSent(in.ID, actor.Person, in.wish()); err != nil || sent {
			found = plan != ""
			return err
		}
		var err error
		found, err = a.breakGlass(tx, actor, g, in)
		return err
	})
	if err == nil && !found {
		err = domain.ErrNotFound
	}
	if err != nil {
		return Glass{}, err
	}
	out, _, _, err := a.lookThrough(ctx, actor, in.ID)
	return out, err
}

func (a *App) breakGlass(tx *store.Tx, actor access.Actor, g domain.Glass, in BreakGlass) (found bool, err error) {
	now := a.clock.Now()
	// Before it is counted: it lets one after the other count, and is undone with a refusal.
	if err := tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "break_glass", Kind: "glass", Item: g.ID}); err != nil {
		return false, err
	}
	sets, err := a.thresholdsIn(tx)
	if err != nil {
		return false, err
	}
	counts := sets.At(domain.DateOf(now), domain.Person{}).Counts
	tried, oldest, err := tx.CountGlass(actor.Person, now.Add(-glassDay))
	if err != nil {
		return false, err
	}
	if tried >= *counts.GlassPerDay {
		return false, errGlassSpent(oldest.Add(glassDay).Sub(now))
	}
	citizen := in.Citizen
	if citizen == "" {
		if citizen, err = tx.CitizenBorn(in.Name, in.Born); err != nil {
			return false, err
		}
	}
	head, err := tx.PlanOf(citizen)
	if errors.Is(err, domain.ErrNotFound) {
		return false, tx.AddGlassTry(g.ID, actor.Person, now, in.wish())
	}
	if err == nil {
		head, err = tx.Plan(head.ID) // locks the plan's chain
	}
	if err != nil {
		return false, err
	}
	if _, v, err := a.viewer(tx, actor, head.ID); err == nil && v.IsConsultant() {
		return false, refused("citizen", "Du arbejder allerede med borgeren. Åbn planen fra din liste.")
	} else if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return false, err
	}
	g.Plan, g.At, g.Until = head.ID, now, now.Add(time.Duration(*counts.GlassMinutes)*time.Minute)
	if err := tx.AddGlass(head, g, in.wish()); err != nil {
		return false, err
	}
	if err := a.logGlass(tx, actor, head, g, readBroke); err != nil {
		return false, err
	}
	return true, a.tellGlass(tx, head, g)
}

// errGlassSpent says after how long one may try again.
func errGlassSpent(wait time.Duration) error {
	return &domain.Error{Code: domain.CodeRateLimited, Detail: "Du har gjort det for mange gange i dag. Ring til en, der arbejder med borgeren.", RetryAfter: max(1, int((wait+time.Second-1)/time.Second))}
}

// logGlass writes a line in the citizen's log; every one of them, however often.
func (a *App) logGlass(tx *store.Tx, actor access.Actor, head store.PlanHead, g domain.Glass, what string) error {
	role, err := readingAs(tx, actor)
	if err != nil {
		return err
	}
	until := g.Until.UTC()
	a.tellLooked(tx, actor, head)
	return tx.Audit(head, store.Deed{At: a.clock.Now(), Person: actor.Person, Session: actor.Session, Action: "read", Kind: domain.KindPlan, Item: head.ID, Rev: head.Rev,
		Words: &store.DeedWords{Role: role, What: what, Why: g.Why(), Until: &until}})
}

// tellGlass tells the citizen, her consultant and who stands in for the consultant.
func (a *App) tellGlass(tx *store.Tx, head store.PlanHead, g domain.Glass) error {
	if err := a.notify(tx, head.ID, head.Citizen, domain.NotifyGlass, g.ID, g.At); err != nil {
		return err
	}
	tied, err := tx.Relations(head.ID)
	if err != nil {
		return err
	}
	for _, r := range tied {
		if (r.Relation.Kind == access.RelationConsultant || r.Relation.Kind == access.RelationDeputy) && r.Relation.Live(g.At) {
			if err := a.notify(tx, head.ID, r.Person, domain.NotifyStaffGlass, g.ID, g.At); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookThrough finds a look of the actor's that is not over, with the plan that it is at.
func (a *App) lookThrough(ctx context.Context, actor access.Actor, id domain.ID) (out Glass, v access.Viewer, s *state, err error) {
	house, err := a.House(ctx)
	if err != nil {
		return out, v, nil, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		now := a.clock.Now()
		head, rel, g, err := tx.Glass(id, access.GlassScope(actor, now))
		v = access.Viewer{Actor: actor, Relation: rel}
		if err == nil && !v.MayLook(now) {
			err = domain.ErrNotFound
		}
		if err != nil {
			return err
		}
		if s, err = a.load(tx, head, house.Departments); err != nil {
			return err
		}
		out = s.glass(g)
		return nil
	})
	return out, v, s, err
}

func (s *state) glass(g domain.Glass) Glass {
	p := s.persons[s.head.Citizen]
	return Glass{ID: g.ID, Plan: g.Plan, Citizen: CitizenName{ID: p.ID, Name: p.Name, PreferredName: p.CalledName()}, Reason: g.Reason, Words: g.Words, At: g.At.UTC(), Until: g.Until.UTC()}
}

// GetGlass gives the plan as it is seen so. Each time stands in the citizen's log before the answer.
func (a *App) GetGlass(ctx context.Context, actor access.Actor, id domain.ID) (GlassView, error) {
	g, v, s, err := a.lookThrough(ctx, actor, id)
	if err != nil {
		return GlassView{}, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return GlassView{}, err
	}
	now := a.clock.Now()
	plan, err := a.render(s, v, house, now)
	if err != nil {
		return GlassView{}, err
	}
	out := GlassView{Glass: g, Plan: plan.Body, Messages: []GlassMessage{}}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		head, _, kept, err := tx.Glass(id, access.GlassScope(actor, now))
		if err != nil {
			return err
		}
		if out.Messages, err = glassTalk(tx, s, v, now); err != nil {
			return err
		}
		return a.logGlass(tx, actor, head, kept, readGlass)
	})
	if err != nil {
		return GlassView{}, err
	}
	return out, nil
}

// glassTalk gives the newest words of the citizen and her consultant.
func glassTalk(tx *store.Tx, s *state, v access.Viewer, now time.Time) ([]GlassMessage, error) {
	out := []GlassMessage{}
	threads, err := tx.Threads(s.head.ID)
	if err != nil {
		return nil, err
	}
	for _, t := range threads {
		if !access.GlassThread(v, t, s.consultant(now), now) {
			continue
		}
		words, _, err := tx.Messages(s.head, t.ID, "", glassMessages)
		if err != nil {
			return nil, err
		}
		for _, m := range words {
			out = append(out, GlassMessage{ID: m.ID, At: m.At.UTC(), From: m.From, Text: m.Text, Recalled: m.RecalledAt != nil, Enclosed: m.Attachment != nil})
		}
	}
	return out, nil
}

// GlassList is who looked at a consultant's citizens' plans, the newest first.
type GlassList struct {
	Looks []Glass `json:"looks"`
}

// ListGlass gives a consultant who looked at the plans of her citizens without working with them,
// and why, in the last 30 days.
func (a *App) ListGlass(ctx context.Context, actor access.Actor) (GlassList, error) {
	out := GlassList{Looks: []Glass{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	var named []domain.ID
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		now := a.clock.Now()
		heads, rels, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil {
			return err
		}
		for i, head := range heads {
			if v := (access.Viewer{Actor: actor, Relation: rels[i]}); !v.MayReadGlass() {
				continue
			}
			looks, err := tx.GlassOn(head, now.Add(-glassKept))
			if err != nil {
				return err
			}
			if len(looks) == 0 {
				continue
			}
			s, err := a.load(tx, head, house.Departments)
			if err != nil {
				return err
			}
			for _, g := range looks {
				shown := s.glass(g)
				if g.Reason == domain.GlassComplaint {
					shown.Words = "" // it may be about whoever reads it here
				}
				by, err := tx.Person(g.Person)
				if err != nil {
					return err
				}
				shown.By, shown.Name, shown.Role = by.ID, by.Name, by.Title
				if shown.Role == "" {
					shown.Role = workNames[by.Role]
				}
				out.Looks = append(out.Looks, shown)
			}
			named = append(named, head.ID)
		}
		return nil
	}); err != nil {
		return GlassList{}, err
	}
	slices.SortStableFunc(out.Looks, func(x, y Glass) int { return y.At.Compare(x.At) })
	return out, a.logReads(ctx, actor, readGlassList, "", named...)
}
