package domain

import "strings"

// PINDigits is how long a PIN is.
const PINDigits = 6

// CheckPIN refuses what is no PIN of six digits, and those that are tried first: one digit six
// times, digits in a row, and one part said again (NIST SP 800-63B, section 3.1.1.2).
func CheckPIN(pin string) error {
	if len(pin) != PINDigits || strings.Trim(pin, "0123456789") != "" {
		return Invalid(FieldError{Field: "pin", Code: CodeInvalid, Detail: "Skriv seks tal."})
	}
	if obviousPIN(pin) {
		return Invalid(FieldError{Field: "pin", Code: CodeInvalid, Detail: "Den kode er for let at gætte. Vælg en anden."})
	}
	return nil
}

func obviousPIN(pin string) bool {
	for _, part := range []int{1, 2, 3} {
		if strings.Repeat(pin[:part], PINDigits/part) == pin {
			return true
		}
	}
	if strings.Contains("01234567890", pin) || strings.Contains("09876543210", pin) {
		return true
	}
	// 112233, 998877: each twice, and in a row.
	if pin[0] == pin[1] && pin[2] == pin[3] && pin[4] == pin[5] {
		step := int(pin[2]) - int(pin[0])
		return (step == 1 || step == -1) && int(pin[4])-int(pin[2]) == step
	}
	return false
}
