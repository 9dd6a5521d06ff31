package thresholds_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/thresholds"
)

const good = `{
  "schema": "tavlen-thresholds/1",
  "municipality": [
    {"valid_from": "2026-07-01", "rules": {"effort_ends_without_follow_up": {"amber": 29, "leader": 0}, "low_checkins": {"off": true}}, "counts": {"gap_horizon_days": 42}}
  ],
  "persons": [
    {"person": "AAECAwQFBgcICQoLDA0ODw", "valid_from": "2026-11-01", "rules": {"silence": {"amber": 3, "red": 6}}}
  ]
}`

func TestAFileIsRead(t *testing.T) {
	sets, err := thresholds.Parse("mine.json", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	all := sets.At("2026-11-24", domain.Person{ID: "another"})
	if *all.Rules[attention.EffortEnds].Amber != 29 || *all.Rules[attention.EffortEnds].Red != 7 || !*all.Rules[attention.LowCheckins].Off || *all.Counts.GapHorizon != 42 {
		t.Errorf("%+v", all)
	}
	her := sets.At("2026-11-24", domain.Person{ID: "AAECAwQFBgcICQoLDA0ODw"})
	if *her.Rules[attention.Silence].Amber != 3 || *her.Rules[attention.EffortEnds].Amber != 29 {
		t.Errorf("%+v", her)
	}
}

// A file that cannot be used is refused with where and why.
func TestBadFilesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		old, with, reason string
		line              int
	}{
		"a field nobody knows":  {`"amber": 3`, `"yellow": 3`, "yellow", 7},
		"a rule nobody knows":   {`"silence"`, `"noise"`, "noise", 7},
		"zero days of silence":  {`"amber": 3`, `"amber": 0`, "off", 7},
		"below zero":            {`"amber": 29`, `"amber": -1`, "", 4},
		"the wrong order":       {`"red": 6`, `"red": 2`, "quieter", 7},
		"wrong order backwards": {`"leader": 0`, `"orange": 40`, "quieter", 4},
		"too long a silence":    {`"amber": 3, "red": 6`, `"amber": 60`, "42", 7},
		"no such day":           {`"2026-07-01"`, `"2026-02-30"`, "day of the calendar", 4},
		"no day":                {`"valid_from": "2026-11-01", `, ``, "valid_from", 7},
		"no id":                 {`"AAECAwQFBgcICQoLDA0ODw"`, `"Peter"`, "id", 7},
		"another schema":        {`thresholds/1`, `thresholds/2`, "", 2},
		"twice":                 {`"amber": 3`, `"amber": 3, "amber": 4`, "twice", 0},
		"no JSON":               {`"persons": [`, `"persons": `, "JSON", 0},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(good, c.old, c.with, 1)
			if text == good {
				t.Fatal("nothing was spoiled")
			}
			sets, err := thresholds.Parse("mine.json", []byte(text))
			var p *thresholds.Problem
			if !errors.As(err, &p) {
				t.Fatalf("no problem: %v, %+v", err, sets)
			}
			if p.Line != c.line || !strings.Contains(p.Error(), c.reason) || strings.Contains(p.Error(), "\n") {
				t.Errorf("line %d: %s; want line %d and %q", p.Line, p, c.line, c.reason)
			}
		})
	}
}

// The schema names every rule there is, and no other.
func TestSchemaNamesTheRules(t *testing.T) {
	var s struct {
		Defs struct {
			Rules struct {
				Properties map[attention.Rule]any `json:"properties"`
			} `json:"rules"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(thresholds.Schema, &s); err != nil {
		t.Fatal(err)
	}
	for _, r := range attention.Rules {
		if _, ok := s.Defs.Rules.Properties[r]; !ok {
			t.Errorf("%s is not in the schema", r)
		}
		delete(s.Defs.Rules.Properties, r)
	}
	if len(s.Defs.Rules.Properties) > 0 {
		t.Errorf("nobody knows %v", s.Defs.Rules.Properties)
	}
}
