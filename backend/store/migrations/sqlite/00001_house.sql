-- +goose Up
-- Times are milliseconds since 1970 UTC; ids are 22 characters base64url; sealed
-- columns hold AES-256-GCM under the data key of the row's owner.
CREATE TABLE installation (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE data_key (
  owner_id   TEXT NOT NULL PRIMARY KEY,
  master_id  TEXT NOT NULL,
  wrapped    BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
  id          TEXT NOT NULL PRIMARY KEY,
  owner_id    TEXT NOT NULL,
  role        TEXT NOT NULL,
  department  TEXT NOT NULL,
  sealed      BLOB NOT NULL,
  disabled_at INTEGER
) STRICT;

CREATE TABLE plan (
  id         TEXT NOT NULL PRIMARY KEY,
  citizen_id TEXT NOT NULL UNIQUE REFERENCES person (id),
  rev        INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE plan_person (
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  relation   TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to   INTEGER,
  epoch      INTEGER NOT NULL,
  PRIMARY KEY (plan_id, person_id, relation, valid_from)
) STRICT;
CREATE INDEX plan_person_by_person ON plan_person (person_id, relation);

CREATE TABLE plan_item (
  plan_id TEXT NOT NULL REFERENCES plan (id),
  kind    TEXT NOT NULL,
  id      TEXT NOT NULL,
  rev     INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  sealed  BLOB,
  PRIMARY KEY (plan_id, kind, id)
) STRICT;
CREATE INDEX plan_item_by_rev ON plan_item (plan_id, rev);

CREATE TABLE plan_item_version (
  plan_id   TEXT NOT NULL REFERENCES plan (id),
  kind      TEXT NOT NULL,
  id        TEXT NOT NULL,
  rev       INTEGER NOT NULL,
  deleted   INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  sealed    BLOB,
  PRIMARY KEY (plan_id, kind, id, rev)
) STRICT;

CREATE TABLE thread (
  id           TEXT NOT NULL PRIMARY KEY,
  plan_id      TEXT NOT NULL REFERENCES plan (id),
  confidential INTEGER NOT NULL,
  deputy_id    TEXT,
  reply_hours  INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_by_plan ON thread (plan_id);

CREATE TABLE thread_person (
  thread_id TEXT NOT NULL REFERENCES thread (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  place     INTEGER NOT NULL,
  PRIMARY KEY (thread_id, person_id)
) STRICT;

CREATE TABLE message (
  plan_id   TEXT NOT NULL REFERENCES plan (id),
  id        TEXT NOT NULL,
  thread_id TEXT NOT NULL REFERENCES thread (id),
  seq       INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  author_id TEXT NOT NULL,
  read_at   INTEGER,
  sealed    BLOB NOT NULL,
  PRIMARY KEY (plan_id, id)
) STRICT;
CREATE UNIQUE INDEX message_by_thread ON message (thread_id, seq);
CREATE INDEX message_unread ON message (thread_id, author_id) WHERE read_at IS NULL;

CREATE TABLE session (
  id           TEXT NOT NULL PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES person (id),
  renew_hash   BLOB NOT NULL,
  former_hash  BLOB,
  unseen_hash  BLOB,
  renewed_at   INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  seen_at      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  ended_why    TEXT,
  sealed       BLOB NOT NULL
) STRICT;
CREATE INDEX session_by_person ON session (person_id);
CREATE UNIQUE INDEX session_by_renewal ON session (renew_hash);
CREATE INDEX session_by_former_renewal ON session (former_hash);
CREATE INDEX session_by_unseen_renewal ON session (unseen_hash);

CREATE TABLE sign_in_code (
  lookup     BLOB NOT NULL PRIMARY KEY,
  pair_id    TEXT NOT NULL,
  person_id  TEXT NOT NULL REFERENCES person (id),
  issued_by  TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER,
  reusable   INTEGER NOT NULL
) STRICT;

CREATE INDEX sign_in_code_by_pair ON sign_in_code (pair_id);

CREATE TABLE push_subscription (
  id         TEXT NOT NULL PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  session_id TEXT NOT NULL REFERENCES session (id),
  lookup     BLOB NOT NULL UNIQUE,
  sealed     BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX push_subscription_by_person ON push_subscription (person_id);

CREATE TABLE notification (
  id          TEXT NOT NULL PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id),
  plan_id     TEXT NOT NULL,
  subject_id  TEXT NOT NULL,
  kind        TEXT NOT NULL,
  due_at      INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL,
  dedupe_key  TEXT NOT NULL UNIQUE,
  state       TEXT NOT NULL,
  attempts    INTEGER NOT NULL,
  next_at     INTEGER NOT NULL,
  lease_by    TEXT,
  created_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  outcome     TEXT
) STRICT;
CREATE INDEX notification_due ON notification (next_at) WHERE state IN ('scheduled', 'sending');
CREATE INDEX notification_by_subject ON notification (subject_id) WHERE state IN ('scheduled', 'sending');
CREATE INDEX notification_by_person ON notification (person_id);

CREATE TABLE push_delivery (
  notification_id TEXT NOT NULL REFERENCES notification (id),
  subscription_id TEXT NOT NULL,
  at              INTEGER NOT NULL,
  PRIMARY KEY (notification_id, subscription_id)
) STRICT;

CREATE TABLE mutation (
  person_id TEXT NOT NULL,
  key       TEXT NOT NULL,
  operation TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  result    TEXT NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT;

CREATE TABLE audit (
  chain      TEXT NOT NULL,
  seq        INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  person_id  TEXT NOT NULL,
  session_id TEXT NOT NULL,
  action     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  item_id    TEXT NOT NULL,
  rev        INTEGER NOT NULL,
  sealed     BLOB,
  prev       BLOB NOT NULL,
  hash       BLOB NOT NULL,
  PRIMARY KEY (chain, seq)
) STRICT;
