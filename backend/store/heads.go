package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/ledger"
)

// Once a day the ends of all audit chains are written down outside the database. Whoever has
// the keys can write a whole chain anew so that it holds, and whoever has an older copy can put
// all of the database back: neither can change what was printed or copied to another machine.

const headKey = "audit_day_head"

// keptHead is what the database itself remembers of the last head.
type keptHead struct {
	N    int64       `json:"n"`
	Day  domain.Date `json:"day"`
	Root string      `json:"root"`
}

// Heads gives the file of daily heads that this store writes to.
func (s *Store) Heads() *ledger.Heads { return ledger.HeadsIn(s.headsDir, s.headsKey()) }

// HeadsAt gives a copy of it that was kept elsewhere.
func (s *Store) HeadsAt(path string) *ledger.Heads { return ledger.HeadsAt(path, s.headsKey()) }

func (s *Store) headsKey() []byte { return s.BlindIndex("heads", "") }

// WriteHead writes the head of today, by the injected clock and in Copenhagen, where nobody has
// yet; written is false where somebody had. Of several processes one writes. A day on which
// nothing ran has no head; the next one stands for it, too.
func (s *Store) WriteHead(ctx context.Context) (head ledger.Head, written bool, err error) {
	err = s.Write(ctx, func(tx *Tx) error {
		written = false
		now := s.clock.Now()
		today := domain.DateOf(now)
		// Everybody who writes a head waits here for the one before him.
		if _, err := tx.chainHead(string(Installation)); err != nil {
			return err
		}
		kept, err := tx.keptHead()
		if err != nil || kept.Day >= today {
			return err
		}
		found, err := s.Heads().Read()
		if err != nil {
			return err
		}
		all, err := tx.tips()
		if err != nil {
			return err
		}
		head = ledger.Head{N: max(kept.N, found.N()) + 1, Day: today, At: ms(now)}
		known := found.Tips()
		for _, t := range all {
			head.Deeds += t.Seq
			if known[t.Chain] != t {
				head.Tips = append(head.Tips, t)
			}
		}
		head.Root = ledger.RootOf(all)
		doc, err := json.Marshal(keptHead{head.N, head.Day, head.Root})
		if err != nil {
			return err
		}
		if err := tx.SetInstallation(headKey, string(doc)); err != nil {
			return err
		}
		// Before the commit: a head that is in the file alone is found there and counted on.
		if err := s.Heads().Append(head); err != nil {
			return domain.ErrStorageFull.Because(err)
		}
		written = true
		return nil
	})
	return head, written, err
}

// tips are where all chains end.
func (tx *Tx) tips() (all []ledger.Tip, err error) {
	var ends []auditHead
	if err := tx.db.Where("seq > 0").Order("chain").Find(&ends).Error; err != nil {
		return nil, tx.err(err)
	}
	for _, h := range ends {
		all = append(all, ledger.Tip{Chain: h.Chain, Seq: h.Seq, Hash: hex.EncodeToString(h.Hash)})
	}
	return all, nil
}

// AuditTips gives where all chains of the audit end now.
func (s *Store) AuditTips(ctx context.Context) (all []ledger.Tip, err error) {
	err = s.Read(ctx, func(tx *Tx) (err error) {
		all, err = tx.tips()
		return err
	})
	return all, err
}

// NoteRestore writes down, in the ledger and among the daily heads of a folder, that a backup
// was put back that shows the instant from, and where the audit's chains ended in it: what the
// restore took is then told from what somebody else did.
func NoteRestore(k Keys, dir string, now, from time.Time, tips []ledger.Tip) error {
	book, err := LedgerOf(k, dir)
	if err != nil {
		return err
	}
	ring, err := newKeyring(k)
	if err != nil {
		return err
	}
	heads := ledger.HeadsIn(dir, (&Store{keys: ring}).headsKey())
	found, err := heads.Read()
	if err != nil {
		return err
	}
	head := ledger.Head{N: found.N() + 1, Day: domain.DateOf(now), At: ms(now), From: ms(from), Root: ledger.RootOf(tips)}
	known := found.Tips()
	for _, t := range tips {
		head.Deeds += t.Seq
		if known[t.Chain] != t {
			head.Tips = append(head.Tips, t)
		}
		delete(known, t.Chain)
	}
	for chain := range known { // begun after the backup
		head.Tips = append(head.Tips, ledger.Tip{Chain: chain})
	}
	slices.SortFunc(head.Tips, func(x, y ledger.Tip) int { return strings.Compare(x.Chain, y.Chain) })
	return errors.Join(book.Append(ledger.Entry{At: ms(now), From: ms(from), Kind: ledger.Restored}), heads.Append(head))
}

func (tx *Tx) keptHead() (kept keptHead, err error) {
	doc, err := tx.Installation(headKey)
	if err != nil || doc == "" {
		return kept, err
	}
	return kept, json.Unmarshal([]byte(doc), &kept)
}

// VerifyHeads compares the audit with the heads in a file, and gives where a chain is not what
// it was when a head was written: of each chain the first such place. Own is the
// installation's own file; a copy of it may end earlier.
func (s *Store) VerifyHeads(ctx context.Context, found ledger.FoundHeads, own bool) (faults []ChainFault, err error) {
	err = s.Snapshot(ctx, func(tx *Tx) error {
		kept, err := tx.keptHead()
		if err != nil {
			return err
		}
		if own && kept.N > found.N() {
			faults = append(faults, ChainFault{Chain: "all", What: fmt.Sprintf("the database knows of head %d (%s), the file ends with head %d: the file of heads was cut or put back, and is older than the database", kept.N, kept.Day, found.N())})
		}
		for _, h := range found.Heads {
			if h.N == kept.N && h.Root != kept.Root {
				faults = append(faults, ChainFault{Chain: "all", What: fmt.Sprintf("head %d (%s) is another than the one that the database remembers", h.N, h.Day)})
			}
		}
		bases, _, err := tx.bases() // what is wrong with them VerifyAudit says
		if err != nil {
			return err
		}
		cutUntil, err := tx.cutUntil()
		if err != nil {
			return err
		}
		wanted := map[string][]wantedTip{}
		for i, h := range found.Heads {
			for _, t := range h.Tips {
				if tips := wanted[t.Chain]; len(tips) > 0 {
					tips[len(tips)-1].stoodUntil(found.Heads[i-1])
				}
				if h.From != 0 {
					// What stood behind where the backup ended is gone with the restore.
					wanted[t.Chain] = slices.DeleteFunc(wanted[t.Chain], func(w wantedTip) bool { return w.Seq > t.Seq })
				}
				if t.Seq > 0 {
					wanted[t.Chain] = append(wanted[t.Chain], wantedTip{Tip: t, day: h.Day})
				}
			}
		}
		chains := make([]string, 0, len(wanted))
		for chain, tips := range wanted {
			if len(tips) > 0 {
				tips[len(tips)-1].stoodUntil(found.Heads[len(found.Heads)-1])
			}
			chains = append(chains, chain)
		}
		slices.Sort(chains)
		before := len(faults)
		for _, chain := range chains {
			f, err := tx.compare(wanted[chain], bases[chain], cutUntil)
			if err != nil {
				return err
			}
			if f != nil {
				faults = append(faults, *f)
			}
		}
		if len(faults) > before && kept.N < found.N() {
			faults = append(faults, ChainFault{Chain: "all", What: fmt.Sprintf("the database knows of head %d, the file has head %d: the database is older than its heads, as after an older copy was put back", kept.N, found.N())})
		}
		return nil
	})
	return faults, err
}

// wantedTip is where a chain ended at the head of a day.
type wantedTip struct {
	ledger.Tip
	day domain.Date
	// stood is the newest head at which it still ended there: what follows was done after that.
	stood *ledger.Head
}

// stoodUntil notes the head before the one at which the chain ended elsewhere. A chain that a restore
// put back ended there a second time: the first counts, since deeds of then follow.
func (w *wantedTip) stoodUntil(h ledger.Head) {
	if w.stood == nil {
		w.stood = &h
	}
}

// compare looks for the first tip of a chain that is not there any more. Up to base it was deleted
// when its time was over: no deed is among them that was done after cutUntil, as the ledger has it.
func (tx *Tx) compare(tips []wantedTip, base auditBase, cutUntil time.Time) (*ChainFault, error) {
	held := int64(0)
	for _, want := range tips {
		if want.Seq < base.Seq {
			if at(want.stood.At).After(cutUntil) {
				return &ChainFault{want.Chain, base.Seq, fmt.Sprintf("deeds %d to %d were deleted before their time: they were done after the head of %s", want.Seq+1, base.Seq, want.stood.Day)}, nil
			}
			held = want.Seq
			continue
		}
		if want.Seq == base.Seq {
			if hex.EncodeToString(base.Hash) != want.Hash {
				return &ChainFault{want.Chain, want.Seq, fmt.Sprintf("is not the one that stood at the head of %s, though it was deleted only when its time was over", want.day)}, nil
			}
			held = want.Seq
			continue
		}
		var rows []auditRow
		if err := tx.db.Where("chain = ? AND seq = ?", want.Chain, want.Seq).Find(&rows).Error; err != nil {
			return nil, tx.err(err)
		}
		switch {
		case len(rows) == 0:
			return &ChainFault{want.Chain, want.Seq, fmt.Sprintf("is missing; it was there when the head of %s was written", want.day)}, nil
		case hex.EncodeToString(rows[0].sum()) != want.Hash:
			return &ChainFault{want.Chain, want.Seq, fmt.Sprintf("is not the one that stood at the head of %s: deeds %d to %d were changed, swapped or written anew", want.day, held+1, want.Seq)}, nil
		}
		held = want.Seq
	}
	return nil, nil
}
