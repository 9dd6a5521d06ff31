package demo

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
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
		data, err := readFile(name)
		if err != nil {
			var pathErr *fs.PathError
			if errors.As(err, &pathErr) {
				err = pathErr.Err
			}
			return nil, &Problem{File: name, Reason: err.Error()}
		}
		out = append(out, File{name, data})
	}
	return out, nil
}

func readFile(name string) ([]byte, error) {
	f, err := os.Open(name) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("is larger than %d MiB", maxFile>>20)
	}
	return data, err
}
