package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

// withoutRetention undoes step 28.
func (f *fixture) withoutRetention() {
	for _, table := range []string{"retention_receipt", "retention_run", "audit_base"} {
		f.exec("DROP TABLE " + table)
	}
}

// blob writes bytes as the database reads them.
func (f *fixture) blob(s string) string {
	if store.IsPostgres(f.database) {
		return fmt.Sprintf(`'\x%x'::bytea`, s)
	}
	return fmt.Sprintf("x'%x'", s)
}

// ids gives what of a table is left, in order.
func (f *fixture) ids(query string) (out []string) {
	f.t.Helper()
	db := f.raw()
	defer db.Close()
	rows, err := db.QueryContext(f.t.Context(), query)
	if err != nil {
		f.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			f.t.Fatal(err)
		}
		out = append(out, id)
	}
	if err := rows.Err(); err != nil {
		f.t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// aged is a row of some class; over is when what the class counts from happened, zero for one that
// is not to go by its age.
type aged struct {
	id   string
	over time.Time
}

// history makes rows of every class that is swept by itself, at random instants before now.
type history struct {
	*fixture
	rnd   *rand.Rand
	h     store.PlanHead
	staff domain.ID
	sql   []string
	rows  map[domain.RetentionClass][]aged
}

func (y *history) then() time.Time {
	return y.clock.Now().Add(-time.Duration(y.rnd.Int64N(int64(1200 * 24 * time.Hour)))).Truncate(time.Millisecond)
}

func (y *history) add(class domain.RetentionClass, id string, over time.Time, sql ...string) {
	y.sql = append(y.sql, sql...)
	y.rows[class] = append(y.rows[class], aged{id, over})
}

// one makes one row of each class; every third is one that must stay.
func (y *history) one(i int) {
	stays := i%3 == 0
	id := func(what string) string { return fmt.Sprintf("%s-%03d", what, i) }
	at := y.then()
	ms := at.UnixMilli()
	none := "NULL"

	ended, expires := fmt.Sprint(ms), at.Add(time.Hour).UnixMilli()
	over := at
	switch {
	case stays:
		ended, expires, over = none, y.clock.Now().Add(3000*24*time.Hour).UnixMilli(), time.Time{}
	case i%2 == 0: // nobody ended it, it ran out
		ended, over = none, at.Add(time.Hour)
	}
	s := id("s")
	y.add(domain.RetainSessions, s, over,
		fmt.Sprintf("INSERT INTO session (id, person_id, renew_hash, renewed_at, created_at, seen_at, expires_at, ended_at, sealed) VALUES ('%s', '%s', %s, 0, 0, 0, %d, %s, %s)", s, y.staff, y.blob(s), expires, ended, y.blob("x")),
		fmt.Sprintf("INSERT INTO push_subscription (id, person_id, session_id, lookup, sealed, created_at) VALUES ('p%s', '%s', '%s', %s, %s, 0)", s, y.staff, s, y.blob(s), y.blob("x")),
		fmt.Sprintf("INSERT INTO staff_word (session_id, asked_at, busy_until, sealed) VALUES ('%s', 0, 0, %s)", s, y.blob("x")))

	c := id("c")
	used, expires, over := fmt.Sprint(ms), at.Add(10*time.Minute).UnixMilli(), at.Add(10*time.Minute)
	if stays { // a demo's
		used, expires, over = none, y.clock.Now().Add(3000*24*time.Hour).UnixMilli(), time.Time{}
	}
	y.add(domain.RetainSignIn, c, over, fmt.Sprintf("INSERT INTO sign_in_code (lookup, pair_id, person_id, issued_by, created_at, expires_at, used_at, reusable) VALUES (%s, '%s', '%s', '', 0, %d, %s, %s)",
		y.blob(c), c, y.staff, expires, used, "false"))

	m := id("m")
	y.add(domain.RetainMutations, m, at, fmt.Sprintf("INSERT INTO mutation (person_id, key, operation, body_hash, result, at) VALUES ('%s', '%s', '', %s, '{}', %d)", y.staff, m, y.blob("x"), ms))

	n := id("n")
	state, endedAt, over := "sent", fmt.Sprint(ms), at.Add(time.Hour)
	if stays {
		state, endedAt, over = "scheduled", none, time.Time{}
	}
	y.add(domain.RetainNotifications, n, over,
		fmt.Sprintf("INSERT INTO notification (id, person_id, plan_id, subject_id, kind, due_at, deadline_at, dedupe_key, state, attempts, next_at, created_at, ended_at) VALUES ('%s', '%s', '%s', '', 'test', 0, %d, '%s', '%s', 0, 0, 0, %s)",
			n, y.staff, y.h.ID, at.Add(time.Hour).UnixMilli(), n, state, endedAt),
		fmt.Sprintf("INSERT INTO delivery (notification_id, channel, state, tries, began_at, reference) VALUES ('%s', 'sms', 'sent', 1, 0, '%s')", n, n),
		fmt.Sprintf("INSERT INTO push_delivery (notification_id, subscription_id, at) VALUES ('%s', 'x', 0)", n))

	l := id("l")
	why, over := "withdrawn", at
	if stays {
		why, over = "used", time.Time{}
	}
	y.add(domain.RetainLinks, l, over, fmt.Sprintf("INSERT INTO secret_link (id, kind, plan_id, lookup, created_at, expires_at, tries, ended_at, ended_why, sealed) VALUES ('%s', 'invitation', '%s', %s, 0, %d, 0, %d, '%s', %s)",
		l, y.h.ID, y.blob(l), at.Add(time.Hour).UnixMilli(), ms, why, y.blob("x")))

	e := id("e")
	message, over := none, at
	if stays {
		message, over = "'carried'", time.Time{}
	}
	y.add(domain.RetainUnsent, e, over,
		fmt.Sprintf("INSERT INTO file (name, plan_id, person_id, bytes, created_at) VALUES ('f%s', '%s', '%s', 1, 0)", e, y.h.ID, y.h.Citizen),
		fmt.Sprintf("INSERT INTO enclosure (plan_id, id, thread_id, person_id, message_id, file, created_at, sealed) VALUES ('%s', '%s', 'flag', '%s', %s, 'f%s', %d, %s)", y.h.ID, e, y.h.Citizen, message, e, ms, y.blob("x")))

	card := id("k")
	ends, over := at, at
	if stays {
		ends, over = y.clock.Now().Add(3000*24*time.Hour), time.Time{}
	}
	y.add(domain.RetainSparring, card, over,
		fmt.Sprintf("INSERT INTO sparring_card (id, plan_id, author_id, team, at, ends_at, sealed) VALUES ('%s', '%s', '%s', '', 0, %d, %s)", card, y.h.ID, y.staff, ends.UnixMilli(), y.blob("x")),
		fmt.Sprintf("INSERT INTO sparring_idea (id, card_id, author_id, at, sealed) VALUES ('i%s', '%s', '%s', 0, %s)", card, card, y.staff, y.blob("x")))

	g := id("g")
	y.add(domain.RetainGlass, g, at, fmt.Sprintf("INSERT INTO glass (id, person_id, at, until, wish) VALUES ('%s', '%s', 0, %d, %s)", g, y.staff, ms, y.blob(g)))

	y.line(i, at)
}

// line makes a conversation with one of her people: who is out, who is in, who came in again, and
// who was told of.
func (y *history) line(i int, at time.Time) {
	friend, id := domain.ID(fmt.Sprintf("friend-%03d", i)), fmt.Sprintf("w-%03d", i)
	y.write(func(tx *store.Tx) error {
		return tx.PutPerson(domain.Person{ID: friend, Role: domain.RoleContact}, y.h.Citizen)
	})
	ms, over := at.UnixMilli(), at
	relation := func(from int, to string) string {
		return fmt.Sprintf("INSERT INTO plan_person (plan_id, person_id, relation, valid_from, valid_to, epoch) VALUES ('%s', '%s', 'contact', %d, %s, 1)", y.h.ID, friend, from, to)
	}
	sql := []string{relation(1, fmt.Sprint(ms))}
	switch i % 5 {
	case 1:
		sql, over = []string{relation(1, "NULL")}, time.Time{}
	case 2: // let in again
		sql, over = append(sql, relation(2, fmt.Sprint(y.clock.Now().Add(3000*24*time.Hour).UnixMilli()))), time.Time{}
	case 3:
		sql, over = append(sql, fmt.Sprintf("INSERT INTO contact_report (plan_id, contact_id, at, told_by) VALUES ('%s', '%s', 0, '%s')", y.h.ID, friend, y.h.Citizen)), time.Time{}
	}
	sql = append(sql,
		fmt.Sprintf("INSERT INTO thread (id, plan_id, confidential, reply_hours, contact_id) VALUES ('t%s', '%s', false, 0, '%s')", id, y.h.ID, friend),
		fmt.Sprintf("INSERT INTO message (plan_id, id, thread_id, seq, at, author_id, sealed) VALUES ('%s', '%s', 't%s', 1, 0, '%s', %s)", y.h.ID, id, id, friend, y.blob("x")))
	y.add(domain.RetainContactLine, id, over, sql...)
}

var leftOf = map[domain.RetentionClass]string{
	domain.RetainSessions: "SELECT id FROM session", domain.RetainSignIn: "SELECT pair_id FROM sign_in_code", domain.RetainMutations: "SELECT key FROM mutation WHERE key LIKE 'm-%'",
	domain.RetainNotifications: "SELECT id FROM notification", domain.RetainLinks: "SELECT id FROM secret_link", domain.RetainUnsent: "SELECT id FROM enclosure",
	domain.RetainSparring: "SELECT id FROM sparring_card", domain.RetainGlass: "SELECT id FROM glass", domain.RetainContactLine: "SELECT id FROM message",
}

// TestNothingBeforeItsTimeAndNothingAfter: over random histories, whenever and in whatever pieces it
// is run, exactly what was over by then is gone, what hangs on it too, and what does not go by its
// age stays.
func TestNothingBeforeItsTimeAndNothingAfter(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		seed := rand.Uint64() // a new history each time; it is printed
		t.Logf("seed %d", seed)
		y := &history{fixture: f, rnd: rand.New(rand.NewPCG(seed, 1)), rows: map[domain.RetentionClass][]aged{}}
		f.clock.Move(4 * 365 * 24 * time.Hour)
		y.h, y.staff = f.plan()
		for i := range 30 {
			y.one(i)
		}
		f.exec(strings.Join(y.sql, ";\n"))
		for range 4 {
			for class, rows := range y.rows {
				keep := time.Duration(y.rnd.Int64N(int64(1000 * 24 * time.Hour)))
				until := f.clock.Now().Add(-keep)
				if y.rnd.IntN(3) == 0 { // at the very instant of one of them
					until = rows[y.rnd.IntN(len(rows))].over
				}
				if until.IsZero() {
					continue
				}
				due, err := f.CountRunOut(t.Context(), class, until)
				if err != nil {
					t.Fatal(err)
				}
				before, gone := f.ids(leftOf[class]), int64(0)
				for n := int64(1); n > 0; gone += n {
					f.write(func(tx *store.Tx) (err error) {
						n, err = tx.RunOut(class, until, 1+y.rnd.IntN(7))
						return err
					})
				}
				var want []string
				for _, r := range rows {
					if slices.Contains(before, r.id) && (r.over.IsZero() || r.over.After(until)) {
						want = append(want, r.id)
					}
				}
				slices.Sort(want)
				if got := f.ids(leftOf[class]); !slices.Equal(got, want) {
					t.Fatalf("%s until %s: left %v, want %v", class, until, got, want)
				}
				if gone != due || int(gone) != len(before)-len(want) {
					t.Errorf("%s: %d were counted, %d deleted, %d are gone", class, due, gone, len(before)-len(want))
				}
			}
		}
		for _, hung := range []string{
			"SELECT count(*) FROM push_subscription WHERE session_id NOT IN (SELECT id FROM session)",
			"SELECT count(*) FROM staff_word WHERE session_id NOT IN (SELECT id FROM session)",
			"SELECT count(*) FROM delivery WHERE notification_id NOT IN (SELECT id FROM notification)",
			"SELECT count(*) FROM push_delivery WHERE notification_id NOT IN (SELECT id FROM notification)",
			"SELECT count(*) FROM sparring_idea WHERE card_id NOT IN (SELECT id FROM sparring_card)",
			"SELECT count(*) FROM file WHERE name NOT IN (SELECT file FROM enclosure)",
		} {
			if n := f.count(hung); n != 0 {
				t.Errorf("%d left: %s", n, hung)
			}
		}
	})
}

// TestConsentsAndStoriesAreForgottenWhole: one that is over goes with all that it ever was, phones
// are told, and neither one that holds nor one that is still told of goes.
func TestConsentsAndStoriesAreForgottenWhole(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, _ := f.plan()
		given := f.clock.Now()
		consent := func(change func(*domain.Consent)) domain.ID {
			id := domain.NewID()
			k := &domain.Consent{ConsentKind: domain.ConsentOnePlan, Text: "Ja", GivenAt: given, GivenBy: h.Citizen, Expires: domain.DateOf(given).AddDays(200), Status: domain.StatusActive}
			f.put(h, domain.KindConsent, id, k)
			if change != nil {
				after := *k
				change(&after)
				f.put(h, domain.KindConsent, id, &after)
			}
			return id
		}
		story := func(status domain.Status, exports ...domain.StoryExport) domain.ID {
			id := domain.NewID()
			f.put(h, domain.KindStory, id, &domain.Story{Heading: "Det gik godt", Text: "Hun cyklede", Uses: []string{"colleagues"}, Until: domain.DateOf(given).AddDays(300), AskedBy: h.Citizen, AskedAt: given,
				Status: status, AnsweredAt: &given, Exports: exports})
			return id
		}
		held, withdrawn := consent(nil), consent(func(k *domain.Consent) { k.Status, k.WithdrawnAt = "withdrawn", &given })
		out := f.clock.Now()
		told, no := story(domain.StoryWithdrawn, domain.StoryExport{ID: domain.NewID(), At: given}), story(domain.StoryDeclined)
		down := story(domain.StoryWithdrawn, domain.StoryExport{ID: domain.NewID(), At: given, DownAt: &given})
		ofTold := consent(func(k *domain.Consent) {
			k.ConsentKind, k.Story, k.Status, k.WithdrawnAt = domain.ConsentTellStory, told, "withdrawn", &given
		})
		f.clock.Move(250 * 24 * time.Hour)
		run := func(class domain.RetentionClass, until time.Time, want int64) {
			t.Helper()
			f.write(func(tx *store.Tx) error {
				n, err := tx.RunOut(class, until, 100)
				if n != want {
					t.Errorf("%s until %s: %d, want %d", class, until, n, want)
				}
				return err
			})
		}
		has := func(k domain.Kind, id domain.ID, want bool) {
			t.Helper()
			f.read(func(tx *store.Tx) error {
				r, err := tx.Item(h, k, id)
				if err != nil || r.Deleted == want {
					t.Errorf("%s %s: deleted %v, %v", k, id, r.Deleted, err)
				}
				return nil
			})
			if n := f.count(fmt.Sprintf("SELECT count(*) FROM plan_item_version WHERE id = '%s' AND sealed IS NOT NULL", id)); (n > 0) != want {
				t.Errorf("%s %s: %d versions are left", k, id, n)
			}
		}
		run(domain.RetainConsents, out.Add(-time.Second), 0) // before its time
		var rev int64
		f.read(func(tx *store.Tx) error {
			head, err := tx.Plan(h.ID)
			rev = head.Rev
			return err
		})
		run(domain.RetainConsents, out, 1)
		run(domain.RetainStories, out, 2)
		run(domain.RetainStories, out, 0)
		has(domain.KindConsent, withdrawn, false)
		has(domain.KindConsent, held, true)
		has(domain.KindConsent, ofTold, true) // the story that it is of is still out there
		has(domain.KindStory, told, true)
		has(domain.KindStory, no, false)
		has(domain.KindStory, down, false)
		f.read(func(tx *store.Tx) error {
			since, err := tx.ItemsSince(h, rev)
			gone := 0
			for _, r := range since {
				if r.Deleted {
					gone++
				}
			}
			if gone != 3 {
				t.Errorf("phones are told of %d that are gone", gone)
			}
			return err
		})
		run(domain.RetainConsents, domain.DateOf(given).AddDays(200).Start(), 1) // it ran out by itself
		has(domain.KindConsent, held, false)
		if faults, _, err := f.VerifyAudit(t.Context()); err != nil || len(faults) > 0 {
			t.Error(faults, err)
		}
	})
}

// TestTheLogLosesItsBeginningAlone: deeds whose time is over go from the beginning of a chain on,
// what is left still holds against the daily heads, the installation's chain stays, and who cuts a
// beginning off himself is named, with the keys or without.
func TestTheLogLosesItsBeginningAlone(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		h, consultant := f.plan()
		still, _ := f.plan()
		deed := func(h store.PlanHead) {
			f.write(func(tx *store.Tx) error {
				return tx.Audit(h, store.Deed{At: f.clock.Now(), Person: consultant, Action: "read", Words: &store.DeedWords{What: "Planen"}})
			})
		}
		head := func() {
			if _, written, err := f.WriteHead(t.Context()); err != nil || !written {
				t.Fatal(written, err)
			}
		}
		f.write(func(tx *store.Tx) error { return tx.AuditInstallation(store.Deed{At: f.clock.Now(), Action: "x"}) })
		deed(still)
		for day := range 10 {
			deed(h)
			deed(h)
			if day == 5 {
				f.clock.Move(-48 * time.Hour) // somebody moved the clock: a younger deed before an older one
				deed(h)
				f.clock.Move(48 * time.Hour)
			}
			head()
			f.clock.Move(24 * time.Hour)
		}
		until := f.clock.Now().Add(-6*24*time.Hour - time.Hour)
		n, left := int64(1), int64(0)
		for n > 0 {
			f.write(func(tx *store.Tx) (err error) {
				n, err = tx.RunOut(domain.RetainAccessLog, until, 3)
				left += n
				if n > 0 {
					tx.Outlast(ledger.Entry{Kind: ledger.RanOut, What: string(domain.RetainAccessLog), Count: n, From: until.UnixMilli()})
				}
				return err
			})
		}
		if left != 9 { // two a day of four days, and the one of the other plan
			t.Errorf("%d deeds went", left)
		}
		if n := f.count("SELECT count(*) FROM audit WHERE chain = 'installation'"); n == 0 {
			t.Error("the installation's chain was cut")
		}
		holds := func(want string) {
			t.Helper()
			faults, _, err := f.VerifyAudit(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			found, err := f.Heads().Read()
			if err != nil {
				t.Fatal(err)
			}
			more, err := f.VerifyHeads(t.Context(), found, true)
			if err != nil {
				t.Fatal(err)
			}
			faults = append(faults, more...)
			if want == "" && len(faults) > 0 || want != "" && (len(faults) == 0 || !strings.Contains(fmt.Sprint(faults), want)) {
				t.Errorf("%v, want %q", faults, want)
			}
		}
		holds("")
		deed(h)
		deed(still)
		head()
		holds("")
		// With the keys a later beginning can be signed; the ledger outside knows up to when deeds went.
		f.write(func(tx *store.Tx) error {
			_, err := tx.RunOut(domain.RetainAccessLog, f.clock.Now().Add(-2*24*time.Hour), 1000)
			return err
		})
		holds("were deleted before their time")
		// Without them not even that.
		f.exec("UPDATE audit_base SET seq = seq + 1")
		holds("its beginning was changed by someone without the keys")
		f.exec("DELETE FROM audit_base")
		holds("is missing")
	})
}

// One run a day, by whoever takes it first; who was killed is followed when its time is over, and
// what it had begun is gone on with before anything new.
func TestARunIsOneProcessesAtATime(t *testing.T) {
	both(t, func(t *testing.T, f *fixture) {
		take := func(by string) (run domain.RetentionRun, found bool) {
			t.Helper()
			f.write(func(tx *store.Tx) (err error) {
				run, found, err = tx.TakeRetentionRun("v1", by, f.clock.Now().Add(time.Minute))
				return err
			})
			return run, found
		}
		hold := func(day domain.Date, by string) (held bool) {
			t.Helper()
			f.write(func(tx *store.Tx) (err error) {
				held, err = tx.HoldRetentionRun(day, by, f.clock.Now().Add(time.Minute))
				return err
			})
			return held
		}
		run, ok := take("a")
		if !ok || run.Day != domain.DateOf(f.clock.Now()) || !hold(run.Day, "a") {
			t.Fatalf("%+v %v", run, ok)
		}
		if _, ok := take("b"); ok {
			t.Error("another took what is under way")
		}
		f.clock.Move(24 * time.Hour)
		again, ok := take("b")
		if !ok || again.Day != run.Day || !again.At.Equal(run.At) {
			t.Errorf("what was cut off is not gone on with: %+v", again)
		}
		if hold(run.Day, "a") {
			t.Error("the one that was thought dead goes on")
		}
		f.write(func(tx *store.Tx) error { return tx.EndRetentionRun(run.Day) })
		if next, ok := take("a"); !ok || next.Day != run.Day.AddDays(1) {
			t.Errorf("today's: %+v", next)
		} else {
			f.write(func(tx *store.Tx) error { return tx.EndRetentionRun(next.Day) })
		}
		if _, ok := take("b"); ok {
			t.Error("a second run on one day")
		}
		last, since, err := f.LastRetentionRun(t.Context())
		if err != nil || last.Day != run.Day.AddDays(1) || since.After(f.clock.Now()) {
			t.Errorf("%+v %s %v", last, since, err)
		}
	})
}
