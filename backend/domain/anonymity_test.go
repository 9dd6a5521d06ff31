package domain_test

import (
	"testing"

	"tavlen/backend/domain"
)

// A name is found however it is written, and what only looks like one is let be.
func TestAnonymity(t *testing.T) {
	t.Parallel()
	a := domain.NewAnonymity([]string{"Peter Prøvesen", "Anne-Marie Ågård", "René de la Cour", "Søren Bo"},
		[]string{"Cykelværkstedet Kæden", "Værkstedsvej 3, 9999 Prøvekøbing", "Rådhuset"}, "Prøvekøbing Kommune")
	for text, want := range map[string]string{
		"Hvordan får jeg Peter til det?":     "Peter",
		"PETERS chef":                        "PETERS",
		"peter's chef":                       "peter",
		"P e t e r siger nej":                "P e t e r",
		"p.e.t.e.r siger nej":                "p e t e r",
		"Pe\u200bter siger nej":              "Peter",
		"prøvesens mor":                      "prøvesens",
		"Proevesen siger":                    "Proevesen",
		"Rene er træt":                       "Rene",
		"Rene\u0301 er træt":                 "Rene\u0301",
		"Annemarie ringer":                   "Annemarie",
		"Anne kommer":                        "Anne",
		"fru Aagaard":                        "Aagaard",
		"fru A\u030aga\u030ard":              "A\u030aga\u030ard",
		"Soren er her":                       "Soren",
		"Bos bil":                            "Bos",
		"Kædens chef er god":                 "Kædens",
		"cykelværkstedets chef":              "cykelværkstedets",
		"Cykelværkstedschefen":               "",
		"på Værkstedsvej":                    "Værkstedsvej",
		"ring 12 34 56 78":                   "12 34 56 78",
		"ring 12-34-56-78":                   "12-34-56-78",
		"født 120379-1234":                   "120379-1234",
		"født 12.03.1979":                    "12.03.1979",
		"født 120379":                        "120379",
		"skriv til ham@example.dk":           "ham@example.dk",
		"Vi mødes på rådhuset i Prøvekøbing": "",
		"Han har været væk i 3 uger af 12":   "",
		"Petersborg er en by":                "",
		"Hvad gør man, når en borger er bange for at ringe? Vi har prøvet 2 ting.": "",
		"de la":              "",
		"borgeren bor alene": "",
		"":                   "",
	} {
		if got := a.Found(text); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}
