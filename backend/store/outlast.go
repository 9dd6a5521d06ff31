package store

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// Ledger gives the ledger that this store writes to, outside the database.
func (s *Store) Ledger() *ledger.Book { return s.ledger }

// Outlast writes something down in the ledger, since it must still hold when an older copy of
// the database is put back. The line is on the disk before the transaction is committed: what
// was answered to anybody stands in both, whenever the power fails. Where the commit fails a
// second line takes the first back. Only one that a kill came between stays: doctor names an
// erasure that was not done.
func (tx *Tx) Outlast(e ledger.Entry) {
	if tx.store.restoring && e.Kind != ledger.RanOut && e.Kind != ledger.RunsOut {
		return // it comes from there; what runs out while a backup is put back does not
	}
	if e.At == 0 {
		e.At = ms(tx.store.clock.Now())
	}
	tx.outlasting = append(tx.outlasting, e)
}

// saveOutlasting is the last thing before a commit. Where the ledger cannot be written nothing
// is committed: the one who asked is told, instead of getting back what he took away.
func (tx *Tx) saveOutlasting() error {
	if len(tx.outlasting) == 0 {
		return nil
	}
	if tx.store.postgres {
		if err := tx.db.Raw("SELECT txid_current()").Scan(&tx.number).Error; err != nil {
			return tx.err(err)
		}
	}
	known, err := tx.Installation(ledgerKey)
	if err != nil {
		return err
	}
	if known != "" && !strings.HasPrefix(known, lostMark) && !tx.store.ledger.Begun() {
		// A new one begins, and must not hide that the old one is gone.
		known = lostMark + known
	}
	last, takeBack, err := tx.store.ledger.Announce(tx.outlasting...)
	if err != nil {
		tx.store.log.Error("the ledger cannot be written, so nothing was changed: mend TAVLEN_LEDGER_DIR", "error", err)
		return domain.ErrStorageFull.Because(err)
	}
	tx.takeBack = takeBack
	if strings.HasPrefix(known, lostMark) {
		last = known
	}
	return tx.SetInstallation(ledgerKey, last)
}

// ledgerKey is under which the database remembers the last line that it knows of; behind
// lostMark it is one of a ledger that was gone when a new one was begun.
const (
	ledgerKey = "ledger"
	lostMark  = "lost:"
)

// LedgerLost says that the ledger is not the one that the database knows of, or was cut: what it
// holds is then not all that must survive a restore. What is written on behind a cut hides the cut.
func (s *Store) LedgerLost(ctx context.Context, found ledger.Found) (lost bool, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		last, err := tx.Installation(ledgerKey)
		lost = !found.Holds(strings.TrimPrefix(last, lostMark))
		return err
	})
	return lost, err
}

// ForgetLedger begins with the ledger that is there, after a restore went on without the one
// that was lost.
func (s *Store) ForgetLedger(ctx context.Context) error {
	return s.Write(ctx, func(tx *Tx) error { return tx.SetInstallation(ledgerKey, "") })
}

// NotErased gives those whose erasure the ledger holds, and whose data can be read all the same:
// a kill came between, or a backup was put back without the ledger.
func (s *Store) NotErased(ctx context.Context, found ledger.Found) (still []domain.ID, err error) {
	var erased []domain.ID
	for _, e := range found.Entries {
		if e.Kind == ledger.ErasedPerson {
			erased = append(erased, e.Person)
		}
	}
	if len(erased) == 0 {
		return nil, nil
	}
	err = s.Read(ctx, func(tx *Tx) error {
		for some := range slices.Chunk(erased, 500) {
			var have []domain.ID
			if err := tx.db.Model(&dataKeyRow{}).Where("owner_id IN ?", some).Order("owner_id").Pluck("owner_id", &have).Error; err != nil {
				return tx.err(err)
			}
			still = append(still, have...)
		}
		return nil
	})
	return still, err
}

// notOutlasting takes back what the ledger was told of a transaction that was not committed.
// Where nobody can say whether it was, the ledger stands: it is safer to take away twice.
func (tx *Tx) notOutlasting() {
	if tx.takeBack == nil {
		return
	}
	s := tx.store
	if s.postgres {
		// The connection may have broken after the server had committed.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(tx.ctx), s.patience)
		defer cancel()
		var status string
		err := s.write.WithContext(ctx).Raw("SELECT coalesce(txid_status(?), '')", tx.number).Scan(&status).Error
		if err != nil || status != "aborted" {
			s.log.Error("nobody can say whether something was taken away: the ledger says it was. Run tavlen doctor", "status", status, "error", err)
			return
		}
	}
	if err := tx.takeBack(s.clock.Now()); err != nil {
		s.log.Error("the ledger says that something was taken away, and it was not: run tavlen doctor", "error", err)
	}
}

// outlastItem finds what outlasts a restore in a thing that is kept. It is asked of every
// thing, so that no use case can forget to.
func (tx *Tx) outlastItem(h PlanHead, r domain.Record) error {
	if tx.store.restoring {
		return nil
	}
	e := ledger.Entry{At: ms(r.At), Plan: h.ID, Item: r.ID}
	if r.Deleted {
		e.Kind, e.What = ledger.ErasedItem, string(r.Kind)
		tx.Outlast(e)
		return nil
	}
	switch it := r.Item.(type) {
	case *domain.Contact:
		if it.Status == "withdrawn" {
			e.Kind, e.Person, e.Item = ledger.RemovedContact, r.ID, ""
			tx.Outlast(e)
			return nil
		}
	case *domain.Consent:
		// One that another took the place of may have opened more than that.
		if it.Status == "withdrawn" || it.Status == domain.StatusReplaced {
			e.Kind = ledger.WithdrawnConsent
			tx.Outlast(e)
			return nil
		}
	case *domain.Story:
		if it.Status == domain.StoryWithdrawn || it.Status == domain.StoryDeclined {
			e.Kind = ledger.EndedStory
			tx.Outlast(e)
		}
	}
	return tx.outlastNarrowed(h, r, e)
}

// outlastNarrowed compares a thing with what it was: for whom it is open no more, and whether a
// contact was paused or muted.
func (tx *Tx) outlastNarrowed(h PlanHead, r domain.Record, e ledger.Entry) error {
	is := domain.OpennessOf(r.Item)
	if len(is) == 0 {
		return nil // nobody is held back, so nobody was shut out
	}
	was, err := tx.Item(h, r.Kind, r.ID)
	if errors.Is(err, domain.ErrNotFound) || err == nil && was.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	if !domain.OpennessOf(was.Item).Within(is) {
		narrowed := e
		narrowed.Kind, narrowed.What, narrowed.Only = ledger.NarrowedItem, string(r.Kind), is
		tx.Outlast(narrowed)
	}
	after, ok := r.Item.(*domain.Contact)
	if !ok {
		return nil
	}
	before, ok := was.Item.(*domain.Contact)
	if !ok {
		return nil
	}
	e.Person, e.Item = r.ID, ""
	tell := func(was, is bool, on, off ledger.Kind) {
		if was == is {
			return
		}
		if e.Kind = off; is {
			e.Kind = on
		}
		tx.Outlast(e)
	}
	tell(before.Status == "paused", after.Status == "paused", ledger.PausedContact, ledger.ResumedContact)
	tell(before.Muted, after.Muted, ledger.MutedContact, ledger.UnmutedContact)
	return nil
}

// outlastProtection compares a citizen with what stands of her.
func (tx *Tx) outlastProtection(p domain.Person) error {
	if p.Role != domain.RoleCitizen || tx.store.restoring {
		return nil
	}
	was, err := tx.Person(p.ID)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return err
	}
	is := protection(p.Citizen)
	if protection(was.Citizen) == is {
		return nil
	}
	tx.Outlast(ledger.Entry{Kind: ledger.ProtectedAddress, Person: p.ID, What: is})
	return nil
}

func protection(c *domain.Citizen) string {
	switch {
	case !c.Protected():
		return ledger.NotProtected
	case c.MayInvite():
		return ledger.MayInvite
	}
	return ""
}

// outlastAddresses compares where a person is reached with what stands of him, and notes since when it is
// so: whoever has the number or address that was left must not get what is said to him after a restore.
func (tx *Tx) outlastAddresses(p *domain.Person) error {
	if tx.store.restoring {
		return nil
	}
	was, err := tx.Person(p.ID)
	if errors.Is(err, domain.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := at(ms(tx.store.clock.Now()))
	p.PhoneAt, p.EmailAt = was.PhoneAt, was.EmailAt
	for _, a := range []struct {
		channel  domain.Channel
		was, put string
		since    **time.Time
	}{{domain.ChannelSMS, was.Phone, p.Phone, &p.PhoneAt}, {domain.ChannelEmail, was.Email, p.Email, &p.EmailAt}} {
		if a.was == a.put {
			continue
		}
		*a.since = &now
		if a.was != "" {
			tx.Outlast(ledger.Entry{At: ms(now), Kind: ledger.LeftAddress, Person: p.ID, What: string(a.channel)})
		}
	}
	return nil
}

// leaveAgain takes a number or an address away that was left since. Where he is reached now is not in the
// ledger: it is to be put down once more.
func (tx *Tx) leaveAgain(e ledger.Entry) error {
	p, err := tx.Person(e.Person)
	if err != nil {
		return err
	}
	reached, since := &p.Phone, &p.PhoneAt
	if e.What == string(domain.ChannelEmail) {
		reached, since = &p.Email, &p.EmailAt
	}
	if *since != nil && !(*since).Before(e.Time()) {
		return nil
	}
	when := e.Time()
	*reached, *since = "", &when
	var owners []domain.ID
	if err := tx.db.Model(&personRow{}).Where("id = ?", p.ID).Pluck("owner_id", &owners).Error; err != nil || len(owners) == 0 {
		return tx.err(err)
	}
	return tx.PutPerson(p, owners[0])
}

// outlastRelation: who is consultant or stands in is handed on, not taken away, and an older
// plan must not come back without one.
func (tx *Tx) outlastRelation(plan, person domain.ID, kind access.RelationKind, when time.Time) {
	if kind == access.RelationContact || kind == access.RelationProfessional {
		tx.Outlast(ledger.Entry{At: ms(when), Kind: ledger.EndedRelation, Plan: plan, Person: person, What: string(kind)})
	}
}

// InstallationOf gives what tells one installation from all others, and tells nothing else: it
// follows from its keys.
func InstallationOf(k Keys) (string, error) {
	ring, err := newKeyring(k)
	if err != nil {
		return "", err
	}
	return hex.EncodeToString((&Store{keys: ring}).BlindIndex("installation", "")[:16]), nil
}

// LedgerOf gives the ledger in a folder, for reading it before there is a database.
func LedgerOf(k Keys, dir string) (*ledger.Book, error) {
	ring, err := newKeyring(k)
	if err != nil {
		return nil, err
	}
	return ledger.In(dir, (&Store{keys: ring}).BlindIndex("ledger", "")), nil
}

// Again carries a line of the ledger through in this database, as far as it is not: what the
// line took away is taken away. Doing it twice changes nothing. A line that asks more than the
// store knows gives done == false.
func (tx *Tx) Again(e ledger.Entry) (done bool, err error) {
	switch e.Kind {
	case ledger.ErasedPerson:
		_, err = tx.ErasePerson(e.Person)
	case ledger.EndedRelation:
		// One that was made anew later is another.
		err = tx.err(tx.db.Model(&planPersonRow{}).
			Where("plan_id = ? AND person_id = ? AND relation = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)", e.Plan, e.Person, e.What, e.At, e.At).
			Update("valid_to", e.At).Error)
	case ledger.DisabledPerson:
		err = tx.err(tx.db.Model(&personRow{}).Where("id = ? AND disabled_at IS NULL", e.Person).Update("disabled_at", e.At).Error)
	case ledger.EnabledPerson:
		err = tx.err(tx.db.Model(&personRow{}).Where("id = ?", e.Person).Update("disabled_at", nil).Error)
	case ledger.EndedCalendar:
		err = tx.err(tx.db.Model(&calendarFeedRow{}).Where("person_id = ? AND made_at < ?", e.Person, e.At).
			Updates(map[string]any{"lookup": nil, "sealed": nil}).Error)
	case ledger.RemovedKey:
		err = tx.err(tx.db.Where("id = ? AND person_id = ?", e.Item, e.Person).Delete(&passkeyRow{}).Error)
	case ledger.CorrectedCPR:
		// Which one is right the ledger does not say: nobody is found by a number until it is
		// put down again. One that was put down then or later stays.
		err = tx.err(tx.db.Where("person_id = ? AND at < ?", e.Person, e.At).Delete(&cprRow{}).Error)
	case ledger.DroppedIdentities:
		err = tx.err(tx.db.Where("person_id = ? AND created_at <= ?", e.Person, e.At).Delete(&identityRow{}).Error)
	case ledger.LeftAddress:
		err = tx.leaveAgain(e)
	case ledger.HeldPlan:
		err = tx.holdAgain(e)
	case ledger.RunsOut, ledger.RanOut, ledger.Restored:
		// What ran out runs out again by itself; a restore is only told.
	default:
		return false, nil
	}
	return true, err
}
