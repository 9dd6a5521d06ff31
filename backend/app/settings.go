package app

import (
	"context"
	"encoding/json"
	"slices"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/schedule"
	"tavlen/backend/store"
)

// OwnSettings are a person's own choices of how to be reached. Reminders are ISO 8601
// durations before a meeting: left out he chose nothing, empty he chose none. Phone is in E.164; quiet hours are Copenhagen's wall clock.
type OwnSettings struct {
	Reminders  []string       `json:"reminders,omitzero"`
	QuietHours *domain.Clocks `json:"quiet_hours,omitempty"`
	Channels   []string       `json:"channels,omitempty"`
	Phone      string         `json:"phone,omitempty"`
	Email      string         `json:"email,omitempty"`
	Language   string         `json:"language,omitempty"`
}

// UpdateMe is a wish to change one's own settings. A field left out stays as it is, and
// one that is null goes back to what it is without a choice.
type UpdateMe struct {
	Fields domain.Fields
	// Unproved refuses what wants a fresh proof that it is her (access.LeadsElsewhere); nil: she gave one.
	Unproved error
	Mutation
}

// updated is what is kept of it: no words, no numbers.
type updated struct {
	Changed bool `json:"changed"`
}

func ownSettings(p domain.Person) OwnSettings {
	s := p.Choices()
	own := OwnSettings{Reminders: s.Reminders, QuietHours: s.QuietHours, Phone: p.Phone, Email: p.Email, Language: p.Language}
	if len(s.Channels) > 0 {
		own.Channels = []string{}
		for _, c := range s.Ladder() {
			own.Channels = append(own.Channels, string(c))
		}
	}
	return own
}

// UpdateMe changes the actor's own settings. The reminders of the citizen's meetings to
// come follow at once.
func (a *App) UpdateMe(ctx context.Context, actor access.Actor, in UpdateMe) (OwnSettings, error) {
	var err error
	if actor.Role == domain.RoleCitizen {
		err = a.updateCitizen(ctx, actor, in)
	} else {
		err = a.store.Write(ctx, func(tx *store.Tx) error { return a.updateOther(tx, actor, in) })
	}
	if err != nil {
		return OwnSettings{}, err
	}
	var own OwnSettings
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(actor.Person)
		own = ownSettings(p)
		return err
	})
	return own, err
}

func (a *App) updateCitizen(ctx context.Context, actor access.Actor, in UpdateMe) error {
	var plan domain.ID
	if err := a.store.Read(ctx, func(tx *store.Tx) error {
		head, err := tx.PlanOf(actor.Person)
		plan = head.ID
		return err
	}); err != nil {
		return err
	}
	_, err := onPlan(ctx, a, actor, plan, operation{"update_me", actor.Person}, in.Mutation, func(c *change) (updated, error) {
		p, reach, changed, err := a.changePerson(c.tx, actor, in)
		if err != nil || !changed {
			return updated{}, err
		}
		// A revision of its own: what was opened of the plan before holds the old number.
		if _, err := c.bump(); err != nil {
			return updated{}, err
		}
		c.state = c.state.withPerson(p)
		if err := c.tx.Audit(c.state.head, store.Deed{At: c.now, Person: actor.Person, Session: actor.Session, Action: "update_me", Kind: "person", Item: actor.Person, Rev: c.rev, Words: reach.words}); err != nil {
			return updated{}, err
		}
		return updated{true}, c.remindAll()
	})
	return err
}

// updateOther changes the settings of somebody who is no citizen: a contact's or staff's.
func (a *App) updateOther(tx *store.Tx, actor access.Actor, in UpdateMe) error {
	var first updated
	if in.Key != "" {
		found, err := tx.Mutation(actor.Person, in.Key, "update_me|"+string(actor.Person), in.BodyHash, &first)
		if found || err != nil {
			return err
		}
	}
	_, reach, changed, err := a.changePerson(tx, actor, in)
	if err != nil {
		return err
	}
	now := a.clock.Now()
	if changed {
		if err := tx.AuditInstallation(store.Deed{At: now, Person: actor.Person, Session: actor.Session, Action: "update_me", Kind: "person", Item: actor.Person, Words: reach.words}); err != nil {
			return err
		}
		// What was opened of the plans that name him holds the old number.
		heads, _, err := tx.PlansIn(access.PlanScope(actor, now))
		if err != nil {
			return err
		}
		for _, h := range heads {
			if actor.Role != domain.RoleContact {
				break // staff's own numbers are nothing that they set here
			}
			if _, err := tx.Bump(h.ID); err != nil {
				return err
			}
		}
	}
	if in.Key == "" {
		return nil
	}
	return tx.KeepMutation(actor.Person, in.Key, "update_me|"+string(actor.Person), in.BodyHash, updated{changed})
}

// changePerson merges the wish into the actor's own row, checks it and keeps it, and
// promises what is to be told of it.
func (a *App) changePerson(tx *store.Tx, actor access.Actor, in UpdateMe) (p domain.Person, reach reachChange, changed bool, err error) {
	if err := tx.LockPerson(actor.Person); err != nil {
		return p, reach, false, err
	}
	if p, err = tx.Person(actor.Person); err != nil {
		return p, reach, false, err
	}
	own, err := ownSettings(p).with(in.Fields)
	if err != nil {
		return p, reach, false, err
	}
	if err := own.check(p, in.Fields); err != nil {
		return p, reach, false, err
	}
	after := p
	if choices, changed := own.choices(p.Choices(), in.Fields); changed {
		after = p.WithChoices(choices)
	}
	after.Email, after.Language, after.Phone = own.Email, own.Language, own.Phone
	if in.Unproved != nil && access.LeadsElsewhere(p, after) {
		return p, reach, false, in.Unproved
	}
	before, err := json.Marshal(p)
	if err != nil {
		return p, reach, false, err
	}
	doc, err := json.Marshal(after)
	if err != nil || string(doc) == string(before) {
		return p, reach, false, err
	}
	owner, err := tx.OwnerOf(p.ID)
	if err != nil {
		return p, reach, false, err
	}
	now := a.clock.Now()
	if after, reach = a.reachChanged(p, after, now); len(reach.notices) > 0 {
		if err := a.tellReachChange(tx, p.ID, reach, now); err != nil {
			return p, reach, false, err
		}
	}
	return after, reach, true, tx.PutPerson(after, owner)
}

// with gives the settings with what was sent in place of what was there.
func (o OwnSettings) with(sent domain.Fields) (OwnSettings, error) {
	doc, err := json.Marshal(o)
	if err != nil {
		return o, err
	}
	all := domain.Fields{}
	if err := json.Unmarshal(doc, &all); err != nil {
		return o, err
	}
	for name, value := range sent {
		if string(value) == "null" {
			delete(all, name)
			continue
		}
		all[name] = value
	}
	if doc, err = json.Marshal(all); err != nil {
		return o, err
	}
	var after OwnSettings
	if err := json.Unmarshal(doc, &after); err != nil {
		return o, domain.Invalid(domain.FieldError{Code: domain.CodeInvalid, Detail: "Det her kan ikke bruges."}).Because(err)
	}
	return after, nil
}

// choices gives the person's settings with those of them that were sent, if any were.
func (o OwnSettings) choices(s domain.Settings, sent domain.Fields) (after domain.Settings, sentAny bool) {
	for name := range sent {
		switch name {
		case "reminders":
			s.Reminders, sentAny = o.Reminders, true
		case "quiet_hours":
			s.QuietHours, sentAny = o.QuietHours, true
		case "channels":
			s.Channels, sentAny = o.Channels, true
		}
	}
	return s, sentAny
}

const maxReminders = 10

// check looks at what was sent, and writes number and address in one form.
func (o *OwnSettings) check(p domain.Person, sent domain.Fields) error {
	var wrong []domain.FieldError
	add := func(field, detail string) {
		wrong = append(wrong, domain.FieldError{Field: field, Code: domain.CodeInvalid, Detail: detail})
	}
	if len(o.Reminders) > maxReminders {
		add("reminders", "Der er for mange.")
	}
	for i, r := range o.Reminders {
		if _, err := schedule.ParseOffset(r); err != nil || slices.Contains(o.Reminders[:i], r) {
			add("reminders", "Vælg hver påmindelse én gang, fra et minut til 31 dage før.")
			break
		}
	}
	if _, err := schedule.ParseQuiet(o.QuietHours); err != nil {
		add("quiet_hours", "Skriv klokken som 21:00.")
	}
	for i, c := range o.Channels {
		if !slices.Contains(domain.Channels, domain.Channel(c)) || slices.Contains(o.Channels[:i], c) {
			add("channels", "Vælg blandt besked på telefonen, sms, e-mail og opkald, hver én gang.")
			break
		}
		if domain.Channel(c) == domain.ChannelCall && p.Role != domain.RoleCitizen {
			add("channels", "Kun borgere kan blive ringet op.")
		}
	}
	if _, is := sent["phone"]; is && o.Phone != p.Phone {
		number, ok := domain.PhoneNumber(o.Phone)
		switch {
		case p.Role.Staff():
			add("phone", "Dit nummer er borgernes vej til dig. Det rettes i kommunen.")
		case !ok && o.Phone != "":
			add("phone", "Skriv et telefonnummer på 8 cifre, eller med landekode som +46 …")
		}
		o.Phone = number
	}
	if _, is := sent["email"]; is && o.Email != "" {
		address, ok := domain.EmailAddress(o.Email)
		if !ok {
			add("email", "Skriv en e-mailadresse som navn@eksempel.dk.")
		}
		o.Email = address
	}
	if _, is := sent["language"]; is && o.Language != "" && !slices.Contains([]string{"da", "en", "uk", "ar"}, o.Language) {
		add("language", "Vælg et af sprogene.")
	}
	if len(wrong) > 0 {
		return domain.Invalid(wrong...)
	}
	return nil
}
