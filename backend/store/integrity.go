package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// Integrity asks the database itself whether its pages and references hold.
func (s *Store) Integrity(ctx context.Context) error {
	if s.postgres {
		return nil // it checks pages as it reads them and references as they are written
	}
	return integrityOf(s.read.WithContext(ctx))
}

func integrityOf(db *gorm.DB) error {
	var said []string
	if err := db.Raw("PRAGMA integrity_check(3)").Scan(&said).Error; err != nil {
		return err
	}
	if len(said) != 1 || said[0] != "ok" {
		return fmt.Errorf("the database is damaged: %v", said)
	}
	var broken []map[string]any
	if err := db.Raw("PRAGMA foreign_key_check").Scan(&broken).Error; err != nil {
		return err
	}
	if len(broken) > 0 {
		return fmt.Errorf("%d rows point at nothing", len(broken))
	}
	return nil
}

func checkFile(ctx context.Context, file string) (err error) {
	db, err := openGorm(sqlite.Open(sqliteDSN(file, true, 0)))
	if err != nil {
		return err
	}
	raw, err := db.DB()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, raw.Close()) }()
	return integrityOf(db.WithContext(ctx))
}

// Schema gives how far the database's schema has come.
func (s *Store) Schema(ctx context.Context) (int64, error) {
	v, err := appliedSchema(s.read.WithContext(ctx))
	return v, s.translate(err)
}
