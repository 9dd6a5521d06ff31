-- +goose Up
-- What was noticed about a plan: one row a plan, sealed under the citizen's key, since even
-- which rule spoke tells of her. It holds of each alert since when, who was told when, and
-- when and how it was dealt with. looked_at is when the rules last went over the plan, and
-- next_at when they next have something new to say if nothing changes.
CREATE TABLE plan_attention (
  plan_id   TEXT NOT NULL PRIMARY KEY REFERENCES plan (id),
  looked_at INTEGER NOT NULL,
  next_at   INTEGER,
  sealed    BLOB NOT NULL
) STRICT;
CREATE INDEX plan_attention_next ON plan_attention (next_at);
