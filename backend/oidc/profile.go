package oidc

import (
	"bytes"
	_ "embed" // the known brokers are data
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tavlen/backend/domain"
)

// Level is how sure it is who somebody is (NSIS 2.0: Lav, Betydelig, Høj).
type Level string

// The levels, from the least sure.
const (
	Low         Level = "low"
	Substantial Level = "substantial"
	High        Level = "high"
)

var order = []Level{Low, Substantial, High}

// Reaches says whether a level is at least another. One that is not known reaches nothing.
func (l Level) Reaches(least Level) bool {
	at := slices.Index(order, l)
	return at >= 0 && at >= slices.Index(order, least)
}

// Profile says how a provider names things. Claims are named as they stand in the token;
// where no claim has the name, its dots lead into objects ("realm_access.roles").
type Profile struct {
	// Scopes are asked for; openid is always among them.
	Scopes []string `json:"scopes"`
	// Params are further parameters of the request. "{level}" stands for what Ask says of
	// the level that is demanded.
	Params map[string]string `json:"params"`
	Ask    map[Level]string  `json:"ask"`
	// Anew is how somebody is made to prove anew who it is (OpenID Connect Core 1.0, section 3.1.2.1).
	Anew struct {
		// Params are further parameters of that request; none: prompt=login and max_age=0.
		Params map[string]string `json:"params"`
		// NoAuthTime says that the provider asks anew each time and does not say when it did.
		NoAuthTime bool `json:"no_auth_time"`
	} `json:"anew"`
	// UserInfo says that some claims are told by the userinfo endpoint alone.
	UserInfo bool `json:"userinfo"`
	// Person is the claim that stays the same for a person.
	Person string `json:"person"`
	Name   string `json:"name"`
	Email  string `json:"email"`
	Title  string `json:"title"`
	Phone  string `json:"phone"`
	// CPR is the claim with a citizen's civil registration number.
	CPR string `json:"cpr"`
	// Level says in which claim the level of assurance stands, and by which values.
	Level struct {
		Claim  string           `json:"claim"`
		Values map[string]Level `json:"values"`
		// Least is what staff need; for citizens the settings say it. "" asks for none.
		Least Level `json:"least"`
	} `json:"level"`
	// Roles and Departments are read from the top: the first whose value stands in the claim.
	Roles        Choice `json:"roles"`
	Departments  Choice `json:"departments"`
	Organisation struct {
		Claim string `json:"claim"`
		// Is is the UUID of the municipality; whoever belongs to another has no role here.
		Is string `json:"is"`
	} `json:"organisation"`
}

func (p Profile) anew() map[string]string {
	if len(p.Anew.Params) > 0 {
		return p.Anew.Params
	}
	return map[string]string{"prompt": "login", "max_age": "0"}
}

// Choice turns the values of a claim into one of ours.
type Choice struct {
	Claim  string `json:"claim"`
	Values []struct {
		Is    string `json:"is"`
		Means string `json:"means"`
	} `json:"values"`
}

//go:embed profiles.json
var known []byte

// Known gives the profile of a broker that ships: idura, signicat or signaturgruppen.
func Known(name string) (Profile, error) {
	var all map[string]Profile
	if err := strict(known, &all); err != nil {
		return Profile{}, err
	}
	p, ok := all[name]
	if !ok {
		return Profile{}, fmt.Errorf("there is no broker %q", name)
	}
	return p, p.forCitizens()
}

// ParseCitizens reads the file about a custom broker (JSON). The error is for an operator.
func ParseCitizens(doc []byte) (Profile, error) {
	var p Profile
	if err := strict(doc, &p); err != nil {
		return p, err
	}
	return p, p.forCitizens()
}

// ParseStaff reads the file about the municipality's identity provider (JSON). Departments
// are ids that house knows.
func ParseStaff(doc []byte, departments []string) (Profile, error) {
	var p Profile
	if err := strict(doc, &p); err != nil {
		return p, err
	}
	return p, p.forStaff(departments)
}

func strict(doc []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("it is no JSON of the form that the README shows: %w", err)
	}
	if d.More() {
		return errors.New("it has text after its end")
	}
	return nil
}

func (p *Profile) forCitizens() error {
	switch {
	case p.Person == "":
		return errors.New("person is missing: the claim that stays the same for a citizen")
	case p.CPR == "":
		return errors.New("cpr is missing: the claim by which a citizen is found the first time")
	case p.Level.Claim == "":
		return errors.New("level.claim is missing: the claim with the level of assurance")
	case p.Level.Least != "":
		return errors.New("level.least is for staff; of citizens TAVLEN_MITID_LEVEL says it")
	case p.Roles.Claim != "" || p.Departments.Claim != "" || p.Organisation.Claim != "":
		return errors.New("roles, departments and organisation are for staff")
	}
	return p.levels()
}

func (p *Profile) forStaff(departments []string) error {
	if p.Person == "" {
		p.Person = "sub"
	}
	if p.Name == "" {
		p.Name = "name"
	}
	switch {
	case p.CPR != "":
		return errors.New("cpr is for citizens: nobody needs to know that of staff")
	case p.Roles.Claim == "" || len(p.Roles.Values) == 0:
		return errors.New("roles is missing: without it nobody has a role")
	case p.Departments.Claim == "" || len(p.Departments.Values) == 0:
		return errors.New("departments is missing: without it nobody belongs anywhere")
	case p.Organisation.Claim == "" || p.Organisation.Is == "":
		return errors.New("organisation is missing: its claim and the UUID of the municipality")
	case p.Level.Least != "" && p.Level.Claim == "":
		return errors.New("level.least needs level.claim")
	}
	for _, v := range p.Roles.Values {
		if r := domain.Role(v.Means); v.Is == "" || !r.Staff() {
			return fmt.Errorf("roles has %q: write consultant, professional, team_lead or admin", v.Means)
		}
	}
	for _, v := range p.Departments.Values {
		if v.Is == "" || !slices.Contains(departments, v.Means) {
			return fmt.Errorf("departments has %q: write %s", v.Means, strings.Join(departments, ", "))
		}
	}
	if p.Level.Claim == "" {
		return nil
	}
	return p.levels()
}

func (p *Profile) levels() error {
	if len(p.Level.Values) == 0 {
		return errors.New("level.values is missing: what the provider calls low, substantial and high")
	}
	all := make([]Level, 0, 8)
	for _, l := range p.Level.Values {
		all = append(all, l)
	}
	for l := range p.Ask {
		all = append(all, l)
	}
	if p.Level.Least != "" {
		all = append(all, p.Level.Least)
	}
	for _, l := range all {
		if !slices.Contains(order, l) {
			return fmt.Errorf("%q is no level: write low, substantial or high", string(l))
		}
	}
	return nil
}
