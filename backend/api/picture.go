package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"mime"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/app"
	"tavlen/backend/domain"
)

// About is what is said of a picture that is sent. It travels in a header, so that the body
// is the picture and nothing else.
type About struct {
	On      domain.PictureOn `json:"on"`
	Text    string           `json:"text" doc:"what the picture shows, in words; a voice needs none"`
	TakenOn domain.Date      `json:"taken_on,omitempty"`
	Wave    []int            `json:"wave,omitempty" doc:"of a voice: how loud it is along its way, at most 64 numbers from 0 to 100"`
	Why
}

type uploadInput struct {
	Plan        domain.ID `path:"plan"`
	ID          domain.ID `path:"id"`
	About       string    `header:"Tavlen-About" required:"true" maxLength:"12000" doc:"what is said of the picture: the JSON of About, as base64url without padding"`
	ContentType string    `header:"Content-Type"`
	Keyed
}

// PutPicture are the writable fields of a picture.
type PutPicture struct {
	Text    *string `json:"text,omitempty" nullable:"true"`
	TakenOn *string `json:"taken_on,omitempty" nullable:"true"`
	Status  *string `json:"status,omitempty" nullable:"true"`
	Why
}

type contentInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	RangeInput
}

// contentOutput is a file that strangers made: a browser may show it and nothing else.
type contentOutput struct {
	Status int
	RangeOutput
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	CSP         string `header:"Content-Security-Policy"`
	Body        []byte
}

// sandboxed keeps a file from being a page of ours, should a browser open it as one.
const sandboxed = "default-src 'none'; frame-ancestors 'none'; sandbox"

func (s *server) pictureOperations(api huma.API) {
	binary := &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
	content := map[string]*huma.MediaType{"image/jpeg": binary, "application/json": {Schema: schemaOf(api, domain.Drawing{})}, "audio/webm": binary, "audio/mp4": binary}
	takes := &huma.RequestBody{Required: true, Description: "the photo, the drawing as strokes, or the recording",
		Content: map[string]*huma.MediaType{"image/jpeg": binary, "image/png": binary, "image/webp": binary, "audio/webm": binary, "audio/ogg": binary, "audio/mp4": binary, "application/json": content["application/json"]}}
	schemaOf(api, About{})
	handle(s, api, operation{id: "uploadAttachment", method: "PUT", path: "/plans/{plan}/attachments/{id}", summary: "Put up a photo or a drawing, or send what a message will carry", body: MaxPicture, takes: takes}, s.uploadAttachment)
	handle(s, api, operation{id: "putAttachment", method: "PUT", path: "/plans/{plan}/attachments/{id}/about", summary: "Change a picture's text, or put it away"},
		func(ctx context.Context, in *putInput[PutPicture]) (*receiptOutput, error) {
			return s.put(ctx, in.Plan, in.ID, domain.KindAttachment, in.IfMatch, in.Keyed)
		})
	handle(s, api, operation{id: "getAttachment", method: "GET", path: "/plans/{plan}/attachments/{id}/content", summary: "The photo (JPEG), the drawing (strokes) or the recording",
		responses: map[string]*huma.Response{"200": {Description: "OK", Content: content}, "206": {Description: "The part that was asked for", Content: content}}}, s.getAttachment)
}

func (s *server) uploadAttachment(ctx context.Context, in *uploadInput) (*receiptOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	// The same picture said to be something else is another wish.
	sum := sha256.Sum256(append([]byte(in.About+"|"), m.BodyHash...))
	m.BodyHash = sum[:]
	var about About
	doc, err := base64.RawURLEncoding.Strict().DecodeString(in.About)
	if err != nil || strict(doc, &about) != nil {
		return nil, domain.Invalid(domain.FieldError{Field: "Tavlen-About", Code: domain.CodeInvalid, Detail: "Det, der står om billedet, kan ikke læses."})
	}
	u := app.Upload{Plan: in.Plan, ID: in.ID, On: about.On, Text: about.Text, TakenOn: about.TakenOn, Why: about.Why.Why, Wave: about.Wave, Mutation: m}
	if t, _, _ := mime.ParseMediaType(in.ContentType); t == fiber.MIMEApplicationJSON {
		u.Drawing = &domain.Drawing{}
		if err := strict(in.RawBody, u.Drawing); err != nil {
			return nil, (&domain.Error{Code: domain.CodeBadJSON, Detail: "Tegningen kan ikke læses."}).Because(err)
		}
	} else if strings.HasPrefix(t, "audio/") {
		u.Sound = in.RawBody
	} else {
		u.Photo = in.RawBody // used before this returns, as huma wants it
	}
	r, err := s.App.UploadAttachment(ctx, callerOf(ctx).Actor, u)
	return &receiptOutput{r}, err
}

// strict reads JSON that huma does not read for us, by the same rules.
func strict(doc []byte, v any) error {
	if err := checkJSON(doc); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

func (s *server) getAttachment(ctx context.Context, in *contentInput) (*contentOutput, error) {
	c, err := s.App.GetAttachment(ctx, callerOf(ctx).Actor, in.Plan, in.ID)
	if err != nil {
		return nil, err
	}
	out := &contentOutput{ContentType: "image/jpeg", Disposition: `attachment; filename="billede.jpg"`, CSP: sandboxed, Body: c.Body}
	switch {
	case c.Type == "audio/mp4":
		out.ContentType, out.Disposition = c.Type, `attachment; filename="lyd.m4a"`
	case c.Type == "audio/webm":
		out.ContentType, out.Disposition = c.Type, `attachment; filename="lyd.webm"`
	case c.Media == domain.MediaDrawing:
		out.ContentType, out.Disposition = applicationJSON, `attachment; filename="tegning.json"`
	}
	return out, out.part(in.RangeInput, in.ID)
}
