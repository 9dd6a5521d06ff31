package api_test

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tavlen/backend/api"
	"tavlen/backend/domain"
	"tavlen/backend/testkit"
)

// onBoth runs a test on the demo municipality in either database.
func onBoth(t *testing.T, o testkit.Options, test func(t *testing.T, w *world)) {
	testkit.Databases(t, func(t *testing.T, database string) {
		o.Database = database
		if strings.HasSuffix(database, ".db") {
			o.Database = ""
		}
		test(t, newWorld(t, o))
	})
}

// files gives the contents of every file that is kept.
func (w *world) files() [][]byte {
	w.t.Helper()
	var out [][]byte
	err := filepath.WalkDir(w.Files, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm() != 0o600 {
			w.t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
		doc, err := os.ReadFile(path)
		out = append(out, doc)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		w.t.Fatal(err)
	}
	return out
}

// nothingKept runs something that must leave plans and files as they are.
func (w *world) nothingKept(what string, f func()) {
	w.t.Helper()
	before := len(w.files())
	w.unchanged(what, f)
	if after := len(w.files()); after != before {
		w.t.Errorf("%s: left %d files behind", what, after-before)
	}
}

// A photo goes up once however often it is sent, comes back upright and without a word of
// the phone's, and lies sealed on the disk.
func TestAPhotoOnTheBoard(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		sent, picture := testkit.Photo(t, 400, 200, 6), newID()
		headers := append(about(onto("board"), "Tavlen fra mødet med ÆØÅ", "taken_on", "2026-11-20"), "Idempotency-Key", newID())
		first := w.send("peter", picture, sent, headers...)
		if first.Status != 200 {
			t.Fatalf("%d %s", first.Status, first.Body)
		}
		again := w.send("peter", picture, sent, headers...)
		if string(again.Body) != string(first.Body) || len(w.files()) != 1 {
			t.Errorf("sent again: %s, then %s; %d files", first.Body, again.Body, len(w.files()))
		}
		checkProblem(t, "the same key for other words", w.send("peter", picture, sent, append(about(onto("board"), "Noget andet"), headers[2:]...)...), 422, domain.CodeKeyReused)
		got := item(w.plan("peter", "peter"), "attachments", picture)
		if got["text"] != "Tavlen fra mødet med ÆØÅ" || got["media"] != "photo" || got["width"] != 200.0 || got["height"] != 400.0 || got["taken_on"] != "2026-11-20" ||
			got["status"] != "active" || got["file"] != nil || got["may_edit"] != true {
			t.Errorf("on the plan: %v", got)
		}
		for _, who := range []string{"peter", "maja"} {
			r := w.as(who).Do("GET", path("peter", "attachments", picture, "content"), nil)
			checkHeaders(t, "the content", r)
			for name, want := range map[string]string{"Content-Type": "image/jpeg", "Cache-Control": "no-store", "Content-Disposition": `attachment; filename="billede.jpg"`, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"} {
				if r.Header.Get(name) != want || len(r.Header.Values(name)) != 1 {
					t.Errorf("%s: %q", name, r.Header.Values(name))
				}
			}
			if m, err := jpeg.Decode(bytes.NewReader(r.Body)); err != nil || m.Bounds().Dx() != 200 || float64(len(r.Body)) != got["bytes"] {
				t.Errorf("%d bytes of %v: %v", len(r.Body), got["bytes"], err)
			}
			for _, canary := range testkit.Canaries {
				if bytes.Contains(r.Body, []byte(canary)) {
					t.Errorf("%s gets %q", who, canary)
				}
			}
		}
		for _, doc := range w.files() {
			for _, canary := range append([]string{"JFIF", "\xFF\xD8\xFF"}, testkit.Canaries...) {
				if bytes.Contains(doc, []byte(canary)) {
					t.Errorf("%q lies open on the disk", canary)
				}
			}
		}
	})
}

// Every format by its content; and a drawing comes back as it was drawn.
func TestWhateverThePhoneCallsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	webp, err := os.ReadFile(filepath.Join("..", "picture", "testdata", "red.webp"))
	if err != nil {
		t.Fatal(err)
	}
	for kind, photo := range map[string][]byte{"image/png": testkit.Photo(t, 20, 20, 1), "image/jpeg": webp, "image/x-anything": testkit.Photo(t, 20, 20, 1)} {
		if r := w.send("peter", newID(), photo, append(about(onto("g1s1"), "Billede"), "Content-Type", kind)...); r.Status != 200 {
			t.Errorf("%s: %d %s", kind, r.Status, r.Body)
		}
	}
	drawn := w.putUp("maja", "g1")
	r := w.as("peter").Do("GET", path("peter", "attachments", drawn, "content"), nil)
	if want := `{"width":300,"height":200,"strokes":[{"colour":"blue","size":4,"points":[[1,1,50],[20,30,60]]}]}`; string(r.Body) != want || r.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%s %s", r.Header.Get("Content-Type"), r.Body)
	}
	// What staff put up arrives as a change, with a why.
	changes, _ := w.plan("peter", "peter")["plan_changes"].([]any)
	last, _ := changes[len(changes)-1].(map[string]any)
	if last["what"] != "Nyt billede: En tegning." || last["why"] != "Det er aftalt" {
		t.Errorf("%v", last)
	}
}

// Words and place can be mended, a picture put away and brought back; contacts no longer
// see one that is put away.
func TestAPictureIsPutAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	picture := w.putUp("peter", "g1")
	at, content := path("peter", "attachments", picture, "about"), path("peter", "attachments", picture, "content")
	if r := w.as("anette").Do("GET", content, nil); r.Status != 200 {
		t.Fatalf("Anette, who sees the goal: %d %s", r.Status, r.Body)
	}
	seen := item(w.plan("anette", "peter"), "attachments", picture)
	if seen["text"] != "En tegning" || seen["by"] != nil || seen["at"] != nil {
		t.Errorf("Anette sees %v", seen)
	}
	w.put("peter", at, map[string]any{"status": "dropped", "text": "Gammel tegning"}, "If-Match", w.rev("peter", "peter"))
	checkProblem(t, "one that was put away", w.as("anette").Do("GET", content, nil), 404, domain.CodeNotFound)
	if got := item(w.plan("anette", "peter"), "attachments", picture); got != nil {
		t.Errorf("Anette still sees %v", got)
	}
	if got := item(w.plan("peter", "peter"), "attachments", picture); got["status"] != "dropped" || got["text"] != "Gammel tegning" || got["media"] != "drawing" {
		t.Errorf("Peter sees %v", got)
	}
	w.put("peter", at, map[string]any{"status": "active"}, "If-Match", w.rev("peter", "peter"))
	if r := w.as("anette").Do("GET", content, nil); r.Status != 200 {
		t.Errorf("brought back: %d", r.Status)
	}
	checkProblem(t, "without words", w.as("peter").Do("PUT", at, map[string]any{"text": ""}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
	checkProblem(t, "another picture's file", w.as("peter").Do("PUT", at, map[string]any{"file": "x"}, "If-Match", w.rev("peter", "peter")), 422, domain.CodeInvalid)
	checkProblem(t, "a picture from nothing", w.as("peter").Do("PUT", path("peter", "attachments", newID(), "about"), map[string]any{"text": "Ny"}), 404, domain.CodeNotFound)
}

// Whatever is wrong is said plainly and changes nothing, no file is left.
func TestPicturesThatAreRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		photo := testkit.Photo(t, 40, 40, 1)
		large := append(bytes.Clone(photo), make([]byte, api.MaxPicture)...)
		on := about(onto("board"), "Tavlen")
		heic := append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 64)...)
		for name, tc := range map[string]struct {
			body    any
			headers []string
			status  int
			code    domain.Code
		}{
			"no words":               {photo, about(onto("board"), "  "), 422, domain.CodeInvalid},
			"too many words":         {photo, about(onto("board"), strings.Repeat("å", domain.MaxAlt+1)), 422, domain.CodeInvalid},
			"nothing said of it":     {photo, nil, 422, domain.CodeInvalid},
			"said unreadably":        {photo, []string{"Tavlen-About", "hej"}, 422, domain.CodeInvalid},
			"said too much":          {photo, about(onto("board"), "Tavlen", "file", "x"), 422, domain.CodeInvalid},
			"on nothing":             {photo, about(map[string]any{"kind": "meeting", "id": id("m10")}, "x"), 422, domain.CodeInvalid},
			"on a goal that is gone": {photo, about(map[string]any{"kind": "goal", "id": newID()}, "x"), 422, domain.CodeInvalid},
			"a board with a number":  {photo, about(map[string]any{"kind": "board", "id": newID()}, "x"), 422, domain.CodeInvalid},
			"an odd day":             {photo, about(onto("board"), "x", "taken_on", "i går"), 422, domain.CodeInvalid},
			"a HEIC":                 {heic, append(on, "Content-Type", "image/heic"), 415, domain.CodePictureType},
			"words as a picture":     {[]byte("hej"), on, 415, domain.CodePictureType},
			"half a picture":         {photo[:len(photo)-300], on, 422, domain.CodePictureBroken},
			"a bomb":                 {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x02\x00\x00\x00\xc4\xcd\xaa\x9d\x00\x00\x00\x00"), on, 422, domain.CodePicturePixels},
			"eleven megabytes":       {large, on, 413, domain.CodeTooLarge},
			"a form":                 {photo, append(on, "Content-Type", "multipart/form-data; boundary=x"), 415, domain.CodeMediaType},
			"words":                  {photo, append(on, "Content-Type", "text/plain"), 415, domain.CodeMediaType},
			"an empty drawing":       {map[string]any{"width": 10, "height": 10, "strokes": []any{}}, append(on, "Content-Type", "application/json"), 422, domain.CodeInvalid},
			"a drawing off the page": {[]byte(`{"width":10,"height":10,"strokes":[{"colour":"red","size":2,"points":[[11,1,1]]}]}`), append(on, "Content-Type", "application/json"), 422, domain.CodeInvalid},
			"a drawing with more":    {[]byte(`{"width":10,"height":10,"strokes":[],"script":"x"}`), append(on, "Content-Type", "application/json"), 400, domain.CodeBadJSON},
			"half a drawing":         {[]byte(`{"width":10,`), append(on, "Content-Type", "application/json"), 400, domain.CodeBadJSON},
		} {
			w.nothingKept(name, func() {
				r := w.as("peter").Do("PUT", path("peter", "attachments", newID()), tc.body, append([]string{"Content-Type", "image/jpeg"}, tc.headers...)...)
				checkProblem(t, name, r, tc.status, tc.code, "hej", "script")
			})
		}
		// A larger body is this operation's alone, and only of who was ever let in.
		w.nothingKept("elsewhere", func() {
			big := large[:2<<20]
			checkProblem(t, "a stranger", w.as("nobody").Do("PUT", path("peter", "attachments", newID()), big, append(on, "Content-Type", "image/jpeg")...), 413, domain.CodeTooLarge)
			checkProblem(t, "a large dream", w.as("peter").Do("PUT", path("peter", "dream"), big, "Content-Type", "image/jpeg"), 413, domain.CodeTooLarge)
			checkProblem(t, "a large drawing", w.as("peter").Do("PUT", path("peter", "attachments", newID()), big, on...), 413, domain.CodeTooLarge)
			checkProblem(t, "a photo for a dream", w.as("peter").Do("PUT", path("peter", "dream"), photo, "Content-Type", "image/jpeg"), 415, domain.CodeMediaType)
			checkProblem(t, "from another page", w.send("peter", newID(), photo, append(on, "Sec-Fetch-Site", "cross-site")...), 403, domain.CodeCrossSite)
		})
		if r := w.send("peter", newID(), append(bytes.Clone(photo), make([]byte, 2<<20)...), on...); r.Status != 200 {
			t.Errorf("two megabytes: %d %s", r.Status, r.Body)
		}
	})
}

// The room is a person's own on a plan; when it is full, nothing else is.
func TestTheRoomForPicturesIsBounded(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{Quota: 5000}, func(t *testing.T, w *world) {
		photo, put := testkit.Photo(t, 300, 300, 1), 0
		for range 10 {
			r := w.send("peter", newID(), photo, about(onto("board"), "Tavlen")...)
			if r.Status != 200 {
				before := w.everything("peter")
				checkProblem(t, "full", r, 422, domain.CodeQuotaFull)
				if w.everything("peter") != before {
					t.Error("a full room changed the plan")
				}
				break
			}
			put++
		}
		if put == 0 || put == 10 {
			t.Errorf("%d pictures went up", put)
		}
		if r := w.send("maja", newID(), photo, about(onto("board"), "Tavlen")...); r.Status != 200 {
			t.Errorf("Maja: %d %s", r.Status, r.Body)
		}
		w.putUp("maja", "g1")
	})
}

// A phone in a tunnel: half a photo, or one that comes too slowly, changes nothing and
// keeps nobody else out.
func TestAPhotoThatStopsOnTheWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{ReadTimeout: 50 * time.Millisecond})
	w.as("peter")
	head := "PUT /api/v1" + path("peter", "attachments", newID()) + " HTTP/1.1\nHOST\nCOOKIE\nContent-Type: image/jpeg\n" + strings.Join(about(onto("board"), "Tavlen"), ": ") + "\nContent-Length: 2000000\n\n"
	w.nothingKept("stopped on the way", func() {
		for _, shut := range []bool{true, false} {
			for i, r := range raw(t, w.Server, w.request("peter", head)+"\xFF\xD8\xFF", shut) {
				checkProblem(t, fmt.Sprintf("answer %d, hung up %v", i, shut), r, 400, domain.CodeBadRequest)
			}
		}
	})
	for range 20 { // more than may be under way at a time
		if answers := raw(t, w.Server, w.request("peter", head)+"\xFF\xD8", true); len(answers) > 0 && answers[0].Status == 503 {
			t.Fatal("those that stopped are still counted")
		}
	}
}

// Twenty phones send one picture at the same moment: it is there once.
func TestOnePictureSentManyTimesAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		photo, picture := testkit.Photo(t, 60, 60, 1), newID()
		headers := append(about(onto("g1"), "Tavlen"), "Idempotency-Key", newID())
		w.as("peter")
		answers := make(chan string, 8)
		for range cap(answers) {
			go func() {
				r := w.send("peter", picture, photo, headers...)
				answers <- fmt.Sprint(r.Status) + string(r.Body)
			}()
		}
		first := <-answers
		for range cap(answers) - 1 {
			if other := <-answers; other != first || !strings.HasPrefix(other, "200") {
				t.Errorf("%s, then %s", first, other)
			}
		}
		things, _ := w.plan("peter", "peter")["attachments"].([]any)
		if len(things) != 1 {
			t.Errorf("%d pictures", len(things))
		}
	})
}
