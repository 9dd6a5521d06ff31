package access

import "tavlen/backend/domain"

var (
	citizenOnly = []domain.Role{domain.RoleCitizen}
	contactOnly = []domain.Role{domain.RoleContact}
)
