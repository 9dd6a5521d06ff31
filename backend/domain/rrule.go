package domain

import "strings"

// validRRule accepts the part of RFC 5545 recurrences that people agree on:
// FREQ=DAILY or WEEKLY, with INTERVAL, BYDAY, UNTIL and COUNT.
func validRRule(s string) bool {
	if s == "" {
		return true
	}
	freq := false
	for part := range strings.SplitSeq(s, ";") {
		key, value, ok := strings.Cut(part, "=")
		if !ok || value == "" {
			return false
		}
		switch key {
		case "FREQ":
			freq = value == "WEEKLY" || value == "DAILY"
			if !freq {
				return false
			}
		case "BYDAY":
			for day := range strings.SplitSeq(value, ",") {
				switch day {
				case "MO", "TU", "WE", "TH", "FR", "SA", "SU":
				default:
					return false
				}
			}
		case "INTERVAL", "COUNT":
			if !digits(value) || len(value) > 3 || strings.Trim(value, "0") == "" {
				return false
			}
		case "UNTIL":
			if len(value) != 8 || !digits(value) {
				return false
			}
		default:
			return false
		}
	}
	return freq
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
