-- +goose Up
-- How a session was opened (code, pin, passkey, oidc), and when its owner last proved that it is
-- her. A PIN belongs to the session, so to the phone; pin_tries counts the wrong ones in a row.
ALTER TABLE session ADD COLUMN opened_by TEXT NOT NULL DEFAULT 'code';
ALTER TABLE session ADD COLUMN auth_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN pin BYTEA;
ALTER TABLE session ADD COLUMN pin_tries BIGINT NOT NULL DEFAULT 0;

-- When somebody first showed more than a code that was handed out.
ALTER TABLE person ADD COLUMN strong_at BIGINT;

-- A passkey (W3C Web Authentication, level 3). What the browser calls it is known by its keyed
-- hash; its public key and what its owner calls it are sealed under the owner's key.
CREATE TABLE passkey (
  id         TEXT NOT NULL PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  lookup     BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  used_at    BIGINT,
  sign_count BIGINT NOT NULL,
  sealed     BYTEA NOT NULL
);
CREATE UNIQUE INDEX passkey_by_lookup ON passkey (lookup);
CREATE INDEX passkey_by_person ON passkey (person_id);

-- What a browser was asked to sign, until it is signed once or its time is over. bound is the
-- keyed hash of what only that browser knows.
CREATE TABLE passkey_challenge (
  id         TEXT NOT NULL PRIMARY KEY,
  purpose    TEXT NOT NULL,
  bound      BYTEA NOT NULL,
  expires_at BIGINT NOT NULL,
  sealed     BYTEA NOT NULL
);
CREATE INDEX passkey_challenge_by_end ON passkey_challenge (expires_at);
