package domain

// EmergencyNumber is where to call when it cannot wait for an answer. Number may be empty
// where it differs from place to place; When says what it is for.
type EmergencyNumber struct {
	Label  string `json:"label"`
	Number string `json:"number,omitempty"`
	When   string `json:"when,omitempty"`
}

// DefaultEmergency ships with the program. The doctor on call has a number of its own in
// each region (1813 in the capital's), so an installation names its own.
var DefaultEmergency = []EmergencyNumber{
	{Label: "112", Number: "112", When: "Livsfare"},
	{Label: "Lægevagten", When: "Ring til lægevagten, der hvor du bor. Om dagen er det din egen læge."},
	{Label: "Livslinien", Number: "70 201 201", When: "Når alt er sort, og du har brug for at tale med nogen"},
}
