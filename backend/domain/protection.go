package domain

// Protected says that the citizen lives at a protected address (CPR-loven § 28): nobody whom
// she lets in may learn from us where she is.
func (c *Citizen) Protected() bool { return c != nil && c.ProtectedAddress }

// MayInvite says whether she may let people in: always where nothing is protected, else when
// her consultant has talked with her about it.
func (c *Citizen) MayInvite() bool { return !c.Protected() || c.PeopleAgreed != nil }

// Protect gives a citizen with the consultant's word on the protected address, and whether
// it says anything else than what stood.
func (p Person) Protect(protected, people bool, by Deed) (after Person, changed bool) {
	people = people && protected
	if p.Citizen.Protected() == protected && (!protected || p.Citizen.MayInvite() == people) {
		return p, false
	}
	c := Citizen{}
	if p.Citizen != nil {
		c = *p.Citizen
	}
	c.ProtectedAddress, c.PeopleAgreed = protected, nil
	if people {
		c.PeopleAgreed = &by
	}
	p.Citizen = &c
	return p, true
}
