package oidc

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// at gives what a claim holds, nil for nothing.
func (c claims) at(name string) json.RawMessage {
	if name == "" {
		return nil
	}
	if v, ok := c[name]; ok {
		return v
	}
	first, rest, inside := strings.Cut(name, ".")
	if !inside {
		return nil
	}
	var deeper claims
	if json.Unmarshal(c[first], &deeper) != nil {
		return nil
	}
	return deeper.at(rest)
}

// text gives a claim that is one text; "" for anything else.
func (c claims) text(name string) string {
	var s string
	_ = json.Unmarshal(c.at(name), &s)
	return strings.TrimSpace(s)
}

// instant gives a claim that is a NumericDate (RFC 7519, section 2); zero for anything else.
func (c claims) instant(name string) time.Time {
	var seconds float64
	if json.Unmarshal(c.at(name), &seconds) != nil || seconds <= 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0)
}

// texts gives a claim that is one text or several.
func (c claims) texts(name string) []string {
	var all []string
	if json.Unmarshal(c.at(name), &all) == nil {
		return all
	}
	if s := c.text(name); s != "" {
		return []string{s}
	}
	return nil
}

// of gives what the first of the choice's values that stands in its claim means.
func (ch Choice) of(c claims) string {
	said := c.texts(ch.Claim)
	for _, v := range ch.Values {
		if slices.Contains(said, v.Is) {
			return v.Means
		}
	}
	return ""
}

// identity reads what the profile names.
func (p *Provider) identity(c claims) (Identity, error) {
	names := p.Profile
	id := Identity{Issuer: p.Issuer, Person: c.text(names.Person), Name: c.text(names.Name), Email: c.text(names.Email), Title: c.text(names.Title), Phone: c.text(names.Phone), CPR: c.text(names.CPR)}
	if id.Person == "" {
		return id, fmt.Errorf("%w: the claim %s says nobody", ErrUntrusted, names.Person)
	}
	if names.Level.Claim != "" {
		id.Level = names.Level.Values[c.text(names.Level.Claim)]
	}
	if p.Least != "" && !id.Level.Reaches(p.Least) {
		return id, ErrTooLow
	}
	if len(names.Roles.Values) == 0 {
		return id, nil
	}
	id.Role, id.Department = domain.Role(names.Roles.of(c)), names.Departments.of(c)
	switch {
	case !slices.ContainsFunc(c.texts(names.Organisation.Claim), func(s string) bool { return strings.EqualFold(s, names.Organisation.Is) }):
		return id, fmt.Errorf("%w: another organisation", ErrNoRole)
	case id.Role == "":
		return id, fmt.Errorf("%w: no role", ErrNoRole)
	case id.Department == "":
		return id, fmt.Errorf("%w: no department", ErrNoRole)
	case id.Name == "":
		return id, fmt.Errorf("%w: the claim %s names nobody", ErrUntrusted, names.Name)
	}
	return id, nil
}
