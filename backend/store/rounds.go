package store

import (
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// What is read of a plan again and again when many are gone over, each in one statement that
// is written out (see statement): the nightly run and a desk read hundreds of plans, and
// GORM's share of reading a row was greater than the row's.

var readThreads = written(`SELECT t.id, t.confidential, coalesce(t.deputy_id, ''), t.reply_hours, coalesce(p.person_id, ''), p.valid_from, p.valid_to
FROM thread t LEFT JOIN thread_person p ON p.thread_id = t.id WHERE t.plan_id = ? AND t.contact_id IS NULL ORDER BY t.confidential, t.id, p.place`)

// threadsOf gives the threads of a plan with staff, and of each who is or was in it.
func (tx *Tx) threadsOf(plan domain.ID) ([]domain.Thread, [][]threadPersonRow, error) {
	rows, err := tx.query(readThreads, plan)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	threads, people := []domain.Thread{}, [][]threadPersonRow{}
	for rows.Next() {
		t := domain.Thread{Plan: plan}
		var p threadPersonRow
		if err := rows.Scan(&t.ID, &t.Confidential, &t.Deputy, &t.ReplyHours, &p.PersonID, &p.ValidFrom, &p.ValidTo); err != nil {
			return nil, nil, tx.err(err)
		}
		last := len(threads) - 1
		if last < 0 || threads[last].ID != t.ID {
			threads, people = append(threads, t), append(people, nil)
			last++
		}
		if p.PersonID != "" {
			people[last] = append(people[last], p)
		}
	}
	return threads, people, tx.err(rows.Err())
}

// leavesIn fills in when those of the staff in some threads are away. Who is away from a
// confidential one is nobody's matter but theirs.
func (tx *Tx) leavesIn(threads []domain.Thread) error {
	var named []domain.ID
	for _, t := range threads {
		if !t.Confidential {
			named = append(named, t.Between...)
		}
	}
	if len(named) == 0 {
		return nil
	}
	slices.Sort(named)
	leaves, err := tx.AbsencesOf(tx.store.clock.Now(), slices.Compact(named)...)
	for i := range threads {
		t := &threads[i]
		for _, l := range leaves {
			if !t.Confidential && slices.Contains(t.Between, l.Person) {
				t.Leaves = append(t.Leaves, l)
			}
		}
	}
	return err
}

var readNewest = written("SELECT id, read_at, sealed FROM message WHERE thread_id = ? AND plan_id = ? ORDER BY seq DESC LIMIT ?")

// newest gives the last messages of a thread, oldest first, and whether there are older ones.
func (tx *Tx) newest(h PlanHead, thread domain.ID, limit int) ([]domain.Message, bool, error) {
	if _, err := tx.key(h.Citizen); err != nil { // PostgreSQL asks one thing at a time
		return nil, false, err
	}
	rows, err := tx.query(readNewest, thread, h.ID, limit+1)
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = rows.Close() }()
	out := []domain.Message{}
	for rows.Next() {
		if len(out) == limit {
			slices.Reverse(out)
			return out, true, nil
		}
		r := messageRow{ThreadID: thread}
		if err := rows.Scan(&r.ID, &r.ReadAt, &r.Sealed); err != nil {
			return nil, false, tx.err(err)
		}
		m, err := tx.message(h, r)
		if err != nil {
			return nil, false, err
		}
		out = append(out, m)
	}
	slices.Reverse(out)
	return out, false, tx.err(rows.Err())
}

// listed writes out a statement with a list of n values in the place of "(?)".
func listed(query string, n int) statement {
	return written(strings.Replace(query, "(?)", "(?"+strings.Repeat(", ?", n-1)+")", 1))
}

// ItemsOf gives the things of some kinds that are on a plan, without who made them so and
// when: for who goes over all plans and needs neither.
func (tx *Tx) ItemsOf(h PlanHead, kinds []domain.Kind) ([]domain.Record, error) {
	if _, err := tx.key(h.Citizen); err != nil {
		return nil, err
	}
	args := []any{h.ID, false}
	for _, k := range kinds {
		args = append(args, k)
	}
	rows, err := tx.query(listed("SELECT kind, id, rev, sealed FROM plan_item WHERE plan_id = ? AND deleted = ? AND kind IN (?)", len(kinds)), args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []domain.Record
	for rows.Next() {
		row := versionRow{PlanID: h.ID}
		if err := rows.Scan(&row.Kind, &row.ID, &row.Rev, &row.Sealed); err != nil {
			return nil, tx.err(err)
		}
		r, err := tx.record(h, row)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, tx.err(rows.Err())
}

// AbsencesOf gives when some people are away, now or later.
func (tx *Tx) AbsencesOf(now time.Time, persons ...domain.ID) ([]domain.Leave, error) {
	if len(persons) == 0 {
		return nil, nil
	}
	args := []any{ms(now)}
	for _, p := range persons {
		args = append(args, p)
	}
	rows, err := tx.query(listed("SELECT id, person_id, deputy_id, from_at, to_at FROM absence WHERE to_at > ? AND person_id IN (?) ORDER BY from_at, id", len(persons)), args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []domain.Leave
	for rows.Next() {
		var r absenceRow
		if err := rows.Scan(&r.ID, &r.PersonID, &r.DeputyID, &r.FromAt, &r.ToAt); err != nil {
			return nil, tx.err(err)
		}
		out = append(out, r.absence())
	}
	return out, tx.err(rows.Err())
}

var readLastSeen = written("SELECT max(seen_at) FROM session WHERE person_id = ?")

// LastSeen is when one of somebody's sessions was last in use; zero where there is none.
func (tx *Tx) LastSeen(person domain.ID) (time.Time, error) {
	var last *int64
	_, err := tx.one(readLastSeen, []any{person}, &last)
	return atPtr(last), err
}
