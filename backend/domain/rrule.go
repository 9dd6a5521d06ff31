package domain

import (
	"strings"
	"time"
)

// validRRule accepts the part of RFC 5545 recurrences that people agree on:
// FREQ=DAILY or WEEKLY, with INTERVAL, BYDAY, UNTIL and COUNT, each once.
func validRRule(s string) bool {
	if s == "" {
		return true
	}
	if len(s) > maxRRule {
		return false
	}
	freq := false
	seen := map[string]bool{}
	for part := range strings.SplitSeq(s, ";") {
		key, value, ok := strings.Cut(part, "=")
		if !ok || value == "" || seen[key] {
			return false
		}
		seen[key] = true
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
			if _, err := time.Parse("20060102", value); err != nil {
				return false
			}
		default:
			return false
		}
	}
	// An end and a number of times contradict each other (RFC 5545 §3.3.10).
	return freq && !(seen["UNTIL"] && seen["COUNT"])
}

// maxRRule is longer than any rule of the parts that are accepted.
const maxRRule = 120

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
