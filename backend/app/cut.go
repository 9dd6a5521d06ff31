package app

import (
	"encoding/json"
	"strings"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// cutForCompanion leaves a companion his own answer, and of the wish to be fetched that it
// is there and whether somebody does: not what was written about it, nor who.
func cutForCompanion(f domain.Fields, m *domain.Meeting, who domain.ID) (err error) {
	if f["companion_answers"] != nil {
		delete(f, "companion_answers")
		for _, a := range m.Along {
			if a.Who == who && err == nil {
				f["companion_answers"], err = json.Marshal([]domain.Along{a})
			}
		}
	}
	if f["pick_up"] != nil && err == nil {
		f["pick_up"], err = json.Marshal(domain.PickUp{AskedAt: m.PickUp.AskedAt, Answer: m.PickUp.Answer, AnsweredAt: m.PickUp.AnsweredAt})
	}
	return err
}

// hide takes out what a view is without.
func hide(f domain.Fields, without []string) {
	for _, h := range without {
		if list, inner, nested := strings.Cut(h, "."); nested {
			if raw, ok := f[list]; ok {
				f[list] = withoutInner(raw, inner)
			}
			continue
		}
		delete(f, h)
	}
}

// withoutInner removes a field from an object, or from each element of a list.
func withoutInner(in json.RawMessage, field string) json.RawMessage {
	var one map[string]json.RawMessage
	if json.Unmarshal(in, &one) == nil {
		delete(one, field)
		out, err := json.Marshal(one)
		if err != nil {
			return nil
		}
		return out
	}
	var all []map[string]json.RawMessage
	if json.Unmarshal(in, &all) != nil {
		return nil
	}
	for _, e := range all {
		delete(e, field)
	}
	out, err := json.Marshal(all)
	if err != nil {
		return nil
	}
	return out
}

// seenMentions lists the persons named in what is seen of an item.
func seenMentions(r domain.Record, raw json.RawMessage, view access.View) []domain.ID {
	if view.Whole() {
		return mentions(r.ID, r.Item)
	}
	seen, err := domain.DecodeItem(r.Kind, raw)
	if err != nil {
		return nil
	}
	return mentions(r.ID, seen)
}
