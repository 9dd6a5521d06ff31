// Package config turns flags and TAVLEN_* variables into one typed, checked
// Settings value, holds the installation's secrets and its movable clock, and
// says in one line what is wrong with a setting and how to mend it.
//
// It reads no other package's state, opens no database and starts nothing: a
// setting that is merely passed through is still only passed through here.
// Default values, names and rules for settings never live anywhere else.
package config

// Server holds what an operator can tell `tavlen serve`, as kong reads it.
// Embed it in a command, call Settings, and use nothing of it directly: the
// fields are raw text, empty where the default applies.
type Server struct {
	Network
	Storage
	Channels
	OIDC
	Texts
	Public
}

// Network holds the settings about who reaches the server and how. The demo
// embeds this half alone.
type Network struct {
	Addr            string   `name:"addr" env:"TAVLEN_ADDR" placeholder:"HOST:PORT" help:"Address to listen on (default 127.0.0.1:8080)."`
	PublicURL       string   `name:"public-url" env:"TAVLEN_PUBLIC_URL" placeholder:"URL" help:"Address people open, without a path (default http://localhost with the port of --addr)."`
	TrustedProxies  []string `name:"trusted-proxies" env:"TAVLEN_TRUSTED_PROXIES" placeholder:"CIDR,…" sep:"," help:"Networks of the reverse proxies whose X-Forwarded-For is believed (default none)."`
	Env             string   `name:"env" env:"TAVLEN_ENV" placeholder:"NAME" help:"development or production (default development)."`
	MetricsAddr     string   `name:"metrics-addr" env:"TAVLEN_METRICS_ADDR" placeholder:"HOST:PORT" help:"Own listener for metrics (default none)."`
	ClockFile       string   `name:"clock-file" env:"TAVLEN_CLOCK_FILE" placeholder:"FILE" help:"File with a duration such as 72h to add to the clock, re-read every second. Never in production."`
	PushExtraOrigin string   `name:"push-extra-origin" env:"TAVLEN_PUSH_EXTRA_ORIGIN" placeholder:"URL" help:"One more origin that push messages may go to. Never in production."`
	PushCA          string   `name:"push-ca" env:"TAVLEN_PUSH_CA" placeholder:"FILE" help:"Certificate (PEM) that vouches for --push-extra-origin. Never in production."`
}

// Storage holds the settings about where data and keys lie.
type Storage struct {
	Database   string `name:"database" env:"TAVLEN_DATABASE" placeholder:"FILE|URL" help:"SQLite file or postgres:// address (default tavlen.db in --data-dir)."`
	DataDir    string `name:"data-dir" env:"TAVLEN_DATA_DIR" placeholder:"FOLDER" help:"Folder for the database and files (default $XDG_DATA_HOME/tavlen or ~/.local/share/tavlen)."`
	SecretFile string `name:"secret-file" env:"TAVLEN_SECRET_FILE" placeholder:"FILE" help:"File with the installation's keys, never beside the database (default $XDG_CONFIG_HOME/tavlen/secret.json or ~/.config/tavlen/secret.json)."`
	LedgerDir  string `name:"ledger-dir" env:"TAVLEN_LEDGER_DIR" placeholder:"FOLDER" help:"Folder for the ledger of erasures and revocations, never with the data (default $XDG_STATE_HOME/tavlen or ~/.local/state/tavlen)."`
}

// Validate reports the first setting that is wrong, as a *Problem. kong calls
// it after parsing, so a wrong setting stops a command before it does anything.
func (s *Server) Validate() error {
	_, err := s.Settings()
	return err
}

// Validate reports the first network setting that is wrong, as a *Problem.
func (n *Network) Validate() error {
	return n.resolve(new(Settings))
}

// Validate reports the first storage setting that is wrong, as a *Problem.
func (s *Storage) Validate() error {
	return s.resolve(new(Settings))
}

// Settings returns the checked configuration with every default filled in. The
// error is a *Problem and fits on one line.
func (s *Server) Settings() (Settings, error) {
	var set Settings
	if err := s.Network.resolve(&set); err != nil {
		return Settings{}, err
	}
	if err := s.Storage.resolve(&set); err != nil {
		return Settings{}, err
	}
	if err := s.Channels.resolve(&set); err != nil {
		return Settings{}, err
	}
	if err := s.OIDC.resolve(&set); err != nil {
		return Settings{}, err
	}
	if err := s.Texts.resolve(&set); err != nil {
		return Settings{}, err
	}
	if err := s.Public.resolve(&set); err != nil {
		return Settings{}, err
	}
	return set, nil
}
