package app

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// AccessLog is a page of who has looked at a plan, the newest first.
//
// Who looked, when and for what is personal data of the citizen herself (GDPR art. 15; CJEU
// C-579/21, Pankki S): she is told the name, too, since a role alone would not let her see
// whether a neighbour has looked.
type AccessLog struct {
	Readings []Reading `json:"readings"`
	// Readers are all who ever looked, whatever the page holds, to choose one among.
	Readers []Reader `json:"readers"`
	// Before asks for the page after this one; left out where there is none.
	Before string `json:"before,omitempty"`
}

// Reading says that somebody looked at something. What he did over and over for the same reason,
// on one device, within a day is one reading.
type Reading struct {
	ID string `json:"id"`
	// Day is in Copenhagen. At is left out of one of the citizen's own people: she needs not
	// know at what hour he is awake.
	Day domain.Date `json:"day"`
	At  *time.Time  `json:"at,omitempty"`
	By  domain.ID   `json:"by"`
	// What and Why are plain Danish.
	What string `json:"what"`
	Why  string `json:"why,omitempty"`
	// Role is what he was called at work when he looked.
	Role string `json:"role,omitempty"`
	// Until is when he could look no longer, where he does not work with her and gave a reason.
	Until *time.Time `json:"until,omitempty"`
}

// Reader is somebody who looked.
type Reader struct {
	ID         domain.ID `json:"id"`
	Name       string    `json:"name"`
	Role       string    `json:"role,omitempty"`
	Department string    `json:"department,omitempty"`
	// Own says that he is one of the citizen's own people, by the name that she gave him.
	Own bool `json:"own,omitempty"`
}

const accessLogPage = 40

// ListAccessLog gives the citizen a page of who has looked at her plan, before an entry or from
// the newest on; of one person alone, where by names one. It is hers alone: it tells of people in
// confidential departments whom nobody else knows of.
func (a *App) ListAccessLog(ctx context.Context, actor access.Actor, plan domain.ID, before string, by domain.ID) (AccessLog, error) {
	s, v, err := a.open(ctx, actor, plan)
	if err != nil {
		return AccessLog{}, err
	}
	if !v.MayReadAccessLog() {
		return AccessLog{}, domain.ErrForbidden
	}
	house, err := a.House(ctx)
	if err != nil {
		return AccessLog{}, err
	}
	coder := newCursorCoder(a.store, plan, actor.Person)
	from := int64(math.MaxInt64)
	if before != "" {
		if from, err = coder.decodeEntry(before); err != nil {
			return AccessLog{}, err
		}
	}
	out := AccessLog{Readings: []Reading{}, Readers: []Reader{}}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		readings, err := tx.Readings(s.head, from, by, accessLogPage+1)
		if err != nil {
			return err
		}
		if len(readings) > accessLogPage {
			readings = readings[:accessLogPage]
			out.Before = coder.encodeEntry(readings[accessLogPage-1].Seq)
		}
		if out.Readers, err = s.readers(tx, house.Departments); err != nil {
			return err
		}
		for _, r := range readings {
			out.Readings = append(out.Readings, s.reading(coder.encodeEntry(r.Seq), r))
		}
		return nil
	})
	if err != nil {
		return AccessLog{}, err
	}
	return out, nil
}

func (s *state) reading(id string, r store.Reading) Reading {
	out := Reading{ID: id, Day: domain.DateOf(r.At), By: r.Person}
	if _, own := s.item(domain.KindContact, r.Person).(*domain.Contact); !own {
		at := r.At.UTC().Truncate(time.Second)
		out.At = &at
	}
	if r.Words != nil {
		out.What, out.Why, out.Role, out.Until = r.Words.What, r.Words.Why, r.Words.Role, r.Words.Until
	}
	return out
}

// readers names all who ever looked: the citizen's own people as she calls them, also those
// whom she has removed.
func (s *state) readers(tx *store.Tx, departments []domain.Department) ([]Reader, error) {
	ids, err := tx.Readers(s.head)
	if err != nil {
		return nil, err
	}
	people, err := tx.Persons(ids...)
	if err != nil {
		return nil, err
	}
	out := make([]Reader, 0, len(people))
	for _, p := range people {
		if grant, own := s.item(domain.KindContact, p.ID).(*domain.Contact); own {
			out = append(out, Reader{ID: p.ID, Name: grant.Name, Role: grant.Relation, Own: true})
			continue
		}
		r := Reader{ID: p.ID, Name: p.Name, Role: p.Title}
		if r.Role == "" {
			r.Role = workNames[p.Role]
		}
		if i := slices.IndexFunc(departments, func(d domain.Department) bool { return d.ID == p.Department }); i >= 0 {
			r.Department = departments[i].Name
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(x, y Reader) int { return strings.Compare(x.Name, y.Name) })
	return out, nil
}
