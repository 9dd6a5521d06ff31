package jsonfile

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"tavlen/backend/domain"
)

// Schema is a JSON Schema (draft 2020-12) that files are held against.
type Schema struct {
	url      string
	document []byte
	compiled func() *jsonschema.Schema
}

// NewSchema takes a schema that ships with the program. It is made ready when first used;
// one that is no schema panics then, so a test of its room must use it.
func NewSchema(url string, document []byte) *Schema {
	s := &Schema{url: url, document: document}
	s.compiled = sync.OnceValue(s.compile)
	return s
}

func (s *Schema) compile() *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.document))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.RegisterFormat(&jsonschema.Format{Name: "date", Validate: validDate})
	c.RegisterFormat(&jsonschema.Format{Name: "date-time", Validate: validInstant})
	if err := c.AddResource(s.url, doc); err != nil {
		panic(err)
	}
	return c.MustCompile(s.url)
}

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

// Check holds a file against the schema and gives the first problem in the order of the
// file, or nil.
func (s *Schema) Check(file string, t *Tree) *Problem {
	err := s.compiled().Validate(t.Root)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return &Problem{File: file, Reason: err.Error()}
	}
	var found []Problem
	collect(invalid, file, &found)
	return t.First(found)
}

// collect gathers the leaves of the validator's tree of errors, in words for operators.
func collect(e *jsonschema.ValidationError, file string, out *[]Problem) {
	here := Pointer("", e.InstanceLocation...)
	add := func(place, reason string) { *out = append(*out, Problem{file, place, reason}) }
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			add(Pointer(here, name), "unknown field")
		}
		return
	case *kind.Required:
		for _, name := range k.Missing {
			add(Pointer(here, name), "missing")
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
