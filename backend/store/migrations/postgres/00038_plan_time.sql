-- +goose Up
-- What stands between a plan that has ended and its time: when it was told that it goes (told_at), of
-- which end (told_end, so that a plan that was opened and ended again is told of anew), and until
-- which instant it is held back. sealed is who holds it, since when and why.
CREATE TABLE plan_time (
  plan_id    TEXT NOT NULL PRIMARY KEY REFERENCES plan (id),
  told_at    BIGINT,
  told_end   BIGINT,
  held_until BIGINT,
  sealed     BYTEA
);
