package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCatalogueIsLoadedOrRefused(t *testing.T) {
	p := newPlace(t)
	file := filepath.Join(p.dir, "hjaelp.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	printed := must(t, "catalogue", "print")
	if schema := must(t, "catalogue", "schema"); !strings.Contains(schema, "urn:tavlen:catalogue:1") {
		t.Error(schema)
	}
	write(printed)
	refused(t, "there are no keys", p.args("catalogue", "load", file)...)
	p.staffLink(t, "Maja Lind")

	// What the program brings along is what was there before.
	if out := must(t, p.args("catalogue", "load", file)...); !strings.HasPrefix(out, "31 kinds of help loaded: 0 new, 0 changed, 0 no longer offered.") {
		t.Error(out)
	}
	own := strings.Replace(printed, `"title": "Mentor"`, `"title": "En mentor"`, 1)
	own = strings.Replace(own, `"code": "dansk"`, `"code": "dansk_aften"`, 1)
	write(own)
	if out := must(t, p.args("catalogue", "load", file)...); !strings.HasPrefix(out, "31 kinds of help loaded: 1 new, 1 changed, 1 no longer offered.") {
		t.Error(out)
	}

	// A bad one says file, line, place and reason, and nothing of it is taken.
	write(strings.Replace(own, `"title": "Mentor"`, `"title": ""`, 1) + "}")
	refused(t, "is not JSON", p.args("catalogue", "load", file)...)
	write(strings.Replace(own, `"title": "En mentor"`, `"title": ""`, 1))
	refused(t, "nothing was loaded: "+file+": line ", p.args("catalogue", "load", file)...)
	refused(t, "/entries/5/title: must not be empty", p.args("catalogue", "load", file)...)
	write(strings.Replace(own, `"department": "social"`, `"department": "skov"`, 1))
	refused(t, `there is no department "skov" here; there are job, rus, sundhed, social, ekstern`, p.args("catalogue", "load", file)...)
	refused(t, "no such file", p.args("catalogue", "load", file+"x")...)
	write(own)
	if out := must(t, p.args("catalogue", "load", file)...); !strings.HasPrefix(out, "31 kinds of help loaded: 0 new, 0 changed, 0 no longer offered.") {
		t.Error(out)
	}

	// Words that are hard to read are said to be so.
	write(strings.Replace(own, "Du lærer at tale, læse og skrive dansk.", strings.Repeat("Beskæftigelsesindsatsens formål tilvejebringer kommunikationskompetencer i forvaltningsmæssig sammenhæng ", 4), 1))
	if out := must(t, p.args("catalogue", "load", file)...); !strings.Contains(out, "dansk_aften has LIX") {
		t.Error(out)
	}
	if out := must(t, p.args("verify-log")...); !strings.Contains(out, "none changed or missing") {
		t.Error(out)
	}
}
