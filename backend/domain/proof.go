package domain

// Proof is a way in which somebody shows who she is.
type Proof string

// The proofs. A code was handed to her; the others only she can give.
const (
	ProofCode    Proof = "code"
	ProofPIN     Proof = "pin"     // six digits, on this phone alone
	ProofPasskey Proof = "passkey" // W3C Web Authentication
	ProofOIDC    Proof = "oidc"    // an identity provider said so
)

// Strong says whether a proof is more than a code that somebody handed out.
func (p Proof) Strong() bool { return p == ProofPIN || p == ProofPasskey || p == ProofOIDC }
