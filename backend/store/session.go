package store

import (
	"time"

	"gorm.io/gorm"

	"tavlen/backend/domain"
)

type sessionRow struct {
	ID         domain.ID `gorm:"primaryKey"`
	PersonID   domain.ID
	RenewHash  []byte
	FormerHash []byte
	UnseenHash []byte
	RenewedAt  int64
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	SeenAt     int64
	ExpiresAt  int64
	EndedAt    *int64
	EndedWhy   *string
	Sealed     []byte
	OpenedBy   domain.Proof
	AuthAt     int64
	Pin        []byte
	PinTries   int
	Added      bool
	InsteadOf  *domain.ID
}

func (sessionRow) TableName() string { return "session" }

// Session is one signed-in device of a person. The row decides on every request.
type Session struct {
	ID     domain.ID
	Person domain.ID
	// RenewHash is the renewal secret's. FormerHash is that of the one before it, which
	// counts until its successor was used: the answer with the successor may have been
	// lost. UnseenHash is that of a successor that was given up so; whoever shows it has
	// read what was meant for another.
	RenewHash  []byte
	FormerHash []byte
	UnseenHash []byte
	RenewedAt  time.Time
	CreatedAt  time.Time
	SeenAt     time.Time
	ExpiresAt  time.Time
	EndedAt    time.Time // zero while it lives
	Device     string
	// OpenedBy is how its owner came in, and AuthAt when she last proved that it is her.
	OpenedBy domain.Proof
	AuthAt   time.Time
	HasPIN   bool
	// Added says that it was opened on a phone that was new to a person who had been in before.
	Added bool
	// InsteadOf is the session on the same phone that ends once this one is used; "" for none.
	InsteadOf domain.ID
}

// Live says whether the session still opens anything at an instant.
func (s Session) Live(now time.Time) bool { return s.EndedAt.IsZero() && now.Before(s.ExpiresAt) }

// IsNew says whether at an instant its phone is still new to its owner.
func (s Session) IsNew(now time.Time) bool {
	return s.Added && now.Sub(s.CreatedAt) < domain.DeviceNewFor
}

// CreateSession keeps a new session.
func (tx *Tx) CreateSession(s Session) error {
	sealed, err := tx.seal(Installation, place("session", s.ID), s.Device)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&sessionRow{ID: s.ID, PersonID: s.Person, RenewHash: s.RenewHash, RenewedAt: ms(s.RenewedAt), CreatedAt: ms(s.CreatedAt),
		SeenAt: ms(s.SeenAt), ExpiresAt: ms(s.ExpiresAt), Sealed: sealed, OpenedBy: s.OpenedBy, AuthAt: ms(s.AuthAt), Added: s.Added, InsteadOf: orNull(s.InsteadOf)}).Error)
}

// Session gives a session by its id.
func (tx *Tx) Session(id domain.ID) (Session, error) {
	return tx.session(tx.db.Where("id = ?", id))
}

// SessionByRenewal gives the session whose renewal secret, present, former or given up,
// has the hash.
func (tx *Tx) SessionByRenewal(hash []byte) (Session, error) {
	return tx.session(tx.db.Where("renew_hash = ? OR former_hash = ? OR unseen_hash = ?", hash, hash, hash))
}

func (tx *Tx) session(q *gorm.DB) (Session, error) {
	var r sessionRow
	if err := q.Take(&r).Error; err != nil {
		return Session{}, tx.err(err)
	}
	return tx.openSession(r)
}

func (tx *Tx) openSession(r sessionRow) (Session, error) {
	s := Session{ID: r.ID, Person: r.PersonID, RenewHash: r.RenewHash, FormerHash: r.FormerHash, UnseenHash: r.UnseenHash, RenewedAt: at(r.RenewedAt), CreatedAt: at(r.CreatedAt),
		SeenAt: at(r.SeenAt), ExpiresAt: at(r.ExpiresAt), EndedAt: atPtr(r.EndedAt),
		OpenedBy: r.OpenedBy, AuthAt: at(r.AuthAt), HasPIN: r.Pin != nil, Added: r.Added}
	if r.InsteadOf != nil {
		s.InsteadOf = *r.InsteadOf
	}
	return s, tx.unseal(Installation, place("session", r.ID), r.Sealed, &s.Device)
}

// SessionsOf gives a person's sessions that are live at an instant, the one seen last first.
func (tx *Tx) SessionsOf(person domain.ID, now time.Time) ([]Session, error) {
	var rows []sessionRow
	if err := tx.db.Where("person_id = ? AND ended_at IS NULL AND expires_at > ?", person, ms(now)).Order("seen_at DESC, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]Session, 0, len(rows))
	for _, r := range rows {
		s, err := tx.openSession(r)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// HasBeenIn says whether a person had a session before, whatever became of it.
func (tx *Tx) HasBeenIn(person domain.ID) (bool, error) {
	var n int64
	err := tx.db.Model(&sessionRow{}).Where("person_id = ?", person).Limit(1).Count(&n).Error
	return n > 0, tx.err(err)
}

// AddedSince gives a person's newest living session that was opened on another phone after an
// instant; ErrNotFound where there is none.
func (tx *Tx) AddedSince(person domain.ID, since, now time.Time) (Session, error) {
	return tx.session(tx.db.Where("person_id = ? AND added = ? AND created_at > ? AND ended_at IS NULL AND expires_at > ?", person, true, ms(since), ms(now)).Order("created_at DESC, id"))
}

// Instead notes that a session is in use: what it stands instead of ends, and its id is given ("" for none).
func (tx *Tx) Instead(session domain.ID, when time.Time) (domain.ID, error) {
	s, err := tx.Session(session)
	if err != nil || s.InsteadOf == "" {
		return "", err
	}
	if err := tx.EndSession(s.InsteadOf, when, "another sign-in on the phone"); err != nil {
		return "", err
	}
	return s.InsteadOf, tx.err(tx.db.Model(&sessionRow{}).Where("id = ?", session).Update("instead_of", nil).Error)
}

// EndUnused ends what was opened instead of a session and never used: its answer was lost.
func (tx *Tx) EndUnused(insteadOf domain.ID, when time.Time) ([]domain.ID, error) {
	return tx.endSessions(tx.db.Where("instead_of = ? AND ended_at IS NULL", insteadOf), when, "never used")
}

// RenewSession replaces the renewal secret by one with the hash; former is the one that
// was shown for it, and unseen a successor that is given up (nil for none).
func (tx *Tx) RenewSession(id domain.ID, hash, former, unseen []byte, when, expires time.Time) error {
	return tx.err(tx.db.Model(&sessionRow{}).Where("id = ?", id).Updates(map[string]any{
		"renew_hash": hash, "former_hash": former, "unseen_hash": unseen, "renewed_at": ms(when), "seen_at": ms(when), "expires_at": ms(expires)}).Error)
}

// EndSessions ends the live sessions of a person but one (none spared when spare is ""),
// deletes what would wake their phones, and gives the ids of those ended.
func (tx *Tx) EndSessions(person, spare domain.ID, when time.Time, why string) ([]domain.ID, error) {
	return tx.endSessions(tx.db.Where("person_id = ? AND id <> ? AND ended_at IS NULL", person, spare), when, why)
}

// EndSession ends one session.
func (tx *Tx) EndSession(id domain.ID, when time.Time, why string) error {
	_, err := tx.endSessions(tx.db.Where("id = ? AND ended_at IS NULL", id), when, why)
	return err
}

func (tx *Tx) endSessions(q *gorm.DB, when time.Time, why string) ([]domain.ID, error) {
	var ids []domain.ID
	if err := q.Model(&sessionRow{}).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
		return nil, tx.err(err)
	}
	err := tx.db.Model(&sessionRow{}).Where("id IN ?", ids).Updates(map[string]any{"ended_at": ms(when), "ended_why": why}).Error
	if err == nil {
		err = tx.db.Where("session_id IN ?", ids).Delete(&subscriptionRow{}).Error
	}
	if err == nil {
		err = tx.db.Where("session_id IN ?", ids).Delete(&wordRow{}).Error
	}
	for _, id := range ids {
		tx.Tell(Signal{Session: id})
	}
	return ids, tx.err(err)
}

type codeRow struct {
	Lookup    []byte `gorm:"primaryKey"`
	PairID    domain.ID
	PersonID  domain.ID
	IssuedBy  domain.ID
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
	UsedAt    *int64
	Reusable  bool
}

func (codeRow) TableName() string { return "sign_in_code" }

// Code is a one-time sign-in code, known only by its keyed hash.
type Code struct {
	Lookup []byte
	// Pair is shared by the spoken code and the link that were made together: using one
	// spends both.
	Pair      domain.ID
	Person    domain.ID
	IssuedBy  domain.ID
	CreatedAt time.Time
	ExpiresAt time.Time
	Reusable  bool // the demo's links
}

// AddCode keeps a code; the same one again changes nothing.
func (tx *Tx) AddCode(c Code) error {
	var n int64
	if err := tx.db.Model(&codeRow{}).Where("lookup = ?", c.Lookup).Count(&n).Error; err != nil || n > 0 {
		return tx.err(err)
	}
	return tx.err(tx.db.Create(&codeRow{c.Lookup, c.Pair, c.Person, c.IssuedBy, ms(c.CreatedAt), ms(c.ExpiresAt), nil, c.Reusable}).Error)
}

// CodeIssued gives when a code was first issued and runs out.
func (tx *Tx) CodeIssued(lookup []byte) (Code, error) {
	var r codeRow
	err := tx.db.Where("lookup = ?", lookup).Take(&r).Error
	return Code{Lookup: r.Lookup, Pair: r.PairID, Person: r.PersonID, IssuedBy: r.IssuedBy, CreatedAt: at(r.CreatedAt), ExpiresAt: at(r.ExpiresAt), Reusable: r.Reusable}, tx.err(err)
}

// UseCode spends a code and gives it: whose it is. Of many that try at once, one succeeds;
// unknown, spent and run out are the same ErrCodeWrong.
func (tx *Tx) UseCode(lookup []byte, when time.Time) (Code, error) {
	res := tx.db.Model(&codeRow{}).Where("lookup = ? AND expires_at > ? AND (used_at IS NULL OR reusable = ?)", lookup, ms(when), true).Update("used_at", ms(when))
	if res.Error != nil {
		return Code{}, tx.err(res.Error)
	}
	if res.RowsAffected == 0 {
		return Code{}, domain.ErrCodeWrong
	}
	c, err := tx.CodeIssued(lookup)
	if err != nil {
		return Code{}, err
	}
	err = tx.db.Model(&codeRow{}).Where("pair_id = ? AND used_at IS NULL", c.Pair).Update("used_at", ms(when)).Error
	return c, tx.err(err)
}
