package demo

import (
	"reflect"
	"strings"
	"time"

	"tavlen/backend/domain"
)

const week = 7

// Weeks gives by how many whole weeks a case moves so that it lies around now: the most
// that leave its anchor no later than now. So its history is never in the future, and it
// is at most a week old. A negative number moves it back.
func Weeks(anchor, now time.Time) int {
	days := int(noon(now).Sub(noon(anchor)).Hours() / 24)
	n := days / week
	if days%week < 0 {
		n--
	}
	if ShiftTime(anchor, n).After(now) {
		n--
	}
	return n
}

// noon gives the Copenhagen day of an instant as an instant that no clock change moves.
func noon(t time.Time) time.Time {
	y, m, d := t.In(domain.Copenhagen).Date()
	return time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
}

// ShiftTime moves an instant by whole weeks and keeps the weekday and the wall clock in
// Copenhagen, so that a meeting at 10 stays at 10 when the clocks have changed between.
// A time that the clocks skip that night (02:30 on the last Sunday of March) becomes the
// one an hour off. The answer is in UTC.
func ShiftTime(t time.Time, weeks int) time.Time {
	if weeks == 0 || t.IsZero() {
		return t.UTC()
	}
	l := t.In(domain.Copenhagen)
	return time.Date(l.Year(), l.Month(), l.Day()+week*weeks, l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), domain.Copenhagen).UTC()
}

// ShiftDate moves a day by whole weeks; no date stays none.
func ShiftDate(d domain.Date, weeks int) domain.Date {
	if d == "" {
		return ""
	}
	return d.AddDays(week * weeks)
}

// shiftRRule moves the last day of a recurrence (RFC 5545 §3.3.10, UNTIL as a date).
func shiftRRule(rule string, weeks int) string {
	parts := strings.Split(rule, ";")
	for i, part := range parts {
		day, ok := strings.CutPrefix(part, "UNTIL=")
		if !ok {
			continue
		}
		if t, err := time.Parse("20060102", day); err == nil {
			parts[i] = "UNTIL=" + t.AddDate(0, 0, week*weeks).Format("20060102")
		}
	}
	return strings.Join(parts, ";")
}

// Shift gives the set with every day and instant moved by whole weeks; the set itself
// stays as it is. What is written in words keeps its old dates. A birth year is no date.
func (s *Set) Shift(weeks int) *Set {
	out, _ := shifted(reflect.ValueOf(s), weeks).Interface().(*Set)
	return out
}

// ShiftTo gives the set as it lies around now. See Weeks.
func (s *Set) ShiftTo(now time.Time) *Set { return s.Shift(Weeks(s.Anchor, now)) }

var (
	timeType = reflect.TypeFor[time.Time]()
	dateType = reflect.TypeFor[domain.Date]()
)

// shifted copies a value in depth and moves the days and instants in it by their type,
// so that a new field of the domain cannot be forgotten here.
func shifted(v reflect.Value, weeks int) reflect.Value {
	switch v.Type() {
	case timeType:
		t, _ := v.Interface().(time.Time)
		return reflect.ValueOf(ShiftTime(t, weeks))
	case dateType:
		return reflect.ValueOf(ShiftDate(domain.Date(v.String()), weeks))
	}
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(shifted(v.Elem(), weeks))
		}
	case reflect.Interface:
		if !v.IsNil() {
			out.Set(shifted(v.Elem(), weeks))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(shifted(v.Field(i), weeks))
		}
		if e, ok := out.Addr().Interface().(*domain.Effort); ok {
			e.RRule = shiftRRule(e.RRule, weeks)
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(shifted(v.Index(i), weeks))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for _, k := range v.MapKeys() {
				out.SetMapIndex(k, shifted(v.MapIndex(k), weeks))
			}
		}
	default:
		out.Set(v)
	}
	return out
}
