package config

import (
	"fmt"
	"io"
	"log/slog"
)

// shown is what stands where a secret would.
const shown = "[secret]"

// Key is a symmetric key. It prints as a placeholder with every verb, in slog
// and in JSON; only the secret file holds it as it is.
type Key []byte

// Format prints the placeholder, whatever the verb.
func (Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, shown) }

// LogValue is the placeholder, for slog.
func (Key) LogValue() slog.Value { return slog.StringValue(shown) }

// MarshalText is the placeholder, for JSON.
func (Key) MarshalText() ([]byte, error) { return []byte(shown), nil }

// Hidden is a secret text. It prints as a placeholder with every verb, in slog
// and in JSON.
type Hidden string

// Format prints the placeholder, whatever the verb.
func (Hidden) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, shown) }

// LogValue is the placeholder, for slog.
func (Hidden) LogValue() slog.Value { return slog.StringValue(shown) }

// MarshalText is the placeholder, for JSON.
func (Hidden) MarshalText() ([]byte, error) { return []byte(shown), nil }
