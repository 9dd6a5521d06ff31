package jsonfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Read reads a file of at most limit bytes, a whole number of MiB.
func Read(name string, limit int64) ([]byte, *Problem) {
	data, err := read(name, limit)
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, &Problem{File: name, Reason: err.Error()}
	}
	return data, nil
}

func read(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("is larger than %d MiB", limit>>20)
	}
	return data, err
}
