package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/paper"
	"tavlen/backend/store"
)

// ExportThread is a wish to have a thread for the journal.
type ExportThread struct {
	Plan, Thread, ID domain.ID
	Format           string // "pdf" or "json"
	Mutation
}

// Exported is the file, and the receipt that the citizen sees in the plan's history.
type Exported struct {
	Receipt ExportReceipt
	File    []byte
}

// ExportReceipt says who took what out, and when.
type ExportReceipt struct {
	ID       domain.ID `json:"id"`
	By       domain.ID `json:"by"`
	At       time.Time `json:"at"`
	Format   string    `json:"format"`
	Messages int       `json:"messages"`
}

// exported is the file in JSON: the thread as its reader sees it, whole.
type exported struct {
	Receipt  ExportReceipt    `json:"receipt"`
	Plan     domain.ID        `json:"plan"`
	Thread   domain.ID        `json:"thread"`
	People   []personDoc      `json:"people"`
	Messages []domain.Message `json:"messages"`
}

// maxExported bounds one file.
const maxExported = 25_000

// ExportThread gives a thread that the actor reads as a file, and keeps a receipt of it on
// the plan. The same wish sent again gives the file again, and no second receipt.
func (a *App) ExportThread(ctx context.Context, actor access.Actor, in ExportThread) (Exported, error) {
	switch {
	case !in.ID.Valid():
		return Exported{}, domain.ErrNotFound
	case in.Format != "pdf" && in.Format != "json":
		return Exported{}, domain.Invalid(domain.FieldError{Field: "format", Code: domain.CodeInvalid, Detail: "Vælg PDF eller data (JSON)."})
	case in.Key == "":
		in.Key = "export:" + string(in.ID)
	}
	doc := exported{Plan: in.Plan}
	house, err := a.House(ctx)
	if err != nil {
		return Exported{}, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, viewer, err := a.viewer(tx, actor, in.Plan)
		if err != nil {
			return err
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		t, err := a.threadOrLine(tx, s, viewer, in.Thread)
		if err != nil {
			return err
		}
		doc.Thread = t.ID
		all, more, err := tx.Messages(head, t.ID, "", maxExported)
		if err != nil {
			return err
		}
		if more {
			return domain.Invalid(domain.FieldError{Field: "thread", Code: domain.CodeInvalid, Detail: "Samtalen er for lang til én fil."})
		}
		if t.Contact != "" { // neither of the two is told when the other one read
			for i := range all {
				all[i].ReadAt = nil
			}
		}
		doc.Messages = all
		people := append(slices.Clone(t.Between), actor.Person)
		for _, m := range all {
			people = append(people, m.From)
		}
		return a.namePeople(tx, viewer, people, &doc.People)
	})
	if err != nil {
		return Exported{}, err
	}
	doc.Receipt, err = onPlan(ctx, a, actor, in.Plan, operation{"export_thread", in.ID}, in.Mutation, func(c *change) (ExportReceipt, error) {
		t, err := a.threadOrLine(c.tx, c.state, c.viewer, doc.Thread)
		if err != nil {
			return ExportReceipt{}, err
		}
		if c.state.item(domain.KindEvent, in.ID) != nil {
			return ExportReceipt{}, domain.ErrKeyReused // never in the place of what already happened
		}
		r := ExportReceipt{ID: in.ID, By: actor.Person, At: c.now.UTC().Truncate(time.Second), Format: in.Format, Messages: len(doc.Messages)}
		return r, c.keep(domain.KindEvent, in.ID, doc.event(t, actor, r), "export_thread")
	})
	if err != nil {
		return Exported{}, err
	}
	// Asked for again it is the same receipt, and the same file: what was written since is not in it.
	doc.Messages = doc.Messages[:min(len(doc.Messages), doc.Receipt.Messages)]
	out := Exported{Receipt: doc.Receipt}
	if in.Format == "json" {
		out.File, err = json.MarshalIndent(doc, "", "  ")
	} else {
		out.File, err = paper.MakeThread(doc.onPaper(), doc.Receipt.At)
	}
	return out, err
}

func (d *exported) called(id domain.ID) string {
	for _, p := range d.People {
		if p.ID == id {
			return domain.Person{Name: p.Name, PreferredName: p.PreferredName}.CalledName()
		}
	}
	return "Tavlen"
}

// event is the receipt in the plan's history: for the citizen, for who took it out, and for
// nobody else who has no part in the thread.
func (d *exported) event(t domain.Thread, actor access.Actor, r ExportReceipt) *domain.Event {
	var names []string
	for _, p := range t.Between {
		names = append(names, d.called(p))
	}
	form := map[string]string{"pdf": "PDF", "json": "data"}[r.Format]
	e := &domain.Event{At: r.At, Type: domain.EventExport,
		Text: fmt.Sprintf("%s hentede samtalen mellem %s som %s. Der var %d beskeder i den.", d.called(actor.Person), strings.Join(names, " og "), form, r.Messages)}
	e.Visibility = []string{"citizen", string(actor.Person)}
	for _, p := range t.Between {
		e.Visibility = append(e.Visibility, string(p))
	}
	return e
}

func (d *exported) onPaper() paper.Thread {
	full := map[domain.ID]string{}
	var names []string
	for _, p := range d.People {
		full[p.ID] = p.Name
		names = append(names, p.Name)
	}
	at := func(t time.Time) string {
		t = t.In(domain.Copenhagen)
		return t.Format("02.01.2006") + " kl. " + t.Format("15.04")
	}
	out := paper.Thread{Title: "Samtale i Tavlen", Head: []string{
		"Med: " + strings.Join(names, ", ") + ".",
		"Hentet af " + full[d.Receipt.By] + " " + at(d.Receipt.At) + ". Kvittering: " + string(d.Receipt.ID) + ".",
		strconv.Itoa(len(d.Messages)) + " beskeder, den ældste først. Borgeren kan se i planens historie, at samtalen er hentet.",
	}}
	for _, m := range d.Messages {
		who := full[m.From]
		if who == "" {
			who = "Tavlen"
		}
		l := paper.ThreadLine{Who: who, When: at(m.At), Text: m.Text}
		note := func(s string) { l.Notes = append(l.Notes, s) }
		if m.RecalledAt != nil {
			note(d.called(m.From) + " fortrød en besked.")
		}
		if m.Attachment != nil {
			note(map[string]string{"voice": "Lyd", "photo": "Billede"}[m.Attachment.Kind] + ": " + m.Attachment.Alt)
		}
		if m.Transcript != "" && m.Transcript != m.Text {
			note("Sagt: " + m.Transcript)
		}
		if m.Mood != "" {
			note("Humør: " + domain.MoodWords[m.Mood])
		}
		if c := m.Corrected; c != nil {
			note("Rettet " + at(c.At) + ". Før stod der: " + strings.Join(c.TextBefore, " · "))
		}
		if m.Translation != nil {
			note("Oversat (" + m.Translation.Lang + "): " + m.Translation.Text)
		}
		if m.AutoReply != "" {
			note("Automatisk svar: " + m.AutoReply)
		}
		if m.Silent {
			note("Blev holdt væk fra borgeren")
		}
		if m.ReadAt != nil && m.RecalledAt == nil {
			note("Læst " + at(*m.ReadAt))
		}
		out.Lines = append(out.Lines, l)
	}
	return out
}
