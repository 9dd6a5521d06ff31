package domain

import (
	"strings"
	"time"
)

// EndReason is why a plan ended.
type EndReason string

// The reasons a plan may end for.
const (
	EndJob       EndReason = "job"
	EndEducation EndReason = "education"
	EndPension   EndReason = "pension"
	EndMoved     EndReason = "moved"
	EndOwnWish   EndReason = "own_wish"
	EndOther     EndReason = "other"
	EndDied      EndReason = "died"
)

// EndReasons are all of them, in the order they are shown in.
var EndReasons = []EndReason{EndJob, EndEducation, EndPension, EndMoved, EndOwnWish, EndOther, EndDied}

// A plan that has ended is followed up by a person on a day: a week after its last day at the
// soonest and thirteen weeks at the latest, in days.
const (
	FollowUpSoonest = 7
	FollowUpLatest  = 13 * 7
)

// PlanEnd says that a plan has ended, and who speaks with the citizen after that, and when. A
// plan that is opened again has none: what was said of the end stands in its history.
type PlanEnd struct {
	// At is when it was said, in UTC; By is who said it.
	At time.Time `json:"at"`
	By ID        `json:"by"`
	// Day is the plan's last day, in Copenhagen: the day of At or one before.
	Day    Date      `json:"day"`
	Reason EndReason `json:"reason"`
	// FollowUpBy is the one of the staff who speaks with the citizen on FollowUpOn. Neither is
	// asked for when the citizen has died.
	FollowUpBy ID   `json:"follow_up_by,omitempty"`
	FollowUpOn Date `json:"follow_up_on,omitempty"`
	// Note is for whoever follows up. The citizen reads it, too.
	Note string `json:"note,omitempty"`
}

// Ended says that the plan has ended.
func (p *Plan) Ended() bool { return p.End != nil }

// endedBecause is why a plan ended, as its citizen is told. One who has died is told nothing.
var endedBecause = map[EndReason]string{
	EndJob:       "Du har fået job.",
	EndEducation: "Du tager en uddannelse.",
	EndPension:   "Du får pension.",
	EndMoved:     "Du er flyttet.",
	EndOwnWish:   "Du har selv ønsket det.",
	EndOther:     "Der er en anden grund.",
}

// Why says in Danish why it ended, and its last day, as the citizen reads it in what has changed.
func (e *PlanEnd) Why(now time.Time) string {
	return strings.TrimSpace(endedBecause[e.Reason] + " Sidste dag: " + e.Day.Danish(now) + ".")
}

// FollowedUp says that somebody is to speak with the citizen after the end.
func (e *PlanEnd) FollowedUp() bool { return e.Reason != EndDied }

func (e *PlanEnd) check(c *checker) {
	c.instant("end.at", e.At)
	c.id("end.by", e.By, true)
	oneOf(c, "reason", e.Reason, EndReasons...)
	c.text("note", e.Note, MaxText, false)
	switch {
	case e.Day == "" || !e.Day.Valid():
		c.add("day", "Vælg planens sidste dag.")
		return
	case e.Day > DateOf(e.At):
		c.add("day", "Dagen er ikke kommet endnu. Vælg i dag eller en dag før.")
		return
	}
	if !e.FollowedUp() {
		if e.FollowUpBy != "" || e.FollowUpOn != "" {
			c.add("follow_up_on", "Der skal ikke ringes til en, der er død.")
		}
		return
	}
	if !e.FollowUpBy.Valid() {
		c.add("follow_up_by", "Vælg, hvem der ringer.")
	}
	if e.FollowUpOn == "" || !e.FollowUpOn.Valid() || e.FollowUpOn < e.Day.AddDays(FollowUpSoonest) || e.FollowUpOn > e.Day.AddDays(FollowUpLatest) {
		c.add("follow_up_on", "Vælg en dag, der er 1 til 13 uger efter planens sidste dag.")
	}
}
