-- +goose Up
-- Who fetched a citizen's story to tell it, and has not said yet that it is told no more. What was
-- fetched stands on the plan, sealed; this finds it for a person who may not open that plan any
-- more, and outlives an erased plan: what was told of somebody erased is to be taken down, too. So
-- plan_id and story_id refer to nothing.
CREATE TABLE story_export (
  id         TEXT NOT NULL PRIMARY KEY,
  plan_id    TEXT NOT NULL,
  story_id   TEXT NOT NULL,
  person_id  TEXT NOT NULL REFERENCES person (id),
  at         BIGINT NOT NULL
);
CREATE INDEX story_export_by_person ON story_export (person_id, at);
