package config

import (
	"net/url"
	"slices"
	"strings"
)

// OIDC holds the settings about the two providers that vouch for people: a broker of MitID
// for citizens, and the municipality's own identity provider for staff.
type OIDC struct {
	MitIDIssuer     string `name:"mitid-issuer" env:"TAVLEN_MITID_ISSUER" placeholder:"URL" help:"Issuer of the broker through which citizens use MitID (default none)."`
	MitIDClientID   string `name:"mitid-client-id" env:"TAVLEN_MITID_CLIENT_ID" placeholder:"ID" help:"What the broker calls this installation."`
	MitIDSecretFile string `name:"mitid-secret-file" env:"TAVLEN_MITID_SECRET_FILE" placeholder:"FILE" help:"File with the client secret that the broker gave."`
	MitIDProfile    string `name:"mitid-profile" env:"TAVLEN_MITID_PROFILE" placeholder:"NAME" help:"idura, signicat, signaturgruppen or custom: how the broker names things."`
	MitIDLevel      string `name:"mitid-level" env:"TAVLEN_MITID_LEVEL" placeholder:"LEVEL" help:"Level of assurance that is demanded: low, substantial or high (default substantial)."`
	MitIDClaimsFile string `name:"mitid-claims-file" env:"TAVLEN_MITID_CLAIMS_FILE" placeholder:"FILE" help:"File that says how a custom broker names things."`

	StaffIssuer     string `name:"staff-oidc-issuer" env:"TAVLEN_STAFF_OIDC_ISSUER" placeholder:"URL" help:"Issuer of the municipality's identity provider, for staff (default none)."`
	StaffClientID   string `name:"staff-oidc-client-id" env:"TAVLEN_STAFF_OIDC_CLIENT_ID" placeholder:"ID" help:"What the identity provider calls this installation."`
	StaffSecretFile string `name:"staff-oidc-secret-file" env:"TAVLEN_STAFF_OIDC_SECRET_FILE" placeholder:"FILE" help:"File with the client secret that the identity provider gave."`
	StaffClaimsFile string `name:"staff-oidc-claims-file" env:"TAVLEN_STAFF_OIDC_CLAIMS_FILE" placeholder:"FILE" help:"File that says which claims are roles, departments and the organisation."`
}

// Provider says who vouches for people, and as whom we ask. Issuer is "" where nobody does.
type Provider struct {
	Issuer   string
	ClientID string
	Secret   Hidden
	// Profile names a broker that is known, or ProfileCustom; "" for staff.
	Profile string
	// Level is the level of assurance that is demanded; "" for staff, whose file says it.
	Level string
	// Claims is the text of the file that says how things are named; nil for a known broker.
	Claims []byte

	secretFile, claimsFile string
}

// ProfileCustom is the profile that a file describes.
const ProfileCustom = "custom"

// The brokers whose names are known, and the levels of assurance (NSIS).
var (
	profiles = []string{"idura", "signicat", "signaturgruppen", ProfileCustom}
	levels   = []string{"low", "substantial", "high"}
)

// resolve checks the settings about both and writes them to set, which knows by then
// whether this is production.
func (o *OIDC) resolve(set *Settings) error {
	if err := o.mitID(set); err != nil {
		return err
	}
	return o.staff(set)
}

// Validate reports the first of them that is wrong, as a *Problem. Whether the issuer may be
// on loopback is known in Settings only.
func (o *OIDC) Validate() error { return o.resolve(new(Settings)) }

// given is a setting by its name.
type given struct{ name, value string }

// alone refuses settings of a provider that there is none of.
func alone(issuer string, others []given) error {
	for _, other := range others {
		if other.value != "" {
			return problem(other.name, "set "+prefix+issuer+" too, or unset it", "is set, but there is no provider")
		}
	}
	return nil
}

func (o *OIDC) mitID(set *Settings) error {
	set.MitID = Provider{}
	if o.MitIDIssuer == "" {
		return alone(nameMitIDIssuer, []given{{nameMitIDClientID, o.MitIDClientID}, {nameMitIDSecretFile, o.MitIDSecretFile}, {nameMitIDProfile, o.MitIDProfile},
			{nameMitIDLevel, o.MitIDLevel}, {nameMitIDClaimsFile, o.MitIDClaimsFile}})
	}
	p := Provider{Profile: o.MitIDProfile, Level: o.MitIDLevel}
	if p.Level == "" {
		p.Level = "substantial"
	}
	switch {
	case !slices.Contains(profiles, p.Profile):
		return problem(nameMitIDProfile, "write idura, signicat, signaturgruppen or custom", "is %q", o.MitIDProfile)
	case !slices.Contains(levels, p.Level):
		return problem(nameMitIDLevel, "write low, substantial or high", "is %q", o.MitIDLevel)
	case p.Profile == ProfileCustom && o.MitIDClaimsFile == "":
		return problem(nameMitIDClaimsFile, "name a file that describes the broker, as the README shows", "is not set, and a custom broker needs it")
	case p.Profile != ProfileCustom && o.MitIDClaimsFile != "":
		return problem(nameMitIDClaimsFile, "unset it, or set "+prefix+nameMitIDProfile+" to custom", "is set, but the broker %s is known", p.Profile)
	}
	err := p.read(set, given{nameMitIDIssuer, o.MitIDIssuer}, given{nameMitIDClientID, o.MitIDClientID}, given{nameMitIDSecretFile, o.MitIDSecretFile}, given{nameMitIDClaimsFile, o.MitIDClaimsFile})
	if err == nil {
		set.MitID = p
	}
	return err
}

func (o *OIDC) staff(set *Settings) error {
	set.StaffOIDC = Provider{}
	if o.StaffIssuer == "" {
		return alone(nameStaffIssuer, []given{{nameStaffClientID, o.StaffClientID}, {nameStaffSecretFile, o.StaffSecretFile}, {nameStaffClaimsFile, o.StaffClaimsFile}})
	}
	if o.StaffClaimsFile == "" {
		return problem(nameStaffClaimsFile, "name a file that says which claims are roles and departments, as the README shows", "is not set, and nobody would have a role without it")
	}
	var p Provider
	err := p.read(set, given{nameStaffIssuer, o.StaffIssuer}, given{nameStaffClientID, o.StaffClientID}, given{nameStaffSecretFile, o.StaffSecretFile}, given{nameStaffClaimsFile, o.StaffClaimsFile})
	if err == nil {
		set.StaffOIDC = p
	}
	return err
}

// read checks what both providers have, and reads their files.
func (p *Provider) read(set *Settings, issuer, client, secretFile, claimsFile given) error {
	const mend = "write the issuer as the provider tells it, for example https://login.kommune.example"
	u, err := url.Parse(issuer.value)
	switch {
	case err != nil || u.Hostname() == "" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.Scheme != "https" && u.Scheme != "http":
		return problem(issuer.name, mend, "is not an address with a host")
	case u.User != nil:
		return problem(issuer.name, "put the secret into a file and name that in "+prefix+secretFile.name, "holds a user name or password")
	case u.Scheme == "http" && (set.Production || !isLoopback(u.Hostname())):
		return problem(issuer.name, "use https", "is http, and what vouches for people must not be changed on its way")
	case strings.TrimSpace(client.value) == "":
		return problem(client.name, "write the client id that the provider gave", "is not set")
	case secretFile.value == "":
		return problem(secretFile.name, "name a file with the client secret", "is not set")
	}
	p.Issuer, p.ClientID = issuer.value, strings.TrimSpace(client.value)
	secret, file, err := contents(secretFile.name, secretFile.value)
	if err != nil {
		return err
	}
	p.Secret, p.secretFile = Hidden(strings.TrimSpace(string(secret))), file
	if claimsFile.value != "" {
		p.Claims, p.claimsFile, err = contents(claimsFile.name, claimsFile.value)
	}
	return err
}

// oidcValue returns one of the providers' settings as text that may be shown.
func (s *Settings) oidcValue(name string) string {
	switch name {
	case nameMitIDIssuer:
		return s.MitID.Issuer
	case nameMitIDClientID:
		return s.MitID.ClientID
	case nameMitIDSecretFile:
		return s.MitID.secretFile
	case nameMitIDProfile:
		return s.MitID.Profile
	case nameMitIDLevel:
		return s.MitID.Level
	case nameMitIDClaimsFile:
		return s.MitID.claimsFile
	case nameStaffIssuer:
		return s.StaffOIDC.Issuer
	case nameStaffClientID:
		return s.StaffOIDC.ClientID
	case nameStaffSecretFile:
		return s.StaffOIDC.secretFile
	case nameStaffClaimsFile:
		return s.StaffOIDC.claimsFile
	}
	return ""
}
