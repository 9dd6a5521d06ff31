package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"tavlen/backend/domain"
	"tavlen/backend/notify"
)

type pushKeyOutput struct {
	Body struct {
		Key string `json:"key" doc:"the server's VAPID key (RFC 8292), base64url"`
	}
}

type subscribeInput struct {
	ID   domain.ID `path:"id"`
	Body struct {
		Endpoint string `json:"endpoint" maxLength:"1000"`
		Keys     struct {
			P256dh string `json:"p256dh" maxLength:"200"`
			Auth   string `json:"auth" maxLength:"100"`
		} `json:"keys"`
	}
}

type idOutput struct {
	Body struct {
		ID domain.ID `json:"id"`
	}
}

type idInput struct {
	ID domain.ID `path:"id"`
}

type testPushOutput struct {
	Body struct {
		Devices int `json:"devices" doc:"how many phones it is sent to"`
	}
}

func (s *server) pushOperations(api huma.API) {
	handle(s, api, operation{id: "getPushKey", method: "GET", path: "/push/key", summary: "The key to subscribe with"},
		func(context.Context, *empty) (*pushKeyOutput, error) {
			out := &pushKeyOutput{}
			out.Body.Key = s.Push.PublicKey()
			return out, nil
		})
	handle(s, api, operation{id: "subscribePush", method: "PUT", path: "/push/subscriptions/{id}", summary: "Wake this phone"}, s.subscribePush)
	handle(s, api, operation{id: "unsubscribePush", method: "DELETE", path: "/push/subscriptions/{id}", summary: "Do not wake this phone any more", status: 204},
		func(ctx context.Context, in *idInput) (*empty, error) {
			return &empty{}, s.App.UnsubscribePush(ctx, callerOf(ctx).Actor, in.ID)
		})
	handle(s, api, operation{id: "testPush", method: "POST", path: "/push/test", summary: "Wake my phones once, to try it", status: 202},
		func(ctx context.Context, _ *none) (*testPushOutput, error) {
			n, err := s.App.TestPush(ctx, callerOf(ctx).Actor)
			out := &testPushOutput{}
			out.Body.Devices = n
			return out, err
		})
}

func (s *server) subscribePush(ctx context.Context, in *subscribeInput) (*idOutput, error) {
	b := in.Body
	if err := s.Push.CheckEndpoint(b.Endpoint); err != nil {
		return nil, domain.ErrPushOrigin.Because(err)
	}
	if err := notify.CheckKeys(b.Keys.P256dh, b.Keys.Auth); err != nil {
		return nil, domain.Invalid(domain.FieldError{Field: "keys", Code: domain.CodeInvalid, Detail: "Telefonens nøgle kan ikke bruges."}).Because(err)
	}
	err := s.App.SubscribePush(ctx, callerOf(ctx).Actor, domain.Subscription{ID: in.ID, Endpoint: b.Endpoint, P256dh: b.Keys.P256dh, Auth: b.Keys.Auth})
	out := &idOutput{}
	out.Body.ID = in.ID
	return out, err
}
