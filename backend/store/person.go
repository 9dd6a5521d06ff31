package store

import (
	"time"

	"gorm.io/gorm/clause"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

type personRow struct {
	ID         domain.ID `gorm:"primaryKey"`
	OwnerID    domain.ID
	Role       domain.Role
	Department string
	Sealed     []byte
	DisabledAt *int64
	StrongAt   *int64
}

func (personRow) TableName() string { return "person" }

// PutPerson keeps a person. Owner is whose data key seals the row: the citizen's own for
// a citizen and for those the citizen invited, Installation for staff. Someone who stands
// under another's key already is ErrKeyReused: the row could not be opened again.
func (tx *Tx) PutPerson(p domain.Person, owner domain.ID) error {
	if err := tx.outlastAddresses(&p); err != nil {
		return err
	}
	sealed, err := tx.seal(owner, place("person", p.ID), p)
	if err != nil {
		return err
	}
	if err := tx.outlastProtection(p); err != nil {
		return err
	}
	row := personRow{ID: p.ID, OwnerID: owner, Role: p.Role, Department: p.Department, Sealed: sealed}
	res := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, Where: clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "person.owner_id = excluded.owner_id"}}},
		DoUpdates: clause.AssignmentColumns([]string{"sealed", "department"})}).Create(&row)
	if res.Error == nil && res.RowsAffected == 0 {
		return domain.ErrKeyReused
	}
	return tx.err(res.Error)
}

// Person gives one person.
func (tx *Tx) Person(id domain.ID) (domain.Person, error) {
	list, err := tx.Persons(id)
	if err != nil {
		return domain.Person{}, err
	}
	if len(list) == 0 {
		return domain.Person{}, domain.ErrNotFound
	}
	return list[0], nil
}

// Persons gives those of the ids that exist, in no order.
func (tx *Tx) Persons(ids ...domain.ID) ([]domain.Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	// As many places as a power of two: few statements, that the drivers keep.
	places := 1
	for places < len(ids) {
		places *= 2
	}
	args := make([]any, places)
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
	}
	found, err := tx.query(listed("SELECT id, owner_id, role, department, sealed FROM person WHERE id IN (?)", places), args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = found.Close() }()
	var rows []personRow
	for found.Next() {
		var r personRow
		if err := found.Scan(&r.ID, &r.OwnerID, &r.Role, &r.Department, &r.Sealed); err != nil {
			return nil, tx.err(err)
		}
		rows = append(rows, r)
	}
	if err := found.Err(); err != nil {
		return nil, tx.err(tx.known(err))
	}
	return tx.openPersons(rows)
}

// Staff gives everyone who works with plans, or takes part in an effort from outside.
func (tx *Tx) Staff() ([]domain.Person, error) {
	var rows []personRow
	if err := tx.db.Where("owner_id = ?", Installation).Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	return tx.openPersons(rows)
}

func (tx *Tx) openPersons(rows []personRow) ([]domain.Person, error) {
	out := make([]domain.Person, len(rows))
	for i, r := range rows {
		if err := tx.unseal(r.OwnerID, place("person", r.ID), r.Sealed, &out[i]); err != nil {
			return nil, err
		}
		out[i].ID, out[i].Role, out[i].Department = r.ID, r.Role, r.Department
	}
	return out, nil
}

// SignInFacts are what a request needs of a person.
type SignInFacts struct {
	Role       domain.Role
	Department string
	Disabled   bool
	// Strong says that the person once showed more than a code that was handed out.
	Strong bool
	// Known says that a provider knows the person: came in through one, once.
	Known bool
}

// SignInFacts gives what a request needs of a person.
func (tx *Tx) SignInFacts(id domain.ID) (SignInFacts, error) {
	var row struct {
		Role                 domain.Role
		Department           string
		DisabledAt, StrongAt *int64
		Known                bool
	}
	err := tx.db.Table("person").Select("role", "department", "disabled_at", "strong_at",
		"EXISTS (SELECT 1 FROM provider_identity i WHERE i.person_id = person.id) AS known").Where("id = ?", id).Take(&row).Error
	return SignInFacts{row.Role, row.Department, row.DisabledAt != nil, row.StrongAt != nil, row.Known}, tx.err(err)
}

// MarkStrong notes that a person showed more than a code, at an instant; the first counts.
func (tx *Tx) MarkStrong(id domain.ID, at time.Time) error {
	return tx.err(tx.db.Model(&personRow{}).Where("id = ? AND strong_at IS NULL", id).Update("strong_at", ms(at)).Error)
}

// SetRole gives a member of the staff another role.
func (tx *Tx) SetRole(id domain.ID, role domain.Role) error {
	return tx.err(tx.db.Model(&personRow{}).Where("id = ? AND owner_id = ?", id, Installation).Update("role", role).Error)
}

// DisablePerson ends a person's right to sign in, at an instant.
func (tx *Tx) DisablePerson(id domain.ID, at time.Time) error {
	tx.Outlast(ledger.Entry{At: ms(at), Kind: ledger.DisabledPerson, Person: id})
	return tx.err(tx.db.Model(&personRow{}).Where("id = ?", id).Update("disabled_at", ms(at)).Error)
}
