package main

import (
	"context"
	"fmt"
	"time"
)

// calm is how long the phones lie still before memory is read.
const calm = 3 * time.Second

// memory prints what the program holds in memory while so many phones are open and
// nothing happens. It is started anew first, so that no earlier load counts.
func (b *bench) memory(ctx context.Context) error {
	if _, err := b.people(ctx); err != nil {
		return err
	}
	if err := b.house.stop(); err != nil {
		return err
	}
	if err := b.house.running(ctx); err != nil {
		return err
	}
	read := func() (int64, error) {
		if err := pause(ctx, calm); err != nil {
			return 0, err
		}
		return b.house.rss()
	}
	empty, err := read()
	if err != nil {
		return err
	}
	b.out.print("rss_0_phones", mb(empty), "MB")
	var all []*phone
	defer func() { hangUp(all) }()
	for _, n := range b.streams {
		began := time.Now()
		if all, err = b.phones(ctx, all, n); err != nil {
			return err
		}
		b.out.note("%d phones open after %s", n, time.Since(began).Round(time.Millisecond))
		rss, err := read()
		if err != nil {
			return err
		}
		b.heap(ctx, fmt.Sprintf("rss_%d_phones", n))
		b.out.print(fmt.Sprintf("rss_%d_phones", n), mb(rss), "MB")
		b.out.print(fmt.Sprintf("rss_per_phone_at_%d", n), kb((rss-empty)/int64(n)), "kB")
	}
	return nil
}
