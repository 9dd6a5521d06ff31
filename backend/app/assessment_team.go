package app

import (
	"context"
	"encoding/json"

	"tavlen/backend/assessment"
	"tavlen/backend/domain"
	"tavlen/backend/store"
)

// assessmentTeamKey keeps the team that was loaded last.
const assessmentTeamKey = "assessment_team"

// LoadAssessmentTeam puts a municipality's own team in place of the one before. Talks that are
// booked keep the words that they were booked with.
func (a *App) LoadAssessmentTeam(ctx context.Context, t assessment.Team) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SetInstallation(assessmentTeamKey, string(doc)); err != nil {
			return err
		}
		return tx.AuditInstallation(store.Deed{At: a.clock.Now(), Person: domain.System, Action: "load_assessment_team", Kind: "assessment_team"})
	})
}

// AssessmentTeam gives who talks with a citizen: what was loaded last, else what ships.
func (a *App) AssessmentTeam(ctx context.Context) (assessment.Team, error) {
	var t assessment.Team
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		t, err = assessmentTeamIn(tx)
		return err
	})
	return t, err
}

func assessmentTeamIn(tx *store.Tx) (assessment.Team, error) {
	doc, err := tx.Installation(assessmentTeamKey)
	if err != nil || doc == "" {
		return assessment.Builtin(), err
	}
	var t assessment.Team
	return t, json.Unmarshal([]byte(doc), &t)
}
