package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// AttentionList is what wants somebody's attention on a plan, in his words.
type AttentionList struct {
	Alerts []AlertView `json:"alerts"`
	// Settled are those that somebody said may stay as they are, the newest first.
	Settled []SettledView `json:"settled"`
}

// QueueList is a member of the staff's work queue: the loudest first, then the oldest.
type QueueList struct {
	Alerts []QueuedAlert `json:"alerts"`
	Total  int           `json:"total"`
}

// QueuedAlert is an alert with whose plan it is on.
type QueuedAlert struct {
	Citizen CitizenName `json:"citizen"`
	Plan    domain.ID   `json:"plan"`
	AlertView
}

// CitizenName is what a citizen is called, and the number to call where the reader may know it.
type CitizenName struct {
	ID            domain.ID `json:"id"`
	Name          string    `json:"name"`
	PreferredName string    `json:"preferred_name"`
	Phone         string    `json:"phone,omitempty"`
}

// AlertView is one alert as its reader sees it.
type AlertView struct {
	Key   string          `json:"key" doc:"names the alert over days and levels"`
	Rule  attention.Rule  `json:"rule"`
	Level attention.Level `json:"level" enum:"info,amber,orange,red"`
	// Subject is what it is about; left out where the reader sees no more than when that is.
	Subject *domain.Ref `json:"subject,omitempty"`
	Since   time.Time   `json:"since"`
	Text    string      `json:"text"`
	Suggest string      `json:"suggest,omitempty" doc:"how the staff can best begin"`
	Told    []ToldView  `json:"told"`
	Ends    []AlertEnd  `json:"ends"`
	// Acts is who acts now, and Due by when, before somebody else is told as well.
	Acts *ActsView  `json:"acts,omitempty"`
	Due  *time.Time `json:"due,omitempty"`
	// Owner is who is to act, and Thread where an unanswered message stands; left out as the subject is.
	Owner  domain.ID `json:"owner,omitempty"`
	Thread domain.ID `json:"thread,omitempty"`
	// From and To are the days of a gap, both included.
	From domain.Date `json:"from,omitempty"`
	To   domain.Date `json:"to,omitempty"`
}

// ToldView is one who was told. Name is left out where the role has nobody.
type ToldView struct {
	Role   attention.Role `json:"role" enum:"owner,consultant,deputy,leader"`
	Person domain.ID      `json:"person,omitempty"`
	Name   string         `json:"name,omitempty"`
	At     time.Time      `json:"at"`
}

// ActsView is who is to act.
type ActsView struct {
	Person domain.ID `json:"person"`
	Name   string    `json:"name"`
}

// AlertEnd is a deed that ends it, in words.
type AlertEnd struct {
	Code attention.End `json:"code"`
	Text string        `json:"text"`
}

// alertsFor gives of a plan's alerts those a viewer is told of: the citizen what concerns
// her, staff what they are told, whoever stands in for the consultant what she is told. What
// of a thing he sees is decided here and now, whatever it was when he was told.
func (s *state) alertsFor(v access.Viewer, alerts []attention.Alert, m memory, r *rounds, language string) []AlertView {
	out := []AlertView{}
	for _, a := range alerts {
		view, ok := s.alertFor(v, a, r, language)
		if !ok {
			continue
		}
		// Who was told when is told as it was, also of one who is back from his absence since.
		if old := m.find(a.Key); old != nil && old.DealtAt == nil {
			if old.Since.Before(view.Since) {
				view.Since = old.Since // it was so before its level or its words changed
			}
			for _, t := range old.Told {
				view.Told = append(view.Told, s.toldView(t.Role, t.Person, t.At, r))
			}
		}
		for _, t := range a.Told {
			if !slices.ContainsFunc(view.Told, func(o ToldView) bool { return o.Role == t.Role && o.Person == t.Person }) {
				view.Told = append(view.Told, s.toldView(t.Role, t.Person, t.At, r))
			}
		}
		out = append(out, view)
	}
	return out
}

func (s *state) toldView(role attention.Role, person domain.ID, at time.Time, r *rounds) ToldView {
	p, ok := s.persons[person]
	if !ok {
		p = r.people[person]
	}
	return ToldView{Role: role, Person: person, Name: p.Name, At: at}
}

func (s *state) alertFor(v access.Viewer, a attention.Alert, r *rounds, language string) (AlertView, bool) {
	out := AlertView{Key: a.Key, Rule: a.Rule, Level: a.Level, Since: a.Since, Told: []ToldView{}, Ends: []AlertEnd{}, From: a.From, To: a.To}
	text := a.Words.Staff
	told, isTold := a.Tells(v.Person)
	if !isTold && v.Relation.Kind == access.RelationDeputy {
		told, isTold = a.Tells(s.consultant(r.now))
	}
	whole := true
	if a.Subject.Kind != attention.KindMessage && a.Subject.Kind != domain.KindPlan {
		view := s.facts.See(v, a.Subject, r.now)
		if !view.Sees {
			return out, false
		}
		whole = !view.Partial()
	}
	switch {
	case v.Relation.Kind == access.RelationCitizen:
		text, isTold = a.Words.Citizen, true
	case !isTold:
		return out, false
	case told.Neutral || !whole:
		text = a.Words.Neutral
	default:
		out.Suggest = a.Words.Suggest.In(language)
	}
	if whole && !told.Neutral {
		if a.Acts != "" {
			out.Acts = &ActsView{a.Acts, s.toldView("", a.Acts, time.Time{}, r).Name}
		}
		if !a.Due.IsZero() {
			out.Due = &a.Due
		}
		out.Subject, out.Owner, out.Thread = &a.Subject, a.Owner, a.Thread
	}
	out.Text = text.In(language)
	for _, e := range a.Ends {
		if e == attention.EndSettle && out.Subject == nil {
			continue // nobody says that what he does not see whole may stay so
		}
		if e == attention.EndHoldPlan {
			continue // the leads' alone
		}
		if mine := e.Of(v.Relation.Kind == access.RelationCitizen); mine {
			out.Ends = append(out.Ends, AlertEnd{e, e.Words().In(language)})
		}
	}
	return out, isTold && out.Text != ""
}

// tellsCitizen says whether the citizen reads an alert.
func (s *state) tellsCitizen(a attention.Alert, now time.Time) bool {
	if a.Words.Citizen.Danish == "" {
		return false
	}
	if a.Subject.Kind == attention.KindMessage || a.Subject.Kind == domain.KindPlan {
		return true
	}
	v := access.Viewer{Actor: access.Actor{Person: s.head.Citizen, Role: domain.RoleCitizen}, Relation: access.Relation{Kind: access.RelationCitizen}}
	return s.facts.See(v, a.Subject, now).Sees
}

// GetAttention gives what wants attention on a plan, as the actor is told of it.
func (a *App) GetAttention(ctx context.Context, actor access.Actor, plan domain.ID) (AttentionList, error) {
	out := AttentionList{Alerts: []AlertView{}, Settled: []SettledView{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	var viewer access.Viewer
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, tied, err := tx.Tied(plan)
		if err != nil {
			return err
		}
		viewer = access.Viewer{Actor: actor, Relation: store.Among(tied, access.PlanScope(actor, now))}
		if !viewer.MayOpen(now) || viewer.Relation.Kind == access.RelationContact {
			return domain.ErrNotFound
		}
		r, err := a.newRounds(tx, house)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		if out.Alerts, err = a.alertsOn(tx, s, viewer, r); err != nil {
			return err
		}
		var m memory
		if _, _, err := tx.Attention(s.head, &m); err != nil {
			return err
		}
		out.Settled = s.settledFor(viewer, m, r)
		return nil
	}); err != nil {
		return AttentionList{}, err
	}
	return out, a.logRead(ctx, actor, readWaits, "", viewer.Relation.Kind, plan)
}

// alertsOn gives the alerts of an opened plan for a viewer.
func (a *App) alertsOn(tx *store.Tx, s *state, v access.Viewer, r *rounds) ([]AlertView, error) {
	var m memory
	if _, _, err := tx.Attention(s.head, &m); err != nil {
		return nil, err
	}
	alerts, _, err := a.look(tx, s, &m, r)
	if err != nil {
		return nil, err
	}
	return a.alertsTo(tx, s, v, alerts, m, r)
}

// language is that in which the server's words are told: Danish to whoever chose nothing.
func language(p domain.Person) string {
	if p.Language == "" {
		return "da"
	}
	return p.Language
}

// ListQueue gives a member of the staff's work queue: what he is told of on the plans he may
// open. A team lead gets what climbed to her: the name, the rule, and since when (decisions).
func (a *App) ListQueue(ctx context.Context, actor access.Actor) (QueueList, error) {
	out := QueueList{Alerts: []QueuedAlert{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	var named []domain.ID
	add := func(citizen CitizenName, plan domain.ID, list []AlertView) {
		for _, view := range list {
			out.Alerts = append(out.Alerts, QueuedAlert{citizen, plan, view})
		}
		if len(list) > 0 {
			named = append(named, plan)
		}
	}
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		if actor.Role == domain.RoleTeamLead {
			return a.queueOfLead(tx, actor, house, add)
		}
		rows, _, err := a.deskRows(tx, actor, house)
		for _, row := range rows {
			add(row.name, row.card.Plan.ID, row.alerts)
		}
		return err
	}); err != nil {
		return QueueList{}, err
	}
	out.Total = len(out.Alerts)
	slices.SortStableFunc(out.Alerts, func(x, y QueuedAlert) int {
		if d := slices.Index(attention.Levels, y.Level) - slices.Index(attention.Levels, x.Level); d != 0 {
			return d
		}
		if d := slices.Index(attention.Rules, x.Rule) - slices.Index(attention.Rules, y.Rule); d != 0 {
			return d
		}
		return x.Since.Compare(y.Since)
	})
	return out, a.logReads(ctx, actor, readQueue, "", named...)
}

// queueOfLead gives a team lead what climbed to her. She opens no plan; hers are those of which
// she was told.
func (a *App) queueOfLead(tx *store.Tx, actor access.Actor, house House, add func(CitizenName, domain.ID, []AlertView)) error {
	r, err := a.newRounds(tx, house)
	if err != nil {
		return err
	}
	all, err := tx.Plans()
	if err != nil {
		return err
	}
	v := access.Viewer{Actor: actor}
	for _, head := range all {
		var m memory
		if _, _, err := tx.Attention(head, &m); err != nil {
			return err
		}
		if !m.told(actor.Person) {
			continue
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		list, err := a.climbed(tx, s, v, m, r)
		if err != nil {
			return err
		}
		p := s.persons[head.Citizen]
		citizen := CitizenName{ID: p.ID, Name: p.Name, PreferredName: p.CalledName()}
		if mayCall, _ := access.Person(v, p); mayCall {
			citizen.Phone = p.Phone
		}
		add(citizen, head.ID, list)
	}
	return nil
}

// told says whether somebody was told of something that stands.
func (m memory) told(person domain.ID) bool {
	return slices.ContainsFunc(m.Alerts, func(n noticed) bool {
		return n.DealtAt == nil && slices.ContainsFunc(n.Told, func(t toldOnce) bool { return t.Person == person })
	})
}

// climbed gives what climbed to a team lead of one plan.
func (a *App) climbed(tx *store.Tx, s *state, v access.Viewer, m memory, r *rounds) ([]AlertView, error) {
	alerts, _, err := a.look(tx, s, &m, r)
	if err != nil {
		return nil, err
	}
	me, err := tx.Person(v.Person)
	if err != nil {
		return nil, err
	}
	var out []AlertView
	for _, alert := range alerts {
		told, ok := alert.Tells(v.Person)
		if !ok || !access.LeadIsTold(v.Actor, s.facts, alert.Subject) {
			continue
		}
		view := AlertView{Key: alert.Key, Rule: alert.Rule, Level: alert.Level, Since: alert.Since, Text: alert.Words.Neutral.In(language(me)), Ends: []AlertEnd{}}
		// Whom she can ask: the consultant and who stands in for her, never whose help it is.
		for _, t := range alert.Told {
			if t.Role == attention.RoleConsultant || t.Role == attention.RoleDeputy {
				view.Told = append(view.Told, s.toldView(t.Role, t.Person, t.At, r))
			}
		}
		view.Told = append(view.Told, s.toldView(told.Role, v.Person, told.At, r))
		for _, end := range []attention.End{attention.EndAssign, attention.EndHoldPlan} {
			if slices.Contains(alert.Ends, end) {
				view.Ends = append(view.Ends, AlertEnd{end, end.Words().In(language(me))})
			}
		}
		out = append(out, view)
	}
	return out, nil
}
