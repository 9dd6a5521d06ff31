package pwa

import "github.com/gofiber/fiber/v2"

// The pages that stand in for the PWA. They carry no style and no script, which
// the policy would refuse anyway, and nothing of what was asked for.
const (
	notFoundPage = `<!doctype html>
<html lang="da">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Siden findes ikke</title>
<h1>Siden findes ikke</h1>
<p>Måske er adressen skrevet forkert.</p>
<p><a href="/">Gå til din tavle</a></p>
</html>
`
	wrongMethodPage = `<!doctype html>
<html lang="da">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Det kan siden ikke</title>
<h1>Det kan siden ikke</h1>
<p><a href="/">Gå til din tavle</a></p>
</html>
`
	// For an installation that was not told where its statement lies.
	noStatementPage = `<!doctype html>
<html lang="da">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tilgængelighed</title>
<h1>Tilgængelighed</h1>
<p>Kommunen har ikke lagt sin tilgængelighedserklæring her endnu.</p>
<p>Er noget i Tavlen svært at bruge? Sig det til din konsulent, eller ring til kommunen.</p>
<p><a href="/">Gå til din tavle</a></p>
</html>
`
	// For whoever runs the server, hence in English.
	notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tavlen: no PWA in this binary</title>
<h1>This binary holds no PWA</h1>
<p>The server runs, but it was built before its screens were. Build both and start again:</p>
<pre>go run github.com/go-task/task/v3/cmd/task@v3.45.4 build
bin/tavlen serve</pre>
</html>
`
)

func page(c *fiber.Ctx, status int, html string) error {
	c.Set(fiber.HeaderCacheControl, cacheNever)
	c.Set(fiber.HeaderContentType, types[".html"])
	return c.Status(status).SendString(html)
}
