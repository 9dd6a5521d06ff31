-- +goose Up
-- The private address under which a person's meetings are fetched. The row stays when the
-- address is withdrawn: lookup and sealed are empty then, the choice of titles is kept.
CREATE TABLE calendar_feed (
  person_id  TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  lookup     BYTEA UNIQUE,
  sealed     BYTEA,
  titles     TEXT NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
