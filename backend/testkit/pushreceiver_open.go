package testkit

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tavlen/backend/domain"
)

// maxPushBody is what every push service takes (RFC 8030 §7.2), and what RFC 8291 §4
// allows a single record to fill.
const maxPushBody = 4096

var topicForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// open checks a push by the rules and opens it. The status is what a strict service
// would answer.
func (r *PushReceiver) open(p *phone, req *http.Request) (Push, int, error) {
	subject, status, err := r.checkVAPID(p, req.Header.Get("Authorization"))
	if err != nil {
		return Push{}, status, err
	}
	if err := checkPushHeader(req.Header); err != nil {
		return Push{}, http.StatusBadRequest, err
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, maxPushBody+1))
	if err != nil {
		return Push{}, http.StatusBadRequest, errors.New("the body ended early")
	}
	if len(body) > maxPushBody {
		return Push{}, http.StatusRequestEntityTooLarge, errors.New("the body is larger than 4096 bytes")
	}
	payload, err := openPush(p.key, p.auth, body)
	if err != nil {
		return Push{}, http.StatusBadRequest, err
	}
	return Push{Payload: payload, Header: req.Header.Clone(), VAPIDSubject: subject, Size: len(body)}, 0, nil
}

// checkPushHeader holds the request against RFC 8030 §5.2–5.4 and RFC 8291 §4.
func checkPushHeader(h http.Header) error {
	if got := h.Get("Content-Encoding"); got != "aes128gcm" {
		return fmt.Errorf("Content-Encoding is %q", got)
	}
	if ttl, err := strconv.ParseUint(h.Get("TTL"), 10, 31); err != nil {
		return fmt.Errorf("TTL is %q", h.Get("TTL"))
	} else if ttl > 28*24*3600 {
		return fmt.Errorf("TTL %d is more than 28 days", ttl)
	}
	if topic := h.Values("Topic"); len(topic) > 0 && !topicForm.MatchString(topic[0]) {
		return fmt.Errorf("Topic %q is not up to 32 characters of base64url", topic[0])
	}
	urgency := h.Values("Urgency")
	if len(urgency) > 0 && !slices.Contains([]string{"very-low", "low", "normal", "high"}, urgency[0]) {
		return fmt.Errorf("Urgency is %q", urgency[0])
	}
	return nil
}

// checkVAPID verifies RFC 8292: who sent this, to whom, and until when that holds.
func (r *PushReceiver) checkVAPID(p *phone, authorization string) (subject string, status int, err error) {
	refuse := func(format string, a ...any) (string, int, error) {
		return "", http.StatusForbidden, fmt.Errorf("VAPID: "+format, a...)
	}
	scheme, params, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "vapid") {
		return "", http.StatusUnauthorized, errors.New("VAPID: no such authorization")
	}
	value := map[string]string{}
	for part := range strings.SplitSeq(params, ",") {
		k, v, _ := strings.Cut(strings.TrimSpace(part), "=")
		value[k] = v
	}
	point, err := unbase64(value["k"])
	if err != nil {
		return refuse("k is not base64url")
	}
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return refuse("k is not a P-256 point")
	}
	if p.vapidKey != "" && value["k"] != p.vapidKey {
		return refuse("k is not the key this phone subscribed with")
	}
	claims, err := verifyES256(key, value["t"])
	if err != nil {
		return refuse("%w", err)
	}
	now := domain.SystemClock{}.Now()
	expires := time.Unix(claims.Expires, 0)
	switch {
	case claims.Audience != r.origin:
		return refuse("aud is %q, not %q", claims.Audience, r.origin)
	case !expires.After(now):
		return refuse("exp has passed")
	case expires.After(now.Add(24 * time.Hour)):
		return refuse("exp is more than 24 hours ahead")
	case !validSubject(claims.Subject):
		return refuse("sub is %q", claims.Subject)
	}
	return claims.Subject, 0, nil
}

// validSubject wants one mailto: or https: URI (RFC 8292 §2.1).
func validSubject(s string) bool {
	if mail, ok := strings.CutPrefix(s, "mailto:"); ok {
		return strings.Count(mail, "@") == 1 && !strings.Contains(mail, ":")
	}
	return strings.HasPrefix(s, "https://")
}

type vapidClaims struct {
	Audience string `json:"aud"`
	Expires  int64  `json:"exp"`
	Subject  string `json:"sub"`
}

// verifyES256 checks a JWS in compact form (RFC 7515 §5.2) under ES256 (RFC 7518 §3.4).
func verifyES256(key *ecdsa.PublicKey, token string) (vapidClaims, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return vapidClaims{}, errors.New("t is not a JWT")
	}
	head, errHead := base64.RawURLEncoding.Strict().DecodeString(parts[0])
	body, errBody := base64.RawURLEncoding.Strict().DecodeString(parts[1])
	sig, errSig := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err := errors.Join(errHead, errBody, errSig); err != nil {
		return vapidClaims{}, fmt.Errorf("t is not base64url: %w", err)
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	if err := json.Unmarshal(head, &header); err != nil || header.Algorithm != "ES256" {
		return vapidClaims{}, fmt.Errorf("alg is %q", header.Algorithm)
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if len(sig) != 64 || !ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		return vapidClaims{}, errors.New("the signature is not k's")
	}
	var claims vapidClaims
	if err := json.Unmarshal(body, &claims); err != nil {
		return vapidClaims{}, fmt.Errorf("the claims are not JSON: %w", err)
	}
	return claims, nil
}

// openPush opens a body of one record: RFC 8188 §2 with the key of RFC 8291 §3.
func openPush(phone *ecdh.PrivateKey, auth, body []byte) ([]byte, error) {
	const fixed = 16 + 4 + 1 // salt, record size, length of the key id
	if len(body) < fixed || len(body) < fixed+int(body[20]) {
		return nil, errors.New("aes128gcm: the header is cut off")
	}
	salt, recordSize, keyID := body[:16], binary.BigEndian.Uint32(body[16:20]), body[fixed:fixed+int(body[20])]
	sealed := body[fixed+len(keyID):]
	if recordSize < 18 || len(sealed) > int(recordSize) {
		return nil, fmt.Errorf("aes128gcm: a push is one record; this has %d bytes of size %d", len(sealed), recordSize)
	}
	sender, err := ecdh.P256().NewPublicKey(keyID)
	if err != nil {
		return nil, errors.New("aes128gcm: the key id is not a P-256 point")
	}
	shared, err := phone.ECDH(sender)
	if err != nil {
		return nil, fmt.Errorf("aes128gcm: %w", err)
	}
	info := slices.Concat([]byte("WebPush: info\x00"), phone.PublicKey().Bytes(), keyID)
	secret, err := hkdf.Key(sha256.New, shared, auth, string(info), 32)
	if err != nil {
		return nil, fmt.Errorf("aes128gcm: %w", err)
	}
	key, errKey := hkdf.Key(sha256.New, secret, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, errNonce := hkdf.Key(sha256.New, secret, salt, "Content-Encoding: nonce\x00", 12)
	if err := errors.Join(errKey, errNonce); err != nil {
		return nil, fmt.Errorf("aes128gcm: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("aes128gcm: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("aes128gcm: %w", err)
	}
	padded, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		return nil, errors.New("aes128gcm: this phone's key does not open it")
	}
	// The last record's content ends with a 2, then zeros.
	end := len(padded) - 1
	for end >= 0 && padded[end] == 0 {
		end--
	}
	if end < 0 || padded[end] != 2 {
		return nil, errors.New("aes128gcm: the padding is not that of a last record")
	}
	return padded[:end], nil
}

func unbase64(s string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}

// newServerCert makes an authority and a certificate for loopback, good for 30 days.
func newServerCert() (cert tls.Certificate, caPEM []byte, err error) {
	caKey, errCA := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	key, errKey := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err := errors.Join(errCA, errKey); err != nil {
		return cert, nil, err
	}
	now := domain.SystemClock{}.Now()
	ca := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "Tavlen test push authority"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.AddDate(0, 0, 30),
		KeyUsage:              x509.KeyUsageCertSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2),
		Subject:      pkix.Name{CommonName: "Tavlen test push service"},
		NotBefore:    ca.NotBefore,
		NotAfter:     ca.NotAfter,
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		DNSNames:     []string{"localhost"},
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, caKey.Public(), caKey)
	if err != nil {
		return cert, nil, fmt.Errorf("make the authority: %w", err)
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, key.Public(), caKey)
	if err != nil {
		return cert, nil, fmt.Errorf("make the certificate: %w", err)
	}
	caPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, caPEM, nil
}
