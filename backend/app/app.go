package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/picture"
	"tavlen/backend/store"
)

// Waker wakes the open phones after a commit. It must not block.
type Waker interface {
	PlanChanged(plan domain.ID, persons []domain.ID)
	Message(plan, thread domain.ID, persons []domain.ID)
	// Noticed says that what wants attention on a plan, or who has looked at it, changed for some persons.
	Noticed(plan domain.ID, persons []domain.ID)
	// DeviceAdded says that a person came in on a phone that is new to her.
	DeviceAdded(session, person domain.ID)
	// Outbox says that a notification may be due.
	Outbox()
}

// House is what is configured of the municipality that the installation serves.
type House struct {
	Municipality domain.Municipality `json:"municipality"`
	Departments  []domain.Department `json:"departments"`
}

// App runs the use cases on one store.
type App struct {
	store *store.Store
	clock domain.Clock
	wake  Waker
	log   *slog.Logger
	house *houseCache
	views *viewCache
	reads *readLog
	// probes is shared by the views of the App at other times (At): commits tell it all.
	probes   *probes
	muted    bool
	pictures *picture.Cleaner
	quota    int64
	// dutyText is what a mandatory meeting says of the duty to come.
	dutyText string
	// complain is where a citizen can complain of an answer about her data.
	complain string
	// catalogue is the help there is, as last read.
	catalogue *catalogueCache
	channels  []domain.Channel
	gateway   string
	// hours are the installation's working hours, as written, and emergency where to call
	// when it cannot wait.
	hours     string
	emergency []domain.EmergencyNumber
	// thresholds are when the rules of attention speak, as last read.
	thresholds *thresholdCache
	// desks are the rows of the staff's desks, as last worked out.
	desks *deskRows
	// changed are the plans that somebody has changed and the rules have not gone over yet.
	changed *changedPlans
}

// Options are what an App needs. Clock tells the time of everything people do.
type Options struct {
	Store *store.Store
	Clock domain.Clock
	Wake  Waker
	Log   *slog.Logger
	// Quota is how many bytes of pictures a person may keep on one plan; 0 = DefaultQuota.
	Quota int64
	// Channels are those that this installation can send on; nil is push and the call list.
	Channels []domain.Channel
	// Gateway names the SMS gateway whose delivery reports are taken in; "" takes none.
	Gateway string
	// DutyText is what a mandatory meeting says of the duty to come, where {consultant} stands
	// for the consultant's name; "" = domain.DefaultDutyText.
	DutyText string
	// Complain says where a citizen can complain of an answer about her data; "" = domain.DefaultComplain.
	Complain string
	// Hours are the working hours of staff who have none of their own; "" =
	// schedule.DefaultHours. Emergency is where to call when it cannot wait; nil =
	// domain.DefaultEmergency.
	Hours     string
	Emergency []domain.EmergencyNumber
}

// New makes the use cases.
func New(o Options) *App {
	if o.Quota == 0 {
		o.Quota = DefaultQuota
	}
	if o.Channels == nil {
		o.Channels = []domain.Channel{domain.ChannelPush, domain.ChannelCall}
	}
	if o.DutyText == "" {
		o.DutyText = domain.DefaultDutyText
	}
	if o.Complain == "" {
		o.Complain = domain.DefaultComplain
	}
	if o.Emergency == nil {
		o.Emergency = domain.DefaultEmergency
	}
	return &App{hours: o.Hours, emergency: o.Emergency, store: o.Store, clock: o.Clock, wake: o.Wake, log: o.Log, house: &houseCache{}, catalogue: &catalogueCache{}, thresholds: &thresholdCache{}, changed: newChangedPlans(), desks: newDeskRows(o.Store.KeysAge), views: newViewCache(o.Store.KeysAge), reads: newReadLog(), probes: &probes{known: map[viewKey]probed{}},
		pictures: picture.NewCleaner(), quota: o.Quota, channels: o.Channels, gateway: o.Gateway, dutyText: o.DutyText, complain: o.Complain}
}

// At gives the same App with another clock and no notifications: for replaying what
// happened earlier (the demo's case files) through the same use cases.
func (a *App) At(clock domain.Clock) *App {
	b := *a
	b.clock, b.muted = clock, true
	return &b
}

// Now gives the time people live in.
func (a *App) Now() time.Time { return a.clock.Now() }

const houseKey = "house"

type houseCache struct {
	mu sync.Mutex
	h  *House
}

// defaultHouse is what an installation that starts empty knows of its departments.
var defaultHouse = House{
	Municipality: domain.Municipality{ID: "kommune", Name: "Kommunen", UnitWord: "Jobcenter"},
	Departments: []domain.Department{
		{ID: "job", Name: "Job og indsats", Short: "Job"},
		{ID: "rus", Name: "Rusmiddelcenteret", Short: "Rusmiddel", Confidential: true},
		{ID: "sundhed", Name: "Sundhed og træning", Short: "Sundhed"},
		{ID: "social", Name: "Social og støtte", Short: "Social"},
		{ID: "ekstern", Name: "Uden for kommunen", Short: "Andre"},
	},
}

// SetHouse keeps the municipality's name and departments.
func (a *App) SetHouse(ctx context.Context, h House) error {
	doc, err := json.Marshal(h)
	if err != nil {
		return err
	}
	a.house.mu.Lock()
	defer a.house.mu.Unlock()
	a.house.h = nil
	a.catalogue.forget() // which help is confidential goes by the departments
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.SetInstallation(houseKey, string(doc)) })
}

// House gives the municipality's name and departments.
func (a *App) House(ctx context.Context) (House, error) {
	a.house.mu.Lock()
	defer a.house.mu.Unlock()
	if a.house.h != nil {
		return *a.house.h, nil
	}
	h := defaultHouse
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		doc, err := tx.Installation(houseKey)
		if err != nil || doc == "" {
			return err
		}
		h = House{}
		return json.Unmarshal([]byte(doc), &h)
	})
	if err != nil {
		return House{}, err
	}
	a.house.h = &h
	return h, nil
}

// reader finds a plan for what is read of its conversations: the former consultant comes too.
func (a *App) reader(tx *store.Tx, actor access.Actor, plan domain.ID) (store.PlanHead, access.Viewer, error) {
	now := a.clock.Now()
	head, rel, err := tx.Probe(plan, access.ThreadScope(actor, now))
	v := access.Viewer{Actor: actor, Relation: rel}
	if err == nil && !v.MayOpenThreads(now) {
		err = domain.ErrNotFound
	}
	return head, v, err
}

// viewer finds a plan through the actor's scope: hidden and missing are the same.
func (a *App) viewer(tx *store.Tx, actor access.Actor, plan domain.ID) (store.PlanHead, access.Viewer, error) {
	now := a.clock.Now()
	head, rel, err := tx.Probe(plan, access.PlanScope(actor, now))
	if err != nil {
		return head, access.Viewer{}, err
	}
	v := access.Viewer{Actor: actor, Relation: rel}
	if !v.MayOpen(now) {
		return head, v, domain.ErrNotFound
	}
	return head, v, nil
}
