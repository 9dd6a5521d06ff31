package calendar

import (
	"time"

	ics "github.com/arran4/golang-ical"

	"tavlen/backend/domain"
)

// zoneName is the one zone that meetings are written in.
const zoneName = "Europe/Copenhagen"

const (
	localForm = "20060102T150405"
	utcForm   = "20060102T150405Z"
)

// addZone describes the zone, which a file that names one must (RFC 5545 §3.6.5): summer
// time from the last Sunday of March to the last of October, at 01.00 UTC, as directive
// 2000/84/EC has it since 2002 and Denmark had it from 1996.
func addZone(cal *ics.Calendar) {
	zone := cal.AddTimezone(zoneName)
	summer := &ics.Daylight{}
	turn(&summer.ComponentBase, "19960331T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "+0100", "+0200", "CEST")
	winter := &ics.Standard{}
	turn(&winter.ComponentBase, "19961027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0200", "+0100", "CET")
	zone.Components = append(zone.Components, summer, winter)
}

func turn(c *ics.ComponentBase, from, rule, before, after, name string) {
	c.AddProperty(ics.ComponentPropertyDtStart, from)
	c.AddRrule(rule)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), before)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), after)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzname), name)
}

// stamp gives an instant as the clock in Copenhagen shows it. In the hour that October has
// twice that says nothing sure: RFC 5545 §3.3.5 means the first, and programs read both. So
// local is false there.
func stamp(t time.Time) (value string, local bool) {
	here := t.In(domain.Copenhagen)
	shown := here.Format(localForm)
	for _, d := range []time.Duration{-time.Hour, time.Hour} {
		if here.Add(d).Format(localForm) == shown {
			return "", false
		}
	}
	return shown, true
}
