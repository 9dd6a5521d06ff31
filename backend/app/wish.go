package app

import (
	"context"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// completeWish fills in what follows from which help the citizen asks about: its name,
// and who gets to know.
func (c *change) completeWish(before domain.Item, w *domain.Wish) error {
	w.Words = strings.TrimSpace(w.Words)
	if w.Status == "" {
		w.Status = domain.StatusActive
	}
	if was, ok := before.(*domain.Wish); ok {
		if w.Entry != was.Entry || w.To != was.To {
			// It was sent; what was read cannot be unread, nor be about something else.
			return domain.Invalid(domain.FieldError{Field: "entry", Code: domain.CodeInvalid, Detail: "Du har allerede bedt om det. Læg det væk, og bed om noget nyt."})
		}
		if w.Words != was.Words || w.Status == domain.StatusActive && was.Status != domain.StatusActive {
			w.At, w.Reply = c.now, nil // waits anew; the former answer stands in the history
		}
		return nil
	}
	catalogue, err := c.app.catalogueIn(c.tx, c.departments)
	if err != nil {
		return err
	}
	e := catalogue.entry(w.Entry)
	if e == nil || e.Retired {
		return domain.Invalid(domain.FieldError{Field: "entry", Code: domain.CodeInvalid, Detail: "Den hjælp er her ikke mere. Skriv til din konsulent i stedet."})
	}
	w.Title, w.At = e.Title, c.now
	return c.addressWish(w, e)
}

// addressWish decides who sees a new wish besides the citizen. That she asks about
// confidential help (for alcohol, say) is hers alone to tell: it goes to nobody unless she
// chose whom, and contacts never see a wish. Once told it stays as told, whatever becomes
// of the catalogue.
func (c *change) addressWish(w *domain.Wish, e *domain.CatalogueEntry) error {
	refuse := func(detail string) error {
		return domain.Invalid(domain.FieldError{Field: "to", Code: domain.CodeInvalid, Detail: detail})
	}
	if !e.Confidential {
		if w.To == "" {
			w.To = domain.WishToConsultant
		}
		if w.To != domain.WishToConsultant {
			return refuse("Denne hjælp er ikke fortrolig. Din konsulent får dit ønske.")
		}
		return nil
	}
	w.Sensitive = true
	switch w.To {
	case domain.WishToConsultant:
		w.Visibility = []string{"citizen", "consultant"}
	case domain.WishToDepartment:
		own, err := c.professionalsOf(e.Department)
		if err != nil {
			return err
		}
		if len(own) == 0 {
			return refuse("Ingen derfra er med i din plan endnu. Ring selv til dem, eller lad din konsulent vide det.")
		}
		w.Visibility = append([]string{"citizen"}, own...)
	default:
		return refuse("Vælg, hvem der må vide det. Hjælpen er fortrolig.")
	}
	return nil
}

// professionalsOf lists the ids of a department's people who work with the citizen now.
func (c *change) professionalsOf(department string) ([]string, error) {
	rels, err := c.relations()
	if err != nil {
		return nil, err
	}
	people, err := c.peopleOf(rels)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range rels {
		p := people[r.Person]
		if r.Relation.Kind == access.RelationProfessional && r.Relation.Live(c.now) && p.Department == department {
			out = append(out, string(p.ID))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// tellStaffOfWish wakes those whom a wish is sent to, when it waits for them anew.
func (c *change) tellStaffOfWish(id domain.ID, before domain.Item, w *domain.Wish) error {
	if was, ok := before.(*domain.Wish); !w.Waits() || ok && was.Waits() && was.Words == w.Words {
		return nil
	}
	about := domain.DerivedID(string(id), c.now.String())
	if w.To == domain.WishToConsultant {
		return c.notify(c.state.consultant(c.now), domain.NotifyStaffWish, about)
	}
	for _, who := range w.Visibility {
		if who == "citizen" {
			continue
		}
		if err := c.notify(domain.ID(who), domain.NotifyStaffWish, about); err != nil {
			return err
		}
	}
	return nil
}

// AnswerWish is what staff say to what the citizen wants to hear about.
type AnswerWish struct {
	Plan domain.ID
	ID   domain.ID
	Text string
	Mutation
}

// AnswerWish keeps staff's answer to a wish, and wakes the citizen.
func (a *App) AnswerWish(ctx context.Context, actor access.Actor, in AnswerWish) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"answer_wish", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.answerWish(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) answerWish(in AnswerWish) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: in.ID, Kind: domain.KindWish}}
	ref := domain.Ref{Kind: domain.KindWish, ID: in.ID}
	stored, ok := c.state.byRef[ref].Item.(*domain.Wish)
	if !ok || !c.sees(ref) {
		return out, domain.ErrNotFound
	}
	if err := c.may(access.ActAnswerWish, ref, stored); err != nil {
		return out, err
	}
	refuse := func(detail string) error {
		return domain.Invalid(domain.FieldError{Field: "text", Code: domain.CodeInvalid, Detail: detail})
	}
	text := strings.TrimSpace(in.Text)
	if text == "" {
		return out, refuse("Skriv et svar.")
	}
	if stored.Status != domain.StatusActive {
		return out, refuse("Borgeren har lagt det væk og venter ikke på svar.")
	}
	if stored.Reply != nil && stored.Reply.Text == text {
		out.Cursor = c.state.cursor(c.viewer, c.now)
		return out, nil
	}
	w := *stored
	w.Reply = &domain.Reply{By: c.actor.Person, At: c.now, Text: text}
	if err := w.Validate(); err != nil {
		return out, err
	}
	out.Changed = true
	if err := c.keep(domain.KindWish, in.ID, &w, "answer"); err != nil {
		return out, err
	}
	if err := c.notify(c.state.head.Citizen, domain.NotifyWishAnswered, domain.DerivedID(string(in.ID), "answer", c.now.String())); err != nil {
		return out, err
	}
	var err error
	out.Cursor, err = c.cursorAfter("")
	return out, err
}
