package access

import "time"

// FreshFor is how long a proof that it is her counts for what asks for a fresh one.
const FreshFor = 5 * time.Minute

// Fresh says whether somebody who proved at an instant that it is her need not do so again.
func Fresh(authAt, now time.Time) bool {
	return !authAt.IsZero() && !now.Before(authAt) && now.Sub(authAt) <= FreshFor
}
