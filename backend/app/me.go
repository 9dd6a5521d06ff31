package app

import (
	"context"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Me is who is signed in, and where to go from there.
type Me struct {
	Person   personDoc        `json:"person"`
	Plan     *PlanRef         `json:"plan,omitempty"`
	Plans    []SharedPlan     `json:"plans,omitempty"`
	Settings *domain.Settings `json:"settings,omitempty"`
	// Own is what the person can change of it with updateMe, and Channels what can reach
	// people from this installation at all.
	Own          OwnSettings         `json:"own"`
	Channels     []domain.Channel    `json:"channels"`
	Session      SessionRef          `json:"session"`
	Limited      bool                `json:"limited,omitempty" doc:"a citizen who never showed more than a code: she sees when her meetings are, and can write to her consultant"`
	Demo         bool                `json:"demo"`
	ProseNote    string              `json:"prose_note,omitempty"`
	ServerTime   time.Time           `json:"server_time"`
	Format       int                 `json:"format"`
	Municipality domain.Municipality `json:"municipality"`
	// DutyText is what staff are offered to write on a mandatory meeting; {consultant} stands
	// for the name of the plan's consultant.
	DutyText string `json:"duty_text,omitempty"`
}

// PlanRef names the citizen's own plan.
type PlanRef struct {
	ID domain.ID `json:"id"`
}

// SharedPlan is a plan of which a contact sees something.
type SharedPlan struct {
	ID          domain.ID `json:"id"`
	Title       string    `json:"title"`
	CitizenName string    `json:"citizen_name"`
}

// SessionRef is the session the answer was given to.
type SessionRef struct {
	ID        domain.ID    `json:"id"`
	CreatedAt time.Time    `json:"created_at"`
	ExpiresAt time.Time    `json:"expires_at"`
	OpenedBy  domain.Proof `json:"opened_by" enum:"code,pin,passkey,oidc" doc:"how its owner came in"`
	AuthAt    time.Time    `json:"auth_at" doc:"when its owner last proved that it is her"`
}

// DemoKey marks a database as the demo's in the store's installation facts: serve
// refuses it. ProseKey holds what the demo says of its texts' dates.
const (
	DemoKey  = "demo"
	ProseKey = "demo_prose"
)

// GetMe gives who the actor is. The session's times are filled in by the caller, who knows it.
func (a *App) GetMe(ctx context.Context, actor access.Actor) (Me, error) {
	house, err := a.House(ctx)
	if err != nil {
		return Me{}, err
	}
	now := a.clock.Now()
	me := Me{ServerTime: now.UTC(), Format: Format, Municipality: house.Municipality}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(actor.Person)
		if err != nil {
			return err
		}
		me.Person = personDoc{ID: p.ID, Name: p.Name, PreferredName: p.CalledName(), Role: p.Role, Title: p.Title, Department: p.Department, Language: p.Language}
		if me.Person.Language == "" {
			me.Person.Language = "da"
		}
		me.Own, me.Channels, me.Limited = ownSettings(p), a.channels, actor.Limited
		if actor.Limited {
			me.Own.Phone, me.Own.Email = "", ""
		}
		if p.Role == domain.RoleConsultant || p.Role == domain.RoleProfessional {
			me.DutyText = a.dutyText
		}
		if p.Citizen != nil {
			me.Settings = &p.Citizen.Settings
		}
		demo, err := tx.Installation(DemoKey)
		if err != nil {
			return err
		}
		me.Demo = demo != ""
		if me.ProseNote, err = tx.Installation(ProseKey); err != nil {
			return err
		}
		return a.plansOf(tx, actor, now, house, &me)
	})
	return me, err
}

func (a *App) plansOf(tx *store.Tx, actor access.Actor, now time.Time, house House, me *Me) error {
	if actor.Role != domain.RoleCitizen && actor.Role != domain.RoleContact {
		return nil
	}
	heads, _, err := tx.PlansIn(access.PlanScope(actor, now))
	if err != nil {
		return err
	}
	for _, h := range heads {
		if actor.Role == domain.RoleCitizen {
			me.Plan = &PlanRef{h.ID}
			continue
		}
		s, err := a.load(tx, h, house.Departments)
		if err != nil {
			return err
		}
		me.Plans = append(me.Plans, SharedPlan{ID: h.ID, Title: s.plan().Title, CitizenName: s.persons[h.Citizen].CalledName()})
	}
	return nil
}

// Watched is how far a plan has come for a viewer, and when that changes by itself.
type Watched struct {
	Rev     string
	Expires time.Time // zero: never
}

// Watch gives how far one plan has come for the actor: what a stream starts from.
func (a *App) Watch(ctx context.Context, actor access.Actor, plan domain.ID) (Watched, error) {
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return Watched{}, err
	}
	cur := s.cursor(viewer, a.clock.Now())
	w := Watched{Rev: newCursorCoder(a.store, plan, actor.Person).encode(cur)}
	if cur.Expiry != 0 {
		w.Expires = time.Unix(cur.Expiry, 0)
	}
	return w, nil
}

// NextChange gives when what the actor may see changes by itself, zero: never. Before
// that it tells his open streams how far his plans have come: one may just have opened.
func (a *App) NextChange(ctx context.Context, actor access.Actor) (time.Time, error) {
	plans, err := a.WatchMine(ctx, actor)
	if err != nil {
		return time.Time{}, err
	}
	next, err := a.NextOpening(ctx, actor)
	for plan, w := range plans {
		if a.wake != nil {
			a.wake.PlanChanged(plan, []domain.ID{actor.Person})
		}
		if !w.Expires.IsZero() && (next.IsZero() || w.Expires.Before(next)) {
			next = w.Expires
		}
	}
	return next, err
}

// NextOpening gives when a plan that the actor may not open yet opens to him, as to a
// deputy whose window begins; zero: none will.
func (a *App) NextOpening(ctx context.Context, actor access.Actor) (time.Time, error) {
	var next time.Time
	if !actor.Role.Staff() {
		return next, nil
	}
	now := a.clock.Now()
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		rels, err := tx.RelationsOf(actor.Person)
		for _, r := range rels {
			if at := r.Relation.From; at.After(now) && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
		return err
	})
	return next, err
}

// WatchMine gives the same for every plan the actor may open.
func (a *App) WatchMine(ctx context.Context, actor access.Actor) (map[domain.ID]Watched, error) {
	var heads []store.PlanHead
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		heads, _, err = tx.PlansIn(access.PlanScope(actor, a.clock.Now()))
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make(map[domain.ID]Watched, len(heads))
	for _, h := range heads {
		if out[h.ID], err = a.Watch(ctx, actor, h.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}
