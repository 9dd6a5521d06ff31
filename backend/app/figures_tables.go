package app

import (
	"slices"

	"tavlen/backend/attention"
)

// A figureSpec is one table of the figures. Its sums name counts of this table or, with a dot, of
// another: the first is what the rest add up to.
type figureSpec struct {
	name  string
	now   bool
	lines []lineSpec
	sums  [][]string
}

// A lineSpec is one line: a count of what citizens stand behind, or with a base something that
// is worked out from what is counted there and hidden with it. A base of staff is never hidden.
type lineSpec struct{ name, unit, base string }

const (
	unitCount   = "count"
	unitMinutes = "minutes"
	unitTenths  = "tenths"
	unitHours   = "hour_tenths"

	ofStaff = "staff"
)

func counts(names ...string) []lineSpec {
	out := make([]lineSpec, len(names))
	for i, n := range names {
		out[i] = lineSpec{name: n, unit: unitCount}
	}
	return out
}

// figureSpecs are all tables, and what their lines count:
//
// caseload: the citizens who have a consultant now; the consultants; citizens for each consultant;
// the norm for each of those who have one; the consultants who have more than their norm.
//
// silence: of the citizens now, those who last heard from their consultant's side (a word, a call, a
// meeting held, a visit) at most 14 calendar days ago, more than 14, of these 15 to 21 and more
// than 21 (requirement C7); and those of whom nobody wrote down since when they have a consultant.
//
// waiting: the answers that citizens got in the quarter in the conversation with their consultant,
// counted in working time of whoever owed it from the first message that waited: within what was
// promised and later; the median, and in how much nine of ten had theirs. An answer is a written
// one, or that the consultant reached the citizen. What needed no answer is not counted.
//
// waiting_now: those who wait now, within what was promised and for longer.
//
// ends: the efforts that ended in the quarter, or whose last day passed: decided what comes then and
// somebody sees to it by a day (domain.CountedEnd); decided; not decided.
//
// flags: those raised in the quarter, as they stood at its end: not seen, seen, made otherwise,
// and it helped; the median of the municipality's working time until they were first seen, and
// until something was first made otherwise.
//
// levels, rules: the alerts that stand now, of those that a lead may come to be told of.
//
// paid: the citizens who had a consultant at the end of the quarter, and their hours with pay a
// year before and after the plan (the measure of the Hjørring study). Before: the 52 weeks
// (ISO 8601, Copenhagen) before the one in which the plan was agreed, of those alone who told of
// all of them. After: what was told since, from that week to the last that ended in the quarter,
// for each told week times 52, of those alone who told of at least 26. A week that nobody told of is
// none, and never zero. Both are the average over the same citizens, each counting once; the
// others are left out, first those whose year before is not told.
var figureSpecs = []figureSpec{
	{name: "caseload", now: true, lines: []lineSpec{{"citizens", unitCount, ""}, {"consultants", unitCount, ofStaff}, {"per_consultant", unitTenths, "caseload.citizens"},
		{"norm", unitTenths, ofStaff}, {"over_norm", unitCount, ofStaff}}},
	{name: "silence", now: true, lines: append(counts("up_to_14", "over_14", "from_15_to_21", "over_21", "unknown"), lineSpec{"citizens", unitCount, "caseload.citizens"}),
		sums: [][]string{{"caseload.citizens", "up_to_14", "over_14", "unknown"}, {"over_14", "from_15_to_21", "over_21"}}},
	{name: "waiting", lines: append(counts("in_time", "late", "answers"), lineSpec{"median", unitMinutes, "waiting.answers"}, lineSpec{"nine_of_ten", unitMinutes, "waiting.answers"}),
		sums: [][]string{{"answers", "in_time", "late"}}},
	{name: "waiting_now", now: true, lines: counts("in_time", "late", "waiting"), sums: [][]string{{"waiting", "in_time", "late"}}},
	{name: "ends", lines: counts("followed", "decided", "undecided", "ended"), sums: [][]string{{"ended", "followed", "decided", "undecided"}}},
	{name: "flags", lines: append(counts("unseen", "seen", "adjusted", "helped", "raised"), lineSpec{"seen_median", unitMinutes, "flags.any_seen"}, lineSpec{"adjusted_median", unitMinutes, "flags.any_adjusted"}),
		sums: [][]string{{"raised", "unseen", "any_seen"}, {"any_seen", "seen", "any_adjusted"}, {"any_adjusted", "adjusted", "helped"}}},
	{name: "levels", now: true, lines: counts("red", "orange", "amber", "info", "alerts"), sums: [][]string{{"alerts", "red", "orange", "amber", "info"}}},
	{name: "rules", now: true, lines: append(counts(ruleNames()...), lineSpec{"alerts", unitCount, "levels.alerts"}), sums: [][]string{append([]string{"levels.alerts"}, ruleNames()...)}},
	{name: "paid", lines: append(counts("counted", "left_before", "left_after", "citizens"), lineSpec{"before", unitHours, "paid.counted"}, lineSpec{"after", unitHours, "paid.counted"}),
		sums: [][]string{{"citizens", "counted", "left_before", "left_after"}}},
}

// ruleNames are the rules that ever tell a lead something; see attention.Alert.ForLead.
func ruleNames() []string {
	var out []string
	for _, r := range attention.Rules {
		if !attention.Hint(r) {
			out = append(out, string(r))
		}
	}
	return out
}

// hidden says which of the counts are hidden, for each team.
func (t *tally) hidden() map[string][]bool {
	var cells []tallied
	first := map[string]int{}
	for _, name := range t.names {
		first[name] = len(cells)
		cells = append(cells, t.counts[name]...)
	}
	var lines []sum
	last := len(t.teams) - 1 // everybody
	for _, name := range t.names {
		line := sum{first[name] + last}
		for i := range last {
			line = append(line, first[name]+i)
		}
		lines = append(lines, line)
	}
	for _, spec := range figureSpecs {
		for _, names := range spec.sums {
			for i := range t.teams {
				var line sum
				for _, name := range names {
					line = append(line, first[spec.full(name)]+i)
				}
				lines = append(lines, line)
			}
		}
	}
	hidden := hideSmall(cells, lines)
	out := map[string][]bool{}
	for _, name := range t.names {
		out[name] = hidden[first[name] : first[name]+len(t.teams)]
	}
	return out
}

// full gives the name of a count with its table.
func (s figureSpec) full(name string) string {
	for _, r := range name {
		if r == '.' {
			return name
		}
	}
	return s.name + "." + name
}

// countNames are all counts, those too that are in no line and stand between two sums.
func countNames() []string {
	var out []string
	add := func(name string) {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, spec := range figureSpecs {
		for _, l := range spec.lines {
			if l.base == "" {
				add(spec.full(l.name))
			}
		}
		for _, names := range spec.sums {
			for _, name := range names {
				add(spec.full(name))
			}
		}
	}
	return out
}

// tables gives the columns that are shown of all tables.
func (t *tally) tables(shown []int) []FigureTable {
	hidden := t.hidden()
	var out []FigureTable
	for _, spec := range figureSpecs {
		table := FigureTable{Name: spec.name, Now: spec.now}
		for _, l := range spec.lines {
			line := FigureLine{Name: l.name, Unit: l.unit, Cells: make([]FigureValue, len(shown))}
			name, base := spec.full(l.name), l.base
			for at, i := range shown {
				v := &line.Cells[at]
				switch {
				case base == "":
					v.Hidden, v.Value = hidden[name][i], whole(t.counts[name][i].n)
				case base == ofStaff:
					v.Value = t.worked[name][i]
				case t.counts[base] != nil && l.unit == unitCount:
					v.Hidden, v.Value = hidden[base][i], whole(t.counts[base][i].n)
				default:
					v.Hidden, v.Value = hidden[base][i], t.worked[name][i]
				}
				if v.Hidden {
					v.Value = nil
				}
			}
			table.Lines = append(table.Lines, line)
		}
		out = append(out, table)
	}
	return out
}

func whole(n int) *int64 {
	v := int64(n)
	return &v
}
