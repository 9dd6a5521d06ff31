-- +goose Up
-- What is unread of a thread is counted and marked without reading the thread.
CREATE INDEX message_unread_in_order ON message (thread_id, seq, author_id, at) WHERE read_at IS NULL;
DROP INDEX message_unread;
-- What a member of staff often writes, kept for nobody else.
CREATE TABLE saved_reply (
  person_id TEXT NOT NULL REFERENCES person (id),
  id        TEXT NOT NULL,
  made_at   BIGINT NOT NULL,
  sealed    BYTEA NOT NULL,
  PRIMARY KEY (person_id, id)
);
