package app

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ReadingWeek says of one week how many readings a lead is shown, and how many nobody has said
// anything of.
type ReadingWeek struct {
	// Week is its Monday in Copenhagen.
	Week  domain.Date `json:"week"`
	Shown int         `json:"shown"`
	Left  int         `json:"left"`
}

// ReadingWeeks are the last whole weeks, the newest first.
type ReadingWeeks struct {
	Weeks []ReadingWeek `json:"weeks"`
}

// ReadingSample is some of who has read what in a week: all who used emergency access or did not
// work with the citizen when they read, and of the others as many as the thresholds say, drawn by a
// keyed hash. So it is the same for whoever asks and however often, and nobody can tell beforehand
// who is in it.
type ReadingSample struct {
	Week domain.Date `json:"week"`
	// Of is among how many it was drawn.
	Of       int              `json:"of"`
	Readings []SampledReading `json:"readings"`
}

// SampledReading is that one of the staff has read in one citizen's plan in the week, however often.
type SampledReading struct {
	ID      domain.ID   `json:"id"`
	Citizen CitizenName `json:"citizen"`
	By      domain.ID   `json:"by"`
	Name    string      `json:"name"`
	Role    string      `json:"role,omitempty" doc:"what he is called at work"`
	// Tie is how he was tied to the plan when he read; left out where he was not.
	Tie access.RelationKind `json:"tie,omitempty" enum:"consultant,deputy,professional"`
	// Glass says that he used emergency access.
	Glass bool `json:"glass,omitempty"`
	// Odd says that some of it was before 6 or after 20 o'clock, or on a Saturday or Sunday.
	Odd   bool      `json:"odd,omitempty"`
	Times int       `json:"times"`
	First time.Time `json:"first"`
	Last  time.Time `json:"last"`
	// What and Why are as they stand in the citizen's log, each once.
	What []string `json:"what"`
	Why  []string `json:"why"`
	// Own says that they are the actor's own, which somebody else judges.
	Own     bool            `json:"own,omitempty"`
	Checked *ReadingChecked `json:"checked,omitempty"`
}

// ReadingJudgement is what a lead thinks of a reading.
type ReadingJudgement string

// What may be thought of it.
const (
	ReadingFine  ReadingJudgement = "fine"  // there was a reason
	ReadingAsked ReadingJudgement = "asked" // whoever read is asked why
)

// ReadingChecked is who thought what of it last.
type ReadingChecked struct {
	Name string           `json:"name"`
	At   time.Time        `json:"at"`
	Said ReadingJudgement `json:"said" enum:"fine,asked"`
	// Words are what was asked, and what was answered.
	Words string `json:"words,omitempty"`
}

const (
	// readingWeeks is how many weeks a lead is reminded of.
	readingWeeks = 4
	// readingWeeksBack is how far back a week may be asked for.
	readingWeeksBack = 52
	// maxReadingWords bounds what is said of a reading, in letters.
	maxReadingWords = 1000
)

const readSample = "Så, hvem der har set planen, i ugens stikprøve"

// ListReadingSamples gives a lead the last four whole weeks. It names nobody, so no reading is logged.
func (a *App) ListReadingSamples(ctx context.Context, actor access.Actor) (ReadingWeeks, error) {
	out := ReadingWeeks{}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		out.Weeks = nil
		last := a.lastWeek()
		for i := range readingWeeks {
			week := last.AddDays(-7 * i)
			d, err := a.draw(tx, actor, house, week)
			if err != nil {
				return err
			}
			w := ReadingWeek{Week: week, Shown: len(d.pairs)}
			for _, p := range d.pairs {
				if _, said := d.checked[p.key()]; !said && access.JudgesReading(actor, p.reader, p.confidential) {
					w.Left++
				}
			}
			out.Weeks = append(out.Weeks, w)
		}
		return nil
	})
	return out, err
}

// GetReadingSample gives a lead the sample of the week from a Monday. Whose plans it names hears of
// it as of any reading.
func (a *App) GetReadingSample(ctx context.Context, actor access.Actor, week domain.Date) (ReadingSample, error) {
	out := ReadingSample{Week: week, Readings: []SampledReading{}}
	if err := a.aReadingWeek(week); err != nil {
		return out, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	var plans []domain.ID
	err = a.store.Snapshot(ctx, func(tx *store.Tx) error {
		out.Readings, plans = []SampledReading{}, nil
		d, err := a.draw(tx, actor, house, week)
		if err != nil {
			return err
		}
		out.Of = d.of
		for _, p := range d.pairs {
			r, err := a.sampledReading(tx, actor, week, p, d.checked)
			if errors.Is(err, domain.ErrNotFound) {
				continue // erased since
			}
			if err != nil {
				return err
			}
			out.Readings = append(out.Readings, r)
			plans = append(plans, p.Plan)
		}
		return nil
	})
	if err != nil {
		return ReadingSample{}, err
	}
	slices.Sort(plans)
	return out, a.logReads(ctx, actor, readSample, "", slices.Compact(plans)...)
}

// CheckReading keeps what a lead thinks of a reading of a week, and gives it as it stands then.
// Whoever asks says what he asked. The last word of several counts; all stand in the audit.
func (a *App) CheckReading(ctx context.Context, actor access.Actor, week domain.Date, id domain.ID, said ReadingJudgement, words string) (out SampledReading, err error) {
	words = strings.TrimSpace(words)
	switch {
	case said != ReadingFine && said != ReadingAsked:
		return out, refused("said", "Vælg, om det er i orden.")
	case said == ReadingAsked && words == "":
		return out, refused("words", "Skriv, hvad du har spurgt om.")
	case len([]rune(words)) > maxReadingWords:
		return out, refused("words", "Skriv højst 1000 tegn.")
	}
	if err := a.aReadingWeek(week); err != nil {
		return out, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		d, err := a.draw(tx, actor, house, week)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(d.pairs, func(p readPair) bool { return p.id == id })
		if i < 0 {
			return domain.ErrNotFound
		}
		p := d.pairs[i]
		if !access.JudgesReading(actor, p.reader, p.confidential) {
			return &domain.Error{Code: domain.CodeForbidden, Detail: "Dine egne ser en anden leder på."}
		}
		head, err := tx.Plan(p.Plan)
		if err != nil {
			return err
		}
		if c, ok := d.checked[p.key()]; ok {
			last, err := tx.Checked(head, c)
			if err != nil {
				return err
			}
			if last.Person == actor.Person && last.Words != nil && last.Words.What == string(said) && last.Words.Why == words {
				out, err = a.sampledReading(tx, actor, week, p, d.checked)
				return err
			}
		}
		role, err := readingAs(tx, actor)
		if err != nil {
			return err
		}
		if err := tx.CheckReading(head, p.Person, week, store.Deed{At: a.clock.Now(), Person: actor.Person, Session: actor.Session,
			Words: &store.DeedWords{Role: role, What: string(said), Why: words}}); err != nil {
			return err
		}
		checked, err := checkedReadings(tx, week)
		if err != nil {
			return err
		}
		out, err = a.sampledReading(tx, actor, week, p, checked)
		return err
	})
	return out, err
}

// lastWeek is the Monday of the last week that is over.
func (a *App) lastWeek() domain.Date {
	return domain.WeekOf(domain.DateOf(a.clock.Now())).AddDays(-7)
}

func (a *App) aReadingWeek(week domain.Date) error {
	last := a.lastWeek()
	if !week.Valid() || domain.WeekOf(week) != week || week > last || week < last.AddDays(-7*readingWeeksBack) {
		return refused("week", "Vælg mandagen i en uge, der er slut. Højst et år tilbage.")
	}
	return nil
}

// readPair is that one has read in one plan, in a drawing.
type readPair struct {
	store.ReadPair
	id           domain.ID
	reader       domain.Person
	confidential bool
	tie          access.RelationKind
}

func (p readPair) key() [2]domain.ID { return [2]domain.ID{p.Plan, p.Person} }

// drawing is the sample of a week that an actor is shown: emergency access first, then who did not
// work with the citizen, then the others.
type drawing struct {
	pairs   []readPair
	of      int
	checked map[[2]domain.ID]store.CheckedReading
}

func (a *App) draw(tx *store.Tx, actor access.Actor, house House, week domain.Date) (d drawing, err error) {
	found, err := tx.ReadPairs(week.Start(), week.AddDays(7).Start())
	if err != nil {
		return d, err
	}
	sets, err := a.thresholdsIn(tx)
	if err != nil {
		return d, err
	}
	if d.checked, err = checkedReadings(tx, week); err != nil {
		return d, err
	}
	readers, err := a.readersOf(tx, house, found)
	if err != nil {
		return d, err
	}
	drawn := map[string][]readPair{}
	for _, f := range found {
		r := readers[f.Person]
		p := readPair{ReadPair: f, reader: r.person, confidential: r.confidential, tie: r.tie(f)}
		p.id = domain.ID(base64.RawURLEncoding.EncodeToString(a.store.BlindIndex("reading_sample", string(week)+"|"+string(f.Plan)+"|"+string(f.Person))[:16]))
		if !access.ChecksReading(actor, r.person, r.confidential) {
			continue
		}
		d.of++
		// A lead sees lists of all, by his office, and opens a plan by emergency access alone.
		if f.Glass || p.tie == "" && r.person.Role != domain.RoleTeamLead {
			d.pairs = append(d.pairs, p)
			continue
		}
		among := ""
		if r.confidential {
			among = r.person.Department
		}
		drawn[among] = append(drawn[among], p)
	}
	slices.SortFunc(d.pairs, func(x, y readPair) int {
		if x.Glass != y.Glass {
			if x.Glass {
				return -1
			}
			return 1
		}
		return cmp.Compare(x.id, y.id)
	})
	n := *sets.At(domain.DateOf(a.clock.Now()), domain.Person{}).Counts.ReadingSample
	var rest []readPair
	for _, among := range drawn {
		slices.SortFunc(among, func(x, y readPair) int { return cmp.Compare(x.id, y.id) })
		rest = append(rest, among[:min(n, len(among))]...)
	}
	slices.SortFunc(rest, func(x, y readPair) int { return cmp.Compare(x.id, y.id) })
	d.pairs = append(d.pairs, rest...)
	return d, nil
}

func checkedReadings(tx *store.Tx, week domain.Date) (map[[2]domain.ID]store.CheckedReading, error) {
	found, err := tx.CheckedReadings(week)
	out := make(map[[2]domain.ID]store.CheckedReading, len(found))
	for _, c := range found {
		out[[2]domain.ID{c.Plan, c.Reader}] = c
	}
	return out, err
}

// sampleReader is one who has read, with all the plans that he was ever tied to.
type sampleReader struct {
	person       domain.Person
	confidential bool
	ties         []store.PlanPerson
}

// tie says how he was tied to a plan when he read in it; "" where he was not.
func (r sampleReader) tie(f store.ReadPair) access.RelationKind {
	for _, t := range r.ties {
		if t.Plan == f.Plan && t.Relation.Live(f.First) && t.Relation.Live(f.Last) {
			return t.Relation.Kind
		}
	}
	return ""
}

func (a *App) readersOf(tx *store.Tx, house House, found []store.ReadPair) (map[domain.ID]sampleReader, error) {
	var ids []domain.ID
	for _, f := range found {
		ids = append(ids, f.Person)
	}
	slices.Sort(ids)
	people, err := tx.Persons(slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	out := make(map[domain.ID]sampleReader, len(people))
	for _, p := range people {
		ties, err := tx.RelationsOf(p.ID)
		if err != nil {
			return nil, err
		}
		hidden := slices.ContainsFunc(house.Departments, func(d domain.Department) bool { return d.ID == p.Department && d.Confidential })
		out[p.ID] = sampleReader{person: p, confidential: hidden, ties: ties}
	}
	return out, nil
}

func (a *App) sampledReading(tx *store.Tx, actor access.Actor, week domain.Date, p readPair, checked map[[2]domain.ID]store.CheckedReading) (SampledReading, error) {
	head, err := tx.Plan(p.Plan)
	if err != nil {
		return SampledReading{}, err
	}
	citizen, err := tx.Person(head.Citizen)
	if err != nil {
		return SampledReading{}, err
	}
	out := SampledReading{ID: p.id, Citizen: CitizenName{ID: citizen.ID, Name: citizen.Name, PreferredName: citizen.CalledName()}, By: p.Person, Name: p.reader.Name,
		Role: cmp.Or(p.reader.Title, workNames[p.reader.Role]), Tie: p.tie, Glass: p.Glass, Times: p.Times, First: p.First.UTC(), Last: p.Last.UTC(),
		What: []string{}, Why: []string{}, Own: p.Person == actor.Person}
	lines, err := tx.ReadingsBy(head, p.Person, week.Start(), week.AddDays(7).Start())
	if err != nil {
		return out, err
	}
	for _, l := range lines {
		out.Odd = out.Odd || oddHour(l.At)
		if l.Words == nil {
			continue
		}
		once(&out.What, l.Words.What)
		why := l.Words.Why
		if complaint := domain.GlassComplaint.Words(); strings.HasPrefix(why, complaint) {
			why = complaint // what it says may be about whoever reads it here
		}
		once(&out.Why, why)
	}
	c, ok := checked[p.key()]
	if !ok {
		return out, nil
	}
	d, err := tx.Checked(head, c)
	if err != nil {
		return out, err
	}
	by, err := tx.Person(d.Person)
	if err != nil {
		return out, err
	}
	out.Checked = &ReadingChecked{Name: by.Name, At: d.At.UTC(), Said: ReadingJudgement(d.Words.What), Words: d.Words.Why}
	return out, nil
}

// once adds words that do not stand there.
func once(to *[]string, words string) {
	if words != "" && !slices.Contains(*to, words) {
		*to = append(*to, words)
	}
}

// oddHour says whether few are at work then, in Copenhagen.
func oddHour(t time.Time) bool {
	there := t.In(domain.Copenhagen)
	return there.Weekday() == time.Saturday || there.Weekday() == time.Sunday || there.Hour() < 6 || there.Hour() >= 20
}
