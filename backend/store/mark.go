package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"hash"
	"time"

	"tavlen/backend/domain"
)

// Mark is a fingerprint of rows. Two that are equal were taken of the same rows: whatever was
// worked out of those at the one is still right at the other, as far as no time passed that it
// hangs on. What is sealed stands in it by its nonce, which is another at each sealing.
type Mark [sha256.Size]byte

type marking struct{ hash.Hash }

func newMarking() marking { return marking{sha256.New()} }

func (m marking) number(n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n)) //nolint:gosec // all 64 bits stay
	_, _ = m.Write(b[:])                        // never fails
}

func (m marking) text(s string) {
	m.number(int64(len(s)))
	_, _ = m.Write([]byte(s))
}

func (m marking) whole() Mark { return Mark(m.Sum(nil)) }

// nonceOf is the nonce of a sealed column, empty where there is no row.
func nonceOf(column string) string { return "substr(" + column + ", 2, 12)" }

var (
	plansOf   = " IN (SELECT plan_id FROM plan_person WHERE person_id = ?)"
	standings = written(`SELECT p.id, p.citizen_id, p.rev, p.moved, ` + nonceOf("a.sealed") + `,
(SELECT max(s.seen_at) FROM session s WHERE s.person_id = p.citizen_id),
(SELECT max(s.created_at) FROM session s WHERE s.person_id = p.citizen_id AND s.added AND s.ended_at IS NULL), (SELECT count(*) FROM push_subscription u WHERE u.person_id = p.citizen_id)
FROM plan p LEFT JOIN plan_attention a ON a.plan_id = p.id WHERE p.id` + plansOf)
	personsOfPlans = written(`SELECT c.owner_id, c.id, c.role, c.department, c.disabled_at, ` + nonceOf("c.sealed") + `
FROM person c JOIN plan p ON p.citizen_id = c.owner_id WHERE p.id` + plansOf + ` ORDER BY c.owner_id, c.id`)
)

// Standings gives how the plans stand that a person is tied to, live or not: all that what is
// told of them is worked out from, beside who works here (HouseMark), how he is tied to them
// and what time it is. Which of them he may open is PlansIn's.
func (tx *Tx) Standings(person domain.ID) (map[domain.ID]Mark, error) {
	people := map[domain.ID]marking{}
	rows, err := tx.query(personsOfPlans, person)
	if err != nil {
		return nil, err
	}
	if err := eachPerson(rows, func(owner domain.ID) marking {
		m, ok := people[owner]
		if !ok {
			m = newMarking()
			people[owner] = m
		}
		return m
	}); err != nil {
		return nil, tx.err(err)
	}
	if rows, err = tx.query(standings, person); err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[domain.ID]Mark{}
	for rows.Next() {
		var plan, citizen domain.ID
		var rev, moved, phones int64
		var seen, added *int64
		var noticed []byte
		if err := rows.Scan(&plan, &citizen, &rev, &moved, &noticed, &seen, &added, &phones); err != nil {
			return nil, tx.err(err)
		}
		m, ok := people[citizen]
		if !ok {
			m = newMarking()
		}
		m.text(string(plan))
		m.number(rev)
		m.number(moved)
		m.text(string(noticed))
		m.number(atPtr(seen).UnixMilli())
		m.number(atPtr(added).UnixMilli())
		m.number(phones)
		out[plan] = m.whole()
	}
	return out, tx.err(rows.Err())
}

// eachPerson reads what is not sealed of some persons, and how it is sealed what is, into the
// marking of whoever's key they stand under.
func eachPerson(rows *sql.Rows, of func(owner domain.ID) marking) error {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var owner, id domain.ID
		var role, department string
		var disabled *int64
		var sealed []byte
		if err := rows.Scan(&owner, &id, &role, &department, &disabled, &sealed); err != nil {
			return err
		}
		m := of(owner)
		m.text(string(id))
		m.text(role)
		m.text(department)
		m.number(atPtr(disabled).UnixMilli())
		m.text(string(sealed))
	}
	return rows.Err()
}

var personsHere = written(`SELECT owner_id, id, role, department, disabled_at, ` + nonceOf("sealed") + ` FROM person WHERE owner_id = '` + string(Installation) + `' ORDER BY id`)

// HouseMark gives how those who work here stand, who of them is away now or later, and some
// facts about the installation; words are what the asker knows of it himself.
func (tx *Tx) HouseMark(now time.Time, words string, facts ...string) (Mark, error) {
	m := newMarking()
	m.text(words)
	rows, err := tx.query(personsHere)
	if err != nil {
		return Mark{}, err
	}
	if err := eachPerson(rows, func(domain.ID) marking { return m }); err != nil {
		return Mark{}, tx.err(err)
	}
	leaves, err := tx.Absences(now)
	if err != nil {
		return Mark{}, err
	}
	for _, l := range leaves {
		for _, id := range []domain.ID{l.ID, l.Person, l.Deputy} {
			m.text(string(id))
		}
		m.number(ms(l.From))
		m.number(ms(l.To))
	}
	for _, name := range append(facts, erasures) {
		value, err := tx.Installation(name)
		if err != nil {
			return Mark{}, err
		}
		m.text(value)
	}
	return m.whole(), nil
}

var standingOf = written(`SELECT p.citizen_id, p.rev, p.moved, ` + nonceOf("a.sealed") + ` FROM plan p LEFT JOIN plan_attention a ON a.plan_id = p.id WHERE p.id = ?`)

// PlanMark gives a plan's head, and how it stands by itself: what is on it, what was said in its
// conversations, and what was noticed of it. In a Write it stays so for whoever has its Lock.
func (tx *Tx) PlanMark(plan domain.ID) (PlanHead, Mark, error) {
	h := PlanHead{ID: plan}
	var moved int64
	var noticed []byte
	found, err := tx.one(standingOf, []any{plan}, &h.Citizen, &h.Rev, &moved, &noticed)
	if err == nil && !found {
		err = domain.ErrNotFound
	}
	m := newMarking()
	m.number(h.Rev)
	m.number(moved)
	m.text(string(noticed))
	return h, m.whole(), err
}

var unread = written("SELECT count(*), min(at) FROM message WHERE thread_id = ? AND author_id <> 'system' AND " + toRead)

// UnreadIn counts what a reader has not read of a thread, and gives when the oldest of that was
// sent; zero where there is none.
func (tx *Tx) UnreadIn(h PlanHead, thread, reader domain.ID) (n int64, oldest time.Time, err error) {
	var first *int64
	_, err = tx.one(unread, append([]any{thread}, toReadBy(reader, h)...), &n, &first)
	return n, atPtr(first), err
}

var nextPart = written("SELECT min(CASE WHEN x.valid_from > ? THEN x.valid_from END), min(CASE WHEN x.valid_to > ? THEN x.valid_to END) FROM thread_person x JOIN thread t ON t.id = x.thread_id WHERE t.plan_id = ?")

// NextPart gives the first instant after now at which somebody's part in a conversation of a
// plan begins, and at which one ends; zero where none does.
func (tx *Tx) NextPart(plan domain.ID, now time.Time) (begins, ends time.Time, err error) {
	var from, to *int64
	_, err = tx.one(nextPart, []any{ms(now), ms(now), plan}, &from, &to)
	return atPtr(from), atPtr(to), err
}
