package api_test

import (
	"bytes"
	"compress/zlib"
	"database/sql"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	"net/mail"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/demo"
	"tavlen/backend/domain"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// Two made-up CPR numbers of a day that nobody here is born on, as people write them.
const (
	cprHyphen = "290280-9134"
	cprPlain  = "2902809278"
)

// cage remembers what nobody but its readers may ever find, and looks for it.
type cage struct {
	t  *testing.T
	mu sync.Mutex
	// marks name the field that a mark was put into.
	marks map[string]string
	// found are the places where one was found, once each.
	found map[string]bool
}

func newCage(t *testing.T) *cage {
	return &cage{t: t, marks: map[string]string{}, found: map[string]bool{}}
}

// words makes what stands in a field: a mark of its own and both numbers.
func (c *cage) words(field string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	mark := fmt.Sprintf("kanarie%04d", len(c.marks))
	c.marks[mark] = field
	return mark + " " + cprHyphen + " " + cprPlain
}

// caught gives the fields whose words stand in a text, in whatever way it was packed.
func (c *cage) caught(doc []byte) (fields []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	low := bytes.ToLower(unpacked(doc))
	if bytes.Contains(low, []byte("kanarie")) {
		for mark, field := range c.marks {
			if bytes.Contains(low, []byte(mark)) {
				fields = append(fields, field)
			}
		}
		if len(fields) == 0 {
			fields = append(fields, "something cut short")
		}
	}
	for _, number := range []string{cprHyphen, strings.ReplaceAll(cprHyphen, "-", ""), cprPlain, cprPlain[:6] + "-" + cprPlain[6:]} {
		if bytes.Contains(low, []byte(number)) {
			fields = append(fields, "the number "+number)
		}
	}
	return fields
}

// unpacked gives a PDF's own words behind it: its pages are packed (zlib), and write a letter as two bytes.
func unpacked(doc []byte) []byte {
	if !bytes.HasPrefix(doc, []byte("%PDF-")) {
		return doc
	}
	out := bytes.Clone(doc)
	for rest := doc; ; {
		_, packed, more := bytes.Cut(rest, []byte("stream\n"))
		if !more {
			return out
		}
		rest = packed
		if r, err := zlib.NewReader(bytes.NewReader(packed)); err == nil {
			page, _ := io.ReadAll(r) // what stands behind it is the PDF's
			out = append(out, bytes.ReplaceAll(page, []byte{0}, nil)...)
		}
	}
}

// look fails the test where words are found in a place that must not have them.
func (c *cage) look(place string, doc []byte) {
	c.t.Helper()
	for _, field := range c.caught(doc) {
		if key := place + " " + field; !c.found[key] {
			c.found[key] = true
			c.t.Errorf("%s holds %s", place, field)
		}
	}
}

// answered looks at an answer: at its headers always, and at the whole of a refusal.
func (c *cage) answered(what string, r testkit.Response) {
	c.t.Helper()
	for name, values := range r.Header {
		c.look("the header "+name+" of "+what, []byte(strings.Join(values, "\n")))
	}
	switch {
	case r.Code() == string(domain.CodeConflict), r.Code() == string(domain.CodeNotAnonymous):
		// These are for giving a writer her own words back: to choose between, and to take out.
	case r.Status >= 400:
		c.look(fmt.Sprintf("the %d of %s", r.Status, what), r.Body)
	}
	if r.Status >= 500 {
		c.t.Errorf("%s: %d %s", what, r.Status, r.Body)
	}
}

// logbook keeps all that the program writes down.
type logbook struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logbook) all() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.buf.Bytes())
}

// aviary is an installation with a log that holds everything, a gateway and a mail server.
type aviary struct {
	*world
	*cage
	log  *logbook
	sms  *testkit.SMSGateway
	mail *testkit.MailServer
	// taken are the fields whose words were kept.
	taken map[string]bool
}

func newAviary(t *testing.T, database string) *aviary {
	t.Helper()
	v := &aviary{cage: newCage(t), log: &logbook{}, sms: testkit.NewSMSGateway(t), mail: testkit.NewMailServer(t, testkit.MailOptions{}), taken: map[string]bool{}}
	v.world = newWorld(t, testkit.Options{Database: database, SMS: v.sms, Mail: v.mail, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Log: slog.New(slog.NewJSONHandler(v.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	return v
}

// try sends a request and looks at its answer.
func (v *aviary) try(what, who, method, at string, body any, headers ...string) testkit.Response {
	v.cage.t.Helper()
	r := v.as(who).Do(method, at, body, headers...)
	v.answered(what, r)
	return r
}

// fill puts words into every field of every operation that holds a text: one field at a
// time, beside what the matrix sends there.
func (v *aviary) fill(c contract, phone domain.ID) {
	for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
		d := c.ops[op]
		for _, field := range c.texts(d.body) {
			name := op + " " + field.String()
			for _, o := range v.offers(op, phone) {
				if o.method != d.method {
					continue
				}
				body := c.with(d.body, plainly(v.cage.t, o.body), field.place, v.words(name))
				if r := v.try(name, o.who, o.method, o.path, body, o.headers...); r.Status < 300 {
					v.taken[name] = true
					break
				}
			}
		}
	}
}

// scenes are writes that the matrix cannot do over and over, each of which must be taken.
func (v *aviary) scenes() {
	t := v.cage.t
	meeting := path("peter", "meetings", id("m12b"))
	end := endOf(string(demo.PersonID("maja")))
	end["result"] = v.words("endEffort result")
	end["next"].(map[string]any)["text"] = v.words("endEffort next.text")
	for _, s := range []struct {
		name, who, path string
		body            map[string]any
	}{
		{"createCitizen", "maja", "/citizens/" + newID(), map[string]any{"name": v.words("createCitizen name"), "preferred_name": v.words("createCitizen preferred_name"), "plan": map[string]any{"id": newID(), "title": v.words("createCitizen plan.title")}}},
		{"answerMeeting", "peter", meeting + "/answer", map[string]any{"answer": "no", "reason": "sick", "text": v.words("answerMeeting text"), "wants": "walk"}},
		{"answerAbsence", "maja", meeting + "/absence/answer", map[string]any{"answer": v.words("answerAbsence answer")}},
		{"putEffort", "maja", path("peter", "efforts", newID()), map[string]any{"title": "En indsats", "department": "job", "status": "planned", "why": "w",
			"pauses": []any{map[string]any{"from": "2026-12-23", "to": "2027-01-02", "why": v.words("putEffort pauses.why")}}}},
		{"endEffort", "maja", path("peter", "efforts", id("e3"), "end"), end},
		{"sayEndWord", "peter", path("peter", "efforts", id("e3"), "word"), map[string]any{"text": v.words("sayEndWord text")}},
		{"changeConsultant", "maja", path("peter", "consultant"), map[string]any{"to": demo.PersonID("tobias"), "from_date": "2026-12-01", "reason": v.words("changeConsultant reason"), "farewell": v.words("changeConsultant farewell")}},
		{"tellNewConsultant", "peter", path("peter", "consultant", "word"), map[string]any{"text": v.words("tellNewConsultant text")}},
	} {
		if r := v.try(s.name, s.who, "PUT", s.path, s.body); r.Status != 200 {
			t.Errorf("%s: %d %s", s.name, r.Status, r.Body)
		}
	}
	v.put("peter", "/me/settings", map[string]any{"phone": "20304050"})
	if r := v.try("uploadAttachment", "peter", "PUT", path("peter", "attachments", newID()), drawing(), about(onto("g1"), v.words("uploadAttachment text"))...); r.Status != 200 {
		t.Errorf("uploadAttachment: %d %s", r.Status, r.Body)
	}
	// Everybody is told of it in every way that there is.
	for who, channels := range map[string][]string{"peter": {"sms", "email", "push"}, "maja": {"email", "push"}, "anette": {"email", "push"}} {
		v.put(who, "/me/settings", map[string]any{"email": who + "@eksempel.dk", "channels": channels})
	}
}

// fail sends to every operation what it must refuse, with words wherever a request has room.
func (v *aviary) fail(c contract, phone domain.ID) {
	word := func(where string) string { return v.words(where) }
	anywhere := []string{"If-Match", "Idempotency-Key", "Content-Type", "Accept", "Origin", "X-Forwarded-For", "Tavlen-Client", "Tavlen-About", "Content-Encoding", "Range", "User-Agent", "Referer", "Cookie"}
	for i, op := range slices.Sorted(maps.Keys(access.Operations)) {
		d := c.ops[op]
		o := slices.Concat(v.offers(op, phone), []offer{{"peter", try{method: d.method, path: strings.TrimPrefix(d.path, "/api/v1")}}})[0]
		if o.method != d.method || strings.HasPrefix(op, "stream") || op == "endSession" || op == "endOtherSessions" {
			continue
		}
		send := func(what, who, at string, body any, headers ...string) {
			v.cage.t.Helper()
			v.try(op+" "+what, who, d.method, at, body, slices.Concat(o.headers, headers)...)
		}
		for _, old := range pathIDs(o.path) {
			for _, who := range []string{o.who, "mor", "nobody"} {
				send("in the path", who, strings.Replace(o.path, old, escapePath(word("the path of "+op)), 1), o.body)
			}
		}
		for _, name := range append(d.query, "kanarie") {
			join := "?"
			if strings.Contains(o.path, "?") {
				join = "&"
			}
			send("in the query", o.who, o.path+join+name+"="+escape(word("the query of "+op)), o.body)
		}
		for _, name := range append(d.headers, anywhere[i%len(anywhere)], anywhere[(i+5)%len(anywhere)]) {
			send("in "+name, o.who, o.path, o.body, name, word(name+" of "+op))
		}
		if d.body == nil {
			continue
		}
		for what, doc := range map[string][]byte{
			"no JSON": []byte(`{"text": "` + word("bad JSON") + `"`), "twice": fmt.Appendf(nil, `{"why":%q,"why":%q}`, word("twice"), word("twice")), "no object": fmt.Appendf(nil, "%q", word("no object")),
			"unknown": fmt.Appendf(nil, `{%q:1}`, word("an unknown field")), "list": fmt.Appendf(nil, `[{"text":%q}]`, word("a list")),
			"deep": []byte(strings.Repeat(`{"a":`, 30) + `"` + word("deep") + `"` + strings.Repeat("}", 30)),
		} {
			for _, who := range []string{o.who, []string{"nobody", "mor", admin}[i%3]} {
				send(what, who, o.path, doc)
			}
		}
		for name, field := range c.fields(d.body) {
			for _, wrong := range []any{word("a wrong type"), []any{word("a wrong type")}, map[string]any{word("a wrong type"): word("a wrong type")}} {
				body, _ := c.with(d.body, plainly(v.cage.t, o.body), []string{name}, wrong).(map[string]any)
				send("a wrong "+kindOf(c.resolve(field)), o.who, o.path, body)
			}
		}
	}
	for _, at := range []string{"/" + escapePath(word("no route")), "root:/" + escapePath(word("no page")), "root:/plan/" + escapePath(word("a page's id")) + ".js", "root:/kalender/" + escapePath(word("a calendar")) + ".ics", "root:/ind/" + escapePath(word("a link")), "root:/noget?next=" + escape(word("next"))} {
		for _, method := range []string{"GET", "PUT", "DELETE", "KANARIE"} {
			r := v.as("peter").Do(method, at, nil)
			v.answered(method+" on "+at[:6], r)
		}
	}
}

// fields are the named fields of a body's schema.
func (c contract) fields(schema map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{}
	props, _ := c.resolve(schema)["properties"].(map[string]any)
	for name, f := range props {
		out[name], _ = f.(map[string]any)
	}
	return out
}

func escapePath(s string) string { return strings.ReplaceAll(escape(s), "+", "%20") }

// reading gets all that can be got, as everyone: addresses, names of files and refusals.
func (v *aviary) reading(c contract, phone domain.ID) {
	for _, op := range slices.Sorted(maps.Keys(access.Operations)) {
		if c.ops[op].method != http.MethodGet || strings.HasPrefix(op, "stream") {
			continue
		}
		for _, a := range actors {
			for _, x := range v.triesOf(op, a, phone) {
				v.try(op, a.name, x.method, x.path, x.body, x.headers...)
			}
		}
	}
	for _, format := range []string{"pdf", "text"} {
		v.try("exportThread", "peter", "PUT", path("peter", "threads", string(demo.ThreadID(planOf("peter"))), "exports", newID()), map[string]any{"format": format})
	}
}

// told lets a fortnight go by, hour by hour, and looks at what was sent to anybody: no word
// of anybody's stands in it, nor in what is around it.
func (v *aviary) told(phones ...domain.ID) (pushes, letters int) {
	t := v.cage.t
	for range 14 * 4 {
		v.settle()
		v.Clock.Move(6 * time.Hour)
		if err := v.App.Attend(t.Context(), planOf("peter")); err != nil {
			t.Fatal(err)
		}
	}
	for _, got := range v.drained(phones...) {
		for _, p := range got {
			pushes++
			v.look("a push", p.Payload)
			for name, values := range p.Header {
				v.look("the header "+name+" of a push", []byte(strings.Join(values, "\n")))
			}
		}
	}
	for _, r := range v.sms.Requests() {
		letters++
		v.look("an SMS", slices.Concat(r.Body, []byte(r.Path)))
	}
	for _, m := range v.mail.Mails() {
		letters++
		v.look("a mail", []byte(m.From+"\n"+m.To+"\n"+opened(t, m.Data)))
	}
	return pushes, letters
}

// opened is a mail with all of its parts unpacked.
func opened(t *testing.T, data string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var dec mime.WordDecoder
	for name, values := range m.Header {
		for _, v := range values {
			plain, err := dec.DecodeHeader(v)
			if err != nil {
				plain = v
			}
			fmt.Fprintf(&out, "%s: %s\n", name, plain)
		}
	}
	var part func(header func(string) string, body io.Reader)
	part = func(header func(string) string, body io.Reader) {
		kind, params, _ := mime.ParseMediaType(header("Content-Type"))
		if strings.HasPrefix(kind, "multipart/") {
			for r := multipart.NewReader(body, params["boundary"]); ; {
				p, err := r.NextRawPart()
				if err != nil {
					return
				}
				part(p.Header.Get, p)
			}
		}
		switch strings.ToLower(header("Content-Transfer-Encoding")) {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		doc, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(doc)
	}
	part(m.Header.Get, m.Body)
	return out.String()
}

// stored looks at all that lies anywhere: the database with its write-ahead log, or every
// value of every table, and the folder of the files.
func (v *aviary) stored(database string) {
	t := v.cage.t
	seen := 0
	look := func(place string, doc []byte) {
		seen += len(doc)
		v.look(place, doc)
	}
	folders := []string{v.Files}
	if store.IsPostgres(database) {
		for column, doc := range columnsOf(t, database) {
			look(column, doc)
		}
	} else {
		folders = append(folders, filepath.Dir(database))
	}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(at string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			v.look("a file's name", []byte(d.Name()))
			doc, err := os.ReadFile(at)
			look(filepath.Base(filepath.Dir(at))+"/"+filepath.Ext(at), doc)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 500_000 {
		t.Errorf("only %d bytes were looked at", seen)
	}
}

// columnsOf gives what each column of each table holds.
func columnsOf(t *testing.T, database string) map[string][]byte {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	query := func(q string, row func(*sql.Rows) error) {
		rows, err := db.QueryContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := row(rows); err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	var columns [][2]string
	query("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'", func(r *sql.Rows) error {
		var c [2]string
		err := r.Scan(&c[0], &c[1])
		columns = append(columns, c)
		return err
	})
	out := map[string][]byte{}
	for _, c := range columns {
		query(fmt.Sprintf(`SELECT CASE WHEN pg_typeof(%[2]q)::text = 'bytea' THEN %[2]q::text::bytea ELSE convert_to(%[2]q::text, 'UTF8') END FROM %[1]q WHERE %[2]q IS NOT NULL`, c[0], c[1]), func(r *sql.Rows) error {
			var doc []byte
			err := r.Scan(&doc)
			out[c[0]+"."+c[1]] = append(append(out[c[0]+"."+c[1]], doc...), '\n')
			return err
		})
	}
	return out
}

// T29, ASVS V14.2.1, V16.2.5: whatever somebody writes anywhere, a CPR number among it, stands in no
// log, no address, no header, no refusal, no push, no SMS, no mail, no file's name, and
// nowhere in clear in what is kept.
func TestNoWordGetsOut(t *testing.T) {
	t.Parallel()
	testkit.Databases(t, func(t *testing.T, database string) {
		v := newAviary(t, database)
		c := contractOf(t, v.Server)
		phone := v.furnished()
		phones := []domain.ID{phone}
		for _, who := range []string{"maja", "vibeke", "lone", "anette", "kalle"} {
			phones = append(phones, v.subscribe(who))
		}
		v.fill(c, phone)
		v.scenes()
		if !store.IsPostgres(database) {
			v.fail(c, phone) // what is refused meets no database
		}
		v.reading(c, phone)
		pushes, letters := v.told(phones...)
		v.stored(database)
		// With the database gone everything fails, and says so in the log.
		if err := v.Store.Close(); err != nil {
			t.Fatal(err)
		}
		for what, s := range map[string]sender{"putDream": {"peter", "PUT", path("peter", "dream"), map[string]any{"text": v.words("a dream without a database")}, nil, ""},
			"sendMessage": {"maja", "PUT", path("peter", "messages", newID()), map[string]any{"text": v.words("a message without a database")}, nil, ""}, "createSession": {"nobody", "POST", "/session", map[string]any{"code": v.words("a code without a database")}, nil, ""}} {
			r := v.as(s.who).Do(s.method, s.path, s.body)
			if r.Status != 500 && r.Status != 503 {
				t.Errorf("%s without a database: %d %s", what, r.Status, r.Body)
			}
			v.look(what+" without a database", r.Body)
		}
		said := v.log.all()
		v.look("the log", said)
		if !bytes.Contains(said, []byte("an operation failed")) {
			t.Errorf("the log says nothing of what failed: %s", said)
		}
		// What was looked through was there, and the words were kept.
		if len(v.taken) < 100 || pushes < 20 || letters < 50 {
			t.Errorf("%d fields took words, %d pushes and %d letters were looked at", len(v.taken), pushes, letters)
		}
		if v.caught([]byte("x "+v.words("a leak"))) == nil {
			t.Error("what is looked for is not found")
		}
	})
}
