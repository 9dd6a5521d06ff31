package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var (
	streamsOpen = prometheus.NewDesc("tavlen_streams_open", "Phones and desks that listen right now.", nil, nil)
	promises    = prometheus.NewDesc("tavlen_notifications_total", "Notifications ended since the start, by state; failed ones reached nobody.", []string{"state"}, nil)
	oldestDue   = prometheus.NewDesc("tavlen_notification_overdue_seconds", "How long the oldest notification that is due has waited.", nil, nil)
	tries       = prometheus.NewDesc("tavlen_channel_tries_total", "Tries to tell somebody since the start, by channel and how they went.", []string{"channel", "result"}, nil)
	stuck       = prometheus.NewDesc("tavlen_outbox_stuck", "1 while notifications are due for a minute and nobody sends them.", nil, nil)
	buildInfo   = prometheus.NewDesc("tavlen_build_info", "The version that runs.", []string{"version"}, nil)
)

// figures gives what an operator watches. No label or value names a person.
type figures struct{ *house }

// Describe names the figures.
func (figures) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{streamsOpen, promises, oldestDue, tries, stuck, buildInfo} {
		out <- d
	}
}

// Collect reads them.
func (f figures) Collect(out chan<- prometheus.Metric) {
	out <- prometheus.MustNewConstMetric(buildInfo, prometheus.GaugeValue, 1, version)
	out <- prometheus.MustNewConstMetric(streamsOpen, prometheus.GaugeValue, float64(f.hub.Count()))
	for state, n := range f.outbox.Counts() {
		out <- prometheus.MustNewConstMetric(promises, prometheus.CounterValue, float64(n), string(state))
	}
	for t, n := range f.outbox.Tries() {
		out <- prometheus.MustNewConstMetric(tries, prometheus.CounterValue, float64(n), string(t.Channel), t.Result)
	}
	still := 0.0
	if f.watchdog.Stuck() {
		still = 1
	}
	out <- prometheus.MustNewConstMetric(stuck, prometheus.GaugeValue, still)
	if waited, err := f.outbox.Overdue(context.Background()); err == nil {
		out <- prometheus.MustNewConstMetric(oldestDue, prometheus.GaugeValue, waited.Seconds())
	}
}

// serveMetrics answers on a listener of its own, never the public one, until the context ends.
func (h *house) serveMetrics(ctx context.Context) error {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", h.settings.MetricsAddr)
	if err != nil {
		return err
	}
	all := prometheus.NewRegistry()
	all.MustRegister(figures{h}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(all, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
