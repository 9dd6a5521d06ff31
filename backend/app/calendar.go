package app

import (
	"context"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/calendar"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// CalendarSettings are how a person's own calendar feed stands. Secret is the last part of
// its address, "" while it is off.
type CalendarSettings struct {
	On     bool                  `json:"on"`
	Titles domain.CalendarTitles `json:"titles" enum:"neutral,full"`
	// MayChoose says whether full titles are his to choose; staff put no citizen's words there.
	MayChoose bool       `json:"may_choose_titles"`
	MadeAt    *time.Time `json:"made_at,omitempty"`
	Secret    domain.ID  `json:"-"`
}

// PutCalendar is what a person wants of his feed.
type PutCalendar struct {
	On     bool
	Titles domain.CalendarTitles // "" leaves it as it is
	// Renew makes a new address; the old one is dead at once.
	Renew bool
	Mutation
}

// GetCalendarSettings gives how the actor's own feed stands.
func (a *App) GetCalendarSettings(ctx context.Context, actor access.Actor) (out CalendarSettings, err error) {
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		f, err := feedOf(tx, actor.Person)
		out = settingsOf(actor, f)
		return err
	})
	return out, err
}

// PutCalendarFeed turns the actor's feed on or off, chooses its titles, or gives it a new
// address. Sent again with the same key it changes nothing and says how the feed stands.
func (a *App) PutCalendarFeed(ctx context.Context, actor access.Actor, in PutCalendar) (out CalendarSettings, err error) {
	switch in.Titles {
	case "", domain.TitlesNeutral:
	case domain.TitlesFull:
		if actor.Role.Staff() {
			return out, domain.Invalid(domain.FieldError{Field: "titles", Code: domain.CodeInvalid, Detail: "I din kalender står der kun, hvornår du har en aftale."})
		}
	default:
		return out, domain.Invalid(domain.FieldError{Field: "titles", Code: domain.CodeInvalid, Detail: "Vælg, om der skal stå titler."})
	}
	const op = "put_calendar_feed"
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		f, err := feedOf(tx, actor.Person)
		if err != nil {
			return err
		}
		out = settingsOf(actor, f)
		if in.Key != "" {
			if found, err := tx.Mutation(actor.Person, in.Key, op, in.BodyHash, &struct{}{}); found || err != nil {
				return err
			}
		}
		now := a.clock.Now()
		if in.Titles != "" && in.Titles != f.Titles {
			f.Titles, f.ChangedAt = in.Titles, now
		}
		switch {
		case !in.On:
			f.Secret = ""
		case f.Secret == "" || in.Renew:
			f.Secret, f.MadeAt = domain.NewID(), now
		}
		if err := tx.PutCalendarFeed(f); err != nil {
			return err
		}
		out = settingsOf(actor, f)
		if in.Key == "" {
			return nil
		}
		// Not the answer itself: what is kept for ever holds no address.
		return tx.KeepMutation(actor.Person, in.Key, op, in.BodyHash, struct{}{})
	})
	return out, err
}

// EndCalendarFeed closes the address of the actor's feed, as when a phone was lost that knew
// it, and says whether there was one. The choice of titles stays.
func (a *App) EndCalendarFeed(ctx context.Context, actor access.Actor) (ended bool, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		f, err := feedOf(tx, actor.Person)
		if err != nil || f.Secret == "" {
			return err
		}
		ended, f.Secret = true, ""
		if err := tx.PutCalendarFeed(f); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: actor.Person, Session: actor.Session, Action: "end_calendar_feed", Kind: "person", Item: actor.Person})
	})
	return ended, err
}

// feedOf gives a person's feed; one that he never asked for is off and neutral.
func feedOf(tx *store.Tx, person domain.ID) (domain.CalendarFeed, error) {
	f, err := tx.CalendarFeed(person)
	if errors.Is(err, domain.ErrNotFound) {
		return domain.CalendarFeed{Person: person, Titles: domain.TitlesNeutral, MadeAt: time.UnixMilli(0), ChangedAt: time.UnixMilli(0)}, nil
	}
	return f, err
}

func settingsOf(actor access.Actor, f domain.CalendarFeed) CalendarSettings {
	s := CalendarSettings{On: f.Secret != "", Titles: f.Titles, MayChoose: !actor.Role.Staff(), Secret: f.Secret}
	if s.On {
		made := f.MadeAt.UTC().Truncate(time.Second)
		s.MadeAt = &made
	}
	return s
}

// Site is what a calendar elsewhere is told of this installation.
type Site struct {
	// Host makes the meetings' names this installation's own.
	Host string
	// Link is the page where the person finds his meetings.
	Link string
}

// GetMeetingCalendar gives one meeting as a file for the actor's own calendar, with what
// he chose for his feed. ErrNotFound if he does not see when it is.
func (a *App) GetMeetingCalendar(ctx context.Context, actor access.Actor, plan, id domain.ID, purpose Purpose, site Site) ([]byte, error) {
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	now := a.clock.Now()
	ref := domain.Ref{Kind: domain.KindMeeting, ID: id}
	entry := s.facts.InCalendar(viewer, ref, now)
	if !entry.Sees {
		return nil, domain.ErrNotFound
	}
	if err := a.logRead(ctx, actor, readMeeting, purpose, viewer.Relation.Kind, plan); err != nil {
		return nil, err
	}
	var events []calendar.Event
	var person domain.Person
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		f, err := feedOf(tx, actor.Person)
		if err != nil {
			return err
		}
		if person, err = tx.Person(actor.Person); err != nil {
			return err
		}
		events, err = a.entries(tx, s, map[domain.ID]access.Entry{id: entry}, f, person.Language, site)
		return err
	})
	if err != nil {
		return nil, err
	}
	return calendar.Write(events, calendar.Options{Language: person.Language, Link: site.Link}), nil
}

// ReadCalendarFeed gives the calendar behind an address: the meetings that its person
// comes to, as far as he sees them now. ErrNotFound for an address that opens nothing.
func (a *App) ReadCalendarFeed(ctx context.Context, secret domain.ID, site Site) ([]byte, error) {
	var f domain.CalendarFeed
	var person domain.Person
	var heads []store.PlanHead
	actor := access.Actor{}
	now := a.clock.Now()
	err := a.store.Snapshot(ctx, func(tx *store.Tx) (err error) {
		if f, err = tx.CalendarFeedBy(secret); err != nil {
			return err
		}
		actor.Person = f.Person
		who, err := tx.SignInFacts(f.Person)
		if err != nil {
			return err
		}
		actor.Role, actor.Department = who.Role, who.Department
		if who.Disabled {
			return domain.ErrNotFound
		}
		if person, err = tx.Person(f.Person); err != nil {
			return err
		}
		heads, _, err = tx.PlansIn(access.PlanScope(actor, now))
		return err
	})
	if err != nil {
		return nil, err
	}
	var events []calendar.Event
	for _, head := range heads {
		more, err := a.feedEntries(ctx, actor, head.ID, f, person.Language, site)
		if errors.Is(err, domain.ErrNotFound) {
			continue // closed to him this very moment
		}
		if err != nil {
			return nil, err
		}
		if len(more) > 0 && actor.Role.Staff() {
			if err := a.logReads(ctx, actor, readFeed, "", head.ID); err != nil {
				return nil, err
			}
		}
		events = append(events, more...)
	}
	return calendar.Write(events, calendar.Options{Language: person.Language, Link: site.Link, Feed: true}), nil
}

// keepFor is how long after its end a meeting stays in a feed. One that was called off
// must be seen as such by calendars that look but once a day, and by those that were off
// for a holiday.
const keepFor = 30 * 24 * time.Hour

func (a *App) feedEntries(ctx context.Context, actor access.Actor, plan domain.ID, f domain.CalendarFeed, language string, site Site) (events []calendar.Event, err error) {
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	now := a.clock.Now()
	own := map[domain.ID]access.Entry{}
	for _, r := range s.records {
		m, ok := r.Item.(*domain.Meeting)
		if !ok || m.End.Add(keepFor).Before(now) {
			continue
		}
		if e := s.facts.InCalendar(viewer, r.Ref(), now); e.Sees && e.Comes {
			own[r.ID] = e
		}
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		events, err = a.entries(tx, s, own, f, language, site)
		return err
	})
	return events, err
}

// entries turns meetings of a plan into what a calendar elsewhere is told of them.
func (a *App) entries(tx *store.Tx, s *state, which map[domain.ID]access.Entry, f domain.CalendarFeed, language string, site Site) ([]calendar.Event, error) {
	versions, err := tx.VersionsOf(s.newest(), domain.KindMeeting, slices.Collect(maps.Keys(which)))
	if err != nil {
		return nil, err
	}
	var out []calendar.Event
	var before facts
	for i, v := range versions {
		m, ok := v.Item.(*domain.Meeting)
		if !ok {
			continue
		}
		seen := factsOf(m, which[v.ID], language)
		if i == 0 || versions[i-1].ID != v.ID {
			out = append(out, calendar.Event{UID: a.uid(f.Person, v.ID, site.Host), Sequence: -1})
			before = facts{}
		}
		e := &out[len(out)-1]
		if seen != before {
			// Only what he sees counts: a number that grew by itself would tell of the rest.
			e.Sequence++
			e.Revised = v.At
			before = seen
		}
		e.Start, e.End, e.Cancelled, e.Title, e.Place = m.Start, m.End, seen.cancelled, "", ""
		if f.Titles == domain.TitlesFull && which[v.ID].Open {
			e.Title, e.Place = seen.title, seen.place
		}
	}
	for i := range out {
		if out[i].Revised.Before(f.ChangedAt) {
			out[i].Revised = f.ChangedAt
		}
	}
	return out, nil
}

// facts are what of a version of a meeting its viewer sees and a calendar can say.
type facts struct {
	start, end   int64
	cancelled    bool
	title, place string
}

func factsOf(m *domain.Meeting, e access.Entry, language string) facts {
	f := facts{start: m.Start.Unix(), end: m.End.Unix(), cancelled: m.Status == domain.StatusCancelled || m.Status == domain.StatusMoved}
	if e.Title {
		f.title = m.Title
		if translated := m.TitleIn[language]; translated != "" {
			f.title = translated
		}
	}
	if e.Place && m.Place != nil {
		f.place = m.Place.Name
		if f.place != "" && m.Place.Address != "" {
			f.place += ", "
		}
		f.place += m.Place.Address
	}
	return f
}

// uid names a meeting in one person's calendar, always by the same name. It is a keyed
// hash: nobody gets from it to the meeting, nor from one person's calendar to another's.
func (a *App) uid(person, meeting domain.ID, host string) string {
	sum := a.store.BlindIndex("calendar_uid", string(person)+"|"+string(meeting))
	return hex.EncodeToString(sum[:16]) + "@" + host
}
