package notify

import (
	"maps"
	"slices"

	"tavlen/backend/domain"
)

// Kinds gives every kind that has words.
func Kinds() []domain.NotificationKind { return slices.Sorted(maps.Keys(forms)) }
