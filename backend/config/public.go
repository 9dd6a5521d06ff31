package config

import (
	"net/url"
	"strings"
)

// Public holds what anybody may ask of the installation without being a user of it.
type Public struct {
	SecurityContact  string `name:"security-contact" env:"TAVLEN_SECURITY_CONTACT" placeholder:"MAILTO|URL" help:"Where to report a weakness, as mailto: or https:; shown in /.well-known/security.txt (default none)."`
	AccessibilityURL string `name:"accessibility-url" env:"TAVLEN_ACCESSIBILITY_URL" placeholder:"URL" help:"The municipality's accessibility statement, to which /was leads (default none)."`
}

// Validate reports the first setting that is wrong, as a *Problem.
func (p *Public) Validate() error { return p.resolve(new(Settings)) }

// resolve checks both and writes them to set.
func (p *Public) resolve(set *Settings) error {
	set.SecurityContact, set.AccessibilityURL = strings.TrimSpace(p.SecurityContact), strings.TrimSpace(p.AccessibilityURL)
	if s := set.SecurityContact; s != "" {
		// RFC 9116, section 2.5.3: a web address is https.
		u, err := url.Parse(s)
		mail := err == nil && u.Scheme == "mailto" && strings.Count(u.Opaque, "@") == 1
		if !mail && !onTheWeb(s) {
			return problem(nameSecurityContact, "write mailto:sikkerhed@kommune.example or an https address", "is %q", s)
		}
	}
	if s := set.AccessibilityURL; s != "" && !onTheWeb(s) {
		return problem(nameAccessibilityURL, "write the https address of the statement", "is %q", s)
	}
	return nil
}

// onTheWeb tells whether somebody outside can open the address. It goes into a header and
// into a file of lines, so it holds nothing that would end one.
func onTheWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && u.String() == s
}
