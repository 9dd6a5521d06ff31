package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
)

// senderArg makes this program send pushes instead of measuring, in a process of its own
// that may be held to one processor.
const senderArg = "push-sender"

// sending is what a sender is told: this program's, and the one it is compared with.
type sending struct {
	Origin  string  `json:"origin"`
	CA      string  `json:"ca"`
	P256dh  string  `json:"p256dh"`
	Auth    string  `json:"auth"`
	Public  string  `json:"public"` // the VAPID key
	Private string  `json:"private"`
	Payload string  `json:"payload"` // for who does not make it himself
	Topic   string  `json:"topic"`
	Warm    float64 `json:"warm"` // seconds that are not counted
	Seconds float64 `json:"seconds"`
	Hands   int     `json:"hands"` // how many send at once
}

// sent is what a sender did and what it cost; times in seconds.
type sent struct {
	Sent int     `json:"sent"`
	Wall float64 `json:"wall"`
	CPU  float64 `json:"cpu"`
}

func (s *sent) add(more sent) {
	s.Sent += more.Sent
	s.Wall += more.Wall
	s.CPU += more.CPU
}

// rate is pushes in a second of the clock, perCore in a second of processor time.
func (s *sent) rate() float64    { return float64(s.Sent) / s.Wall }
func (s *sent) perCore() float64 { return float64(s.Sent) / s.CPU }

// send does what stdin says through the program's own sender.
func send(stdin io.Reader, stdout, stderr io.Writer) int {
	done, err := sendAll(stdin)
	if err == nil {
		err = json.NewEncoder(stdout).Encode(done)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "push sender:", err)
		return 1
	}
	return 0
}

func sendAll(stdin io.Reader) (done sent, err error) {
	var job sending
	if err := json.NewDecoder(stdin).Decode(&job); err != nil {
		return done, err
	}
	s, err := notify.NewPushSender(notify.PushOptions{VAPID: notify.VAPID{Public: job.Public, Private: job.Private}, Subscriber: "nobody@example.invalid", PublicURL: "https://tavlen.test",
		ExtraOrigin: job.Origin, ExtraCA: []byte(job.CA), Clock: domain.SystemClock{}})
	if err != nil {
		return done, err
	}
	defer s.Close()
	if _, err := job.during(s, job.Warm); err != nil {
		return done, err
	}
	return job.during(s, job.Seconds)
}

func (job sending) during(s *notify.PushSender, seconds float64) (done sent, err error) {
	to := domain.Subscription{Endpoint: job.Origin + "/push/bench", P256dh: job.P256dh, Auth: job.Auth}
	m := notify.Message{Kind: domain.NotifyPlanChanged, Language: "da", TTL: time.Hour}
	before, err := ownCPU()
	if err != nil {
		return done, err
	}
	began := time.Now()
	until := began.Add(time.Duration(seconds * float64(time.Second)))
	each := make([]int, job.Hands)
	err = together(job.Hands, func(i int) error {
		for time.Now().Before(until) {
			if o := s.Send(context.Background(), to, m); o.Result != notify.Sent {
				return errors.New("a push was not accepted: " + o.Reason)
			}
			each[i]++
		}
		return nil
	})
	if err != nil {
		return done, err
	}
	done.Wall = time.Since(began).Seconds()
	after, err := ownCPU()
	done.CPU = (after - before).Seconds()
	for _, n := range each {
		done.Sent += n
	}
	return done, err
}
