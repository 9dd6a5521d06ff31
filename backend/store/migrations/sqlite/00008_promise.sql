-- +goose Up
-- When somebody of the staff is away, and who stands in. A withdrawn one ends when it was
-- withdrawn, or where it had not begun, when it would have.
CREATE TABLE absence (
  id        TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  deputy_id TEXT NOT NULL REFERENCES person (id),
  from_at   INTEGER NOT NULL,
  to_at     INTEGER NOT NULL,
  made_at   INTEGER NOT NULL,
  made_by   TEXT NOT NULL
) STRICT;
CREATE INDEX absence_by_person ON absence (person_id, to_at);
CREATE INDEX absence_by_deputy ON absence (deputy_id, to_at);

-- Threads in which the citizen waits for a person's answer: since her first message that
-- nobody has answered. The row goes with the answer.
CREATE TABLE thread_wait (
  thread_id  TEXT NOT NULL PRIMARY KEY REFERENCES thread (id),
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  message_id TEXT NOT NULL,
  since      INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_wait_by_plan ON thread_wait (plan_id);

-- Who has a part in a thread from when, and until when; null is always.
ALTER TABLE thread_person ADD COLUMN valid_from INTEGER;
ALTER TABLE thread_person ADD COLUMN valid_to INTEGER;

-- Until when the automatic answer stands that was given last: one in each closed time.
ALTER TABLE thread ADD COLUMN auto_until INTEGER;

-- Those who wait by now: what a citizen wrote after the last answer of a person.
INSERT INTO thread_wait (thread_id, plan_id, message_id, since)
SELECT m.thread_id, m.plan_id, m.id, m.at
FROM message m
JOIN (
  SELECT c.thread_id, min(c.seq) AS seq
  FROM message c
  JOIN plan p ON p.id = c.plan_id AND p.citizen_id = c.author_id
  WHERE c.seq > (SELECT coalesce(max(a.seq), 0) FROM message a WHERE a.thread_id = c.thread_id AND a.author_id <> p.citizen_id AND a.author_id <> 'system')
  GROUP BY c.thread_id
) f ON f.thread_id = m.thread_id AND f.seq = m.seq;
