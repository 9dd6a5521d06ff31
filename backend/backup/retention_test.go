package backup_test

import (
	"testing"
	"time"

	"tavlen/backend/backup"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// TestWhatRanOutSinceABackupGoesWithTheRestore: what its time is over of by the day of the restore is
// not there when anybody is served, and there is a receipt; a run that the copy caught half way is
// gone on with.
func TestWhatRanOutSinceABackupGoesWithTheRestore(t *testing.T) {
	both(t, func(t *testing.T, in *installation) {
		plan := in.planOf(in.Store, "peter").ID
		note := domain.SparringNote{ID: domain.NewID(), Plan: plan, Person: demo.PersonID("maja"), At: in.Clock.Now(), Ends: in.Clock.Now().Add(24 * time.Hour), Text: "Prøv igen"}
		in.write(func(tx *store.Tx) error {
			if _, _, err := tx.TakeRetentionRun("x", "killed", in.Clock.Now().Add(100*24*time.Hour)); err != nil {
				return err
			}
			return tx.PutSparringNote(note)
		})
		file := in.backup("a.age")
		in.Clock.Move(100 * 24 * time.Hour) // longer than a run waits for nobody: who restores stands behind it
		to := in.elsewhere(file)
		if _, err := backup.Restore(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		s := in.restored(to)
		if n, err := s.CountRunOut(t.Context(), domain.RetainSparring, in.Clock.Now()); err != nil || n != 0 {
			t.Errorf("%d are served, %v", n, err)
		}
		in.read(s, func(tx *store.Tx) error {
			list, err := tx.RetentionReceipts(10)
			if len(list) != 1 || list[0].Class != domain.RetainSparring || list[0].Count != 1 || list[0].EndedAt.IsZero() {
				t.Errorf("%+v", list)
			}
			return err
		})
	})
}
