package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tavlen/backend/domain"
)

const (
	// changes is how many changes of the consultant are timed.
	changes = 1000
	// lostAfter is when an event that has not come is counted as lost.
	lostAfter = 5 * time.Second
)

// events prints how long it takes from a consultant's change until the citizen's open
// phone is told, while every citizen has a phone open: from the moment the request is
// sent, and from the moment its 200 has arrived. The phone may well hear of it first.
func (b *bench) events(ctx context.Context) error {
	t, err := b.people(ctx)
	if err != nil {
		return err
	}
	all, err := b.phones(ctx, nil, len(t.citizens))
	defer func() { hangUp(all) }()
	if err != nil {
		return err
	}
	w, err := dial(ctx, b.house.addr, "")
	if err != nil {
		return err
	}
	defer w.close()
	stopProfile := b.profiling(ctx, "event")
	var fromSend, fromAnswer []time.Duration
	lost := 0
	revs := map[domain.ID]string{}
	for i := range changes {
		p, phone := t.citizens[i%furnished], all[i%furnished]
		for len(phone.told) > 0 {
			<-phone.told
		}
		sent := time.Now()
		if err := t.editGoal(w, p, i, revs); err != nil {
			return err
		}
		answered := time.Now()
		select {
		case at := <-phone.told:
			fromSend, fromAnswer = append(fromSend, at.Sub(sent)), append(fromAnswer, at.Sub(answered))
		case <-time.After(lostAfter):
			lost++
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	stopProfile()
	b.out.print("event_phones", float64(len(all)), "streams")
	b.out.times("event_from_request", fromSend)
	b.out.times("event_from_answer", fromAnswer)
	b.out.print("event_slowest", ms(slices.Max(fromSend)), "ms")
	b.out.print("event_lost", float64(lost), "events")
	return nil
}

// editGoal is a change by the consultant that the citizen is asked about. The revs are
// those the consultant last saw.
func (t *town) editGoal(w *wire, p *person, i int, revs map[domain.ID]string) error {
	if revs[p.id] == "" {
		var head struct{ Rev string }
		if err := t.call(w, &t.consultant, "GET", "/plans/"+string(p.plan), "", &head); err != nil {
			return err
		}
		revs[p.id] = head.Rev
	}
	doc := fmt.Sprintf(`{"in_own_words":"%s Det er %d gange nu.","why":"%s"}`, inOwnWords, i, because)
	a, err := w.exchange(t.put(&t.consultant, p, "goals/"+string(p.whole.goal), revs[p.id], doc))
	if err != nil {
		return err
	}
	revs[p.id], err = receipt(a)
	return err
}
