package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

// sweep says which rows of a table a class is over of, and what hangs on them. In due, @until is
// the instant up to which what the class counts from must have happened.
type sweep struct {
	table string
	keys  string // the primary key's columns
	due   string
	// first are the tables that hang on it, by the column that names it.
	first map[string]string
	// since is what the class counts from, and hers which rows are of one citizen (@citizen) or her
	// plan (@plan): what she is told of when something goes. Empty where she is told no day.
	since, hers string
	// file is the column that names a file that goes with it, "" where there is none.
	file string
}

// lineOver finds the conversations with one of the citizen's people who has no way in any more
// since then. What she told of him is kept with what he wrote.
const lineOver = `thread_id IN (SELECT t.id FROM thread t WHERE t.contact_id IS NOT NULL
 AND EXISTS (SELECT 1 FROM plan_person r WHERE r.plan_id = t.plan_id AND r.person_id = t.contact_id AND r.relation = 'contact')
 AND NOT EXISTS (SELECT 1 FROM plan_person r WHERE r.plan_id = t.plan_id AND r.person_id = t.contact_id AND r.relation = 'contact' AND (r.valid_to IS NULL OR r.valid_to > @until))
 AND NOT EXISTS (SELECT 1 FROM contact_report c WHERE c.plan_id = t.plan_id AND c.contact_id = t.contact_id))`

const lineOverSince = `(SELECT max(r.valid_to) FROM thread t JOIN plan_person r ON r.plan_id = t.plan_id AND r.person_id = t.contact_id AND r.relation = 'contact' WHERE t.id = message.thread_id)`

var sweeps = map[domain.RetentionClass][]sweep{
	domain.RetainSessions: {{table: "session", keys: "id", due: "coalesce(ended_at, expires_at) <= @until", since: "coalesce(ended_at, expires_at)", hers: "person_id = @citizen",
		first: map[string]string{"push_subscription": "session_id", "staff_word": "session_id"}}},
	domain.RetainSignIn: {
		// A reusable one is a demo's.
		{table: "sign_in_code", keys: "lookup", due: "expires_at <= @until", since: "expires_at", hers: "person_id = @citizen"},
		{table: "login_attempt", keys: "lookup", due: "expires_at <= @until"},
		{table: "passkey_challenge", keys: "id", due: "expires_at <= @until"},
	},
	domain.RetainMutations: {{table: "mutation", keys: "person_id, key", due: "at <= @until", since: "at", hers: "person_id = @citizen"}},
	domain.RetainNotifications: {{table: "notification", keys: "id", due: "ended_at <= @until AND deadline_at <= @until AND NOT (" + open + ")",
		since: "CASE WHEN ended_at > deadline_at THEN ended_at ELSE deadline_at END", hers: "person_id = @citizen",
		first: map[string]string{"push_delivery": "notification_id", "delivery": "notification_id"}}},
	// What was used made somebody or something on the plan, and goes with it.
	domain.RetainLinks: {{table: "secret_link", keys: "id", due: "coalesce(ended_at, expires_at) <= @until AND coalesce(ended_why, '') <> '" + LinkUsed + "'",
		since: "coalesce(ended_at, expires_at)", hers: "plan_id = @plan"}},
	domain.RetainUnsent: {{table: "enclosure", keys: "plan_id, id", due: "message_id IS NULL AND created_at <= @until",
		since: "created_at", hers: "person_id = @citizen", file: "file"}},
	domain.RetainSparring: {
		{table: "sparring_card", keys: "id", due: "ends_at <= @until", first: map[string]string{"sparring_idea": "card_id"}},
		{table: "sparring_note", keys: "id", due: "ends_at <= @until"},
	},
	domain.RetainContactLine: {
		{table: "enclosure", keys: "plan_id, id", due: lineOver, file: "file"},
		{table: "thread_wait", keys: "thread_id", due: lineOver},
		{table: "message", keys: "plan_id, id", due: lineOver, since: lineOverSince, hers: "plan_id = @plan"},
	},
	domain.RetainGlass: {{table: "glass", keys: "id", due: "until <= @until", since: "until", hers: "plan_id = @plan"}},
}

// CountRunOut counts what of a class is over: what happened up to an instant.
func (s *Store) CountRunOut(ctx context.Context, class domain.RetentionClass, until time.Time) (n int64, err error) {
	err = s.Snapshot(ctx, func(tx *Tx) error {
		n = 0
		switch class {
		case domain.RetainAccessLog:
			cuts, err := tx.cuts(until)
			for _, c := range cuts {
				n += c.Deeds
			}
			return err
		case domain.RetainConsents, domain.RetainStories:
			over, err := tx.itemsOver(class, until, -1, "")
			n = int64(len(over))
			return err
		}
		for _, w := range sweeps[class] {
			var some int64
			if err := tx.db.Table(w.table).Where(w.due, map[string]any{"until": ms(until)}).Count(&some).Error; err != nil {
				return tx.err(err)
			}
			n += some
		}
		return nil
	})
	return n, err
}

// OverSince gives since when the oldest of a citizen's counts that a class will be over of: the
// zero time where there is none.
func (tx *Tx) OverSince(h PlanHead, class domain.RetentionClass) (oldest time.Time, err error) {
	now := tx.store.clock.Now()
	older := func(t time.Time) {
		if oldest.IsZero() || t.Before(oldest) {
			oldest = t
		}
	}
	switch class {
	case domain.RetainAccessLog:
		var first []int64
		err := tx.db.Model(&auditRow{}).Where("chain = ?", string(h.ID)).Order("seq").Limit(1).Pluck("at", &first).Error
		if len(first) > 0 {
			older(at(first[0]))
		}
		return oldest, tx.err(err)
	case domain.RetainConsents, domain.RetainStories:
		over, err := tx.itemsOver(class, now, -1, h.ID)
		for _, r := range over {
			older(domain.OverSince(r))
		}
		return oldest, err
	}
	for _, w := range sweeps[class] {
		if w.hers == "" {
			continue
		}
		var first *int64
		named := map[string]any{"until": ms(now), "citizen": h.Citizen, "plan": h.ID}
		if err := tx.db.Table(w.table).Select("min("+w.since+")").Where(w.due, named).Where(w.hers, named).Scan(&first).Error; err != nil {
			return oldest, tx.err(err)
		}
		if first != nil {
			older(at(*first))
		}
	}
	return oldest, nil
}

// RunOut deletes up to so many rows that a class is over of, and says how many: none where nothing
// is left. What hangs on them goes too and is not counted.
func (tx *Tx) RunOut(class domain.RetentionClass, until time.Time, most int) (n int64, err error) {
	if !tx.store.postgres {
		// What is deleted is overwritten too.
		if err := tx.db.Exec("PRAGMA secure_delete = ON").Error; err != nil {
			return 0, tx.err(err)
		}
	}
	switch class {
	case domain.RetainAccessLog:
		return tx.cutChains(until, most)
	case domain.RetainConsents, domain.RetainStories:
		return tx.forgetItems(class, until, most)
	}
	for _, w := range sweeps[class] {
		some, err := tx.runOut(w, until, most-int(n))
		if n += some; err != nil || n >= int64(most) {
			return n, err
		}
	}
	return n, nil
}

func (tx *Tx) runOut(w sweep, until time.Time, most int) (int64, error) {
	columns := strings.Split(w.keys, ", ")
	pick := columns
	if w.file != "" {
		pick = append(slices.Clone(columns), w.file)
	}
	found, err := tx.picked(tx.db.Table(w.table).Select(pick).Where(w.due, map[string]any{"until": ms(until)}).Limit(most), len(pick))
	if err != nil || len(found) == 0 {
		return 0, err
	}
	keys, files := make([]any, len(found)), []any{}
	for i, row := range found {
		if keys[i] = row[0]; len(columns) > 1 {
			keys[i] = row[:len(columns)]
		}
		if w.file != "" {
			files = append(files, row[len(columns)])
		}
	}
	for table, column := range w.first {
		if err := tx.db.Exec("DELETE FROM "+quoted(table)+" WHERE "+quoted(column)+" IN ?", keys).Error; err != nil {
			return 0, tx.err(err)
		}
	}
	named := quoted(columns[0])
	if len(columns) > 1 {
		named = "(" + w.keys + ")"
	}
	res := tx.db.Exec("DELETE FROM "+quoted(w.table)+" WHERE "+named+" IN ?", keys)
	if res.Error == nil && len(files) > 0 {
		if err := tx.db.Where("name IN ?", files).Delete(&fileRow{}).Error; err != nil {
			return 0, tx.err(err)
		}
	}
	return res.RowsAffected, tx.err(res.Error)
}

// picked gives what a question finds as the driver has it, so that a key of bytes stays one.
func (tx *Tx) picked(q *gorm.DB, columns int) (out [][]any, err error) {
	rows, err := q.Rows()
	if err != nil {
		return nil, tx.err(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		row, into := make([]any, columns), make([]any, columns)
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, tx.err(err)
		}
		out = append(out, row)
	}
	return out, tx.err(rows.Err())
}

// itemsOver gives up to most things (all where it is negative) on one plan or all that a class is over of.
// When a thing was over is sealed with it, so only those that nobody touched since are opened.
func (tx *Tx) itemsOver(class domain.RetentionClass, until time.Time, most int, plan domain.ID) (out []domain.Record, err error) {
	kind := domain.KindConsent
	if class == domain.RetainStories {
		kind = domain.KindStory
	}
	var rows []struct {
		CitizenID domain.ID
		Version   versionRow `gorm:"embedded"`
	}
	err = tx.db.Raw(`SELECT p.citizen_id, v.* FROM plan_item i JOIN plan p ON p.id = i.plan_id
JOIN plan_item_version v ON v.plan_id = i.plan_id AND v.kind = i.kind AND v.id = i.id AND v.rev = i.rev
WHERE i.kind = ? AND i.deleted = ? AND v.at <= ? AND (i.plan_id = ? OR ? = '') ORDER BY i.plan_id, i.id`, kind, false, ms(until), plan, plan).Scan(&rows).Error
	if err != nil {
		return nil, tx.err(err)
	}
	for _, row := range rows {
		if most >= 0 && len(out) >= most {
			return out, nil
		}
		h := PlanHead{ID: row.Version.PlanID, Citizen: row.CitizenID}
		r, err := tx.record(h, row.Version)
		if err != nil {
			return nil, err
		}
		if from := domain.OverSince(r); from.IsZero() || from.After(until) {
			continue
		}
		if k, ok := r.Item.(*domain.Consent); ok && k.Story != "" {
			// It is what a story that still stands was told by.
			if s, err := tx.Item(h, domain.KindStory, k.Story); err == nil && !s.Deleted {
				continue
			} else if err != nil && !errors.Is(err, domain.ErrNotFound) {
				return nil, err
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// forgetItems takes things off their plans for good, with all that they ever were: phones are told
// that they are gone.
func (tx *Tx) forgetItems(class domain.RetentionClass, until time.Time, most int) (n int64, err error) {
	over, err := tx.itemsOver(class, until, most, "")
	if err != nil {
		return 0, err
	}
	now := tx.store.clock.Now()
	for _, r := range over {
		head, err := tx.Plan(r.Plan)
		if err != nil {
			return n, err
		}
		gone := domain.Record{Plan: r.Plan, Kind: r.Kind, ID: r.ID, Deleted: true, By: domain.System, At: now}
		if gone.Rev, err = tx.Bump(r.Plan); err != nil {
			return n, err
		}
		if err := tx.PutItem(head, gone); err != nil {
			return n, err
		}
		if err := tx.db.Where("plan_id = ? AND kind = ? AND id = ? AND rev < ?", r.Plan, r.Kind, r.ID, gone.Rev).Delete(&versionRow{}).Error; err != nil {
			return n, tx.err(err)
		}
		if err := tx.Audit(head, Deed{At: now, Person: domain.System, Action: "ran_out", Kind: r.Kind, Item: r.ID, Rev: gone.Rev}); err != nil {
			return n, err
		}
		if err := tx.BumpEpochs(r.Plan); err != nil {
			return n, err
		}
		tx.Tell(Signal{Plan: r.Plan})
		n++
	}
	return n, nil
}

type retentionRunRow struct {
	Day        domain.Date `gorm:"primaryKey"`
	At         int64
	Version    string
	LeaseBy    string
	LeaseUntil int64
	EndedAt    *int64
}

func (retentionRunRow) TableName() string { return "retention_run" }

func (r retentionRunRow) run() domain.RetentionRun {
	return domain.RetentionRun{Day: r.Day, At: at(r.At), Version: r.Version, EndedAt: atPtr(r.EndedAt)}
}

type retentionReceiptRow struct {
	Day     domain.Date           `gorm:"primaryKey"`
	Class   domain.RetentionClass `gorm:"primaryKey"`
	Version string
	UntilAt int64
	Count   int64
	EndedAt *int64
}

func (retentionReceiptRow) TableName() string { return "retention_receipt" }

// TakeRetentionRun gives the run that is to be gone on with, else that of today, which begins now,
// and keeps others from it for a while. Found is false where today's is done or another is at it.
// A run that is as of a later instant is left alone: the clock that it was begun by was wrong.
// Whether today's may begin at all is RetentionGap's to say.
func (tx *Tx) TakeRetentionRun(version, by string, until time.Time) (run domain.RetentionRun, found bool, err error) {
	now := tx.store.clock.Now()
	row, found, err := tx.unendedRun()
	if err == nil && !found {
		if err = tx.BeginRetentionRun(version); err == nil {
			row, found, err = tx.unendedRun()
		}
	}
	if err != nil || !found {
		return run, false, err
	}
	res := tx.db.Model(&retentionRunRow{}).Where("day = ? AND ended_at IS NULL AND (lease_by = ? OR lease_until <= ?)", row.Day, by, ms(now)).
		Updates(map[string]any{"lease_by": by, "lease_until": ms(until)})
	return row.run(), res.RowsAffected == 1, tx.err(res.Error)
}

// BeginRetentionRun puts today's run down, as of now and nobody's yet, where there is none.
func (tx *Tx) BeginRetentionRun(version string) error {
	now := tx.store.clock.Now()
	row := retentionRunRow{Day: domain.DateOf(now), At: ms(now), Version: version}
	return tx.err(tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error)
}

func (tx *Tx) unendedRun() (row retentionRunRow, found bool, err error) {
	var rows []retentionRunRow
	if err := tx.db.Where("ended_at IS NULL AND at <= ?", ms(tx.store.clock.Now())).Order("day").Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return row, false, tx.err(err)
	}
	return rows[0], true, nil
}

// RetentionGap gives the day from which on no run came to an end, where a run of today would be the
// next: that of the newest that ended, else of the newest deed in the installation's own chain or of
// the installation itself. "" where one that was begun is to be gone on with, and where nothing was
// ever written.
func (tx *Tx) RetentionGap() (domain.Date, error) {
	if _, found, err := tx.unendedRun(); err != nil || found {
		return "", err
	}
	last, since, err := tx.lastRetentionRun()
	if err != nil || last.Day != "" {
		return last.Day, err
	}
	var deed int64
	if err := tx.db.Model(&auditRow{}).Where("chain = ?", string(Installation)).Select("coalesce(max(at), 0)").Scan(&deed).Error; err != nil {
		return "", tx.err(err)
	}
	if newest := max(deed, ms(since)); newest > 0 {
		return domain.DateOf(at(newest)), nil
	}
	return "", nil
}

// HoldRetentionRun keeps others from a run for a while longer; held is false where another has
// taken it over.
func (tx *Tx) HoldRetentionRun(day domain.Date, by string, until time.Time) (held bool, err error) {
	res := tx.db.Model(&retentionRunRow{}).Where("day = ? AND lease_by = ? AND ended_at IS NULL", day, by).Update("lease_until", ms(until))
	return res.RowsAffected == 1, tx.err(res.Error)
}

// EndRetentionRun ends a run.
func (tx *Tx) EndRetentionRun(day domain.Date) error {
	return tx.err(tx.db.Model(&retentionRunRow{}).Where("day = ?", day).Update("ended_at", ms(tx.store.clock.Now())).Error)
}

// AddToReceipt counts what a run deleted of a class, in the transaction that deletes. By times that
// were lengthened meanwhile less is over, but what went by those before is gone: until is the later.
func (tx *Tx) AddToReceipt(r domain.RetentionReceipt) error {
	row := retentionReceiptRow{Day: r.Day, Class: r.Class, Version: r.Version, UntilAt: ms(r.Until), Count: r.Count, EndedAt: msPtr(r.EndedAt)}
	return tx.err(tx.db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "day"}, {Name: "class"}},
		DoUpdates: clause.Assignments(map[string]any{"count": gorm.Expr("retention_receipt.count + ?", r.Count), "version": r.Version,
			"until_at": gorm.Expr("CASE WHEN retention_receipt.until_at > ? THEN retention_receipt.until_at ELSE ? END", ms(r.Until), ms(r.Until)), "ended_at": row.EndedAt}),
	}).Create(&row).Error)
}

// RetentionReceipts gives the receipts of the newest runs, the newest first.
func (tx *Tx) RetentionReceipts(runs int) (out []domain.RetentionReceipt, err error) {
	var rows []retentionReceiptRow
	err = tx.db.Where("day IN (SELECT day FROM (SELECT day FROM retention_run ORDER BY day DESC LIMIT ?) d)", runs).Order("day DESC, class").Find(&rows).Error
	for _, r := range rows {
		out = append(out, domain.RetentionReceipt{Day: r.Day, Class: r.Class, Version: r.Version, Until: at(r.UntilAt), Count: r.Count, EndedAt: atPtr(r.EndedAt)})
	}
	return out, tx.err(err)
}

// ReceiptOf gives the receipt of a run and class; found is false where nothing was deleted so far.
func (tx *Tx) ReceiptOf(day domain.Date, class domain.RetentionClass) (r domain.RetentionReceipt, found bool, err error) {
	var rows []retentionReceiptRow
	if err := tx.db.Where("day = ? AND class = ?", day, class).Find(&rows).Error; err != nil || len(rows) == 0 {
		return r, false, tx.err(err)
	}
	return domain.RetentionReceipt{Day: rows[0].Day, Class: rows[0].Class, Version: rows[0].Version, Until: at(rows[0].UntilAt), Count: rows[0].Count, EndedAt: atPtr(rows[0].EndedAt)}, true, nil
}

// LastRetentionRun gives the newest run that was ended; zero where there is none. Since is when this
// installation began.
func (s *Store) LastRetentionRun(ctx context.Context) (run domain.RetentionRun, since time.Time, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		run, since, err = tx.lastRetentionRun()
		return err
	})
	return run, since, err
}

func (tx *Tx) lastRetentionRun() (run domain.RetentionRun, since time.Time, err error) {
	var rows []retentionRunRow
	if err := tx.db.Where("ended_at IS NOT NULL").Order("day DESC").Limit(1).Find(&rows).Error; err != nil {
		return run, since, tx.err(err)
	}
	if len(rows) > 0 {
		run = rows[0].run()
	}
	var first int64
	err = tx.db.Model(&dataKeyRow{}).Select("coalesce(min(created_at), 0)").Scan(&first).Error
	return run, at(first), tx.err(err)
}
