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

// FirstLockFor is how long after signing in a limited citizen may make her first lock: she got her
// code at a meeting and opens the app at home, where nobody can hand her another.
const FirstLockFor = 24 * time.Hour

// MayLockFirst says whether somebody who signed in at an instant may still make her first lock.
func MayLockFirst(a Actor, authAt, now time.Time) bool {
	return a.Limited && !authAt.IsZero() && !now.Before(authAt) && now.Sub(authAt) <= FirstLockFor
}

// OpensMore says whether what is wished for one of her people opens more than he has, and so wants
// a fresh proof: he may be the one who holds her phone.
func OpensMore(before, wished *domain.Contact) bool {
	return !domain.OpennessOf(wished).Within(domain.OpennessOf(before))
}

// Wish is what of a request says whether it wants a fresh proof.
type Wish struct {
	// On says that what the operation is about is to be there: a pause, a protected address, an
	// address of one's calendar.
	On bool
	// People says that people may be invited though the address is protected.
	People bool
}

// WantsProof says whether a wish of the actor's wants a fresh proof beyond what Fresh asks of all.
func (r Rule) WantsProof(a Actor, w Wish) bool { return r.FreshWish != nil && r.FreshWish(a, w) }

// opensAddress: what loosens a protected address wants one; to protect one wants none.
func opensAddress(_ Actor, w Wish) bool { return !w.On || w.People }

// endsPause: what one of her people sees goes on, and he may be the one who holds her phone.
func endsPause(_ Actor, w Wish) bool { return !w.On }

// handsOutCalendar: whoever held a citizen's phone for a moment would follow her meetings from elsewhere.
func handsOutCalendar(a Actor, w Wish) bool { return w.On && a.Role == domain.RoleCitizen }

// LeadsElsewhere says whether a person's wish sends what she is told of to another number or
// address than before, and so wants a fresh proof: whoever held her phone for a moment would get
// her messages from then on.
func LeadsElsewhere(before, wished domain.Person) bool {
	return before.Phone != wished.Phone || before.Email != wished.Email
}
