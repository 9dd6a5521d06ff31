package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/testkit"
)

// exiftool runs the program that reads and writes what files say of their maker: one that
// knows many more places to look in than we do.
func exiftool(t *testing.T, args ...string) []byte {
	t.Helper()
	program, err := exec.LookPath("exiftool")
	if err != nil {
		t.Fatal("exiftool is missing: install it (`apt-get install libimage-exiftool-perl` as root)")
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("exiftool %v: %v: %s", args, err, said.Bytes())
	}
	return out
}

// says is all that exiftool finds in a file, known or not, by group and name.
func says(t *testing.T, name string, content []byte) map[string]any {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	if err := json.Unmarshal(exiftool(t, "-json", "-a", "-G1", "-U", "-ee", "-struct", file), &all); err != nil || len(all) != 1 {
		t.Fatalf("%v: %v", all, err)
	}
	found := all[0]
	for tag := range found {
		if tag == "SourceFile" || strings.HasPrefix(tag, "ExifTool:") || strings.HasPrefix(tag, "System:") {
			delete(found, tag) // of this copy of the file and of the program
		}
	}
	return found
}

// tagged writes into a picture what phones and programs write: where, when, with what, by whom.
func tagged(t *testing.T, name string, content []byte) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	exiftool(t, "-q", "-overwrite_original", "-EXIF:Orientation#=6", "-EXIF:GPSLatitude=55.6761", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=12.5683",
		"-EXIF:GPSLongitudeRef=E", "-EXIF:Make=CanaryPhone", "-EXIF:Model=CanaryModel", "-EXIF:SerialNumber=Canary123", "-EXIF:DateTimeOriginal=2026:11:20 08:15:00",
		"-XMP:Creator=CanaryPerson", "-XMP-photoshop:City=CanaryPlace", file)
	if strings.HasSuffix(name, ".png") {
		exiftool(t, "-q", "-overwrite_original", "-PNG:Comment=CanaryComment", "-PNG:Author=CanaryPerson", file)
	}
	out, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Of the pictures and voices that we hand out exiftool finds what they need to be shown or
// played, and nothing of where, when, by whom or with what they were made; and a photo that
// was taken with the phone on its side stands upright.
func TestExiftoolFindsNothingInWhatIsServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.Options{})
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, testkit.Quartered(80, 40)); err != nil {
		t.Fatal(err)
	}
	red, err := os.ReadFile(filepath.Join("..", "picture", "testdata", "red.webp"))
	if err != nil {
		t.Fatal(err)
	}
	telling := func(found map[string]any) (out []string) {
		for tag, value := range found {
			if doc, err := json.Marshal(value); err == nil && (strings.Contains(tag, "GPS") || strings.Contains(tag, "Location") || strings.Contains(string(doc), "Canary") || strings.Contains(string(doc), "2026")) {
				out = append(out, tag)
			}
		}
		slices.Sort(out)
		return out
	}
	for _, p := range []struct {
		name, kind string
		content    []byte
	}{{"sent.jpg", "image/jpeg", testkit.Photo(t, 80, 40, 1)}, {"sent.png", "image/png", drawn.Bytes()}, {"sent.webp", "image/webp", red}} {
		sent := tagged(t, p.name, p.content)
		if told := telling(says(t, p.name, sent)); len(told) < 5 {
			t.Fatalf("%s tells only %v", p.name, told)
		}
		for where, headers := range map[string][]string{"board": about(onto("board"), "Et billede"), "message": forThread("", "Et billede")} {
			picture := newID()
			headers = slices.Concat([]string{"Content-Type", p.kind}, dropContentType(headers))
			if r := w.as("peter").Do("PUT", path("peter", "attachments", picture), sent, headers...); r.Status != http.StatusOK {
				t.Fatalf("%s for the %s: %d %s", p.name, where, r.Status, r.Body)
			}
			served := w.as("peter").Do("GET", path("peter", "attachments", picture, "content"), nil)
			found := says(t, "served.jpg", served.Body)
			onlyOf(t, p.name+" for the "+where, found, "File", "Composite")
			m, err := jpeg.Decode(bytes.NewReader(served.Body))
			if err != nil {
				t.Fatal(err)
			}
			if b := m.Bounds(); p.name != "sent.webp" {
				// The red quarter of what lay on its side is at the upper right.
				if r, g, bl, _ := m.At(b.Dx()*3/4, b.Dy()/4).RGBA(); b.Dx() > b.Dy() || r <= g || r <= bl {
					t.Errorf("%s for the %s does not stand upright: %v", p.name, where, b)
				}
			}
		}
	}
	for _, name := range []string{"opus.webm", "opus.ogg", "aac.m4a", "aac-fragments.mp4", "opus-fragments.mp4"} {
		if told := telling(says(t, name, w.recorded(name))); len(told) == 0 {
			t.Errorf("%s tells nothing that could vanish", name)
		}
		voice := newID()
		if r := w.record("peter", "peter", voice, "", w.recorded(name)); r.Status != http.StatusOK {
			t.Fatalf("%s: %d %s", name, r.Status, r.Body)
		}
		served := w.as("peter").Do("GET", path("peter", "attachments", voice, "content"), nil)
		onlyOf(t, name, says(t, "served", served.Body), "File", "Composite", "Matroska", "QuickTime", "Track1")
	}
}

// telltale are the names of tags that say where, when, by whom or with what.
var telltale = regexp.MustCompile(`(?i)gps|location|make$|model|serial|lens|artist|author|creator|owner|copyright|comment|title|description|keyword|software|encoder|host|city|person|name`)

// onlyOf wants that what exiftool found is of some of its groups, and tells nothing: in the
// groups of a container stand its measures, its codec, and times that are all nought.
func onlyOf(t *testing.T, what string, found map[string]any, groups ...string) {
	t.Helper()
	if len(found) < 3 {
		t.Errorf("%s: exiftool cannot read it: %v", what, found)
	}
	for tag, value := range found {
		group, field, _ := strings.Cut(tag, ":")
		said := fmt.Sprint(value)
		dated := strings.Contains(field, "Date") && strings.Trim(said, "0: ") != ""
		app := (field == "MuxingApp" || field == "WritingApp") && said != "Tavlen"
		if !slices.Contains(groups, group) || telltale.MatchString(field) || dated || app || strings.Contains(said, "Canary") {
			t.Errorf("%s: %s is %s", what, tag, said)
		}
	}
}

func dropContentType(headers []string) []string {
	if i := slices.Index(headers, "Content-Type"); i >= 0 {
		return slices.Delete(slices.Clone(headers), i, i+2)
	}
	return headers
}
