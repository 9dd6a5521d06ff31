-- +goose Up
-- A thread between the citizen and one of her people names him: nothing that is asked of the
-- threads with staff finds it. A message that came while she had turned him off or paused him
-- is silent: he sees it as sent, and she does not see it on the line.
ALTER TABLE thread ADD COLUMN contact_id TEXT REFERENCES person (id);
ALTER TABLE message ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;
