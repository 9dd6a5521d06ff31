// Package sound makes a recording that a stranger sent into one that may be kept and
// played: told by its content, measured by the sound in it and never by what a header says
// of it, taken apart into the packets of its codec, and written anew around them. What is
// neither sound nor needed to play it does not come along: no place, no time, no device.
//
// What never enters it: who sent the recording, where it is kept, and who may hear it.
package sound
