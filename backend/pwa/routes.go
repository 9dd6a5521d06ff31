package pwa

import "strings"

// roots are the first parts of the addresses that the PWA's own router knows
// (frontend/src/app/routes.ts). What stands below them is the router's business.
var roots = map[string]bool{
	"ind":          true, // sign in
	"i-dag":        true,
	"tavlen":       true,
	"maal":         true,
	"moeder":       true,
	"paamindelser": true,
	"beskeder":     true,
	"ring-mig":     true,
	"skridt":       true,
	"aendringer":   true,
	"plan":         true,
	"papir":        true,
	"historie":     true,
	"mere":         true,
	"hvem-har-set": true, // who has looked at my plan
	"hjaelp":       true,
	"forbered":     true,
	"bord":         true, // the desk
	"mine-folk":    true,
	"mine-data":    true, // what I said yes to, who sees what, everything to take with me
	"invitation":   true,
	"ros":          true,
	"hvor-langt":   true, // how far have I come
	"udredning":    true, // the talks of an assessment
	"min-historie": true, // a story that may be told, or not
	"virker-ikke":  true, // something does not work
}

// secretRoots are followed by a code that works once.
var secretRoots = map[string]bool{"ind": true, "invitation": true, "ros": true}

// clientRoute tells whether a path belongs to the PWA's router, and whether the
// address itself is a secret. A path that looks like a file never does: a
// missing asset answered with the shell would be cached and run as a script.
func clientRoute(path string) (known, secret bool) {
	if path == "/" {
		return true, false
	}
	path = strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/")
	if strings.ContainsFunc(path, notInRoute) || strings.Contains(path, "//") {
		return false, false
	}
	root, rest, _ := strings.Cut(path, "/")
	return roots[root], secretRoots[root] && rest != ""
}

// notInRoute finds what no route is made of: words, ids and codes have letters,
// digits, dashes and underscores. So a dot is refused in its escaped form too.
func notInRoute(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_', r == '/':
		return false
	}
	return true
}
