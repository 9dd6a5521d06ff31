package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"tavlen/backend/domain"
)

// Settled is what was closed, taken back or moved on when a copy was put in place.
type Settled struct {
	Sessions, Phones, Codes, Links int64
	// Missed promises were due before the restore and may have been kept after the copy was
	// made; ToCall of them still help and stand on the call list.
	Missed, ToCall int64
}

const (
	// revLeap is added to every plan's revision: a phone that was ahead of the copy is behind
	// from now on, so that nothing it wrote on is taken for the present.
	revLeap = 1 << 20
	// epochs begin anew with each restore, four a second since 2023-11-14 (until 2057 they fit
	// the 32 bits of a cursor): no phone's cursor is one that was given before.
	epochZero, epochsASecond = 1_700_000_000, 4
	// restoredOutcome says in a promise's row why nobody knows what became of it.
	restoredOutcome = "restored"
)

// Settle closes what an older copy would open again: every session, every phone that pushes
// woke, every code and link that worked once. What was due before now is not sent again: it may
// have been after the copy was made. What of that still helps stands on staff's call list.
func (s *Store) Settle(ctx context.Context) (out Settled, err error) {
	now := s.clock.Now()
	err = s.Write(ctx, func(tx *Tx) error {
		out = Settled{}
		count := func(n *int64, res *gorm.DB) error {
			*n += res.RowsAffected
			return tx.err(res.Error)
		}
		// They run out instead of being ended: a phone keeps what it has not sent until its
		// owner has signed in again.
		if err := count(&out.Sessions, tx.db.Exec("UPDATE session SET expires_at = ? WHERE ended_at IS NULL AND expires_at > ?", ms(now), ms(now))); err != nil {
			return err
		}
		if err := count(&out.Phones, tx.db.Exec("DELETE FROM push_subscription")); err != nil {
			return err
		}
		if err := count(&out.Codes, tx.db.Exec("DELETE FROM sign_in_code WHERE reusable = ?", false)); err != nil {
			return err
		}
		if err := count(&out.Links, tx.db.Exec("UPDATE secret_link SET ended_at = ?, ended_why = ? WHERE ended_at IS NULL AND expires_at > ?", ms(now), LinkWithdrawn, ms(now))); err != nil {
			return err
		}
		if err := tx.settlePromises(now, &out); err != nil {
			return err
		}
		// Whoever was at it when the copy was made is gone.
		if err := tx.db.Exec("UPDATE retention_run SET lease_until = 0").Error; err != nil {
			return tx.err(err)
		}
		// Whether a plan that was told to go was opened again or held back since, nobody knows: it is told anew.
		if err := tx.db.Exec("UPDATE plan_time SET told_at = NULL, told_end = NULL, told_goes = NULL").Error; err != nil {
			return tx.err(err)
		}
		if err := tx.db.Exec("UPDATE plan SET rev = rev + ?", revLeap).Error; err != nil {
			return tx.err(err)
		}
		base := (now.Unix() - epochZero) * epochsASecond
		if err := tx.db.Exec("UPDATE plan_person SET epoch = ? + epoch % 1024", base).Error; err != nil {
			return tx.err(err)
		}
		return tx.AuditInstallation(Deed{At: now, Person: domain.System, Action: "restore"})
	})
	return out, err
}

func (tx *Tx) settlePromises(now time.Time, out *Settled) error {
	due := open + " AND due_at <= ?"
	call := tx.db.Exec("UPDATE notification SET channel = 'call' WHERE "+due+" AND deadline_at > ? AND person_id IN (SELECT id FROM person WHERE role IN ('citizen', 'contact'))", ms(now), ms(now))
	if call.Error != nil {
		return tx.err(call.Error)
	}
	out.ToCall = call.RowsAffected
	missed := tx.db.Exec("UPDATE notification SET state = 'missed', ended_at = ?, outcome = ?, lease_by = NULL WHERE "+due, ms(now), restoredOutcome, ms(now))
	if missed.Error != nil {
		return tx.err(missed.Error)
	}
	out.Missed = missed.RowsAffected
	return nil
}
