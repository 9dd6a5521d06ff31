package app

import (
	"reflect"
	"sync"
	"time"
)

// first finds the first of many instants that lies after one.
type first struct{ after, at time.Time }

func (f *first) instant(t time.Time) {
	if t.After(f.after) && t.Before(f.at) {
		f.at = t
	}
}

// in looks through all instants that a thing holds, whatever they mean: so a field that is
// added to it some day is among them.
func (f *first) in(thing any) { f.walk(reflect.ValueOf(thing)) }

var instantType = reflect.TypeFor[time.Time]()

func (f *first) walk(v reflect.Value) {
	if !v.IsValid() || !holdsInstants(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		f.walk(v.Elem())
	case reflect.Struct:
		if v.Type() == instantType {
			if t, ok := v.Interface().(time.Time); ok {
				f.instant(t)
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.walk(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			f.walk(v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			f.walk(v.MapIndex(k))
		}
	}
}

// holding remembers which types can hold an instant: most of what is on a plan is words.
var holding sync.Map // of reflect.Type to bool

func holdsInstants(t reflect.Type) bool {
	if known, ok := holding.Load(t); ok {
		return known == true
	}
	holding.Store(t, true) // a type that holds itself is looked through
	holds := false
	switch t.Kind() {
	case reflect.Interface:
		holds = true
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		holds = holdsInstants(t.Elem())
	case reflect.Struct:
		holds = t == instantType
		for i := 0; i < t.NumField() && !holds; i++ {
			holds = t.Field(i).IsExported() && holdsInstants(t.Field(i).Type)
		}
	}
	holding.Store(t, holds)
	return holds
}
