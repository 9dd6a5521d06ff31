package app

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ImportItem keeps an item that comes from elsewhere (a case file, a former system) and
// has no use case of its own, as it was: with the same version, revision and audit as a
// change made here, but without asking the citizen about it.
func (a *App) ImportItem(ctx context.Context, plan domain.ID, id domain.ID, it domain.Item, by domain.ID) error {
	if err := it.Validate(); err != nil {
		return err
	}
	return a.importing(ctx, plan, by, func(c *change) error {
		if err := c.keep(it.Kind(), id, it, "import"); err != nil {
			return err
		}
		switch it.(type) {
		case *domain.Consent, *domain.Contact:
			return c.tellRegranted(domain.Ref{Kind: it.Kind(), ID: id})
		}
		who := mentions(id, it)
		if seen := seenOf(it); seen != nil {
			for _, v := range seen.Visibility {
				who = append(who, domain.ID(v))
			}
		}
		for _, p := range who {
			if err := c.letIn(p); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *App) importing(ctx context.Context, plan, by domain.ID, fn func(*change) error) error {
	house, err := a.House(ctx)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		c := &change{app: a, tx: tx, state: s, departments: house.Departments, now: a.clock.Now(), by: by, actor: access.Actor{Person: by}}
		if err := c.knowPeople(); err != nil {
			return err
		}
		if err := fn(c); err != nil {
			return err
		}
		return c.finish()
	})
}

// knowPeople adds the staff to those the change can name and let in.
func (c *change) knowPeople() error {
	staff, err := c.tx.Staff()
	if err != nil {
		return err
	}
	for _, p := range staff {
		c.state = c.state.withPerson(p)
	}
	return nil
}

// ImportContact keeps a network contact with his access: from the day he said yes until
// it ran out or was withdrawn.
func (a *App) ImportContact(ctx context.Context, plan domain.ID, p domain.Person, contact *domain.Contact) error {
	p.Role = domain.RoleContact
	if err := contact.Validate(); err != nil {
		return err
	}
	return a.importing(ctx, plan, "", func(c *change) error {
		c.by = c.state.head.Citizen
		if err := c.tx.PutPerson(p, c.state.head.Citizen); err != nil {
			return err
		}
		c.state = c.state.withPerson(p)
		if contact.AcceptedAt != nil {
			rel := access.Relation{Kind: access.RelationContact, From: *contact.AcceptedAt, To: contact.Ends()}
			if err := c.tie(p.ID, rel); err != nil {
				return err
			}
		}
		return c.keep(domain.KindContact, p.ID, contact, "import")
	})
}

// ImportThread keeps a thread that is not the one with the consultant, or changes that
// one's deputy and reply time.
func (a *App) ImportThread(ctx context.Context, t domain.Thread) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Plan(t.Plan); err != nil {
			return err
		}
		return tx.PutThread(t)
	})
}

// ImportMessage keeps a message of an earlier time, as it was written and read.
func (a *App) ImportMessage(ctx context.Context, plan domain.ID, m domain.Message) error {
	if err := m.Validate(); err != nil {
		return err
	}
	return a.importing(ctx, plan, m.From, func(c *change) error {
		threads, err := c.tx.Threads(plan)
		if err != nil {
			return err
		}
		for _, t := range threads {
			if t.ID == m.Thread {
				return c.addMessage(t, m)
			}
		}
		return domain.ErrNotFound
	})
}

// OpenDeputyWindow lets a consultant act for another on a plan within a window.
func (a *App) OpenDeputyWindow(ctx context.Context, plan, deputy domain.ID, window access.Relation) error {
	window.Kind = access.RelationDeputy
	return a.store.Write(ctx, func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		if err := tx.PutRelation(plan, deputy, window); err != nil {
			return err
		}
		tx.Tell(store.Signal{Plan: plan})
		tx.After(func() { a.Woken(plan) })
		return tx.Audit(head, store.Deed{At: a.clock.Now(), Person: domain.System, Action: "deputy_window", Kind: "person", Item: deputy})
	})
}

// ImportStrongSignIn notes that somebody showed, at an earlier time, more than a code that was
// handed out.
func (a *App) ImportStrongSignIn(ctx context.Context, person domain.ID) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.MarkStrong(person, a.clock.Now()) })
}
