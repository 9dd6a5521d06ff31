package app

import (
	"context"
	"slices"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// SavedReplies gives what the actor often writes.
func (a *App) SavedReplies(ctx context.Context, actor access.Actor) (out []domain.SavedReply, err error) {
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.SavedReplies(actor.Person)
		return err
	})
	return out, err
}

// PutSavedReply keeps a reply of the actor's own, new or changed; who sends it twice has it once.
func (a *App) PutSavedReply(ctx context.Context, actor access.Actor, r domain.SavedReply) error {
	r.Title, r.Text = strings.TrimSpace(r.Title), strings.TrimSpace(r.Text)
	if !r.ID.Valid() {
		return domain.ErrNotFound
	}
	if err := r.Validate(); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		had, err := tx.SavedReplies(actor.Person)
		if err != nil {
			return err
		}
		is := func(o domain.SavedReply) bool { return o.ID == r.ID }
		if len(had) >= domain.MaxSavedReplies && !slices.ContainsFunc(had, is) {
			return domain.Invalid(domain.FieldError{Field: "title", Code: domain.CodeInvalid, Detail: "Du har gemt så mange svar, som der er plads til. Slet et først."})
		}
		return tx.PutSavedReply(actor.Person, r, a.clock.Now())
	})
}

// DeleteSavedReply forgets one; who deletes it twice has deleted it.
func (a *App) DeleteSavedReply(ctx context.Context, actor access.Actor, id domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.DeleteSavedReply(actor.Person, id) })
}
