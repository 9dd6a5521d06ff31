package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// limitedSees gives what a citizen sees who came in with a code alone (Actor.Limited): when her
// meetings are. No place, no purpose, nobody's name, and nothing that is over.
func limitedSees(t *Thing, now time.Time) View {
	switch it := t.item.(type) {
	case *domain.Plan:
		return View{Sees: true, Fields: limitedPlan}
	case *domain.Meeting:
		return some(it.End.After(now), limitedMeeting)
	}
	return nothing
}

var (
	limitedPlan    = []string{"title", "status"}
	limitedMeeting = []string{"start", "end", "status"}
)

// OpensAsPage says whether a browser may show the answer as a page. ours: one of the app's own pages
// led there (Sec-Fetch-Site). What belongs to somebody does not open from a typed address or a
// bookmark, which are at hand beside a locked app (threat T01).
func (r Rule) OpensAsPage(ours bool) bool { return r.Opened && (r.Public || ours) }

// Allows says whether an actor may call the operation at all. Nobody's session is asked of one
// that is public.
func (r Rule) Allows(a Actor) error {
	switch {
	case r.Public:
		return nil
	case !slices.Contains(r.Roles, a.Role):
		return domain.ErrForbidden
	case a.Limited && !r.Limited:
		return errLimited
	}
	return nil
}

var errLimited = &domain.Error{Code: domain.CodeLimited, Detail: "Lås telefonen først. Så kan du se hele din plan."}
