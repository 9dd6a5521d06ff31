-- +goose Up
-- The job that deletes what its time is over of, one run a day (in Copenhagen): as of which instant
-- it deletes, and which process is at it until when. A run that was cut off is gone on with.
CREATE TABLE retention_run (
  day         TEXT NOT NULL PRIMARY KEY,
  at          BIGINT NOT NULL,
  version     TEXT NOT NULL,
  lease_by    TEXT NOT NULL,
  lease_until BIGINT NOT NULL,
  ended_at    BIGINT
);

-- What a run deleted of a class: how many, of what was over at until_at, by which version of the
-- times. Counted in the transaction that deletes.
CREATE TABLE retention_receipt (
  day      TEXT NOT NULL REFERENCES retention_run (day),
  class    TEXT NOT NULL,
  version  TEXT NOT NULL,
  until_at BIGINT NOT NULL,
  count    BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (day, class)
);

-- Where an audit chain begins whose oldest deeds' time is over: the last that was deleted. mac is an
-- HMAC under a key that is not in the database, as in audit_head.
CREATE TABLE audit_base (
  chain TEXT NOT NULL PRIMARY KEY,
  seq   BIGINT NOT NULL,
  hash  BYTEA NOT NULL,
  mac   BYTEA NOT NULL
);
