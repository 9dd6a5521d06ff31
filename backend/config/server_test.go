package config

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tavlen/backend/domain"
)

// home gives the test a home folder of its own and no settings from outside.
func home(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("XDG_STATE_HOME", "")
	for _, name := range names {
		t.Setenv(prefix+name, "")
	}
	return dir
}

// parse runs kong as a command would.
func parse(t *testing.T, args ...string) (Settings, error) {
	t.Helper()
	var cli struct {
		Serve struct {
			Server
		} `cmd:""`
	}
	k, err := kong.New(&cli, kong.Name("tavlen"), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) { t.Fatal("kong wants to exit") }))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse(append([]string{"serve"}, args...)); err != nil {
		return Settings{}, err
	}
	return cli.Serve.Settings()
}

func write(t *testing.T, content string, parts ...string) string {
	t.Helper()
	file := filepath.Join(parts...)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// certificate returns a self-signed certificate in PEM form.
func certificate(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

var compare = cmp.Options{
	cmpopts.IgnoreUnexported(Settings{}, SMS{}, Mail{}, Provider{}),
	cmp.Comparer(func(a, b netip.Prefix) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

func TestDefaults(t *testing.T) {
	dir := home(t)
	got, err := parse(t)
	if err != nil {
		t.Fatal(err)
	}
	want := Settings{
		Addr: "127.0.0.1:8080", PublicURL: "http://localhost:8080", PublicURLDerived: true,
		Database:   Database{Kind: SQLite, Path: filepath.Join(dir, ".local/share/tavlen/tavlen.db")},
		DataDir:    filepath.Join(dir, ".local/share/tavlen"),
		SecretFile: filepath.Join(dir, ".config/tavlen/secret.json"),
		LedgerDir:  filepath.Join(dir, ".local/state/tavlen"),
		DutyText:   domain.DefaultDutyText, Emergency: domain.DefaultEmergency, Complain: domain.DefaultComplain,
	}
	if diff := cmp.Diff(want, got, compare); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestXDGFolders(t *testing.T) {
	dir := home(t)
	t.Setenv("XDG_DATA_HOME", filepath.Join(dir, "d"))
	t.Setenv("XDG_CONFIG_HOME", "relative/is/ignored")
	got, err := parse(t)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "d/tavlen"); got.DataDir != want {
		t.Errorf("data in %s, want %s", got.DataDir, want)
	}
	if want := filepath.Join(dir, ".config/tavlen/secret.json"); got.SecretFile != want {
		t.Errorf("secrets in %s, want %s", got.SecretFile, want)
	}
}

func TestEverySettingByVariableAndFlag(t *testing.T) {
	dir := home(t)
	clock := write(t, "72h\n", dir, "clock")
	pem := certificate(t)
	ca := write(t, pem, dir, "ca.pem")
	values := map[string]string{
		nameAddr: "0.0.0.0:9000", namePublicURL: "https://Tavlen.Kommune.example:8443/", nameDatabase: "postgres://t:geheim@db/tavlen",
		nameDataDir: dir + "/data", nameSecretFile: dir + "/keys/secret.json", nameLedgerDir: dir + "/ledger", nameTrustedProxies: "10.1.2.3/8, 192.0.2.7,fd00::/8",
		nameEnv: "development", nameMetricsAddr: "127.0.0.1:9090", nameClockFile: clock,
		namePushExtraOrigin: "https://127.0.0.1:9443/", namePushCA: ca,
		nameSMSGateway: "http", nameSMSURL: "https://sms.example/send?to={to}", nameSMSTokenFile: write(t, "geheim-token\n", dir, "token"), nameSMSTemplateFile: write(t, "{}", dir, "template"), nameSMSSender: "Kommunen",
		nameSMTPURL: "smtp+starttls://tavlen@mail.example", nameSMTPPasswordFile: write(t, "geheim ord\n", dir, "password"), nameSMTPFrom: "tavlen@kommune.example", nameSMTPCA: ca,
		nameMitIDIssuer: "https://broker.example", nameMitIDClientID: " tavlen ", nameMitIDSecretFile: write(t, "geheim-broker\n", dir, "broker"), nameMitIDProfile: "custom", nameMitIDLevel: "high", nameMitIDClaimsFile: write(t, "{}", dir, "claims"),
		nameStaffIssuer: "https://login.example/adfs", nameStaffClientID: "tavlen", nameStaffSecretFile: write(t, "geheim-login\n", dir, "login"), nameStaffClaimsFile: write(t, "{}", dir, "roles"),
		nameDutyText: "Du skal komme.", nameHours: " man-fre  8.00-15.00", nameComplain: " Skriv til  dpo@kommune.example.", nameEmergency: "112|112|Livsfare; Lægevagten |1813|Når din læge har lukket",
		nameSecurityContact: "mailto:sikkerhed@kommune.example", nameAccessibilityURL: " https://www.was.example/tavlen ",
	}
	want := Settings{
		Addr: "0.0.0.0:9000", PublicURL: "https://tavlen.kommune.example:8443",
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("192.0.2.7/32"), netip.MustParsePrefix("fd00::/8")},
		MetricsAddr:    "127.0.0.1:9090", ClockFile: clock, PushExtraOrigin: "https://127.0.0.1:9443", PushCA: []byte(pem),
		SMS:       SMS{Gateway: GatewayHTTP, URL: "https://sms.example/send?to={to}", Token: "geheim-token", Template: []byte("{}"), Sender: "Kommunen"},
		Mail:      Mail{Host: "mail.example", Port: 587, User: "tavlen", Password: "geheim ord", From: "tavlen@kommune.example", CA: []byte(pem)},
		MitID:     Provider{Issuer: "https://broker.example", ClientID: "tavlen", Secret: "geheim-broker", Profile: ProfileCustom, Level: "high", Claims: []byte("{}")},
		StaffOIDC: Provider{Issuer: "https://login.example/adfs", ClientID: "tavlen", Secret: "geheim-login", Claims: []byte("{}")},
		Database:  Database{Kind: PostgreSQL, URL: "postgres://t:geheim@db/tavlen"},
		DataDir:   dir + "/data", SecretFile: dir + "/keys/secret.json", LedgerDir: dir + "/ledger", DutyText: "Du skal komme.", Hours: "man-fre 8.00-15.00", Complain: "Skriv til dpo@kommune.example.",
		Emergency:       []domain.EmergencyNumber{{Label: "112", Number: "112", When: "Livsfare"}, {Label: "Lægevagten", Number: "1813", When: "Når din læge har lukket"}},
		SecurityContact: "mailto:sikkerhed@kommune.example", AccessibilityURL: "https://www.was.example/tavlen",
	}
	var flags []string
	for _, name := range names {
		flags = append(flags, "--"+strings.ReplaceAll(strings.ToLower(name), "_", "-")+"="+values[name])
	}
	got, err := parse(t, flags...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, compare); diff != "" {
		t.Errorf("by flags: -want +got\n%s", diff)
	}
	for _, name := range names {
		t.Setenv(prefix+name, values[name])
	}
	if got, err = parse(t); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, compare); diff != "" {
		t.Errorf("by variables: -want +got\n%s", diff)
	}
	if got, err = parse(t, "--addr=127.0.0.1:1"); err != nil || got.Addr != "127.0.0.1:1" {
		t.Errorf("a flag does not win over its variable: %v, %v", got.Addr, err)
	}
}

func TestGoodSettings(t *testing.T) {
	dir := home(t)
	for name, tc := range map[string]struct {
		args  []string
		check func(Settings) bool
	}{
		"port of the address":         {[]string{"--addr=127.0.0.1:9000"}, func(s Settings) bool { return s.PublicURL == "http://localhost:9000" }},
		"all interfaces":              {[]string{"--addr=:9000"}, func(s Settings) bool { return s.PublicURL == "http://localhost:9000" }},
		"IPv6":                        {[]string{"--addr=[::1]:9000"}, func(s Settings) bool { return s.PublicURL == "http://localhost:9000" }},
		"http on this machine":        {[]string{"--public-url=http://127.0.0.1:8080"}, func(s Settings) bool { return !s.PublicURLDerived }},
		"production":                  {[]string{"--env=production", "--public-url=https://t.example"}, func(s Settings) bool { return s.Production && s.Host() == "t.example" }},
		"own database file":           {[]string{"--database=" + dir + "/db/x.db"}, func(s Settings) bool { return s.Database.Path == dir+"/db/x.db" }},
		"postgresql scheme":           {[]string{"--database=postgresql:///x?host=/run/pg"}, func(s Settings) bool { return s.Database.Kind == PostgreSQL }},
		"clock file to come":          {[]string{"--clock-file=" + dir + "/later"}, func(s Settings) bool { return s.ClockFile == dir+"/later" }},
		"keys in a folder below":      {[]string{"--data-dir=" + dir + "/d", "--secret-file=" + dir + "/d/keys/s.json"}, func(s Settings) bool { return s.SecretFile == dir+"/d/keys/s.json" }},
		"extra origin's default port": {[]string{"--push-extra-origin=https://Push.example:443"}, func(s Settings) bool { return s.PushExtraOrigin == "https://push.example" }},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := parse(t, tc.args...)
			if err != nil {
				t.Fatal(err)
			}
			if !tc.check(got) {
				t.Errorf("got %s", got.Dump())
			}
		})
	}
}

func TestWrongSettings(t *testing.T) {
	dir := home(t)
	file := write(t, "x", dir, "file")
	clock := write(t, "tomorrow", dir, "clock")
	longClock := write(t, "2000000h", dir, "longclock")
	if err := os.Symlink(filepath.Join(dir, ".local/share/tavlen"), filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, ".local/share/tavlen"), 0o700); err != nil {
		t.Fatal(err)
	}
	prod := func(args ...string) []string {
		return append([]string{"--env=production", "--public-url=https://t.example"}, args...)
	}
	for name, tc := range map[string]struct {
		args    []string
		setting string
		says    string // what is wrong
		mend    string // how to mend it
	}{
		"address without port":    {[]string{"--addr=localhost"}, nameAddr, "not host:port", "127.0.0.1:8080"},
		"port alone":              {[]string{"--addr=8080"}, nameAddr, "not host:port", "127.0.0.1:8080"},
		"port too big":            {[]string{"--addr=:70000"}, nameAddr, "0 to 65535", "127.0.0.1:8080"},
		"port by name":            {[]string{"--addr=:http"}, nameAddr, "0 to 65535", "127.0.0.1:8080"},
		"address with scheme":     {[]string{"--addr=http://x:80"}, nameAddr, "not host:port", "127.0.0.1:8080"},
		"address with line break": {[]string{"--addr=a\nb:80"}, nameAddr, "no name or address", "127.0.0.1:8080"},
		"unknown environment":     {[]string{"--env=prod"}, nameEnv, `"prod"`, "development or production"},
		"production without URL":  {[]string{"--env=production"}, namePublicURL, "production needs it", "https://"},
		"production over http":    {[]string{"--env=production", "--public-url=http://localhost"}, namePublicURL, "needs https", "reverse proxy"},
		"http from outside":       {[]string{"--public-url=http://tavlen.example"}, namePublicURL, "nobody could sign in", "https"},
		"outside address alone":   {[]string{"--addr=192.0.2.1:80"}, namePublicURL, "not reached as localhost", "https"},
		"URL with path":           {[]string{"--public-url=https://t.example/tavlen"}, namePublicURL, "more than scheme and host", "leave out"},
		"URL with query":          {[]string{"--public-url=https://t.example/?a"}, namePublicURL, "more than scheme and host", "leave out"},
		"URL with password":       {[]string{"--public-url=https://a:geheim@t.example"}, namePublicURL, "password", "https://"},
		"URL without host":        {[]string{"--public-url=tavlen.example"}, namePublicURL, "not an address", "https://"},
		"URL unreadable":          {[]string{"--public-url=https://a:geheim@t%zz"}, namePublicURL, "not an address", "https://"},
		"URL of another kind":     {[]string{"--public-url=ftp://t.example"}, namePublicURL, "neither https nor http", "https://"},
		"metrics address":         {[]string{"--metrics-addr=x"}, nameMetricsAddr, "not host:port", "9090"},
		"metrics on the same":     {[]string{"--metrics-addr=127.0.0.1:8080"}, nameMetricsAddr, "port 8080", "another port"},
		"proxy by name":           {[]string{"--trusted-proxies=nginx"}, nameTrustedProxies, `"nginx"`, "10.0.0.0/8"},
		"proxy with bad mask":     {[]string{"--trusted-proxies=10.0.0.0/40"}, nameTrustedProxies, "no network", "10.0.0.0/8"},
		"everybody a proxy":       {[]string{"--trusted-proxies=10.0.0.0/8,0.0.0.0/0"}, nameTrustedProxies, "anyone", "your own"},
		"everybody on IPv6":       {[]string{"--trusted-proxies=::/0"}, nameTrustedProxies, "anyone", "your own"},
		"clock in production":     {prod("--clock-file=" + dir + "/x"), nameClockFile, "is production", "unset"},
		"origin in production":    {prod("--push-extra-origin=https://x"), namePushExtraOrigin, "is production", "unset"},
		"CA in production":        {prod("--push-ca=" + file), namePushCA, "is production", "unset"},
		"clock of nonsense":       {[]string{"--clock-file=" + clock}, nameClockFile, `"tomorrow"`, "72h"},
		"clock too far":           {[]string{"--clock-file=" + longClock}, nameClockFile, "hundred years", "72h"},
		"clock a folder":          {[]string{"--clock-file=" + dir}, nameClockFile, "directory", "72h"},
		"CA alone":                {[]string{"--push-ca=" + file}, namePushCA, "no extra origin", namePushExtraOrigin},
		"CA missing":              {[]string{"--push-extra-origin=https://x", "--push-ca=" + dir + "/none"}, namePushCA, "no such file", "readable"},
		"CA no certificate":       {[]string{"--push-extra-origin=https://x", "--push-ca=" + file}, namePushCA, "no certificate", "PEM"},
		"origin over http":        {[]string{"--push-extra-origin=http://x"}, namePushExtraOrigin, "not an https origin", "https://127.0.0.1"},
		"origin with path":        {[]string{"--push-extra-origin=https://x/y"}, namePushExtraOrigin, "not an https origin", "https://127.0.0.1"},
		"origin with password":    {[]string{"--push-extra-origin=https://a:geheim@x"}, namePushExtraOrigin, "not an https origin", "https://127.0.0.1"},
		"data folder a file":      {[]string{"--data-dir=" + file}, nameDataDir, "is a file", "folder"},
		"data folder with tilde":  {[]string{"--data-dir=~/tavlen"}, nameDataDir, "~", "home folder"},
		"database a folder":       {[]string{"--database=" + dir}, nameDatabase, "not a file", "tavlen.db"},
		"database inside a file":  {[]string{"--database=" + file + "/x.db"}, nameDatabase, "inside a file", "folder"},
		"database in memory":      {[]string{"--database=:memory:"}, nameDatabase, "SQLite's own", "plain path"},
		"database as SQLite URI":  {[]string{"--database=file:x.db?mode=ro"}, nameDatabase, "SQLite's own", "plain path"},
		"database with pragmas":   {[]string{"--database=x.db?_journal=off"}, nameDatabase, "SQLite's own", "plain path"},
		"database of MySQL":       {[]string{"--database=mysql://a:geheim@h/db"}, nameDatabase, `"mysql://"`, "postgres://"},
		"database as key=value":   {[]string{"--database=host=h password=geheim"}, nameDatabase, "key=value", "postgres://"},
		"database without name":   {[]string{"--database=postgres://a:geheim@h"}, nameDatabase, "without a database name", "postgres://"},
		"database unreadable":     {[]string{"--database=postgres://a:geheim%@h/db"}, nameDatabase, "cannot be read", "%XX"},
		"secrets a folder":        {[]string{"--secret-file=" + dir}, nameSecretFile, "is a folder", "secret.json"},
		"secrets beside database": {[]string{"--database=" + dir + "/a/t.db", "--secret-file=" + dir + "/a/s.json"}, nameSecretFile, "beside the database", "folder of their own"},
		"secrets in data folder":  {[]string{"--database=postgres://h/db", "--data-dir=" + dir + "/a", "--secret-file=" + dir + "/a/s.json"}, nameSecretFile, "data folder", "folder of their own"},
		"secrets beside by link":  {[]string{"--secret-file=" + dir + "/link/s.json"}, nameSecretFile, "beside the database", "folder of their own"},
		"ledger a file":           {[]string{"--ledger-dir=" + file}, nameLedgerDir, "is a file", "folder"},
		"ledger with the data":    {[]string{"--data-dir=" + dir + "/a", "--secret-file=" + dir + "/k/s.json", "--ledger-dir=" + dir + "/a"}, nameLedgerDir, "in the data folder", "folder of its own"},
		"ledger below the data":   {[]string{"--data-dir=" + dir + "/a", "--secret-file=" + dir + "/k/s.json", "--ledger-dir=" + dir + "/a/b/c"}, nameLedgerDir, "in the data folder", "folder of its own"},
		"ledger by the database":  {[]string{"--database=" + dir + "/l/t.db", "--secret-file=" + dir + "/k/s.json", "--ledger-dir=" + dir + "/l"}, nameLedgerDir, "holds the database", "folder of its own"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse(t, tc.args...)
			var p *Problem
			if !errors.As(err, &p) {
				t.Fatalf("got %v", err)
			}
			if p.Setting != tc.setting || !strings.Contains(p.Error(), tc.says) || !strings.Contains(p.Mend, tc.mend) {
				t.Errorf("got %v", err)
			}
			if strings.ContainsAny(err.Error(), "\n\r") || strings.Contains(err.Error(), "geheim") || p.What == "" || p.Mend == "" {
				t.Errorf("not one harmless line that says what and how: %v", err)
			}
		})
	}
}

func TestNoHomeFolder(t *testing.T) {
	home(t)
	t.Setenv("HOME", "")
	if _, err := parse(t); err == nil || !strings.Contains(err.Error(), "TAVLEN_DATA_DIR is not set and there is no home folder: name a folder") {
		t.Errorf("got %v", err)
	}
	if _, err := parse(t, "--data-dir=/var/lib/tavlen"); err == nil || !strings.Contains(err.Error(), "TAVLEN_SECRET_FILE is not set") {
		t.Errorf("got %v", err)
	}
	if _, err := parse(t, "--data-dir=/var/lib/tavlen", "--secret-file=/etc/tavlen/secret.json"); err == nil || !strings.Contains(err.Error(), "TAVLEN_LEDGER_DIR is not set") {
		t.Errorf("got %v", err)
	}
	if _, err := parse(t, "--data-dir=/var/lib/tavlen", "--secret-file=/etc/tavlen/secret.json", "--ledger-dir=/var/lib/tavlen-ledger"); err != nil {
		t.Error(err)
	}
}

// The demo takes only half of the settings, and must not stumble over the rest.
func TestNetworkAlone(t *testing.T) {
	home(t)
	t.Setenv("HOME", "")
	var cli struct{ Network }
	k, err := kong.New(&cli, kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse([]string{"--addr=127.0.0.1:0"}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	srv := Server{Network: cli.Network, Storage: Storage{DataDir: filepath.Join(dir, "data"), SecretFile: filepath.Join(dir, "keys", "s.json"), LedgerDir: filepath.Join(dir, "ledger")}}
	set, err := srv.Settings()
	if err != nil {
		t.Fatal(err)
	}
	set.Bound(&net.TCPAddr{Port: 4711})
	if set.PublicURL != "http://localhost:4711" {
		t.Errorf("got %s", set.PublicURL)
	}
	if _, err := k.Parse([]string{"--addr=x"}); err == nil {
		t.Error("a wrong address passes")
	}
	if err := (&Storage{DataDir: "~"}).Validate(); err == nil {
		t.Error("a wrong folder passes")
	}
}

func TestBoundLeavesAGivenURLAlone(t *testing.T) {
	set := Settings{PublicURL: "https://t.example"}
	set.Bound(&net.TCPAddr{Port: 1})
	if set.PublicURL != "https://t.example" {
		t.Error(set.PublicURL)
	}
}

func TestNothingShowsAPassword(t *testing.T) {
	dir := home(t)
	for _, dsn := range []string{
		"postgres://tavlen:geheim@db/t", "postgres://db/t?user=tavlen&password=geheim", "postgres://db/t?sslmode=verify-full&sslpassword=geheim",
	} {
		set, err := parse(t, "--database="+dsn, "--data-dir="+dir+"/d")
		if err != nil {
			t.Fatal(err)
		}
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("settings", "settings", &set, "database", set.Database)
		all := set.Dump() + log.String() + fmt.Sprintf("%v %+v %#v %s", set.Database, set.Database, set.Database, set.Database)
		if strings.Contains(all, "geheim") {
			t.Errorf("shown:\n%s", all)
		}
		for _, want := range []string{"TAVLEN_DATABASE postgres://", "TAVLEN_ENV development\n", "TAVLEN_CLOCK_FILE -\n", `"public_url":"http://localhost:8080"`} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is missing in\n%s", want, all)
			}
		}
	}
	if got := (Database{Kind: PostgreSQL, URL: "postgres://a:geheim%@h"}).String(); strings.Contains(got, "geheim") {
		t.Error(got)
	}
}

func TestDumpNamesEverySetting(t *testing.T) {
	home(t)
	set, err := parse(t)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(set.Dump(), "\n"); n != len(names) || n != 37 {
		t.Errorf("%d lines for %d settings", n, len(names))
	}
}

func TestUnknownVariables(t *testing.T) {
	got := UnknownVariables([]string{"PATH=/bin", "TAVLEN_PUBLICURL=x", "TAVLEN_ADDR=y", "TAVLEN_ADRR=", "TAVLEN_TEST_POSTGRES=z", "TAVLEN_VULNDB=w", "TAVLEN_"})
	if diff := cmp.Diff([]string{"TAVLEN_", "TAVLEN_ADRR", "TAVLEN_PUBLICURL"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestEmergency(t *testing.T) {
	for text, wrong := range map[string]string{
		"":                                    "",
		"112|112|Livsfare;Lægevagten||I byen": "",
		"112|112|Livsfare;":                   "entry 2",
		"Lægevagten|1813|Om natten":           "112",
		"112|112|Livsfare;Læge|tolv|":         "telephone",
		"112|112":                             "entry 1",
		"112|112|\x00":                        "entry 1",
	} {
		var set Settings
		err := (&Texts{Emergency: text}).resolve(&set)
		if wrong == "" && (err != nil || len(set.Emergency) < 2) {
			t.Errorf("%q: %v, %v", text, set.Emergency, err)
		}
		if wrong != "" && (err == nil || !strings.HasPrefix(err.Error(), "TAVLEN_EMERGENCY") || !strings.Contains(err.Error(), wrong) || set.Emergency != nil) {
			t.Errorf("%q: %v, %v", text, set.Emergency, err)
		}
	}
}

func TestDutyText(t *testing.T) {
	home(t)
	for _, c := range []struct{ text, want, wrong string }{
		{"", domain.DefaultDutyText, ""},
		{"  Kom til tiden. Ring til {consultant}.\n", "Kom til tiden. Ring til {consultant}.", ""},
		{strings.Repeat("æ", domain.MaxText), strings.Repeat("æ", domain.MaxText), ""},
		{strings.Repeat("æ", domain.MaxText+1), "", "TAVLEN_DUTY_TEXT"},
		{"Kom\x00", "", "TAVLEN_DUTY_TEXT"},
		{"Kom\xff", "", "TAVLEN_DUTY_TEXT"},
	} {
		var set Settings
		err := (&Texts{DutyText: c.text}).resolve(&set)
		if c.wrong != "" {
			if err == nil || !strings.HasPrefix(err.Error(), c.wrong) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%.20q: %v", c.text, err)
			}
			continue
		}
		if err != nil || set.DutyText != c.want {
			t.Errorf("%.20q: %.40q, %v", c.text, set.DutyText, err)
		}
	}
}
