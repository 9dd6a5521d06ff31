package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// binary prints the size of the program.
func (b *bench) binary(context.Context) error {
	info, err := os.Stat(b.house.program)
	if err != nil {
		return err
	}
	b.out.print("binary", mb(info.Size()), "MB")
	return nil
}

// firstLoad prints what a phone downloads before it shows a citizen's first page: the
// brotli bytes of index.html and of what it names, as the build listed them.
func (b *bench) firstLoad(context.Context) error {
	dist := filepath.Join("frontend", "dist")
	doc, err := os.ReadFile(filepath.Join(dist, "first-load.json"))
	if errors.Is(err, fs.ErrNotExist) {
		b.out.note("the PWA is not built here, so there is no first load to weigh")
		return nil
	}
	if err != nil {
		return err
	}
	var list struct{ JS, Citizen []string }
	if err := json.Unmarshal(doc, &list); err != nil {
		return err
	}
	weigh := func(names ...string) (float64, error) {
		var sum int64
		for _, name := range names {
			info, err := os.Stat(filepath.Join(dist, name+".br"))
			if err != nil {
				return 0, err
			}
			sum += info.Size()
		}
		return float64(sum), nil
	}
	first, err := weigh(append([]string{"index.html"}, list.JS...)...)
	if err != nil {
		return err
	}
	all, err := weigh(append([]string{"index.html", "sw.js"}, list.Citizen...)...)
	b.out.print("first_load", first, "B")
	b.out.print("citizen_app", all, "B")
	return err
}

// restarts is how often the program is started anew to see how long it takes.
const restarts = 11

// start prints how long the program takes from its start until it may serve an existing
// database, and what memory it then holds.
func (b *bench) start(ctx context.Context) error {
	if _, err := b.people(ctx); err != nil {
		return err
	}
	var took []time.Duration
	var rss int64
	for range restarts {
		if err := b.house.stop(); err != nil {
			return err
		}
		d, err := b.house.launch(ctx)
		if err != nil {
			return err
		}
		took = append(took, d)
	}
	if err := pause(ctx, 2*time.Second); err != nil {
		return err
	}
	rss, err := b.house.rss()
	if err != nil {
		return err
	}
	slices.Sort(took)
	b.out.print("start_fastest", ms(took[0]), "ms")
	b.out.print("start_p50", ms(quantile(took, 0.5)), "ms")
	b.out.print("start_slowest", ms(took[len(took)-1]), "ms")
	b.out.print("idle_rss", mb(rss), "MB")
	return nil
}
