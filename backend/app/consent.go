package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/attention"
	"tavlen/backend/consents"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// consentTextsKey keeps the texts that were loaded last.
const consentTextsKey = "consent_texts"

// LoadConsentTexts puts a municipality's own texts in place of those before. What was said yes to
// stays as it was read.
func (a *App) LoadConsentTexts(ctx context.Context, t consents.Texts) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SetInstallation(consentTextsKey, string(doc)); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "load_consent_texts", Kind: "consent_texts"})
	})
}

// ConsentTexts is what can be said yes to, and the departments whose secrecy a consent can lift.
type ConsentTexts struct {
	consents.Texts
	Departments []string `json:"departments"`
}

// ConsentTexts gives the texts that hold now: what was loaded last, else what ships.
func (a *App) ConsentTexts(ctx context.Context) (ConsentTexts, error) {
	out := ConsentTexts{Departments: []string{}}
	house, err := a.House(ctx)
	if err != nil {
		return out, err
	}
	for _, d := range house.Departments {
		if d.Confidential {
			out.Departments = append(out.Departments, d.ID)
		}
	}
	err = a.store.Read(ctx, func(tx *store.Tx) (err error) {
		out.Texts, err = consentTextsIn(tx)
		return err
	})
	return out, err
}

func consentTextsIn(tx *store.Tx) (consents.Texts, error) {
	doc, err := tx.Installation(consentTextsKey)
	if err != nil || doc == "" {
		return consents.Builtin(), err
	}
	var t consents.Texts
	return t, json.Unmarshal([]byte(doc), &t)
}

// PutConsent is the citizen's yes, or that staff write down that she gave it.
type PutConsent struct {
	Plan, ID domain.ID
	// Code and Version are of the text that she read; an older version is refused.
	Code       string
	Version    int
	Department string
	Assessment domain.ID
	// Until is the first day on which it holds no more; "" is as long as the text is offered for.
	Until domain.Date
	// How, On, Witness and Interpreter are said by staff alone; "" is on her own phone, now.
	How                  string
	On                   domain.Date
	Witness, Interpreter string
	Mutation
}

// WithdrawConsent is that a consent is taken back, by the citizen or on her word.
type WithdrawConsent struct {
	Plan, ID domain.ID
	Mutation
}

// PutConsent keeps a consent. One about the same that stands is replaced by it.
func (a *App) PutConsent(ctx context.Context, actor access.Actor, in PutConsent) (Receipt, error) {
	if !in.ID.Valid() {
		return Receipt{}, domain.ErrNotFound
	}
	if in.Key == "" {
		in.Key = "consent:" + string(in.ID)
	}
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"put_consent", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.putConsent(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) putConsent(in PutConsent) (keptReceipt, error) {
	ref := domain.Ref{Kind: domain.KindConsent, ID: in.ID}
	k, err := c.newConsent(in)
	if err != nil {
		return keptReceipt{}, err
	}
	if c.state.item(domain.KindConsent, in.ID) != nil {
		return keptReceipt{}, domain.ErrKeyReused
	}
	if c.state.count(domain.KindConsent) >= maxOfKind {
		return keptReceipt{}, domain.Invalid(domain.FieldError{Field: "", Code: domain.CodeInvalid, Detail: "Der er ikke plads til flere på planen."})
	}
	out := c.receiptOf(ref, true)
	if err := c.endConsents(k, domain.StatusReplaced); err != nil {
		return out, err
	}
	if err := c.keep(ref.Kind, in.ID, k, "put_consent"); err != nil {
		return out, err
	}
	if k.RecordedBy != "" {
		// Whoever is written of must hear of it at once: it may be wrong.
		if err := c.notify(c.state.head.Citizen, domain.NotifyPlanChanged, in.ID); err != nil {
			return out, err
		}
	}
	if err := c.tellRegranted(ref); err != nil {
		return out, err
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// newConsent makes the consent that is given, or says in plain words what is wrong.
func (c *change) newConsent(in PutConsent) (*domain.Consent, error) {
	texts, err := consentTextsIn(c.tx)
	if err != nil {
		return nil, err
	}
	text := texts.Text(in.Code)
	if text == nil {
		return nil, refused("code", "Vælg, hvad der siges ja til.")
	}
	at := inUTC(c.now)
	k := &domain.Consent{ConsentKind: text.Kind, Department: in.Department, Assessment: in.Assessment, Code: text.Code, TextVersion: text.Version, Scope: text.Scope,
		GivenAt: at, GivenBy: c.state.head.Citizen, How: domain.ConsentOnPhone, Expires: in.Until, Status: domain.StatusActive}
	if !c.state.facts.Can(c.viewer, access.ActGiveConsent, domain.Ref{Kind: domain.KindConsent}, k, c.now) {
		return nil, domain.ErrForbidden
	}
	if in.Version != text.Version {
		return nil, refused("version", "Teksten er ændret. Læs den nye, før der siges ja.")
	}
	if err := c.fillMatter(k, text); err != nil {
		return nil, err
	}
	if err := c.fillWay(k, in); err != nil {
		return nil, err
	}
	if k.RecordedBy != "" && c.saidSince(k, in.On) {
		return nil, refused("on", "Der er sagt ja eller nej til det samme den dag eller senere. Bed om et svar på telefonen.")
	}
	if k.Expires == "" {
		k.Expires = lastDay(k.GivenAt, text.Months)
	}
	switch {
	case !k.Expires.Valid():
		return nil, refused("until", "Vælg en dag.")
	case !k.Holds(c.now):
		return nil, refused("until", "Vælg en dag, der ikke er gået.")
	case k.Expires > domain.LastDayOfConsent(k.GivenAt):
		return nil, refused("until", "Et samtykke kan højst gælde et år.")
	}
	return k, k.Validate()
}

// fillMatter says what the consent is about, in the words of the text.
func (c *change) fillMatter(k *domain.Consent, text *consents.Text) error {
	name := ""
	switch k.ConsentKind {
	case domain.ConsentShareDepartment:
		for _, d := range c.departments {
			if d.ID == k.Department && c.state.facts.MayShare(d.ID) {
				name = d.Name
			}
		}
		if name == "" {
			return refused("department", "Vælg den afdeling, det handler om.")
		}
	case domain.ConsentShareAssessment:
		it, ok := c.state.item(domain.KindAssessment, k.Assessment).(*domain.Assessment)
		if !ok {
			return refused("assessment", "Vælg den udredning, det handler om.")
		}
		if it.Status == domain.StatusDropped {
			return errAssessmentClosed
		}
	}
	if k.ConsentKind != domain.ConsentShareDepartment && k.Department != "" {
		return refused("department", "Her vælges ingen afdeling.")
	}
	if k.ConsentKind != domain.ConsentShareAssessment && k.Assessment != "" {
		return refused("assessment", "Her vælges ingen udredning.")
	}
	k.Text = text.For(name)
	return nil
}

// fillWay says how it was given: on her own phone, or to staff, who say how and when.
func (c *change) fillWay(k *domain.Consent, in PutConsent) error {
	k.Witness, k.Interpreter = strings.TrimSpace(in.Witness), strings.TrimSpace(in.Interpreter)
	if c.viewer.Relation.Kind == access.RelationCitizen {
		if in.How != "" && in.How != domain.ConsentOnPhone || in.On != "" || k.Witness != "" || k.Interpreter != "" {
			return refused("how", "Det, du siger ja til her, er givet på din telefon.")
		}
		return nil
	}
	today := domain.DateOf(c.now)
	switch {
	case in.How != domain.ConsentOnPaper && in.How != domain.ConsentSpoken:
		return refused("how", "Vælg, om det er på papir eller sagt.")
	case in.How == domain.ConsentOnPaper && k.Witness == "":
		return refused("witness", "Skriv, hvem der så det.")
	case !in.On.Valid() || in.On > today:
		return refused("on", "Vælg den dag, der blev sagt ja.")
	}
	k.How, k.RecordedBy, k.InterpreterPresent = in.How, c.actor.Person, k.Interpreter != ""
	if in.On < today {
		k.GivenAt = inUTC(in.On.Start())
	}
	return nil
}

// saidSince says whether something was said of the same matter on a day or after it. What is
// written down later as said earlier must not undo it: a consent that was taken back would come back.
func (c *change) saidSince(about *domain.Consent, day domain.Date) bool {
	return slices.ContainsFunc(c.state.records, func(r domain.Record) bool {
		k, ok := r.Item.(*domain.Consent)
		return ok && k.SameMatter(about) && (domain.DateOf(k.GivenAt) >= day || k.WithdrawnAt != nil && domain.DateOf(*k.WithdrawnAt) >= day)
	})
}

// lastDay is the first day on which a consent that is given for some months holds no more.
func lastDay(given time.Time, months int) domain.Date {
	return min(domain.DateOf(given.In(domain.Copenhagen).AddDate(0, months, 0)), domain.LastDayOfConsent(given))
}

// consentTo gives a copy of the consent that stands to something; nil where there is none.
func (c *change) consentTo(kind, department string, assessment domain.ID) (domain.ID, *domain.Consent) {
	same := &domain.Consent{ConsentKind: kind, Department: department, Assessment: assessment}
	for _, r := range c.state.records {
		if k, ok := r.Item.(*domain.Consent); ok && k.Holds(c.now) && k.SameMatter(same) {
			kept := *k
			return r.ID, &kept
		}
	}
	return "", nil
}

// endConsents ends all that stand about the same: two would leave one open when the other is
// taken back.
func (c *change) endConsents(about *domain.Consent, as domain.Status) error {
	at := inUTC(c.now)
	for _, r := range c.state.records {
		k, ok := r.Item.(*domain.Consent)
		if !ok || k.Status != domain.StatusActive || !k.SameMatter(about) {
			continue
		}
		ended := *k
		ended.Status, ended.WithdrawnAt = as, &at
		if c.viewer.Relation.Kind != access.RelationCitizen {
			ended.WithdrawnBy = c.actor.Person
		}
		action := "withdraw_consent"
		if as == domain.StatusReplaced {
			action = "replace_consent"
		}
		if err := c.keep(domain.KindConsent, r.ID, &ended, action); err != nil {
			return err
		}
		if err := c.tx.ClearNotifications(r.ID, c.now, domain.NotifyConsentEnds, domain.NotifyConsentOver); err != nil {
			return err
		}
	}
	return nil
}

// WithdrawConsent ends a consent at once: what it opened is closed with the next answer that
// anybody gets.
func (a *App) WithdrawConsent(ctx context.Context, actor access.Actor, in WithdrawConsent) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"withdraw_consent", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) { return c.withdrawConsent(in) })
	return a.receipt(actor, in.Plan, r), err
}

func (c *change) withdrawConsent(in WithdrawConsent) (keptReceipt, error) {
	ref, k, err := c.consent(in.ID, access.ActWithdrawConsent)
	if err != nil {
		return keptReceipt{}, err
	}
	if k.Status != domain.StatusActive {
		return c.receiptOf(ref, false), nil
	}
	out := c.receiptOf(ref, true)
	story := domain.Ref{Kind: domain.KindStory, ID: k.Story}
	if s, ok := c.state.byRef[story].Item.(*domain.Story); ok && s.Consent == in.ID && s.Status == domain.StoryAgreed {
		return c.takeStoryBack(out, story, s)
	}
	if err := c.endConsents(k, "withdrawn"); err != nil {
		return out, err
	}
	if err := c.tellRegranted(ref); err != nil {
		return out, err
	}
	told := c.state.head.Citizen
	if c.viewer.Relation.Kind == access.RelationCitizen {
		told = c.state.consultant(c.now)
	}
	if told != "" {
		kind := domain.NotifyPlanChanged
		if told != c.state.head.Citizen {
			kind = domain.NotifyStaffAnswer
		}
		if err := c.app.notifyAs(c.tx, c.state.head.ID, told, kind, in.ID, generationOf(c.now), c.now); err != nil {
			return out, err
		}
	}
	out.Cursor, err = c.cursorAfter("")
	return out, err
}

// ConfirmConsent is the citizen's word that what staff wrote down is what she said.
func (a *App) ConfirmConsent(ctx context.Context, actor access.Actor, in WithdrawConsent) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"confirm_consent", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) {
		ref, k, err := c.consent(in.ID, access.ActConfirmConsent)
		if err != nil {
			return keptReceipt{}, err
		}
		if k.RecordedBy == "" || k.ConfirmedAt != nil || !k.Holds(c.now) {
			return c.receiptOf(ref, false), nil
		}
		at, said := inUTC(c.now), *k
		said.ConfirmedAt = &at
		out := c.receiptOf(ref, true)
		if err := c.keep(ref.Kind, in.ID, &said, "confirm_consent"); err != nil {
			return out, err
		}
		out.Cursor, err = c.cursorAfter("")
		return out, err
	})
	return a.receipt(actor, in.Plan, r), err
}

// LetConsentRunOut keeps the citizen's word that a consent may stop by itself: she is not asked
// about it any more. Until its day it holds, and she may renew it all the same.
func (a *App) LetConsentRunOut(ctx context.Context, actor access.Actor, in WithdrawConsent) (Receipt, error) {
	r, err := onPlan(ctx, a, actor, in.Plan, operation{"let_consent_run_out", in.ID}, in.Mutation, func(c *change) (keptReceipt, error) {
		ref, k, err := c.consent(in.ID, access.ActLetRunOut)
		if err != nil {
			return keptReceipt{}, err
		}
		if k.LetRunOutAt != nil || !k.Holds(c.now) {
			return c.receiptOf(ref, false), nil
		}
		at, said := inUTC(c.now), *k
		said.LetRunOutAt = &at
		out := c.receiptOf(ref, true)
		if err := c.keep(ref.Kind, in.ID, &said, "let_consent_run_out"); err != nil {
			return out, err
		}
		if err := c.tx.ClearNotifications(in.ID, c.now, domain.NotifyConsentEnds); err != nil {
			return out, err
		}
		out.Cursor, err = c.cursorAfter("")
		return out, err
	})
	return a.receipt(actor, in.Plan, r), err
}

// tellOfConsents wakes the citizen, once, when one of her consents has thirty days left and when
// it has stopped. Who renewed it or took it back in between is not woken: endConsents sees to that.
func (a *App) tellOfConsents(tx *store.Tx, l *looked) error {
	kinds := map[attention.Rule]domain.NotificationKind{attention.ConsentEnds: domain.NotifyConsentEnds, attention.ConsentOver: domain.NotifyConsentOver}
	for _, n := range l.after.Alerts {
		kind, about := kinds[n.Rule], strings.Split(n.Key, "|")
		if old := l.before.find(n.Key); kind == "" || n.DealtAt != nil || !n.Citizen || old != nil && old.DealtAt == nil {
			continue
		}
		consent := domain.ID(about[1])
		if n.Rule == attention.ConsentOver {
			consent = domain.ID(about[2]) // its Subject is the plan
			if err := tx.ClearNotifications(consent, a.clock.Now(), domain.NotifyConsentEnds); err != nil {
				return err
			}
		}
		if err := a.notifyAs(tx, l.state.head.ID, l.state.head.Citizen, kind, consent, "", a.clock.Now()); err != nil {
			return err
		}
	}
	return nil
}

// consent finds one that the actor sees and may do something with.
func (c *change) consent(id domain.ID, act access.Action) (domain.Ref, *domain.Consent, error) {
	ref := domain.Ref{Kind: domain.KindConsent, ID: id}
	k, ok := c.state.byRef[ref].Item.(*domain.Consent)
	if !ok || !c.sees(ref) {
		return ref, nil, domain.ErrNotFound
	}
	return ref, k, c.may(act, ref, k)
}
