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

// StaffChanged is told that somebody else kept a member of the staff.
func (a *App) StaffChanged() { a.views.clear() }

// Staff gives everyone who works for or with the municipality.
func (a *App) Staff(ctx context.Context) (people []domain.Person, err error) {
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		people, err = tx.Staff()
		return err
	})
	return people, err
}

// StaffMember gives one of them.
func (a *App) StaffMember(ctx context.Context, id domain.ID) (domain.Person, error) {
	people, err := a.Staff(ctx)
	if err != nil {
		return domain.Person{}, err
	}
	for _, p := range people {
		if p.ID == id {
			return p, nil
		}
	}
	return domain.Person{}, domain.ErrNotFound
}

// EndStaff takes away someone's right to sign in and ends the sessions, which it gives, in one: a kill
// between the two would leave what is open open. Other processes hear of it; to this one's open
// streams tell signin.Ended.
func (a *App) EndStaff(ctx context.Context, id domain.ID) (sessions []domain.ID, err error) {
	now := a.clock.Now()
	err = a.store.Write(ctx, func(tx *store.Tx) (err error) {
		if err = tx.DisablePerson(id, now); err != nil {
			return err
		}
		if sessions, err = tx.EndSessions(id, "", now, "left"); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: now, Person: domain.System, Action: "end_staff", Kind: "person", Item: id})
	})
	return sessions, err
}
