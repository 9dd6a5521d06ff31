package app

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// SubscribePush keeps where the actor's phone is woken, for as long as its session lives.
// The endpoint was checked by the caller against the push services that are allowed.
func (a *App) SubscribePush(ctx context.Context, actor access.Actor, s domain.Subscription) error {
	if !s.ID.Valid() {
		return domain.Invalid(domain.FieldError{Field: "id", Code: domain.CodeInvalid, Detail: "Prøv igen."})
	}
	s.Person, s.Session = actor.Person, actor.Session
	return a.store.Write(ctx, func(tx *store.Tx) error {
		err := tx.PutSubscription(s)
		if store.IsDuplicate(err) {
			return domain.ErrKeyReused.Because(err) // another's id: what is there is not told
		}
		if err != nil {
			return err
		}
		if n, err := tx.CountSubscriptions(actor.Person); err != nil || n <= maxSubscriptions {
			return err
		}
		return tx.DropOldestSubscription(actor.Person)
	})
}

// maxSubscriptions is how many phones a person can be woken on; one more drops the oldest.
const maxSubscriptions = 10

// UnsubscribePush forgets one of the actor's phones. Forgetting it twice is no error.
func (a *App) UnsubscribePush(ctx context.Context, actor access.Actor, id domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.DeleteSubscription(actor.Person, id) })
}

// TestPush promises a test notification to the actor's own phones and gives how many
// there are.
func (a *App) TestPush(ctx context.Context, actor access.Actor) (int, error) {
	n := 0
	err := a.store.Write(ctx, func(tx *store.Tx) (err error) {
		if n, err = tx.CountSubscriptions(actor.Person); err != nil || n == 0 {
			return err
		}
		return a.notify(tx, "", actor.Person, domain.NotifyTest, domain.NewID(), a.clock.Now())
	})
	return n, err
}
