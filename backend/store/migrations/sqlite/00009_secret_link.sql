-- +goose Up
-- Addresses that work once for somebody who has no sign-in: an invitation from a citizen to
-- one of her people, or a question to a workplace mentor. lookup is the keyed hash of the
-- address; the address itself is kept nowhere. ended_why is used, withdrawn or tries.
CREATE TABLE secret_link (
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL,
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  lookup     BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  tries      INTEGER NOT NULL,
  ended_at   INTEGER,
  ended_why  TEXT,
  person_id  TEXT REFERENCES person (id),
  used_by    BLOB,
  sealed     BLOB NOT NULL
) STRICT;
CREATE INDEX secret_link_by_plan ON secret_link (plan_id, kind);
