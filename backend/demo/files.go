package demo

import (
	"embed"

	"tavlen/backend/jsonfile"
)

//go:embed cases/peter.json cases/others.json
var builtin embed.FS

// maxFile bounds a case file; the largest that ships has 70 KB.
const maxFile = 32 << 20

// File is a case file: the name it is called by in messages, and its text.
type File struct {
	Name string
	Data []byte
}

// Builtin gives the case files that ship with the binary: Peter's, which has the
// municipality, and that of three others.
func Builtin() []File {
	var out []File
	for _, name := range []string{"peter.json", "others.json"} {
		data, err := builtin.ReadFile("cases/" + name)
		if err != nil {
			panic(err) // a file named here is not in the folder: no build passes its tests so
		}
		out = append(out, File{name, data})
	}
	return out
}

// ReadFiles reads case files from disk. The error is a *Problem that names the file.
func ReadFiles(names ...string) ([]File, error) {
	var out []File
	for _, name := range names {
		data, problem := jsonfile.Read(name, maxFile)
		if problem != nil {
			return nil, (*Problem)(problem)
		}
		out = append(out, File{name, data})
	}
	return out, nil
}
