package live

import (
	"errors"
	"net"
	"syscall"
	"time"
)

// tcpUserTimeout is TCP_USER_TIMEOUT of linux/tcp.h, which package syscall does not name.
const tcpUserTimeout = 18

// TuneConn lets the kernel notice a phone that vanished without a word (no coverage, a
// flat battery): what was sent and not acknowledged within 45 s ends the connection
// (TCP_USER_TIMEOUT, RFC 5482), and an idle one is probed. A connection that is not TCP
// is left alone. It fails on a multipath TCP socket: switch that off on the listener.
func TuneConn(conn net.Conn) error {
	tcp, ok := unwrap(conn).(*net.TCPConn)
	if !ok {
		return nil
	}
	err := tcp.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: time.Minute, Interval: 15 * time.Second, Count: 3})
	raw, rawErr := tcp.SyscallConn()
	if rawErr != nil {
		return errors.Join(err, rawErr)
	}
	var optErr error
	ctlErr := raw.Control(func(fd uintptr) {
		optErr = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int((45 * time.Second).Milliseconds()))
	})
	return errors.Join(err, ctlErr, optErr)
}

// socket is a TCP socket that can be written to without ever waiting.
type socket struct{ raw syscall.RawConn }

// socketOf finds the socket of a connection; TLS and pipes have none.
func socketOf(conn net.Conn) (socket, bool) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return socket{}, false
	}
	raw, err := tcp.SyscallConn()
	return socket{raw: raw}, err == nil
}

// write hands the kernel what it takes at once: n < len(b) without an error means that
// the socket's buffer is full.
func (s socket) write(b []byte) (n int, err error) {
	ctlErr := s.raw.Write(func(fd uintptr) bool {
		for {
			n, err = syscall.Write(int(fd), b)
			if !errors.Is(err, syscall.EINTR) {
				return true // whatever came of it: never wait here
			}
		}
	})
	n = max(n, 0)
	switch {
	case ctlErr != nil:
		return n, ctlErr
	case errors.Is(err, syscall.EAGAIN):
		return n, nil
	}
	return n, err
}
