package demo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxNesting is how deep a case file may nest; the schema needs nine levels.
const maxNesting = 64

// tree is a parsed file: objects, arrays, json.Number, strings, booleans, nil, and the
// order in which its places stand in the file, so that the first problem is the one told.
type tree struct {
	root  any
	order map[string]int
}

// parseStrict reads a JSON text (RFC 8259) and refuses what encoding/json lets through:
// a key that stands twice, text after the end, broken UTF-8, and bottomless nesting.
func parseStrict(file string, data []byte) (*tree, *Problem) {
	if !utf8.Valid(data) {
		return nil, &Problem{File: file, Reason: "is not UTF-8 text"}
	}
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, syntaxProblem(file, data, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	r := &strictReader{dec: d, tree: &tree{order: map[string]int{}}, file: file}
	root, err := r.value("", 0)
	if err != nil {
		var p *Problem
		if errors.As(err, &p) {
			return nil, p
		}
		return nil, &Problem{File: file, Reason: err.Error()}
	}
	r.tree.root = root
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
	tree *tree
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
		at := pointer(ptr, key)
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
		v, err := r.value(pointerAt(ptr, len(out)), depth+1)
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
