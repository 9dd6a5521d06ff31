-- +goose Up
-- A photo or a voice may be for a flag ("Noget virker ikke") as well as for a message: what
-- thread_id names is a thread or a flag, and message_id the line of it that carries it.
-- SQLite cannot drop a foreign key, so the table is made anew; nothing refers to it.
CREATE TABLE enclosure_of_either (
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  id         TEXT NOT NULL,
  thread_id  TEXT NOT NULL,
  person_id  TEXT NOT NULL REFERENCES person (id),
  message_id TEXT,
  file       TEXT NOT NULL REFERENCES file (name),
  created_at INTEGER NOT NULL,
  sealed     BLOB NOT NULL,
  PRIMARY KEY (plan_id, id)
) STRICT;
INSERT INTO enclosure_of_either (plan_id, id, thread_id, person_id, message_id, file, created_at, sealed)
  SELECT plan_id, id, thread_id, person_id, message_id, file, created_at, sealed FROM enclosure;
DROP TABLE enclosure;
ALTER TABLE enclosure_of_either RENAME TO enclosure;
CREATE INDEX enclosure_unsent ON enclosure (created_at) WHERE message_id IS NULL;
