package demo

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// FuzzParse holds that any text is a set, or is refused in one line that names the file.
func FuzzParse(f *testing.F) {
	peter := Builtin()[0].Data
	f.Add(peter)
	f.Add(peter[:len(peter)/2])
	f.Add(bytes.ReplaceAll(peter, []byte(`"peter"`), []byte(`"maja"`)))
	f.Add(bytes.ReplaceAll(peter, []byte(`"e1"`), []byte(`null`)))
	f.Add(bytes.ReplaceAll(peter, []byte(`2026-`), []byte(`1899-`)))
	f.Add(bytes.ReplaceAll(peter, []byte(`"between"`), []byte(`"messages"`)))
	f.Add([]byte(`{"schema":"tavlen-demo/1","anchor_at":"2026-11-24T09:00:00+01:00","timezone":"Europe/Copenhagen","fictional":true,"municipality":{"id":"m","name":"M"},"staff":[],"citizens":[]}`))
	f.Add([]byte(`[[[[1e9999]]]]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		set, err := Parse(File{"x.json", data})
		if err == nil {
			set.Shift(3)
			return
		}
		var p *Problem
		if !errors.As(err, &p) || set != nil || strings.ContainsAny(err.Error(), "\r\n") || !strings.HasPrefix(err.Error(), "x.json: ") {
			t.Errorf("refused as %q", err)
		}
	})
}
