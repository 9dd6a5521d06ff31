package demo

import (
	"strconv"

	"tavlen/backend/domain"
)

// The ids of a case are derived from the names in its files, so that loading one twice
// gives one plan, and so that tests can name what they mean.

// PersonID gives the id of a person of the files: staff, citizen or contact. Their names
// are unique in a set, so "maja" is one person whoever's plan she stands on.
func PersonID(name string) domain.ID { return domain.DerivedID("demo", "person", name) }

// ID gives the id of a thing of one citizen's case: a plan, goal, step, effort, meeting,
// thread, message and so on. Sofie's "e1" is not Peter's. A contact is a person: see
// PersonID. A plan has one dream, and it goes by the plan's id. For what else has no name
// in the file, see the helpers below.
func ID(citizen, name string) domain.ID {
	return domain.DerivedID("demo", "citizen", citizen, name)
}

// ThreadID gives the id of the thread between citizen and consultant that every plan has
// from its first day, as package app makes it. Other threads go by their names: see ID.
func ThreadID(plan domain.ID) domain.ID { return domain.DerivedID("thread", string(plan)) }

// CheckinID gives the id of the nth check-in of the file, from 0.
func CheckinID(citizen string, n int) domain.ID { return nth(citizen, "/checkins", n) }

// EventID gives the id of the nth event of the file, from 0.
func EventID(citizen string, n int) domain.ID { return nth(citizen, "/events", n) }

// AccessID gives the id of the nth row of the file's access log, from 0.
func AccessID(citizen string, n int) domain.ID { return nth(citizen, "/access_log", n) }

// TickID gives the id of the nth tick of a step, from 0.
func TickID(citizen, step string, n int) domain.ID { return nth(citizen, step+"/ticks", n) }

// nth uses a slash, which no name in a file can have.
func nth(citizen, what string, n int) domain.ID { return ID(citizen, what+"/"+strconv.Itoa(n)) }
