-- +goose Up
-- A thread between the citizen and one of her people names him: nothing that is asked of the
-- threads with staff finds it. A message that came while she had turned him off or paused him
-- is silent: he sees it as sent, and she does not see it on the line.
ALTER TABLE thread ADD COLUMN contact_id TEXT REFERENCES person (id);
ALTER TABLE message ADD COLUMN silent BOOLEAN NOT NULL DEFAULT FALSE;

-- When a message was last corrected, taken back or otherwise became another: an open phone
-- that holds an older page is told of it with the newest.
ALTER TABLE message ADD COLUMN changed_at BIGINT;
CREATE INDEX message_changed ON message (thread_id, changed_at) WHERE changed_at IS NOT NULL;
