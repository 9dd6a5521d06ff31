package main

import (
	"fmt"
	"time"

	"tavlen/backend/config"
	"tavlen/backend/ledger"
	"tavlen/backend/store"
)

type verifyLogCommand struct {
	storageCommand
	Heads string `name:"heads" placeholder:"FILE" help:"A copy of the file of daily heads, kept elsewhere, to compare with as well."`
}

// Run walks every audit chain, compares what it finds with the daily heads outside the database,
// and names what does not hold.
func (c *verifyLogCommand) Run(con *console) error {
	return c.open(con, func(s *store.Store, _ config.Settings, _ *config.Secrets) error {
		faults, deeds, err := s.VerifyAudit(con.ctx)
		if err != nil {
			return err
		}
		wrong := 0
		say := func(format string, args ...any) {
			wrong++
			_, _ = fmt.Fprintf(con.out, format+"\n", args...)
		}
		chains := func(faults []store.ChainFault) {
			for _, f := range faults {
				if f.Seq == 0 {
					say("%s chains: %s", f.Chain, f.What)
				} else {
					say("chain %s, deed %d: %s", f.Chain, f.Seq, f.What)
				}
			}
		}
		chains(faults)
		compare := func(h *ledger.Heads, own bool) (ledger.FoundHeads, error) {
			found, err := h.Read()
			if err != nil {
				return found, err
			}
			for _, f := range found.Faults {
				say("%s, %s", h.Path(), f)
			}
			faults, err := s.VerifyHeads(con.ctx, found, own)
			chains(faults)
			return found, err
		}
		own, err := compare(s.Heads(), true)
		if err != nil {
			return err
		}
		for _, h := range own.Heads {
			if h.From != 0 {
				_, _ = fmt.Fprintf(con.out, "A backup of %s was put back at %s: the deeds between are gone with it.\n", local(time.UnixMilli(h.From)), local(time.UnixMilli(h.At)))
			}
		}
		if c.Heads != "" {
			elsewhere := s.HeadsAt(c.Heads)
			if !exists(c.Heads) {
				return fmt.Errorf("there is no file of heads at %s", c.Heads)
			}
			kept, err := compare(elsewhere, false)
			if err != nil {
				return err
			}
			if !own.Holds(kept.Head) {
				say("%s: what stands in %s is not in it any more: it was cut, put back or written anew", s.Heads().Path(), c.Heads)
			}
		}
		if wrong > 0 {
			return fmt.Errorf("the audit log does not hold in %d places; keep the database as it is and ask for help", wrong)
		}
		_, err = fmt.Fprintf(con.out, "%d deeds, none changed or missing. They hold against %d daily heads.\n", deeds, len(own.Heads))
		return err
	})
}
