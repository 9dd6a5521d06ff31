package access

import (
	"slices"
	"time"

	"tavlen/backend/domain"
)

// Entry is what of a meeting may stand in a calendar that lies elsewhere.
type Entry struct {
	// Sees says that the viewer sees when the meeting is and how it stands.
	Sees bool
	// Comes says that it is his own: the citizen's, or one he comes to or was asked along to.
	Comes bool
	// Title and Place say that he sees these of it.
	Title, Place bool
	// Open says that he may choose to have these two in that calendar.
	Open bool
}

// entryFields are those without which there is nothing to put in a calendar.
var entryFields = []string{"start", "end", "status"}

// InCalendar decides what of a meeting may leave for the viewer's calendar. He sees it in
// the app or it is not there; and what is sensitive, secret or at a doctor's tells no more
// than its time there, whatever he chose: that calendar is a stranger's. Staff put none of
// a citizen's words in theirs.
func (f *Facts) InCalendar(v Viewer, ref domain.Ref, now time.Time) Entry {
	view := f.See(v, ref, now)
	t := f.Things[ref]
	if t == nil || !view.Sees {
		return Entry{}
	}
	m, ok := t.item.(*domain.Meeting)
	if !ok {
		return Entry{}
	}
	for _, field := range entryFields {
		if !view.Shows(field) {
			return Entry{}
		}
	}
	e := Entry{Sees: true, Title: view.Shows("title"), Place: view.Shows("place"), Open: !t.Sensitive && t.Confidential == "" && m.Form != "doctor" && !v.Role.Staff()}
	switch v.Relation.Kind {
	case RelationCitizen:
		e.Comes = true
	case RelationContact:
		e.Comes = slices.Contains(m.Companions, v.Person)
	default:
		e.Comes = slices.Contains(m.With, v.Person)
	}
	return e
}
