package live

import (
	"net"
	"syscall"
	"testing"
)

func TestTuneConnSetsTheUserTimeout(t *testing.T) {
	_, far := tcpPair(t)
	if err := TuneConn(far); err != nil {
		t.Fatal(err)
	}
	raw, err := far.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var got int
	var optErr error
	if err := raw.Control(func(fd uintptr) {
		got, optErr = syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout)
	}); err != nil {
		t.Fatal(err)
	}
	if optErr != nil || got != 45_000 {
		t.Errorf("%d ms, %v", got, optErr)
	}
	if near, _ := net.Pipe(); TuneConn(near) != nil {
		t.Error("a pipe cannot be tuned and need not")
	}
	_ = far.Close()
	if TuneConn(far) == nil {
		t.Error("a closed connection was tuned")
	}
}
