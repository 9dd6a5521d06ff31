package domain

// What staff are told when a rule of attention speaks. Their Subject is the plan, of a flag
// the flag; at most one of a kind a day to one person, but each flag.
const (
	NotifyStaffFlag    NotificationKind = "staff_flag"
	NotifyStaffEnd     NotificationKind = "staff_end"
	NotifyStaffSilence NotificationKind = "staff_silence"
	NotifyStaffWaits   NotificationKind = "staff_waits" // it is a colleague's, and has waited too long
)
