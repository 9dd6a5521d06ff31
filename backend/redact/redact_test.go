package redact_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tavlen/backend/redact"
)

func TestText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"borger 010190-1234 findes":      "borger [cpr] findes",
		"3112991234":                     "[cpr]",
		"(240574 4321)":                  "([cpr])",
		"240574–4321":                    "[cpr]",
		"010190-1234,020290-1234":        "[cpr],[cpr]",
		"320190-1234 is no day":          "320190-1234 is no day",
		"011390-1234 is no month":        "011390-1234 is no month",
		"an instant 1795420800000":       "an instant 1795420800000",
		"id 0101901234567890 is longer":  "id 0101901234567890 is longer",
		"2026-11-23T09:00:00Z took 12ms": "2026-11-23T09:00:00Z took 12ms",
		`Post "https://push.example/send/dGhlIHNlY3JldA": timeout`: `Post "https://push.example/[…]": timeout`,
		"listening on http://localhost:8080":                       "listening on http://localhost:8080",
		"https://tavlen.example?code=abc":                          "https://tavlen.example/[…]",
		"postgres://tavlen:hemmeligt@db.example/tavlen?x=1":        "postgres://db.example/[…]",
		"smtps://post:hemmeligt@mail.example:465":                  "smtps://[…]@mail.example:465",
		"GET /ind/AbC_123-def":                                     "GET /ind/[…]",
		"GET /kalender/x9.ics and /invitation/q?lang=da":           "GET /kalender/[…] and /invitation/[…]?lang=da",
		"token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln":          "token [token]",
		"to maja.holm+x@kommune.example: refused":                  "to [mail]: refused",
		"run example.com/cmd/task@v3.45.4":                         "run example.com/cmd/task@v3.45.4",
		"to +45 87 65 43 21":                                       "to [phone]",
		"to +4587654321 failed":                                    "to [phone] failed",
		// Numbers that stand in for one, and all the ways that a number is written.
		"610190-1234":                          "[cpr]",
		"9112991234":                           "[cpr]",
		"920190-1234":                          "920190-1234",
		"010190-AB12":                          "[cpr]",
		"010190‑1234":                          "[cpr]", // a hyphen that does not break
		"010190−1234":                          "[cpr]", // a minus
		"010190 - 1234":                        "[cpr]",
		"010190\u00a01234 og 010190\u202f1234": "[cpr] og [cpr]",
		"01 01 90 1234, 01.01.90-1234":         "[cpr], [cpr]",
		"０１０１９０－１２３４":                          "[cpr]",
		"٠١٠١٩٠١٢٣٤ ०१०१९०१२३४": "[cpr] [cpr]",
		"010190\u200b1234 å":                "[cpr] å",
		"010190\u200e1234 010190\u20661234": "[cpr] [cpr]", // marks of writing directions
		"0101901234 ０１０１９０１２３４":             "[cpr] [cpr]",
		"cpr0101901234x og _0101901234_":    "cpr[cpr]x og _[cpr]_",
		"５ æbler":                           "５ æbler",
		// What leads back from a provider.
		"GET /login/retur/mitid?code=abc.d-e&state=f%2Fg": "GET /login/retur/mitid?code=[…]&state=[…]",
		"/login/retur?code=abc":                           "/login/retur?code=[…]",
		// A line is one line, and moves nothing.
		"a\r\x1b[2Jb\u202ec\x00": "a\ufffd\ufffd[2Jb\ufffdc\ufffd",
		"":                       "",
	} {
		if got := redact.Text(in); got != want {
			t.Errorf("%q became %q and not %q", in, got, want)
		}
	}
}

// cpr draws a number as people write it, of any day that a calendar of 31-day months has.
func cpr(t *rapid.T) string {
	return fmt.Sprintf("%02d%02d%02d%s%04d", rapid.SampledFrom([]int{0, 60}).Draw(t, "instead")+rapid.IntRange(1, 31).Draw(t, "day"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(0, 99).Draw(t, "year"),
		rapid.SampledFrom([]string{"", "-", " ", "\u00a0", " - ", "\u2011"}).Draw(t, "between"), rapid.IntRange(0, 9999).Draw(t, "rest"))
}

// stranger is written as JSON by what it holds, and as text by what it says.
type stranger struct{ Note string }

func (stranger) String() string { return "a stranger" }

// valuer tells what it is only when it is logged.
type valuer struct{ text string }

func (v valuer) LogValue() slog.Value { return slog.GroupValue(slog.String("inner", v.text)) }

// Wherever in a line a number stands, it is not in the log; and the line still says the rest.
func TestNoNumberReachesALog(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		number := cpr(t)
		words := "Hej " + number + ", kom"
		for name, next := range map[string]func(*bytes.Buffer) slog.Handler{
			"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
			"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		} {
			var out bytes.Buffer
			log := slog.New(redact.Handler(next(&out)))
			log.Info(words, "rest", 7)
			log.Info("a", "text", words, "error", errors.New(words), "wrapped", fmt.Errorf("x: %w", errors.New(words)))
			log.Info("b", "struct", stranger{words}, "pointer", &stranger{words}, "list", []string{"x", words}, "map", map[string]any{"k": words}, "bytes", []byte(words))
			log.Info("c", "valuer", valuer{words}, slog.Group("group", slog.Group("in it", "text", words)))
			log.With("with", words).WithGroup("g").With("more", valuer{words}).Warn("d", "n", 7, "at", time.Unix(1_795_420_800, 0), "took", time.Second)
			if lines := strings.Count(out.String(), "\n"); lines != 5 {
				t.Fatalf("%s: %d lines", name, lines)
			}
			if strings.Contains(out.String(), number) {
				t.Fatalf("%s: %s", name, out.String())
			}
			for _, rest := range []string{"Hej ", ", kom", "[cpr]", "7", "took"} {
				if !strings.Contains(out.String(), rest) {
					t.Fatalf("%s: %q went too: %s", name, rest, out.String())
				}
			}
		}
	})
}

// A number that somebody logs as one is a number all the same; what is counted stays.
func TestNoNumberIsLoggedAsANumber(t *testing.T) {
	t.Parallel()
	for digits, kept := range map[string]bool{"2902809134": false, "0101701234": false, "3112991234": false, "7101701234": false, "1795420800": true, "1234": true, "262144": true, "29028091345": true, "999999999": true} {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		log := slog.New(redact.Handler(slog.NewJSONHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		}})))
		log.With("with", n).Info("a", "int", n, "uint", uint64(n), "float", float64(n), slog.Group("group", "int", n)) //nolint:gosec // none is below zero
		if digits[0] != '0' {                                                                                          // without its zero it is told from nothing else
			log.Info("b", "any", any(n), "list", []int64{n}, "map", map[string]int64{"k": n})
		}
		plain := strconv.FormatInt(n, 10)
		switch found := strings.Contains(out.String(), plain); {
		case !kept && found:
			t.Errorf("%s: %s", digits, out.String())
		case kept && (!found || strings.Contains(out.String(), "cpr")):
			t.Errorf("%s went: %s", digits, out.String())
		}
	}
}

// What has nothing to hide stays what it was, and nothing is said below the handler's level.
func TestTheRestPasses(t *testing.T) {
	t.Parallel()
	var plain, through bytes.Buffer
	o := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	for _, log := range []*slog.Logger{slog.New(slog.NewJSONHandler(&plain, o)), slog.New(redact.Handler(slog.NewJSONHandler(&through, o)))} {
		log.Debug("not said")
		log.With("a", 1).WithGroup("g").Info("started", "ok", true, "n", []int{1, 2}, "f", 1.5, "none", nil, "who", struct{ ID string }{"k3"}, "err", errors.New("no"))
	}
	if plain.String() != through.String() || plain.Len() == 0 {
		t.Errorf("with the redaction %s, without it %s", through.String(), plain.String())
	}
}
