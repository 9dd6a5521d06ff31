package redact

import (
	"fmt"
	"runtime"
)

// Panic says in a log line what made the program panic. What Go itself says of a mistake names
// no value; what else somebody gave to panic may hold what somebody wrote, so only its type is told.
func Panic(p any) string {
	if mistake, is := p.(runtime.Error); is {
		return mistake.Error()
	}
	return fmt.Sprintf("%T", p)
}
