package pwa

import (
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

const (
	// A hashed name never means another content (RFC 8246).
	cacheForEver = "public, max-age=31536000, immutable"
	// May be kept, but is asked for each time: a new version shows at once.
	cacheAsk   = "no-cache"
	cacheNever = "no-store"

	// hashedDir is where Vite puts the files whose names hold their hash.
	hashedDir = "assets/"
)

// file is one file of the PWA in every encoding that the build made of it.
// The bytes are shared by all answers and never written to.
type file struct {
	ctype string
	cache string
	tag   string // of the content, without quotes and encoding
	body  [encodings][]byte
}

// types has the media types with their charset; what is missing here is sent as
// bytes that no browser runs. The system's own table differs between machines.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".webp":        "image/webp",
	".avif":        "image/avif",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
}

// load reads all files that may be asked for, keyed by request path.
func load(dist fs.FS) (map[string]*file, error) {
	files := make(map[string]*file)
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case strings.HasPrefix(d.Name(), "."): // the placeholder and tools' notes
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || notes[name] || isVariant(dist, name):
			return nil
		}
		f, err := read(dist, name)
		if err != nil {
			return err
		}
		files["/"+name] = f
		return nil
	})
	return files, err
}

// isVariant tells whether a file is the compressed form of another one, which
// is negotiated and never asked for by name.
func isVariant(dist fs.FS, name string) bool {
	for _, suffix := range suffixes {
		if plain, ok := strings.CutSuffix(name, suffix); ok && suffix != "" {
			_, err := fs.Stat(dist, plain)
			return err == nil
		}
	}
	return false
}

func read(dist fs.FS, name string) (*file, error) {
	f := &file{ctype: types[path.Ext(name)], cache: cacheAsk}
	if f.ctype == "" {
		f.ctype = fiber.MIMEOctetStream
	}
	if strings.HasPrefix(name, hashedDir) {
		f.cache = cacheForEver
	}
	for enc, suffix := range suffixes {
		b, err := fs.ReadFile(dist, name+suffix)
		if err != nil && suffix != "" {
			continue // the build leaves out what compression does not make smaller
		}
		if err != nil {
			return nil, err
		}
		f.body[enc] = b
	}
	sum := sha256.Sum256(f.body[identity])
	f.tag = base64.RawURLEncoding.EncodeToString(sum[:12])
	return f, nil
}

// send answers with the file in the best encoding that the client takes. A
// secret answer leaves nothing behind: its address holds a sign-in code.
func (f *file) send(c *fiber.Ctx, secret bool) error {
	enc := f.choose(c.Get(fiber.HeaderAcceptEncoding))
	if f.negotiated() {
		c.Append(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	}
	if secret {
		c.Set(fiber.HeaderCacheControl, cacheNever)
	} else {
		// The bytes differ between encodings, so a strong tag does too
		// (RFC 9110, section 8.8.3.3).
		tag := `"` + f.tag + suffixes[enc] + `"`
		c.Set(fiber.HeaderCacheControl, f.cache)
		c.Set(fiber.HeaderETag, tag)
		if tagMatches(c.Get(fiber.HeaderIfNoneMatch), tag) {
			c.Status(fiber.StatusNotModified)
			return nil
		}
	}
	c.Set(fiber.HeaderContentType, f.ctype)
	if names[enc] != "" {
		c.Set(fiber.HeaderContentEncoding, names[enc])
	}
	c.Context().Response.SetBodyRaw(f.body[enc]) // no copy a request
	return nil
}

// tagMatches compares If-None-Match weakly, as a GET does (RFC 9110, 13.1.2).
func tagMatches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	for one := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
			return true
		}
	}
	return false
}
