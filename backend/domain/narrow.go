package domain

import "slices"

// Openness is for whom a thing is open, facet by facet, in words of the program's and ids. A
// facet that is not there holds nobody back; one with an empty list lets nobody in by it.
type Openness map[string][]string

// The facets. Those of a contact are what he sees and does himself.
const (
	openSensitive  = "sensitive" // for those listed or taking part
	openListed     = "visibility"
	openResult     = "result_visibility"
	openShare      = "share"
	openCompanions = "companions"
	openSee        = "can_see"
	openDo         = "can_do"
	openPicks      = "items" // of a contact for whom the citizen picked, see Sharing.Chosen
	openLanes      = "lanes"
	openGone       = "gone"  // a picture that was put away is shown to nobody who did not put it there
	openUntil      = "until" // one date: the day on which it is over
)

// OpennessOf gives for whom a thing is open.
func OpennessOf(it Item) Openness {
	o := Openness{}
	list := func(facet string, of []string) { o[facet] = append([]string{}, of...) }
	// An empty one is not kept, and reads as none.
	given := func(facet string, of []string) {
		if len(of) > 0 {
			list(facet, of)
		}
	}
	if s, ok := it.(interface{ seen() *Seen }); ok {
		if s.seen().Sensitive {
			o[openSensitive] = []string{}
		}
		given(openListed, s.seen().Visibility)
	}
	switch it := it.(type) {
	case *Effort:
		given(openResult, it.ResultVisibility)
	case *Checkin:
		given(openShare, it.Share)
	case *Picture:
		if it.Status == StatusDropped {
			list(openGone, nil)
		}
	case *Meeting:
		list(openCompanions, textsOf(it.Companions))
	case *Contact:
		list(openSee, it.CanSee)
		list(openDo, it.CanDo)
		if it.Expires != "" {
			o[openUntil] = []string{string(it.Expires)}
		}
		if it.Chosen {
			o[openPicks] = []string{}
			for _, r := range it.Items {
				o[openPicks] = append(o[openPicks], pick(r))
			}
			list(openLanes, textsOf(it.Lanes))
		}
	}
	return o
}

func (s *Seen) seen() *Seen { return s }

func pick(r Ref) string { return string(r.Kind) + "/" + string(r.ID) }

func textsOf[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, w := range of {
		out[i] = string(w)
	}
	return out
}

// Within says whether nobody is let in by o whom p does not let in.
func (o Openness) Within(p Openness) bool {
	for facet, outer := range p {
		inner, held := o[facet]
		if !held {
			return false
		}
		if facet == openUntil {
			if inner[0] > outer[0] {
				return false
			}
			continue
		}
		if slices.ContainsFunc(inner, func(w string) bool { return !slices.Contains(outer, w) }) {
			return false
		}
	}
	return true
}

// Narrow changes a thing so that it is open to nobody whom to does not let in, and says whether
// that changed anything. It never opens anything.
func Narrow(it Item, to Openness) (changed bool) {
	was := OpennessOf(it)
	if was.Within(to) {
		return false
	}
	if s, ok := it.(interface{ seen() *Seen }); ok {
		if _, sensitive := to[openSensitive]; sensitive {
			s.seen().Sensitive = true
		}
		narrowList(&s.seen().Visibility, to, openListed)
	}
	switch it := it.(type) {
	case *Effort:
		narrowList(&it.ResultVisibility, to, openResult)
	case *Checkin:
		narrowList(&it.Share, to, openShare)
	case *Picture:
		if _, gone := to[openGone]; gone {
			it.Status = StatusDropped
		}
	case *Meeting:
		if most, held := to[openCompanions]; held {
			it.Companions = only(it.Companions, most)
		}
	case *Contact:
		it.narrow(to)
	}
	return !was.Within(OpennessOf(it))
}

func (k *Contact) narrow(to Openness) {
	if most, held := to[openSee]; held {
		k.CanSee = only(k.CanSee, most)
	}
	if most, held := to[openDo]; held {
		k.CanDo = only(k.CanDo, most)
	}
	if last := to[openUntil]; len(last) > 0 && (k.Expires == "" || string(k.Expires) > last[0]) {
		k.Expires = Date(last[0])
	}
	most, held := to[openPicks]
	if !held {
		return
	}
	if !k.Chosen {
		// What each thing said of itself is not known here: her picks are, and they count.
		k.Sharing = Sharing{Chosen: true}
		return
	}
	k.Items = slices.DeleteFunc(slices.Clone(k.Items), func(r Ref) bool { return !slices.Contains(most, pick(r)) })
	k.Lanes = only(k.Lanes, to[openLanes])
}

// narrowList keeps of a list that may be missing, and then lets in whomever the rules let in,
// what most lets in. An emptied one would read as a missing one: it names the citizen, who sees
// what is hers in any case.
func narrowList(list *[]string, to Openness, facet string) {
	most, held := to[facet]
	if !held {
		return
	}
	kept := slices.Clone(most)
	if len(*list) > 0 {
		kept = only(*list, most)
	}
	if len(kept) == 0 {
		kept = []string{"citizen"}
	}
	*list = kept
}

func only[T ~string](of []T, most []string) []T {
	return slices.DeleteFunc(slices.Clone(of), func(w T) bool { return !slices.Contains(most, string(w)) })
}
