package demo

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// edit gives the shipped files with one text in one of them replaced.
func edit(t *testing.T, file, old, with string) []File {
	t.Helper()
	files := Builtin()
	for i, f := range files {
		if f.Name != file {
			continue
		}
		if bytes.Count(f.Data, []byte(old)) == 0 {
			t.Fatalf("%s does not have %q", file, old)
		}
		files[i].Data = bytes.Replace(f.Data, []byte(old), []byte(with), 1)
	}
	return files
}

func TestBadFilesAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, file, old, with string
		want                  string
	}{
		{"a word that is none of the choices", "peter.json", `"area": "body"`, `"area": "knees"`,
			"peter.json: /citizens/0/goals/2/area: value must be one of 'work', 'education', 'body', 'mind', 'habits', 'home', 'money', 'everyday', 'people', 'language'"},
		{"an unknown field", "peter.json", `"in_own_words": "Også`, `"own_words": "Også`,
			"peter.json: /citizens/0/goals/3/own_words: unknown field"},
		{"a missing field", "others.json", `"id": "sofie",`, ``,
			"others.json: /citizens/0/id: missing"},
		{"a day that is not in the calendar", "peter.json", `"target_date": "2027-02-28"`, `"target_date": "2027-02-29"`,
			`peter.json: /citizens/0/goals/1/target_date: "2027-02-29" is not valid: write a day of the calendar as 2026-11-24`},
		{"an instant without a zone", "peter.json", `"at": "2026-10-12T20:00:00+02:00"`, `"at": "2026-10-12T20:00:00"`,
			`peter.json: /citizens/0/checkins/0/at: "2026-10-12T20:00:00" is not valid: write an instant as 2026-11-24T09:00:00+01:00`},
		{"a number where a text belongs", "others.json", `"name": "Sofie Skitse"`, `"name": 7`,
			"others.json: /citizens/0/name: got number, want string"},
		{"a number out of range", "peter.json", `"score": 4`, `"score": 11`,
			"peter.json: /citizens/0/checkins/0/score: maximum: got 11, want 10"},
		{"an empty text", "peter.json", `"what_helps": "At det er den samme konsulent hver gang."`, `"what_helps": " "`,
			"peter.json: /citizens/0/challenges/2/what_helps: must not be empty"},
		{"a key that stands twice", "peter.json", `"icon": "knee",`, `"icon": "knee", "icon": "leg",`,
			"peter.json: /citizens/0/goals/2/icon: this key stands twice in the same object"},
		{"a real person's file", "peter.json", `"fictional": true`, `"fictional": false`,
			"peter.json: /fictional: value must be true"},
		{"another format", "others.json", `"tavlen-demo/1"`, `"tavlen-demo/2"`,
			"others.json: /schema: value must be 'tavlen-demo/1'"},
		{"one name for two things", "peter.json", `"id": "e5"`, `"id": "e1"`,
			`peter.json: /citizens/0/efforts/5/id: "e1" is already the id of /citizens/0/efforts/1`},
		{"one name for two things of different kinds", "peter.json", `"id": "b02"`, `"id": "m12"`,
			`peter.json: /citizens/0/threads/0/messages/1/id: "m12" is already the id of /citizens/0/meetings/13`},
		{"one name for two persons", "others.json", `"id": "mie"`, `"id": "tobias"`,
			`others.json: /staff/3/id: "tobias" is already the id of /staff/0`},
		{"a contact called like staff in another file", "others.json", `"id": "mor"`, `"id": "maja"`,
			`others.json: /citizens/0/network_contacts/0/id: "maja" is already the id of /staff/0 in peter.json`},
		{"staff that another file says something else of", "others.json", `"name": "Frida Fysdal"`, `"name": "Frida Fysdal-Hansen"`,
			`others.json: /staff/5/id: "frida" is already the id of /staff/5 in peter.json, which says something else about it`},
		{"a word as a person's name", "others.json", `"id": "karsten"`, `"id": "consultant"`,
			`others.json: /staff/6/id: "consultant" is a word with a meaning of its own; call the person something else`},
		{"a step after none", "peter.json", `"after": "g3s2"`, `"after": "g3s9"`,
			`peter.json: /citizens/0/goals/2/steps/2/after: "peter" has no step "g3s9"`},
		{"a thing of another kind", "peter.json", `"made_at": "m06"`, `"made_at": "g1"`,
			`peter.json: /citizens/0/agreements/3/made_at: "g1" is a goal, not a meeting`},
		{"a thing of another citizen", "others.json", `"meeting": "sm3"`, `"meeting": "bm3"`,
			`others.json: /citizens/0/efforts/0/next_step/meeting: "sofie" has no meeting "bm3"`},
		{"a person nobody knows", "peter.json", `"responsible": "kalle"`, `"responsible": "karl"`,
			`peter.json: /citizens/0/agreements/6/responsible: nobody in the set is called "karl"`},
		{"another citizen's contact", "others.json", `"responsible": "lene"`, `"responsible": "mor"`,
			`others.json: /citizens/1/agreements/1/responsible: "mor" belongs to the case of another citizen, "sofie"`},
		{"a viewer nobody knows", "peter.json", `"vibeke",
            "frida",
            "anette"`, `"vibeke",
            "frieda",
            "anette"`,
			`peter.json: /citizens/0/challenges/0/visibility/3: nobody in the set is called "frieda"`},
		{"a department nobody has", "others.json", `"department": "sundhed",
          "responsible": "frida"`, `"department": "tandlæge",
          "responsible": "frida"`,
			`others.json: /citizens/1/efforts/2/department: "tandlæge" does not match ^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`},
		{"a consultant who is none", "others.json", `"consultant": "tobias"`, `"consultant": "mie"`,
			`others.json: /citizens/0/consultant: "mie" is no citizen_consultant`},
		{"a question nobody asked", "peter.json", `"i11": 4`, `"i12": 4`,
			`peter.json: /citizens/0/measurements/1/values/i12: "peter" has no indicator "i12"`},
		{"a meeting that ends before it begins", "peter.json", `"end": "2026-12-09T14:00:00+01:00"`, `"end": "2026-12-09T13:00:00+01:00"`,
			"peter.json: /citizens/0/meetings/15/end: is not after start"},
		{"an effort that ends before it starts", "others.json", `"end": "2026-12-19"`, `"end": "2026-10-19"`,
			"others.json: /citizens/0/efforts/0/end: is before start"},
		{"a consent of more than a year", "peter.json", `"expires": "2027-02-06"`, `"expires": "2028-02-06"`,
			"peter.json: /citizens/0/consents/2/expires: is more than a year after given_at"},
		{"a contact with access who never accepted", "peter.json", `"accepted_at": "2026-11-01T16:31:00+01:00"`, `"accepted_at": null`,
			"peter.json: /citizens/0/network_contacts/1/accepted_at: missing: nobody has access who has not accepted"},
		{"more done than there is", "peter.json", `"done": 3`, `"done": 5`,
			"peter.json: /citizens/0/goals/0/steps/3/progress: more is done than there is to do"},
		{"a message from outside the thread", "peter.json", `"from": "lone",
              "text": "Tak for snakken`, `"from": "maja",
              "text": "Tak for snakken`,
			"peter.json: /citizens/0/threads/1/messages/0/from: has no part in this thread"},
		{"a message read before it was sent", "peter.json", `"read_at": "2026-10-12T18:02:00+02:00",
              "attachment"`, `"read_at": "2026-10-12T11:02:00+02:00",
              "attachment"`,
			"peter.json: /citizens/0/threads/0/messages/2/read_at: is before it was sent"},
		{"a mentor with a sign-in", "peter.json", `"has_login": false`, `"has_login": true`,
			"peter.json: /staff/8/has_login: goes by the role, and for a workplace_mentor it is false"},
		{"another citizen's plan", "peter.json", `"citizen": "peter"`, `"citizen": "anette"`,
			`peter.json: /citizens/0/plan/citizen: must be the citizen herself, "peter"`},
		{"a department nobody has, well spelt", "peter.json", `"department": "rus",
          "responsible": "lone"`, `"department": "ruse",
          "responsible": "lone"`,
			`peter.json: /citizens/0/efforts/2/department: the set has no department "ruse"`},
		{"a companion who is no contact", "peter.json", `"companions": [
            "kalle"
          ]`, `"companions": ["maja"]`,
			`peter.json: /citizens/0/meetings/15/companions/0: "maja" is none of the citizen's contacts`},
		{"a logged reading by one who is no staff", "peter.json", `"who": "jonas"`, `"who": "anette"`,
			`peter.json: /citizens/0/access_log/1/who: "anette" is no staff; only their reading is logged`},
		{"a deputy in a sensitive thread", "peter.json", `"sensitive": true,
          "visibility": [
            "peter",
            "lone"
          ],
          "messages"`, `"sensitive": true, "deputy": "jonas", "messages"`,
			"peter.json: /citizens/0/threads/1/deputy: a sensitive thread stays between the two"},
		{"a thread that others read", "peter.json", `"sensitive": true,
          "visibility": [
            "peter",
            "lone"
          ],
          "messages"`, `"visibility": ["peter", "maja"], "messages"`,
			"peter.json: /citizens/0/threads/1/visibility: a thread is read by those it is between; leave this out or name exactly them"},
		{"a thread without the citizen", "peter.json", `"between": [
            "peter",
            "lone"
          ]`, `"between": ["maja", "lone"]`,
			"peter.json: /citizens/0/threads/1/between: the citizen is not among them"},
		{"a deputy for one who is no consultant", "peter.json", `"deputy_for": [
        "maja"
      ]`, `"deputy_for": ["lone"]`,
			"peter.json: /staff/1/deputy_for/0: a deputy and the one he stands in for are both a citizen_consultant"},
		{"a reply nobody asked for", "peter.json", `"citizen_answer": "talk"`, `"citizen_answer": "agree"`,
			"peter.json: /citizens/0/plan_changes/3/answer: stands with citizen_answer disagree or talk, and only then"},
		{"a second municipality", "others.json", `"staff": [`, `"municipality": {"id": "x", "name": "X"}, "staff": [`,
			"others.json: /municipality: is another than in peter.json; one installation serves one"},
		{"expectations of nobody in particular", "others.json", `"staff": [`, `"expected": {}, "staff": [`,
			"others.json: /expected: stands at the top only where a file has one citizen; else within each citizen"},
		{"a text that cannot be kept", "others.json", `"text": "at sige hej"`, `"text": "at sige\u0000hej"`,
			"others.json: /citizens/0/threads/0/messages/2/text: is refused: Teksten har tegn, der ikke kan gemmes."},
		{"an expectation of nothing", "peter.json", `"next_meeting": "m11b"`, `"next_meeting": "m99"`,
			`peter.json: /expected/next_meeting: "peter" has no meeting "m99"`},
		{"two clocks in one set", "others.json", `"anchor_at": "2026-11-24T09:00:00+01:00"`, `"anchor_at": "2026-11-24T10:00:00+01:00"`,
			"others.json: /anchor_at: is not the same instant as in peter.json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := Parse(edit(t, c.file, c.old, c.with)...)
			var p *Problem
			if !errors.As(err, &p) || set != nil {
				t.Fatalf("accepted, or no Problem: %v", err)
			}
			if err.Error() != c.want {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
		})
	}
}

func TestWhatIsNoJSONIsRefused(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 200) + "1" + strings.Repeat("}", 200)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "x.json: line 1, column 1: is not JSON: unexpected end of JSON input"},
		{"cut short", "{\n  \"schema\": \"tav", "x.json: line 2, column 16: is not JSON: unexpected end of JSON input"},
		{"a comma too many", "{\"staff\": [1,]}", "x.json: line 1, column 14: is not JSON: invalid character ']' looking for beginning of value"},
		{"text after the end", "{\n}\n x", "x.json: line 3, column 2: is not JSON: invalid character 'x' after top-level value"},
		{"two documents", `{} {}`, "x.json: line 1, column 4: is not JSON: invalid character '{' after top-level value"},
		{"another encoding", "{\"name\": \"S\xf8ren\"}", "x.json: is not UTF-8 text"},
		{"too deep", deep, "x.json: " + strings.Repeat("/a", 65) + ": is nested deeper than 64 levels"},
		{"a key twice at the top", `{"schema": 1, "schema": 2}`, "x.json: /schema: this key stands twice in the same object"},
		{"a list", `[]`, "x.json: got array, want object"},
		{"an empty object", `{}`, "x.json: /anchor_at: missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Parse(File{"x.json", []byte(c.text)}); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestAFileThatNeedsAnotherSaysWhich(t *testing.T) {
	files := Builtin()
	_, err := Parse(files[1])
	if want := "others.json: /municipality: missing in every file of the set; peter.json has it: give that file too"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	alone := bytes.Replace(files[1].Data, []byte(`"staff": [`), []byte(`"municipality": {"id": "x", "name": "X"}, "staff": [`), 1)
	_, err = Parse(File{"mine.json", alone})
	if want := `mine.json: /staff/0/department: the set has no department "job"; peter.json has it: give that file too`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	withDepartments := bytes.Replace(alone, []byte(`"staff": [`), []byte(`"departments": [{"id":"job","name":"Job","short":"Job"},{"id":"sundhed","name":"S","short":"S"},{"id":"ekstern","name":"E","short":"E"}], "staff": [`), 1)
	withMaja := bytes.Replace(withDepartments, []byte(`"consultant": "tobias"`), []byte(`"consultant": "maja"`), 1)
	_, err = Parse(File{"mine.json", withMaja})
	if want := `mine.json: /citizens/0/consultant: nobody in the set is called "maja"; peter.json has it: give that file too`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if _, err := Parse(File{"mine.json", withDepartments}); err != nil {
		t.Errorf("a file that has all it names is refused: %v", err)
	}
	if _, err := Parse(files[0], files[0]); err == nil || err.Error() != "peter.json: is given twice" {
		t.Errorf("got %v", err)
	}
	if _, err := Parse(); err == nil {
		t.Error("no file at all is accepted")
	}
	// The order in which files are given decides nothing.
	if _, err := Parse(files[1], files[0]); err != nil {
		t.Errorf("the other way round: %v", err)
	}
}

func TestReadFiles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "case\n1.json")
	if err := os.WriteFile(name, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := ReadFiles(name)
	if err != nil || files[0].Name != name || string(files[0].Data) != "{" {
		t.Fatalf("%v, %v", files, err)
	}
	if _, err := Parse(files...); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("not one line: %q", err)
	}
	missing := filepath.Join(dir, "none.json")
	if _, err := ReadFiles(missing); err == nil || err.Error() != missing+": no such file or directory" {
		t.Errorf("got %v", err)
	}
	if _, err := ReadFiles(dir); err == nil {
		t.Error("a folder was read as a file")
	}
}

func TestTheSchemaIsASchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaURL, doc); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compile(schemaURL); err != nil { // holds it against the meta-schema of its draft
		t.Fatal(err)
	}
	// Every object says what it may hold: a misspelt field is never passed over.
	var walk func(v any, at string)
	walk = func(v any, at string) {
		switch v := v.(type) {
		case map[string]any:
			if v["type"] == "object" && v["additionalProperties"] == nil {
				t.Errorf("%s takes any field", at)
			}
			for k, e := range v {
				walk(e, pointer(at, k))
			}
		case []any:
			for i, e := range v {
				walk(e, pointerAt(at, i))
			}
		}
	}
	walk(doc, "")
}
