package api

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"tavlen/backend/domain"
)

const (
	// MaxPicture is how many bytes a photo may have that is sent.
	MaxPicture = 10 << 20
	// maxUploads is how many photos may be on their way in at a time: their room is taken
	// as soon as their size is announced.
	maxUploads = 8
	// uploadPatience is how many times longer than other requests they may take: 2 minutes.
	uploadPatience = 8
)

// uploads counts the large requests under way, by the head that fasthttp keeps for a
// connection. One whose end nobody told of is forgotten when its time is over.
type uploads struct {
	mu    sync.Mutex
	until map[*fasthttp.RequestHeader]time.Time
}

// begin takes a place until an instant; false when all are taken.
func (u *uploads) begin(h *fasthttp.RequestHeader, now, until time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for other, end := range u.until {
		if end.Before(now) {
			delete(u.until, other)
		}
	}
	if len(u.until) >= maxUploads {
		return false
	}
	if u.until == nil {
		u.until = map[*fasthttp.RequestHeader]time.Time{}
	}
	u.until[h] = until
	return true
}

func (u *uploads) done(h *fasthttp.RequestHeader) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.until, h)
}

// allow is asked when a request's head has come: a photo by somebody who was once signed
// in here may be larger than all else, and may take longer.
func (s *server) allow(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	if !s.mayBeLarge(h) {
		return fasthttp.RequestConfig{}
	}
	now, patience := domain.SystemClock{}.Now(), s.upload()
	if !s.uploads.begin(h, now, now.Add(patience)) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: MaxPicture, ReadTimeout: patience}
}

func (s *server) mayBeLarge(h *fasthttp.RequestHeader) bool {
	path, _, _ := bytes.Cut(h.RequestURI(), []byte("?"))
	return isUpload(string(h.Method()), string(path)) && isMedia(string(h.ContentType())) && s.Signin.Ours(string(h.Cookie(cookieToken)))
}

// isMedia says whether a body is one that may be large: a photo or a recording. What it is
// called decides that alone; what it is its content does.
func isMedia(contentType string) bool {
	return strings.HasPrefix(contentType, "image/") || strings.HasPrefix(contentType, "audio/")
}

// isUpload says whether a request is for the one operation that takes photos.
func isUpload(method, path string) bool {
	parts := strings.Split(path, "/") // "", api, v1, plans, {plan}, attachments, {id}
	return method == fiber.MethodPut && len(parts) == 7 && parts[1] == "api" && parts[2] == "v1" && parts[3] == "plans" && parts[5] == "attachments"
}
