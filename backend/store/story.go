package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
)

type storyExportRow struct {
	ID       domain.ID `gorm:"primaryKey"`
	PlanID   domain.ID
	StoryID  domain.ID
	PersonID domain.ID
	At       int64
}

func (storyExportRow) TableName() string { return "story_export" }

// StoryOut is that somebody fetched a story and has not said that it is told no more.
type StoryOut struct {
	ID, Plan, Story, Person domain.ID
	At                      time.Time
}

func (r storyExportRow) out() StoryOut {
	return StoryOut{r.ID, r.PlanID, r.StoryID, r.PersonID, at(r.At)}
}

// AddStoryOut keeps it. Twice is once.
func (tx *Tx) AddStoryOut(s StoryOut) error {
	return tx.err(tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&storyExportRow{s.ID, s.Plan, s.Story, s.Person, ms(s.At)}).Error)
}

// StoryOut gives one; ErrNotFound where it was ended.
func (tx *Tx) StoryOut(id domain.ID) (StoryOut, error) {
	var r storyExportRow
	err := tx.db.Where("id = ?", id).Take(&r).Error
	return r.out(), tx.err(err)
}

// StoriesOut gives what a person fetched and has not ended, the oldest first.
func (tx *Tx) StoriesOut(person domain.ID) ([]StoryOut, error) {
	var rows []storyExportRow
	if err := tx.db.Where("person_id = ?", person).Order("at, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]StoryOut, len(rows))
	for i, r := range rows {
		out[i] = r.out()
	}
	return out, nil
}

// EndStoryOut forgets it: it is told no more. Twice is once.
func (tx *Tx) EndStoryOut(id domain.ID) error {
	return tx.err(tx.db.Where("id = ?", id).Delete(&storyExportRow{}).Error)
}
