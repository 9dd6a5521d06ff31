-- +goose Up
-- What belongs to a plan and lies in a file of its own, sealed like the rows.
CREATE TABLE file (
  name       TEXT NOT NULL PRIMARY KEY,
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  bytes      BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX file_by_person ON file (plan_id, person_id);
