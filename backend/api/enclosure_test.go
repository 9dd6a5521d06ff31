package api_test

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/sound"
	"tavlen/backend/store"
	"tavlen/backend/testkit"
)

// canariesOfSound are what the recordings of the tests say of their maker.
var canariesOfSound = []string{"Canary", "55.6761", "2026-11-20", "Lavf", "Lavc", "udta", "loci", "OpusTags"}

// messageOf finds a message on a page.
func messageOf(page map[string]any, id string) map[string]any {
	for _, m := range page["messages"].([]any) {
		if m := m.(map[string]any); m["id"] == id {
			return m
		}
	}
	return nil
}

// A voice goes up once however often it is sent, one message carries it, its readers hear
// it, and it says nothing of where and with what it was made: not over the net, not on the disk.
func TestAVoiceInAMessage(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		for name, kind := range map[string]string{"opus.webm": "audio/webm", "opus.ogg": "audio/webm", "aac.m4a": "audio/mp4", "aac-fragments.mp4": "audio/mp4", "opus-fragments.mp4": "audio/webm"} {
			voice, enclosure, message := w.recorded(name), newID(), newID()
			if n := bytes.Count(voice, []byte("Canary")); n == 0 {
				t.Fatalf("%s says nothing of its maker", name)
			}
			// Called a photo in the address of its kind, or another container: the content decides.
			first := w.record("peter", "peter", enclosure, "", voice, "Content-Type", "audio/x-anything")
			if first.Status != 200 {
				t.Fatalf("%s: %d %s", name, first.Status, first.Body)
			}
			w.Clock.Move(31 * time.Minute)
			for _, key := range [][]string{nil, {"Idempotency-Key", newID()}} {
				if again := w.record("peter", "peter", enclosure, "", voice, key...); again.Status != 200 || string(again.Body) != string(first.Body) {
					t.Errorf("sent again: %s, then %d %s", first.Body, again.Status, again.Body)
				}
			}
			other := w.recorded("opus.ogg")
			if name == "opus.ogg" {
				other = w.recorded("aac.m4a")
			}
			checkProblem(t, "another voice under its id", w.record("peter", "peter", enclosure, "", other), 422, domain.CodeKeyReused)
			checkProblem(t, "another's under its id", w.record("maja", "peter", enclosure, "", voice), 422, domain.CodeKeyReused)
			content := path("peter", "attachments", enclosure, "content")
			checkProblem(t, "before it was sent", w.as("maja").Do("GET", content, nil), 404, domain.CodeNotFound)

			at, body := path("peter", "messages", message), map[string]any{"text": "", "attachment": enclosure, "kind": "voice"}
			sent := w.as("peter").Do("PUT", at, body)
			for range 3 {
				if again := w.as("peter").Do("PUT", at, body, "Idempotency-Key", newID()); sent.Status != 200 || string(again.Body) != string(sent.Body) {
					t.Errorf("%d %s, again %d %s", sent.Status, sent.Body, again.Status, again.Body)
				}
			}
			checkProblem(t, "words instead", w.as("peter").Do("PUT", at, map[string]any{"text": "Hej"}), 422, domain.CodeKeyReused)
			checkProblem(t, "a second message with it", w.as("peter").Do("PUT", path("peter", "messages", newID()), body), 422, domain.CodeInvalid)
			for _, who := range []string{"peter", "maja"} {
				m := messageOf(w.page(who, "peter", ""), message)
				a, _ := m["attachment"].(map[string]any)
				if m["kind"] != "voice" || a["id"] != enclosure || a["kind"] != "voice" || a["duration_s"] != 3.0 || fmt.Sprint(a["wave"]) != "[3 50 100]" || a["file"] != nil || a["type"] != nil {
					t.Errorf("%s sees %v", who, m)
				}
				r := w.as(who).Do("GET", content, nil)
				checkHeaders(t, "the content", r)
				ext := map[string]string{"audio/webm": "lyd.webm", "audio/mp4": "lyd.m4a"}[kind]
				for header, want := range map[string]string{"Content-Type": kind, "Cache-Control": "no-store", "Content-Disposition": `attachment; filename="` + ext + `"`, "Accept-Ranges": "bytes",
					"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox", "Content-Encoding": ""} {
					if r.Header.Get(header) != want {
						t.Errorf("%s: %q", header, r.Header.Values(header))
					}
				}
				if s, err := sound.Make(r.Body); err != nil || s.Length < 2500*time.Millisecond || s.Length > 2600*time.Millisecond {
					t.Errorf("%s: %v %v", name, s.Length, err)
				}
				for _, canary := range canariesOfSound {
					if bytes.Contains(r.Body, []byte(canary)) {
						t.Errorf("%s: %s gets %q", name, who, canary)
					}
				}
			}
		}
		for _, doc := range w.files() {
			for _, canary := range append([]string{"ftyp", "webm", "OpusHead"}, canariesOfSound...) {
				if bytes.Contains(doc, []byte(canary)) {
					t.Errorf("%q lies open on the disk", canary)
				}
			}
		}
		if n := len(w.plan("peter", "peter")["attachments"].([]any)); n != 0 {
			t.Errorf("%d things on the plan", n)
		}
	})
}

// A photo in a message: upright, with words, without a word of the camera.
func TestAPhotoInAMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	photo, enclosure, message := testkit.Photo(t, 400, 200, 6), newID(), newID()
	about := append(forThread("", "Brevet fra lægen"), "Content-Type", "image/jpeg")
	at := path("peter", "attachments", enclosure)
	checkProblem(t, "without words", w.as("peter").Do("PUT", at, photo, append(forThread("", " "), "Content-Type", "image/jpeg")...), 422, domain.CodeInvalid)
	checkProblem(t, "a photo with a wave", w.as("peter").Do("PUT", at, photo, append(forThread("", "x", 1), "Content-Type", "image/jpeg")...), 422, domain.CodeInvalid)
	if r := w.as("peter").Do("PUT", at, photo, about...); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	checkProblem(t, "said to be a voice", w.as("peter").Do("PUT", path("peter", "messages", message), map[string]any{"text": "", "attachment": enclosure, "kind": "voice"}), 422, domain.CodeInvalid)
	checkProblem(t, "somebody else's", w.as("maja").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "", "attachment": enclosure}), 422, domain.CodeInvalid)
	checkProblem(t, "in another thread", w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "", "attachment": enclosure, "thread": id("th-peter-lone")}), 422, domain.CodeInvalid)
	checkProblem(t, "nothing at all", w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "", "attachment": newID()}), 422, domain.CodeInvalid)
	checkProblem(t, "a kind without a thing", w.as("peter").Do("PUT", path("peter", "messages", newID()), map[string]any{"text": "Hej", "kind": "photo"}), 422, domain.CodeInvalid)
	w.put("peter", path("peter", "messages", message), map[string]any{"text": "Se her", "attachment": enclosure, "kind": "photo"})
	a := messageOf(w.page("maja", "peter", ""), message)["attachment"].(map[string]any)
	if a["alt"] != "Brevet fra lægen" || a["width"] != 200.0 || a["height"] != 400.0 {
		t.Errorf("%v", a)
	}
	r := w.as("maja").Do("GET", at+"/content", nil)
	if m, err := jpeg.Decode(bytes.NewReader(r.Body)); err != nil || m.Bounds().Dx() != 200 || r.Header.Get("Content-Disposition") != `attachment; filename="billede.jpg"` {
		t.Errorf("%v %v", err, r.Header)
	}
	for _, canary := range testkit.Canaries {
		if bytes.Contains(r.Body, []byte(canary)) {
			t.Errorf("Maja gets %q", canary)
		}
	}
}

// What lies about itself is refused plainly, and nothing of it is kept.
func TestVoicesThatAreRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		voice := w.recorded("aac.m4a")
		quiet := w.recorded("opus.ogg")
		// Its last page again and again, an hour of sound; and the same in words only.
		last := bytes.LastIndex(quiet, []byte("OggS"))
		hour := append(bytes.Clone(quiet), bytes.Repeat(quiet[last:], 5000)...)
		lone := id("th-peter-lone")
		for name, tc := range map[string]struct {
			body    any
			headers []string
			status  int
			code    domain.Code
		}{
			"a photo called a voice":    {testkit.Photo(t, 40, 40, 1), forThread("", ""), 415, domain.CodeSoundType},
			"a voice called a photo":    {voice, append(forThread("", "x"), "Content-Type", "image/jpeg"), 415, domain.CodePictureType},
			"a page":                    {[]byte("<!doctype html><script>alert('hej')</script>"), forThread("", ""), 415, domain.CodeSoundType},
			"a film":                    {bytes.Replace(bytes.Clone(voice), []byte("soun"), []byte("vide"), 1), forThread("", ""), 415, domain.CodeSoundType},
			"half a voice":              {voice[:len(voice)/2], forThread("", ""), 422, domain.CodeSoundBroken},
			"an hour":                   {hour, forThread("", ""), 422, domain.CodeSoundLong},
			"eleven megabytes":          {append(bytes.Clone(voice), make([]byte, 11<<20)...), forThread("", ""), 413, domain.CodeTooLarge},
			"a wave of a thousand bars": {voice, forThread("", "", make([]int, 1000)...), 422, domain.CodeInvalid},
			"a wave too high":           {voice, forThread("", "", 101), 422, domain.CodeInvalid},
			"on a goal":                 {voice, append(about(onto("g1"), "x"), "Content-Type", "audio/webm"), 422, domain.CodeInvalid},
			"a drawing":                 {drawing(), forThread("", "x")[:2], 422, domain.CodeInvalid},
			"in no thread":              {voice, forThread(newID(), ""), 404, domain.CodeNotFound},
			"in the house of another":   {voice, forThread("../"+lone, ""), 404, domain.CodeNotFound},
			"too many words":            {voice, forThread("", strings.Repeat("å", domain.MaxAlt+1)), 422, domain.CodeInvalid},
		} {
			w.nothingKept(name, func() {
				r := w.as("peter").Do("PUT", path("peter", "attachments", newID()), tc.body, tc.headers...)
				checkProblem(t, name, r, tc.status, tc.code, "hej", "script")
			})
		}
		w.nothingKept("others", func() {
			checkProblem(t, "Maja in Lone's thread", w.record("maja", "peter", newID(), lone, voice), 404, domain.CodeNotFound)
			checkProblem(t, "a stranger", w.record("nobody", "peter", newID(), "", voice), 401, domain.CodeNotSignedIn)
			checkProblem(t, "from another page", w.record("peter", "peter", newID(), "", voice, "Sec-Fetch-Site", "cross-site"), 403, domain.CodeCrossSite)
		})
	})
}

// A part of a voice is given as it is asked for, to whoever may hear it at that moment.
func TestAPartOfAVoice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	enclosure, _ := w.speak("peter", "peter", "")
	at := path("peter", "attachments", enclosure, "content")
	all := w.as("maja").Do("GET", at, nil)
	n := len(all.Body)
	for ask, want := range map[string]struct {
		status   int
		from, to int
	}{
		"bytes=0-99":                      {206, 0, 100},
		"bytes=100-":                      {206, 100, n},
		"bytes=-50":                       {206, n - 50, n},
		fmt.Sprintf("bytes=%d-", n-1):     {206, n - 1, n},
		"bytes=0-99999999999999999":       {206, 0, n},
		"bytes=0-99999999999999999999999": {206, 0, n},
		"bytes=-99999999999999999999999":  {206, 0, n},
		fmt.Sprintf("bytes=%d-", n):       {416, 0, 0},
		"bytes=99999999999999999999999-":  {416, 0, 0},
		"bytes=-0":                        {416, 0, 0},
		"bytes=5-2":                       {200, 0, n},
		"bytes=0-1,5-9":                   {200, 0, n},
		"bytes=x-":                        {200, 0, n},
		"bytes=-":                         {200, 0, n},
		"bytes=+1-2":                      {200, 0, n},
		"seconds=1-2":                     {200, 0, n},
	} {
		r := w.as("maja").Do("GET", at, nil, "Range", ask)
		if r.Status != want.status {
			t.Errorf("%s: %d %s", ask, r.Status, r.Body)
			continue
		}
		switch r.Status {
		case 416:
			checkProblem(t, ask, r, 416, domain.CodeBadRange)
			if got := r.Header.Get("Content-Range"); got != fmt.Sprintf("bytes */%d", n) {
				t.Errorf("%s: %s", ask, got)
			}
		case 206:
			if got := r.Header.Get("Content-Range"); got != fmt.Sprintf("bytes %d-%d/%d", want.from, want.to-1, n) {
				t.Errorf("%s: %s", ask, got)
			}
			fallthrough
		default:
			if !bytes.Equal(r.Body, all.Body[want.from:want.to]) {
				t.Errorf("%s: %d bytes", ask, len(r.Body))
			}
		}
	}
	if r := w.as("maja").Do("GET", at, nil, "Range", "bytes=0-9", "If-Range", `"another"`); r.Status != 200 {
		t.Errorf("of another content: %d", r.Status)
	}
	if r := w.as("maja").Do("GET", at, nil, "Range", "bytes=0-9", "If-Range", all.Header.Get("ETag")); r.Status != 206 {
		t.Errorf("of this content: %d", r.Status)
	}
	// Jonas stands in for Maja while she is away, and not a moment longer.
	w.openWindow()
	if r := w.as("jonas").Do("GET", at, nil, "Range", "bytes=0-9"); r.Status != 206 {
		t.Errorf("the deputy: %d", r.Status)
	}
	for _, who := range []string{"vibeke", "lone", "anette", "tobias", "sofie"} {
		checkProblem(t, who, w.as(who).Do("GET", at, nil, "Range", "bytes=0-9"), 404, domain.CodeNotFound)
	}
}

// Twenty phones send one voice, and then its message, at the same moment: each is there once,
// and Maja is alerted once.
func TestOneVoiceSentManyTimesAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, testkit.Options{}, func(t *testing.T, w *world) {
		enclosure, message, voice := newID(), newID(), w.recorded("opus.webm")
		w.as("peter")
		ring := w.subscribe("maja")
		once := func(what string, send func() testkit.Response) {
			answers := make(chan string, 20)
			for range cap(answers) {
				go func() { r := send(); answers <- fmt.Sprint(r.Status) + string(r.Body) }()
			}
			first := <-answers
			for range cap(answers) - 1 {
				if other := <-answers; other != first || !strings.HasPrefix(other, "200") {
					t.Errorf("%s: %s, then %s", what, first, other)
				}
			}
		}
		once("the voice", func() testkit.Response { return w.record("peter", "peter", enclosure, "", voice) })
		once("the message", func() testkit.Response {
			return w.as("peter").Do("PUT", path("peter", "messages", message), map[string]any{"text": "", "attachment": enclosure, "kind": "voice"})
		})
		n := 0
		for _, m := range w.page("maja", "peter", "")["messages"].([]any) {
			if a, _ := m.(map[string]any)["attachment"].(map[string]any); a["id"] == enclosure {
				n++
			}
		}
		if n != 1 {
			t.Errorf("it stands there %d times", n)
		}
		if got := w.drained(ring)[ring]; len(got) != 1 {
			t.Errorf("Maja is woken %d times", len(got))
		}
		if files := w.files(); len(files) != 1 {
			t.Errorf("%d files lie there", len(files))
		}
	})
}

// The room counts voices too; what was never sent is forgotten after a time, what was stays.
func TestVoicesTakeRoomAndUnsentOnesAreForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{Quota: 12000})
	unsent := newID()
	if r := w.record("peter", "peter", unsent, "", w.recorded("opus.webm")); r.Status != 200 {
		t.Fatalf("%d %s", r.Status, r.Body)
	}
	sent, _ := w.speak("peter", "peter", "")
	checkProblem(t, "full", w.record("peter", "peter", newID(), "", w.recorded("opus.ogg")), 422, domain.CodeQuotaFull)
	w.Clock.Move(100 * 24 * time.Hour)
	w.clockIsRight()
	if err := w.App.RunRetention(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	// Its file goes; that of the one there was no room for went at once.
	if n, err := w.Store.SweepFiles(t.Context(), domain.SystemClock{}.Now().Add(time.Hour)); n != 1 || err != nil {
		t.Errorf("swept %d files: %v", n, err)
	}
	w.clients = map[string]*testkit.Client{} // a hundred days later he signs in anew
	checkProblem(t, "the forgotten one", w.as("peter").Do("GET", path("peter", "attachments", unsent, "content"), nil), 404, domain.CodeNotFound)
	if r := w.as("peter").Do("GET", path("peter", "attachments", sent, "content"), nil); r.Status != 200 {
		t.Errorf("the sent one: %d", r.Status)
	}
	if r := w.record("peter", "peter", newID(), "", w.recorded("opus.ogg")); r.Status != 200 {
		t.Errorf("room again: %d %s", r.Status, r.Body)
	}
	// A message that is called back takes its voice with it at once.
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
		head, _, err := tx.Tied(planOf("peter"))
		if err == nil {
			err = tx.DropEnclosure(head, domain.ID(sent))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	checkProblem(t, "called back", w.as("peter").Do("GET", path("peter", "attachments", sent, "content"), nil), 404, domain.CodeNotFound)
}
