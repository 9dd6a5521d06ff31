// Package paper puts a plan on one sheet of A4 in large type, for the fridge and for
// those without a phone.
//
// It is given getPlan's answer as somebody got it, so that no paper can ever show more
// than the screen did, and gives back a PDF. What has no room is said plainly on the
// sheet; nothing is cut in silence, and no type is smaller than minSize. Sessions,
// access, the store and HTTP never enter here.
//
// The type is the Go fonts (Bigelow & Holmes; licence in FONTS.txt), which have the
// letters of the Latin, Greek and Cyrillic scripts. Only the letters used are put into
// a PDF. Lanes are told by a word and a drawing; their colours only help.
package paper
