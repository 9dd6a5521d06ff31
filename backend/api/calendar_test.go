package api_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// comesTo are the meetings of Peter's from 25 October on that somebody comes to, and
// timesOf those of which he sees when they are. Written by hand: it is the rule under test.
var (
	comesTo = map[string]string{
		"peter": "m06 m07 m08 m09 m10 m10b m11 m11b m12 m12b m13 m14 m15 m16 m17 m18", "maja": "m09 m12b m15 m16 m18", "vibeke": "m06 m11 m12 m14 m17 m18",
		"lone": "m07 m10 m10b m11b", "anette": "m08 m12b m18", "kalle": "m13",
	}
	timesOf = map[string]string{"m15": "peter maja jonas anette", "m13": "peter maja jonas anette kalle", "m11b": "peter maja jonas lone", "m18": "peter maja jonas vibeke anette"}
)

// triesOfMeetingCalendar: who sees when a meeting is gets it as a file.
func (w *world) triesOfMeetingCalendar(a actor, on func(verdict) verdict) []try {
	var out []try
	for name, seen := range timesOf {
		x := try{what: "of " + name, method: "GET", path: path("peter", "meetings", id(name), "calendar"), want: on(unknown), twin: path("peter", "meetings", newID(), "calendar")}
		if a.relation != "" && slices.Contains(strings.Fields(seen), a.name) {
			x.want, x.twin = on(done), ""
		}
		out = append(out, x)
	}
	return out
}

// feed turns somebody's calendar on and gives its address, as a path.
func (w *world) feed(who string, body map[string]any) string {
	w.t.Helper()
	address, _ := w.put(who, "/me/calendar", body)["url"].(string)
	rest, ours := strings.CutPrefix(address, w.URL)
	if !ours {
		w.t.Fatalf("the address of %s is %q", who, address)
	}
	return "root:" + rest
}

// fetch reads a calendar as a service without cookies does: its lines, unfolded.
func (w *world) fetch(at string) []string {
	w.t.Helper()
	r := w.Anonymous(w.t).Do("GET", at, nil)
	checkHeaders(w.t, at, r)
	if r.Status != 200 || r.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || len(r.Header.Values("Set-Cookie")) > 0 {
		w.t.Fatalf("%d %v %s", r.Status, r.Header, r.Body)
	}
	if got := r.Header.Get("Cache-Control"); got != "no-store" {
		w.t.Errorf("Cache-Control %q", got)
	}
	return strings.Split(strings.ReplaceAll(string(r.Body), "\r\n ", ""), "\r\n")
}

// entry is one meeting of a calendar, property by property.
type entry map[string]string

func entriesOf(all []string) []entry {
	var out []entry
	for _, l := range all {
		name, value, _ := strings.Cut(l, ":")
		switch {
		case l == "BEGIN:VEVENT":
			out = append(out, entry{})
		case len(out) > 0 && name != "END":
			out[len(out)-1][name] = value
		}
	}
	return out
}

const localStart = "DTSTART;TZID=Europe/Copenhagen"

// beginning finds the one meeting that begins at a wall-clock time.
func beginning(t *testing.T, all []string, start string) entry {
	t.Helper()
	for _, e := range entriesOf(all) {
		if e[localStart] == start {
			return e
		}
	}
	t.Fatalf("nothing begins at %s in\n%s", start, strings.Join(all, "\n"))
	return nil
}

// inCalendar gives how that stands which begins at an instant, in a calendar that another
// program fetches and reads: one that is not by those who wrote it.
func (w *world) inCalendar(at, start string) (out []string) {
	w.t.Helper()
	r := w.Anonymous(w.t).Do("GET", at, nil)
	read, err := ical.NewDecoder(bytes.NewReader(r.Body)).Decode()
	if err != nil {
		w.t.Fatalf("%d %v\n%s", r.Status, err, r.Body)
	}
	for _, e := range read.Events() {
		begins, err := e.DateTimeStart(time.UTC)
		if err != nil {
			w.t.Fatal(err)
		}
		if !begins.Equal(clock(w.t, start)) {
			continue
		}
		ends, err := e.DateTimeEnd(time.UTC)
		if err != nil {
			w.t.Fatal(err)
		}
		status, err := e.Status()
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, string(status)+" until "+ends.UTC().Format(time.RFC3339))
	}
	return out
}

// Each person's calendar has the meetings that he comes to, by the times in the case file,
// and no word of anybody's.
func TestACalendarHoldsOnesOwnMeetingsAndNoWords(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		w.openWindow()
		c := testkit.CaseOf(t, "peter")
		starts := map[string]string{}
		for _, it := range c.Items {
			if m, ok := it.Item.(*domain.Meeting); ok {
				starts[string(it.ID)] = m.Start.In(domain.Copenhagen).Format("20060102T150405")
			}
		}
		uids := map[string]string{}
		for who, names := range comesTo {
			w.put(who, "/me/calendar", map[string]any{"on": true})
			all := w.fetch(w.feed(who, map[string]any{"on": true}))
			var want, got []string
			for name := range strings.FieldsSeq(names) {
				want = append(want, starts[id(name)])
			}
			for _, e := range entriesOf(all) {
				got = append(got, e[localStart])
				if e["SUMMARY"] != "Aftale" || e["LOCATION"] != "" || e["CLASS"] != "PRIVATE" || e["DESCRIPTION"] != "Åbn Tavlen for at se mere." {
					t.Errorf("%s: %v", who, e)
				}
				if other := uids[e["UID"]]; other != "" {
					t.Errorf("%s and %s have a meeting of the same name", who, other)
				}
				uids[e["UID"]] = who
			}
			slices.Sort(want)
			slices.Sort(got)
			// Maja and the others have meetings with others than Peter as well.
			for _, start := range want {
				if !slices.Contains(got, start) {
					t.Errorf("%s: nothing at %s", who, start)
				}
			}
			if who == "peter" || who == "anette" || who == "kalle" {
				if !slices.Equal(want, got) {
					t.Errorf("%s: %v, want %v", who, got, want)
				}
			}
		}
		for uid := range uids {
			if name, host, _ := strings.Cut(uid, "@"); len(name) != 32 || host != "127.0.0.1" {
				t.Errorf("the name %s", uid)
			}
		}
	})
}

// Titles and places are there for who chose them, and never those of the clinic, nor in
// the calendar of staff.
func TestTitlesAreOnesOwnChoice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter := w.feed("peter", map[string]any{"on": true, "titles": "full"})
	all := w.fetch(peter)
	if e := beginning(t, all, "20261208T130000"); e["SUMMARY"] != "Jobsamtale med Maja" || e["LOCATION"] == "" {
		t.Errorf("%v", e)
	}
	if e := beginning(t, all, "20261126T140000"); e["SUMMARY"] != "Aftale" || e["LOCATION"] != "" {
		t.Errorf("of the clinic: %v", e)
	}
	for _, secret := range []string{"Lone", "Rusmiddel", "alkohol", "Maja vil"} {
		if strings.Contains(strings.Join(all, "\n"), secret) {
			t.Errorf("%q stands in the calendar", secret)
		}
	}
	// Kalle drives to the hospital: he sees where, and not why.
	if e := beginning(t, w.fetch(w.feed("kalle", map[string]any{"on": true, "titles": "full"})), "20261209T131500"); e["SUMMARY"] != "Aftale" || e["LOCATION"] == "" {
		t.Errorf("Kalle's: %v", e)
	}
	for _, who := range []string{"maja", "lone"} {
		r := w.as(who).Do("PUT", "/me/calendar", map[string]any{"on": true, "titles": "full"})
		checkProblem(t, who, r, 422, domain.CodeInvalid)
		if got := w.as(who).Do("GET", "/me/calendar", nil).JSON(t); got["on"] != false || got["may_choose_titles"] != false {
			t.Errorf("%s: %v", who, got)
		}
	}
	checkProblem(t, "other titles", w.as("peter").Do("PUT", "/me/calendar", map[string]any{"on": true, "titles": "all"}), 422, domain.CodeInvalid, "all")
	// Back to neutral: the same address, the same meetings, newer than before.
	w.Clock.Move(time.Hour)
	w.put("peter", "/me/calendar", map[string]any{"on": true, "titles": "neutral"})
	before, after := beginning(t, all, "20261208T130000"), beginning(t, w.fetch(peter), "20261208T130000")
	if after["SUMMARY"] != "Aftale" || after["LOCATION"] != "" || after["UID"] != before["UID"] || after["LAST-MODIFIED"] <= before["LAST-MODIFIED"] || after["SEQUENCE"] != before["SEQUENCE"] {
		t.Errorf("%v, before %v", after, before)
	}
}

// A meeting that is moved or called off stays in the calendar under its name, with a
// higher number, until a month after its end; what its reader does not see moves nothing.
func TestMovedAndCancelledMeetingsStayToBeSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	peter, kalle := w.feed("peter", map[string]any{"on": true, "titles": "full"}), w.feed("kalle", map[string]any{"on": true})
	put := func(fields map[string]any) {
		t.Helper()
		w.Clock.Move(time.Minute)
		fields["why"] = "Det er aftalt"
		w.put("maja", path("peter", "meetings", id("m13")), fields, "If-Match", w.rev("maja", "peter"))
	}
	first, his := beginning(t, w.fetch(peter), "20261209T131500"), beginning(t, w.fetch(kalle), "20261209T131500")
	put(map[string]any{"title": "Kontrol af knæet"})
	titled, still := beginning(t, w.fetch(peter), "20261209T131500"), beginning(t, w.fetch(kalle), "20261209T131500")
	if titled["SEQUENCE"] <= first["SEQUENCE"] || titled["LAST-MODIFIED"] <= first["LAST-MODIFIED"] || titled["UID"] != first["UID"] {
		t.Errorf("another title: %v, before %v", titled, first)
	}
	if len(still) != len(his) || still["SEQUENCE"] != his["SEQUENCE"] || still["LAST-MODIFIED"] != his["LAST-MODIFIED"] || still["DTSTAMP"] != his["DTSTAMP"] {
		t.Errorf("Kalle is told of what he does not see: %v, before %v", still, his)
	}
	put(map[string]any{"start": "2026-12-10T09:00:00+01:00", "end": "2026-12-10T09:30:00+01:00"})
	for who, was := range map[string]entry{peter: titled, kalle: still} {
		all := w.fetch(who)
		moved := beginning(t, all, "20261210T090000")
		if moved["UID"] != was["UID"] || moved["SEQUENCE"] <= was["SEQUENCE"] || moved["STATUS"] != "CONFIRMED" {
			t.Errorf("moved: %v, before %v", moved, was)
		}
		if strings.Contains(strings.Join(all, "\n"), "20261209T131500") {
			t.Error("it stands at its old time too")
		}
	}
	put(map[string]any{"status": "cancelled"})
	off := beginning(t, w.fetch(peter), "20261210T090000")
	if off["STATUS"] != "CANCELLED" || off["TRANSP"] != "TRANSPARENT" || off["SEQUENCE"] <= titled["SEQUENCE"] {
		t.Errorf("called off: %v", off)
	}
	w.Clock.Set(time.Date(2027, 1, 9, 8, 0, 0, 0, time.UTC))
	if e := beginning(t, w.fetch(peter), "20261210T090000"); e["STATUS"] != "CANCELLED" {
		t.Errorf("within a month: %v", e)
	}
	w.Clock.Move(48 * time.Hour)
	if all := strings.Join(w.fetch(peter), "\n"); strings.Contains(all, off["UID"]) || !strings.Contains(all, "20270112T130000") {
		t.Error("a month after its end it is gone, and the others are there")
	}
}

// The address is the key: renewed or withdrawn, the old one opens nothing at once. What
// ends sessions does not touch it; who may not sign in any more has none.
func TestAnAddressLivesUntilItIsRenewedOrWithdrawn(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		w := newWorld(t, testkit.Options{Database: database})
		gone := func(at string) {
			t.Helper()
			r := w.Anonymous(t).Do("GET", at, nil)
			checkProblem(t, "a dead address", r, 404, domain.CodeNotFound)
			if diff := differ(r, w.Anonymous(t).Do("GET", "root:/kalender/"+newID()+".ics", nil)); diff != "" {
				t.Errorf("an address that was answers otherwise than one that never was: %s", diff)
			}
		}
		if got := w.as("peter").Do("GET", "/me/calendar", nil).JSON(t); got["on"] != false || got["titles"] != "neutral" || got["url"] != nil {
			t.Errorf("before: %v", got)
		}
		first := w.feed("peter", map[string]any{"on": true})
		if again := w.feed("peter", map[string]any{"on": true}); again != first {
			t.Error("turned on twice it has two addresses")
		}
		key := newID()
		second := w.feed("peter", map[string]any{"on": true, "renew": true})
		third := w.put("peter", "/me/calendar", map[string]any{"on": true, "renew": true}, "Idempotency-Key", key)
		if again := w.put("peter", "/me/calendar", map[string]any{"on": true, "renew": true}, "Idempotency-Key", key); again["url"] != third["url"] {
			t.Error("renewing, sent twice, renewed twice")
		}
		checkProblem(t, "another wish under the key", w.as("peter").Do("PUT", "/me/calendar", map[string]any{"on": false}, "Idempotency-Key", key), 422, domain.CodeKeyReused)
		gone(first)
		gone(second)
		last := "root:" + strings.TrimPrefix(third["url"].(string), w.URL)
		w.fetch(last)
		w.put("peter", "/me/calendar", map[string]any{"on": false})
		gone(last)
		if w.feed("peter", map[string]any{"on": true}) == last {
			t.Error("the old address is back")
		}
		// One whose right to sign in ended has no calendar either.
		lone := w.feed("lone", map[string]any{"on": true})
		w.fetch(lone)
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.DisablePerson(demo.PersonID("lone"), w.Clock.Now()) }); err != nil {
			t.Fatal(err)
		}
		gone(lone)
		// A contact who is let go of sees no meeting any more; his calendar is emptied.
		kalle := w.feed("kalle", map[string]any{"on": true})
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.EndRelation(planOf("peter"), demo.PersonID("kalle"), access.RelationContact, w.Clock.Now())
		}); err != nil {
			t.Fatal(err)
		}
		if n := len(entriesOf(w.fetch(kalle))); n != 0 {
			t.Errorf("%d meetings are left", n)
		}
		// Erased is erased.
		peter := w.feed("peter", map[string]any{"on": true})
		if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.EraseDataKey(demo.PersonID("peter")) }); err != nil {
			t.Fatal(err)
		}
		if r := w.Anonymous(t).Do("GET", peter, nil); r.Status < 400 || bytes.Contains(r.Body, []byte("VEVENT")) {
			t.Errorf("of one who was erased: %d %s", r.Status, r.Body)
		}
	})
}

// A calendar service is no browser of ours: nothing of what is asked for is a page, and
// no address stands in the log.
func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	w := newWorld(t, testkit.Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	good := w.feed("peter", map[string]any{"on": true})
	secret := strings.TrimSuffix(strings.TrimPrefix(good, "root:/kalender/"), ".ics")
	for _, at := range []string{"/kalender/", "/kalender/x.ics", "/kalender/" + secret, "/kalender/" + secret + ".ICS", "/kalender/" + secret + ".ics/", "/kalender/" + secret + ".ics/x", "/kalender/.ics", "/kalender/" + secret + "=.ics", "/kalender/%2e%2e%2f.ics"} {
		checkProblem(t, at, w.Anonymous(t).Do("GET", "root:"+at, nil), 404, domain.CodeNotFound, secret)
	}
	checkProblem(t, "a write", w.Anonymous(t).Do("PUT", good, []byte("BEGIN:VCALENDAR")), 405, domain.CodeMethod, secret)
	if r := w.Anonymous(t).Do("GET", "root:/kalender", nil); r.Status != 404 {
		t.Errorf("%d", r.Status)
	}
	// Whoever asks too often waits; a cookie neither helps nor hurts.
	limited := testkit.Response{}
	for range 40 { // more than feedReads allows at once
		if limited = w.as("peter").Do("GET", good, nil); limited.Status != 200 {
			break
		}
	}
	checkProblem(t, "too often", limited, http.StatusTooManyRequests, domain.CodeRateLimited, secret)
	if limited.Header.Get("Retry-After") == "" {
		t.Error("and is not told how long")
	}
	w.fetch(w.feed("anette", map[string]any{"on": true}))
	w.Clock.Move(time.Minute)
	w.fetch(good)
	if strings.Contains(log.String(), secret) {
		t.Errorf("the log holds the address: %s", log.String())
	}
}

// One meeting as a file: neutral, for those who see when it is; staff's taking it is
// logged as any other reading.
func TestOneMeetingAsAFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	at := path("peter", "meetings", id("m12b"), "calendar")
	file := func(who string) entry {
		t.Helper()
		r := w.as(who).Do("GET", at, nil)
		checkHeaders(t, who, r)
		if r.Status != 200 || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") || r.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d %v %s", r.Status, r.Header, r.Body)
		}
		all := entriesOf(strings.Split(strings.ReplaceAll(string(r.Body), "\r\n ", ""), "\r\n"))
		if len(all) != 1 || strings.Contains(string(r.Body), "REFRESH-INTERVAL") {
			t.Fatalf("%s", r.Body)
		}
		return all[0]
	}
	if e := file("peter"); e["SUMMARY"] != "Aftale" || e[localStart] != "20261208T130000" {
		t.Errorf("%v", e)
	}
	one := file("peter")
	w.put("peter", "/me/calendar", map[string]any{"on": true, "titles": "full"})
	if full := file("peter"); full["SUMMARY"] != "Jobsamtale med Maja" || full["UID"] != one["UID"] {
		t.Errorf("%v", full)
	}
	file("maja")
	logged := 0
	for _, d := range w.deeds("peter") {
		if d.Action == "read" && d.Person == demo.PersonID("maja") && d.Words.What == "Hentede et møde til sin kalender" {
			logged++
		}
	}
	if logged != 1 {
		t.Errorf("that Maja took it is logged %d times", logged)
	}
}
