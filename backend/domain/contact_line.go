package domain

import "time"

// ContactThreadID gives the id of the thread between a citizen and one of her people. It
// follows from the two, so that it is known before anything was written.
func ContactThreadID(plan, contact ID) ID {
	return DerivedID("contact_thread", string(plan), string(contact))
}

// How many messages a contact may write to the citizen in so long, and how many letters one
// may have between them.
const (
	MaxContactMessages = 10
	ContactMessagesIn  = time.Hour
	MaxContactMessage  = 1000
)

// What is told of the thread between the citizen and one of her people. Their Subject is the
// message.
const (
	NotifyContactWrote NotificationKind = "contact_wrote" // one of her people wrote to the citizen
	NotifyCitizenWrote NotificationKind = "citizen_wrote" // the citizen wrote to one of her people
)

// CheckContactMessage says what is wrong with the words of such a message.
func CheckContactMessage(text string) error {
	var c checker
	c.text("text", text, MaxContactMessage, true)
	return c.err()
}
