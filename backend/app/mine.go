package app

import (
	"archive/zip"
	"bytes"
	"context"
	_ "embed" // the schema of what a citizen takes out
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/paper"
	"tavlen/backend/store"
)

// MineSchema is the JSON Schema (draft 2020-12) of data.json in what a citizen takes out: the
// format that she can bring to somebody else (GDPR art. 20).
//
//go:embed mine.schema.json
var MineSchema []byte

// ExportMine is the citizen's wish to have everything about her.
type ExportMine struct {
	Plan, ID domain.ID
	Mutation
}

// mineDoc is data.json: all that concerns her and that she may see (GDPR art. 15).
type mineDoc struct {
	Schema       string              `json:"schema"`
	MadeAt       time.Time           `json:"made_at"`
	Municipality domain.Municipality `json:"municipality"`
	Me           Me                  `json:"me"`
	Plan         json.RawMessage     `json:"plan"`
	History      []mineVersion       `json:"history"`
	Threads      []mineThread        `json:"threads"`
	Hours        Hours               `json:"hours"`
	Visibility   Visibility          `json:"visibility"`
	Devices      []mineDevice        `json:"devices"`
	Told         []mineTold          `json:"notifications"`
	Looks        []mineLook          `json:"access_log"`
	Files        []mineFile          `json:"files"`
	People       []personDoc         `json:"people"`
}

// mineVersion is one thing as it was kept at a time.
type mineVersion struct {
	Kind domain.Kind     `json:"kind"`
	ID   domain.ID       `json:"id"`
	At   time.Time       `json:"at"`
	By   domain.ID       `json:"by"`
	Item json.RawMessage `json:"item"`
}

// mineEnd is what is told of a plan's head in the history: that it ended.
type mineEnd struct {
	ID    domain.ID       `json:"id"`
	Ended *domain.PlanEnd `json:"ended"`
}

type mineThread struct {
	ID       domain.ID        `json:"id"`
	Between  []domain.ID      `json:"between"`
	Messages []domain.Message `json:"messages"`
}

type mineDevice struct {
	Device    string    `json:"device"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

type mineTold struct {
	Kind     domain.NotificationKind `json:"kind"`
	About    domain.ID               `json:"about,omitempty"`
	DueAt    time.Time               `json:"due_at"`
	State    string                  `json:"state"`
	Outcome  string                  `json:"outcome,omitempty"`
	OpenedAt *time.Time              `json:"opened_at,omitempty"`
}

// mineLook is one reading of her plan by another person.
type mineLook struct {
	At     time.Time `json:"at"`
	Person domain.ID `json:"person"`
	What   string    `json:"what"`
	Why    string    `json:"why,omitempty"`
	// Until is when somebody's reason to look ran out, where he had to give one.
	Until *time.Time `json:"until,omitempty"`
}

// mineFile is a picture or a sound; Name is its name in the folder.
type mineFile struct {
	Name string    `json:"name"`
	ID   domain.ID `json:"id"`
}

// mostVersions bounds how many versions are read at a time.
const mostVersions = 5000

// ExportMine gives the citizen everything about her in one zip: data.json by MineSchema, the same
// to read as PDF, and her pictures and sounds. No name in it says whose it is. That she took it
// is kept on her plan, once for each wish.
func (a *App) ExportMine(ctx context.Context, actor access.Actor, in ExportMine) ([]byte, error) {
	if !in.ID.Valid() {
		return nil, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "export_mine:" + string(in.ID)
	}
	_, viewer, err := a.open(ctx, actor, in.Plan)
	if err != nil {
		return nil, err
	}
	if viewer.Relation.Kind != access.RelationCitizen {
		return nil, domain.ErrForbidden
	}
	type kept struct {
		At time.Time `json:"at"`
	}
	receipt, err := onPlan(ctx, a, actor, in.Plan, operation{"export_mine", in.ID}, in.Mutation, func(c *change) (kept, error) {
		if c.state.item(domain.KindEvent, in.ID) != nil {
			return kept{}, domain.ErrKeyReused
		}
		e := &domain.Event{At: c.now.UTC().Truncate(time.Second), Type: domain.EventExport, Text: "Du hentede alt om dig."}
		e.Visibility = []string{"citizen"}
		return kept{e.At}, c.keep(domain.KindEvent, in.ID, e, "export_mine")
	})
	if err != nil {
		return nil, err
	}
	s, viewer, err := a.open(ctx, actor, in.Plan) // with the receipt on it
	if err != nil {
		return nil, err
	}
	doc, err := a.mine(ctx, actor, s, viewer)
	if err != nil {
		return nil, err
	}
	doc.MadeAt = receipt.At
	return a.packMine(ctx, actor, in.Plan, doc)
}

// mine puts together what data.json holds.
func (a *App) mine(ctx context.Context, actor access.Actor, s *state, viewer access.Viewer) (*mineDoc, error) {
	plan := s.head.ID
	view, err := a.view(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return nil, err
	}
	doc := &mineDoc{Schema: "tavlen-mine/1", Municipality: house.Municipality, Plan: view.Body, History: []mineVersion{}, Threads: []mineThread{},
		Devices: []mineDevice{}, Told: []mineTold{}, Looks: []mineLook{}, Files: []mineFile{}}
	if doc.Me, err = a.GetMe(ctx, actor); err != nil {
		return nil, err
	}
	if doc.Hours, err = a.GetHours(ctx, actor, plan); err != nil {
		return nil, err
	}
	if doc.Visibility, err = a.GetVisibility(ctx, actor, plan, ""); err != nil {
		return nil, err
	}
	var people []domain.ID
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		for _, gather := range []func(*store.Tx, *state, access.Viewer, *mineDoc) ([]domain.ID, error){a.mineHistory, a.mineThreads, a.mineOwn} {
			named, err := gather(tx, s, viewer, doc)
			if err != nil {
				return err
			}
			people = append(people, named...)
		}
		return a.namePeople(tx, viewer, people, &doc.People)
	})
	if err != nil {
		return nil, err
	}
	for _, r := range s.records {
		if p, ok := r.Item.(*domain.Picture); ok && p.File != "" && s.see(viewer, r, a.clock.Now()).Sees {
			doc.Files = append(doc.Files, mineFile{ID: r.ID})
		}
	}
	for _, t := range doc.Threads {
		for _, m := range t.Messages {
			if m.Attachment != nil && m.Attachment.ID != "" && m.RecalledAt == nil {
				doc.Files = append(doc.Files, mineFile{ID: m.Attachment.ID})
			}
		}
	}
	return doc, nil
}

// mineHistory gives every version of everything, as she sees it.
func (a *App) mineHistory(tx *store.Tx, s *state, v access.Viewer, doc *mineDoc) (people []domain.ID, err error) {
	now := a.clock.Now()
	past := *s
	past.past = true
	told := map[time.Time]bool{} // each end once, also one that was taken back
	for rev := s.head.Rev + 1; ; {
		versions, err := tx.VersionsBefore(s.head, domain.Kinds, rev, mostVersions)
		if err != nil || len(versions) == 0 {
			return people, err
		}
		for _, r := range versions {
			rev = min(rev, r.Rev)
			if p, ok := r.Item.(*domain.Plan); ok && p.Ended() && !told[p.End.At] {
				told[p.End.At] = true
				ended, err := json.Marshal(mineEnd{r.ID, p.End})
				if err != nil {
					return people, err
				}
				doc.History = append(doc.History, mineVersion{Kind: r.Kind, ID: r.ID, At: r.At, By: r.By, Item: ended})
				people = append(append(people, r.By), endMentions(p.End)...)
			}
			if r.Kind == domain.KindPlan || r.Deleted {
				continue // its head and board are in plan as they are; of what was deleted nothing is left
			}
			out := mineVersion{Kind: r.Kind, ID: r.ID, At: r.At, By: r.By}
			view := s.facts.SeeThen(v, r, now)
			if !view.Sees {
				continue
			}
			if out.Item, err = past.renderItem(r, v, view, now); err != nil {
				return people, err
			}
			doc.History = append(doc.History, out)
			people = append(append(people, r.By), mentions(r.ID, r.Item)...)
		}
	}
}

// mineThreads gives the conversations that she reads, whole. What she had kept from her stays so.
func (a *App) mineThreads(tx *store.Tx, s *state, v access.Viewer, doc *mineDoc) (people []domain.ID, err error) {
	threads, err := a.threads(tx, v, s.head.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range s.records {
		if r.Kind != domain.KindContact {
			continue
		}
		if t, _, err := s.line(v, domain.ContactThreadID(s.head.ID, r.ID), a.clock.Now()); err == nil {
			threads = append(threads, t)
		}
	}
	for _, t := range threads {
		out := mineThread{ID: t.ID, Between: t.Between, Messages: []domain.Message{}}
		page, before := tx.Messages, domain.ID("")
		if t.Contact != "" {
			page = tx.MessagesHeard
		}
		for more := true; more; {
			var found []domain.Message
			if found, more, err = page(s.head, t.ID, before, mostVersions); err != nil {
				return nil, err
			}
			if len(found) == 0 {
				break
			}
			before, out.Messages = found[0].ID, append(found, out.Messages...)
		}
		for i := range out.Messages {
			if t.Contact != "" { // neither of the two is told when the other one read
				out.Messages[i].ReadAt = nil
			}
			people = append(people, out.Messages[i].From)
		}
		people = append(people, t.Between...)
		doc.Threads = append(doc.Threads, out)
	}
	return people, nil
}

// mineOwn gives where she is signed in, what she was told, and who looked at her plan.
func (a *App) mineOwn(tx *store.Tx, s *state, v access.Viewer, doc *mineDoc) (people []domain.ID, err error) {
	sessions, err := tx.SessionsOf(v.Person, a.clock.Now())
	if err != nil {
		return nil, err
	}
	for _, d := range sessions {
		doc.Devices = append(doc.Devices, mineDevice{d.Device, d.CreatedAt.UTC(), d.SeenAt.UTC(), d.ExpiresAt.UTC()})
	}
	told, err := tx.NotificationsOf(v.Person)
	if err != nil {
		return nil, err
	}
	for _, n := range told {
		t := mineTold{Kind: n.Kind, About: n.Subject, DueAt: n.DueAt.UTC(), State: string(n.State), Outcome: n.Outcome}
		if !n.OpenedAt.IsZero() {
			at := n.OpenedAt.UTC()
			t.OpenedAt = &at
		}
		doc.Told = append(doc.Told, t)
	}
	deeds, err := tx.Deeds(s.head)
	if err != nil {
		return nil, err
	}
	for _, d := range deeds {
		if d.Words == nil || d.Person == v.Person || !slices.Contains(store.ReadActions, d.Action) {
			continue
		}
		look := mineLook{At: d.At.UTC(), Person: d.Person, What: d.Words.What, Why: d.Words.Why, Until: d.Words.Until}
		// At what hour one of her own people is awake she needs not know (threat T36, the other way).
		if _, own := s.item(domain.KindContact, d.Person).(*domain.Contact); own {
			look.At = domain.DateOf(d.At).Start().UTC()
		}
		doc.Looks = append(doc.Looks, look)
		people = append(people, d.Person)
	}
	return people, nil
}

// packMine makes the zip. Its files lie in it as they are: pictures and sounds do not get smaller.
func (a *App) packMine(ctx context.Context, actor access.Actor, plan domain.ID, doc *mineDoc) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name string, method uint16, content []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: doc.MadeAt})
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	found := []mineFile{}
	for _, f := range doc.Files {
		c, err := a.GetAttachment(ctx, actor, plan, f.ID)
		if errors.Is(err, domain.ErrNotFound) {
			continue // taken back since the message was read
		}
		if err != nil {
			return nil, err
		}
		f.Name = fmt.Sprintf("filer/%03d%s", len(found)+1, endingOf(c))
		if err := add(f.Name, zip.Store, c.Body); err != nil {
			return nil, err
		}
		found = append(found, f)
	}
	doc.Files = found
	data, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		return nil, err
	}
	sheet, err := a.GetPlanPaper(ctx, actor, plan, "", true)
	if err != nil {
		return nil, err
	}
	read, err := paper.MakeThread(doc.onPaper(), doc.MadeAt)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name    string
		content []byte
	}{{"data.json", data}, {"data.schema.json", MineSchema}, {"planen.pdf", sheet}, {"laes-det.pdf", read}} {
		if err := add(f.name, zip.Deflate, f.content); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}

func endingOf(c Content) string {
	switch {
	case c.Type == "audio/mp4":
		return ".m4a"
	case c.Type == "audio/webm":
		return ".webm"
	case c.Type == "audio/ogg":
		return ".ogg"
	case c.Media == domain.MediaDrawing:
		return ".json"
	}
	return ".jpg"
}

// onPaper is what she reads without any tool: what is on the plan, what was said, what she said
// yes to, who looked. The rest of the data is in data.json.
func (d *mineDoc) onPaper() paper.Thread {
	names := map[domain.ID]string{}
	for _, p := range d.People {
		names[p.ID] = p.Name
	}
	who := func(id domain.ID) string {
		if names[id] == "" {
			return "Tavlen"
		}
		return names[id]
	}
	at := func(t time.Time) string {
		t = t.In(domain.Copenhagen)
		return t.Format("02.01.2006") + " kl. " + t.Format("15.04")
	}
	messages := 0
	for _, t := range d.Threads {
		messages += len(t.Messages)
	}
	out := paper.Thread{Title: "Alt om mig i Tavlen", Head: []string{
		"Hentet " + at(d.MadeAt) + " fra " + d.Municipality.Name + ".",
		"Din plan står på ét ark i planen.pdf. Alle data står i data.json, og billeder og lyd i mappen filer.",
		strconv.Itoa(len(d.History)) + " ting, som de har været. " + strconv.Itoa(messages) + " beskeder. " + strconv.Itoa(len(d.Looks)) + " gange har andre set på planen.",
	}}
	line := func(who string, when time.Time, text string, notes ...string) {
		out.Lines = append(out.Lines, paper.ThreadLine{Who: who, When: at(when), Text: text, Notes: notes})
	}
	for _, v := range d.History {
		for _, text := range toldIn(v.Item) {
			line(who(v.By), v.At, text, "Planen: "+kindWords[v.Kind])
		}
	}
	for _, t := range d.Threads {
		for _, m := range t.Messages {
			if m.RecalledAt == nil {
				line(who(m.From), m.At, m.Text, "Besked")
			}
		}
	}
	for _, l := range d.Looks {
		line(who(l.Person), l.At, l.What, "Har set på planen")
	}
	return out
}

// wordFields are the fields of things that are somebody's words, in the order in which they are read.
var wordFields = []string{"title", "in_own_words", "text", "plain", "purpose", "what", "why", "summary", "what_helps", "result_plain", "note", "words"}

// toldIn gives the words of a thing.
func toldIn(item json.RawMessage) (texts []string) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(item, &fields) != nil {
		return nil
	}
	for _, name := range wordFields {
		var one string
		var several []string
		switch {
		case json.Unmarshal(fields[name], &one) == nil && one != "":
			texts = append(texts, one)
		case json.Unmarshal(fields[name], &several) == nil:
			texts = append(texts, several...)
		}
	}
	return texts
}

// kindWords are what she calls the sorts of things.
var kindWords = map[domain.Kind]string{
	domain.KindDream: "min drøm", domain.KindStrength: "min styrke", domain.KindChallenge: "noget svært", domain.KindGoal: "mål", domain.KindStep: "skridt", domain.KindEffort: "hjælp",
	domain.KindAgreement: "aftale", domain.KindMeeting: "møde", domain.KindPlanChange: "ændring", domain.KindFlag: "noget virker ikke", domain.KindCheckin: "sådan går det",
	domain.KindIndicator: "spørgsmål", domain.KindMeasurement: "hvor langt er jeg", domain.KindConsent: "det har jeg sagt ja til", domain.KindContact: "mine folk", domain.KindEvent: "det skete",
	domain.KindAttachment: "billede", domain.KindWish: "ønske", domain.KindMeetingRequest: "jeg vil gerne mødes", domain.KindContactAttempt: "nogen prøvede at få fat i mig",
	domain.KindHandover: "ny konsulent", domain.KindAssessment: "udredning", domain.KindAssessmentNote: "notat fra en samtale",
	domain.KindRightsRequest: "ret eller slet",
}
