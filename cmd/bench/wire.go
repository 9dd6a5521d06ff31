package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// wire is one keep-alive HTTP/1.1 connection that costs as little as can be: requests
// are bytes made beforehand, and of an answer only what frames it is read. net/http
// would take a good part of the processors that the program under load needs.
type wire struct {
	conn net.Conn
	buf  []byte
	used int // bytes of buf that hold the answer being read
}

// answer is valid until the next exchange on its wire.
type answer struct {
	status int
	head   []byte
	body   []byte
}

// patience is how long a single answer may take before the run is given up.
const patience = 30 * time.Second

// dial connects to the program. From names the sender's own loopback address, so that
// more phones can be had than one address has ports; "" leaves it to the system.
func dial(ctx context.Context, addr, from string) (*wire, error) {
	d := net.Dialer{Timeout: 5 * time.Second}
	if from != "" {
		d.LocalAddr = &net.TCPAddr{IP: net.ParseIP(from)}
	}
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &wire{conn: conn, buf: make([]byte, 4<<10)}, nil
}

func (w *wire) close() { _ = w.conn.Close() }

// exchange sends a request and reads its answer.
func (w *wire) exchange(request []byte) (answer, error) {
	if _, err := w.conn.Write(request); err != nil {
		return answer{}, err
	}
	w.used = 0
	end := -1
	for end < 0 {
		from := max(0, w.used-3)
		if err := w.more(); err != nil {
			return answer{}, err
		}
		if i := bytes.Index(w.buf[from:w.used], []byte("\r\n\r\n")); i >= 0 {
			end = from + i + 4
		}
	}
	a, length, err := parseHead(w.buf[:end])
	if err != nil {
		return a, err
	}
	for w.used < end+length {
		if err := w.more(); err != nil {
			return a, err
		}
	}
	if w.used > end+length {
		return a, errors.New("more came than the answer's length")
	}
	// The buffer may have moved while the body came.
	a.head, a.body = w.buf[:end], w.buf[end:w.used]
	return a, nil
}

func (w *wire) more() error {
	if w.used == len(w.buf) {
		w.buf = append(w.buf, make([]byte, len(w.buf))...)
	}
	n, err := w.conn.Read(w.buf[w.used:])
	w.used += n
	if n > 0 {
		return nil
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

var contentLength = []byte("Content-Length: ")

// parseHead reads the status and the length of the body; 204 and 304 have none
// (RFC 9110 §6.4.1).
func parseHead(head []byte) (a answer, length int, err error) {
	if len(head) < 12 || !bytes.HasPrefix(head, []byte("HTTP/1.1 ")) {
		return a, 0, fmt.Errorf("no HTTP answer: %q", head)
	}
	if a.status, err = strconv.Atoi(string(head[9:12])); err != nil {
		return a, 0, err
	}
	if a.status == 204 || a.status == 304 {
		return a, 0, nil
	}
	i := bytes.Index(head, contentLength)
	if i < 0 {
		return a, 0, errors.New("an answer without Content-Length")
	}
	value, _, _ := bytes.Cut(head[i+len(contentLength):], []byte("\r\n"))
	length, err = strconv.Atoi(string(value))
	return a, length, err
}

// header gives the value of a header; "" without it.
func (a answer) header(name string) string {
	for line := range bytes.SplitSeq(a.head, []byte("\r\n")) {
		if key, value, ok := bytes.Cut(line, []byte(": ")); ok && strings.EqualFold(string(key), name) {
			return string(value)
		}
	}
	return ""
}

// request makes a request's bytes. Headers are whole lines without their ends.
func request(method, host, path, cookie string, body []byte, headers ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	if cookie != "" {
		fmt.Fprintf(&b, "Cookie: %s\r\n", cookie)
	}
	for _, h := range headers {
		b.WriteString(h + "\r\n")
	}
	if body != nil || method == "PUT" || method == "POST" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
