package app

import (
	"slices"

	"tavlen/backend/domain"
)

// FewerThan is the size of a group that is hidden: no number is given that is built on fewer
// citizens than this. None at all is no group, and is told.
const FewerThan = 5

// tallied is one number of the figures and whom it is built on.
type tallied struct {
	n   int
	who map[domain.ID]struct{}
}

func (c *tallied) add(plan domain.ID, n int) {
	if c.who == nil {
		c.who = map[domain.ID]struct{}{}
	}
	c.n += n
	c.who[plan] = struct{}{}
}

// A sum is a line of numbers of which the first is what the others add up to. By such lines a
// hidden number could be worked out from those beside it.
type sum []int

// hideSmall says which of some numbers are hidden: those that are built on a small group, and as many
// others as it takes that none of these can be worked out. A line that loses a number loses the
// next smallest as well, and what is missing of a line whose sum is told is never itself a small
// group. At the end the lines are solved as equations: where that still gives a hidden number,
// more is hidden beside it. Which of the hidden numbers were the small ones must not be told:
// with it, more could be worked out.
func hideSmall(cells []tallied, lines []sum) []bool {
	h := hiding{cells: cells, lines: lines, hidden: make([]bool, len(cells))}
	for i, c := range cells {
		h.hidden[i] = c.n > 0 && len(c.who) < FewerThan
	}
	for {
		again := false
		for _, line := range lines {
			for h.tells(line) {
				h.more(line)
				again = true
			}
		}
		if again {
			continue
		}
		given := h.solved()
		if given < 0 {
			return h.hidden
		}
		h.beside(given)
	}
}

type hiding struct {
	cells  []tallied
	lines  []sum
	hidden []bool
}

// tells says whether a line by itself tells something of a small group: one hidden number by
// the others, or that the hidden ones together are few.
func (h *hiding) tells(line sum) bool {
	var missing []int
	for _, i := range line[1:] {
		if h.hidden[i] {
			missing = append(missing, i)
		}
	}
	if h.hidden[line[0]] {
		return len(missing) == 0
	}
	if len(missing) == 0 {
		return false
	}
	together := map[domain.ID]struct{}{}
	for _, i := range missing {
		for p := range h.cells[i].who {
			together[p] = struct{}{}
		}
	}
	return len(missing) == 1 || len(together) < FewerThan
}

// more hides the smallest number that is still told of a line: of what adds up, or else the sum.
// None is zero, which is no group and protects nobody.
func (h *hiding) more(line sum) {
	if i := h.smallest(line[1:]); i >= 0 {
		h.hidden[i] = true
		return
	}
	h.hidden[line[0]] = true
}

func (h *hiding) smallest(of []int) int {
	found := -1
	for _, i := range of {
		if !h.hidden[i] && h.cells[i].n > 0 && (found < 0 || len(h.cells[i].who) < len(h.cells[found].who)) {
			found = i
		}
	}
	return found
}

// beside hides the smallest number that is told in a line with a hidden one; where none is, the
// smallest of all.
func (h *hiding) beside(given int) {
	var near, all []int
	for _, line := range h.lines {
		all = append(all, line...)
		if slices.Contains(line, given) {
			near = append(near, line...)
		}
	}
	i := h.smallest(near)
	if i < 0 {
		i = h.smallest(all)
	}
	h.hidden[i] = true
}

// prime is what the equations are solved by; all that stands in them is small beside it.
const prime = 1<<31 - 1

// solved gives a hidden number that the lines together give away, -1 for none: it is the only
// one left in an equation once all are reduced (Gauss and Jordan).
func (h *hiding) solved() int {
	column := map[int]int{}
	var unknown []int
	for i, hidden := range h.hidden {
		if hidden {
			column[i] = len(unknown)
			unknown = append(unknown, i)
		}
	}
	var rows [][]int64
	for _, line := range h.lines {
		row := make([]int64, len(unknown))
		used := false
		for k, i := range line {
			if at, is := column[i]; is {
				used = true
				if row[at] = prime - 1; k == 0 {
					row[at] = 1
				}
			}
		}
		if used {
			rows = append(rows, row)
		}
	}
	done := 0
	for at := range unknown {
		pivot := slices.IndexFunc(rows[done:], func(r []int64) bool { return r[at] != 0 })
		if pivot < 0 {
			continue
		}
		rows[done], rows[done+pivot] = rows[done+pivot], rows[done]
		reduce(rows, done, at)
		done++
	}
	for _, row := range rows[:done] {
		last, n := 0, 0
		for at, v := range row {
			if v != 0 {
				last, n = at, n+1
			}
		}
		if n == 1 {
			return unknown[last]
		}
	}
	return -1
}

// reduce makes a row's number in a column one, and that of all other rows nothing.
func reduce(rows [][]int64, pivot, at int) {
	scale(rows[pivot], inverse(rows[pivot][at]))
	for i, row := range rows {
		by := row[at]
		if i == pivot || by == 0 {
			continue
		}
		for k, v := range rows[pivot] {
			if v != 0 {
				row[k] = (row[k] + (prime-by)*v) % prime
			}
		}
	}
}

func scale(row []int64, by int64) {
	for k, v := range row {
		row[k] = v * by % prime
	}
}

// inverse gives what a number is to be multiplied by to be one (Fermat).
func inverse(v int64) int64 {
	out := int64(1)
	for e := prime - 2; e > 0; e >>= 1 {
		if e&1 == 1 {
			out = out * v % prime
		}
		v = v * v % prime
	}
	return out
}
