// Package retention reads the file with how long each sort of data is kept: the times are the
// municipality's to choose (KLE carries them), from when they count and within which bounds is
// decided here. What is deleted, and by whom, never enters this room.
package retention

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the schema and the times that ship with the binary
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"tavlen/backend/catalogue"
	"tavlen/backend/domain"
	"tavlen/backend/jsonfile"
)

// Schema is the JSON Schema (draft 2020-12) of the file, for those who write one.
//
//go:embed retention.schema.json
var Schema []byte

// Default is what holds until a municipality loads its own: the file to begin from.
//
//go:embed retention.json
var Default []byte

var schema = jsonfile.NewSchema("urn:tavlen:retention:1", Schema)

// maxFile bounds a file; the one that ships has 5 KB.
const maxFile = 1 << 20

// Times are how long everything is kept.
type Times struct {
	Classes []Class `json:"classes"`
}

// Class is one sort of data. From says what its time counts from; KLE and Law are for the
// municipality, What and Why for the citizen.
type Class struct {
	Code domain.RetentionClass `json:"code"`
	From string                `json:"from"`
	Keep Period                `json:"keep"`
	KLE  string                `json:"kle"`
	Law  string                `json:"law"`
	What string                `json:"what"`
	Why  string                `json:"why"`
}

// Period is a time: years or days. A year counts so many days that n of them are never less than
// n years of the calendar.
type Period struct {
	Years int `json:"years,omitempty"`
	Days  int `json:"days,omitempty"`
}

// AllDays gives the period in days.
func (p Period) AllDays() int { return p.Years*365 + (p.Years+3)/4 + p.Days }

// Duration gives the period as elapsed time, which has no daylight saving.
func (p Period) Duration() time.Duration { return time.Duration(p.AllDays()) * 24 * time.Hour }

// String says the period in English, as people at a console read it.
func (p Period) String() string {
	n, unit := p.Days, "day"
	if p.Years > 0 {
		n, unit = p.Years, "year"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}

// bound is what the program itself knows of a class: what its time counts from, and between
// which periods it may lie.
type bound struct {
	from        string
	least, most Period
	// why says why it is not shorter or longer, to whoever tries.
	why string
}

var bounds = map[domain.RetentionClass]bound{
	domain.RetainPlan:          {"plan_ended", Period{Years: 1}, Period{Years: 10}, "a citizen can complain of a decision and open her plan again for a year, and nobody needs more than ten"},
	domain.RetainContactLine:   {"relation_ended", Period{Days: 30}, Period{Years: 5}, "she may let somebody in again, and nobody needs more than five years"},
	domain.RetainLinks:         {"link_ended", Period{Days: 30}, Period{Years: 1}, "misuse is found within a year"},
	domain.RetainUnsent:        {"sent", Period{Days: 30}, Period{Days: 180}, "a phone may be without net for weeks, and what was never sent is nobody's to keep"},
	domain.RetainSparring:      {"sparring_ended", Period{}, Period{Days: 30}, "the team was promised that it goes when its time is over"},
	domain.RetainSessions:      {"session_ended", Period{Days: 90}, Period{Years: 1}, "a stolen phone that comes back into the net empties itself for as long as its end is known, and a theft is found within a year"},
	domain.RetainSignIn:        {"code_ended", Period{Days: 1}, Period{Days: 180}, "a code is worth nothing once it is over"},
	domain.RetainNotifications: {"notification_ended", Period{Days: 90}, Period{Years: 5}, "what stands on a call list, and a complaint about a missed meeting, need it"},
	domain.RetainMutations:     {"written", Period{Days: 90}, Period{Years: 2}, "a phone that was without net sends its writes again"},
	domain.RetainGlass:         {"look_ended", Period{Days: 180}, Period{Years: 5}, "somebody's look for a reason must be seen afterwards"},
	domain.RetainAccessLog:     {"looked", Period{Days: 180}, Period{Years: 10}, "who has looked must be seen for at least half a year"},
	domain.RetainConsents:      {"consent_over", Period{Years: 1}, Period{Years: 10}, "that she said yes must be shown for as long as the yes held (GDPR art. 7(1)): a year"},
	domain.RetainStories:       {"story_over", Period{Days: 90}, Period{Years: 5}, "for 90 days nobody asks her for another"},
}

// Codes are all classes, in the order in which a run goes through them.
var Codes = []domain.RetentionClass{
	domain.RetainSignIn, domain.RetainSessions, domain.RetainMutations, domain.RetainNotifications, domain.RetainLinks, domain.RetainUnsent, domain.RetainSparring,
	domain.RetainContactLine, domain.RetainConsents, domain.RetainStories, domain.RetainGlass, domain.RetainAccessLog, domain.RetainPlan,
}

// Class gives a class. Every file has each of them.
func (t Times) Class(code domain.RetentionClass) Class {
	i := slices.IndexFunc(t.Classes, func(c Class) bool { return c.Code == code })
	if i < 0 {
		panic("no retention class " + string(code)) // no file passes its check so
	}
	return t.Classes[i]
}

// Until gives the instant up to which what a class counts from must have happened for it to go now.
func (t Times) Until(code domain.RetentionClass, now time.Time) time.Time {
	return now.Add(-t.Class(code).Keep.Duration())
}

// Version names the times: the same times have the same name, whatever the words are.
func (t Times) Version() string {
	h := sha256.New()
	for _, code := range Codes {
		_, _ = fmt.Fprintf(h, "%s %d\n", code, t.Class(code).Keep.AllDays())
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Shorter gives the classes that t keeps for less than before does.
func (t Times) Shorter(before Times) (out []domain.RetentionClass) {
	for _, code := range Codes {
		if t.Class(code).Keep.AllDays() < before.Class(code).Keep.AllDays() {
			out = append(out, code)
		}
	}
	return out
}

// Read reads a file from disk. The error is a *jsonfile.Problem.
func Read(name string) (Times, error) {
	data, problem := jsonfile.Read(name, maxFile)
	if problem != nil {
		return Times{}, problem
	}
	return Parse(name, data)
}

// Parse reads a file's text. The error is a *jsonfile.Problem: the first in the file.
func Parse(name string, data []byte) (Times, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // what Windows' editors put before UTF-8
	tree, problem := jsonfile.Parse(name, data)
	if problem != nil {
		return Times{}, problem
	}
	if problem := schema.Check(name, tree); problem != nil {
		return Times{}, problem
	}
	var t Times
	if err := json.Unmarshal(data, &t); err != nil {
		return Times{}, &jsonfile.Problem{File: name, Reason: err.Error()}
	}
	if found := t.check(name); len(found) > 0 {
		return Times{}, tree.First(found)
	}
	return t, nil
}

// check finds what the schema cannot see: classes that are doubled or missing, a time that counts
// from something else or is out of bounds, and words that are hard.
func (t Times) check(name string) (found []jsonfile.Problem) {
	for i, c := range t.Classes {
		place := jsonfile.PointerAt("/classes", i)
		bad := func(field, reason string, with ...any) {
			found = append(found, jsonfile.Problem{File: name, Place: jsonfile.Pointer(place, field), Reason: fmt.Sprintf(reason, with...)})
		}
		if j := slices.IndexFunc(t.Classes, func(o Class) bool { return o.Code == c.Code }); j < i {
			bad("code", "%q is already the code of %s", c.Code, jsonfile.PointerAt("/classes", j))
		}
		b := bounds[c.Code]
		if c.From != b.from {
			bad("from", "%s counts from %s", c.Code, b.from)
		}
		if days := c.Keep.AllDays(); days < b.least.AllDays() || days > b.most.AllDays() {
			bad("keep", "%s is kept for %s to %s, not %s: %s", c.Code, b.least, b.most, c.Keep, b.why)
		}
		if n := catalogue.LIX(c.What, c.Why); n > catalogue.MaxLIX {
			bad("what", "what the citizen reads has LIX %d, and up to %d is easy to read: make the sentences and words shorter", n, catalogue.MaxLIX)
		}
	}
	for _, code := range Codes {
		if !slices.ContainsFunc(t.Classes, func(c Class) bool { return c.Code == code }) {
			found = append(found, jsonfile.Problem{File: name, Place: "/classes", Reason: "nothing says how long " + string(code) + " is kept"})
		}
	}
	return found
}

// Builtin gives the times that ship.
var Builtin = sync.OnceValue(func() Times {
	t, err := Parse("retention.json", Default)
	if err != nil {
		panic(err) // no build passes its tests so
	}
	return t
})
