package main

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheTimesAreLoadedOrRefused(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	file := filepath.Join(p.dir, "frister.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if schema := must(t, "retention", "schema"); !strings.Contains(schema, "urn:tavlen:retention:1") {
		t.Error(schema)
	}
	good := must(t, "retention", "print")
	write(good)
	if out := must(t, p.args("retention", "load", file)...); !strings.HasPrefix(out, "Times loaded: 13 classes") {
		t.Error(out)
	}
	write(strings.Replace(good, `"from": "looked", "keep": { "years": 5 }`, `"from": "looked", "keep": { "days": 30 }`, 1))
	refused(t, "nothing was loaded: "+file+": /classes/10/keep", p.args("retention", "load", file)...)
	write(strings.Replace(good, `"from": "sent", "keep": { "days": 90 }`, `"from": "sent", "keep": { "days": 60 }`, 1))
	refused(t, "nothing was loaded: it is kept for less time than before: unsent_enclosures 60 days instead of 90 days, 0 go with the next run; give --yes", p.args("retention", "load", file)...)
	out := must(t, p.args("retention", "load", "--yes", file)...)
	if !strings.Contains(out, "Less: unsent_enclosures 60 days instead of 90 days, 0 go") || !strings.Contains(out, "Times loaded: 13") {
		t.Error(out)
	}
	write(good)
	if out := must(t, p.args("retention", "load", file)...); !strings.HasPrefix(out, "Times loaded: 13") {
		t.Error(out)
	}
	if out := must(t, p.args("retention", "receipts")...); !strings.Contains(out, "Nothing was deleted") {
		t.Error(out)
	}
	if out := must(t, p.args("doctor")...); !strings.Contains(out, "retention    nothing was to be deleted yet") {
		t.Error(out)
	}
	if out := must(t, p.args("retention", "resume")...); out != "No run waits.\n" {
		t.Error(out)
	}
	if out := must(t, p.args("verify-log")...); !strings.Contains(out, "none changed or missing") {
		t.Error(out)
	}
}

// Where the clock is far ahead of the newest run, doctor says so and how to mend it; after a person's
// word the run is due as any other.
func TestDoctorNamesARunThatWaits(t *testing.T) {
	p := newPlace(t)
	p.staffLink(t, "Maja Lind")
	db, err := sql.Open("sqlite3", p.file())
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), `INSERT INTO retention_run (day, at, version, lease_by, lease_until, ended_at) VALUES ('2020-05-01', 1588284000000, 'x', '', 0, 1588284000000)`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	says := func(want string) {
		t.Helper()
		if _, out, _ := do(t, p.args("doctor")...); !strings.Contains(out, want) {
			t.Errorf("want %q: %s", want, out)
		}
	}
	says("the newest run that deleted what its time is over of was on 2020-05-01: nothing is deleted; set the clock right, or run tavlen retention resume")
	if out := must(t, p.args("retention", "resume")...); !strings.HasSuffix(out, "the newest before it was on 2020-05-01.\n") {
		t.Error(out)
	}
	says("what its time is over of was last deleted at")
}
