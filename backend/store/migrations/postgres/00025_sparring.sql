-- +goose Up
-- What a consultant asks her colleagues about without saying whom it is about. Everything that
-- is written is sealed under the citizen's own key, so that whoever is erased is erased here
-- too; plan_id is told to the author alone. team is the author's department when it was asked.
CREATE TABLE sparring_card (
  id         TEXT NOT NULL PRIMARY KEY,
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  author_id  TEXT NOT NULL REFERENCES person (id),
  team       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  sealed     BYTEA NOT NULL
);
CREATE INDEX sparring_card_by_plan ON sparring_card (plan_id);
CREATE INDEX sparring_card_by_end ON sparring_card (ends_at);

CREATE TABLE sparring_idea (
  id         TEXT NOT NULL PRIMARY KEY,
  card_id    TEXT NOT NULL REFERENCES sparring_card (id) ON DELETE CASCADE,
  author_id  TEXT NOT NULL REFERENCES person (id),
  at         BIGINT NOT NULL,
  sealed     BYTEA NOT NULL
);
CREATE INDEX sparring_idea_by_card ON sparring_idea (card_id, at);

-- An idea that the one who asked keeps for herself; it has the idea's id.
CREATE TABLE sparring_note (
  id         TEXT NOT NULL PRIMARY KEY,
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  at         BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  sealed     BYTEA NOT NULL
);
CREATE INDEX sparring_note_by_person ON sparring_note (person_id, at);
CREATE INDEX sparring_note_by_plan ON sparring_note (plan_id);
CREATE INDEX sparring_note_by_end ON sparring_note (ends_at);
