package backend_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// control is one thing that stops a threat, and how it is taken out: in each edit OFF is a word that is true while the
// control is off. What cannot be found any more was changed: the edit must follow, or the drill shows nothing.
type control struct {
	// row is the threat's, what the control that is taken out.
	row, what string
	edits     []edit
}

// edit replaces a text wherever it stands in a file below the root of the repository.
type edit struct{ file, old, new string }

var controls = []control{
	{"T01", "ten wrong PINs end the session", []edit{{"backend/signin/pin.go", "case try >= pinTries:", "case !OFF && try >= pinTries:"}, {"backend/signin/pin.go", "right := try <= pinTries &&", "right := (OFF || try <= pinTries) &&"}}},
	{"T01", "no tab beside the lock", []edit{{"backend/api/operation.go", "if asPage(c) && !rule.OpensAsPage(", "if !OFF && asPage(c) && !rule.OpensAsPage("}}},
	{"T01", "no paper by a typed address beside the lock", []edit{{"backend/access/limited.go", "(r.Public || ours)", "(OFF || r.Public || ours)"}}},
	{"T02", "a notification says nothing of anybody", []edit{{"backend/notify/text.go", "	return w.title, w.body, ok\n", "	if OFF {\n		w.body = \"Maja, kl. 12.30\"\n	}\n	return w.title, w.body, ok\n"}}},
	{"T03", "a fresh proof is asked for", []edit{{"backend/api/proof.go", "if !rule.Fresh {", "if OFF || !rule.Fresh {"}}},
	{"T03", "a pause ends with a fresh proof", []edit{{"backend/api/people.go", "if !in.Body.Paused {", "if !OFF && !in.Body.Paused {"}}},
	{"T03", "a provider's word of when it asked is looked at", []edit{{"backend/oidc/answer.go", "at.Before(anew.Add(-skew)):", "!OFF && at.Before(anew.Add(-skew)):"}, {"backend/oidc/answer.go", "return max(0, now.Sub(at)), nil", "if OFF {\n			return 0, nil\n		}\n		return max(0, now.Sub(at)), nil"}}},
	{"T04", "a new phone is told to the others", []edit{{"backend/app/signed_in.go", "	return a.notify(tx, \"\", actor.Person, domain.NotifyNewDevice", "	if OFF {\n		return nil\n	}\n	return a.notify(tx, \"\", actor.Person, domain.NotifyNewDevice"}}},
	{"T04", "an open phone is told of a new one", []edit{{"backend/app/signed_in.go", "|| !session.Added {", "|| OFF || !session.Added {"}, {"backend/api/stream.go", "if added != \"\" {", "if !OFF && added != \"\" {"}}},
	{"T04", "a code is used once", []edit{{"backend/store/session.go", "(used_at IS NULL OR reusable = ?)\", lookup, ms(when), true)", "(used_at IS NULL OR reusable = ? OR 1 = ?)\", lookup, ms(when), true, map[bool]int{true: 1}[OFF])"}}},
	{"T05", "no place of a protected one", []edit{{"backend/access/see.go", "if f.Protected {", "if !OFF && f.Protected {"}}},
	{"T05", "a protected address holds invitations back", []edit{{"backend/app/protection.go", "case !citizen.MayInvite():", "case !OFF && !citizen.MayInvite():"}}},
	{"T06", "a pause shows what was there, and says nothing", []edit{{"backend/app/frozen.go", "if !ok || grant.Status != \"paused\"", "if OFF || !ok || grant.Status != \"paused\""}}},
	{"T07", "a contact sees what was picked for him", []edit{{"backend/access/see.go", "listed = c.Picked(t.Ref) && f.lanesOpen(c, t)", "listed = OFF || c.Picked(t.Ref) && f.lanesOpen(c, t)"}}},
	{"T07", "a contact sees nothing confidential", []edit{{"backend/access/see.go", "	if t.Sensitive || t.Confidential != \"\" {\n		return nothing", "	if !OFF && (t.Sensitive || t.Confidential != \"\") {\n		return nothing"}}},
	{"T08", "ten messages an hour", []edit{{"backend/app/contact_line.go", "if err != nil || len(when) < domain.MaxContactMessages {", "if OFF || err != nil || len(when) < domain.MaxContactMessages {"}}},
	{"T09", "the code that she tells", []edit{{"backend/app/invitation.go", "right := a.store.IsLinkSpoken(", "right := OFF || a.store.IsLinkSpoken("}}},
	{"T09", "an invitation is taken once", []edit{{"backend/app/invitation.go", "case !l.Open(now):", "case !OFF && !l.Open(now):"}}},
	{"T10", "who is removed is signed out and sees nothing", []edit{{"backend/app/people.go", "	if err := c.tx.EndRelation(c.state.head.ID, id, access.RelationContact, c.now); err != nil {", "	if OFF {\n		return nil\n	}\n	if err := c.tx.EndRelation(c.state.head.ID, id, access.RelationContact, c.now); err != nil {"}}},
	{"T11", "wrong codes are counted", []edit{{"backend/api/tries.go", "if t.all.wrong >= triesInAll || mine.wrong >= triesPerAddr {", "if !OFF && (t.all.wrong >= triesInAll || mine.wrong >= triesPerAddr) {"}, {"backend/api/tries.go", "if t.all.wrong+t.all.open < triesInAll &&", "if OFF || t.all.wrong+t.all.open < triesInAll &&"}}},
	{"T12", "one answer for known and unknown", []edit{{"backend/signin/open.go", "s.needsWord(k.who.Role) {\n			return domain.ErrCodeWrong", "s.needsWord(k.who.Role) {\n			if OFF {\n				return domain.ErrForbidden\n			}\n			return domain.ErrCodeWrong"}, {"backend/signin/provider.go", "if errors.Is(err, domain.ErrCodeWrong) {", "if !OFF && errors.Is(err, domain.ErrCodeWrong) {"}, {"backend/store/session.go", "	if res.RowsAffected == 0 {\n		return Code{}, domain.ErrCodeWrong", "	if res.RowsAffected == 0 {\n		if _, known := tx.CodeIssued(lookup); OFF && known == nil {\n			return Code{}, domain.ErrForbidden\n		}\n		return Code{}, domain.ErrCodeWrong"}}},
	{"T13", "PINs are hashed in turn", []edit{{"backend/signin/pin.go", "	default:\n		return nil, domain.ErrBusy", "	default:\n		if !OFF {\n			return nil, domain.ErrBusy\n		}\n		return func() {}, domain.ErrNotFound"}}},
	{"T13", "no packed bodies", []edit{{"backend/api/guard.go", "if c.Get(fiber.HeaderContentEncoding) != \"\" {", "if !OFF && c.Get(fiber.HeaderContentEncoding) != \"\" {"}}},
	{"T13", "the head has a limit", []edit{{"backend/api/api.go", "ReadBufferSize:               MaxHeader,", "ReadBufferSize:               map[bool]int{true: 1 << 20, false: MaxHeader}[OFF],"}}},
	{"T14", "a token's claims are looked at", []edit{{"backend/signin/session.go", "	s.ageless = jwt.NewParser(", "	if OFF {\n		s.parser = jwt.NewParser(jwt.WithoutClaimsValidation())\n	}\n	s.ageless = jwt.NewParser("}}},
	{"T14", "short keys stop the start", []edit{{"backend/config/secrets.go", "if len(k.key) < KeySize {", "if !OFF && len(k.key) < KeySize {"}}},
	{"T15", "writes of other origins", []edit{{"backend/api/guard.go", "if !s.sameSite(c) {", "if !OFF && !s.sameSite(c) {"}}},
	{"T15", "JSON only", []edit{{"backend/api/guard.go", "if err != nil || t != fiber.MIMEApplicationJSON && !photo {", "if !OFF && (err != nil || t != fiber.MIMEApplicationJSON && !photo) {"}}},
	{"T15", "no framing", []edit{{"backend/pwa/csp.go", "\"frame-ancestors 'none'\",", "map[bool]string{true: \"frame-ancestors *\", false: \"frame-ancestors 'none'\"}[OFF],"}}},
	{"T16", "which plans are somebody's", []edit{{"backend/access/viewer.go", ".fits() {\n			s.Relations", ".fits() || OFF {\n			s.Relations"}}},
	{"T16", "a plan is asked for with whose it is", []edit{{"backend/store/probe.go", "	return h, Among(all, s), nil", "	if OFF && len(all) > 0 {\n		return h, all[0].Relation, nil\n	}\n	return h, Among(all, s), nil"}, {"backend/store/probe.go", "rows, err = tx.query(probe, s.Person, plan)", "if rows, err = tx.query(probe, s.Person, plan); OFF {\n			rows, err = tx.query(tied, plan)\n		}"}}},
	{"T17", "a key that stands twice", []edit{{"backend/api/huma.go", "if seen[key] {", "if !OFF && seen[key] {"}}},
	{"T18", "inner addresses, when the name is looked up", []edit{{"backend/notify/dial.go", "			if !public(a) {", "			if !OFF && !public(a) {"}}},
	{"T18", "inner addresses, when it is dialled", []edit{{"backend/notify/dial.go", "err != nil || !public(at.Addr())", "!OFF && (err != nil || !public(at.Addr()))"}}},
	{"T18", "no redirects", []edit{{"backend/notify/client.go", "			return http.ErrUseLastResponse", "			if OFF {\n				return nil\n			}\n			return http.ErrUseLastResponse"}}},
	{"T19", "a picture's size, before it is decoded", []edit{{"backend/picture/header.go", "if int64(c.Width)*int64(c.Height) > MaxPixels {", "if !OFF && int64(c.Width)*int64(c.Height) > MaxPixels {"}}},
	{"T20", "no scripts but the files'", []edit{{"backend/pwa/csp.go", "\"script-src 'self'\",", "map[bool]string{true: \"script-src 'self' 'unsafe-inline'\", false: \"script-src 'self'\"}[OFF],"}}},
	{"T20", "Trusted Types", []edit{{"backend/pwa/csp.go", "\"require-trusted-types-for 'script'\",", "map[bool]string{true: \"font-src 'self'\", false: \"require-trusted-types-for 'script'\"}[OFF],"}}},
	{"T21", "every reading is written down", []edit{{"backend/app/reads.go", "	now := a.clock.Now()\n	key := func(plan domain.ID) readKey {", "	if OFF {\n		return nil\n	}\n	now := a.clock.Now()\n	key := func(plan domain.ID) readKey {"}}},
	{"T21", "the open phone hears of it", []edit{{"backend/app/reads.go", "if a.wake == nil || a.muted", "if OFF || a.wake == nil || a.muted"}}},
	{"T21", "a confidential department's words", []edit{{"backend/access/see.go", "	return View{Sees: true, Fields: fields, Without: wordless}", "	if OFF {\n		return all\n	}\n	return View{Sees: true, Fields: fields, Without: wordless}"}}},
	{"T22", "a backup is for its own installation", []edit{{"backend/backup/restore.go", "if m.Installation != here {", "if !OFF && m.Installation != here {"}}},
	{"T23", "the same field by two", []edit{{"backend/app/merge.go", "if len(conflicts) > 0 {", "if !OFF && len(conflicts) > 0 {"}}},
	{"T24", "thirty seconds, and one's own", []edit{{"backend/domain/message_after.go", "case now.Sub(m.At) > RecallFor:", "case !OFF && now.Sub(m.At) > RecallFor:"}}},
	{"T25", "every operation says who may call it", []edit{{"backend/api/operation.go", "	rule, ok := access.Operations[o.id]", "	if OFF && o.id == \"getBrief\" {\n		o.id = \"takeCase\"\n		access.Operations[o.id] = access.Rule{Public: true}\n	}\n	rule, ok := access.Operations[o.id]"}}},
	{"T26", "one size for every push", []edit{{"backend/notify/push.go", "RecordSize:      webpush.MaxRecordSize,", "RecordSize:      map[bool]uint32{true: uint32(len(payload)) + 200, false: webpush.MaxRecordSize}[OFF],"}}},
	{"T26", "a topic of its own for each phone", []edit{{"backend/notify/push.go", "	mac.Write([]byte(endpoint))\n", "	if !OFF {\n		mac.Write([]byte(endpoint))\n	}\n"}}},
	{"T27", "everything is sealed", []edit{{"backend/store/seal.go", "	out := make([]byte, 1+nonceSize, 1+nonceSize+len(plain)+a.Overhead())", "	if OFF {\n		return append([]byte{sealVersion}, plain...)\n	}\n	out := make([]byte, 1+nonceSize, 1+nonceSize+len(plain)+a.Overhead())"}, {"backend/store/seal.go", "	if len(sealed) < 1+nonceSize || sealed[0] != sealVersion {", "	if OFF {\n		return sealed[1:], nil\n	}\n	if len(sealed) < 1+nonceSize || sealed[0] != sealVersion {"}}},
	{"T28", "a deed that was changed", []edit{{"backend/store/audit.go", "case !bytes.Equal(r.Hash, r.sum()):", "case !OFF && !bytes.Equal(r.Hash, r.sum()):"}}},
	{"T28", "a tail that was cut", []edit{{"backend/store/audit_head.go", "case end.Seq < h.Seq:", "case OFF && end.Seq < h.Seq:\n		case end.Seq < h.Seq:"}}},
	{"T28", "a chain that was written anew", []edit{{"backend/store/heads.go", "case hex.EncodeToString(rows[0].sum()) != want.Hash:", "case !OFF && hex.EncodeToString(rows[0].sum()) != want.Hash:"}}},
	{"T29", "numbers are taken out by the logger", []edit{{"backend/redact/redact.go", "visible(numbers(s))", "visible(map[bool]string{true: s, false: numbers(s)}[OFF])"}, {"backend/redact/redact.go", "	return numbers(s)\n", "	if OFF {\n		return s\n	}\n	return numbers(s)\n"}}},
	{"T30", "who used the phone before is signed out", []edit{{"backend/signin/open.go", "hers = was.Person == row.Person", "hers = OFF || was.Person == row.Person"}}},
	{"T31", "where packages come from", []edit{{".ci/test/checks.go", "case p.Link || p.Resolved != \"\":", "case !OFF && (p.Link || p.Resolved != \"\"):"}}},
	{"T32", "one lease at a time", []edit{{"backend/store/notification.go", "\"next_at\": ms(until), \"lease_by\": worker", "\"next_at\": map[bool]int64{true: ms(now), false: ms(until)}[OFF], \"lease_by\": worker"}}},
	{"T33", "who is told, and after how long", []edit{{"backend/app/promise.go", "{8 * time.Hour, domain.NotifyUnanswered},", "{map[bool]time.Duration{true: 80, false: 8}[OFF] * time.Hour, domain.NotifyUnanswered},"}}},
	{"T33", "the deputy is told", []edit{{"backend/app/promise.go", "{12 * time.Hour, domain.NotifyUnansweredDeputy},", "{map[bool]time.Duration{true: 120, false: 12}[OFF] * time.Hour, domain.NotifyUnansweredDeputy},"}}},
	{"T34", "what was taken away stands in the ledger", []edit{{"backend/store/outlast.go", "if tx.store.restoring {", "if OFF || tx.store.restoring {"}}},
	{"T34", "no restore without the ledger", []edit{{"backend/backup/restore.go", "if !kept.Holds(m.Ledger) {", "if !OFF && !kept.Holds(m.Ledger) {"}}},
	{"T35", "who sees a thing is asked", []edit{{"backend/app/visibility.go", "			return w.state.facts.See(w.Viewer, r.Ref(), now)", "			if OFF {\n				return access.View{Sees: true}\n			}\n			return w.state.facts.See(w.Viewer, r.Ref(), now)"}}},
	{"T36", "no receipts between her and hers", []edit{{"backend/app/contact_line.go", "		out.Messages[i].ReadAt, out.Messages[i].Silent = nil, false\n", "		if !OFF {\n			out.Messages[i].ReadAt, out.Messages[i].Silent = nil, false\n		}\n"}}},
}

// takenOut gives the files that a control's edits stand in, as they are while the control can be switched off by the word.
func (c control) takenOut(word string, read func(file string) (string, error)) (map[string]string, error) {
	out := map[string]string{}
	for _, e := range c.edits {
		text, is := out[e.file]
		if !is {
			var err error
			if text, err = read(e.file); err != nil {
				return nil, err
			}
		}
		if !strings.Contains(text, e.old) {
			return nil, fmt.Errorf("%s, %s: %s holds no %q: say in controls_test.go how the control is taken out now", c.row, c.what, e.file, e.old)
		}
		out[e.file] = strings.ReplaceAll(text, e.old, strings.ReplaceAll(e.new, "OFF", word))
	}
	return out, nil
}

func fromRoot(file string) (string, error) {
	raw, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
	return string(raw), err
}

// TestEveryControlIsWhereTheDrillLooks: each row of the table has a control that TestDrillThreats can take out.
func TestEveryControlIsWhereTheDrillLooks(t *testing.T) {
	t.Parallel()
	var rows []string
	for _, c := range controls {
		rows = append(rows, c.row)
		if _, err := c.takenOut("true", fromRoot); err != nil {
			t.Error(err)
		}
	}
	doc, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range threatRow.FindAllStringSubmatch(string(doc), -1) {
		if !slices.Contains(rows, row[1]) {
			t.Errorf("no control of %s is taken out by the drill", row[1])
		}
	}
}
