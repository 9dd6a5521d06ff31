package notify_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
	"tavlen/backend/testkit"
)

// letter is a reminder of the day before, to a number.
func letter(change func(*notify.Letter)) notify.Letter {
	l := notify.Letter{Kind: domain.NotifyMeetingTomorrow, Language: "da", To: "+4520304050", Reference: "ref-1", MeetingAt: time.Date(2026, 12, 1, 10, 30, 0, 0, time.UTC)}
	if change != nil {
		change(&l)
	}
	return l
}

// TestAnSMSAsGatewayAPITakesIt: what arrives at the gateway is what its protocol asks for,
// and says nothing but the time of day and the installation's address.
func TestAnSMSAsGatewayAPITakesIt(t *testing.T) {
	g := testkit.NewSMSGateway(t)
	out := g.Sender(t, nil).Send(t.Context(), letter(nil))
	all := g.Requests()
	if len(all) != 1 {
		t.Fatalf("%d requests", len(all))
	}
	r := all[0]
	if out.Result != notify.Sent || out.Proof != "421332671" || out.Reason != "accepted" {
		t.Errorf("%+v", out)
	}
	if r.Method != "POST" || r.To != 4520304050 || r.Sender != "Tavlen" || r.UserRef != "ref-1" || r.Header.Get("Idempotency-Key") != "ref-1" || !strings.Contains(r.CallbackURL, "/delivery/gatewayapi/") {
		t.Errorf("%+v", r)
	}
	if want := "Basic " + base64.StdEncoding.EncodeToString([]byte("t0ken:")); r.Header.Get("Authorization") != want || strings.Contains(r.Path, "t0ken") {
		t.Errorf("%q %s", r.Header.Get("Authorization"), r.Path)
	}
	if want := "Husk din aftale i morgen kl. 11.30. Se mere i Tavlen: https://tavlen.example"; r.Message != want {
		t.Errorf("%q, want %q", r.Message, want)
	}
}

// TestLettersSayNothingOfAnybody: every kind in both languages is a fixed text with one
// link, fits into one SMS (GSM 03.38, 160 characters) and tells no time but the day before's.
func TestLettersSayNothingOfAnybody(t *testing.T) {
	g := testkit.NewSMSGateway(t)
	s := g.Sender(t, nil)
	const gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	for _, kind := range notify.Kinds() {
		for _, language := range []string{"da", "en", "uk"} {
			out := s.Send(t.Context(), letter(func(l *notify.Letter) { l.Kind, l.Language = kind, language }))
			all := g.Requests()
			text := all[len(all)-1].Message
			if out.Result != notify.Sent || strings.Count(text, "https://tavlen.example") != 1 || !strings.HasSuffix(text, "https://tavlen.example") || len([]rune(text)) > 160 {
				t.Errorf("%s in %s: %v %q", kind, language, out, text)
			}
			if strings.Contains(text, "11.30") != (kind == domain.NotifyMeetingTomorrow) {
				t.Errorf("%s tells a time: %q", kind, text)
			}
			if i := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(gsm, r) }); i >= 0 {
				t.Errorf("%s in %s costs twice: %q", kind, language, text[i:])
			}
		}
	}
	if out := s.Send(t.Context(), letter(func(l *notify.Letter) { l.Kind = "of_the_future" })); out.Result != notify.Refused || out.Reason != "unknown_kind" {
		t.Errorf("%+v", out)
	}
}

// TestWhatAGatewayMayAnswer: each answer is what it is, and is asked for once.
func TestWhatAGatewayMayAnswer(t *testing.T) {
	g := testkit.NewSMSGateway(t)
	s := g.Sender(t, func(o *notify.SMSOptions) { o.Timeout = 300 * time.Millisecond })
	for name, tc := range map[string]struct {
		answer testkit.SMSAnswer
		result notify.Result
		reason string
		after  time.Duration
	}{
		"taken":                    {testkit.SMSAnswer{}, notify.Sent, "accepted", 0},
		"202 with ids":             {testkit.SMSAnswer{Status: 202, Body: `{"ids":[7]}`}, notify.Sent, "accepted", 0},
		"200 that says no":         {testkit.SMSAnswer{Body: `{"code":"0x0213","message":"Insufficient credit"}`}, notify.Retry, "error_in_answer", 0},
		"200 with an error":        {testkit.SMSAnswer{Body: `{"error":"down"}`}, notify.Retry, "error_in_answer", 0},
		"200 without ids":          {testkit.SMSAnswer{Body: `{"ids":[]}`}, notify.InDoubt, "unclear_answer", 0},
		"200 with a page":          {testkit.SMSAnswer{Body: `<html>Welcome</html>`}, notify.InDoubt, "unclear_answer", 0},
		"200 with nothing":         {testkit.SMSAnswer{Body: " "}, notify.InDoubt, "unclear_answer", 0},
		"too many":                 {testkit.SMSAnswer{Status: 429, RetryAfter: "90"}, notify.Retry, "http_429", 90 * time.Second},
		"too many, it says soon":   {testkit.SMSAnswer{Status: 429, RetryAfter: "soon"}, notify.Retry, "http_429", 0},
		"a wrong token":            {testkit.SMSAnswer{Status: 401}, notify.Refused, "http_401", 0},
		"forbidden":                {testkit.SMSAnswer{Status: 403}, notify.Refused, "http_403", 0},
		"no such number":           {testkit.SMSAnswer{Status: 422}, notify.Refused, "http_422", 0},
		"a wrong address":          {testkit.SMSAnswer{Status: 404}, notify.Refused, "http_404", 0},
		"down":                     {testkit.SMSAnswer{Status: 500}, notify.Retry, "http_500", 0},
		"away":                     {testkit.SMSAnswer{Status: 503, RetryAfter: "120"}, notify.Retry, "http_503", 2 * time.Minute},
		"something before it down": {testkit.SMSAnswer{Status: 502}, notify.InDoubt, "http_502", 0},
		"something before it slow": {testkit.SMSAnswer{Status: 504}, notify.InDoubt, "http_504", 0},
		"it hangs":                 {testkit.SMSAnswer{Hang: true}, notify.InDoubt, "timeout", 0},
		"it hangs up":              {testkit.SMSAnswer{Reset: true}, notify.InDoubt, "network", 0},
	} {
		g.Respond(func(int, testkit.SMSRequest) testkit.SMSAnswer { return tc.answer })
		before := len(g.Requests())
		out := s.Send(t.Context(), letter(func(l *notify.Letter) { l.Reference = name }))
		if out.Result != tc.result || out.Reason != tc.reason || out.After != tc.after {
			t.Errorf("%s: %+v", name, out)
		}
		if n := len(g.Requests()) - before; n != 1 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

// TestOnlyTheGatewayItselfIsSpokenTo: no redirect is followed, no proxy of the environment
// is asked, no other certificate trusted, and nobody there is certainly nothing sent.
func TestOnlyTheGatewayItselfIsSpokenTo(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	t.Setenv("HTTPS_PROXY", other.URL)
	t.Setenv("HTTP_PROXY", other.URL)
	g := testkit.NewSMSGateway(t)
	for _, status := range []int{301, 302, 307, 308} {
		g.Respond(func(int, testkit.SMSRequest) testkit.SMSAnswer {
			return testkit.SMSAnswer{Status: status, Location: other.URL}
		})
		if out := g.Sender(t, nil).Send(t.Context(), letter(nil)); out.Result != notify.Refused {
			t.Errorf("%d: %+v", status, out)
		}
	}
	if n := elsewhere.Load(); n != 0 {
		t.Errorf("%d requests elsewhere", n)
	}
	before := len(g.Requests())
	if out := g.Sender(t, func(o *notify.SMSOptions) { o.CA = nil }).Send(t.Context(), letter(nil)); out.Result != notify.Retry || out.Reason != "tls" {
		t.Errorf("a certificate that nobody vouches for: %+v", out)
	}
	if out := g.Sender(t, func(o *notify.SMSOptions) { o.URL = "https://127.0.0.1:1/x" }).Send(t.Context(), letter(nil)); out.Result != notify.Retry || out.Reason != "network" {
		t.Errorf("nobody there: %+v", out)
	}
	for _, number := range []string{"", "20304050", "+45 20304050", "112", "+4520304050\r\nX: y"} {
		if out := g.Sender(t, nil).Send(t.Context(), letter(func(l *notify.Letter) { l.To = number })); out.Result != notify.Refused || out.Reason != "bad_number" {
			t.Errorf("%q: %+v", number, out)
		}
	}
	if n := len(g.Requests()); n != before {
		t.Errorf("%d requests too many", n-before)
	}
}

// generic is a gateway by a template.
func generic(t *testing.T, g *testkit.SMSGateway, at, template string) *notify.SMSSender {
	t.Helper()
	parsed, err := notify.ParseTemplate([]byte(template))
	if err != nil {
		t.Fatal(err)
	}
	return g.Sender(t, func(o *notify.SMSOptions) {
		o.URL, o.Template, o.From, o.Token = strings.TrimSuffix(g.URL(), "/rest/mtsms")+at, parsed, `Kom"m & <u>`, "t&k\"n"
	})
}

// TestAGenericGatewayEscapesByPlace: the same values in an address, a form, JSON, XML and a
// header arrive as themselves.
func TestAGenericGatewayEscapesByPlace(t *testing.T) {
	g := testkit.NewSMSGateway(t)
	text := "Husk din aftale i morgen kl. 11.30. Se mere i Tavlen: https://tavlen.example"
	last := func() testkit.SMSRequest {
		all := g.Requests()
		return all[len(all)-1]
	}
	ok := func(what string, s *notify.SMSSender) {
		t.Helper()
		if out := s.Send(t.Context(), letter(nil)); out.Result != notify.Sent {
			t.Errorf("%s: %+v", what, out)
		}
	}
	ok("address", generic(t, g, "/send?to={to}&from={sender}&text={text}&key={token}", `{"method":"GET"}`))
	r := last()
	if r.Method != "GET" || r.Path != "/send?to=%2B4520304050&from=Kom%22m%20%26%20%3Cu%3E&text=Husk%20din%20aftale%20i%20morgen%20kl.%2011.30.%20Se%20mere%20i%20Tavlen%3A%20https%3A%2F%2Ftavlen.example&key=t%26k%22n" {
		t.Errorf("%s", r.Path)
	}
	ok("form", generic(t, g, "/form", `{"method":"POST","headers":{"Content-Type":"application/x-www-form-urlencoded"},"body":"to={to_digits}&text={text}&from={sender}"}`))
	form := httptest.NewRequest("POST", "/", strings.NewReader(string(last().Body)))
	form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if form.FormValue("to") != "4520304050" || form.FormValue("text") != text || form.FormValue("from") != `Kom"m & <u>` {
		t.Errorf("%s", last().Body)
	}
	ok("JSON", generic(t, g, "/json", `{"method":"PUT","headers":{"content-type":"application/vnd.x+json","Authorization":"Bearer {token}"},"body":"{\"to\":\"{to}\",\"m\":\"{text}\",\"s\":\"{sender}\",\"r\":\"{reference}\",\"u\":\"{report_url}\"}"}`))
	var doc map[string]string
	if err := json.Unmarshal(last().Body, &doc); err != nil || doc["m"] != text || doc["s"] != `Kom"m & <u>` || doc["r"] != "ref-1" || last().Header.Get("Authorization") != `Bearer t&k"n` {
		t.Errorf("%v %s", err, last().Body)
	}
	ok("XML", generic(t, g, "/xml", `{"method":"POST","headers":{"Content-Type":"text/xml; charset=utf-8"},"body":"<m from='{sender}' to='{to}'>{text}</m>"}`))
	if got := string(last().Body); got != "<m from='Kom&#34;m &amp; &lt;u&gt;' to='+4520304050'>"+text+"</m>" {
		t.Errorf("%s", got)
	}
}

// TestAGenericGatewaysAnswerIsReadByItsRule: what is a yes is for the template to say.
func TestAGenericGatewaysAnswerIsReadByItsRule(t *testing.T) {
	g := testkit.NewSMSGateway(t)
	const head = `{"method":"POST","headers":{"Content-Type":"text/plain"},"body":"{to} {text}","success":`
	for _, tc := range []struct {
		rule   string
		answer testkit.SMSAnswer
		result notify.Result
		proof  string
	}{
		{`{}`, testkit.SMSAnswer{Body: "anything"}, notify.Sent, ""},
		{`{"status":[202]}`, testkit.SMSAnswer{Status: 200, Body: "x"}, notify.Retry, ""},
		{`{"status":[202]}`, testkit.SMSAnswer{Status: 202, Body: "x"}, notify.Sent, ""},
		{`{"contains":"OK"}`, testkit.SMSAnswer{Body: "OK 17"}, notify.Sent, ""},
		{`{"contains":"OK"}`, testkit.SMSAnswer{Body: "ERROR 3"}, notify.Retry, ""},
		{`{"field":"message.status","equals":"queued","id":"message.id"}`, testkit.SMSAnswer{Body: `{"message":{"status":"queued","id":"a-1"}}`}, notify.Sent, "a-1"},
		{`{"field":"message.status","equals":"queued"}`, testkit.SMSAnswer{Body: `{"message":{"status":"rejected"}}`}, notify.Retry, ""},
		{`{"field":"ok","equals":"true"}`, testkit.SMSAnswer{Body: `{"ok":true}`}, notify.Sent, ""},
		{`{"field":"ok","equals":"true"}`, testkit.SMSAnswer{Body: `{"ok":false}`}, notify.Retry, ""},
		{`{"field":"ok"}`, testkit.SMSAnswer{Body: `{}`}, notify.Retry, ""},
		{`{"field":"ok"}`, testkit.SMSAnswer{Body: `<html>`}, notify.InDoubt, ""},
		{`{"id":"messages.0.id"}`, testkit.SMSAnswer{Body: `{"messages":[{"id":12345678901234567890}]}`}, notify.Sent, "12345678901234567890"},
		{`{}`, testkit.SMSAnswer{Status: 400}, notify.Refused, ""},
	} {
		g.Respond(func(int, testkit.SMSRequest) testkit.SMSAnswer { return tc.answer })
		if out := generic(t, g, "/", head+tc.rule+"}").Send(t.Context(), letter(nil)); out.Result != tc.result || out.Proof != tc.proof {
			t.Errorf("%s to %+v: %+v", tc.rule, tc.answer, out)
		}
	}
}

// TestATemplateThatCannotWorkIsRefusedAtTheStart: with a reason that holds no secret.
func TestATemplateThatCannotWorkIsRefusedAtTheStart(t *testing.T) {
	for _, tc := range []struct{ at, template string }{
		{"https://sms.example/", ``}, {"https://sms.example/", `[]`}, {"https://sms.example/", `{"method":"GET"} x`}, {"https://sms.example/", `{"geheim":1}`},
		{"https://sms.example/{to}{text}", `{"method":"DELETE"}`}, {"https://sms.example/{to}{text}", `{"method":"GET","body":"geheim"}`},
		{"https://sms.example/", `{"method":"POST","body":"{to}"}`}, {"https://sms.example/", `{"method":"POST","body":"{text}"}`},
		{"https://sms.example/", `{"method":"POST","body":"{to}{text}{geheim}"}`}, {"https://{to}/", `{"method":"POST","body":"{text}"}`}, {"https://x{text}.example/{to}", `{"method":"GET"}`},
		{"https://sms.example/", `{"method":"POST","body":"{to}{text}","headers":{"X\r\ngeheim":"y"}}`}, {"https://sms.example/", `{"method":"POST","body":"{to}{text}","headers":{"Host":"geheim"}}`},
		{"sms.example", `{"method":"POST","body":"{to}{text}"}`}, {"https://user:geheim@sms.example/", `{"method":"POST","body":"{to}{text}"}`},
	} {
		parsed, err := notify.ParseTemplate([]byte(tc.template))
		if err == nil {
			_, err = notify.NewSMSSender(notify.SMSOptions{URL: tc.at, Template: parsed})
		}
		if err == nil || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "geheim") && !strings.Contains(err.Error(), "placeholder") {
			t.Errorf("%s %s: %v", tc.at, tc.template, err)
		}
	}
}
