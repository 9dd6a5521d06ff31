package access

import (
	"time"

	"tavlen/backend/domain"
)

// FreshFor is how long a proof that it is her counts for what asks for a fresh one.
const FreshFor = 5 * time.Minute

// Fresh says whether somebody who proved at an instant that it is her need not do so again.
func Fresh(authAt, now time.Time) bool {
	return !authAt.IsZero() && !now.Before(authAt) && now.Sub(authAt) <= FreshFor
}

// OpensAddress says whether what is wished of a protected address loosens it, and so wants a fresh
// proof; to protect one wants none.
func OpensAddress(protected, people bool) bool { return !protected || people }

// LeadsElsewhere says whether a person's wish sends what she is told of to another number or
// address than before, and so wants a fresh proof: whoever held her phone for a moment would get
// her messages from then on.
func LeadsElsewhere(before, wished domain.Person) bool {
	return before.Phone != wished.Phone || before.Email != wished.Email
}
