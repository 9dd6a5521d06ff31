package app

import (
	"bytes"
	"context"
	"errors"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/sound"
	"tavlen/backend/store"
)

// A photo or a voice for a message comes before the message, as a picture does. It is no
// thing of the plan: whoever reads the thread sees and hears it, and nobody else. One for a
// flag (flag_enclosure.go) is for those who see the flag.

// uploadEnclosure keeps a photo or a voice for a message in a thread.
func (a *App) uploadEnclosure(ctx context.Context, actor access.Actor, u Upload) (Receipt, error) {
	op := operation{uploads, u.ID}
	first, found, err := a.sentBefore(ctx, actor, u.Plan, op, u.Mutation)
	if found || err != nil {
		return a.receipt(actor, u.Plan, first), err
	}
	e := domain.Enclosure{Attachment: domain.Attachment{ID: u.ID, Kind: string(domain.MediaPhoto), Alt: u.Text, Wave: u.Wave}, Person: actor.Person, Sent: u.BodyHash}
	if u.Sound != nil {
		e.Kind = string(domain.MediaVoice)
	}
	owner, err := a.mayEnclose(ctx, actor, u, &e)
	if err != nil {
		return Receipt{}, err
	}
	content, err := a.cleanEnclosure(ctx, u, &e)
	if err != nil {
		return Receipt{}, err
	}
	r, err := a.withFile(ctx, owner, u.Plan, content, func(name string) (keptReceipt, bool, error) {
		e.File = name
		taken := false
		r, err := onPlan(ctx, a, actor, u.Plan, op, u.Mutation, func(c *change) (r keptReceipt, err error) {
			r, taken, err = c.enclose(u, e, int64(len(content)))
			return r, err
		})
		return r, taken, err
	})
	return a.receipt(actor, u.Plan, r), err
}

// mayEnclose refuses before anything is taken apart. It gives the citizen whose key seals
// the content.
func (a *App) mayEnclose(ctx context.Context, actor access.Actor, u Upload, e *domain.Enclosure) (owner domain.ID, err error) {
	if u.On.Kind == domain.KindFlag {
		s, viewer, err := a.open(ctx, actor, u.Plan)
		if err != nil {
			return "", err
		}
		c := &change{app: a, actor: actor, viewer: viewer, state: s, now: a.clock.Now()}
		return s.head.Citizen, a.store.Read(ctx, func(tx *store.Tx) error {
			c.tx = tx
			return c.mayCarry(u, e, 0)
		})
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.viewer(tx, actor, u.Plan)
		if err != nil {
			return err
		}
		owner = head.Citizen
		return a.mayCarry(tx, viewer, u, e, 0)
	})
	return owner, err
}

// mayCarry says whether a thread may get a message of the viewer with this in it.
func (a *App) mayCarry(tx *store.Tx, v access.Viewer, u Upload, e *domain.Enclosure, size int64) error {
	t, err := a.thread(tx, v, u.Plan, u.On.ID)
	if err != nil {
		return err
	}
	if _, writes := access.Thread(v, t, a.clock.Now()); !writes {
		return domain.ErrForbidden
	}
	e.Thread = t.ID
	return a.fits(tx, v, u, e, size)
}

// mayCarry says the same of a thread or a flag, whichever it is for.
func (c *change) mayCarry(u Upload, e *domain.Enclosure, size int64) error {
	if u.On.Kind != domain.KindFlag {
		return c.app.mayCarry(c.tx, c.viewer, u, e, size)
	}
	if _, err := c.flagged(u.On.ID, access.ActTalkOnFlag); err != nil {
		return err
	}
	e.Thread = u.On.ID
	return c.app.fits(c.tx, c.viewer, u, e, size)
}

// fits says whether it is something that can be carried, and whether there is room for it.
func (a *App) fits(tx *store.Tx, v access.Viewer, u Upload, e *domain.Enclosure, size int64) error {
	if u.Drawing != nil || u.TakenOn != "" {
		return domain.Invalid(domain.FieldError{Field: "media", Code: domain.CodeInvalid, Detail: "En besked kan have et billede eller en talebesked."})
	}
	if err := e.Validate(); err != nil {
		return err
	}
	return a.roomFor(tx, u.Plan, v.Person, size)
}

// cleanEnclosure makes the content that is kept, and measures it.
func (a *App) cleanEnclosure(ctx context.Context, u Upload, e *domain.Enclosure) ([]byte, error) {
	if u.Sound != nil {
		s, err := sound.Make(u.Sound)
		e.Type, e.DurationS = s.Type, int((s.Length+time.Second-1)/time.Second)
		return s.Body, err
	}
	p, err := a.pictures.Clean(ctx, u.Photo)
	e.Type, e.Width, e.Height = "image/jpeg", p.Width, p.Height
	return p.JPEG, err
}

// enclose is the write itself; taken says that the file belongs to it from now on.
func (c *change) enclose(u Upload, e domain.Enclosure, size int64) (out keptReceipt, taken bool, err error) {
	out = keptReceipt{Receipt: Receipt{ID: u.ID, Kind: domain.KindAttachment, Changed: true}, Cursor: c.state.cursor(c.viewer, c.now)}
	had, err := c.tx.Enclosure(c.state.head, e.ID)
	if err == nil && had.Person == e.Person && bytes.Equal(had.Sent, e.Sent) {
		return out, false, nil // under another key, as by a phone that forgot the first
	}
	if err == nil || c.state.item(domain.KindAttachment, e.ID) != nil {
		return out, false, domain.ErrKeyReused
	}
	if !errors.Is(err, domain.ErrNotFound) {
		return out, false, err
	}
	if err := c.mayCarry(u, &e, size); err != nil {
		return out, false, err
	}
	if err := c.tx.PutFile(store.FileUse{Name: e.File, Plan: u.Plan, Person: e.Person, Bytes: size}); err != nil {
		return out, false, err
	}
	if err := c.tx.AddEnclosure(c.state.head, e); err != nil {
		return out, false, err
	}
	return out, true, c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: e.Person, Session: c.actor.Session, Action: "enclose", Kind: domain.KindAttachment, Item: e.ID})
}

var errNotEnclosed = domain.Invalid(domain.FieldError{Field: "attachment", Code: domain.CodeInvalid, Detail: "Billedet eller optagelsen kom ikke med. Prøv igen."})

// carry puts into a message what its sender sent for it in this thread before: one thing,
// and in this message alone.
func (c *change) carry(m *domain.Message, id domain.ID, kind string) error {
	e, err := c.tx.Enclosure(c.state.head, id)
	switch {
	case errors.Is(err, domain.ErrNotFound):
		return errNotEnclosed
	case err != nil:
		return err
	case e.Person != m.From || e.Thread != m.Thread || e.Message != "" && e.Message != m.ID || kind != "" && kind != e.Kind:
		return errNotEnclosed
	}
	m.Attachment, m.MessageKind = &e.Attachment, e.Kind
	return nil
}

// sameAttachment says whether two messages carry the same, or both nothing.
func sameAttachment(a, b domain.Message) bool {
	if a.Attachment == nil || b.Attachment == nil {
		return a.Attachment == b.Attachment
	}
	return a.Attachment.ID == b.Attachment.ID
}

// enclosed gives the content of a photo or a voice to whoever reads its thread, as long as
// its message carries it; before it was sent, to whoever is about to send it.
func (a *App) enclosed(ctx context.Context, actor access.Actor, plan, id domain.ID) (Content, error) {
	var e domain.Enclosure
	var owner domain.ID
	var rel access.RelationKind
	err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.reader(tx, actor, plan)
		if err != nil {
			return err
		}
		owner, rel = head.Citizen, viewer.Relation.Kind
		if e, err = tx.Enclosure(head, id); err != nil {
			return err
		}
		if _, err := a.thread(tx, viewer, plan, e.Thread); err != nil {
			return err
		}
		if e.Message == "" {
			if e.Person != actor.Person {
				return domain.ErrNotFound
			}
			return nil
		}
		m, err := tx.Message(head, e.Message)
		if err == nil && (m.Attachment == nil || m.Attachment.ID != id) {
			err = domain.ErrNotFound // called back
		}
		return err
	})
	if err != nil {
		return Content{}, err
	}
	if err := a.logRead(ctx, actor, readMessages, "", rel, plan); err != nil {
		return Content{}, err
	}
	body, err := a.store.File(ctx, owner, e.File)
	return Content{Media: domain.Media(e.Kind), Type: e.Type, Body: body}, err
}
