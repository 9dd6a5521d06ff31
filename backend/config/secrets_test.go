package config

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vapid makes a pair as package notify does.
func vapid() (public, private string, err error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return "", "", err
	}
	enc := base64.RawURLEncoding
	return enc.EncodeToString(key.PublicKey().Bytes()), enc.EncodeToString(key.Bytes()), nil
}

func TestSecretsAreMadeOnceAndKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new", "folder", "secret.json")
	made, created, err := LoadOrCreateSecrets(file, vapid)
	if err != nil || !created {
		t.Fatalf("created %v, %v", created, err)
	}
	for name, want := range map[string]fs.FileMode{file: 0o600, filepath.Dir(file): fs.ModeDir | 0o700} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the file lies %v, %v", left, err)
	}
	again, created, err := LoadOrCreateSecrets(file, vapid)
	if err != nil || created {
		t.Fatalf("created %v, %v", created, err)
	}
	if diff := cmp.Diff(made, again); diff != "" {
		t.Error("the keys changed on the way to the disk and back")
	}
	if len(again.MasterKeys) != 1 || again.MasterKeys[0].ID == "" || len(again.MasterKeys[0].Key) != KeySize {
		t.Errorf("%d master keys", len(again.MasterKeys))
	}
	if _, err := CreateSecrets(file, vapid); !errors.Is(err, fs.ErrExist) {
		t.Errorf("made over existing keys: %v", err)
	}
}

func TestParallelStartsAgreeOnTheKeys(t *testing.T) {
	file := filepath.Join(t.TempDir(), "k", "secret.json")
	got := make([]*Secrets, 8)
	var made int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			s, created, err := LoadOrCreateSecrets(file, vapid)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			got[i] = s
			if created {
				made++
			}
		})
	}
	wg.Wait()
	if made != 1 {
		t.Errorf("made %d times", made)
	}
	for _, s := range got[1:] {
		if !cmp.Equal(got[0], s) {
			t.Error("two starts hold different keys")
		}
	}
}

func TestMissingSecrets(t *testing.T) {
	_, err := LoadSecrets(filepath.Join(t.TempDir(), "secret.json"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "TAVLEN_SECRET_FILE ") || !strings.Contains(err.Error(), "tavlen serve") {
		t.Errorf("got %v", err)
	}
}

func TestVAPIDFailureLeavesNoFile(t *testing.T) {
	broken := errors.New("no entropy")
	for name, fn := range map[string]VAPIDFunc{
		"error":    func() (string, string, error) { return "", "", broken },
		"no key":   func() (string, string, error) { return "", "", nil },
		"mismatch": func() (string, string, error) { a, _, _ := vapid(); _, b, _ := vapid(); return a, b, nil },
	} {
		file := filepath.Join(t.TempDir(), "secret.json")
		if _, _, err := LoadOrCreateSecrets(file, fn); err == nil {
			t.Errorf("%s: passes", name)
		}
		if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSecretsOthersCanReadAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret.json")
	if _, err := CreateSecrets(file, vapid); err != nil {
		t.Fatal(err)
	}
	for mode, ok := range map[fs.FileMode]bool{
		0o600: true, 0o400: true, 0o640: false, 0o604: false, 0o660: false, 0o644: false, 0o620: false, 0o601: false,
	} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		_, err := LoadSecrets(file)
		if (err == nil) != ok {
			t.Errorf("mode %04o: %v", mode, err)
		}
		if !ok && !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %04o does not say how to mend it: %v", mode, err)
		}
	}
}

func TestBadSecretFiles(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.json")
	if _, err := CreateSecrets(good, vapid); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	other, _, _ := vapid()
	short := base64.RawURLEncoding.EncodeToString(bytes.Repeat([]byte("k"), KeySize-1))
	long := base64.RawURLEncoding.EncodeToString(bytes.Repeat([]byte("k"), KeySize+1))
	for name, tc := range map[string]struct {
		change func(map[string]any)
		says   string
	}{
		"newer form":        {func(m map[string]any) { m["version"] = 2; m["new"] = true }, "form 2"},
		"no form":           {func(m map[string]any) { delete(m, "version") }, "form 0"},
		"unknown field":     {func(m map[string]any) { m["extra"] = 1 }, "not a complete secret file"},
		"no master key":     {func(m map[string]any) { m["master_keys"] = []any{} }, "no master key"},
		"short token key":   {func(m map[string]any) { m["token_key"] = short }, "token_key of 31 bytes"},
		"missing index key": {func(m map[string]any) { delete(m, "index_key") }, "index_key of 0 bytes"},
		"short master key":  {func(m map[string]any) { master(m)["key"] = short }, "of 31 bytes"},
		"long master key":   {func(m map[string]any) { master(m)["key"] = long }, "of 33 bytes"},
		"nameless master":   {func(m map[string]any) { master(m)["id"] = "" }, "without an id"},
		"master twice":      {func(m map[string]any) { m["master_keys"] = []any{master(m), master(m)} }, "two master keys"},
		"one key twice":     {func(m map[string]any) { m["index_key"] = m["token_key"] }, "one key as both"},
		"padded key":        {func(m map[string]any) { m["token_key"] = "YQ==" }, "not a complete secret file"},
		"key of wrong type": {func(m map[string]any) { m["token_key"] = 7 }, "not a complete secret file"},
		"short VAPID":       {func(m map[string]any) { m["vapid_private"] = short }, "vapid_private"},
		"zero VAPID":        {func(m map[string]any) { m["vapid_private"] = base64.RawURLEncoding.EncodeToString(make([]byte, 32)) }, "no P-256 key"},
		"foreign VAPID":     {func(m map[string]any) { m["vapid_public"] = other }, "does not belong"},
	} {
		t.Run(name, func(t *testing.T) {
			var m map[string]any
			if err := json.Unmarshal(raw, &m); err != nil {
				t.Fatal(err)
			}
			tc.change(m)
			changed, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			refused(t, write(t, string(changed), dir, name+".json"), tc.says)
		})
	}
	for name, content := range map[string]string{
		"empty": "", "half": string(raw[:len(raw)/2]), "two": string(raw) + string(raw), "null": "null", "list": "[]",
	} {
		t.Run(name, func(t *testing.T) { refused(t, write(t, content, dir, name+".json"), "") })
	}
	refused(t, dir, "")
}

func master(m map[string]any) map[string]any { return m["master_keys"].([]any)[0].(map[string]any) }

// refused wants one line that says what and quotes no key.
func refused(t *testing.T, file, says string) {
	t.Helper()
	_, err := LoadSecrets(file)
	var p *Problem
	if !errors.As(err, &p) || p.Setting != nameSecretFile || !strings.Contains(err.Error(), says) {
		t.Fatalf("got %v, want %q", err, says)
	}
	raw, _ := os.ReadFile(file)
	for _, word := range strings.FieldsFunc(string(raw), func(r rune) bool { return strings.ContainsRune("\":,{}[] \n", r) }) {
		if len(word) > 40 && strings.Contains(err.Error(), word) {
			t.Errorf("quotes a key: %v", err)
		}
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than one line: %v", err)
	}
}

func TestUnwritableFolder(t *testing.T) {
	file := write(t, "x", t.TempDir(), "file")
	_, err := CreateSecrets(filepath.Join(file, "keys", "secret.json"), vapid)
	var p *Problem
	if !errors.As(err, &p) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
}

func TestNothingPrintsAKey(t *testing.T) {
	s, err := newSecrets(vapid)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	for _, h := range []slog.Handler{slog.NewJSONHandler(&log, nil), slog.NewTextHandler(&log, nil)} {
		slog.New(h).Info("x", "secrets", s, "value", *s, "key", s.TokenKey, "master", s.MasterKeys, "vapid", s.VAPIDPrivate)
	}
	asJSON, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	all := log.String() + string(asJSON)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		all += fmt.Sprintf(verb+verb+verb+verb, *s, s.TokenKey, s.MasterKeys, s.VAPIDPrivate)
	}
	for _, key := range [][]byte{s.TokenKey, s.IndexKey, s.MasterKeys[0].Key, []byte(s.VAPIDPrivate)} {
		for _, form := range []string{
			string(key), fmt.Sprintf("%x", key), fmt.Sprintf("%X", key), fmt.Sprint(key), strings.Trim(fmt.Sprint(key), "[]"),
			base64.StdEncoding.EncodeToString(key), base64.RawURLEncoding.EncodeToString(key),
		} {
			if strings.Contains(all, form) {
				t.Fatalf("a key is shown in one of\n%s", all)
			}
		}
	}
	if !strings.Contains(all, shown) {
		t.Error("nothing was printed at all")
	}
}
