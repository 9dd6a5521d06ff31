package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tavlen/backend/domain"
)

// Holiday is a Danish public holiday.
type Holiday struct {
	Date domain.Date
	Name string // in Danish, as on a calendar
}

// Holidays lists the Danish public holidays of a year of the Gregorian calendar, in
// order. Store bededag is one until 2023 (abolished by lov nr. 214 of 6 March 2023).
// Days on which offices close without a holiday are a Calendar's Closed.
func Holidays(year int) []Holiday {
	easter := easterSunday(year)
	day := func(fromEaster int) domain.Date {
		return domain.Date(easter.AddDate(0, 0, fromEaster).Format(time.DateOnly))
	}
	fixed := func(m time.Month, d int) domain.Date { return domain.Date(fmt.Sprintf("%04d-%02d-%02d", year, m, d)) }
	list := []Holiday{
		{fixed(time.January, 1), "Nytårsdag"},
		{day(-3), "Skærtorsdag"},
		{day(-2), "Langfredag"},
		{day(0), "Påskedag"},
		{day(1), "2. påskedag"},
		{day(39), "Kristi himmelfartsdag"},
		{day(49), "Pinsedag"},
		{day(50), "2. pinsedag"},
		{fixed(time.December, 25), "Juledag"},
		{fixed(time.December, 26), "2. juledag"},
	}
	if year < 2024 {
		list = append(list, Holiday{day(26), "Store bededag"})
	}
	slices.SortFunc(list, func(a, b Holiday) int { return cmp.Compare(a.Date, b.Date) })
	return list
}

// easterSunday is the anonymous Gregorian computus (Meeus, Astronomical Algorithms,
// ch. 8), good for every year from 1583.
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

// MonthDay is a day that comes every year.
type MonthDay struct {
	Month time.Month
	Day   int
}

// UsualClosedDays are the days on which Danish municipal offices are closed although
// they are no public holidays: 1 May, Constitution Day, Christmas Eve, New Year's Eve.
// Agreements differ from place to place, so an installation may set its own.
var UsualClosedDays = []MonthDay{{time.May, 1}, {time.June, 5}, {time.December, 24}, {time.December, 31}}

// Calendar says on which dates an office is closed, apart from its weekly hours.
type Calendar struct {
	// Closed are the yearly closing days besides the public holidays.
	Closed []MonthDay
	// Also are single dates: a bridging day, a day for moving house.
	Also []domain.Date
}

// IsClosed says whether the office rests on that date.
func (c Calendar) IsClosed(d domain.Date) bool {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return true // nobody works on a date that does not exist
	}
	return slices.Contains(c.Closed, MonthDay{t.Month(), t.Day()}) ||
		slices.Contains(c.Also, d) ||
		slices.ContainsFunc(Holidays(t.Year()), func(h Holiday) bool { return h.Date == d })
}
