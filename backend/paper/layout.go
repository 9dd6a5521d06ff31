package paper

import "fmt"

// minSize is the smallest type on the sheet, in points. Large print begins about here.
const minSize = 12

// Sizes of type that are tried, the largest first: for a plan that has room as a whole,
// and for one that has not.
var (
	wholeSizes = []float64{20, 18, 16, 15, 14, 13}
	partSizes  = []float64{14, 13, minSize}
)

// room says how much of everything is put on the sheet: numbers of lines a text may
// have, and of things a list may have.
type room struct {
	dream, words, title, text, small int
	steps, agreements, meetings      int
	others, calls                    int
}

// enough is what a sheet should hold before its type is made larger; least holds on any
// plan in the smallest type, whatever stands in it, for its lines are counted; plenty is
// as much as one can take in.
var (
	plenty = room{dream: 8, words: 5, title: 4, text: 6, small: 4, steps: 6, agreements: 8, meetings: 8, others: 4, calls: 5}
	enough = room{dream: 4, words: 0, title: 3, text: 3, small: 3, steps: 2, agreements: 2, meetings: 3, others: 2, calls: 2}
	least  = room{dream: 2, words: 0, title: 2, text: 2, small: 2, steps: 1, agreements: 1, meetings: 1, others: 2, calls: 1}
)

// growing are the parts of a room in the order in which they take what is free.
var growing = []func(*room) *int{
	func(r *room) *int { return &r.steps },
	func(r *room) *int { return &r.meetings },
	func(r *room) *int { return &r.agreements },
	func(r *room) *int { return &r.text },
	func(r *room) *int { return &r.small },
	func(r *room) *int { return &r.dream },
	func(r *room) *int { return &r.calls },
	func(r *room) *int { return &r.title },
	func(r *room) *int { return &r.others },
	func(r *room) *int { return &r.words },
}

// layout is a sheet laid out with one size of type and one room.
type layout struct {
	*pen
	sheet *sheet
	room  room

	title, head, strong, body, small style
}

func newLayout(p *pen, s *sheet, size float64, r room) *layout {
	l := &layout{pen: p, sheet: s, room: r}
	l.title, l.head = style{size * 1.75, true}, style{size * 1.15, true}
	l.strong, l.body, l.small = style{size, true}, style{size, false}, style{max(minSize, size-1), false}
	return l
}

const (
	left  = margin
	width = pageWidth - 2*margin
	gap   = 4.0 // between columns
)

// all lays the whole sheet out and gives how far down it reaches.
func (l *layout) all() float64 {
	s := l.sheet
	y := l.para(left, margin-2, width, l.title, s.title, 2)
	y = l.para(left, y, width, l.body, s.day, 2)
	y = l.para(left, y, width, l.strong, s.notice, 3)
	y = l.dream(y + 2)
	y = l.goals(y)
	y = l.columns(y, 0.5, l.list("Mine aftaler", s.mine, l.room.agreements, true), l.list("Andres aftaler", s.theirs, l.room.agreements, true))
	y = l.columns(y, 0.57, l.list("Mine næste møder", s.meetings, l.room.meetings, false), l.list("Her kan jeg ringe", s.calls, l.room.calls, false))
	return l.foot(y)
}

// part draws something in a column from y and gives the place below it.
type part func(x, y, width float64) float64

// columns draws two parts beside each other; the left one takes its share of the width.
// A part that is nil leaves the other all of it.
func (l *layout) columns(y, share float64, a, b part) float64 {
	switch {
	case a == nil && b == nil:
		return y
	case b == nil:
		return a(left, y, width)
	case a == nil:
		return b(left, y, width)
	}
	w := (width - gap) * share
	return max(a(left, y, w), b(left+w+gap, y, width-gap-w))
}

func (l *layout) dream(y float64) float64 {
	if l.sheet.dream == "" {
		return y
	}
	inside := func(y float64) float64 {
		y = l.para(left+4, y+2, width-8, l.strong, "Min drøm", 1)
		return l.para(left+4, y, width-8, style{l.body.size * 1.1, false}, "“"+l.sheet.dream+"”", l.room.dream) + 2
	}
	l.box(left, y, width, l.measured(inside, y)-y, rgb{255, 255, 255}, 0.9)
	return inside(y) + 3
}

// measured gives where something would end, without drawing it.
func (l *layout) measured(f func(y float64) float64, y float64) float64 {
	was := l.dry
	l.dry = true
	end := f(y)
	l.dry = was
	return end
}

// goals draws the goals as notes beside each other, all of one height, and names the others.
func (l *layout) goals(y float64) float64 {
	s := l.sheet
	if len(s.goals) == 0 {
		return y
	}
	y = l.para(left, y, width, l.head, "Mine mål lige nu", 1) + 1
	n := float64(len(s.goals))
	w := (width - gap*(n-1)) / n
	bottom := y
	for i := range s.goals {
		bottom = max(bottom, l.measured(func(y float64) float64 { return l.goal(&s.goals[i], left, y, w) }, y))
	}
	for i := range s.goals {
		g := &s.goals[i]
		x := left + float64(i)*(w+gap)
		l.box(x, y, w, bottom-y, paperOf(g.colour, g.area), 0.6)
		l.goal(g, x, y, w)
	}
	y = bottom + 2
	if len(s.others) > 0 {
		names := s.others[0]
		for _, o := range s.others[1:] {
			names += " · " + o
		}
		y = l.para(left, y, width, l.body, "Også på tavlen: "+names, l.room.others) + 1
	}
	return y + 1
}

// goal draws what stands on a goal's note: the lane's drawing and name, the goal, what
// to do next.
func (l *layout) goal(g *note, x, y, w float64) float64 {
	x, y, w = x+3, y+2.5, w-6
	size := l.body.line() * 1.25
	l.draw(icons[g.area], x, y-0.4, size)
	indent := size + 1.5
	lane := l.para(x+indent, y+(size-l.small.line())/2-0.4, w-indent, l.small, g.lane, 2)
	y = max(lane, y+size) + 0.8
	y = l.para(x, y, w, l.strong, g.title, l.room.title)
	if l.room.words > 0 {
		y = l.para(x, y, w, l.small, g.inWord, l.room.words)
	}
	y += 1
	for i, e := range g.steps {
		if i == l.room.steps {
			y = l.more(x, y, w, len(g.steps)-i, "skridt")
			break
		}
		y = l.ticked(x, y, w, e)
	}
	return y + 2
}

// list gives the part that draws a heading and a list; nil when there is nothing in it.
func (l *layout) list(heading string, list []entry, limit int, ticks bool) part {
	if len(list) == 0 {
		return nil
	}
	return func(x, y, w float64) float64 {
		y = l.para(x, y+1, w, l.head, heading, 2) + 0.5
		if !l.dry {
			l.pdf.SetLineWidth(0.5)
			l.pdf.Line(x, y, x+w, y)
		}
		y += 1
		for i, e := range list {
			if i == limit {
				return l.more(x, y, w, len(list)-i, "")
			}
			if ticks {
				y = l.ticked(x, y, w, e)
				continue
			}
			y = l.para(x, y, w, l.strong, e.head, 2)
			y = l.para(x, y, w, l.body, e.text, l.room.text)
			y = l.para(x, y, w, l.small, e.small, l.room.small) + 1.2
		}
		return y + 1
	}
}

// ticked draws something to do with a box before it.
func (l *layout) ticked(x, y, w float64, e entry) float64 {
	size := l.body.size * mmPerPoint * 0.8
	l.tick(x, y+size*0.3, size)
	x, w = x+size+1.8, w-size-1.8
	y = l.para(x, y, w, l.body, e.text, l.room.text)
	return l.para(x, y, w, l.small, e.small, l.room.small) + 1.2
}

// more says how many of a list are not on the sheet.
func (l *layout) more(x, y, w float64, n int, what string) float64 {
	l.cut = true
	text := fmt.Sprintf("%d mere står i Tavlen.", n)
	if what != "" {
		text = fmt.Sprintf("%d %s mere står i Tavlen.", n, what)
	}
	return l.para(x, y, w, l.strong, text, 2) + 1
}

// foot draws what holds for the whole sheet.
func (l *layout) foot(y float64) float64 {
	y = l.para(left, y+1, width, l.strong, l.sheet.sos, 2)
	notes := ""
	for _, n := range l.sheet.notes {
		notes += n + " "
	}
	switch {
	case l.cut:
		notes = "Der er ikke plads til det hele her. Resten står i Tavlen. " + notes
	case l.sheet.partly:
		notes = "Noget står kun i Tavlen. " + notes
	}
	return l.para(left, y, width, l.small, notes, 4)
}
