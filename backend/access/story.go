package access

import "tavlen/backend/domain"

// The good story. It is between the citizen and her consultant: no other professional and none of
// her people knows that there is one, until it is told where she said that it may be.

// storySeen says whether a viewer sees the stories of a plan. The deputy reads them, to know what
// was asked; to ask, and to take one out of the house, waits for the consultant herself.
func storySeen(v Viewer) bool { return v.Relation.Kind == RelationCitizen || v.IsConsultant() }

// onStory says who does what about a story that he sees whole.
func onStory(v Viewer, act Action, ref domain.Ref, item domain.Item) bool {
	if ref.Kind != domain.KindStory {
		return false
	}
	switch act {
	case ActAskStory:
		return v.Relation.Kind == RelationConsultant
	case ActExportStory:
		return item != nil && v.Relation.Kind == RelationConsultant
	case ActAnswerStory:
		return item != nil && v.Relation.Kind == RelationCitizen
	}
	return false
}

// EndsStory says whether an actor says of something fetched that it is told no more: whoever
// fetched it, wherever he works now, and the plan's consultant for one who is gone.
func EndsStory(a Actor, v Viewer, e domain.StoryExport) bool {
	return a.Role == domain.RoleConsultant && (a.Person == e.By || v.Relation.Kind == RelationConsultant)
}
