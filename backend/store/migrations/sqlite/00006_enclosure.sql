-- +goose Up
-- A photo or a voice that somebody sent for a message: whose it is and for which thread. The
-- message that carries it stands here once it was sent, and no other ever carries it.
CREATE TABLE enclosure (
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  id         TEXT NOT NULL,
  thread_id  TEXT NOT NULL REFERENCES thread (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  message_id TEXT,
  file       TEXT NOT NULL REFERENCES file (name),
  created_at INTEGER NOT NULL,
  sealed     BLOB NOT NULL,
  PRIMARY KEY (plan_id, id)
) STRICT;
CREATE INDEX enclosure_unsent ON enclosure (created_at) WHERE message_id IS NULL;
