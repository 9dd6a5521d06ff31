package domain

import (
	"fmt"
	"slices"
)

// KindThread is a thread as the place of a photo or a voice: it is for a message there, and
// no thing of the plan.
const KindThread Kind = "thread"

// MediaVoice is what a message carries beside MediaPhoto.
const MediaVoice Media = "voice"

// Enclosure is a photo or a voice that was sent for a message. Message is empty until one
// carries it; then it belongs to that message in that thread, for good.
type Enclosure struct {
	Attachment
	Thread  ID     `json:"-"`
	Person  ID     `json:"-"`
	Message ID     `json:"-"`
	File    string `json:"-"`
	// Type is the content's media type.
	Type string `json:"type"`
	// Sent is the hash of what came, so that the same again is known.
	Sent []byte `json:"sent"`
}

// MaxWave is how many bars the wave form of a voice has at most.
const MaxWave = 64

// Validate checks what is said of a photo or a voice. A photo needs words for those who do
// not see it; a voice is heard.
func (e *Enclosure) Validate() error {
	var c checker
	oneOf(&c, "media", Media(e.Kind), MediaPhoto, MediaVoice)
	c.text("text", e.Alt, MaxAlt, Media(e.Kind) == MediaPhoto)
	if len(e.Wave) > MaxWave || slices.ContainsFunc(e.Wave, func(bar int) bool { return bar < 0 || bar > 100 }) {
		c.add("wave", fmt.Sprintf("Lydens form kan højst have %d søjler fra 0 til 100.", MaxWave))
	}
	if Media(e.Kind) == MediaPhoto && len(e.Wave) > 0 {
		c.add("wave", "Et billede har ingen lyd.")
	}
	return c.err()
}
