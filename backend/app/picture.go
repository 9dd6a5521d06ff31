package app

import (
	"context"
	"encoding/json"
	"errors"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// DefaultQuota is how many bytes of pictures one person may keep on one plan: 200 MB,
// some 500 photos. Staff have many plans, so theirs is counted for each.
const DefaultQuota = 200 << 20

var errQuota = &domain.Error{Code: domain.CodeQuotaFull, Detail: "Der er ikke plads til flere billeder eller talebeskeder på planen. Tal med kommunen om det."}

// Upload is one person's wish to put a picture up, or to have a picture or a voice for a
// message. Exactly one of Photo, Drawing and Sound is set.
type Upload struct {
	Plan, ID domain.ID
	On       domain.PictureOn
	Text     string
	TakenOn  domain.Date
	Why      string
	// Photo is what the phone sent, of any format and with whatever it holds.
	Photo   []byte
	Drawing *domain.Drawing
	// Sound is a recording as the phone made it, and Wave how loud it is along its way; both
	// for a message only.
	Sound []byte
	Wave  []int
	Mutation
}

// Content is a picture as it is handed out.
type Content struct {
	Media domain.Media
	// Type is the media type of what a message carries; else Media says it.
	Type string
	Body []byte
}

const uploads = "upload_attachment"

// UploadAttachment puts a picture on a plan. What can be refused is refused before
// anything is decoded, and the content is safely in its file before the picture counts.
func (a *App) UploadAttachment(ctx context.Context, actor access.Actor, u Upload) (Receipt, error) {
	if !u.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if u.Key == "" {
		u.Key = "create:" + string(domain.KindAttachment) + ":" + string(u.ID)
	}
	if u.On.Kind == domain.KindThread || u.On.Kind == domain.KindFlag {
		return a.uploadEnclosure(ctx, actor, u)
	}
	if u.Sound != nil || u.Wave != nil {
		return Receipt{}, domain.Invalid(domain.FieldError{Field: "on", Code: domain.CodeInvalid, Detail: "En talebesked hører til i en besked."})
	}
	op := operation{uploads, u.ID}
	first, found, err := a.sentBefore(ctx, actor, u.Plan, op, u.Mutation)
	if found || err != nil {
		return a.receipt(actor, u.Plan, first), err
	}
	p := &domain.Picture{On: u.On, Media: domain.MediaPhoto, Text: u.Text, TakenOn: u.TakenOn, Status: domain.StatusActive, By: actor.Person, At: a.clock.Now().UTC()}
	if u.Drawing != nil {
		p.Media = domain.MediaDrawing
	}
	owner, err := a.mayUpload(ctx, actor, u, p)
	if errors.Is(err, domain.ErrKeyReused) {
		// Perhaps by this very wish, which was on its way a second time; its answer is kept by now.
		if first, found, again := a.sentBefore(ctx, actor, u.Plan, op, u.Mutation); found || again != nil {
			return a.receipt(actor, u.Plan, first), again
		}
	}
	if err != nil {
		return Receipt{}, err
	}
	content, err := a.clean(ctx, u, p)
	if err != nil {
		return Receipt{}, err
	}
	r, err := a.withFile(ctx, owner, u.Plan, content, func(name string) (keptReceipt, bool, error) {
		p.File = name
		taken := false
		r, err := onPlan(ctx, a, actor, u.Plan, op, u.Mutation, func(c *change) (r keptReceipt, err error) {
			r, err = c.putUp(u, p)
			taken = err == nil
			return r, err
		})
		return r, taken, err
	})
	return a.receipt(actor, u.Plan, r), err
}

// withFile keeps content in a file and runs the write that makes it count. Where the write
// does not take it, refused or done before, it is removed at once: nobody fills the disk
// with what counts for nothing.
func (a *App) withFile(ctx context.Context, owner, plan domain.ID, content []byte, write func(name string) (r keptReceipt, taken bool, err error)) (keptReceipt, error) {
	name, err := a.store.KeepFile(ctx, owner, content)
	if err != nil {
		return keptReceipt{}, err
	}
	r, taken, err := write(name)
	if err == nil && taken {
		return r, nil
	}
	// Whoever hung up meanwhile leaves nothing either; what fails here is swept later.
	if failed := a.store.DropFile(context.WithoutCancel(ctx), plan, name); failed != nil {
		a.log.Warn("a file that no write took lies until it is swept", "file", name, "error", failed)
	}
	return r, err
}

// sentBefore gives the first answer to a mutation that was done already.
func (a *App) sentBefore(ctx context.Context, actor access.Actor, plan domain.ID, op operation, m Mutation) (first keptReceipt, found bool, err error) {
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		if _, _, err := a.viewer(tx, actor, plan); err != nil {
			return err
		}
		found, err = tx.Mutation(actor.Person, m.Key, op.on(plan), m.BodyHash, &first)
		return err
	})
	return first, found, err
}

// mayUpload refuses early what the write would refuse: a stranger makes nobody decode
// anything. It gives the citizen whose key seals the content.
func (a *App) mayUpload(ctx context.Context, actor access.Actor, u Upload, p *domain.Picture) (owner domain.ID, err error) {
	s, viewer, err := a.open(ctx, actor, u.Plan)
	if err != nil {
		return "", err
	}
	c := &change{app: a, actor: actor, viewer: viewer, state: s, now: p.At, by: actor.Person}
	if err := c.mayPutUp(u, p); err != nil {
		return "", err
	}
	err = a.store.Read(ctx, func(tx *store.Tx) error { return a.roomFor(tx, u.Plan, actor.Person, 0) })
	return s.head.Citizen, err
}

func (c *change) mayPutUp(u Upload, p *domain.Picture) error {
	ref := domain.Ref{Kind: domain.KindAttachment, ID: u.ID}
	before := c.state.item(ref.Kind, ref.ID)
	if err := c.may(access.ActWrite, ref, before); err != nil {
		return err
	}
	if before != nil {
		return domain.ErrKeyReused
	}
	if err := p.Validate(); err != nil {
		return err
	}
	if c.state.count(domain.KindAttachment) >= maxOfKind {
		return errQuota
	}
	return c.checkReferences(u.ID, nil, p)
}

func (a *App) roomFor(tx *store.Tx, plan, person domain.ID, bytes int64) error {
	used, err := tx.FileBytes(plan, person)
	if err == nil && used+bytes > a.quota {
		err = errQuota
	}
	return err
}

// clean makes the content that is kept, and measures it.
func (a *App) clean(ctx context.Context, u Upload, p *domain.Picture) (content []byte, err error) {
	if d := u.Drawing; d != nil {
		if err := d.Validate(); err != nil {
			return nil, err
		}
		p.Width, p.Height = d.Width, d.Height
		content, err = json.Marshal(d)
	} else {
		photo, failed := a.pictures.Clean(ctx, u.Photo)
		content, p.Width, p.Height, err = photo.JPEG, photo.Width, photo.Height, failed
	}
	p.Bytes = int64(len(content))
	return content, err
}

// putUp is the write itself; the plan may have changed since it was asked whether it may.
func (c *change) putUp(u Upload, p *domain.Picture) (keptReceipt, error) {
	out := keptReceipt{Receipt: Receipt{ID: u.ID, Kind: domain.KindAttachment, Changed: true}}
	if err := c.mayPutUp(u, p); err != nil {
		return out, err
	}
	if err := c.app.roomFor(c.tx, u.Plan, c.actor.Person, p.Bytes); err != nil {
		return out, err
	}
	ref := domain.Ref{Kind: domain.KindAttachment, ID: u.ID}
	var err error
	if out.PlanChange, err = c.tellCitizen(ref, nil, p, u.Why, []string{"new"}); err != nil {
		return out, err
	}
	if err := c.keep(ref.Kind, ref.ID, p, "put"); err != nil {
		return out, err
	}
	if err := c.tx.PutFile(store.FileUse{Name: p.File, Plan: u.Plan, Person: c.actor.Person, Bytes: p.Bytes}); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// GetAttachment gives a picture's content to who sees the picture, and what a message
// carries to who reads its thread; staff's reading is logged first.
func (a *App) GetAttachment(ctx context.Context, actor access.Actor, plan, id domain.ID) (Content, error) {
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return Content{}, err
	}
	ref := domain.Ref{Kind: domain.KindAttachment, ID: id}
	p, ok := s.item(ref.Kind, ref.ID).(*domain.Picture)
	if !ok || !s.facts.See(viewer, ref, a.clock.Now()).Sees {
		if content, found, err := a.enclosedOnFlag(ctx, actor, s, viewer, id); found || err != nil {
			return content, err
		}
		return a.enclosed(ctx, actor, plan, id)
	}
	if err := a.logRead(ctx, actor, readPlan, "", viewer.Relation.Kind, plan); err != nil {
		return Content{}, err
	}
	body, err := a.store.File(ctx, s.head.Citizen, p.File)
	return Content{Media: p.Media, Body: body}, err
}
