package demo

import (
	_ "embed" // the schema ships with the binary

	"tavlen/backend/jsonfile"
)

// Schema is the JSON Schema (draft 2020-12) of a case file, for those who write one.
//
//go:embed case.schema.json
var Schema []byte

const schemaURL = "urn:tavlen:demo:case:1"

var schema = jsonfile.NewSchema(schemaURL, Schema)

// parseStrict reads a case file's text; nothing doubtful gets through.
func parseStrict(file string, data []byte) (*tree, *Problem) {
	t, problem := jsonfile.Parse(file, data)
	return t, (*Problem)(problem)
}

// checkSchema holds a file against the schema and gives the first problem in the order
// of the file, or nil.
func checkSchema(file string, t *tree) *Problem { return (*Problem)(schema.Check(file, t)) }
