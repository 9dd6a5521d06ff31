package demo

import (
	"bytes"
	_ "embed" // the schema ships with the binary
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"tavlen/backend/domain"
)

// Schema is the JSON Schema (draft 2020-12) of a case file, for those who write one.
//
//go:embed case.schema.json
var Schema []byte

const schemaURL = "urn:tavlen:demo:case:1"

// compiled gives the schema ready for use. It cannot fail on the embedded text: a test
// compiles it against the draft's own meta-schema.
var compiled = sync.OnceValue(func() *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.RegisterFormat(&jsonschema.Format{Name: "date", Validate: validDate})
	c.RegisterFormat(&jsonschema.Format{Name: "date-time", Validate: validInstant})
	if err := c.AddResource(schemaURL, doc); err != nil {
		panic(err)
	}
	return c.MustCompile(schemaURL)
})

func validDate(v any) error {
	if s, ok := v.(string); ok && (s == "" || !domain.Date(s).Valid()) {
		return errors.New("write a day of the calendar as 2026-11-24")
	}
	return nil
}

func validInstant(v any) error {
	s, ok := v.(string)
	if !ok {
		return nil
	}
	var t time.Time
	// UnmarshalText is the strict reader of RFC 3339; Parse lets a one-digit hour through.
	if err := t.UnmarshalText([]byte(s)); err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return errors.New("write an instant as 2026-11-24T09:00:00+01:00")
	}
	return nil
}

// checkSchema holds a file against the schema and gives the first problem in the order
// of the file, or nil.
func checkSchema(file string, t *tree) *Problem {
	err := compiled().Validate(t.root)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return &Problem{File: file, Reason: err.Error()}
	}
	var found []Problem
	collect(invalid, file, &found)
	return firstOf(found, t)
}

// firstOf picks the problem that stands first in the file. One about a place that is not
// there (a missing field) stands with what it is missing from.
func firstOf(found []Problem, t *tree) *Problem {
	at := func(p Problem) int {
		for place := p.Place; ; place = place[:strings.LastIndexByte(place, '/')] {
			if n, ok := t.order[place]; ok {
				return n
			}
			if !strings.Contains(place, "/") {
				return 0
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Problem) int {
		if c := at(a) - at(b); c != 0 {
			return c
		}
		return strings.Compare(a.Place+a.Reason, b.Place+b.Reason)
	})
	return &found[0]
}

// collect gathers the leaves of the validator's tree of errors, in words for operators.
func collect(e *jsonschema.ValidationError, file string, out *[]Problem) {
	here := pointer("", e.InstanceLocation...)
	add := func(place, reason string) { *out = append(*out, Problem{file, place, reason}) }
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			add(pointer(here, name), "unknown field")
		}
		return
	case *kind.Required:
		for _, name := range k.Missing {
			add(pointer(here, name), "missing")
		}
		return
	case *kind.Pattern:
		add(here, patternReason(k))
		return
	case *kind.Format:
		add(here, fmt.Sprintf("%q is not valid: %v", k.Got, k.Err))
		return
	}
	if len(e.Causes) == 0 {
		add(here, e.ErrorKind.LocalizedString(english))
		return
	}
	for _, c := range e.Causes {
		collect(c, file, out)
	}
}

var english = message.NewPrinter(language.English)

func patternReason(k *kind.Pattern) string {
	if k.Want == `\S` {
		return "must not be empty"
	}
	return fmt.Sprintf("%q does not match %s", k.Got, k.Want)
}
