package store

import (
	"crypto/hmac"
	"slices"
	"time"

	"tavlen/backend/access"
	"tavlen/backend/domain"
)

type glassRow struct {
	ID       domain.ID `gorm:"primaryKey"`
	PersonID domain.ID
	PlanID   *domain.ID
	At       int64
	Until    int64
	Wish     []byte
	Sealed   []byte
}

func (glassRow) TableName() string { return "glass" }

func glassPlace(id domain.ID) string { return place("glass", id) }

func (r glassRow) relation() access.Relation {
	return access.Relation{Kind: access.RelationGlass, From: at(r.At), To: at(r.Until)}
}

func (tx *Tx) glass(citizen domain.ID, r glassRow) (g domain.Glass, err error) {
	if err := tx.unseal(citizen, glassPlace(r.ID), r.Sealed, &g); err != nil {
		return g, err
	}
	g.ID, g.Person, g.Plan, g.At, g.Until = r.ID, r.PersonID, *r.PlanID, at(r.At), at(r.Until)
	return g, nil
}

// AddGlass keeps that somebody looks at a plan. wish is all that was asked for.
func (tx *Tx) AddGlass(h PlanHead, g domain.Glass, wish string) error {
	sealed, err := tx.seal(h.Citizen, glassPlace(g.ID), g)
	if err != nil {
		return err
	}
	return tx.err(tx.db.Create(&glassRow{ID: g.ID, PersonID: g.Person, PlanID: &h.ID, At: ms(g.At), Until: ms(g.Until), Wish: tx.store.glassWish(wish), Sealed: sealed}).Error)
}

// AddGlassTry keeps that somebody's wish met no plan.
func (tx *Tx) AddGlassTry(id, person domain.ID, now time.Time, wish string) error {
	return tx.err(tx.db.Create(&glassRow{ID: id, PersonID: person, At: ms(now), Until: ms(now), Wish: tx.store.glassWish(wish)}).Error)
}

// The wish names a citizen and her day of birth, which a plain hash would give away.
func (s *Store) glassWish(wish string) []byte { return s.BlindIndex("glass_wish", wish) }

// GlassSent says what became of a wish that was sent before: not there; another's, or another
// wish (ErrKeyReused); or as it was, with the plan, which is "" where it met none.
func (tx *Tx) GlassSent(id, person domain.ID, wish string) (plan domain.ID, sent bool, err error) {
	var rows []glassRow
	if err := tx.db.Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return "", false, tx.err(err)
	}
	r := rows[0]
	if r.PersonID != person || !hmac.Equal(r.Wish, tx.store.glassWish(wish)) {
		return "", true, domain.ErrKeyReused
	}
	if r.PlanID != nil {
		plan = *r.PlanID
	}
	return plan, true, nil
}

// Glass gives the plan that one opens within a scope, and what it is worth; ErrNotFound where it is
// over, another's or none.
func (tx *Tx) Glass(id domain.ID, s access.Scope) (PlanHead, access.Relation, domain.Glass, error) {
	var r glassRow
	if err := tx.db.Where("id = ? AND person_id = ? AND plan_id IS NOT NULL", id, s.Person).Take(&r).Error; err != nil {
		return PlanHead{}, access.Relation{}, domain.Glass{}, tx.err(err)
	}
	rel := r.relation()
	if !rel.Live(s.At) || !slices.Contains(s.Relations, rel.Kind) {
		return PlanHead{}, access.Relation{}, domain.Glass{}, domain.ErrNotFound
	}
	head, err := tx.Plan(*r.PlanID)
	if err != nil {
		return PlanHead{}, access.Relation{}, domain.Glass{}, err
	}
	g, err := tx.glass(head.Citizen, r)
	return head, rel, g, err
}

// CountGlass counts what somebody tried since an instant, and tells when the oldest of it was.
func (tx *Tx) CountGlass(person domain.ID, since time.Time) (n int, oldest time.Time, err error) {
	var row struct{ N, Oldest int64 }
	err = tx.db.Raw("SELECT count(*) AS n, coalesce(min(at), 0) AS oldest FROM glass WHERE person_id = ? AND at > ?", person, ms(since)).Scan(&row).Error
	return int(row.N), at(row.Oldest), tx.err(err)
}

// GlassOn gives who looked at a plan so since an instant, the newest first.
func (tx *Tx) GlassOn(h PlanHead, since time.Time) ([]domain.Glass, error) {
	var rows []glassRow
	if err := tx.db.Where("plan_id = ? AND at > ?", h.ID, ms(since)).Order("at DESC, id").Find(&rows).Error; err != nil {
		return nil, tx.err(err)
	}
	out := make([]domain.Glass, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = tx.glass(h.Citizen, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CitizenBorn finds the citizen of a whole name who was born on a day; "" where there is none, or
// more than one. It opens everybody's, found or not, so that its time does not tell.
func (tx *Tx) CitizenBorn(name string, day domain.Date) (domain.ID, error) {
	var rows []personRow
	if err := tx.db.Where("role = ? AND owner_id = id", domain.RoleCitizen).Find(&rows).Error; err != nil {
		return "", tx.err(err)
	}
	people, err := tx.openPersons(rows)
	if err != nil {
		return "", err
	}
	var numbers []cprRow
	if err := tx.db.Find(&numbers).Error; err != nil {
		return "", tx.err(err)
	}
	born := make(map[domain.ID]bool, len(numbers))
	for _, n := range numbers {
		var cpr string
		if err := tx.unseal(n.PersonID, place("citizen_cpr", n.PersonID), n.Sealed, &cpr); err != nil {
			return "", err
		}
		born[n.PersonID] = domain.BornOn(cpr, day)
	}
	var found []domain.ID
	for _, p := range people {
		if same := domain.SameName(p.Name, name); same && born[p.ID] {
			found = append(found, p.ID)
		}
	}
	if len(found) != 1 {
		return "", nil
	}
	return found[0], nil
}
