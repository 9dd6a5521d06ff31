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

// errFeedback is what a link that is wrong, used or too old answers alike.
var errFeedback = &domain.Error{Code: domain.CodeInvitationWrong, Detail: "Siden virker ikke mere. Spørg den, der gav dig den."}

const (
	feedbackLife = 14 * 24 * time.Hour
	// mostFeedback is how many questions may wait at a time, and maxPraise how many letters an
	// answer may have.
	mostFeedback = 5
	maxPraise    = 500
)

// praise is what is sealed with a question to somebody at a workplace.
type praise struct {
	Who    string `json:"who"`
	Text   string `json:"text,omitempty"`
	Answer string `json:"answer,omitempty"` // kept or dropped
}

// AskedFeedback is a question to somebody at a workplace, as the citizen sees it.
type AskedFeedback struct {
	ID        domain.ID `json:"id"`
	Who       string    `json:"who"`
	State     string    `json:"state" enum:"waiting,given,kept,dropped,run_out"`
	Text      string    `json:"text,omitempty"`
	ExpiresAt time.Time `json:"expires_at"`
	Link      string    `json:"link,omitempty"`
}

// AskForFeedback lets the citizen ask somebody at her workplace, who has no sign-in, what
// she has become good at. The same wish again gives the same link.
func (a *App) AskForFeedback(ctx context.Context, actor access.Actor, plan, id domain.ID, who string, m Mutation) (AskedFeedback, error) {
	if !id.Valid() {
		return AskedFeedback{}, domain.ErrNotFound
	}
	if m.Key == "" {
		m.Key = "feedback:" + string(id)
	}
	_, err := onPlan(ctx, a, actor, plan, operation{"ask_for_feedback", id}, m, func(c *change) (struct{}, error) {
		if err := c.mayManage(); err != nil {
			return struct{}{}, err
		}
		if err := domain.CheckName("who", who); err != nil {
			return struct{}{}, err
		}
		links, err := c.tx.SecretLinks(plan, store.LinkFeedback)
		if err != nil {
			return struct{}{}, err
		}
		if len(slices.DeleteFunc(links, func(l store.SecretLink) bool { return !l.Open(c.now) })) >= mostFeedback {
			return struct{}{}, &domain.Error{Code: domain.CodeTooManyWaiting, Detail: "Der venter allerede fem svar. Vent på et af dem."}
		}
		l := store.SecretLink{ID: id, Kind: store.LinkFeedback, CreatedAt: c.now, ExpiresAt: c.now.Add(feedbackLife)}
		if err := c.tx.AddSecretLink(c.state.head, l, praise{Who: strings.TrimSpace(who)}); err != nil {
			if store.IsDuplicate(err) {
				return struct{}{}, domain.ErrKeyReused.Because(err)
			}
			return struct{}{}, err
		}
		return struct{}{}, c.deed("ask_for_feedback", id)
	})
	if err != nil {
		return AskedFeedback{}, err
	}
	list, err := a.ListFeedback(ctx, actor, plan)
	if i := slices.IndexFunc(list, func(f AskedFeedback) bool { return f.ID == id }); err == nil && i >= 0 {
		return list[i], nil
	}
	if err == nil {
		err = domain.ErrNotFound
	}
	return AskedFeedback{}, err
}

// ListFeedback gives what the citizen asked and was answered, the newest first.
func (a *App) ListFeedback(ctx context.Context, actor access.Actor, plan domain.ID) ([]AskedFeedback, error) {
	out := []AskedFeedback{}
	now := a.clock.Now()
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, v, err := a.viewer(tx, actor, plan)
		if err != nil {
			return err
		}
		if v.Relation.Kind != access.RelationCitizen {
			return domain.ErrForbidden
		}
		links, err := tx.SecretLinks(plan, store.LinkFeedback)
		if err != nil {
			return err
		}
		for _, l := range links {
			var p praise
			if err := tx.LinkWords(head, l, &p); err != nil {
				return err
			}
			f := AskedFeedback{ID: l.ID, Who: p.Who, State: "waiting", Text: p.Text, ExpiresAt: l.ExpiresAt.UTC()}
			switch {
			case p.Answer != "":
				f.State = p.Answer
			case l.EndedWhy == store.LinkUsed:
				f.State = "given"
			case !l.Open(now):
				f.State = "run_out"
			default:
				f.Link = a.store.LinkCode(l.Kind, l.ID)
			}
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

// LookFeedback gives whom an open question is about: the name the citizen is called by.
func (a *App) LookFeedback(ctx context.Context, code string) (name string, err error) {
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		_, head, err := openFeedback(tx, code, a.clock.Now())
		if err != nil {
			return err
		}
		p, err := tx.Person(head.Citizen)
		name = p.CalledName()
		return err
	})
	return name, err
}

func openFeedback(tx *store.Tx, code string, now time.Time) (store.SecretLink, store.PlanHead, error) {
	l, err := tx.SecretLinkBy(store.LinkFeedback, code)
	if errors.Is(err, domain.ErrNotFound) {
		return l, store.PlanHead{}, errFeedback
	}
	if err != nil {
		return l, store.PlanHead{}, err
	}
	head, err := tx.Plan(l.Plan)
	if err == nil && !l.Open(now) {
		err = errFeedback
	}
	return l, head, err
}

// GiveFeedback keeps the answer of somebody at a workplace: once. The citizen is told, and
// nobody else sees it until she has said yes.
func (a *App) GiveFeedback(ctx context.Context, code, text string) error {
	text = strings.TrimSpace(text)
	if err := (&domain.Strength{Text: text}).Validate(); err != nil {
		return err
	}
	if len([]rune(text)) > maxPraise {
		return refused("text", "Skriv det lidt kortere.")
	}
	// Looked at first: a guess is not worth anybody's turn to write.
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		_, _, err := openFeedback(tx, code, a.clock.Now())
		return err
	}); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		now := a.clock.Now()
		l, head, err := openFeedback(tx, code, now)
		if err != nil {
			return err
		}
		if err := tx.EndSecretLink(l.ID, store.LinkUsed, "", nil, now); err != nil {
			return errFeedback.Because(err)
		}
		var p praise
		if err := tx.LinkWords(head, l, &p); err != nil {
			return err
		}
		p.Text = text
		if err := tx.PutLinkWords(head, l, p); err != nil {
			return err
		}
		if err := a.notify(tx, head.ID, head.Citizen, domain.NotifyFeedback, l.ID, now); err != nil {
			return err
		}
		return tx.Audit(head, store.Deed{At: now, Person: domain.System, Action: "give_feedback", Kind: domain.KindStrength, Item: l.ID})
	})
}

// AnswerFeedback lets the citizen keep what was said as a strength on the plan, or let it go.
func (a *App) AnswerFeedback(ctx context.Context, actor access.Actor, plan, id domain.ID, keep bool, m Mutation) (Receipt, error) {
	strength := domain.DerivedID("feedback", string(id))
	r, err := onPlan(ctx, a, actor, plan, operation{"answer_feedback", id}, m, func(c *change) (keptReceipt, error) {
		out := keptReceipt{Receipt: Receipt{ID: strength, Kind: domain.KindStrength}}
		if err := c.mayManage(); err != nil {
			return out, err
		}
		links, err := c.tx.SecretLinks(plan, store.LinkFeedback)
		if err != nil {
			return out, err
		}
		i := slices.IndexFunc(links, func(l store.SecretLink) bool { return l.ID == id })
		if i < 0 {
			return out, domain.ErrNotFound
		}
		var p praise
		if err := c.tx.LinkWords(c.state.head, links[i], &p); err != nil {
			return out, err
		}
		answer := map[bool]string{true: "kept", false: "dropped"}[keep]
		switch {
		case p.Text == "":
			return out, &domain.Error{Code: domain.CodeNothingToAnswer, Detail: "Der er ikke kommet noget svar endnu."}
		case p.Answer == answer:
			out.Cursor = c.state.cursor(c.viewer, c.now)
			return out, nil
		case p.Answer != "":
			return out, errAnswered
		}
		p.Answer = answer
		if err := c.tx.PutLinkWords(c.state.head, links[i], p); err != nil {
			return out, err
		}
		if !keep {
			out.Cursor = c.state.cursor(c.viewer, c.now)
			return out, c.deed("drop_feedback", id)
		}
		c.reported = true
		text, err := json.Marshal(p.Text + " – " + p.Who)
		if err != nil {
			return out, err
		}
		return c.put(Put{Plan: plan, Kind: domain.KindStrength, ID: strength, Fields: domain.Fields{"text": text}})
	})
	return a.receipt(actor, plan, r), err
}
