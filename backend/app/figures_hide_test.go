package app

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"tavlen/backend/domain"
)

// drawn is a table of groups and categories with its sums, as the figures have them: the last
// row and the last column are what the others add up to.
func drawn(r *rand.Rand, rows, columns int) (cells []tallied, lines []sum) {
	cells = make([]tallied, (rows+1)*(columns+1))
	at := func(row, column int) int { return row*(columns+1) + column }
	citizen := 0
	for row := range rows {
		for column := range columns {
			most := []int{1, 4, 9, 60}[r.IntN(4)]
			for range r.IntN(most + 1) {
				citizen++
				for _, i := range []int{at(row, column), at(row, columns), at(rows, column), at(rows, columns)} {
					cells[i].add(domain.ID(fmt.Sprint(citizen)), 1)
				}
			}
		}
	}
	for row := range rows + 1 {
		line := sum{at(row, columns)}
		for column := range columns {
			line = append(line, at(row, column))
		}
		lines = append(lines, line)
	}
	for column := range columns + 1 {
		line := sum{at(rows, column)}
		for row := range rows {
			line = append(line, at(row, column))
		}
		lines = append(lines, line)
	}
	return cells, lines
}

// given says whether a hidden number follows from all equations together, solved in fractions
// and by another way than the program's: adding the equation "it is nothing" to the homogeneous ones
// makes it no smaller a space where it was nothing anyway.
func given(cells []tallied, lines []sum, hidden []bool, which int) bool {
	equations := func(more ...int) (rank int) {
		var rows [][]*big.Rat
		for _, line := range lines {
			row := make([]*big.Rat, len(cells))
			for i := range row {
				row[i] = new(big.Rat)
			}
			for k, i := range line {
				if hidden[i] {
					row[i] = big.NewRat(map[bool]int64{true: 1, false: -1}[k == 0], 1)
				}
			}
			rows = append(rows, row)
		}
		for _, i := range more {
			row := make([]*big.Rat, len(cells))
			for k := range row {
				row[k] = new(big.Rat)
			}
			row[i] = big.NewRat(1, 1)
			rows = append(rows, row)
		}
		for c := range cells {
			p := -1
			for i := rank; i < len(rows) && p < 0; i++ {
				if rows[i][c].Sign() != 0 {
					p = i
				}
			}
			if p < 0 {
				continue
			}
			rows[rank], rows[p] = rows[p], rows[rank]
			for i := rank + 1; i < len(rows); i++ {
				if rows[i][c].Sign() == 0 {
					continue
				}
				by := new(big.Rat).Quo(rows[i][c], rows[rank][c])
				for k := c; k < len(cells); k++ {
					rows[i][k].Sub(rows[i][k], new(big.Rat).Mul(by, rows[rank][k]))
				}
			}
			rank++
		}
		return rank
	}
	return equations() == equations(which)
}

// TestHiddenNumbersCannotBeWorkedOut draws tables and lets somebody who knows all sums try.
func TestHiddenNumbersCannotBeWorkedOut(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 6))
		rows, columns := 1+r.IntN(4), 2+r.IntN(4)
		cells, lines := drawn(r, rows, columns)
		hidden := hideSmall(cells, lines)
		for i, c := range cells {
			switch {
			case c.n > 0 && len(c.who) < FewerThan && !hidden[i]:
				t.Fatalf("seed %d: a number of %d citizens is told", seed, len(c.who))
			case c.n == 0 && hidden[i]:
				t.Fatalf("seed %d: nothing is hidden", seed)
			case hidden[i] && given(cells, lines, hidden, i):
				t.Fatalf("seed %d: %d follows from what is told", seed, c.n)
			}
		}
		for _, line := range lines {
			missing, n := 0, 0
			for _, i := range line[1:] {
				if hidden[i] {
					missing, n = missing+1, n+cells[i].n
				}
			}
			if !hidden[line[0]] && missing > 0 && (missing == 1 || n < FewerThan) {
				t.Fatalf("seed %d: what a line does not tell is %d in %d places", seed, n, missing)
			}
		}
	}
}

// TestHiddenNumbersHaveMoreThanOneAnswer tries out every whole number that could stand in the
// place of each hidden one of small tables, by somebody who knows that none of them is zero.
func TestHiddenNumbersHaveMoreThanOneAnswer(t *testing.T) {
	t.Parallel()
	tried := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		cells, lines := drawn(r, 1+r.IntN(2), 2)
		hidden := hideSmall(cells, lines)
		var unknown []int
		for i, h := range hidden {
			if h {
				unknown = append(unknown, i)
			}
		}
		if len(unknown) == 0 || len(unknown) > 6 {
			continue
		}
		tried++
		could := answers(cells, lines, hidden, unknown)
		for _, i := range unknown {
			if len(could[i]) < 2 {
				t.Fatalf("seed %d: %d can be nothing but %v", seed, cells[i].n, could[i])
			}
		}
	}
	if tried < 50 {
		t.Errorf("only %d tables had something hidden", tried)
	}
}

// answers gives the numbers that each unknown can be. Where a sum is told no part is larger;
// else nobody has more than 12 here to try.
func answers(cells []tallied, lines []sum, hidden []bool, unknown []int) map[int]map[int]bool {
	value := make([]int, len(cells))
	most := map[int]int{}
	for i, c := range cells {
		value[i] = c.n
	}
	for _, i := range unknown {
		most[i] = max(12, cells[i].n+1)
		for _, line := range lines {
			for _, k := range line[1:] {
				if k == i && !hidden[line[0]] {
					most[i] = min(most[i], cells[line[0]].n)
				}
			}
		}
	}
	out := map[int]map[int]bool{}
	for _, i := range unknown {
		out[i] = map[int]bool{}
	}
	done := map[int]bool{}
	for i := range cells {
		done[i] = !hidden[i]
	}
	// A line all of which is set must hold; this leaves few ways to go on.
	holds := func() bool {
		for _, line := range lines {
			left, set := value[line[0]], done[line[0]]
			for _, i := range line[1:] {
				left, set = left-value[i], set && done[i]
			}
			if set && left != 0 {
				return false
			}
		}
		return true
	}
	var try func(k int)
	try = func(k int) {
		if k == len(unknown) {
			for _, i := range unknown {
				out[i][value[i]] = true
			}
			return
		}
		i := unknown[k]
		done[i] = true
		for value[i] = 1; value[i] <= most[i]; value[i]++ {
			if holds() {
				try(k + 1)
			}
		}
		done[i] = false
	}
	try(0)
	return out
}
