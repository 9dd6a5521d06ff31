package app

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"sync"

	"tavlen/backend/catalogue"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Where the loaded catalogue lies among the facts about the installation; the mark beside
// it is small, so that asking whether it is still the same costs next to nothing.
const (
	catalogueKey     = "catalogue"
	catalogueMarkKey = "catalogue_mark"
)

// Catalogue is the help there is, rendered: the same for everyone who may see it.
type Catalogue struct {
	// Tag changes when the catalogue does.
	Tag  string
	Body []byte

	mark    string
	entries []domain.CatalogueEntry
}

func (c *Catalogue) entry(code string) *domain.CatalogueEntry {
	for i := range c.entries {
		if c.entries[i].Code == code {
			return &c.entries[i]
		}
	}
	return nil
}

// catalogueDoc is the answer of getCatalogue.
type catalogueDoc struct {
	Format int `json:"format"`
	// Tag is the answer's entity tag, for whoever keeps it.
	Tag     string                  `json:"tag"`
	Entries []domain.CatalogueEntry `json:"entries"`
}

type catalogueCache struct {
	mu sync.Mutex
	c  *Catalogue
}

func (k *catalogueCache) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.c = nil
}

// GetCatalogue gives the help there is: what was loaded last, else what ships with the
// program. Another process may load a new one at any time.
func (a *App) GetCatalogue(ctx context.Context) (*Catalogue, error) {
	house, err := a.House(ctx)
	if err != nil {
		return nil, err
	}
	var c *Catalogue
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		c, err = a.catalogueIn(tx, house.Departments)
		return err
	})
	return c, err
}

// catalogueIn gives the catalogue as a transaction sees it.
func (a *App) catalogueIn(tx *store.Tx, departments []domain.Department) (*Catalogue, error) {
	mark, err := tx.Installation(catalogueMarkKey)
	if err != nil {
		return nil, err
	}
	a.catalogue.mu.Lock()
	defer a.catalogue.mu.Unlock()
	if c := a.catalogue.c; c != nil && c.mark == mark {
		return c, nil
	}
	entries, err := loadedEntries(tx)
	if err != nil {
		return nil, err
	}
	if a.catalogue.c, err = renderCatalogue(entries, mark, departments); err != nil {
		return nil, err
	}
	return a.catalogue.c, nil
}

// loadedEntries gives the entries in force, retired ones too.
func loadedEntries(tx *store.Tx) ([]domain.CatalogueEntry, error) {
	doc, err := tx.Installation(catalogueKey)
	if err != nil {
		return nil, err
	}
	if doc == "" {
		return catalogue.Builtin(), nil
	}
	var entries []domain.CatalogueEntry
	return entries, json.Unmarshal([]byte(doc), &entries)
}

func renderCatalogue(entries []domain.CatalogueEntry, mark string, departments []domain.Department) (*Catalogue, error) {
	c := &Catalogue{mark: mark, entries: slices.Clone(entries)}
	for i := range c.entries {
		e := &c.entries[i]
		e.Confidential = e.Confidential || slices.ContainsFunc(departments, func(d domain.Department) bool { return d.ID == e.Department && d.Confidential })
	}
	content, err := json.Marshal(c.entries)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	c.Tag = base64.RawURLEncoding.EncodeToString(sum[:16])
	c.Body, err = json.Marshal(catalogueDoc{Format: Format, Tag: c.Tag, Entries: c.entries})
	return c, err
}

// LoadedCatalogue says what loading a catalogue did.
type LoadedCatalogue struct {
	Entries, New, Changed, Retired int
}

// LoadCatalogue puts a municipality's own catalogue in place of the one before, in one
// change. Entries that are no longer in it are retired: nobody is offered them, but what
// names them keeps its words.
func (a *App) LoadCatalogue(ctx context.Context, f *catalogue.File) (LoadedCatalogue, error) {
	var out LoadedCatalogue
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	known := make([]string, len(house.Departments))
	for i, d := range house.Departments {
		known[i] = d.ID
	}
	if err := f.CheckDepartments(known); err != nil {
		return out, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		before, err := loadedEntries(tx)
		if err != nil {
			return err
		}
		var after []domain.CatalogueEntry
		after, out = replaceEntries(before, f.Entries)
		doc, err := json.Marshal(after)
		if err != nil {
			return err
		}
		if err := tx.SetInstallation(catalogueKey, string(doc)); err != nil {
			return err
		}
		if err := tx.SetInstallation(catalogueMarkKey, string(domain.NewID())); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "load_catalogue", Kind: "catalogue"})
	})
	return out, err
}

// replaceEntries gives the new entries and, retired, those that are gone.
func replaceEntries(before, fresh []domain.CatalogueEntry) ([]domain.CatalogueEntry, LoadedCatalogue) {
	out := LoadedCatalogue{Entries: len(fresh)}
	after := slices.Clone(fresh)
	had := map[string]domain.CatalogueEntry{}
	for _, e := range before {
		had[e.Code] = e
	}
	for _, e := range fresh {
		was, known := had[e.Code]
		switch {
		case !known || was.Retired:
			out.New++
		case !sameEntry(was, e):
			out.Changed++
		}
		delete(had, e.Code)
	}
	for _, e := range before {
		if _, gone := had[e.Code]; !gone {
			continue
		}
		if !e.Retired {
			out.Retired++
		}
		e.Retired = true
		after = append(after, e)
	}
	return after, out
}

func sameEntry(x, y domain.CatalogueEntry) bool {
	a, errA := json.Marshal(x)
	b, errB := json.Marshal(y)
	return errA == nil && errB == nil && string(a) == string(b)
}

// checkCode refuses to put an effort under a code that the catalogue does not offer. One
// that stands there already is kept, as is what a case file of an earlier time names.
func (c *change) checkCode(before domain.Item, e *domain.Effort) error {
	was, _ := before.(*domain.Effort)
	if e.CatalogueCode == "" || c.app.muted || was != nil && was.CatalogueCode == e.CatalogueCode {
		return nil
	}
	catalogue, err := c.app.catalogueIn(c.tx, c.departments)
	if err != nil {
		return err
	}
	if found := catalogue.entry(e.CatalogueCode); found == nil || found.Retired {
		return domain.Invalid(domain.FieldError{Field: "catalogue_code", Code: domain.CodeInvalid, Detail: "Den hjælp er ikke i kataloget mere. Vælg en anden."})
	}
	return nil
}
