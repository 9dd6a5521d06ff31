package app

import (
	"context"
	"errors"
	"fmt"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// RetentionWaits is the error of a run that deletes nothing, because its day lies too far after
// anything that is known of the installation.
type RetentionWaits struct {
	// Day is the day that the clock says it is, Since the newest on which a run came to an end, or
	// on which the installation was used where there was none.
	Day, Since domain.Date
}

// Error says what is wrong and how to mend it.
func (w *RetentionWaits) Error() string {
	return fmt.Sprintf("the clock says %s, and the newest run that deleted what its time is over of was on %s: nothing is deleted; set the clock right, or run tavlen retention resume where it is", w.Day, w.Since)
}

// believed refuses today's run where the clock may have jumped ahead: by years, it would delete
// everything.
func (a *App) believed(tx *store.Tx) error {
	since, err := tx.RetentionGap()
	if err != nil {
		return err
	}
	if today := domain.DateOf(a.clock.Now()); since != "" && today > since.AddDays(domain.ClockAhead) {
		return &RetentionWaits{Day: today, Since: since}
	}
	return nil
}

// RetentionWaiting gives the run that waits for a person's word; nil where none does.
func (a *App) RetentionWaiting(ctx context.Context) (waits *RetentionWaits, err error) {
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error { return a.believed(tx) })
	if errors.As(err, &waits) {
		return waits, nil
	}
	return nil, err
}

// ResumeRetention is a person's word that the clock is right: the run that waits begins, as of now,
// and no other. It is nil where none waits.
func (a *App) ResumeRetention(ctx context.Context) (resumed *RetentionWaits, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		resumed = nil
		err := a.believed(tx)
		if !errors.As(err, &resumed) {
			return err
		}
		times, err := retentionTimesIn(tx)
		if err != nil {
			return err
		}
		return errors.Join(tx.BeginRetentionRun(times.Version()),
			tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "resume_retention", Kind: "retention", Words: &store.DeedWords{What: fmt.Sprintf("%s, after %s", resumed.Day, resumed.Since)}}))
	})
	return resumed, err
}
