package store_test

import (
	"errors"
	"testing"

	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// TestALightWriteWaitsForNoDisk, and the next that is none does again, however the light one
// ended.
func TestALightWriteWaitsForNoDisk(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, database string) {
		f := open(t, database)
		ask, light, full := "PRAGMA synchronous", "1", "2"
		if store.IsPostgres(database) {
			// The tests' own server may be one that never waits.
			ask, light = "SHOW synchronous_commit", "off"
			if err := f.Write(t.Context(), func(tx *store.Tx) (err error) {
				full, err = tx.Ask(ask)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		no := errors.New("no")
		for name, fn := range map[string]func(tx *store.Tx) error{
			"kept":     func(tx *store.Tx) error { return tx.SetInstallation("light", "1") },
			"undone":   func(tx *store.Tx) error { return errors.Join(tx.SetInstallation("undone", "1"), no) },
			"panicked": func(*store.Tx) error { panic("nobody expects this") },
		} {
			func() {
				defer func() { _ = recover() }()
				err := f.WriteLight(t.Context(), func(tx *store.Tx) error {
					if got, err := tx.Ask(ask); err != nil || got != light {
						t.Errorf("%s: %s is %q, %v", name, ask, got, err)
					}
					return fn(tx)
				})
				if name == "undone" != errors.Is(err, no) {
					t.Errorf("%s: %v", name, err)
				}
			}()
			if err := f.Write(t.Context(), func(tx *store.Tx) error {
				got, err := tx.Ask(ask)
				if got != full {
					t.Errorf("after one that was %s %s is %q", name, ask, got)
				}
				return err
			}); err != nil {
				t.Error(err)
			}
		}
		f.read(func(tx *store.Tx) error {
			kept, err := tx.Installation("light")
			undone, err2 := tx.Installation("undone")
			if kept != "1" || undone != "" {
				t.Errorf("kept %q, undone %q", kept, undone)
			}
			return errors.Join(err, err2)
		})
	})
}
