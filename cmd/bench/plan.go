package main

import (
	"encoding/json"
	"fmt"
	"time"

	"tavlen/backend/domain"
)

// The size of the plan that the figures are about.
const (
	goals      = 6
	steps      = 20
	agreements = 10
	meetings   = 5
)

// wholePlan names what of a furnished plan the loads write to.
type wholePlan struct {
	goal, step domain.ID
}

// The words are as long as people's own, since it is their bytes that are sealed, sent
// and drawn.
var (
	areas      = []string{"work", "body", "home", "everyday", "people", "habits"}
	goalTitles = []string{"Et arbejde jeg kan holde til", "Mindre ondt i ryggen", "En bolig med lys i køkkenet", "Styr på hverdagen igen", "Se min søster oftere", "Sove hele natten"}
	inOwnWords = "Jeg vil gerne tilbage til noget med mine hænder, men ikke otte timer om dagen fra starten. Det skal være et sted, hvor de ved, hvorfor jeg har været væk."
	stepTexts  = []string{"Ringe til fysioterapeuten og få en tid", "Gå en tur på tyve minutter tre gange om ugen", "Skrive ned, hvad jeg er god til, sammen med Maja", "Besøge cykelværkstedet og høre, hvordan de gør", "Lægge en plan for regningerne den første i måneden"}
	note       = "Det gik fint i sidste uge, men det tog længere tid end jeg troede, så vi tager det stille og roligt."
	promises   = []string{"Jeg møder op tirsdag og torsdag klokken ni", "Jeg siger til, når det bliver for meget", "Maja ringer til værkstedet inden fredag", "Vi ser på planen igen om fire uger", "Jeg tager medicinen om morgenen"}
	purpose    = "Vi taler om, hvordan det går på værkstedet, og om timerne passer, eller om de skal sættes ned et stykke tid."
	because    = "Vi har talt om det på mødet i tirsdags, og det passer bedre sådan, som ugen ser ud nu."
)

type fields map[string]any

// furnish gives a citizen a whole plan of the usual size.
func (t *town) furnish(w *wire, p *person) error { return t.furnishWith(w, p, goals, steps) }

// furnishWith gives a citizen a plan with so many goals and steps, through the API: the
// citizen writes dream, goals, steps and own promises, the consultant the other agreements
// and the meetings.
func (t *town) furnishWith(w *wire, p *person, goals, steps int) error {
	put := func(as *person, room string, id domain.ID, f fields) error {
		doc, err := json.Marshal(f)
		if err != nil {
			return err
		}
		path := "/plans/" + string(p.plan) + "/" + room
		if id != "" {
			path += "/" + string(id)
		}
		return t.call(w, as, "PUT", path, string(doc), nil)
	}
	if err := put(p, "dream", "", fields{"text": inOwnWords}); err != nil {
		return err
	}
	made := make([]domain.ID, goals)
	for i := range goals {
		made[i] = domain.NewID()
		f := fields{"area": areas[i%len(areas)], "title": goalTitles[i%len(goalTitles)], "in_own_words": inOwnWords, "target_date": date(30 * (i + 1)), "rank": rank(i)}
		if err := put(p, "goals", made[i], f); err != nil {
			return err
		}
	}
	for i := range steps {
		id := domain.NewID()
		f := fields{"goal": made[i%goals], "text": stepTexts[i%len(stepTexts)], "due": date(7 + i), "note": note, "rank": rank(i)}
		if err := put(p, "steps", id, f); err != nil {
			return err
		}
		p.whole = wholePlan{made[0], id}
	}
	for i := range agreements {
		as, f := p, fields{"text": promises[i%len(promises)], "responsible": p.id, "due": date(3 + i), "goal": made[i%goals], "note": note, "rank": rank(i)}
		if i%2 == 1 {
			as, f["why"] = &t.consultant, because
		}
		if err := put(as, "agreements", domain.NewID(), f); err != nil {
			return err
		}
	}
	for i := range meetings {
		start := time.Now().Add(time.Duration(24*(i+1)) * time.Hour).UTC().Truncate(time.Minute)
		f := fields{"title": "Opfølgning på værkstedet", "start": start, "end": start.Add(45 * time.Minute), "form": "in_person", "purpose": purpose, "with": []domain.ID{p.id},
			"place": fields{"name": "Cykelværkstedet Kæden", "address": "Værkstedsvej 12", "find_way": "Gå ind ad porten og over gården, døren står åben."}, "bring": []string{"Kalenderen"}, "why": because}
		if err := put(&t.consultant, "meetings", domain.NewID(), f); err != nil {
			return err
		}
	}
	return nil
}

func date(days int) string { return time.Now().AddDate(0, 0, days).Format(time.DateOnly) }

func rank(i int) string { return fmt.Sprintf("a%02d", i) }
