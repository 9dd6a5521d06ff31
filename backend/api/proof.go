package api

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// enterFresh refuses an operation that asks for a fresh proof to whoever gave none lately, and
// says how she can give one.
func (s *server) enterFresh(ctx context.Context, rule access.Rule, who caller) error {
	if !rule.Fresh {
		return nil
	}
	if rule.FirstLock && access.MayLockFirst(who.Actor, who.session.AuthAt, s.Clock.Now()) {
		return nil
	}
	return s.proved(ctx, who)
}

// provedFor refuses a wish of an operation that wants a fresh proof (access.Rule.FreshWish) to whoever
// gave none lately.
func (s *server) provedFor(ctx context.Context, op string, wish access.Wish) error {
	who := callerOf(ctx)
	if !access.Operations[op].WantsProof(who.Actor, wish) {
		return nil
	}
	return s.proved(ctx, who)
}

// proved is nil where the caller proved lately that it is her; else the error says how she can.
func (s *server) proved(ctx context.Context, who caller) error {
	fresh, err := s.Signin.Fresh(ctx, who.Actor, who.session)
	if fresh || err != nil {
		return err
	}
	proofs, err := s.Signin.Proofs(ctx, who.Actor)
	if err != nil {
		return err
	}
	detail := "Vis, at det er dig."
	if len(proofs) == 0 {
		detail = "Log ind igen med en ny kode, og vælg en lås. Så kan du gøre det her."
	}
	return &domain.Error{Code: domain.CodeStepUp, Detail: detail, Proofs: proofs}
}
