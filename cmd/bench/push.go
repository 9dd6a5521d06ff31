package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tavlen/backend/notify"
)

//go:embed webpush.mjs
var rival []byte

// pushRounds is how often the two senders take turns, so that what else the machine does
// meets both.
const pushRounds = 3

// push prints how many pushes one core seals (RFC 8291), signs (RFC 8292) and hands over
// to a push service on loopback, over TLS, through the program's own sender, and how many
// npm's web-push does with the same phone, at the same receiver, in turns:
//
//	push_rate_one_core   in a second of the clock, held to one processor
//	push_per_core        in a second of processor time of the sending process
//	push_npm_rate        the same of web-push, whose code runs on one processor
//	push_npm_per_core    anyway
//	push_vs_npm          push_per_core over push_npm_per_core
//
// What sealing alone costs, without a network, is the package benchmark SealedPush.
func (b *bench) push(ctx context.Context) (err error) {
	service, stop, err := startReceiver(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	job, err := b.sending(service)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	packages, err := packages(ctx)
	if err != nil {
		return err
	}
	var ours, theirs sent
	for range pushRounds {
		c := exec.CommandContext(ctx, self, senderArg) //nolint:gosec // it is this program
		c.Env = append(os.Environ(), "GOMAXPROCS=1")
		if err := job.by(c, &ours); err != nil {
			return err
		}
		if packages == "" {
			continue
		}
		c = exec.CommandContext(ctx, "node", "--input-type=module", "--eval", string(rival)) //nolint:gosec // it is this program's
		c.Dir = packages
		if err := job.by(c, &theirs); err != nil {
			return err
		}
	}
	b.out.print("push_rate_one_core", ours.rate(), "/s")
	b.out.print("push_per_core", ours.perCore(), "/s")
	if packages == "" {
		b.out.note("npm's web-push is not compared: install the packages of frontend first")
		return nil
	}
	b.out.print("push_npm_rate", theirs.rate(), "/s")
	b.out.print("push_npm_per_core", theirs.perCore(), "/s")
	b.out.print("push_vs_npm", ours.perCore()/theirs.perCore(), "x")
	return nil
}

func (b *bench) sending(service reception) (sending, error) {
	key, errKey := notify.NewVAPID()
	phone, errPhone := notify.NewVAPID() // a phone's key is of the same kind
	seconds := b.seconds.Seconds() / pushRounds
	return sending{Origin: service.Origin, CA: service.CA, P256dh: phone.Public, Auth: "AAAAAAAAAAAAAAAAAAAAAA", Public: key.Public, Private: key.Private,
		// As long as the program's own message is, which it pads to 4 KB besides.
		Payload: strings.Repeat("x", 250), Topic: strings.Repeat("t", 32),
		Warm: seconds / 4, Seconds: seconds, Hands: hands}, errors.Join(errKey, errPhone)
}

// by lets a sender do the job and adds what it did.
func (job sending) by(c *exec.Cmd, to *sent) error {
	doc, err := json.Marshal(job)
	if err != nil {
		return err
	}
	c.Stdin, c.Stderr = bytes.NewReader(doc), os.Stderr
	out, err := c.Output()
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(c.Path), err)
	}
	var done sent
	if err := json.Unmarshal(out, &done); err != nil {
		return err
	}
	to.add(done)
	return nil
}

// packages gives the folder of the PWA, whose packages for development hold web-push; ""
// where they are not installed.
func packages(ctx context.Context) (string, error) {
	mod, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(strings.TrimSpace(string(mod)), "frontend")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "web-push")); err != nil {
		return "", nil //nolint:nilerr // it is not there
	}
	return dir, nil
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
