package store

import (
	"time"

	"tavlen/backend/domain"
)

type sparringCardRow struct {
	ID       domain.ID `gorm:"primaryKey"`
	PlanID   domain.ID
	AuthorID domain.ID
	Team     string
	At       int64
	EndsAt   int64
	Sealed   []byte
}

func (sparringCardRow) TableName() string { return "sparring_card" }

type sparringIdeaRow struct {
	ID       domain.ID `gorm:"primaryKey"`
	CardID   domain.ID
	AuthorID domain.ID
	At       int64
	Sealed   []byte
}

func (sparringIdeaRow) TableName() string { return "sparring_idea" }

type sparringNoteRow struct {
	ID       domain.ID `gorm:"primaryKey"`
	PlanID   domain.ID
	PersonID domain.ID
	At       int64
	EndsAt   int64
	Sealed   []byte
}

func (sparringNoteRow) TableName() string { return "sparring_note" }

func sparringPlace(table string, id domain.ID) string { return table + "|" + string(id) }

// PutSparring puts a card up, with what is on it sealed under the citizen's key.
func (tx *Tx) PutSparring(h PlanHead, s domain.Sparring) error {
	row := sparringCardRow{ID: s.ID, PlanID: h.ID, AuthorID: s.Author, Team: s.Team, At: ms(s.At), EndsAt: ms(s.Ends)}
	var err error
	if row.Sealed, err = tx.seal(h.Citizen, sparringPlace(row.TableName(), s.ID), s.Card); err != nil {
		return err
	}
	return tx.err(tx.db.Create(&row).Error)
}

// ofCitizen is a row with whose key opens it.
type ofCitizen[R any] struct {
	Citizen domain.ID
	Row     R `gorm:"embedded"`
}

const (
	sparringColumns = "SELECT p.citizen_id AS citizen, c.* FROM sparring_card c JOIN plan p ON p.id = c.plan_id JOIN data_key k ON k.owner_id = p.citizen_id WHERE c.ends_at > ?"
	ideaColumns     = "SELECT p.citizen_id AS citizen, i.* FROM sparring_idea i JOIN sparring_card c ON c.id = i.card_id JOIN plan p ON p.id = c.plan_id JOIN data_key k ON k.owner_id = p.citizen_id WHERE i.card_id = ? ORDER BY i.at, i.id"
	noteColumns     = "SELECT p.citizen_id AS citizen, n.* FROM sparring_note n JOIN plan p ON p.id = n.plan_id JOIN data_key k ON k.owner_id = p.citizen_id WHERE n.person_id = ? AND n.ends_at > ? ORDER BY n.at DESC, n.id"
)

// SparringsSeen gives the cards that a person put up or that are her team's, the newest first,
// with the ideas on them. What is over, or about somebody who was erased, is not there.
func (tx *Tx) SparringsSeen(person domain.ID, team string, now time.Time) ([]domain.Sparring, error) {
	var rows []ofCitizen[sparringCardRow]
	if err := tx.db.Raw(sparringColumns+" AND (c.author_id = ? OR c.team = ?) ORDER BY c.at DESC, c.id", ms(now), person, team).Scan(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	return tx.sparrings(rows)
}

// Sparring gives one card; ErrNotFound where it is over or its citizen was erased.
func (tx *Tx) Sparring(id domain.ID, now time.Time) (domain.Sparring, error) {
	var rows []ofCitizen[sparringCardRow]
	if err := tx.db.Raw(sparringColumns+" AND c.id = ?", ms(now), id).Scan(&rows).Error; err != nil {
		return domain.Sparring{}, tx.err(err)
	}
	list, err := tx.sparrings(rows)
	if err == nil && len(list) == 0 {
		err = domain.ErrNotFound
	}
	if err != nil {
		return domain.Sparring{}, err
	}
	return list[0], nil
}

func (tx *Tx) sparrings(rows []ofCitizen[sparringCardRow]) ([]domain.Sparring, error) {
	var out []domain.Sparring
	for _, r := range rows {
		c := r.Row
		s := domain.Sparring{ID: c.ID, Plan: c.PlanID, Author: c.AuthorID, Team: c.Team, At: at(c.At), Ends: at(c.EndsAt)}
		if err := tx.unseal(r.Citizen, sparringPlace(c.TableName(), c.ID), c.Sealed, &s.Card); err != nil {
			return nil, err
		}
		var ideas []ofCitizen[sparringIdeaRow]
		if err := tx.db.Raw(ideaColumns, c.ID).Scan(&ideas).Error; err != nil {
			return nil, tx.err(err)
		}
		for _, i := range ideas {
			idea := domain.SparringIdea{ID: i.Row.ID, Card: c.ID, Author: i.Row.AuthorID, At: at(i.Row.At)}
			if err := tx.unseal(i.Citizen, sparringPlace(i.Row.TableName(), idea.ID), i.Row.Sealed, &idea.Text); err != nil {
				return nil, err
			}
			s.Ideas = append(s.Ideas, idea)
		}
		out = append(out, s)
	}
	return out, nil
}

// PutIdea adds an idea to a card.
func (tx *Tx) PutIdea(s domain.Sparring, idea domain.SparringIdea) error {
	head, err := tx.Plan(s.Plan)
	if err != nil {
		return err
	}
	row := sparringIdeaRow{ID: idea.ID, CardID: s.ID, AuthorID: idea.Author, At: ms(idea.At)}
	if row.Sealed, err = tx.seal(head.Citizen, sparringPlace(row.TableName(), idea.ID), idea.Text); err != nil {
		return err
	}
	return tx.err(tx.db.Create(&row).Error)
}

// DeleteIdea takes an idea off a card for good.
func (tx *Tx) DeleteIdea(card, idea domain.ID) error {
	return tx.err(tx.db.Where("id = ? AND card_id = ?", idea, card).Delete(&sparringIdeaRow{}).Error)
}

// DeleteSparring takes a card down for good, with the ideas on it.
func (tx *Tx) DeleteSparring(id domain.ID) error {
	if err := tx.db.Where("card_id = ?", id).Delete(&sparringIdeaRow{}).Error; err != nil {
		return tx.err(err)
	}
	return tx.err(tx.db.Where("id = ?", id).Delete(&sparringCardRow{}).Error)
}

// PutSparringNote keeps an idea for somebody; the same one twice is one.
func (tx *Tx) PutSparringNote(n domain.SparringNote) error {
	had, err := tx.SparringNotes(n.Person, n.At)
	if err != nil {
		return err
	}
	for _, o := range had {
		if o.ID == n.ID {
			return nil
		}
	}
	head, err := tx.Plan(n.Plan)
	if err != nil {
		return err
	}
	row := sparringNoteRow{ID: n.ID, PlanID: n.Plan, PersonID: n.Person, At: ms(n.At), EndsAt: ms(n.Ends)}
	if row.Sealed, err = tx.seal(head.Citizen, sparringPlace(row.TableName(), n.ID), n.Text); err != nil {
		return err
	}
	return tx.err(tx.db.Create(&row).Error)
}

// SparringNotes gives what somebody keeps, the newest first.
func (tx *Tx) SparringNotes(person domain.ID, now time.Time) ([]domain.SparringNote, error) {
	var rows []ofCitizen[sparringNoteRow]
	if err := tx.db.Raw(noteColumns, person, ms(now)).Scan(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	var out []domain.SparringNote
	for _, r := range rows {
		n := domain.SparringNote{ID: r.Row.ID, Plan: r.Row.PlanID, Person: r.Row.PersonID, At: at(r.Row.At), Ends: at(r.Row.EndsAt)}
		if err := tx.unseal(r.Citizen, sparringPlace(r.Row.TableName(), n.ID), r.Row.Sealed, &n.Text); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// DeleteSparringNote forgets one of somebody's own.
func (tx *Tx) DeleteSparringNote(person, id domain.ID) error {
	return tx.err(tx.db.Where("id = ? AND person_id = ?", id, person).Delete(&sparringNoteRow{}).Error)
}

// sparringsOf is what of a citizen's is asked about anywhere.
const sparringsOf = "plan_id IN (SELECT id FROM plan WHERE citizen_id = ?)"

// eraseSparring deletes what colleagues were asked about a citizen.
func (tx *Tx) eraseSparring(citizen domain.ID) error {
	if err := tx.db.Where("card_id IN (SELECT id FROM sparring_card WHERE "+sparringsOf+")", citizen).Delete(&sparringIdeaRow{}).Error; err != nil {
		return tx.err(err)
	}
	if err := tx.db.Where(sparringsOf, citizen).Delete(&sparringCardRow{}).Error; err != nil {
		return tx.err(err)
	}
	return tx.err(tx.db.Where(sparringsOf, citizen).Delete(&sparringNoteRow{}).Error)
}
