package signin

import "tavlen/backend/domain"

// Ended forgets sessions that another use case ended in its own transaction, and ends their
// open streams.
func (s *Service) Ended(sessions ...domain.ID) {
	for _, id := range sessions {
		s.ended(id)
	}
}
