-- +goose Up
-- A member of the staff who is not on a plan and looked at it for a reason, and each try of one
-- that met no plan: both count towards what one person may do in a day. wish is the keyed hash of
-- what was asked for, so that the same wish sent again gets the first answer; sealed holds the reason.
CREATE TABLE glass (
  id         TEXT NOT NULL PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES person (id),
  plan_id    TEXT REFERENCES plan (id),
  at         INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  wish       BLOB NOT NULL,
  sealed     BLOB
) STRICT;
CREATE INDEX glass_by_person ON glass (person_id, at);
CREATE INDEX glass_by_plan ON glass (plan_id, at);
