package store

import (
	"bytes"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

type calendarFeedRow struct {
	PersonID  domain.ID `gorm:"primaryKey"`
	Lookup    []byte
	Sealed    []byte
	Titles    domain.CalendarTitles
	MadeAt    int64
	ChangedAt int64
}

func (calendarFeedRow) TableName() string { return "calendar_feed" }

// feedLookup is the keyed hash under which the address is found.
func (s *Store) feedLookup(secret domain.ID) []byte {
	return s.BlindIndex("calendar_feed", string(secret))
}

// PutCalendarFeed keeps a person's feed; the address he had before opens nothing any more.
// The secret is sealed under the person's own key, so that he can look it up again.
func (tx *Tx) PutCalendarFeed(f domain.CalendarFeed) error {
	row := calendarFeedRow{PersonID: f.Person, Titles: f.Titles, MadeAt: ms(f.MadeAt), ChangedAt: ms(f.ChangedAt)}
	if f.Secret != "" {
		owner, err := tx.ownerOf(f.Person)
		if err != nil {
			return err
		}
		row.Lookup = tx.store.feedLookup(f.Secret)
		if row.Sealed, err = tx.seal(owner, place("calendar_feed", f.Person), f.Secret); err != nil {
			return err
		}
	}
	var former []calendarFeedRow
	if err := tx.db.Select("lookup").Where("person_id = ?", f.Person).Find(&former).Error; err != nil {
		return tx.err(err)
	}
	if len(former) > 0 && former[0].Lookup != nil && !bytes.Equal(former[0].Lookup, row.Lookup) {
		tx.Outlast(ledger.Entry{Kind: ledger.EndedCalendar, Person: f.Person})
	}
	return tx.err(tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}}, UpdateAll: true}).Create(&row).Error)
}

// CalendarFeed gives a person's feed.
func (tx *Tx) CalendarFeed(person domain.ID) (domain.CalendarFeed, error) {
	var r calendarFeedRow
	if err := tx.db.Where("person_id = ?", person).Take(&r).Error; err != nil {
		return domain.CalendarFeed{}, tx.err(err)
	}
	f := domain.CalendarFeed{Person: r.PersonID, Titles: r.Titles, MadeAt: at(r.MadeAt), ChangedAt: at(r.ChangedAt)}
	if r.Sealed == nil {
		return f, nil
	}
	owner, err := tx.ownerOf(person)
	if err != nil {
		return f, err
	}
	return f, tx.unseal(owner, place("calendar_feed", person), r.Sealed, &f.Secret)
}

// CalendarFeedBy finds the feed that an address opens.
func (tx *Tx) CalendarFeedBy(secret domain.ID) (domain.CalendarFeed, error) {
	var r calendarFeedRow
	if err := tx.db.Select("person_id").Where("lookup = ?", tx.store.feedLookup(secret)).Take(&r).Error; err != nil {
		return domain.CalendarFeed{}, tx.err(err)
	}
	return tx.CalendarFeed(r.PersonID)
}

// ownerOf gives under whose key a person's own things are sealed.
func (tx *Tx) ownerOf(person domain.ID) (domain.ID, error) {
	var r personRow
	err := tx.db.Select("owner_id").Where("id = ?", person).Take(&r).Error
	return r.OwnerID, tx.err(err)
}
