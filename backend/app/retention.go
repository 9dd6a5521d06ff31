package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/retention"
	"tavlen/backend/store"
)

// retentionKey keeps the times that were loaded last.
const retentionKey = "retention"

// retentionBatch is how many rows one transaction deletes: few enough that whoever writes meanwhile
// does not wait long. retentionLease is for how long a process that was killed keeps others out.
const (
	retentionBatch = 200
	retentionLease = 5 * time.Minute
)

// RetentionTimes gives how long everything is kept: what was loaded last, else what ships.
func (a *App) RetentionTimes(ctx context.Context) (t retention.Times, err error) {
	err = a.store.Read(ctx, func(tx *store.Tx) (err error) {
		t, err = retentionTimesIn(tx)
		return err
	})
	return t, err
}

func retentionTimesIn(tx *store.Tx) (retention.Times, error) {
	doc, err := tx.Installation(retentionKey)
	if err != nil || doc == "" {
		return retention.Builtin(), err
	}
	var t retention.Times
	return t, json.Unmarshal([]byte(doc), &t)
}

// Kept is how long one sort of a citizen's data is kept, in the municipality's words.
type Kept struct {
	Code domain.RetentionClass `json:"code"`
	What string                `json:"what"`
	Why  string                `json:"why"`
	// Years or Days is for how long, counted from From.
	Years int    `json:"years,omitempty"`
	Days  int    `json:"days,omitempty"`
	From  string `json:"from"`
	// GoesOn is the day on which the oldest of hers is over, in Copenhagen: "" where there is none
	// that counts. It is deleted by the run of that day or the next.
	GoesOn domain.Date `json:"goes_on,omitempty"`
	// Of the whole plan: Told is that she was told that day, thirty days before; HeldUntil the last
	// day on which it is held back, and HeldWhy the reason.
	Told      bool        `json:"told,omitempty"`
	HeldUntil domain.Date `json:"held_until,omitempty"`
	HeldWhy   string      `json:"held_why,omitempty"`
}

// ofPlan fills in what is told of the whole plan.
func (k *Kept) ofPlan(left domain.PlanTime, now time.Time, keep time.Duration) {
	goes := left.GoesOn(now, keep)
	if goes.IsZero() {
		return
	}
	k.GoesOn, k.Told = domain.DateOf(goes), left.Told(now, keep)
	if left.Held(now) {
		k.HeldUntil, k.HeldWhy = left.Hold.Until, left.Hold.Reason
	}
}

// KeptList is how long everything about a citizen is kept (GDPR art. 13(2)(a)).
type KeptList struct {
	Classes []Kept `json:"classes"`
}

// GetRetention gives the citizen how long everything about her is kept, and the day on which the
// oldest of each sort goes.
func (a *App) GetRetention(ctx context.Context, actor access.Actor, plan domain.ID) (KeptList, error) {
	out := KeptList{Classes: []Kept{}}
	s, viewer, err := a.open(ctx, actor, plan)
	if err != nil {
		return out, err
	}
	if viewer.Relation.Kind != access.RelationCitizen {
		return out, domain.ErrForbidden
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		times, err := retentionTimesIn(tx)
		if err != nil {
			return err
		}
		for _, c := range times.Classes {
			k := Kept{Code: c.Code, What: c.What, Why: c.Why, Years: c.Keep.Years, Days: c.Keep.Days, From: c.From}
			since, err := tx.OverSince(s.head, c.Code)
			if err != nil {
				return err
			}
			switch {
			case c.Code == domain.RetainPlan:
				left, err := tx.PlanTime(s.head)
				if err != nil {
					return err
				}
				k.ofPlan(left, a.clock.Now(), c.Keep.Duration())
			case !since.IsZero():
				k.GoesOn = max(domain.DateOf(since.Add(c.Keep.Duration())), domain.DateOf(a.clock.Now()))
			}
			out.Classes = append(out.Classes, k)
		}
		return nil
	})
	return out, err
}

// Shortened says what a class loses when it is kept for less time than before.
type Shortened struct {
	Class    domain.RetentionClass
	From, To retention.Period
	// Now is how much of it is over by the new time, and would go with the next run; of whole plans,
	// how many would be told of with it, and go a month later.
	Now int64
}

// ShortenedBy gives the classes that are kept for less time by other times than by those that hold.
func (a *App) ShortenedBy(ctx context.Context, t retention.Times) (out []Shortened, err error) {
	before, err := a.RetentionTimes(ctx)
	if err != nil {
		return nil, err
	}
	now := a.clock.Now()
	for _, class := range t.Shorter(before) {
		s := Shortened{Class: class, From: before.Class(class).Keep, To: t.Class(class).Keep}
		if s.Now, err = a.countRunOut(ctx, class, t.Until(class, now)); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *App) countRunOut(ctx context.Context, class domain.RetentionClass, until time.Time) (int64, error) {
	if class == domain.RetainPlan {
		over, err := a.store.EndedPlans(ctx, until)
		return int64(len(over)), err
	}
	return a.store.CountRunOut(ctx, class, until)
}

// LoadRetention puts a municipality's own times in place of those before. They count from the next
// run on.
func (a *App) LoadRetention(ctx context.Context, t retention.Times) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SetInstallation(retentionKey, string(doc)); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "load_retention", Kind: "retention", Words: &store.DeedWords{What: t.Version()}})
	})
}

// RunRetention deletes what its time is over of, in the name of one process: the day's run where
// it is not done and nobody else is at it, and before that one that was cut off. Each class gets
// its receipt when it is done. The error is a *RetentionWaits where the clock is not believed.
func (a *App) RunRetention(ctx context.Context, by string) error {
	return a.runRetention(ctx, by, false)
}

// runRetention goes through the runs that are to be done. Asked says that a person stands behind it.
func (a *App) runRetention(ctx context.Context, by string, asked bool) error {
	for {
		times, err := a.RetentionTimes(ctx)
		if err != nil {
			return err
		}
		var run domain.RetentionRun
		var found bool
		err = a.store.Write(ctx, func(tx *store.Tx) (err error) {
			if !asked {
				if err := a.believed(tx); err != nil {
					return err
				}
			}
			run, found, err = tx.TakeRetentionRun(times.Version(), by, a.clock.Now().Add(retentionLease))
			return err
		})
		if err != nil || !found {
			return err
		}
		for _, class := range retention.Codes {
			r := domain.RetentionReceipt{Day: run.Day, Class: class, Version: times.Version(), Until: times.Until(class, run.At)}
			held, err := a.runOut(ctx, by, r)
			if err != nil || !held {
				return err
			}
		}
		if held, err := a.holding(ctx, by, run.Day, func(tx *store.Tx) error { return tx.EndRetentionRun(run.Day) }); err != nil || !held {
			return err
		}
	}
}

// holding does one step of a run in a transaction, unless another process has taken it over.
func (a *App) holding(ctx context.Context, by string, day domain.Date, step func(*store.Tx) error) (held bool, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if held, err = tx.HoldRetentionRun(day, by, a.clock.Now().Add(retentionLease)); err != nil || !held {
			return err
		}
		return step(tx)
	})
	return held, err
}

// runOut deletes what one class is over of, few at a time, and writes its receipt.
func (a *App) runOut(ctx context.Context, by string, r domain.RetentionReceipt) (held bool, err error) {
	if r.Class == domain.RetainPlan {
		if held, err := a.plansOut(ctx, by, r); err != nil || !held {
			return held, err
		}
		return a.endReceipt(ctx, by, r)
	}
	left, err := a.countRunOut(ctx, r.Class, r.Until)
	if err != nil {
		return false, err
	}
	for left > 0 {
		var n int64
		held, err := a.holding(ctx, by, r.Day, func(tx *store.Tx) (err error) {
			if n, err = tx.RunOut(r.Class, r.Until, retentionBatch); err != nil || n == 0 {
				return err
			}
			r.Count = n
			return errors.Join(announceCut(tx, r), tx.AddToReceipt(r))
		})
		if err != nil || !held {
			return held, err
		}
		if n == 0 {
			break
		}
		left -= n
	}
	return a.endReceipt(ctx, by, r)
}

// announceCut says in the ledger up to when the log is cut, before the first of it is gone: a run may
// be killed before its receipt is written there, and who compares the log with its heads meanwhile
// must not take it for somebody else's deed.
func announceCut(tx *store.Tx, r domain.RetentionReceipt) error {
	if r.Class != domain.RetainAccessLog {
		return nil
	}
	begun, found, err := tx.ReceiptOf(r.Day, r.Class)
	if err != nil || found && !r.Until.After(begun.Until) {
		return err
	}
	tx.Outlast(ledger.Entry{Kind: ledger.RunsOut, What: string(r.Class), From: r.Until.UnixMilli(), Version: r.Version})
	return nil
}

// endReceipt writes what a run took of a class into the audit and, outside the database, into the
// ledger: once, where anything was.
func (a *App) endReceipt(ctx context.Context, by string, r domain.RetentionReceipt) (held bool, err error) {
	return a.holding(ctx, by, r.Day, func(tx *store.Tx) error {
		done, found, err := tx.ReceiptOf(r.Day, r.Class)
		if err != nil || !found || !done.EndedAt.IsZero() {
			return err
		}
		now := a.clock.Now()
		if err := tx.AddToReceipt(domain.RetentionReceipt{Day: r.Day, Class: r.Class, Version: done.Version, Until: done.Until, EndedAt: now}); err != nil {
			return err
		}
		tx.Outlast(ledger.Entry{Kind: ledger.RanOut, What: string(r.Class), Count: done.Count, From: done.Until.UnixMilli(), Version: done.Version})
		return tx.AuditInstallation(store.Deed{At: now, Person: domain.System, Action: "ran_out", Kind: domain.Kind(r.Class),
			Words: &store.DeedWords{What: fmt.Sprintf("%d, until %s, by %s", done.Count, done.Until.Format(time.RFC3339), done.Version)}})
	})
}

// RetentionReceipts gives what the newest runs deleted, the newest first.
func (a *App) RetentionReceipts(ctx context.Context, runs int) (out []domain.RetentionReceipt, err error) {
	err = a.store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = tx.RetentionReceipts(runs)
		return err
	})
	return out, err
}
