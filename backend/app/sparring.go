package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// SparringList is what a team asks each other about, and what the reader keeps of it.
type SparringList struct {
	Cards []SparringView     `json:"cards" doc:"the newest first"`
	Notes []SparringNoteView `json:"notes"`
}

// SparringView is one card as its reader sees it.
type SparringView struct {
	ID     domain.ID `json:"id"`
	Author string    `json:"author" doc:"the name of who asks"`
	Mine   bool      `json:"mine"`
	At     time.Time `json:"at"`
	// Ends is when it is deleted.
	Ends time.Time `json:"ends"`
	domain.SparringCard
	Ideas []IdeaView `json:"ideas" doc:"the oldest first"`
	About *AboutWhom `json:"about,omitempty" doc:"for who asks, while she works with that citizen; nobody else is told"`
}

// AboutWhom names a citizen to who asked about her.
type AboutWhom struct {
	Plan domain.ID `json:"plan"`
	Name string    `json:"name"`
}

// IdeaView is one idea.
type IdeaView struct {
	ID        domain.ID `json:"id"`
	Author    string    `json:"author"`
	Mine      bool      `json:"mine"`
	At        time.Time `json:"at"`
	Text      string    `json:"text"`
	MayRemove bool      `json:"may_remove"`
	// Kept is that the reader keeps it for herself.
	Kept bool `json:"kept"`
}

// SparringNoteView is an idea that its reader keeps, and until when.
type SparringNoteView struct {
	ID    domain.ID `json:"id"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
	Ends  time.Time `json:"ends"`
	About AboutWhom `json:"about"`
}

// ListSparring gives what the actor's team asks each other about. Whom a card is about is told
// to who asks alone, and only as long as she may open that plan.
func (a *App) ListSparring(ctx context.Context, actor access.Actor) (SparringList, error) {
	out := SparringList{Cards: []SparringView{}, Notes: []SparringNoteView{}}
	now := a.clock.Now()
	var named []domain.ID
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		named = nil
		heads, _, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil {
			return err
		}
		mine := map[domain.ID]domain.ID{}
		for _, h := range heads {
			mine[h.ID] = h.Citizen
		}
		about := func(plan domain.ID) (*AboutWhom, error) {
			citizen, ok := mine[plan]
			if !ok {
				return nil, nil
			}
			p, err := tx.Person(citizen)
			named = append(named, plan)
			return &AboutWhom{plan, p.Name}, err
		}
		notes, err := tx.SparringNotes(actor.Person, now)
		if err != nil {
			return err
		}
		kept := map[domain.ID]bool{}
		for _, n := range notes {
			kept[n.ID] = true
			whom, err := about(n.Plan)
			if err != nil {
				return err
			}
			if whom != nil {
				out.Notes = append(out.Notes, SparringNoteView{n.ID, n.Text, n.At.UTC(), n.Ends.UTC(), *whom})
			}
		}
		names, err := a.consultants(tx)
		if err != nil {
			return err
		}
		cards, err := tx.SparringsSeen(actor.Person, actor.Department, now)
		if err != nil {
			return err
		}
		for _, s := range cards {
			if !access.SeesSparring(actor, s) {
				continue
			}
			view := SparringView{ID: s.ID, Author: names[s.Author], Mine: access.OwnsSparring(actor, s), At: s.At.UTC(), Ends: s.Ends.UTC(), SparringCard: s.Card, Ideas: []IdeaView{}}
			if view.Mine {
				if view.About, err = about(s.Plan); err != nil {
					return err
				}
			}
			for _, i := range s.Ideas {
				view.Ideas = append(view.Ideas, IdeaView{ID: i.ID, Author: names[i.Author], Mine: i.Author == actor.Person, At: i.At.UTC(), Text: i.Text, MayRemove: access.MayRemoveIdea(actor, s, i), Kept: view.Mine && kept[i.ID]})
			}
			out.Cards = append(out.Cards, view)
		}
		return nil
	}); err != nil {
		return SparringList{}, err
	}
	slices.Sort(named)
	return out, a.logReads(ctx, actor, readSparring, "", slices.Compact(named)...)
}

// PutSparring asks the actor's team about a citizen of hers, without saying who it is. What
// would tell is refused (CodeNotAnonymous). The citizen reads that it was done, always: to be
// talked about in secret is worse than to be talked about, and no word of it tells who she is,
// so nobody needs to choose.
func (a *App) PutSparring(ctx context.Context, actor access.Actor, plan, id domain.ID, card domain.SparringCard, m Mutation) (Receipt, error) {
	if !id.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	card.Question, card.Tried = strings.TrimSpace(card.Question), strings.TrimSpace(card.Tried)
	if m.Key == "" {
		m.Key = "create:sparring:" + string(id)
	}
	house, err := a.House(ctx)
	if err != nil {
		return Receipt{}, err
	}
	r, err := onPlan(ctx, a, actor, plan, operation{"put_sparring", id}, m, func(c *change) (keptReceipt, error) {
		return c.putSparring(id, card, house.Municipality.Name)
	})
	return a.receipt(actor, plan, r), err
}

func (c *change) putSparring(id domain.ID, card domain.SparringCard, town string) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: id, Kind: domain.KindEvent}}
	if err := c.may(access.ActSpar, domain.Ref{Kind: domain.KindPlan, ID: c.state.head.ID}, nil); err != nil {
		return out, err
	}
	if c.state.item(domain.KindEvent, id) != nil {
		return out, domain.ErrKeyReused // never in the place of what already happened
	}
	if err := card.Validate(); err != nil {
		return out, err
	}
	who := c.state.recognisable(c.viewer, town, c.now, false)
	for _, text := range []struct{ field, text string }{{"question", card.Question}, {"tried", card.Tried}} {
		if found := who.Found(text.text); found != "" {
			return out, notAnonymous(text.field, found)
		}
	}
	seen, err := c.tx.SparringsSeen(c.actor.Person, c.actor.Department, c.now)
	if err != nil {
		return out, err
	}
	up := 0
	for _, s := range seen {
		if s.Author == c.actor.Person {
			up++
		}
	}
	if up >= domain.MaxSparring {
		return out, refused("question", "Du har spurgt om ti ting. Tag en af dem ned først.")
	}
	s := domain.Sparring{ID: id, Plan: c.state.head.ID, Author: c.actor.Person, Team: c.actor.Department, At: c.now, Ends: c.now.AddDate(0, 0, domain.SparringDays), Card: card}
	if err := c.tx.PutSparring(c.state.head, s); err != nil {
		return out, err
	}
	author, err := c.tx.Person(c.actor.Person)
	if err != nil {
		return out, err
	}
	told := &domain.Event{At: inUTC(c.now), Type: domain.EventSparring, Text: author.CalledName() + " har spurgt sine kolleger om råd. De ved ikke, hvem du er."}
	told.Visibility = []string{"citizen", string(c.actor.Person)}
	out.Changed = true
	if err := c.keep(domain.KindEvent, id, told, "put_sparring"); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

func notAnonymous(field, found string) error {
	return &domain.Error{Code: domain.CodeNotAnonymous, Detail: "Dine kolleger må ikke kunne se, hvem det er.",
		Fields: []domain.FieldError{{Field: field, Code: domain.CodeNotAnonymous, Detail: "Skriv det uden »" + found + "«."}}}
}

// recognisable gives by which words the citizen could be recognised: her own name, and those of
// people and places on what the viewer sees whole. What he does not see is not looked for, since
// a refusal would tell him of it. Staff count where it is for others than their colleagues.
func (s *state) recognisable(v access.Viewer, town string, now time.Time, staff bool) domain.Anonymity {
	people, places := map[domain.ID]bool{s.head.Citizen: true}, []string{}
	place := func(p *domain.Place) {
		if p != nil {
			places = append(places, p.Name, p.Address)
		}
	}
	for _, r := range s.records {
		if view := s.facts.See(v, r.Ref(), now); !view.Sees || view.Partial() {
			continue
		}
		for _, id := range mentions(r.ID, r.Item) {
			people[id] = true
		}
		switch it := r.Item.(type) {
		case *domain.Effort:
			places = append(places, it.Provider)
			place(it.Place)
		case *domain.Meeting:
			place(it.Place)
		}
	}
	var names []string
	for id := range people {
		// Colleagues are no secret to each other, and say nothing of whom they helped.
		if p := s.persons[id]; staff || !p.Role.Staff() {
			names = append(names, p.Name, p.PreferredName)
		}
	}
	return domain.NewAnonymity(names, places, town)
}

// sparring gives a card that the actor reads.
func (a *App) sparring(tx *store.Tx, actor access.Actor, id domain.ID) (domain.Sparring, error) {
	s, err := tx.Sparring(id, a.clock.Now())
	if err == nil && !access.SeesSparring(actor, s) {
		err = domain.ErrNotFound
	}
	return s, err
}

// PutIdea adds an idea to a card that the actor reads; sent twice it is one. It is looked
// through for numbers and addresses only: a refusal because of a name would tell a colleague
// that he has guessed right. Whoever asked can take such an idea away.
func (a *App) PutIdea(ctx context.Context, actor access.Actor, card, id domain.ID, text string) error {
	if !id.Valid() {
		return domain.ErrNotFound
	}
	text = strings.TrimSpace(text)
	if text == "" || len([]rune(text)) > domain.MaxSparringText {
		return refused("text", "Skriv din idé, højst 1000 tegn.")
	}
	if found := (domain.Anonymity{}).Found(text); found != "" {
		return notAnonymous("text", found)
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		s, err := a.sparring(tx, actor, card)
		if err != nil {
			return err
		}
		for _, i := range s.Ideas {
			if i.ID != id {
				continue
			}
			if i.Author == actor.Person && i.Text == text {
				return nil
			}
			return domain.ErrKeyReused
		}
		if len(s.Ideas) >= domain.MaxIdeas {
			return refused("text", "Der er ikke plads til flere ideer her.")
		}
		return tx.PutIdea(s, domain.SparringIdea{ID: id, Card: card, Author: actor.Person, At: a.clock.Now(), Text: text})
	})
}

// gone makes a wish to take something away one that may be sent twice: what is not there, or is
// hidden, is away already.
func gone(err error) error {
	if errors.Is(err, domain.ErrNotFound) {
		return nil
	}
	return err
}

// EndSparring takes the actor's own card down for good, with the ideas on it.
func (a *App) EndSparring(ctx context.Context, actor access.Actor, card domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		s, err := a.sparring(tx, actor, card)
		if err != nil {
			return gone(err)
		}
		if !access.OwnsSparring(actor, s) {
			return domain.ErrForbidden
		}
		return tx.DeleteSparring(card)
	})
}

// RemoveIdea takes an idea off a card for good: who wrote it, or whose card it is.
func (a *App) RemoveIdea(ctx context.Context, actor access.Actor, card, idea domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		s, err := a.sparring(tx, actor, card)
		if err != nil {
			return gone(err)
		}
		for _, i := range s.Ideas {
			if i.ID == idea && !access.MayRemoveIdea(actor, s, i) {
				return domain.ErrForbidden
			}
		}
		return tx.DeleteIdea(card, idea)
	})
}

// KeepIdea keeps an idea on the actor's own card as a note to herself, which outlives the card.
func (a *App) KeepIdea(ctx context.Context, actor access.Actor, card, idea domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		s, err := a.sparring(tx, actor, card)
		if err != nil {
			return err
		}
		if !access.OwnsSparring(actor, s) {
			return domain.ErrForbidden
		}
		now := a.clock.Now()
		for _, i := range s.Ideas {
			if i.ID == idea {
				return tx.PutSparringNote(domain.SparringNote{ID: idea, Plan: s.Plan, Person: actor.Person, At: now, Ends: now.AddDate(0, 0, domain.SparringNoteDays), Text: i.Text})
			}
		}
		return domain.ErrNotFound
	})
}

// ForgetIdea deletes what the actor keeps; twice is once.
func (a *App) ForgetIdea(ctx context.Context, actor access.Actor, idea domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.DeleteSparringNote(actor.Person, idea) })
}
