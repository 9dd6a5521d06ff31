package store

import "gorm.io/gorm/clause"

type installationRow struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

func (installationRow) TableName() string { return "installation" }

// Installation gives a fact about this installation, "" when it was never set.
func (tx *Tx) Installation(name string) (string, error) {
	var rows []installationRow
	if err := tx.db.Where("name = ?", name).Find(&rows).Error; err != nil || len(rows) == 0 {
		return "", tx.err(err)
	}
	return rows[0].Value, nil
}

// SetInstallation keeps a fact about this installation (that it is a demo, say).
func (tx *Tx) SetInstallation(name, value string) error {
	return tx.err(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&installationRow{name, value}).Error)
}
