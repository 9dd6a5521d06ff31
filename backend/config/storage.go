package config

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// resolve checks the storage settings and writes them to set.
func (s *Storage) resolve(set *Settings) error {
	for _, step := range []func(*Settings) error{s.dataDir, s.database, s.secretFile, s.ledgerDir} {
		if err := step(set); err != nil {
			return err
		}
	}
	return nil
}

func (s *Storage) dataDir(set *Settings) error {
	dir := s.DataDir
	if dir == "" {
		base, err := xdgDir("XDG_DATA_HOME", ".local/share")
		if err != nil {
			return problem(nameDataDir, "name a folder, for example /var/lib/tavlen", "is not set and there is no home folder")
		}
		dir = filepath.Join(base, "tavlen")
	}
	path, err := absolute(nameDataDir, dir)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return problem(nameDataDir, "name a folder", "is %q, which is a file", dir)
	}
	set.DataDir = path
	return nil
}

func (s *Storage) database(set *Settings) error {
	raw := s.Database
	if raw == "" {
		set.Database = Database{Kind: SQLite, Path: filepath.Join(set.DataDir, "tavlen.db")}
		return nil
	}
	scheme, _, hasScheme := strings.Cut(raw, "://")
	switch {
	case scheme == "postgres" && hasScheme, scheme == "postgresql" && hasScheme:
		return postgresURL(set, raw)
	case hasScheme:
		return problem(nameDatabase, "write a file name or a postgres:// address", "starts with %q", scheme+"://")
	case strings.HasPrefix(raw, "file:") || strings.HasPrefix(raw, ":memory:") || strings.ContainsAny(raw, "?#"):
		// Pragmas are the store's business, and data in memory is gone with the process.
		return problem(nameDatabase, "write the plain path of a file", "is SQLite's own address form")
	case strings.Contains(raw, "host=") || strings.Contains(raw, "dbname="):
		return problem(nameDatabase, "write it as postgres://user@host/database", "is a list of key=value")
	}
	path, err := absolute(nameDatabase, raw)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return problem(nameDatabase, "name a file, for example "+filepath.Join(raw, "tavlen.db"), "is %q, which is not a file", raw)
	}
	if info, err := os.Stat(filepath.Dir(path)); err == nil && !info.IsDir() {
		return problem(nameDatabase, "name a file in a folder", "is %q, which would lie inside a file", raw)
	}
	set.Database = Database{Kind: SQLite, Path: path}
	return nil
}

// postgresURL never quotes the address: it may hold a password.
func postgresURL(set *Settings, raw string) error {
	const mend = "write it as postgres://user@host:5432/database"
	u, err := url.Parse(raw)
	if err != nil {
		return problem(nameDatabase, mend+", with special characters in the password written as %XX", "is a postgres address that cannot be read")
	}
	if strings.Trim(u.Path, "/") == "" && u.Query().Get("dbname") == "" {
		return problem(nameDatabase, mend, "is a postgres address without a database name")
	}
	set.Database = Database{Kind: PostgreSQL, URL: raw}
	return nil
}

func (s *Storage) secretFile(set *Settings) error {
	file := s.SecretFile
	if file == "" {
		base, err := xdgDir("XDG_CONFIG_HOME", ".config")
		if err != nil {
			return problem(nameSecretFile, "name a file, for example /etc/tavlen/secret.json", "is not set and there is no home folder")
		}
		file = filepath.Join(base, "tavlen", "secret.json")
	}
	path, err := absolute(nameSecretFile, file)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return problem(nameSecretFile, "name a file in it, for example "+filepath.Join(file, "secret.json"), "is %q, which is a folder", file)
	}
	// Whoever gets hold of the data, or of a copy of its folder, must not have
	// the keys with it.
	if set.Database.Kind == SQLite && sameDir(filepath.Dir(path), filepath.Dir(set.Database.Path)) {
		return problem(nameSecretFile, "keep the keys in a folder of their own", "is %q, beside the database", file)
	}
	if sameDir(filepath.Dir(path), set.DataDir) {
		return problem(nameSecretFile, "keep the keys in a folder of their own", "is %q, in the data folder", file)
	}
	set.SecretFile = path
	return nil
}

// ledgerDir refuses a folder that would be put back, or lost, together with the data: the
// ledger tells what was taken away since a backup was made.
func (s *Storage) ledgerDir(set *Settings) error {
	dir := s.LedgerDir
	if dir == "" {
		base, err := xdgDir("XDG_STATE_HOME", ".local/state")
		if err != nil {
			return problem(nameLedgerDir, "name a folder, for example /var/lib/tavlen-ledger", "is not set and there is no home folder")
		}
		dir = filepath.Join(base, "tavlen")
	}
	path, err := absolute(nameLedgerDir, dir)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return problem(nameLedgerDir, "name a folder", "is %q, which is a file", dir)
	}
	const mend = "keep the ledger in a folder of its own, on another disk if there is one"
	if within(path, set.DataDir) {
		return problem(nameLedgerDir, mend, "is %q, in the data folder", dir)
	}
	if set.Database.Kind == SQLite && within(set.Database.Path, path) {
		return problem(nameLedgerDir, mend, "is %q, which holds the database", dir)
	}
	set.LedgerDir = path
	return nil
}

// within says whether an absolute path is a folder or lies anywhere in it, through symbolic
// links where they exist.
func within(path, dir string) bool {
	for {
		if sameDir(path, dir) {
			return true
		}
		up := filepath.Dir(path)
		if up == path {
			return false
		}
		path = up
	}
}

// xdgDir returns the folder of an XDG base directory variable
// (XDG Base Directory Specification 0.8), or fallback under the home folder.
// A relative value in the variable is ignored, as that text demands.
func xdgDir(variable, fallback string) (string, error) {
	if dir := os.Getenv(variable); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, filepath.FromSlash(fallback)), nil
}

// absolute refuses a path that only a shell would understand.
func absolute(setting, path string) (string, error) {
	if path == "~" || strings.HasPrefix(path, "~/") {
		return "", problem(setting, "write the home folder out", "is %q, and only a shell knows what ~ is", path)
	}
	if strings.ContainsRune(path, 0) {
		return "", problem(setting, "leave it out", "holds a zero byte")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", problem(setting, "write the whole path", "is %q: %s", path, reason(err))
	}
	return abs, nil
}

// sameDir compares two absolute folders, through symbolic links where they exist.
func sameDir(a, b string) bool {
	if a == b {
		return true
	}
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(ia, ib)
}
