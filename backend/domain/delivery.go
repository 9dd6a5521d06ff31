package domain

import "time"

// DeliveryState is what became of a promise on one channel.
type DeliveryState string

// The states. Trying is written before anything leaves, so that whoever takes over from a
// worker that died knows; in doubt it may have left or not; nobody means that the person
// has no phone, number or address there.
const (
	DeliveryTrying    DeliveryState = "trying"
	DeliveryInDoubt   DeliveryState = "in_doubt"
	DeliverySent      DeliveryState = "sent"
	DeliveryDelivered DeliveryState = "delivered"
	DeliveryFailed    DeliveryState = "failed"
	DeliveryNobody    DeliveryState = "nobody"
)

// Over says whether the channel is done with: the next one may be tried.
func (s DeliveryState) Over() bool { return s == DeliveryFailed || s == DeliveryNobody }

// Left says whether it may have left.
func (s DeliveryState) Left() bool {
	return s == DeliverySent || s == DeliveryDelivered || s == DeliveryInDoubt
}

// Delivery is how a promise went on one channel.
type Delivery struct {
	Notification ID
	Channel      Channel
	State        DeliveryState
	Tries        int
	// Doubts is after how many of the tries it was not known whether it had left.
	Doubts  int
	BeganAt time.Time
	EndedAt time.Time // zero: it goes on
	// Reference is ours: random, the same for every try on the channel, and told to it.
	Reference string
	// Proof is the channel's own name for what it took.
	Proof string
	// Outcome is a short stable word that says how it ended.
	Outcome string
}

// Report is what a gateway tells later of what it took. It names it by our reference, its
// own name, or both.
type Report struct {
	Reference, Proof string
	// State is DeliveryDelivered, DeliveryFailed or, while it is on its way, DeliverySent.
	State   DeliveryState
	Outcome string
}
