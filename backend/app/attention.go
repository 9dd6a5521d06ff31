package app

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/redact"
	"tavlen/backend/store"
)

// changedPlans are the plans that were changed in this process and that the rules of
// attention have not gone over since. Nobody waits for that: it happens after the commit.
type changedPlans struct {
	mu    sync.Mutex
	plans []domain.ID
	wake  chan struct{}
}

func newChangedPlans() *changedPlans { return &changedPlans{wake: make(chan struct{}, 1)} }

// attend asks for a look at a plan, soon.
func (a *App) attend(plan domain.ID) {
	if a.muted {
		return
	}
	c := a.changed
	c.mu.Lock()
	if !slices.Contains(c.plans, plan) {
		c.plans = append(c.plans, plan)
	}
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Changed wakes whoever is to look at the plans that TakeChanged gives.
func (a *App) Changed() <-chan struct{} { return a.changed.wake }

// TakeChanged gives the plans that were changed since it was last asked.
func (a *App) TakeChanged() []domain.ID {
	c := a.changed
	c.mu.Lock()
	defer c.mu.Unlock()
	plans := c.plans
	c.plans = nil
	return plans
}

// noticed is what is remembered of one alert.
type noticed struct {
	Key   string          `json:"key"`
	Rule  attention.Rule  `json:"rule"`
	Level attention.Level `json:"level"`
	// Since is when it was first noticed. One that was dealt with and came back because its
	// facts were turned back begins anew.
	Since time.Time  `json:"since"`
	Told  []toldOnce `json:"told,omitempty"`
	// Citizen says that the citizen reads it, too.
	Citizen bool `json:"citizen,omitempty"`
	// DealtAt is when its cause was gone, or when By said that it may stay so.
	DealtAt *time.Time `json:"dealt_at,omitempty"`
	By      domain.ID  `json:"by,omitempty"`
	// Why is what By said of it.
	Why string `json:"why,omitempty"`
}

// toldOnce is one who was told, and when.
type toldOnce struct {
	Role   attention.Role `json:"role"`
	Person domain.ID      `json:"person,omitempty"`
	At     time.Time      `json:"at"`
}

// memory is what is remembered of a plan's alerts.
type memory struct {
	Alerts []noticed `json:"alerts,omitempty"`
	// Counted is what the lead's figures count of the plan; nil where nobody has counted yet.
	Counted *domain.Counted `json:"counted,omitempty"`
}

// rememberDealt is how long one that was dealt with is remembered; one that somebody let be
// is remembered for ever, or it would come back.
const rememberDealt = 400 * 24 * time.Hour

func (m *memory) settled() map[string]bool {
	out := map[string]bool{}
	for _, n := range m.Alerts {
		if n.By != "" {
			out[n.Key] = true
		}
	}
	return out
}

// counts gives what was counted last.
func (m *memory) counts() domain.Counted {
	if m.Counted == nil {
		return domain.Counted{}
	}
	return *m.Counted
}

func (m *memory) find(key string) *noticed {
	for i := range m.Alerts {
		if m.Alerts[i].Key == key {
			return &m.Alerts[i]
		}
	}
	return nil
}

// Attend lets the rules of attention go over a plan: what is new is remembered, those who
// are to be told are told, and what was dealt with is remembered as such.
func (a *App) Attend(ctx context.Context, plan domain.ID) error {
	house, err := a.House(ctx)
	if err != nil {
		return err
	}
	return a.attendThese(ctx, house, []domain.ID{plan}, func(tx *store.Tx, head store.PlanHead, r *rounds) (*state, error) {
		return a.load(tx, head, r.house.Departments)
	})
}

// Rounds goes over every plan, in pieces, so that others can write between them. It gives how
// many there were.
func (a *App) Rounds(ctx context.Context) (int, error) {
	house, err := a.House(ctx)
	if err != nil {
		return 0, err
	}
	var heads []store.PlanHead
	if err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		heads, err = tx.Plans()
		return err
	}); err != nil {
		return 0, err
	}
	// The cache is for those who use it: going over all plans leaves it as it is.
	look := func(tx *store.Tx, head store.PlanHead, r *rounds) (*state, error) {
		if s := a.views.state(head); s != nil {
			return s, nil
		}
		records, err := tx.ItemsOf(head, judged)
		if err != nil {
			return nil, err
		}
		persons, err := r.named(tx, nil, namedIn(head, records))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(records, compareRecords)
		return newState(head, records, r.house.Departments, persons), nil
	}
	pieces := make(chan []domain.ID)
	failed := make(chan error, hands)
	for range hands {
		go func() {
			var first error
			for plans := range pieces {
				if first == nil || errors.Is(first, errPanicked) {
					first = errors.Join(first, a.attendEach(ctx, house, plans, look))
				}
			}
			failed <- first
		}()
	}
	for chunk := range slices.Chunk(heads, piece) {
		plans := make([]domain.ID, len(chunk))
		for i, h := range chunk {
			plans[i] = h.ID
		}
		pieces <- plans
	}
	close(pieces)
	for range hands {
		err = errors.Join(err, <-failed)
	}
	return len(heads), err
}

// hands is how many pieces are gone over at once.
const hands = 2

// judged are the kinds of things that the rules judge by, and those that who may see them
// hangs on.
var judged = []domain.Kind{domain.KindPlan, domain.KindGoal, domain.KindEffort, domain.KindAgreement, domain.KindMeeting, domain.KindPlanChange, domain.KindFlag, domain.KindCheckin,
	domain.KindIndicator, domain.KindMeasurement, domain.KindConsent, domain.KindContact, domain.KindWish, domain.KindMeetingRequest, domain.KindContactAttempt,
	domain.KindAssessment, domain.KindAssessmentNote, domain.KindRightsRequest, domain.KindHandover}

// piece is how many plans are gone over at a time.
const piece = 100

// opening gives a plan as it is.
type opening func(*store.Tx, store.PlanHead, *rounds) (*state, error)

// errPanicked is what a mistake in a rule becomes: it ends the look at a plan, and not the program.
var errPanicked = errors.New("the rules panicked")

// attendEach goes over some plans together; where that panics, over each by itself, so that
// a plan that the rules cannot take keeps nobody else from being told.
func (a *App) attendEach(ctx context.Context, house House, plans []domain.ID, open opening) error {
	err := a.attendThese(ctx, house, plans, open)
	if !errors.Is(err, errPanicked) || len(plans) == 1 {
		return err
	}
	err = nil
	for _, plan := range plans {
		err = errors.Join(err, a.attendThese(ctx, house, []domain.ID{plan}, open))
	}
	return err
}

// attendThese goes over some plans: it looks first, as a reader, and writes only where there
// is news, since mostly there is none. What it found it keeps, unless the plan has moved since:
// nobody waits for a plan to be looked at that is as it was.
func (a *App) attendThese(ctx context.Context, house House, plans []domain.ID, open opening) (err error) {
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("the rules of attention panicked", "plans", len(plans), "panic", redact.Panic(p), "stack", string(debug.Stack()))
			err = errPanicked
		}
	}()
	var news []*looked
	// On SQLite each statement that can be called off costs a goroutine that watches for it. Here
	// it is asked between two plans.
	quiet := ctx
	if !a.store.Postgres() {
		quiet = context.WithoutCancel(ctx)
	}
	var r *rounds
	if err := a.store.Snapshot(quiet, func(tx *store.Tx) (err error) {
		if r, err = a.newRounds(tx, house); err != nil {
			return err
		}
		for _, plan := range plans {
			switch l, err := a.lookAt(tx, plan, r, open); {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				// One that cannot be read (its key was thrown away) keeps nobody else from being looked at.
				a.log.Warn("the rules of attention could not go over a plan", "plan", plan, "error", err)
			case l.news():
				news = append(news, l)
			}
		}
		return nil
	}); err != nil || len(news) == 0 {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		for _, l := range news {
			if err := tx.Lock(l.state.head.ID); err != nil {
				return err
			}
			_, mark, err := tx.PlanMark(l.state.head.ID)
			if err != nil {
				return err
			}
			now := r
			if mark != l.mark {
				if now, err = a.newRounds(tx, house); err != nil {
					return err
				}
				if l, err = a.lookAt(tx, l.state.head.ID, now, open); err != nil {
					return err
				}
			}
			if err := a.remember(tx, l, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// DueRounds goes over the plans about which the rules have something new to say by now.
func (a *App) DueRounds(ctx context.Context, limit int) (int, error) {
	var due []domain.ID
	if err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		due, err = tx.AttentionDue(a.clock.Now(), limit)
		return err
	}); err != nil {
		return 0, err
	}
	for _, plan := range due {
		if err := a.Attend(ctx, plan); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}

// looked is what looking at a plan found.
type looked struct {
	state *state
	mark  store.Mark
	// found says that the plan was looked at before.
	found            bool
	before, after    memory
	nextBefore, next time.Time
	told             []news
	counted          domain.Counted
}

// counts says whether the lead's figures count the plan otherwise than before.
func (l *looked) counts() bool {
	return l.before.Counted == nil || !l.counted.Same(*l.before.Counted)
}

// news says whether anything is to be remembered.
func (l *looked) news() bool {
	return !l.found || !l.next.Equal(l.nextBefore) || !l.after.same(l.before) || l.counts()
}

// lookAt goes over one plan in a transaction.
func (a *App) lookAt(tx *store.Tx, plan domain.ID, r *rounds, open opening) (*looked, error) {
	var l looked
	head, mark, err := tx.PlanMark(plan)
	if err != nil {
		return nil, err
	}
	l.mark = mark
	if l.state, err = open(tx, head, r); err != nil {
		return nil, err
	}
	if l.nextBefore, l.found, err = tx.Attention(head, &l.before); err != nil {
		return nil, err
	}
	t, err := a.talkOn(tx, l.state)
	if err != nil {
		return nil, err
	}
	facts, err := a.knownOf(tx, l.state, t, &l.before, r)
	if err != nil {
		return nil, err
	}
	alerts, next := r.apply(l.state, facts)
	l.next = next
	l.counted = a.counted(l.state, facts, alerts, l.before.counts(), r.now)
	l.after, l.told = l.before.with(alerts, r.now.UTC(), func(alert attention.Alert) bool { return l.state.tellsCitizen(alert, r.now) })
	return &l, nil
}

// remember keeps what looking at a plan found, and tells those who are to be told.
func (a *App) remember(tx *store.Tx, l *looked, r *rounds) error {
	if !l.news() {
		return nil
	}
	told := l.told
	if !l.found {
		told = nil // what was so before anybody looked stands in the queue, and wakes nobody
	}
	for _, t := range told {
		if err := a.tellStaff(tx, l.state, r, t.alert, t.told); err != nil {
			return err
		}
	}
	if l.found {
		if err := a.tellOfConsents(tx, l); err != nil {
			return err
		}
	}
	if err := a.tellNoticed(tx, l.state.head.ID, l.before, l.after); err != nil {
		return err
	}
	if l.counts() {
		l.after.Counted = &l.counted
		if err := tx.PutCounted(l.state.head.ID, l.counted); err != nil {
			return err
		}
	}
	return tx.PutAttention(l.state.head, r.now, l.next, l.after)
}

// news is that somebody is to be told of an alert.
type news struct {
	alert attention.Alert
	told  attention.Told
}

// with gives the memory with the alerts there are at an instant, and who is told anew. Which of
// them the citizen reads it is told.
func (m memory) with(alerts []attention.Alert, now time.Time, citizen func(attention.Alert) bool) (memory, []news) {
	after := memory{Counted: m.Counted}
	var told []news
	standing := map[string]bool{}
	for _, alert := range alerts {
		standing[alert.Key] = true
		n := noticed{Key: alert.Key, Rule: alert.Rule, Level: alert.Level, Since: now, Citizen: citizen(alert)}
		if old := m.find(alert.Key); old != nil && old.DealtAt == nil {
			n.Since, n.Told = old.Since, slices.Clone(old.Told)
		}
		for _, t := range alert.Told {
			if slices.ContainsFunc(n.Told, func(o toldOnce) bool { return o.Role == t.Role && o.Person == t.Person }) {
				continue
			}
			n.Told = append(n.Told, toldOnce{t.Role, t.Person, now})
			told = append(told, news{alert, t})
		}
		after.Alerts = append(after.Alerts, n)
	}
	for _, old := range m.Alerts {
		if standing[old.Key] {
			continue
		}
		if old.DealtAt == nil {
			old.DealtAt = &now
		}
		if old.By != "" || now.Sub(*old.DealtAt) < rememberDealt {
			after.Alerts = append(after.Alerts, old)
		}
	}
	return after, told
}

// same says whether two memories say the same.
func (m memory) same(other memory) bool {
	return slices.EqualFunc(m.Alerts, other.Alerts, noticed.same)
}

func (n noticed) same(o noticed) bool {
	return n.Key == o.Key && n.Level == o.Level && n.Since.Equal(o.Since) && len(n.Told) == len(o.Told) && n.Citizen == o.Citizen && (n.DealtAt == nil) == (o.DealtAt == nil) && n.By == o.By
}

// tellStaff wakes one who is told of an alert, in his working time; of a flag at once. What
// it is about he reads in the app. Messages without an answer have a ladder of their own,
// and hints wake nobody.
func (a *App) tellStaff(tx *store.Tx, s *state, r *rounds, alert attention.Alert, told attention.Told) error {
	if a.muted || told.Person == "" {
		return nil
	}
	n := domain.Notification{ID: domain.NewID(), Person: told.Person, Plan: s.head.ID, Subject: s.head.ID, DueAt: r.now}
	own := told.Role == attention.RoleOwner || told.Role == attention.RoleConsultant
	per := string(domain.DateOf(r.now))
	switch {
	case alert.Rule == attention.Unanswered:
		return nil
	case alert.Rule == attention.FlagUnseen:
		n.Kind, n.Subject, per = domain.NotifyStaffFlag, alert.Subject.ID, string(alert.Subject.ID)
	case !own && alert.Rule != attention.ConsentOver:
		n.Kind = domain.NotifyStaffWaits
	case alert.Rule == attention.EffortEnds && slices.Contains(alert.Ends, attention.EndSayWord):
		n.Kind = domain.NotifyStaffWaits
	case alert.Rule == attention.EffortEnds:
		n.Kind = domain.NotifyStaffEnd
	case alert.Rule == attention.PlanFollowUp:
		n.Kind = domain.NotifyStaffFollowUp
	case alert.Rule == attention.Silence:
		n.Kind = domain.NotifyStaffSilence
	case alert.Rule == attention.ConsentOver:
		n.Kind, per = domain.NotifyStaffConsentOver, alert.Key
	default:
		return nil
	}
	if alert.Rule != attention.FlagUnseen {
		p, known := s.persons[told.Person]
		if !known {
			p = r.people[told.Person]
		}
		if open, ok := a.officeOf(p).NextOpen(r.now); ok {
			n.DueAt = open
		}
	}
	n.Deadline = n.DueAt.Add(helpsFor)
	n.DedupeKey = strings.Join([]string{string(n.Kind), per, string(told.Person)}, "|")
	if alert.Rule == attention.FlagUnseen {
		n.DedupeKey += alert.Generation() // a flag that was opened again rings again
	}
	tx.After(a.outbox)
	return tx.Notify(n)
}
