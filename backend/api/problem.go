package api

import (
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/domain"
)

// Problem is the body of every error (RFC 9457). Code is stable; Detail is plain Danish.
type Problem struct {
	Type      string              `json:"type" doc:"urn:tavlen:problem:{code}"`
	Title     string              `json:"title"`
	Status    int                 `json:"status"`
	Detail    string              `json:"detail"`
	Code      domain.Code         `json:"code"`
	Errors    []domain.FieldError `json:"errors,omitempty"`
	Conflicts []domain.Conflict   `json:"conflicts,omitempty"`
	Rev       string              `json:"rev,omitempty" doc:"the plan's rev from which a conflict can be settled"`
	Proofs    []domain.Proof      `json:"proofs,omitempty" enum:"code,pin,passkey,oidc" doc:"step_up_required: how the caller can show that it is her; left out where she can in no way but a new sign-in"`

	retryAfter   int
	contentRange string
}

// Error is the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus gives the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is the problem's own (RFC 9457 §3).
func (p *Problem) ContentType(string) string { return problemJSON }

// GetHeaders gives the headers that go with it.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter > 0 {
		h.Set(fiber.HeaderRetryAfter, strconv.Itoa(p.retryAfter))
	}
	if p.contentRange != "" {
		h.Set(fiber.HeaderContentRange, p.contentRange)
	}
	return h
}

const problemJSON = "application/problem+json; charset=utf-8"

var statuses = map[domain.Code]int{
	domain.CodeNotSignedIn: 401, domain.CodeSessionEnded: 401, domain.CodeNotFound: 404, domain.CodeForbidden: 403, domain.CodeLimited: 403, domain.CodeStepUp: 403, domain.CodePasskeyWrong: 422, domain.CodeTooManyPasskeys: 422, domain.CodeInvalid: 422,
	domain.CodeBadJSON: 400, domain.CodeTooLarge: 413, domain.CodeEncoding: 415, domain.CodeMediaType: 415, domain.CodeCrossSite: 403, domain.CodeNotAPage: 403,
	domain.CodeConflict: 409, domain.CodeKeyReused: 422, domain.CodeNeedsWhy: 422, domain.CodeCodeWrong: 404, domain.CodeTooManyTries: 429,
	domain.CodeRateLimited: 429, domain.CodeBusy: 503, domain.CodeStorageFull: 507, domain.CodeInternal: 500, domain.CodeClientTooOld: 426,
	domain.CodeBadRev: 400, domain.CodePushOrigin: 422, domain.CodeMethod: 405, domain.CodeBadRequest: 400, domain.CodeHeaderTooLong: 431,
	domain.CodeTooLate: 422, domain.CodeTooEarly: 422, domain.CodeMeetingCancelled: 422, domain.CodeMeetingMoved: 409, domain.CodeNotOffered: 422,
	domain.CodeHandoverAhead: 409,
	domain.CodeStoryRests:    409, domain.CodeStoryWaits: 409, domain.CodeStoryClosed: 409, domain.CodeStoryChanged: 409, domain.CodeStoryNoYes: 409,
	domain.CodePlanEnded: 409, domain.CodePlanHeld: 422, domain.CodePlanEndHindered: 422, domain.CodeMeetingAhead: 422, domain.CodeEffortOpen: 422, domain.CodePromiseOpen: 422, domain.CodeFlagOpen: 422, domain.CodeMessageUnanswered: 422,
	domain.CodeEndIncomplete: 422, domain.CodeNotAnonymous: 422,
	domain.CodeAssessmentOpen: 409, domain.CodeAssessmentClosed: 422, domain.CodeConferenceChanged: 409, domain.CodeNotesMissing: 422,
	domain.CodeFlagClosed: 422, domain.CodeFlagUnchanged: 422, domain.CodeAdjustmentChanged: 409, domain.CodeTooManyFlags: 422, domain.CodeTooManyAdjustments: 422,
	domain.CodeNothingToAnswer: 422, domain.CodeAlreadyAnswered: 409,
	domain.CodeInvitationWrong: 404, domain.CodeTooManyWaiting: 422, domain.CodeOtherSignedIn: 409, domain.CodeContactOver: 422,
	domain.CodeProtected: 422, domain.CodeSureProtected: 422,
	domain.CodePictureType: 415, domain.CodePicturePixels: 422, domain.CodePictureBroken: 422, domain.CodeQuotaFull: 422,
	domain.CodeBadRange: 416, domain.CodeSoundType: 415, domain.CodeSoundLong: 422, domain.CodeSoundBroken: 422,
	domain.CodeLoginLost: 400, domain.CodeLoginDeclined: 403, domain.CodeLoginUntrusted: 403, domain.CodeLoginTooLow: 403, domain.CodeLoginUnknown: 403, domain.CodeLoginNoRole: 403,
	domain.CodeLoginUnreachable: 503,
	domain.CodeRecallTooLate:    422, domain.CodeRecalled: 409,
}

var errInternal = &domain.Error{Code: domain.CodeInternal, Detail: "Noget gik galt hos os. Prøv igen om lidt."}

var errBadRequest = &domain.Error{Code: domain.CodeBadRequest, Detail: "Det kan ikke lade sig gøre."}

var errMethod = &domain.Error{Code: domain.CodeMethod, Detail: "Det kan man ikke her."}

func problemOf(e *domain.Error, status int) *Problem {
	return &Problem{Type: "urn:tavlen:problem:" + string(e.Code), Title: http.StatusText(status), Status: status, Detail: e.Detail, Code: e.Code,
		Errors: e.Fields, Conflicts: e.Conflicts, Rev: e.Rev, Proofs: e.Proofs, retryAfter: e.RetryAfter}
}

// problem is the one place where an error becomes an answer. What is not meant for
// people goes to the log, and they are told that something went wrong.
func (s *server) problem(op string, err error) huma.StatusError {
	var shaped *Problem
	if errors.As(err, &shaped) {
		return shaped
	}
	var known *domain.Error
	if !errors.As(err, &known) {
		s.Log.Error("an operation failed", "operation", op, "error", err)
		known = errInternal
	}
	status, ok := statuses[known.Code]
	if !ok {
		s.Log.Error("an error code has no status", "operation", op, "code", known.Code)
		status, known = 500, errInternal
	}
	if status >= 500 {
		s.Log.Error("an operation could not be done", "operation", op, "error", err)
	}
	return problemOf(known, status)
}

// failed answers what never reached an operation: no route, a body too large, a panic.
func (s *server) failed(c *fiber.Ctx, err error) error {
	s.uploads.done(&c.Request().Header)
	e := errInternal
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case 404:
			e = domain.ErrNotFound
		case 405:
			e = errMethod
		case 413:
			drain(c.Context().Conn())
			if n := c.Request().Header.ContentLength(); n > 0 && n <= MaxPicture && s.mayBeLarge(&c.Request().Header) {
				e = domain.ErrBusy // too many at a time; it is not this picture's fault
				break
			}
			e = &domain.Error{Code: domain.CodeTooLarge, Detail: "Det er for stort til at blive sendt."}
		case 431:
			e = &domain.Error{Code: domain.CodeHeaderTooLong, Detail: "Forespørgslen er for lang."}
		case 408:
			e = &domain.Error{Code: domain.CodeBadRequest, Detail: "Forbindelsen var for langsom. Prøv igen."}
		default:
			if f.Code < 500 {
				e = errBadRequest
			}
		}
	}
	if e == errInternal {
		s.Log.Error("a request failed", "method", c.Method(), "route", c.Route().Path, "error", err)
	}
	s.headers(c)
	return s.send(c, e)
}

// A connection that is closed while its other end still sends takes the answer with it.
// So what comes of a body that is too large is read and thrown away, up to a bound, until
// the sender pauses to listen.
const (
	drainBytes = MaxPicture + 4<<20
	drainPause = 200 * time.Millisecond
)

func drain(conn net.Conn) {
	buf := make([]byte, 64<<10)
	for n := 0; n < drainBytes; {
		if conn.SetReadDeadline(domain.SystemClock{}.Now().Add(drainPause)) != nil {
			return
		}
		m, err := conn.Read(buf)
		if err != nil {
			return
		}
		n += m
	}
}

func (s *server) send(c *fiber.Ctx, e *domain.Error) error {
	p := problemOf(e, statuses[e.Code])
	for k, v := range p.GetHeaders() {
		c.Set(k, v[0])
	}
	if err := c.Status(p.Status).JSON(p); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, problemJSON)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return nil
}
