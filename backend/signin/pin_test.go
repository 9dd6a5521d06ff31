package signin

import (
	"errors"
	"testing"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

// TestManyPINsAtOnceAreTurnedAway: a hash takes 19 MiB and a processor. Whoever finds too many in
// the line is told when to come again, before a try of his is counted.
func TestManyPINsAtOnceAreTurnedAway(t *testing.T) {
	s := &Service{pins: make(chan struct{}, pinsAtOnce), pinsIn: make(chan struct{}, pinsAtOnce+pinsWaiting)}
	var working []func()
	for range pinsAtOnce {
		done, err := s.takeTurn()
		if err != nil {
			t.Fatal(err)
		}
		working = append(working, done)
	}
	served := make(chan struct{}, pinsWaiting)
	for range pinsWaiting {
		s.pinsIn <- struct{}{} // in the line, as takeTurn puts one there
		go func() {
			s.pins <- struct{}{}
			<-s.pins
			<-s.pinsIn
			served <- struct{}{}
		}()
	}
	var busy *domain.Error
	// CheckPIN gives up before it reads anything: there is no store here.
	if err := s.CheckPIN(t.Context(), access.Actor{}, "592741"); !errors.As(err, &busy) || busy.Code != domain.CodeBusy || busy.RetryAfter == 0 {
		t.Errorf("one too many: %v", err)
	}
	for _, done := range working {
		done()
	}
	for range pinsWaiting {
		<-served
	}
	if done, err := s.takeTurn(); err != nil {
		t.Errorf("the line is empty: %v", err)
	} else {
		done()
	}
	if len(s.pins) != 0 || len(s.pinsIn) != 0 {
		t.Errorf("%d and %d places were not given back", len(s.pins), len(s.pinsIn))
	}
}
