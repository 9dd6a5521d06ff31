package app

import (
	"context"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// Sharing gives what one of the citizen's people sees and may do now, in the words in which
// she picks it: saving it again changes nothing.
func (a *App) Sharing(ctx context.Context, actor access.Actor, plan, contact domain.ID) (ShareWith, error) {
	s, v, err := a.open(ctx, actor, plan)
	if err != nil {
		return ShareWith{}, err
	}
	if v.Relation.Kind != access.RelationCitizen {
		return ShareWith{}, domain.ErrForbidden
	}
	grant, ok := s.item(domain.KindContact, contact).(*domain.Contact)
	if !ok {
		return ShareWith{}, domain.ErrNotFound
	}
	return sharedWith(s, contact, grant, a.clock.Now()), nil
}

func sharedWith(s *state, id domain.ID, grant *domain.Contact, now time.Time) ShareWith {
	shared := s.facts.SharedWith(id, now)
	out := ShareWith{Meetings: shared.Meetings, Items: shared.Items, Lanes: shared.Lanes, Until: grant.Expires}
	for _, word := range mayOrder {
		if slices.Contains(shared.May, mayWords[word]) {
			out.May = append(out.May, word)
		}
	}
	if out.Until == "" {
		out.Until = domain.DateOf(grant.Ends())
	}
	return out
}

var mayOrder = []string{"come_along", "drive", "write", "offer_help", "encourage"}

// same says whether two wishes share the same, whatever their end.
func (w ShareWith) same(x ShareWith) bool {
	none := func(m string) bool { return m == "" || m == "none" }
	return (w.Meetings == x.Meetings || none(w.Meetings) && none(x.Meetings)) && sameSet(w.Items, x.Items) && sameSet(w.Lanes, x.Lanes) && sameSet(w.May, x.May)
}

func sameSet[T comparable](a, b []T) bool {
	in := func(all []T) func(T) bool { return func(x T) bool { return !slices.Contains(all, x) } }
	return !slices.ContainsFunc(a, in(b)) && !slices.ContainsFunc(b, in(a))
}
