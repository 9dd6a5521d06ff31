// Package picture makes a picture that a stranger sent into one that may be kept and
// shown: told by its content, measured by its header before anything is decoded, decoded
// within bounds of memory, turned upright, made no larger than a screen needs, and written
// anew as a JPEG that holds the pixels and nothing else: no place, no time, no camera.
//
// What never enters it: who sent the picture, where it is kept, and who may see it.
package picture
