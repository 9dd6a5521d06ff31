package app

import (
	"context"
	"crypto/subtle"
	"encoding/base64"

	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// ReportSecret is the part of the address that only the SMS gateway knows, to which it
// sends its delivery reports. It follows from the installation's keys, so it stays the same
// and lies in no database.
func ReportSecret(s *store.Store) string {
	return base64.RawURLEncoding.EncodeToString(s.BlindIndex("delivery_reports", "sms"))
}

// TakeDeliveryReport keeps what the SMS gateway tells of a message. A wrong address, another
// gateway and a message that is not ours are one and the same ErrNotFound.
func (a *App) TakeDeliveryReport(ctx context.Context, gateway, secret string, r domain.Report) error {
	right := subtle.ConstantTimeCompare([]byte(secret), []byte(ReportSecret(a.store))) == 1
	if !right || gateway == "" || gateway != a.gateway || r.Reference == "" && r.Proof == "" {
		return domain.ErrNotFound
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		tx.After(a.outbox)
		return tx.TakeReport(r, a.clock.Now())
	})
}
