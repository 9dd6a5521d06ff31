package app

import (
	"context"

	"tavlen/backend/access"
	"tavlen/backend/domain"
	"tavlen/backend/paper"
)

// GetPlanPaper gives the plan as the actor may see it as a PDF of one page. Private says
// whether what is marked as sensitive stands on it. The reading is logged as one of
// getPlan is.
func (a *App) GetPlanPaper(ctx context.Context, actor access.Actor, plan domain.ID, purpose Purpose, private bool) ([]byte, error) {
	v, err := a.view(ctx, actor, plan)
	if err != nil {
		return nil, err
	}
	house, err := a.House(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.logRead(ctx, actor, readPaper, purpose, v.relation, plan); err != nil {
		return nil, err
	}
	return paper.Make(v.Body, paper.Options{Now: a.clock.Now(), Municipality: house.Municipality, Private: private})
}
