package app

import (
	"context"
	"strings"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// AddStaff keeps someone who works with plans. Doing it again with the same ID changes
// name, title and phone.
func (a *App) AddStaff(ctx context.Context, p domain.Person) error {
	p.Name = strings.TrimSpace(p.Name)
	if p.Citizen != nil || p.Role == domain.RoleCitizen || p.Role == domain.RoleContact || p.Role == domain.RoleSystem || p.Role == "" {
		return domain.Invalid(domain.FieldError{Field: "role", Code: domain.CodeInvalid, Detail: "Vælg en rolle for en medarbejder."})
	}
	if err := p.Validate(); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		tx.After(a.views.clear)
		if err := tx.PutPerson(p, store.Installation); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "add_staff", Kind: "person", Item: p.ID})
	})
}
