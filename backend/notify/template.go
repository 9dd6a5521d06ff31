package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Template describes a gateway that speaks another protocol than GatewayAPI's. URL, headers
// and body may hold the placeholders {to} (E.164), {to_digits} (without the plus), {text},
// {sender}, {reference}, {token} and {report_url}; each is escaped as the place asks for:
// percent-encoded in the URL and in a form, as JSON or XML text by the body's content type.
type Template struct {
	Method  string            `json:"method"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
	Success Success           `json:"success"`
}

// Success says how the gateway's answer is read. Fields are names, or names in objects
// ("message.id"), of a JSON answer.
type Success struct {
	// Status lists the statuses that mean yes; none: all of 2xx.
	Status []int `json:"status"`
	// Field, where it is named, must hold Equals; or anything, where Equals is "".
	Field  string `json:"field"`
	Equals string `json:"equals"`
	// Contains must stand in the answer, whatever its form; "" asks for nothing.
	Contains string `json:"contains"`
	// ID is where the gateway's own name of the message stands.
	ID string `json:"id"`
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

var placeholders = []string{"{to}", "{to_digits}", "{text}", "{sender}", "{reference}", "{token}", "{report_url}"}

func withoutPlaceholders(s string) string { return placeholder.ReplaceAllString(s, "x") }

// ParseTemplate reads a template (JSON). The error is for an operator and holds nothing of
// the text.
func ParseTemplate(doc []byte) (*Template, error) {
	var t Template
	d := json.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return nil, errors.New("the template is no JSON of the form that the README shows")
	}
	if d.More() {
		return nil, errors.New("the template has text after its end")
	}
	return &t, nil
}

func (t *Template) check(at string) error {
	u, err := url.Parse(withoutPlaceholders(at))
	if err != nil || u.Host == "" {
		return errors.New("the gateway's URL cannot be read")
	}
	host := at
	if _, rest, ok := strings.Cut(at, "://"); ok {
		host = rest
	}
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, "?")
	if strings.Contains(host, "{") {
		return errors.New("the gateway's host must stand as it is: only path and query may hold placeholders")
	}
	if !slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPut}, t.Method) {
		return errors.New("the template's method must be GET, POST or PUT")
	}
	if t.Method == http.MethodGet && t.Body != "" {
		return errors.New("a template with the method GET has no body")
	}
	all := []string{at, t.Body}
	for name, value := range t.Headers {
		if !validHeaderName(name) || strings.EqualFold(name, "Host") {
			return errors.New("the template has a header that cannot be sent")
		}
		all = append(all, value)
	}
	said := strings.Join(all, "\n")
	for _, p := range placeholder.FindAllString(said, -1) {
		if !slices.Contains(placeholders, p) {
			return fmt.Errorf("the template has the unknown placeholder %s", p)
		}
	}
	if !strings.Contains(said, "{text}") || !strings.Contains(said, "{to}") && !strings.Contains(said, "{to_digits}") {
		return errors.New("the template needs {text}, and {to} or {to_digits}")
	}
	return nil
}

func validHeaderName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	})
}

func (s *SMSSender) values(l Letter, text string) map[string]string {
	return map[string]string{"{to}": l.To, "{to_digits}": strings.TrimPrefix(l.To, "+"), "{text}": text, "{sender}": s.opt.From, "{reference}": l.Reference,
		"{token}": s.opt.Token, "{report_url}": s.opt.ReportURL}
}

// fill puts values in place of their names, once: what stands in a value stays as it is.
func fill(s string, values map[string]string, escape func(string) string) string {
	return placeholder.ReplaceAllStringFunc(s, func(name string) string { return escape(values[name]) })
}

func (t *Template) request(ctx context.Context, at string, values map[string]string) (*http.Request, error) {
	body := fill(t.Body, values, t.escaper())
	// A space is %20 both in a path and in a query; "+" would be a plus in the former.
	r, err := http.NewRequestWithContext(ctx, t.Method, fill(at, values, percent), strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	if body == "" {
		r.Body, r.GetBody, r.ContentLength = http.NoBody, nil, 0
	}
	for name, value := range t.Headers {
		// Line breaks would make headers of what is said.
		r.Header.Set(name, fill(value, values, func(s string) string {
			return strings.Map(func(c rune) rune {
				if unicode.IsControl(c) {
					return -1
				}
				return c
			}, s)
		}))
	}
	return r, nil
}

func percent(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// escaper gives how values are written in the body, by its content type.
func (t *Template) escaper() func(string) string {
	kind := ""
	for name, value := range t.Headers {
		if strings.EqualFold(name, "Content-Type") {
			kind, _, _ = mime.ParseMediaType(value)
		}
	}
	switch {
	case strings.HasSuffix(kind, "json"):
		return func(s string) string {
			doc, err := json.Marshal(s)
			if err != nil {
				return ""
			}
			return string(doc[1 : len(doc)-1])
		}
	case kind == "application/x-www-form-urlencoded":
		return url.QueryEscape
	case strings.HasSuffix(kind, "xml"):
		return html.EscapeString
	}
	return func(s string) string { return s }
}

// understand reads an answer with a status of 2xx by the template's rule.
func (t *Template) understand(o Outcome, body []byte) Outcome {
	no := Outcome{Result: Retry, Status: o.Status, Reason: "error_in_answer"}
	if len(t.Success.Status) > 0 && !slices.Contains(t.Success.Status, o.Status) {
		return no
	}
	if t.Success.Contains != "" && !bytes.Contains(body, []byte(t.Success.Contains)) {
		return no
	}
	if t.Success.Field == "" && t.Success.ID == "" {
		return o
	}
	var doc any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&doc) != nil {
		return Outcome{Result: InDoubt, Status: o.Status, Reason: "unclear_answer"}
	}
	if f := t.Success.Field; f != "" {
		if value, ok := at(doc, f); !ok || t.Success.Equals != "" && value != t.Success.Equals {
			return no
		}
	}
	o.Proof, _ = at(doc, t.Success.ID)
	return o
}

// at gives the text, number or truth value at a place in a JSON document.
func at(doc any, path string) (string, bool) {
	if path == "" {
		return "", false
	}
	for name := range strings.SplitSeq(path, ".") {
		switch v := doc.(type) {
		case map[string]any:
			doc = v[name]
		case []any:
			if name != "0" || len(v) == 0 {
				return "", false
			}
			doc = v[0]
		default:
			return "", false
		}
	}
	switch v := doc.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return fmt.Sprint(v), true
	}
	return "", false
}
