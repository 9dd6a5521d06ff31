//go:build profile

package main

import (
	"log"
	"net/http"
	_ "net/http/pprof" // registers its pages
	"os"
)

// With the build tag profile, which no released binary is built with, the profiler's
// pages are served on an address of their own. `bench -profile` builds and asks this.
func init() {
	if addr := os.Getenv("TAVLEN_PROFILE_ADDR"); addr != "" {
		go func() { log.Println(http.ListenAndServe(addr, nil)) }() //nolint:gosec // a developer's own machine
	}
}
