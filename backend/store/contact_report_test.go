package store_test

import (
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// TestReportsOfBeforeTheRegisterAreOpen: what the citizen told of her people when it lay in
// the promises alone waits on, once for each, and one more ring at the end of an hour is none.
func TestReportsOfBeforeTheRegisterAreOpen(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		k := newTalk(f)
		friend, since := domain.NewID(), f.clock.Now()
		f.write(func(tx *store.Tx) error {
			if err := tx.PutPerson(domain.Person{ID: friend, Role: domain.RoleContact}, k.citizen); err != nil {
				return err
			}
			for i, n := range []domain.Notification{
				{Person: k.consultant, DueAt: since, Kind: domain.NotifyStaffReport},
				{Person: k.citizen, DueAt: since, Kind: domain.NotifyStaffReport}, // as a deputy would be
				{Person: k.consultant, DueAt: since.Add(time.Hour), Kind: domain.NotifyStaffReport},
				{Person: k.consultant, DueAt: since.Add(time.Second), Kind: domain.NotifyContactIn},
			} {
				n.ID, n.Plan, n.Subject, n.Deadline, n.DedupeKey = domain.NewID(), k.h.ID, friend, n.DueAt.Add(time.Hour), string(rune('a'+i))
				if err := tx.Notify(n); err != nil {
					return err
				}
			}
			return nil
		})
		f.withoutReadingSample()
		f.withoutPlanTimes()
		f.withoutDevices()
		f.withoutRetention()
		f.withoutProviders()
		f.withoutPasskeys()
		f.withoutStoryExports()
		f.withoutGlass()
		f.withoutMoves()
		f.withoutPaidHours()
		f.withoutCounted()
		f.withoutSparring()
		f.exec("DROP TABLE contact_report")
		f.exec("DELETE FROM goose_db_version WHERE version_id >= 20")
		f.another().write(func(tx *store.Tx) error {
			open, err := tx.OpenReports(store.OpenReport{}, 10)
			if err != nil || len(open) != 1 || open[0].Plan != k.h.ID || !open[0].Since.Equal(since.UTC().Truncate(time.Millisecond)) {
				t.Errorf("%v, %v", open, err)
			}
			if left, err := tx.TakeReports(k.h.ID, friend, k.consultant, since, since.Add(time.Hour)); left != 0 || err != nil {
				t.Errorf("%d left, %v", left, err)
			}
			if open, err = tx.OpenReports(store.OpenReport{}, 10); len(open) != 0 || err != nil {
				t.Errorf("%v, %v", open, err)
			}
			return nil
		})
	})
}

// TestOpenReportsComeInPages: the oldest first, each plan once by the oldest of it.
func TestOpenReportsComeInPages(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		start, friend := f.clock.Now(), domain.NewID()
		var plans []domain.ID
		for i := range 5 {
			h, citizen := f.plan()
			plans = append(plans, h.ID)
			f.write(func(tx *store.Tx) error {
				for _, at := range []time.Time{start.Add(time.Duration(5-i) * time.Minute), start.Add(time.Hour)} {
					if err := tx.AddReport(h.ID, friend, citizen, at); err != nil {
						return err
					}
				}
				return tx.AddReport(h.ID, friend, citizen, start.Add(time.Hour)) // twice is once
			})
		}
		f.read(func(tx *store.Tx) error {
			var got []domain.ID
			var last store.OpenReport
			for {
				page, err := tx.OpenReports(last, 2)
				if err != nil {
					return err
				}
				for _, r := range page {
					got, last = append(got, r.Plan), r
				}
				if len(page) < 2 {
					break
				}
			}
			for i, p := range got {
				if p != plans[4-i] {
					t.Errorf("%d. is %s", i, p)
				}
			}
			if len(got) != 5 {
				t.Errorf("%d plans", len(got))
			}
			mine, err := tx.OpenReports(store.OpenReport{}, 10, plans[1], plans[3])
			if err != nil || len(mine) != 2 || mine[0].Plan != plans[3] || mine[1].Plan != plans[1] {
				t.Errorf("of two: %v, %v", mine, err)
			}
			return nil
		})
	})
}
