package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Brief is what somebody of the staff should have in mind before he meets or calls a citizen
// (requirement C11, practice P22): nothing but what he could read on the plan himself.
type Brief struct {
	Contact  *BriefContact  `json:"contact,omitempty" doc:"when somebody of the staff was in touch with the citizen last"`
	Promises []BriefPromise `json:"promises" doc:"what is agreed and not done: the staff's before the citizen's, what is late first"`
	Mood     *BriefMood     `json:"mood,omitempty"`
	Flags    []BriefFlag    `json:"flags" doc:"what does not work, the oldest first"`
	NextEnd  *BriefEnd      `json:"next_end,omitempty" doc:"the effort that ends next, or that should have been ended"`
	Dream    *BriefWords    `json:"dream,omitempty"`
	Words    *BriefWords    `json:"words,omitempty" doc:"the last that the citizen said in words"`
}

// BriefContact is the last human contact.
type BriefContact struct {
	At     time.Time     `json:"at"`
	How    attention.Way `json:"how" enum:"message,call,meeting,visit,letter,answer"`
	Person domain.ID     `json:"person,omitempty"`
	Name   string        `json:"name,omitempty"`
}

// BriefPromise is an agreement that stands.
type BriefPromise struct {
	ID   domain.ID   `json:"id"`
	Side string      `json:"side" enum:"staff,citizen,other"`
	Name string      `json:"name" doc:"of whose it is"`
	Text string      `json:"text"`
	Due  domain.Date `json:"due,omitempty"`
	Late bool        `json:"late"`
}

// BriefMood is how the citizen last said that she was: a number, a word, or a face.
type BriefMood struct {
	At    time.Time   `json:"at"`
	Score *int        `json:"score,omitempty" doc:"0 to 10, the best"`
	Word  string      `json:"word,omitempty"`
	Face  domain.Mood `json:"face,omitempty"`
}

// BriefFlag is something that does not work.
type BriefFlag struct {
	ID       domain.ID `json:"id"`
	Category string    `json:"category"`
	Since    time.Time `json:"since"`
	Urgent   bool      `json:"urgent"`
	Seen     bool      `json:"seen"`
}

// BriefEnd is when an effort ends. Title is left out where the reader sees no more of it.
type BriefEnd struct {
	ID     domain.ID   `json:"id"`
	Title  string      `json:"title,omitempty"`
	On     domain.Date `json:"on"`
	Passed bool        `json:"passed"`
}

// BriefWords are the citizen's own words, and when she said them, where that is known.
type BriefWords struct {
	Text string    `json:"text"`
	At   time.Time `json:"at,omitzero"`
	// Danish is what a text in another language was translated to.
	Danish string `json:"danish,omitempty"`
}

// maxBriefWords bounds words that are there to be remembered by, in letters.
const maxBriefWords = 240

// GetBrief gives what the actor should have in mind before he meets the citizen. It is made
// of what he sees of the plan, and of the conversations that he reads, and of nothing else.
func (a *App) GetBrief(ctx context.Context, actor access.Actor, plan domain.ID) (Brief, error) {
	var out Brief
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	now := a.clock.Now()
	var viewer access.Viewer
	if err := a.store.Snapshot(ctx, func(tx *store.Tx) error {
		head, tied, err := tx.Tied(plan)
		if err != nil {
			return err
		}
		viewer = access.Viewer{Actor: actor, Relation: store.Among(tied, access.PlanScope(actor, now))}
		if !viewer.MayOpen(now) {
			return domain.ErrNotFound
		}
		s, err := a.load(tx, head, house.Departments)
		if err != nil {
			return err
		}
		facts, err := a.factsSeen(tx, s, viewer, now)
		if err != nil {
			return err
		}
		out = s.brief(viewer, facts, now)
		return nil
	}); err != nil {
		return Brief{}, err
	}
	return out, a.logRead(ctx, actor, readBrief, "", viewer.Relation.Kind, plan)
}

// factsSeen gives what one viewer may know of the talk between the citizen and the staff: the
// things that he sees whole, and the last words of the conversations that he reads.
func (a *App) factsSeen(tx *store.Tx, s *state, v access.Viewer, now time.Time) (*attention.Facts, error) {
	t, err := a.talkOn(tx, s)
	if err != nil {
		return nil, err
	}
	return a.factsOf(tx, s, t.readBy(v, now), v, &rounds{people: map[domain.ID]domain.Person{}, now: now})
}

// factsOf is factsSeen, of conversations that were read.
func (a *App) factsOf(tx *store.Tx, s *state, t talk, v access.Viewer, r *rounds) (*attention.Facts, error) {
	f := &attention.Facts{Plan: s.head.ID, Citizen: s.persons[s.head.Citizen], Threads: t.threads, Messages: slices.Concat(t.words...)}
	for _, record := range s.records {
		if view := s.facts.See(v, record.Ref(), r.now); view.Sees && !view.Partial() {
			f.Records = append(f.Records, record)
		}
	}
	named := make([]domain.ID, len(f.Messages))
	for i, m := range f.Messages {
		named[i] = m.From
	}
	var err error
	f.People, err = r.named(tx, s.persons, named)
	return f, err
}

// brief puts the brief together from what the viewer may know.
func (s *state) brief(v access.Viewer, f *attention.Facts, now time.Time) Brief {
	out := Brief{Promises: []BriefPromise{}, Flags: []BriefFlag{}}
	today := domain.DateOf(now)
	if c := lastContact(f, now, func(domain.ID) bool { return true }); !c.At.IsZero() {
		out.Contact = &BriefContact{At: c.At, How: c.How, Person: c.By, Name: f.People[c.By].Name}
	}
	said := func(text string, at time.Time) bool {
		text = strings.TrimSpace(text)
		if text == "" || at.After(now) || out.Words != nil && !at.After(out.Words.At) {
			return false
		}
		out.Words = &BriefWords{Text: domain.Shortened(text, maxBriefWords), At: at}
		return true
	}
	felt := func(m BriefMood) {
		if !m.At.After(now) && (out.Mood == nil || m.At.After(out.Mood.At)) {
			out.Mood = &m
		}
	}
	for _, r := range f.Records {
		switch it := r.Item.(type) {
		case *domain.Agreement:
			if it.Status == domain.StatusActive {
				out.Promises = append(out.Promises, s.promised(f, r.ID, it, today))
			}
		case *domain.Flag:
			if it.Open() {
				out.Flags = append(out.Flags, BriefFlag{ID: r.ID, Category: it.Category, Since: it.Since(), Urgent: it.Urgent, Seen: it.SeenAt != nil})
			}
		case *domain.Checkin:
			felt(BriefMood{At: it.At, Score: &it.Score, Word: it.Word})
		case *domain.Dream:
			if text := strings.TrimSpace(it.Text); text != "" {
				out.Dream = &BriefWords{Text: domain.Shortened(text, maxBriefWords)}
				if it.SaidOn != "" {
					out.Dream.At = it.SaidOn.Start()
				}
			}
		}
		s.ownWords(v, r, now, said)
	}
	for _, m := range f.Messages {
		if m.From != s.head.Citizen || m.RecalledAt != nil {
			continue
		}
		if m.Mood != "" {
			felt(BriefMood{At: m.At, Face: m.Mood})
		}
		if last := said(cmp.Or(m.Text, m.Transcript), m.At); last && m.Translation != nil && m.Translation.Lang == "da" {
			out.Words.Danish = domain.Shortened(m.Translation.Text, maxBriefWords)
		}
	}
	out.NextEnd = s.nextEnd(v, now)
	slices.SortStableFunc(out.Promises, comparePromises)
	slices.SortStableFunc(out.Flags, func(x, y BriefFlag) int { return x.Since.Compare(y.Since) })
	return out
}

// ownWords gives what the citizen said in her own words on a thing, beside the conversations.
// The word of a check-in is not among them: it is told as how she is.
func (s *state) ownWords(v access.Viewer, r domain.Record, now time.Time, said func(string, time.Time) bool) {
	switch it := r.Item.(type) {
	case *domain.Flag:
		if it.By == s.head.Citizen {
			said(it.Text, it.At)
		}
		for _, m := range it.Messages {
			if m.From == s.head.Citizen {
				said(m.Text, m.At)
			}
		}
	case *domain.PlanChange:
		if it.AnsweredAt != nil {
			said(it.CitizenComment, *it.AnsweredAt)
		}
	case *domain.Wish:
		said(it.Words, it.At)
	case *domain.MeetingRequest:
		said(it.Words, it.At)
	case *domain.Effort:
		if it.EndWord != nil && s.facts.See(v, r.Ref(), now).Shows("end_word") {
			said(it.EndWord.Text, it.EndWord.At)
		}
	}
}

func (s *state) promised(f *attention.Facts, id domain.ID, a *domain.Agreement, today domain.Date) BriefPromise {
	p := BriefPromise{ID: id, Text: a.Text, Side: "other", Name: f.People[a.Responsible].Name, Due: a.Due}
	if a.NextDue != "" {
		p.Due = a.NextDue
	}
	p.Late = p.Due != "" && p.Due < today
	switch {
	case a.Responsible == s.head.Citizen:
		p.Side, p.Name = "citizen", f.Citizen.CalledName()
	case f.People[a.Responsible].Role.Staff():
		p.Side = "staff"
	}
	return p
}

// sides are those who promise, in the order in which they are told: staff first (requirement D10).
var sides = []string{"staff", "citizen", "other"}

func comparePromises(x, y BriefPromise) int {
	if d := slices.Index(sides, x.Side) - slices.Index(sides, y.Side); d != 0 {
		return d
	}
	switch {
	case x.Due == y.Due:
		return 0
	case y.Due == "" || x.Due != "" && x.Due < y.Due:
		return -1
	}
	return 1
}

// nextEnd gives the effort that ends next. Of one that is only partly seen it may be that
// nothing but the day is.
func (s *state) nextEnd(v access.Viewer, now time.Time) *BriefEnd {
	var out *BriefEnd
	for _, r := range s.records {
		e, ok := r.Item.(*domain.Effort)
		if !ok || e.Over() || e.End == "" || out != nil && e.End >= out.On {
			continue
		}
		view := s.facts.See(v, r.Ref(), now)
		if !view.Shows("end") {
			continue
		}
		out = &BriefEnd{ID: r.ID, On: e.End, Passed: e.End < domain.DateOf(now)}
		if view.Shows("title") {
			out.Title = e.Title
		}
	}
	return out
}

// lastContact gives the last time that somebody of the staff, of those asked for, was in
// touch with the citizen; zero where there is none.
func lastContact(f *attention.Facts, now time.Time, of func(domain.ID) bool) attention.Contact {
	var last attention.Contact
	for c := range f.Contacts(now) {
		staff := c.By == "" || f.People[c.By].Role.Staff()
		if staff && of(c.By) && c.At.After(last.At) {
			last = c
		}
	}
	return last
}
