package demo

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"tavlen/backend/domain"
)

// decode reads a JSON object into a domain type and refuses a field that the type does
// not hold: what a file says is kept, or it is not accepted.
func decode(obj map[string]any, into any) error {
	doc, err := json.Marshal(withoutNulls(obj))
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// withoutNulls leaves out what a file says is not known.
func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			if e != nil {
				out[k] = withoutNulls(e)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = withoutNulls(e)
		}
		return out
	}
	return v
}

// clone copies a parsed object in depth, so that a file can be read twice.
func clone(obj map[string]any) map[string]any {
	out, _ := deepCopy(obj).(map[string]any)
	return out
}

func deepCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = deepCopy(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = deepCopy(e)
		}
		return out
	}
	return v
}

// take removes a text field and gives it.
func take(obj map[string]any, key string) string {
	s := str(obj[key])
	delete(obj, key)
	return s
}

func rename(obj map[string]any, from, to string) {
	if v, ok := obj[from]; ok {
		obj[to] = v
		delete(obj, from)
	}
}

// reader turns one citizen's part of a file into a Case.
type reader struct {
	scope *scope
	obj   map[string]any
	at    string
	c     *Case
	found []Problem
}

// citizen reads one citizen into the set and gives what is wrong with her part.
func (s *Set) citizen(f *parsedFile, people *people, raw map[string]any, at string) []Problem {
	name := str(raw["id"])
	sc := newScope(f, people, name)
	r := &reader{scope: sc, obj: clone(raw), at: at, c: &Case{Key: name}}
	if r.found = sc.gatherThings(r.obj, at); len(r.found) > 0 {
		return r.found
	}
	expected, _ := r.obj["expected"].(map[string]any)
	r.found = sc.resolve(expected, pointer(at, "expected"), expectedReferences)
	r.found = append(r.found, sc.resolve(r.obj, at, references)...)
	if len(r.found) > 0 {
		return r.found
	}
	for _, left := range []string{"children", "ui_samples", "expected"} { // see the package comment
		delete(r.obj, left)
	}
	r.head()
	r.items()
	r.threads()
	r.contacts()
	r.accessLog(s)
	r.person()
	s.Cases = append(s.Cases, *r.c)
	return r.found
}

func (r *reader) problem(at, reason string) {
	r.found = append(r.found, Problem{r.scope.file, at, reason})
}

func (r *reader) decode(obj map[string]any, into any, at string) {
	if err := decode(obj, into); err != nil {
		r.problem(at, err.Error())
	}
}

// add puts a thing on the plan if it is what the plan's own rules accept.
func (r *reader) add(id domain.ID, it domain.Item, at string) {
	r.check(it, at)
	if err := it.Validate(); err != nil {
		r.invalid(err, at)
	}
	r.c.Items = append(r.c.Items, Item{id, it})
}

// invalid tells of what the schema and the checks here let through and the domain does
// not. Its texts are in Danish, because people meet them on the screen too.
func (r *reader) invalid(err error, at string) {
	var e *domain.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		r.problem(at, err.Error())
		return
	}
	for _, f := range e.Fields {
		r.problem(pointer(at, f.Field), "is refused: "+f.Detail)
	}
}

// list takes a list of the citizen's part and calls f for each element.
func (r *reader) list(key string, f func(i int, obj map[string]any, at string)) {
	list := objects(r.obj[key])
	delete(r.obj, key)
	for i, obj := range list {
		f(i, obj, pointerAt(pointer(r.at, key), i))
	}
}

func (r *reader) id(name string) domain.ID { return ID(r.c.Key, name) }

// head reads the head of the plan and the dream. A plan that nobody agreed on yet is a
// draft (requirement A13).
func (r *reader) head() {
	obj, _ := r.obj["plan"].(map[string]any)
	delete(r.obj, "plan")
	at := pointer(r.at, "plan")
	r.c.Plan = r.id(take(obj, "id"))
	r.c.Consultant = domain.ID(take(r.obj, "consultant"))
	delete(obj, "citizen")
	rename(obj, "type_label_da", "type_label")
	rename(obj, "aim_plain", "aim")
	plan := &domain.Plan{Citizen: PersonID(r.c.Key), Consultant: r.c.Consultant, Status: domain.StatusDraft}
	r.decode(obj, plan, at)
	if plan.AgreedOn != "" {
		plan.Status = domain.StatusActive
	}
	r.add(r.c.Plan, plan, at)
	if dream, ok := r.obj["dream"].(map[string]any); ok {
		delete(r.obj, "dream")
		d := &domain.Dream{}
		r.decode(dream, d, pointer(r.at, "dream"))
		r.add(r.c.Plan, d, pointer(r.at, "dream"))
	}
}

// items reads the lists whose elements are things on the plan.
func (r *reader) items() {
	steps := 0
	for _, goal := range objects(r.obj["goals"]) {
		steps += len(objects(goal["steps"]))
	}
	stepRanks := ranks(steps)
	for _, l := range []struct {
		key  string
		kind domain.Kind
	}{
		{"strengths", domain.KindStrength}, {"challenges", domain.KindChallenge}, {"goals", domain.KindGoal}, {"efforts", domain.KindEffort},
		{"agreements", domain.KindAgreement}, {"meetings", domain.KindMeeting}, {"plan_changes", domain.KindPlanChange}, {"flags", domain.KindFlag},
		{"checkins", domain.KindCheckin}, {"indicators", domain.KindIndicator}, {"measurements", domain.KindMeasurement},
		{"consents", domain.KindConsent}, {"events", domain.KindEvent},
		{"meeting_requests", domain.KindMeetingRequest}, {"contact_attempts", domain.KindContactAttempt},
	} {
		rank := ranks(len(objects(r.obj[l.key])))
		r.list(l.key, func(i int, obj map[string]any, at string) {
			id := r.id(take(obj, "id"))
			switch l.kind {
			case domain.KindCheckin:
				id = CheckinID(r.c.Key, i)
			case domain.KindEvent:
				id = EventID(r.c.Key, i)
			case domain.KindFlag:
				for _, m := range objects(obj["messages"]) {
					m["id"] = string(r.id(str(m["id"])))
				}
			}
			under := objects(obj["steps"])
			if l.kind == domain.KindGoal {
				delete(obj, "steps")
			}
			it, err := domain.NewItem(l.kind)
			if err != nil {
				r.problem(at, err.Error())
				return
			}
			r.decode(obj, it, at)
			putUp(it, rank[i])
			r.add(id, it, at)
			for j, step := range under {
				r.step(id, step, stepRanks[0], pointerAt(pointer(at, "steps"), j))
				stepRanks = stepRanks[1:]
			}
		})
	}
}

// step reads a step. "3 of 4" becomes three ticks without a day, since the file does not
// say which days they were.
func (r *reader) step(goal domain.ID, obj map[string]any, rank, at string) {
	name := take(obj, "id")
	s := &domain.Step{Goal: goal}
	if p, ok := obj["progress"].(map[string]any); ok {
		delete(obj, "progress")
		var n struct {
			Done int `json:"done"`
			Of   int `json:"of"`
		}
		r.decode(p, &n, pointer(at, "progress"))
		if n.Done > n.Of {
			r.problem(pointer(at, "progress"), "more is done than there is to do")
		}
		s.Of = n.Of
		for i := range n.Done {
			s.Ticks = append(s.Ticks, domain.Tick{ID: TickID(r.c.Key, name, i)})
		}
	}
	r.decode(obj, s, at)
	s.Rank = rank
	r.add(r.id(name), s, at)
}

func (r *reader) threads() {
	r.list("threads", func(_ int, obj map[string]any, at string) {
		var t struct {
			Between    []domain.ID `json:"between"`
			Deputy     domain.ID   `json:"deputy"`
			Sensitive  bool        `json:"sensitive"`
			Visibility []domain.ID `json:"visibility"`
			Reply      struct {
				Working int `json:"working"`
			} `json:"reply_goal_hours"`
		}
		id := r.id(take(obj, "id"))
		messages := objects(obj["messages"])
		delete(obj, "messages")
		r.decode(obj, &t, at)
		if r.withConsultant(t.Between) && !slices.ContainsFunc(r.c.Threads, func(o domain.Thread) bool { return o.ID == ThreadID(r.c.Plan) }) {
			id = ThreadID(r.c.Plan)
		}
		thread := domain.Thread{ID: id, Plan: r.c.Plan, Between: t.Between, Confidential: t.Sensitive, Deputy: t.Deputy, ReplyHours: t.Reply.Working}
		r.checkThread(thread, t.Visibility, at)
		r.c.Threads = append(r.c.Threads, thread)
		for i, m := range messages {
			here := pointerAt(pointer(at, "messages"), i)
			msg := domain.Message{ID: r.id(take(m, "id")), Thread: id}
			r.decode(m, &msg, here)
			r.checkMessage(thread, msg, here)
			if err := msg.Validate(); err != nil {
				r.invalid(err, here)
			}
			r.c.Messages = append(r.c.Messages, msg)
		}
	})
}

// withConsultant says whether a thread is the one that every plan has.
func (r *reader) withConsultant(between []domain.ID) bool {
	return slices.Contains(between, r.c.Consultant) && slices.Contains(between, PersonID(r.c.Key))
}

// contacts reads the citizen's people: each is a person, and a grant on the plan.
func (r *reader) contacts() {
	r.list("network_contacts", func(_ int, obj map[string]any, at string) {
		key := take(obj, "id")
		delete(obj, "consultant_note") // the schema lets nothing but null stand there
		grant := &domain.Contact{}
		r.decode(obj, grant, at)
		r.c.Contacts = append(r.c.Contacts, Contact{key, domain.Person{ID: PersonID(key), Role: domain.RoleContact,
			Name: grant.Name, Relation: grant.Relation, Language: grant.Language}})
		r.add(PersonID(key), grant, at)
	})
}

// accessLog reads who opened the plan. A deputy's row proves that he stood in that day:
// the log has it, so there was a window; no other is made up.
func (r *reader) accessLog(s *Set) {
	r.list("access_log", func(i int, obj map[string]any, at string) {
		row := AccessRow{ID: AccessID(r.c.Key, i)}
		r.decode(obj, &row, at)
		r.c.AccessLog = append(r.c.AccessLog, row)
		deputy := slices.ContainsFunc(s.Staff, func(p Staff) bool {
			return p.Person.ID == row.Who && slices.Contains(p.Person.DeputyFor, r.c.Consultant)
		})
		day := domain.DateOf(row.At)
		w := Window{Deputy: row.Who, From: day.Start(), To: day.End(), Why: row.Why}
		known := slices.ContainsFunc(r.c.Deputies, func(o Window) bool { return o.Deputy == w.Deputy && o.From.Equal(w.From) })
		if deputy && !known {
			r.c.Deputies = append(r.c.Deputies, w)
		}
	})
}

// person reads what is left of the citizen's part: herself.
func (r *reader) person() {
	delete(r.obj, "id")
	p := domain.Person{ID: PersonID(r.c.Key), Role: domain.RoleCitizen, Citizen: &domain.Citizen{}}
	about := map[string]any{}
	for _, key := range []string{"name", "preferred_name", "phone", "language"} {
		if v, ok := r.obj[key]; ok {
			about[key] = v
			delete(r.obj, key)
		}
	}
	r.decode(about, &p, r.at)
	r.decode(r.obj, p.Citizen, r.at)
	if err := p.Validate(); err != nil {
		r.invalid(err, r.at)
	}
	r.c.Citizen = p
}

// ranks gives n places in order, with room between them for what people put there
// later. None ends in the lowest digit, so something always fits before it.
func ranks(n int) []string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	width, room := 2, 36*36
	for room/(n+1) < 4 {
		width, room = width+1, room*36
	}
	out := make([]string, n)
	for i := range out {
		v := (i + 1) * room / (n + 1)
		if v%36 == 0 {
			v++
		}
		b := make([]byte, width)
		for j := width - 1; j >= 0; j-- {
			b[j], v = digits[v%36], v/36
		}
		out[i] = string(b)
	}
	return out
}

// putUp gives an item its place on the board, in the file's order.
func putUp(it domain.Item, rank string) {
	switch it := it.(type) {
	case *domain.Strength:
		it.Rank, it.Status = rank, domain.StatusActive
	case *domain.Challenge:
		it.Rank, it.Status = rank, domain.StatusActive
	case *domain.Goal:
		it.Rank = rank
	case *domain.Effort:
		it.Rank = rank
	case *domain.Agreement:
		it.Rank = rank
	}
}
