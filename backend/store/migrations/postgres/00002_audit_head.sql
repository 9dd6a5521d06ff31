-- +goose Up
-- Where each audit chain ends. mac is an HMAC under a key that is not in the database,
-- so a cut tail shows: nobody who can only write here can make the head of a shorter chain.
CREATE TABLE audit_head (
  chain TEXT NOT NULL PRIMARY KEY,
  seq   BIGINT NOT NULL,
  hash  BYTEA NOT NULL,
  mac   BYTEA NOT NULL
);
