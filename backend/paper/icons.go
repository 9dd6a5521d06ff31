package paper

import "tavlen/backend/domain"

type rgb struct{ r, g, b int }

// papers are the pale colours of the board's notes. Black on any of them keeps more than
// 15:1, and without colours they all become nearly white.
var papers = map[string]rgb{
	"blue": {227, 238, 251}, "yellow": {253, 240, 196}, "green": {226, 243, 225}, "orange": {253, 232, 211}, "pink": {253, 229, 239},
	"violet": {236, 231, 251}, "sky": {222, 242, 248}, "sand": {241, 234, 219}, "teal": {220, 242, 238}, "rose": {251, 227, 227},
}

var lanePapers = map[domain.Area]string{
	"work": "blue", "education": "violet", "body": "rose", "mind": "sky", "habits": "yellow", "home": "sand", "money": "green", "everyday": "orange", "people": "pink", "language": "teal",
}

// paperOf is a goal's paper: the colour it was given, else its lane's.
func paperOf(colour string, area domain.Area) rgb {
	if c, ok := papers[colour]; ok {
		return c
	}
	if c, ok := papers[lanePapers[area]]; ok {
		return c
	}
	return papers["sand"]
}

// icon is a drawing on a field of 24 by 24 with strokes only.
type icon struct {
	lines   [][]float64  // x, y, x, y …
	circles [][3]float64 // x, y, radius
	arcs    [][5]float64 // x, y, radius, from and to in degrees, against the clock from three o'clock
}

// icons are the lanes' drawings: a bag, a book, a figure, a cloud, a sunrise, a house,
// coins, a clock, two people, a bubble.
var icons = map[domain.Area]icon{
	"work":      {lines: [][]float64{{4, 8, 20, 8, 20, 19, 4, 19, 4, 8}, {9, 8, 9, 5, 15, 5, 15, 8}, {4, 13, 20, 13}}},
	"education": {lines: [][]float64{{12, 6, 8, 4, 4, 4, 4, 18, 8, 18, 12, 20, 16, 18, 20, 18, 20, 4, 16, 4, 12, 6, 12, 20}}},
	"body":      {lines: [][]float64{{12, 8, 12, 15, 8, 21}, {12, 15, 16, 21}, {6, 11, 18, 11}}, circles: [][3]float64{{12, 5, 2.6}}},
	"mind":      {lines: [][]float64{{7, 18, 17, 18}}, arcs: [][5]float64{{7, 14, 4, 90, 270}, {12, 10.5, 5, 10, 160}, {17, 14, 4, -90, 100}}},
	"habits":    {lines: [][]float64{{3, 18, 21, 18}, {12, 4, 12, 8}, {4, 10, 6, 12}, {20, 10, 18, 12}}, arcs: [][5]float64{{12, 18, 6, 0, 180}}},
	"home":      {lines: [][]float64{{4, 11, 12, 4, 20, 11}, {6, 10, 6, 20, 18, 20, 18, 10}, {10, 20, 10, 15, 14, 15, 14, 20}}},
	"money":     {circles: [][3]float64{{9, 10, 6}}, arcs: [][5]float64{{15, 15, 6, -150, 60}}, lines: [][]float64{{9, 7.5, 9, 12.5}}},
	"everyday":  {lines: [][]float64{{12, 8.5, 12, 13, 15, 15}, {3, 6, 6, 3}, {21, 6, 18, 3}}, circles: [][3]float64{{12, 13, 8}}},
	"people":    {circles: [][3]float64{{8, 8, 3}, {17, 9, 2.4}}, arcs: [][5]float64{{8, 20, 6, 0, 180}, {17, 20, 5, 0, 120}}, lines: [][]float64{{2, 20, 22, 20}}},
	"language":  {lines: [][]float64{{4, 5, 20, 5, 20, 15, 12, 15, 8, 20, 8, 15, 4, 15, 4, 5}, {8, 9, 16, 9}, {8, 12, 13, 12}}},
}

// draw puts a drawing on the sheet, size millimetres wide.
func (p *pen) draw(i icon, x, y, size float64) {
	if p.dry {
		return
	}
	k := size / 24
	p.pdf.SetLineWidth(1.9 * k)
	for _, l := range i.lines {
		for n := 0; n+3 < len(l); n += 2 {
			p.pdf.Line(x+l[n]*k, y+l[n+1]*k, x+l[n+2]*k, y+l[n+3]*k)
		}
	}
	for _, c := range i.circles {
		p.pdf.Circle(x+c[0]*k, y+c[1]*k, c[2]*k, "D")
	}
	for _, a := range i.arcs {
		p.pdf.Arc(x+a[0]*k, y+a[1]*k, a[2]*k, a[2]*k, 0, a[3], a[4], "D")
	}
}
