package store

import (
	"time"

	"gorm.io/gorm"

	"tavlen/backend/domain"
)

type threadRow struct {
	ID           domain.ID `gorm:"primaryKey"`
	PlanID       domain.ID
	Confidential bool
	DeputyID     *domain.ID
	ReplyHours   int
	ContactID    *domain.ID
}

func (threadRow) TableName() string { return "thread" }

type threadPersonRow struct {
	ThreadID domain.ID `gorm:"primaryKey"`
	PersonID domain.ID `gorm:"primaryKey"`
	Place    int
	// ValidFrom and ValidTo bound the part; null is always.
	ValidFrom, ValidTo *int64
}

func (threadPersonRow) TableName() string { return "thread_person" }

type messageRow struct {
	PlanID   domain.ID `gorm:"primaryKey"`
	ID       domain.ID `gorm:"primaryKey"`
	ThreadID domain.ID
	Seq      int64
	At       int64
	AuthorID domain.ID
	ReadAt   *int64
	Silent   bool
	// ChangedAt is when it last became another; null as long as it is as it was sent.
	ChangedAt *int64
	Sealed    []byte
}

func (messageRow) TableName() string { return "message" }

// CreateThread makes a thread between people.
func (tx *Tx) CreateThread(t domain.Thread) error {
	row := threadRow{ID: t.ID, PlanID: t.Plan, Confidential: t.Confidential, ReplyHours: t.ReplyHours}
	if t.Deputy != "" {
		row.DeputyID = &t.Deputy
	}
	if t.Contact != "" {
		row.ContactID = &t.Contact
	}
	if err := tx.db.Create(&row).Error; err != nil {
		return tx.err(err)
	}
	for i, p := range t.Between {
		if err := tx.db.Create(&threadPersonRow{ThreadID: t.ID, PersonID: p, Place: i}).Error; err != nil {
			return tx.err(err)
		}
	}
	return nil
}

// Threads gives the threads of a plan with staff, the oldest id first; who reads them is
// package access's to say. Those between the citizen and her people are not among them: see
// EnsureContactThread.
func (tx *Tx) Threads(plan domain.ID) ([]domain.Thread, error) {
	threads, people, err := tx.threadsOf(plan)
	if err != nil || len(threads) == 0 {
		return threads, err
	}
	for i := range threads {
		tx.parts(&threads[i], people[i])
	}
	return threads, tx.leavesIn(threads)
}

// AddMessage keeps a message at the end of its thread.
func (tx *Tx) AddMessage(h PlanHead, m domain.Message) error {
	var last int64
	if err := tx.db.Model(&messageRow{}).Where("thread_id = ?", m.Thread).Select("coalesce(max(seq), 0)").Scan(&last).Error; err != nil {
		return tx.err(err)
	}
	row := messageRow{PlanID: h.ID, ID: m.ID, ThreadID: m.Thread, Seq: last + 1, At: ms(m.At), AuthorID: m.From, Silent: m.Silent}
	if m.ReadAt != nil {
		row.ReadAt = msPtr(*m.ReadAt)
	}
	var err error
	if row.Sealed, err = tx.seal(h.Citizen, messagePlace(h, m.Thread, m.ID), m); err != nil {
		return err
	}
	return tx.err(tx.db.Create(&row).Error)
}

// messagePlace binds a message's words to its thread: who reads them hangs on it.
func messagePlace(h PlanHead, thread, id domain.ID) string {
	return place("message", h.ID, thread, id)
}

// Message gives one message of a plan.
func (tx *Tx) Message(h PlanHead, id domain.ID) (domain.Message, error) {
	var row messageRow
	if err := tx.db.Where("plan_id = ? AND id = ?", h.ID, id).Take(&row).Error; err != nil {
		return domain.Message{}, tx.err(err)
	}
	return tx.message(h, row)
}

// Messages gives up to limit messages of a thread before one of them (or the newest),
// oldest first, and whether there are older ones.
func (tx *Tx) Messages(h PlanHead, thread, before domain.ID, limit int) ([]domain.Message, bool, error) {
	if before != "" {
		return tx.page(h, thread, before, limit, tx.db)
	}
	return tx.newest(h, thread, limit)
}

func (tx *Tx) page(h PlanHead, thread, before domain.ID, limit int, of *gorm.DB) ([]domain.Message, bool, error) {
	q := of.Where("thread_id = ? AND plan_id = ?", thread, h.ID)
	if before != "" {
		var at messageRow
		if err := tx.db.Where("plan_id = ? AND id = ? AND thread_id = ?", h.ID, before, thread).Take(&at).Error; err != nil {
			return nil, false, tx.err(err)
		}
		q = q.Where("seq < ?", at.Seq)
	}
	var rows []messageRow
	if err := q.Order("seq DESC").Limit(limit + 1).Find(&rows).Error; err != nil {
		return nil, false, tx.err(err)
	}
	more := len(rows) > limit
	if more {
		rows = rows[:limit]
	}
	out := make([]domain.Message, len(rows))
	for i, r := range rows {
		m, err := tx.message(h, r)
		if err != nil {
			return nil, false, err
		}
		out[len(rows)-1-i] = m
	}
	return out, more, nil
}

func (tx *Tx) message(h PlanHead, r messageRow) (domain.Message, error) {
	var m domain.Message
	if err := tx.unseal(h.Citizen, messagePlace(h, r.ThreadID, r.ID), r.Sealed, &m); err != nil {
		return m, err
	}
	m.ReadAt = nil
	if r.ReadAt != nil {
		t := at(*r.ReadAt)
		m.ReadAt = &t
	}
	return m, nil
}

// toRead picks the messages of a thread that a reader has to read: what was written on the
// other side. Every thread has its plan's citizen on one side; on the other are the one
// it is with and whoever stands in. Arguments: reader, citizen, citizen.
const toRead = "read_at IS NULL AND (CASE WHEN ? = ? THEN author_id <> ? ELSE author_id = ? END)"

func toReadBy(reader domain.ID, h PlanHead) []any {
	return []any{reader, h.Citizen, h.Citizen, h.Citizen}
}

// MarkRead marks what was written to a reader in a thread, up to and with a message, as
// read at an instant; it gives how many that were. What was read before stays as it was.
func (tx *Tx) MarkRead(h PlanHead, thread, upTo, reader domain.ID, when time.Time) (int64, error) {
	var last messageRow
	if err := tx.db.Where("plan_id = ? AND id = ? AND thread_id = ?", h.ID, upTo, thread).Take(&last).Error; err != nil {
		return 0, tx.err(err)
	}
	res := tx.db.Model(&messageRow{}).
		Where("thread_id = ? AND seq <= ? AND "+toRead, append([]any{thread, last.Seq}, toReadBy(reader, h)...)...).
		Update("read_at", ms(when))
	return res.RowsAffected, tx.err(res.Error)
}

// ThreadState is how a thread stands for one of its readers.
type ThreadState struct {
	Unread int64
	Last   time.Time
	// OldestUnread is when the oldest message the reader has not read was sent, and
	// FirstUnread which it is.
	OldestUnread time.Time
	FirstUnread  domain.ID
}

// fresh lets a query be used twice.
var fresh = &gorm.Session{}

// ThreadState counts what a reader has not read, and gives when the last message came. It
// reads the ends of the thread and what is unread of it, however long the thread is.
func (tx *Tx) ThreadState(h PlanHead, thread, reader domain.ID) (ThreadState, error) {
	var s ThreadState
	var last struct{ At int64 }
	res := tx.db.Model(&messageRow{}).Where("thread_id = ?", thread).Select("at").Order("seq DESC").Limit(1).Scan(&last)
	if res.Error != nil || res.RowsAffected == 0 {
		return s, tx.err(res.Error)
	}
	s.Last = at(last.At)
	unread := tx.db.Model(&messageRow{}).Where("thread_id = ? AND author_id <> 'system' AND "+toRead, append([]any{thread}, toReadBy(reader, h)...)...)
	var r struct {
		Unread int64
		Oldest *int64
	}
	if err := unread.Session(fresh).Select("count(*) AS unread, min(at) AS oldest").Scan(&r).Error; err != nil || r.Unread == 0 {
		return s, tx.err(err)
	}
	s.Unread, s.OldestUnread = r.Unread, atPtr(r.Oldest)
	return s, tx.err(unread.Session(fresh).Select("id").Order("seq").Limit(1).Scan(&s.FirstUnread).Error)
}

// PutThread makes a thread, or changes the deputy and reply time of one that is there.
func (tx *Tx) PutThread(t domain.Thread) error {
	var n int64
	if err := tx.db.Model(&threadRow{}).Where("id = ?", t.ID).Count(&n).Error; err != nil {
		return tx.err(err)
	}
	if n == 0 {
		return tx.CreateThread(t)
	}
	changes := map[string]any{"reply_hours": t.ReplyHours, "deputy_id": nil}
	if t.Deputy != "" {
		changes["deputy_id"] = t.Deputy
	}
	return tx.err(tx.db.Model(&threadRow{}).Where("id = ? AND plan_id = ?", t.ID, t.Plan).Updates(changes).Error)
}
