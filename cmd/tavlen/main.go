// Command tavlen is the whiteboard: one plan for one person, as a server with the PWA in it.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
