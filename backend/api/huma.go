package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"tavlen/backend/domain"
)

var setup sync.Once

// configureHuma sets what huma keeps for the whole program. By default it answers a 500
// with the error's text and a 422 with the value that was sent.
func configureHuma() {
	huma.ValidateStrictCasing = true
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError { return shapeProblem(status, msg, errs) }
	huma.NewErrorWithContext = func(_ huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return shapeProblem(status, msg, errs)
	}
}

// unknownParameter is what huma calls a query parameter that no operation has.
const unknownParameter = "unknown query parameter"

// shapeProblem is what a client gets for a request of the wrong shape. Only the places
// are told, never the values.
func shapeProblem(status int, _ string, errs []error) *Problem {
	for _, err := range errs {
		var p *Problem
		if errors.As(err, &p) {
			return p // a refusal of ours that huma only writes down
		}
	}
	p := &domain.Error{Code: domain.CodeInvalid, Detail: "Noget skal rettes, før det kan gemmes."}
	switch {
	case status == 400:
		p = &domain.Error{Code: domain.CodeBadJSON, Detail: "Det, der blev sendt, kan ikke læses."}
	case status == 413:
		p = &domain.Error{Code: domain.CodeTooLarge, Detail: "Det er for stort til at blive sendt."}
	case status == 415:
		p = &domain.Error{Code: domain.CodeMediaType, Detail: "Send JSON."}
	case status >= 500:
		p = errInternal
	case status != 422:
		p = &domain.Error{Code: domain.CodeBadRequest, Detail: "Det kan ikke lade sig gøre."}
	}
	for _, err := range errs {
		var d *huma.ErrorDetail
		if !errors.As(err, &d) {
			continue
		}
		if d.Message == validation.MsgUnexpectedProperty || d.Message == unknownParameter {
			// A name that we do not know is something that was sent.
			p.Fields = append(p.Fields, domain.FieldError{Code: domain.CodeInvalid, Detail: "Der er et felt for meget."})
			continue
		}
		field := strings.TrimPrefix(strings.TrimPrefix(d.Location, "body"), ".")
		p.Fields = append(p.Fields, domain.FieldError{Field: field, Code: domain.CodeInvalid, Detail: "Det her kan ikke bruges."})
	}
	return problemOf(p, status)
}

// strictJSON reads JSON with every key once and nothing after it. Go's own reader takes
// the last of two equal keys; huma's validation refuses unknown ones.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if err := checkJSON(data); err != nil {
			return err
		}
		return json.Unmarshal(data, v)
	},
}

// maxDepth bounds how deep a request's JSON may nest.
const maxDepth = 16

func checkJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if err := checkValue(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the JSON")
	}
	return nil
}

func checkValue(d *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errors.New("nested too deep")
	}
	t, err := d.Token()
	if err != nil {
		return err
	}
	delim, ok := t.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if delim == '{' {
			k, err := d.Token()
			if err != nil {
				return err
			}
			key, _ := k.(string)
			if seen[key] {
				return errors.New("a key stands twice")
			}
			seen[key] = true
		}
		if err := checkValue(d, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func humaConfig(version string) huma.Config {
	c := huma.DefaultConfig("Tavlen", version)
	c.OpenAPIPath = "/api/v1/openapi"
	c.DocsPath = ""    // it would load scripts of a third party
	c.SchemasPath = "" // and answers would carry a link to it
	c.CreateHooks = nil
	c.Formats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}
	c.DefaultFormat = "application/json"
	c.RejectUnknownQueryParameters = true
	c.Info.Description = "One plan for one person. Errors are RFC 9457 problems with a stable code."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"session": {Type: "apiKey", In: "cookie", Name: cookieToken}}
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	return c
}

// schemaName keeps the schemas' names as those of the Go types.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if name == "" {
		return fmt.Sprintf("Anonymous%s", hint)
	}
	return name
}
