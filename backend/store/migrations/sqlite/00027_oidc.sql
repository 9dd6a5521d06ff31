-- +goose Up
-- Signing in through a provider that vouches for people: a broker of MitID, or the
-- municipality's own. login_attempt is one try, known by the keyed hash of the state that the
-- browser carries; taking it deletes it. Its secrets are sealed under the installation's key.
CREATE TABLE login_attempt (
  lookup      BLOB NOT NULL PRIMARY KEY,
  expires_at  INTEGER NOT NULL,
  sealed      BLOB NOT NULL
) STRICT;
CREATE INDEX login_attempt_by_end ON login_attempt (expires_at);

-- Whom a provider means. lookup is the keyed hash of issuer and the provider's name for the
-- person; that name is sealed under the key that the person is sealed under.
CREATE TABLE provider_identity (
  lookup      BLOB NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  created_at  INTEGER NOT NULL,
  sealed      BLOB NOT NULL
) STRICT;
CREATE INDEX provider_identity_by_person ON provider_identity (person_id);

-- A citizen's civil registration number, by which MitID finds him the first time.
CREATE TABLE citizen_cpr (
  person_id   TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  lookup      BLOB NOT NULL UNIQUE,
  at          INTEGER NOT NULL,
  sealed      BLOB NOT NULL
) STRICT;

-- What renews the municipality's word for a member of the staff, one for each session.
-- asked_at is when it was last given; nobody asks before busy_until, since a renewal is spent
-- by using it.
CREATE TABLE staff_word (
  session_id  TEXT NOT NULL PRIMARY KEY REFERENCES session (id),
  asked_at    INTEGER NOT NULL,
  busy_until  INTEGER NOT NULL,
  sealed      BLOB NOT NULL
) STRICT;
