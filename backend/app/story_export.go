package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/paper"
	"tavlen/backend/store"
)

// ExportStory is the consultant's wish to have a story in order to tell it.
type ExportStory struct {
	Plan, Story, ID domain.ID
	Format          string // "pdf" or "text"
	Mutation
}

// ExportStory gives a story as the citizen said yes to it, with where and until when it may be told,
// and keeps a receipt that she sees. It is refused (CodeStoryNoYes) unless her yes stands now. The
// same wish sent again gives the file again, and no second receipt.
func (a *App) ExportStory(ctx context.Context, actor access.Actor, in ExportStory) ([]byte, error) {
	switch {
	case !in.ID.Valid():
		return nil, domain.ErrNotFound
	case in.Format != "pdf" && in.Format != "text":
		return nil, refused("format", "Vælg PDF eller tekst.")
	case in.Key == "":
		in.Key = "export:" + string(in.ID)
	}
	if _, err := onPlan(ctx, a, actor, in.Plan, operation{"export_story", in.ID}, in.Mutation, func(c *change) (Receipt, error) {
		return Receipt{ID: in.ID, Kind: domain.KindStory, Changed: true}, c.exportStory(in)
	}); err != nil {
		return nil, err
	}
	sheet, err := a.storySheet(ctx, actor, in)
	if err != nil {
		return nil, err
	}
	if in.Format == "text" {
		return []byte(sheet.Text()), nil
	}
	return paper.MakeStory(sheet, a.clock.Now())
}

func (c *change) exportStory(in ExportStory) error {
	ref := domain.Ref{Kind: domain.KindStory, ID: in.Story}
	before, ok := c.state.byRef[ref].Item.(*domain.Story)
	if !ok || !c.sees(ref) {
		return domain.ErrNotFound
	}
	if err := c.may(access.ActExportStory, ref, before); err != nil {
		return err
	}
	if k, _ := c.state.item(domain.KindConsent, before.Consent).(*domain.Consent); !before.Stands(k, c.now) {
		return errStoryNoYes
	}
	if slices.ContainsFunc(before.Exports, func(e domain.StoryExport) bool { return e.ID == in.ID }) {
		return domain.ErrKeyReused
	}
	if len(before.Exports) >= domain.MaxStoryExports {
		return refused("id", "Historien er hentet mange gange. Brug en af dem.")
	}
	s := *before
	e := domain.StoryExport{ID: in.ID, By: c.actor.Person, At: inUTC(c.now), Format: in.Format, Consent: before.Consent}
	s.Exports = append(slices.Clone(before.Exports), e)
	if err := c.tx.AddStoryOut(store.StoryOut{ID: e.ID, Plan: in.Plan, Story: in.Story, Person: e.By, At: e.At}); err != nil {
		return err
	}
	return c.keep(ref.Kind, ref.ID, &s, "export_story")
}

// storySheet gives what one who fetched a story gets, as long as the yes stands that he fetched it on.
func (a *App) storySheet(ctx context.Context, actor access.Actor, in ExportStory) (sheet paper.Story, err error) {
	house, err := a.House(ctx)
	if err != nil {
		return sheet, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.viewer(tx, actor, in.Plan)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		now := a.clock.Now()
		ref := domain.Ref{Kind: domain.KindStory, ID: in.Story}
		it, ok := s.byRef[ref].Item.(*domain.Story)
		if !ok || !s.facts.Can(viewer, access.ActExportStory, ref, it, now) {
			return domain.ErrNotFound
		}
		i := slices.IndexFunc(it.Exports, func(e domain.StoryExport) bool { return e.ID == in.ID })
		k, _ := s.item(domain.KindConsent, it.Consent).(*domain.Consent)
		if i < 0 || it.Exports[i].Consent != it.Consent || !it.Stands(k, now) {
			return errStoryNoYes
		}
		by, err := tx.Person(it.Exports[i].By)
		if err != nil {
			return err
		}
		sheet = paper.Story{Heading: it.Heading, Words: it.Text, Uses: it.Scope(), From: domain.DateOf(k.GivenAt), Until: k.Expires, Receipt: string(in.ID),
			By: by.Name, At: it.Exports[i].At, Municipality: house.Municipality.Name}
		if it.FirstName {
			sheet.Name = s.persons[head.Citizen].CalledName()
		}
		return nil
	})
	return sheet, err
}

// StoriesOver are what somebody fetched and is to take down, the oldest first.
type StoriesOver struct {
	Stories []StoryOver `json:"stories"`
}

// Why a story is told no more.
const (
	OverWithdrawn = "withdrawn" // the citizen took her yes back
	OverExpired   = "expired"
	OverChanged   = "changed" // it is told otherwise now
	OverErased    = "erased"  // nothing of it is kept here any more
)

// StoryOver is one of them. Heading is left out where the citizen was erased.
type StoryOver struct {
	Export  domain.ID `json:"export"`
	Heading string    `json:"heading,omitempty"`
	At      time.Time `json:"at" doc:"when it was fetched"`
	Why     string    `json:"why" doc:"withdrawn, expired, changed or erased"`
	// Plan is told while the reader may open it.
	Plan domain.ID `json:"plan,omitempty"`
}

// ListStoriesOver gives an actor what he fetched on a yes that does not stand any more and has not
// said that he took down. He fetched it, so he is told also when the citizen is another's now.
func (a *App) ListStoriesOver(ctx context.Context, actor access.Actor) (StoriesOver, error) {
	out := StoriesOver{Stories: []StoryOver{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		rows, err := tx.StoriesOut(actor.Person)
		if err != nil {
			return err
		}
		now := a.clock.Now()
		for _, row := range rows {
			over, err := a.storyOver(tx, row, house.Departments, now)
			if err != nil {
				return err
			}
			if over == nil {
				continue
			}
			if _, _, err := a.viewer(tx, actor, row.Plan); err == nil {
				over.Plan = row.Plan
			} else if !errors.Is(err, domain.ErrNotFound) {
				return err
			}
			out.Stories = append(out.Stories, *over)
		}
		return nil
	})
	return out, err
}

// storyOver says why what somebody fetched is told no more; nil where it still may be.
func (a *App) storyOver(tx *store.Tx, row store.StoryOut, departments []domain.Department, now time.Time) (*StoryOver, error) {
	over := &StoryOver{Export: row.ID, At: row.At.UTC(), Why: OverErased}
	head, err := tx.Plan(row.Plan)
	if err == nil {
		var s *state
		if s, err = a.load(tx, head, departments); err == nil {
			it, ok := s.item(domain.KindStory, row.Story).(*domain.Story)
			if !ok {
				return over, nil
			}
			over.Heading, over.Why = it.Heading, whyOver(s, it, row.ID, now)
			if over.Why == "" {
				return nil, nil
			}
			return over, nil
		}
	}
	if errors.Is(err, domain.ErrNotFound) { // the key is thrown away, and maybe the plan
		return over, nil
	}
	return nil, err
}

func whyOver(s *state, it *domain.Story, export domain.ID, now time.Time) string {
	for _, e := range it.Exports {
		k, _ := s.item(domain.KindConsent, e.Consent).(*domain.Consent)
		switch {
		case e.ID != export:
			continue
		case k == nil:
			return OverWithdrawn
		case k.TellsStory(now):
			return ""
		case k.Status == domain.StatusActive:
			return OverExpired
		case e.Consent != it.Consent || it.Status == domain.StoryAsked:
			return OverChanged
		}
	}
	return OverWithdrawn
}

// EndStoryExport keeps that what somebody fetched is told no more; the citizen sees when. Sent
// again it is done already. Of one who was erased, nothing but the reminder is left to go.
func (a *App) EndStoryExport(ctx context.Context, actor access.Actor, id domain.ID, m Mutation) error {
	var row store.StoryOut
	var erased bool
	house, err := a.House(ctx)
	if err != nil {
		return err
	}
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		if row, err = tx.StoryOut(id); err != nil {
			return err
		}
		over, err := a.storyOver(tx, row, house.Departments, a.clock.Now())
		erased = over != nil && over.Why == OverErased
		return err
	}); err != nil {
		return gone(err)
	}
	if erased {
		if row.Person != actor.Person {
			return nil // hidden is as missing
		}
		return a.store.Write(ctx, func(tx *store.Tx) error { return tx.EndStoryOut(id) })
	}
	_, err = onPlanAs(ctx, a, actor, row.Plan, operation{"end_story_export", id}, m, openStoryExport, func(c *change) (struct{}, error) {
		return struct{}{}, c.endStoryExport(row.Story, id)
	})
	return gone(err)
}

// openStoryExport lets somebody come to what he fetched, whether he may open the plan or not;
// what it was is looked at after that.
func openStoryExport(actor access.Actor, tied []store.PlanPerson, now time.Time) (access.Viewer, error) {
	return access.Viewer{Actor: actor, Relation: store.Among(tied, access.PlanScope(actor, now))}, nil
}

func (c *change) endStoryExport(story, id domain.ID) error {
	before, ok := c.state.item(domain.KindStory, story).(*domain.Story)
	if !ok {
		return domain.ErrNotFound
	}
	i := slices.IndexFunc(before.Exports, func(e domain.StoryExport) bool { return e.ID == id })
	if i < 0 || !access.EndsStory(c.actor, c.viewer, before.Exports[i]) {
		return domain.ErrNotFound
	}
	if before.Exports[i].DownAt != nil {
		return nil
	}
	s, at := *before, inUTC(c.now)
	s.Exports = slices.Clone(before.Exports)
	s.Exports[i].DownAt = &at
	if err := c.tx.EndStoryOut(id); err != nil {
		return err
	}
	if !slices.ContainsFunc(s.Exports, func(e domain.StoryExport) bool { return e.DownAt == nil }) {
		if err := c.tx.ClearNotifications(story, c.now, domain.NotifyStoryIsOver); err != nil {
			return err
		}
	}
	return c.keep(domain.KindStory, story, &s, "end_story_export")
}
