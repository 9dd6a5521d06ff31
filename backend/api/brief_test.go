package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tavlen/backend/app"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// brief gives what somebody should have in mind before meeting a citizen, a line a thing.
func (w *world) brief(who, citizen string) string {
	w.t.Helper()
	r := w.as(who).Do("GET", path(citizen, "brief"), nil)
	if r.Status != 200 {
		w.t.Fatalf("%s: %d %s", who, r.Status, r.Body)
	}
	var b app.Brief
	if err := json.Unmarshal(r.Body, &b); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	at := func(t time.Time) string { return t.In(domain.Copenhagen).Format("2.1. 15.04") }
	if c := b.Contact; c != nil {
		add("%s by %s %s", c.How, c.Name, at(c.At))
	}
	for _, p := range b.Promises {
		add("%s %s %s late %t: %s", p.Side, p.Name, p.Due, p.Late, p.Text)
	}
	if m := b.Mood; m != nil && m.Score != nil {
		add("feels %d %s", *m.Score, m.Word)
	} else if m != nil {
		add("feels %s", m.Face)
	}
	for _, f := range b.Flags {
		add("flag %s seen %t", f.Category, f.Seen)
	}
	if e := b.NextEnd; e != nil {
		add("%q ends %s passed %t", e.Title, e.On, e.Passed)
	}
	if b.Dream != nil {
		add("dream %s", b.Dream.Text)
	}
	if b.Words != nil {
		add("said %s %s %s", at(b.Words.At), b.Words.Text, b.Words.Danish)
	}
	return strings.Join(out, "\n")
}

// Each of the staff has in mind what he could read himself: the specialist nothing of the
// consultant's line, the consultant and her deputy nothing of the specialist's.
func TestBriefIsOfWhatOneSees(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		maja := `message by Maja Mønster 23.11. 08.41
staff Maja Mønster 2026-11-20 late true: Maja undersøger, om Peter kan få støtte til arbejdssko
staff Maja Mønster  late false: Maja ringer til Peter mindst en gang om ugen
citizen Peter 2026-12-03 late false: Peter skriver tre ting ned, som han vil lave i juleferien
other Kalle Kammeratsen 2026-12-09 late false: Kalle kører Peter til sygehuset
other Mogens Mulvad 2026-12-15 late false: Mogens giver Peter en tilbagemelding på, hvad han er blevet god til
feels 7 klar
"Kontrol af knæ" ends 2026-12-09 passed false
dream Jeg vil have et arbejde, hvor de regner med mig. Og råd til at tage min niece med i Tivoli.
said `
		for who, want := range map[string]string{
			"maja": maja,
			"lone": `meeting by Lone Lytter 20.11. 14.00
"Samtaler om alkohol hos Lone" ends 2026-12-17 passed false
said 19.11. 07.42 Jeg har feber. Jeg kan ikke komme i dag `,
			"vibeke": `meeting by Vibeke Virkelyst 17.11. 12.00
other Mogens Mulvad 2026-12-15 late false: Mogens giver Peter en tilbagemelding på, hvad han er blevet god til
"Praktik på Cykelværkstedet Kæden" ends 2027-01-22 passed false
said `,
		} {
			if got := w.brief(who, "peter"); !strings.HasPrefix(got, want) {
				t.Errorf("%s:\n%s\nwant\n%s", who, got, want)
			}
		}
		said := w.brief("maja", "peter")
		if strings.Contains(said, "feber") || strings.Contains(said, "Lone") {
			t.Errorf("Maja has in mind what stays with Lone:\n%s", said)
		}
		for _, who := range []string{"peter", "jonas", "tobias", "anette", "kalle", "leder", admin, "nobody"} {
			if r := w.as(who).Do("GET", path("peter", "brief"), nil); r.Status < 400 {
				t.Errorf("%s: %d %s", who, r.Status, r.Body)
			}
		}
		w.openWindow()
		if got := w.brief("jonas", "peter"); !strings.HasPrefix(got, maja) {
			t.Errorf("the deputy:\n%s", got)
		}
	})
}

// It follows what happens: a word, a flag, an effort that should have been ended.
func TestBriefFollowsWhatHappens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	has := func(who, citizen, line string, want bool) {
		t.Helper()
		if got := w.brief(who, citizen); strings.Contains(got, line) != want {
			t.Errorf("%s, %q %t:\n%s", who, line, want, got)
		}
	}
	w.Clock.Move(time.Minute)
	w.say("peter", "peter", "", "Jeg kan ikke\n holde  til kulden")
	has("maja", "peter", "said 24.11. 09.01 Jeg kan ikke holde til kulden", true)
	has("lone", "peter", "kulden", false)
	has("ingrid", "daryna", "Kommer der en tolk på torsdag?", true)
	flag := newID()
	w.put("peter", path("peter", "flags", flag), map[string]any{"category": "body", "effort": id("e1"), "text": "Mine knæ"}, "Idempotency-Key", flag)
	has("maja", "peter", "flag body seen false", true)
	has("lone", "peter", "flag", false)
	w.put("maja", path("peter", "flags", flag, "messages", newID()), map[string]any{"text": "Jeg ringer til dig"})
	has("maja", "peter", "answer by Maja Mønster 24.11. 09.01", true)
	w.at("2026-12-10 09:00:00")
	has("maja", "peter", `"Kontrol af knæ" ends 2026-12-09 passed true`, true)
}
