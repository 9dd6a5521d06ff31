package notify

import (
	"strings"
	"testing"
	"unicode"

	"tavlen/backend/domain"
)

// A text with a gap to fill would sooner or later be filled with somebody's name.
func TestTextsHaveNoRoomForAnythingPersonal(t *testing.T) {
	for kind := range forms {
		for _, language := range []string{"da", "en"} {
			title, body, ok := Text(kind, language)
			if !ok || title == "" || body == "" {
				t.Fatalf("%s has no words in %s", kind, language)
			}
			for _, s := range []string{title, body} {
				if i := strings.IndexFunc(s, func(r rune) bool {
					return !unicode.IsLetter(r) && !strings.ContainsRune(" ,.!", r)
				}); i >= 0 {
					t.Errorf("%s (%s): %q holds %q", kind, language, s, s[i:])
				}
				if n := len([]rune(s)); n > 64 {
					t.Errorf("%s (%s): %q has %d characters; a lock screen cuts it", kind, language, s, n)
				}
			}
		}
	}
}

func TestEveryKindThatIsSentHasWords(t *testing.T) {
	for _, kind := range []domain.NotificationKind{
		domain.NotifyPlanChanged, domain.NotifyNewMessage, domain.NotifyMeetingTomorrow, domain.NotifyMeetingSoon, domain.NotifyTest,
		domain.NotifyMeetingAhead, domain.NotifyStaffAnswer, domain.NotifyNewDevice, domain.NotifyReachChanged, domain.NotifyFormerPhone, domain.NotifyFormerEmail,
	} {
		if _, _, ok := Text(kind, "da"); !ok {
			t.Errorf("%s has no words", kind)
		}
	}
}

func TestLanguages(t *testing.T) {
	for language, want := range map[string]string{
		"da": "Der er nyt i din plan", "en": "There is news in your plan", "uk": "Der er nyt i din plan", "": "Der er nyt i din plan",
	} {
		if got, _, _ := Text(domain.NotifyPlanChanged, language); got != want {
			t.Errorf("in %q: %q, want %q", language, got, want)
		}
	}
	if _, _, ok := Text("nothing", "da"); ok {
		t.Error("an unknown kind has words")
	}
}

func TestEveryKindOpensAPageAndHasAnUrgency(t *testing.T) {
	for kind, f := range forms {
		if !strings.HasPrefix(f.path, "/") || strings.ContainsAny(f.path, "?#{") {
			t.Errorf("%s opens %q", kind, f.path)
		}
		if f.urgency == "" {
			t.Errorf("%s has no urgency", kind)
		}
	}
}
