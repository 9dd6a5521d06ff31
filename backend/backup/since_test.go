package backup_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/backup"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// helps lets one more contact in, for whom the citizen picked what he sees.
func (in *installation) helps(head store.PlanHead, name string, items ...domain.Ref) domain.ID {
	in.t.Helper()
	since := in.Clock.Now()
	p := domain.Person{ID: domain.NewID(), Name: name, Language: "da"}
	grant := &domain.Contact{Name: name, Status: "active", InvitedAt: since, AcceptedAt: &since, Expires: domain.DateOf(since.AddDate(0, 6, 0)),
		CanSee: []string{"meetings", "meetings_accompanied", "goals_shared"}, CanDo: []string{access.DoWrite, access.DoDrive},
		Sharing: domain.Sharing{Chosen: true, Items: items, Lanes: []domain.Area{"body", "mind"}}}
	if err := in.App.ImportContact(in.t.Context(), head.ID, p, grant); err != nil {
		in.t.Fatal(err)
	}
	return p.ID
}

// put changes one of the citizen's people as he stands in the store.
func (in *installation) put(head store.PlanHead, who domain.ID, change func(*domain.Contact)) {
	in.t.Helper()
	if err := in.Store.Write(in.t.Context(), func(tx *store.Tx) error {
		head, err := tx.Plan(head.ID)
		if err != nil {
			return err
		}
		r, err := tx.Item(head, domain.KindContact, who)
		if err != nil {
			return err
		}
		grant, ok := r.Item.(*domain.Contact)
		if !ok {
			return domain.ErrNotFound
		}
		change(grant)
		if r.Rev, err = tx.Bump(head.ID); err != nil {
			return err
		}
		head.Rev = r.Rev
		return tx.PutItem(head, r)
	}); err != nil {
		in.t.Fatal(err)
	}
}

// consultantOf gives who is the consultant on a plan.
func (in *installation) consultantOf(head store.PlanHead) (who access.Actor) {
	in.t.Helper()
	in.read(in.Store, func(tx *store.Tx) error {
		rels, err := tx.Relations(head.ID)
		for _, r := range rels {
			if r.Relation.Kind == access.RelationConsultant && r.Relation.Live(in.Clock.Now()) {
				who = access.Actor{Person: r.Person, Role: domain.RoleConsultant}
			}
		}
		return err
	})
	return who
}

// thing keeps a thing on a plan as it is given, by no use case.
func (in *installation) thing(head store.PlanHead, id domain.ID, it domain.Item) {
	in.t.Helper()
	in.write(func(tx *store.Tx) error {
		rev, err := tx.Bump(head.ID)
		if err != nil {
			return err
		}
		return tx.PutItem(head, domain.Record{Plan: head.ID, Kind: it.Kind(), ID: id, Rev: rev, Item: it, By: head.Citizen, At: in.Clock.Now()})
	})
}

func item[T domain.Item](in *installation, s *store.Store, head store.PlanHead, id domain.ID) (it T) {
	in.t.Helper()
	in.read(s, func(tx *store.Tx) error {
		r, err := tx.Item(head, it.Kind(), id)
		if err == nil {
			it = r.Item.(T)
		}
		return err
	})
	return it
}

// kept gives the revision at which a contact was last changed.
func (in *installation) kept(s *store.Store, head store.PlanHead, contact domain.ID) (rev int64) {
	in.t.Helper()
	in.read(s, func(tx *store.Tx) error {
		r, err := tx.Item(head, domain.KindContact, contact)
		rev = r.Rev
		return err
	})
	return rev
}

// since is one thing that somebody takes away after a backup, and what shows afterwards that it
// is taken away; all says that the backup was made after it.
type since struct {
	name string
	// before makes what there is when the backup is made.
	before func() error
	after  func() error
	holds  func(s *store.Store, all bool) string
}

// TestWhatWasNarrowedSinceABackupStaysNarrow is the rest of T34: who was paused, muted or shown
// less, an address that was protected, a thing that was made private, a story that may be told no
// more, and by what a citizen was found that was another's.
func TestWhatWasNarrowedSinceABackupStaysNarrow(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		peter := in.planOf(in.Store, "peter")
		all := slices.Concat(in.contacts(peter), in.things(peter), in.stories(peter), in.reached(in.planOf(in.Store, "sofie").Citizen), in.found(in.planOf(in.Store, "sofie"), in.planOf(in.Store, "birthe")))
		do := func(name string, fn func() error) {
			if err := fn(); err != nil {
				t.Fatal(name, err)
			}
		}
		for _, one := range all {
			do(one.name, one.before)
		}
		in.Clock.Move(time.Minute)
		file := in.backup("since.age")
		in.Clock.Move(time.Minute)
		for _, one := range all {
			do(one.name, one.after)
		}
		in.Clock.Move(time.Minute)
		// What was done before the backup is in the ledger, too: it is carried through for nothing.
		late := in.elsewhere(in.backup("late.age"))
		to := in.elsewhere(file)
		for name, r := range map[string]backup.Return{"before": to, "after": late} {
			if _, err := backup.Restore(t.Context(), r); err != nil {
				t.Fatal(name, err)
			}
			s := in.restored(r)
			for _, one := range all {
				if wrong := one.holds(s, name == "after"); wrong != "" {
					t.Errorf("of a backup made %s: %s: %s", name, one.name, wrong)
				}
			}
			if faults, _, err := s.VerifyAudit(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("the log: %v, %v", faults, err)
			}
		}
	})
}

func (in *installation) contacts(peter store.PlanHead) []since {
	ctx, her := in.t.Context(), citizen("peter")
	goal, other := domain.Ref{Kind: domain.KindGoal, ID: domain.NewID()}, domain.Ref{Kind: domain.KindGoal, ID: domain.NewID()}
	for _, g := range []domain.Ref{goal, other} {
		in.thing(peter, g.ID, &domain.Goal{Area: "work", Title: "Et mål", Status: domain.StatusActive})
	}
	paused, back, muted, less, again, shorter := in.helps(peter, "Paused"), in.helps(peter, "Back"), in.helps(peter, "Muted"), in.helps(peter, "Less", goal, other), in.helps(peter, "Again", goal), in.helps(peter, "Shorter", goal)
	nothing := func() error { return nil }
	pause := func(who domain.ID, on bool) error {
		in.Clock.Move(time.Second)
		_, err := in.App.PauseContact(ctx, her, peter.ID, who, on, app.Mutation{})
		return err
	}
	share := func(who domain.ID, with app.ShareWith) error {
		_, err := in.App.PutSharing(ctx, her, peter.ID, who, with, nil, app.Mutation{})
		return err
	}
	until := domain.DateOf(in.Clock.Now().AddDate(0, 6, 0))
	soon := domain.DateOf(in.Clock.Now().AddDate(0, 0, 7))
	grant := func(s *store.Store, who domain.ID) *domain.Contact { return item[*domain.Contact](in, s, peter, who) }
	asked := in.helps(peter, "Asked")
	in.put(peter, asked, func(c *domain.Contact) { c.Status = "invited" })
	return []since{
		{"a contact was let in and then paused", nothing, func() error {
			if _, _, err := in.App.ConfirmContact(ctx, her, peter.ID, asked, true, app.Mutation{}); err != nil {
				return err
			}
			return pause(asked, true)
		}, func(s *store.Store, all bool) string {
			if got := grant(s, asked); got.Status != map[bool]string{true: "paused", false: "withdrawn"}[all] {
				return "he is " + got.Status
			}
			return ""
		}},
		{"a contact was paused", nothing, func() error { return pause(paused, true) }, func(s *store.Store, _ bool) string {
			if got := grant(s, paused); got.Status != "paused" || got.PausedRev == 0 {
				return "he is " + got.Status
			}
			return ""
		}},
		{"a contact was paused for a while", nothing, func() error {
			if err := pause(back, true); err != nil {
				return err
			}
			return pause(back, false)
		}, func(s *store.Store, all bool) string {
			if got := grant(s, back); got.Status != "active" {
				return "he is " + got.Status
			}
			// A pause takes him out of what is planned: one that is over is not gone through again.
			if all && in.kept(s, peter, back) != in.kept(in.Store, peter, back) {
				return "he was paused once more"
			}
			return ""
		}},
		{"a contact was muted", nothing, func() error {
			_, err := in.App.MuteContact(ctx, her, peter.ID, muted, true, app.Mutation{})
			return err
		}, func(s *store.Store, _ bool) string {
			if !grant(s, muted).Muted {
				return "he is heard"
			}
			return ""
		}},
		{"a contact is shown less", nothing, func() error {
			return share(less, app.ShareWith{Meetings: "along", Items: []domain.Ref{other}, Lanes: []domain.Area{"mind"}, May: []string{"drive"}, Until: until})
		}, func(s *store.Store, _ bool) string {
			got := grant(s, less)
			if slices.Contains(got.CanSee, "meetings") || slices.Contains(got.CanDo, access.DoWrite) || got.Picked(goal) || slices.Contains(got.Lanes, "body") {
				return "he has again what was taken away"
			}
			if !slices.Contains(got.CanSee, "meetings_accompanied") || !slices.Contains(got.CanDo, access.DoDrive) || !got.Picked(other) || !slices.Contains(got.Lanes, "mind") || got.Status != "active" {
				return "he lost what was left to him"
			}
			return ""
		}},
		{"a contact was shown less for a while", nothing, func() error {
			wide := app.ShareWith{Meetings: "all", Items: []domain.Ref{goal}, Lanes: []domain.Area{"body", "mind"}, May: []string{"drive", "write"}, Until: until}
			narrow := wide
			narrow.Items = nil
			if err := share(again, narrow); err != nil {
				return err
			}
			in.Clock.Move(time.Second)
			return share(again, wide)
		}, func(s *store.Store, all bool) string {
			if got := grant(s, again); all && !got.Picked(goal) {
				return "he lost what he was given back"
			}
			return ""
		}},
		{"a contact is let in for a shorter time", nothing, func() error {
			return share(shorter, app.ShareWith{Meetings: "all", Items: []domain.Ref{goal}, Lanes: []domain.Area{"body", "mind"}, May: []string{"drive", "write"}, Until: soon})
		}, func(s *store.Store, _ bool) string {
			wrong := ""
			in.read(s, func(tx *store.Tx) error {
				rels, err := tx.Relations(peter.ID)
				for _, r := range rels {
					if r.Person == shorter && r.Relation.Live(soon.End().Add(time.Hour)) {
						wrong = "he may open the plan later than that"
					}
				}
				return err
			})
			if got := grant(s, shorter); got.Expires != soon {
				wrong = "his time ends on " + string(got.Expires)
			}
			return wrong
		}},
	}
}

func (in *installation) things(peter store.PlanHead) []since {
	sensitive, listed, result, along, share, picture := domain.NewID(), domain.NewID(), domain.NewID(), domain.NewID(), domain.NewID(), domain.NewID()
	helper := in.helps(peter, "Companion")
	goal := func(seen domain.Seen) *domain.Goal {
		return &domain.Goal{Seen: seen, Area: "work", Title: "Et mål", Status: domain.StatusActive}
	}
	effort := func(seen ...string) *domain.Effort {
		return &domain.Effort{Title: "Et forløb", Status: domain.StatusActive, ResultVisibility: seen}
	}
	meeting := func(who ...domain.ID) *domain.Meeting {
		return &domain.Meeting{Title: "Et møde", Start: in.Clock.Now().Add(48 * time.Hour), End: in.Clock.Now().Add(49 * time.Hour), Status: domain.StatusPlanned, Companions: who}
	}
	checkin := func(who ...string) *domain.Checkin { return &domain.Checkin{At: in.Clock.Now(), Score: 3, Share: who} }
	put := func(id domain.ID, it func() domain.Item) func() error {
		return func() error { in.thing(peter, id, it()); return nil }
	}
	says := func(ok bool) string {
		if !ok {
			return "it is as open as it was"
		}
		return ""
	}
	shown := func(status domain.Status) *domain.Picture {
		return &domain.Picture{On: domain.PictureOn{Kind: domain.KindBoard}, Media: domain.MediaPhoto, Text: "Haven", Width: 1, Height: 1, Bytes: 1, Status: status, By: peter.Citizen, At: in.Clock.Now()}
	}
	return []since{
		{"a picture was put away", put(picture, func() domain.Item { return shown(domain.StatusActive) }), put(picture, func() domain.Item { return shown(domain.StatusDropped) }),
			func(s *store.Store, _ bool) string {
				return says(item[*domain.Picture](in, s, peter, picture).Status == domain.StatusDropped)
			}},
		{"a thing was made private", put(sensitive, func() domain.Item { return goal(domain.Seen{}) }), put(sensitive, func() domain.Item { return goal(domain.Seen{Sensitive: true}) }),
			func(s *store.Store, _ bool) string {
				return says(item[*domain.Goal](in, s, peter, sensitive).Sensitive)
			}},
		{"a thing is for fewer", put(listed, func() domain.Item { return goal(domain.Seen{}) }), put(listed, func() domain.Item { return goal(domain.Seen{Visibility: []string{"citizen"}}) }),
			func(s *store.Store, _ bool) string {
				return says(slices.Equal(item[*domain.Goal](in, s, peter, listed).Visibility, []string{"citizen"}))
			}},
		{"a result is for fewer", put(result, func() domain.Item { return effort("citizen", "consultant") }), put(result, func() domain.Item { return effort("citizen") }),
			func(s *store.Store, _ bool) string {
				return says(slices.Equal(item[*domain.Effort](in, s, peter, result).ResultVisibility, []string{"citizen"}))
			}},
		{"somebody comes along no more", put(along, func() domain.Item { return meeting(helper) }), put(along, func() domain.Item { return meeting() }),
			func(s *store.Store, _ bool) string {
				return says(len(item[*domain.Meeting](in, s, peter, along).Companions) == 0)
			}},
		{"a check-in is for fewer", put(share, func() domain.Item { return checkin("consultant", string(helper)) }), put(share, func() domain.Item { return checkin(string(helper)) }),
			func(s *store.Store, _ bool) string {
				return says(!slices.Contains(item[*domain.Checkin](in, s, peter, share).Share, "consultant"))
			}},
	}
}

func (in *installation) stories(peter store.PlanHead) []since {
	ask := func(id domain.ID) app.AskStory {
		return app.AskStory{Plan: peter.ID, ID: id, Version: 1, Heading: "Det gik godt", Text: "Det blev bedre, da der kom ro på.", Uses: []string{"colleagues"}, Until: domain.DateOf(in.Clock.Now().AddDate(0, 3, 0))}
	}
	told := func(id domain.ID) func() error {
		return func() error {
			fresh := ask(id)
			fresh.Version = 0
			if _, err := in.App.AskStory(in.t.Context(), in.consultantOf(peter), fresh); err != nil {
				return err
			}
			in.Clock.Move(time.Second)
			_, err := in.App.AnswerStory(in.t.Context(), citizen("peter"), app.AnswerStory{AskStory: ask(id), Yes: true})
			return err
		}
	}
	status := func(id domain.ID, want domain.Status) func(s *store.Store, _ bool) string {
		return func(s *store.Store, _ bool) string {
			got := item[*domain.Story](in, s, peter, id)
			k := item[*domain.Consent](in, s, peter, got.Consent)
			if got.Status != want || got.Stands(k, in.Clock.Now()) {
				return "it is " + string(got.Status) + ", its consent " + string(k.Status)
			}
			return ""
		}
	}
	ended, rewritten := domain.NewID(), domain.NewID()
	return []since{
		{"a yes to a story was taken back", told(ended), func() error {
			_, err := in.App.WithdrawStory(in.t.Context(), citizen("peter"), app.StoryDeed{Plan: peter.ID, ID: ended})
			return err
		}, status(ended, domain.StoryWithdrawn)},
		{"a story was written anew", told(rewritten), func() error {
			anew := ask(rewritten)
			anew.Text = "Det blev bedre. Der kom ro på."
			_, err := in.App.AskStory(in.t.Context(), in.consultantOf(peter), anew)
			return err
		}, status(rewritten, domain.StoryAsked)},
	}
}

// found are by what people who sign in are found, and where one lives.
// reached is a number and an address that were left: whoever has them now must not be told what is hers.
func (in *installation) reached(citizen domain.ID) []since {
	put := func(phone, email string) func() error {
		return func() error {
			in.Clock.Move(time.Second)
			return in.Store.Write(in.t.Context(), func(tx *store.Tx) error {
				p, err := tx.Person(citizen)
				if err != nil {
					return err
				}
				p.Phone, p.Email = phone, email
				return tx.PutPerson(p, citizen)
			})
		}
	}
	return []since{{"a number and an address were left", put("+4520111111", "hans@example.dk"), func() error {
		// By way of another, which is hers no more either.
		return errors.Join(put("+4520222222", "hans@example.dk")(), put("+4520333333", "hendes@example.dk")())
	}, func(s *store.Store, all bool) (says string) {
		in.read(s, func(tx *store.Tx) error {
			p, err := tx.Person(citizen)
			switch {
			case err != nil:
				return err
			case all && (p.Phone != "+4520333333" || p.Email != "hendes@example.dk"):
				says = "she is not reached where she said"
			case !all && (p.Phone != "" || p.Email != ""):
				says = "whoever has it now is told what is hers"
			}
			return nil
		})
		return says
	}}}
}

func (in *installation) found(sofie, birthe store.PlanHead) []since {
	ctx := in.t.Context()
	wrong, right := "0101701234", "0202801234"
	lookup := []byte("a name that a broker gave")
	key := domain.NewID()
	return []since{
		{"a CPR number was another's", func() error {
			return in.Store.Write(ctx, func(tx *store.Tx) error {
				if err := tx.PutCPR(sofie.Citizen, wrong, in.Clock.Now()); err != nil {
					return err
				}
				if err := tx.AddIdentity(lookup, sofie.Citizen, sofie.Citizen, "x", in.Clock.Now()); err != nil {
					return err
				}
				return tx.AddPasskey(store.Passkey{ID: key, Person: sofie.Citizen, Credential: []byte("his"), CreatedAt: in.Clock.Now(), Name: "hans"})
			})
		}, func() error {
			_, err := in.App.PutCitizenCPR(ctx, in.consultantOf(sofie), sofie.Citizen, right)
			return err
		}, func(s *store.Store, all bool) (says string) {
			in.read(s, func(tx *store.Tx) error {
				if who, err := tx.CitizenOfCPR(wrong); err == nil {
					says = "he is taken for her by his number: " + string(who)
				}
				if who, err := tx.CitizenOfCPR(right); all && (err != nil || who != sofie.Citizen) {
					says = "she is not found by her own number any more"
				}
				if _, err := tx.PersonOfIdentity(lookup); err == nil {
					says = "he is taken for her by what his broker calls him"
				}
				if _, err := tx.PasskeyBy([]byte("his")); err == nil {
					says = "he is taken for her by his passkey"
				}
				return nil
			})
			return says
		}},
		{"an address was protected", func() error { return nil }, func() error {
			_, err := in.App.PutProtection(context.WithoutCancel(ctx), in.consultantOf(birthe), app.Protect{Plan: birthe.ID, Protected: true})
			return err
		}, func(s *store.Store, _ bool) (says string) {
			in.read(s, func(tx *store.Tx) error {
				p, err := tx.Person(birthe.Citizen)
				if !p.Citizen.Protected() || p.Citizen.MayInvite() {
					says = "where she is may be told"
				}
				return err
			})
			return says
		}},
	}
}
