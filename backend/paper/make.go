package paper

import (
	"bytes"
	"errors"
)

// Make gives the PDF of a plan: one page of A4. Answer is getPlan's answer (JSON) as
// somebody got it. See fit for what goes first when there is no room for all.
func Make(answer []byte, o Options) ([]byte, error) {
	s, err := read(answer, o)
	if err != nil {
		return nil, err
	}
	if err := s.clean(); err != nil {
		return nil, err
	}
	p := newPen()
	l := fit(p, s)
	if l == nil {
		return nil, errors.New("the plan does not fit on a page")
	}
	p.pdf.SetTitle(s.title, true)
	p.pdf.SetLang("da")
	p.pdf.SetCreator("Tavlen", true)
	p.pdf.SetProducer("Tavlen", true)
	p.pdf.SetCreationDate(o.Now)
	p.pdf.SetModificationDate(o.Now)
	p.pdf.SetDisplayMode("fullpage", "single")
	p.pdf.AddPage()
	p.ink()
	l.all()
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// fit finds the layout that fits on the page; nil when none does. A plan that has room as
// a whole gets the largest type it can have so. Of any other there is enough in the
// largest type that allows it, and then as much more as there is room for.
func fit(p *pen, s *sheet) *layout {
	fits := func(size float64, r room) (l *layout, whole bool) {
		l = newLayout(p, s, size, r)
		p.dry, p.cut = true, false
		end := l.all()
		whole = !p.cut
		p.dry, p.cut = false, false
		if end > pageHeight-margin+2 {
			return nil, false
		}
		return l, whole
	}
	for _, size := range wholeSizes {
		if l, whole := fits(size, plenty); whole {
			return l
		}
	}
	for _, size := range partSizes {
		if l, _ := fits(size, enough); l != nil {
			return l.filled(fits)
		}
	}
	if l, _ := fits(minSize, least); l != nil {
		return l.filled(fits)
	}
	return nil
}

// filled grows the room of a layout that fits, a little of everything in turn, until the
// page is full or holds plenty.
func (l *layout) filled(fits func(size float64, r room) (*layout, bool)) *layout {
	limit := plenty
	for grew := true; grew; {
		grew = false
		for _, field := range growing {
			r := l.room
			if *field(&r)++; *field(&r) > *field(&limit) {
				continue
			}
			if larger, _ := fits(l.body.size, r); larger != nil {
				l, grew = larger, true
			}
		}
	}
	return l
}
