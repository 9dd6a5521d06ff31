package demo

import (
	"time"

	"tavlen/backend/domain"
)

// Set is what a set of case files holds, as things of package domain. Instants are UTC.
type Set struct {
	// Anchor is the instant that the case calls now.
	Anchor       time.Time
	Municipality domain.Municipality
	Departments  []domain.Department
	Staff        []Staff
	Cases        []Case
}

// Staff is someone who works for or with the municipality.
type Staff struct {
	Key    string
	Person domain.Person
}

// Case is one citizen with the plan and all that is on it.
type Case struct {
	Key        string
	Citizen    domain.Person
	Consultant domain.ID
	Plan       domain.ID
	Contacts   []Contact
	// Items are the things on the plan in the order of the file, its head first. Among
	// them are the contacts' grants, whose IDs are the persons'.
	Items     []Item
	Threads   []domain.Thread
	Messages  []domain.Message
	AccessLog []AccessRow
	Deputies  []Window
}

// Contact is one of the citizen's people as a person; what he may see is the item of
// the same ID.
type Contact struct {
	Key    string
	Person domain.Person
}

// Item is one thing on a plan with its ID.
type Item struct {
	ID   domain.ID
	Item domain.Item
}

// AccessRow is one reading of the plan by staff, as the citizen sees it in "Hvem har set
// min plan?".
type AccessRow struct {
	ID   domain.ID
	At   time.Time `json:"at"`
	Who  domain.ID `json:"who"`
	Role string    `json:"role,omitempty"`
	What string    `json:"what"`
	Why  string    `json:"why"`
}

// Window is a time in which a deputy may do the consultant's work on the plan: from From
// until before To.
type Window struct {
	Deputy domain.ID
	From   time.Time
	To     time.Time
	Why    string
}

// Persona is someone of the files who can sign in. Key is the name in the file.
type Persona struct {
	Key    string
	Person domain.ID
	Role   domain.Role
	Name   string
}

// Personas lists everyone who can sign in: citizens, staff with a login, and contacts
// whose access has not ended. A contact who was removed has no way in, so he is left out.
func (s *Set) Personas() []Persona {
	var out []Persona
	add := func(key string, p domain.Person) { out = append(out, Persona{key, p.ID, p.Role, p.Name}) }
	for _, c := range s.Cases {
		add(c.Key, c.Citizen)
	}
	for _, p := range s.Staff {
		if p.Person.Role.SignsIn() {
			add(p.Key, p.Person)
		}
	}
	for _, c := range s.Cases {
		for _, k := range c.Contacts {
			if grant := c.grant(k.Person.ID); grant != nil && grant.Status == "active" {
				add(k.Key, k.Person)
			}
		}
	}
	return out
}

func (c *Case) grant(person domain.ID) *domain.Contact {
	for _, it := range c.Items {
		if k, ok := it.Item.(*domain.Contact); ok && it.ID == person {
			return k
		}
	}
	return nil
}
