// Command pushservice runs the testkit's push receiver for the browser tests, which live
// in another process. It prints one line of JSON with its origin, writes its authority's
// certificate to the file that is named, and ends when its standard input does.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"tavlen/backend/testkit"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pushservice:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("name the file for the certificate")
	}
	r, err := testkit.StartPushReceiver()
	if err != nil {
		return err
	}
	defer r.Close()
	if err := os.WriteFile(os.Args[1], r.CA(), 0o600); err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"origin": r.Origin()}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
