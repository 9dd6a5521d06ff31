package api

import (
	"context"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"tavlen/backend/access"
	"tavlen/backend/app"
	"tavlen/backend/domain"
)

const textCalendar = "text/calendar; charset=utf-8"

// feedPath is where the private calendars are; feedEnding is what calendars know a file by.
const (
	feedPath   = "/kalender/"
	feedEnding = ".ics"
)

// What may be fetched without a session. A calendar asks once an hour at most; a service
// that keeps calendars for many asks for all of them from the same few networks.
var (
	feedReads    = Budget{Burst: 30, PerSecond: 1.0 / 30}
	networkReads = Budget{Burst: 2000, PerSecond: 10}
)

// calendarFile documents an answer that is a calendar.
func calendarFile() map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"text/calendar": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
}

type feedFileInput struct {
	Request
	File string `path:"file" maxLength:"64" doc:"the secret and .ics"`
}

type calendarOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Robots      string `header:"X-Robots-Tag"`
	Body        []byte
}

type meetingCalendarInput struct {
	Plan domain.ID `path:"plan"`
	ID   domain.ID `path:"id"`
	PurposeInput
}

type calendarSettingsOutput struct {
	Body struct {
		app.CalendarSettings
		URL string `json:"url,omitempty" doc:"the private address; whoever has it reads the calendar"`
	}
}

type putCalendarInput struct {
	Keyed
	Body struct {
		On     bool   `json:"on"`
		Titles string `json:"titles,omitempty" maxLength:"16" doc:"neutral, or full: title and place of what is not sensitive; left out it stays as it is"`
		Renew  bool   `json:"renew,omitempty" doc:"make a new address; the old one is dead at once"`
	}
}

func (s *server) calendarOperations(api huma.API) {
	handle(s, api, operation{id: "getMeetingCalendar", method: "GET", path: "/plans/{plan}/meetings/{id}/calendar", summary: "A meeting as a file for one's own calendar", responses: calendarFile()}, s.getMeetingCalendar)
	handle(s, api, operation{id: "getCalendarFeed", method: "GET", path: "/me/calendar", summary: "My own calendar address"},
		func(ctx context.Context, _ *empty) (*calendarSettingsOutput, error) {
			set, err := s.App.GetCalendarSettings(ctx, callerOf(ctx).Actor)
			return s.calendarSettings(set), err
		})
	handle(s, api, operation{id: "putCalendarFeed", method: "PUT", path: "/me/calendar", summary: "Turn my calendar address on or off, or renew it"}, s.putCalendarFeed)
	handle(s, api, operation{id: "readCalendarFeed", method: "GET", path: feedPath + "{file}", root: true, summary: "The calendar behind a private address", responses: calendarFile()}, s.readCalendarFeed)
}

func (s *server) putCalendarFeed(ctx context.Context, in *putCalendarInput) (*calendarSettingsOutput, error) {
	m, err := in.mutation()
	if err != nil {
		return nil, err
	}
	if err := s.provedFor(ctx, "putCalendarFeed", access.Wish{On: in.Body.On}); err != nil {
		return nil, err
	}
	set, err := s.App.PutCalendarFeed(ctx, callerOf(ctx).Actor, app.PutCalendar{On: in.Body.On, Titles: domain.CalendarTitles(in.Body.Titles), Renew: in.Body.Renew, Mutation: m})
	return s.calendarSettings(set), err
}

func (s *server) calendarSettings(set app.CalendarSettings) *calendarSettingsOutput {
	out := &calendarSettingsOutput{}
	out.Body.CalendarSettings = set
	if set.On {
		out.Body.URL = s.PublicURL + feedPath + string(set.Secret) + feedEnding
	}
	return out
}

func (s *server) getMeetingCalendar(ctx context.Context, in *meetingCalendarInput) (*calendarOutput, error) {
	doc, err := s.App.GetMeetingCalendar(ctx, callerOf(ctx).Actor, in.Plan, in.ID, in.Purpose, s.site())
	if err != nil {
		return nil, err
	}
	return calendarDoc(doc, "attachment"), nil
}

// readCalendarFeed takes no cookie and sets none. What opens nothing answers as what never
// was does; the address stands in no log, since problems are logged by operation.
func (s *server) readCalendarFeed(ctx context.Context, in *feedFileInput) (*calendarOutput, error) {
	if err := s.networks.spend(domain.ID(network(s.clientIP(in.c)).String()), fiber.MethodGet); err != nil {
		return nil, err
	}
	secret, is := strings.CutSuffix(in.File, feedEnding)
	if !is || !domain.ID(secret).Valid() {
		return nil, domain.ErrNotFound
	}
	if err := s.feeds.spend(domain.ID(secret), fiber.MethodGet); err != nil {
		return nil, err
	}
	doc, err := s.App.ReadCalendarFeed(ctx, domain.ID(secret), s.site())
	if err != nil {
		return nil, err
	}
	return calendarDoc(doc, "inline"), nil
}

// calendarDoc is a calendar as it is sent. Its name tells nothing: it lies in downloads.
func calendarDoc(doc []byte, how string) *calendarOutput {
	return &calendarOutput{ContentType: textCalendar, Disposition: how + `; filename="tavlen.ics"`, Robots: "noindex", Body: doc}
}

// site is what calendars elsewhere are told of us.
func (s *server) site() app.Site {
	host := "tavlen"
	if u, err := url.Parse(s.PublicURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return app.Site{Host: host, Link: s.PublicURL + "/moeder"}
}
