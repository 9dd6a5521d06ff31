// Package jsonfile reads the JSON files that people of the municipality write by hand:
// strictly, against a schema that ships, and with an error that says where in the file
// what is wrong. It knows nothing of what the files are about; their rooms do.
package jsonfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxNesting is how deep a file may nest; the schemas that ship need nine levels.
const maxNesting = 64

// Tree is a parsed file: objects, arrays, json.Number, strings, booleans, nil, and where
// in the file its places stand, so that the first problem is the one told.
type Tree struct {
	Root  any
	order map[string]int
	// ends are the offsets in bytes at which the places' first tokens end.
	ends map[string]int64
	data []byte
}

// Line is the line, from 1, on which a place begins. A place that is not there (a
// missing field) stands with what it is missing from.
func (t *Tree) Line(place string) int {
	at := t.known(place)
	return 1 + bytes.Count(t.data[:min(t.ends[at], int64(len(t.data)))], []byte("\n"))
}

// known is the place itself, or the nearest one round it that is in the file.
func (t *Tree) known(place string) string {
	for {
		if _, ok := t.order[place]; ok || !strings.Contains(place, "/") {
			return place
		}
		place = place[:strings.LastIndexByte(place, '/')]
	}
}

// First picks the problem that stands first in the file.
func (t *Tree) First(found []Problem) *Problem {
	slices.SortStableFunc(found, func(a, b Problem) int {
		if c := t.order[t.known(a.Place)] - t.order[t.known(b.Place)]; c != 0 {
			return c
		}
		return strings.Compare(a.Place+a.Reason, b.Place+b.Reason)
	})
	return &found[0]
}

// Parse reads a JSON text (RFC 8259) and refuses what encoding/json lets through:
// a key that stands twice, text after the end, broken UTF-8, and bottomless nesting.
func Parse(file string, data []byte) (*Tree, *Problem) {
	if !utf8.Valid(data) {
		return nil, &Problem{File: file, Reason: "is not UTF-8 text"}
	}
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, syntaxProblem(file, data, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	r := &strictReader{dec: d, tree: &Tree{order: map[string]int{}, ends: map[string]int64{}, data: data}, file: file}
	root, err := r.value("", 0)
	if err != nil {
		var p *Problem
		if errors.As(err, &p) {
			return nil, p
		}
		return nil, &Problem{File: file, Reason: err.Error()}
	}
	r.tree.Root = root
	return r.tree, nil
}

func syntaxProblem(file string, data []byte, err error) *Problem {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return &Problem{File: file, Reason: err.Error()}
	}
	at := int(min(syntax.Offset, int64(len(data))))
	before := data[:max(at-1, 0)]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return &Problem{File: file, Place: fmt.Sprintf("line %d, column %d", line, column), Reason: "is not JSON: " + syntax.Error()}
}

type strictReader struct {
	dec  *json.Decoder
	tree *Tree
	file string
}

func (r *strictReader) value(ptr string, depth int) (any, error) {
	r.tree.order[ptr] = len(r.tree.order)
	if depth > maxNesting {
		return nil, &Problem{File: r.file, Place: ptr, Reason: fmt.Sprintf("is nested deeper than %d levels", maxNesting)}
	}
	token, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	r.tree.ends[ptr] = r.dec.InputOffset()
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return r.array(ptr, depth)
		}
		return r.object(ptr, depth)
	case json.Number:
		return plainNumber(t), nil
	default:
		return t, nil
	}
}

func (r *strictReader) object(ptr string, depth int) (any, error) {
	out := map[string]any{}
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return nil, err
		}
		key, _ := token.(string)
		at := Pointer(ptr, key)
		if _, twice := out[key]; twice {
			return nil, &Problem{File: r.file, Place: at, Reason: "this key stands twice in the same object"}
		}
		if out[key], err = r.value(at, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := r.dec.Token() // the closing brace
	return out, err
}

func (r *strictReader) array(ptr string, depth int) (any, error) {
	out := []any{}
	for r.dec.More() {
		v, err := r.value(PointerAt(ptr, len(out)), depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := r.dec.Token() // the closing bracket
	return out, err
}

// plainNumber writes 4.0 and 4e0 as 4: JSON does not tell them apart, nor does the
// schema, but Go's integers do.
func plainNumber(n json.Number) json.Number {
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
		return n
	}
	return json.Number(strconv.FormatInt(int64(f), 10))
}
