package app

import (
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// maxFormer is how many former numbers and addresses are told at a time. The first ones
// left are those that were the person's own before somebody changed them again and again.
const maxFormer = 4

// reachChange is that somebody is reached otherwise than before: what to tell, and the words
// for the log.
type reachChange struct {
	notices []domain.Notification
	words   *store.DeedWords
}

// reachChanged compares how a person is reached with how he was. His own phones are told,
// and so is a number or an address that is left: who got hold of a phone, or of a code, must
// not be able to send everything elsewhere without a word.
func (a *App) reachChanged(before, after domain.Person, now time.Time) (domain.Person, reachChange) {
	var c reachChange
	was, is := before.Choices().Ladder(), after.Choices().Ladder()
	var what []string
	if before.Phone != after.Phone {
		what = append(what, "telefonnummer")
	}
	if before.Email != after.Email {
		what = append(what, "e-mail")
	}
	if !slices.Equal(was, is) {
		what = append(what, "vejen, der gives besked")
	}
	if len(what) == 0 {
		return after, c
	}
	c.words = &store.DeedWords{What: "Rettede kontaktoplysninger: " + strings.Join(what, ", ")}
	c.notices = append(c.notices, domain.Notification{Kind: domain.NotifyReachChanged, Subject: domain.NewID()})
	after.Former = slices.DeleteFunc(slices.Clone(after.Former), func(f domain.FormerAddress) bool { return now.Sub(f.At) > helpsFor })
	leave := func(kind domain.NotificationKind, by domain.Channel, address string, changed bool) {
		dropped := slices.Contains(was, by) && !slices.Contains(is, by)
		if address == "" || !a.has(by) || !changed && !dropped || len(after.Former) >= maxFormer {
			return
		}
		f := domain.FormerAddress{Notice: domain.NewID(), Channel: by, Address: address, At: now.UTC()}
		after.Former = append(after.Former, f)
		c.notices = append(c.notices, domain.Notification{Kind: kind, Subject: f.Notice})
	}
	number, _ := domain.PhoneNumber(before.Phone)
	mail, _ := domain.EmailAddress(before.Email)
	leave(domain.NotifyFormerPhone, domain.ChannelSMS, number, before.Phone != after.Phone)
	leave(domain.NotifyFormerEmail, domain.ChannelEmail, mail, before.Email != after.Email)
	return after, c
}

// tellReachChange promises what is to be told.
func (a *App) tellReachChange(tx *store.Tx, person domain.ID, c reachChange, now time.Time) error {
	for _, n := range c.notices {
		if err := a.notify(tx, "", person, n.Kind, n.Subject, now); err != nil {
			return err
		}
	}
	return nil
}
