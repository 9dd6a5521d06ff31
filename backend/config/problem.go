package config

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// prefix starts the name of every environment variable that Tavlen reads.
const prefix = "TAVLEN_"

// The settings' names, as variables without the prefix.
const (
	nameAddr            = "ADDR"
	namePublicURL       = "PUBLIC_URL"
	nameDatabase        = "DATABASE"
	nameDataDir         = "DATA_DIR"
	nameSecretFile      = "SECRET_FILE"
	nameLedgerDir       = "LEDGER_DIR"
	nameTrustedProxies  = "TRUSTED_PROXIES"
	nameEnv             = "ENV"
	nameMetricsAddr     = "METRICS_ADDR"
	nameClockFile       = "CLOCK_FILE"
	namePushExtraOrigin = "PUSH_EXTRA_ORIGIN"
	namePushCA          = "PUSH_CA"

	nameSMSGateway       = "SMS_GATEWAY"
	nameSMSURL           = "SMS_URL"
	nameSMSTokenFile     = "SMS_TOKEN_FILE"
	nameSMSTemplateFile  = "SMS_TEMPLATE_FILE"
	nameSMSSender        = "SMS_SENDER"
	nameSMTPURL          = "SMTP_URL"
	nameSMTPPasswordFile = "SMTP_PASSWORD_FILE"
	nameSMTPFrom         = "SMTP_FROM"
	nameSMTPCA           = "SMTP_CA"

	nameMitIDIssuer     = "MITID_ISSUER"
	nameMitIDClientID   = "MITID_CLIENT_ID"
	nameMitIDSecretFile = "MITID_SECRET_FILE"
	nameMitIDProfile    = "MITID_PROFILE"
	nameMitIDLevel      = "MITID_LEVEL"
	nameMitIDClaimsFile = "MITID_CLAIMS_FILE"
	nameStaffIssuer     = "STAFF_OIDC_ISSUER"
	nameStaffClientID   = "STAFF_OIDC_CLIENT_ID"
	nameStaffSecretFile = "STAFF_OIDC_SECRET_FILE"
	nameStaffClaimsFile = "STAFF_OIDC_CLAIMS_FILE"

	nameDutyText  = "DUTY_TEXT"
	nameHours     = "HOURS"
	nameEmergency = "EMERGENCY"
	nameComplain  = "COMPLAIN"

	nameSecurityContact  = "SECURITY_CONTACT"
	nameAccessibilityURL = "ACCESSIBILITY_URL"
)

// names lists the settings in the order in which the README and Dump show them.
var names = []string{
	nameAddr, namePublicURL, nameDatabase, nameDataDir, nameSecretFile, nameLedgerDir, nameTrustedProxies,
	nameEnv, nameDutyText, nameHours, nameEmergency, nameComplain, nameSecurityContact, nameAccessibilityURL, nameMetricsAddr,
	nameSMSGateway, nameSMSURL, nameSMSTokenFile, nameSMSTemplateFile, nameSMSSender, nameSMTPURL, nameSMTPPasswordFile, nameSMTPFrom, nameSMTPCA,
	nameMitIDIssuer, nameMitIDClientID, nameMitIDSecretFile, nameMitIDProfile, nameMitIDLevel, nameMitIDClaimsFile,
	nameStaffIssuer, nameStaffClientID, nameStaffSecretFile, nameStaffClaimsFile,
	nameClockFile, namePushExtraOrigin, namePushCA,
}

// Problem is one wrong setting. Its text is one line for the operator: which
// setting, what is wrong with it, how to mend it. It never holds a secret.
type Problem struct {
	// Setting is the variable's name without TAVLEN_, for example "ADDR".
	Setting string
	// What says what is wrong, as the end of a sentence that starts with the setting.
	What string
	// Mend says what to do about it, in the imperative.
	Mend string
}

// Error returns the whole line.
func (p *Problem) Error() string {
	return oneLine(fmt.Sprintf("%s%s %s: %s", prefix, p.Setting, p.What, p.Mend))
}

// problem makes a Problem whose What is formatted. Values belong in with %q,
// which also keeps control characters out of the operator's terminal.
func problem(setting, mend, what string, args ...any) *Problem {
	return &Problem{Setting: setting, What: fmt.Sprintf(what, args...), Mend: mend}
}

// oneLine folds line breaks, which an operating system's error could bring along.
func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// reason drops the path that os puts into its errors, since a Problem names it already.
func reason(err error) string {
	if pe, ok := err.(*os.PathError); ok { //nolint:errorlint // only the outermost wrapper repeats the path
		return pe.Err.Error()
	}
	return err.Error()
}

// UnknownVariables returns the names in environ ("KEY=value") that start with
// TAVLEN_ and mean nothing, sorted: most likely misspelt settings that an
// operator believes to be in force. Variables that only tests read are left out.
func UnknownVariables(environ []string) []string {
	var unknown []string
	for _, kv := range environ {
		name, _, _ := strings.Cut(kv, "=")
		rest, ours := strings.CutPrefix(name, prefix)
		if !ours || slices.Contains(names, rest) || rest == "VULNDB" || rest == "BACKUP_RECIPIENT" || strings.HasPrefix(rest, "TEST_") {
			continue
		}
		unknown = append(unknown, name)
	}
	slices.Sort(unknown)
	return unknown
}
