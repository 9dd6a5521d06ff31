package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
)

// push prints how many pushes a core seals (RFC 8291), signs (RFC 8292) and hands over
// to a push service on loopback, over TLS and HTTP/2, through the program's own sender.
// It is divided by the processor time of the sending process alone. What sealing alone
// costs, without a network, is the package benchmark SealedPush.
func (b *bench) push(ctx context.Context) (err error) {
	service, stop, err := startReceiver(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	key, err := notify.NewVAPID()
	if err != nil {
		return err
	}
	phone, err := notify.NewVAPID() // a phone's key is of the same kind
	if err != nil {
		return err
	}
	s, err := notify.NewPushSender(notify.PushOptions{VAPID: key, Subscriber: "nobody@example.invalid", PublicURL: "https://tavlen.test",
		ExtraOrigin: service.Origin, ExtraCA: []byte(service.CA), Clock: domain.SystemClock{}})
	if err != nil {
		return err
	}
	defer s.Close()
	to := domain.Subscription{Endpoint: service.Origin + "/push/bench", P256dh: phone.Public, Auth: "AAAAAAAAAAAAAAAAAAAAAA"}
	m := notify.Message{Kind: domain.NotifyPlanChanged, Language: "da", TTL: time.Hour}
	before, err := ownCPU()
	if err != nil {
		return err
	}
	began := time.Now()
	sent := make([]int, hands)
	err = together(hands, func(i int) error {
		for time.Since(began) < b.seconds && ctx.Err() == nil {
			if o := s.Send(ctx, to, m); o.Result != notify.Sent {
				return errors.New("a push was not accepted: " + o.Reason)
			}
			sent[i]++
		}
		return ctx.Err()
	})
	elapsed := time.Since(began)
	if err != nil {
		return err
	}
	after, err := ownCPU()
	if err != nil {
		return err
	}
	all := 0
	for _, n := range sent {
		all += n
	}
	b.out.print("push_rate", float64(all)/elapsed.Seconds(), "/s")
	b.out.print("push_per_core", float64(all)/(after-before).Seconds(), "/s")
	return nil
}

// startReceiver starts the push service and waits until it tells where it is.
func startReceiver(ctx context.Context) (at reception, stop func() error, err error) {
	self, err := os.Executable()
	if err != nil {
		return at, nil, err
	}
	c := exec.CommandContext(ctx, self, receiverArg) //nolint:gosec // it is this program
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return at, nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return at, nil, err
	}
	if err := c.Start(); err != nil {
		return at, nil, err
	}
	stop = func() error { return errors.Join(in.Close(), c.Wait()) }
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		return at, nil, errors.Join(err, stop())
	}
	return at, stop, nil
}
