package api_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"tavlen/backend/demo"
	"tavlen/backend/testkit"
)

// recorded gives a recording of 2.5 s as a phone makes it, with a place, a time and a maker.
func (w *world) recorded(name string) []byte {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "sound", "testdata", name))
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

// forThread says of a photo or a voice which thread it is for; "" is the consultant's.
func forThread(thread, text string, wave ...int) []string {
	on := map[string]any{"kind": "thread"}
	if thread != "" {
		on["id"] = thread
	}
	doc := map[string]any{"on": on, "text": text}
	if wave != nil {
		doc["wave"] = wave
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return []string{"Tavlen-About", base64.RawURLEncoding.EncodeToString(raw), "Content-Type", "audio/webm;codecs=opus"}
}

// record sends a voice for a message of a citizen's plan.
func (w *world) record(who, citizen, enclosure, thread string, voice []byte, headers ...string) testkit.Response {
	w.t.Helper()
	return w.as(who).Do("PUT", path(citizen, "attachments", enclosure), voice, append(forThread(thread, "", 3, 50, 100), headers...)...)
}

// speak sends a voice and the message that carries it, and gives both ids.
func (w *world) speak(who, citizen, thread string) (enclosure, message string) {
	w.t.Helper()
	enclosure, message = newID(), newID()
	if r := w.record(who, citizen, enclosure, thread, w.recorded("opus.webm")); r.Status != http.StatusOK {
		w.t.Fatalf("%s records: %d %s", who, r.Status, r.Body)
	}
	body := map[string]any{"text": "", "attachment": enclosure, "kind": "voice"}
	if thread != "" {
		body["thread"] = thread
	}
	w.put(who, path(citizen, "messages", message), body)
	return enclosure, message
}

// ofThreads are the threads of Peter's plan and who reads and writes in each.
func ofThreads() map[string][]string {
	return map[string][]string{string(demo.ThreadID(planOf("peter"))): {"peter", "maja", "jonas"}, id("th-peter-lone"): {"peter", "lone"}}
}

// enclose gives each thread of Peter's a voice to hear, and one that was not sent yet.
func (w *world) enclose() {
	w.t.Helper()
	w.pictures["unsent"] = newID()
	if r := w.record("peter", "peter", w.pictures["unsent"], "", w.recorded("opus.ogg")); r.Status != http.StatusOK {
		w.t.Fatalf("%d %s", r.Status, r.Body)
	}
	for thread := range ofThreads() {
		w.pictures[thread], _ = w.speak("peter", "peter", thread)
	}
}

func (w *world) triesOfEnclosures(op string, a actor, on func(verdict) verdict) []try {
	var out []try
	content := func(id string) string { return path("peter", "attachments", id, "content") }
	for thread, readers := range ofThreads() {
		want := unknown
		if slices.Contains(readers, a.name) && a.relation != "" {
			want = done
		}
		x := try{what: "of the thread of " + readers[1], method: "GET", path: content(w.pictures[thread]), want: on(want)}
		if op == "uploadAttachment" {
			// A drawing is refused at the last, so that the tries leave nothing behind.
			x.method, x.path, x.body, x.headers = "PUT", path("peter", "attachments", newID()), drawing(), forThread(thread, "x")[:2]
			if want == done {
				x.want = verdict{422, "invalid"}
			}
			if x.want != unknown {
				out = append(out, x)
				continue
			}
			x.twin, x.headers = path("peter", "attachments", newID()), forThread(thread, "x")[:2]
		} else if want != done {
			x.twin = content(newID())
		}
		out = append(out, x)
	}
	if op == "getAttachment" {
		x := try{what: "before it was sent", method: "GET", path: content(w.pictures["unsent"]), want: on(unknown), twin: content(newID())}
		if a.name == "peter" {
			x.want, x.twin = done, ""
		}
		out = append(out, x)
	}
	return out
}
