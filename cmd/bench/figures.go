package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"time"
)

// figures prints lines that a program can read, and notes for whoever looks on.
type figures struct{ to, notes io.Writer }

func (f *figures) print(name string, value float64, unit string) {
	_, _ = fmt.Fprintln(f.to, name, strconv.FormatFloat(value, 'f', decimals(value), 64), unit)
}

// decimals gives three digits that count.
func decimals(v float64) int {
	switch v = max(v, -v); {
	case v == float64(int64(v)), v >= 100:
		return 0
	case v >= 10:
		return 1
	case v >= 1:
		return 2
	}
	return 3
}

func (f *figures) note(format string, args ...any) {
	_, _ = fmt.Fprintf(f.notes, "# "+format+"\n", args...)
}

// times prints the median and the 99th percentile of many durations.
func (f *figures) times(name string, all []time.Duration) {
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	f.print(name+"_p50", ms(quantile(all, 0.50)), "ms")
	f.print(name+"_p99", ms(quantile(all, 0.99)), "ms")
}

// quantile gives the smallest of the sorted values that a share q of them does not exceed.
func quantile(sorted []time.Duration, q float64) time.Duration {
	i := int(q*float64(len(sorted))+0.999999999) - 1
	return sorted[min(max(i, 0), len(sorted)-1)]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func mb(bytes int64) float64 { return float64(bytes) / 1e6 }

func kb(bytes int64) float64 { return float64(bytes) / 1e3 }

func processors() string { return fmt.Sprintf("%d processors", runtime.NumCPU()) }
