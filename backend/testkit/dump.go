package testkit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// Dump writes down all that is stored of a plan: its revision, every thing on it, its
// messages and who is tied to it. Two dumps are equal when nothing was changed. What the
// audit says of readings is left out.
func Dump(t testing.TB, s *store.Store, plan domain.ID) string {
	t.Helper()
	var b strings.Builder
	line := func(what string, v any) {
		doc, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n", what, doc)
	}
	if err := s.Snapshot(t.Context(), func(tx *store.Tx) error {
		head, err := tx.Plan(plan)
		if err != nil {
			return err
		}
		line("head", head)
		items, err := tx.Items(head)
		if err != nil {
			return err
		}
		slices.SortFunc(items, func(x, y domain.Record) int {
			return strings.Compare(string(x.Kind)+string(x.ID), string(y.Kind)+string(y.ID))
		})
		for _, r := range items {
			line("item", r)
		}
		threads, err := tx.Threads(plan)
		if err != nil {
			return err
		}
		for _, r := range items {
			if r.Kind == domain.KindContact {
				threads = append(threads, domain.Thread{ID: domain.ContactThreadID(plan, r.ID), Plan: plan, Contact: r.ID})
			}
		}
		for _, thread := range threads {
			line("thread", thread)
			messages, _, err := tx.Messages(head, thread.ID, "", 10000)
			if err != nil {
				return err
			}
			for _, m := range messages {
				line("message", m)
			}
		}
		hours, err := tx.PaidHours(plan, 10000)
		if err != nil {
			return err
		}
		line("hours", hours)
		said, err := tx.PaidCorrections(plan, 10000)
		if err != nil {
			return err
		}
		line("hours said", said)
		goal, err := tx.PaidGoal(plan)
		if err != nil {
			return err
		}
		line("hours goal", goal)
		relations, err := tx.Relations(plan)
		if err != nil {
			return err
		}
		slices.SortFunc(relations, func(x, y store.PlanPerson) int {
			return strings.Compare(fmt.Sprint(x), fmt.Sprint(y))
		})
		for _, r := range relations {
			line("relation", r)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
