package demo

import "tavlen/backend/jsonfile"

// Problem says what is wrong with a case file: which file, where in it and why, for the
// one who wrote it. Place is a JSON pointer (RFC 6901), or "line N, column N" where the
// text is no JSON, or "" for the file as a whole.
type Problem jsonfile.Problem

// Error gives the problem as one line.
func (p *Problem) Error() string { return (*jsonfile.Problem)(p).Error() }

// tree is a parsed file with the order of its places.
type tree = jsonfile.Tree

// firstOf picks the problem that stands first in the file.
func firstOf(found []Problem, t *tree) *Problem {
	all := make([]jsonfile.Problem, len(found))
	for i, p := range found {
		all[i] = jsonfile.Problem(p)
	}
	return (*Problem)(t.First(all))
}

func pointer(base string, tokens ...string) string { return jsonfile.Pointer(base, tokens...) }

func pointerAt(base string, i int) string { return jsonfile.PointerAt(base, i) }
