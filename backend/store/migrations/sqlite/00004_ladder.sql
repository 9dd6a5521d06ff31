-- +goose Up
-- The ladder of a promise: how much it matters, at which channel it stands and until when
-- that one may try, and what is known of how it went.
ALTER TABLE notification ADD COLUMN importance TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE notification ADD COLUMN channel TEXT NOT NULL DEFAULT 'push';
ALTER TABLE notification ADD COLUMN channel_until INTEGER;
ALTER TABLE notification ADD COLUMN sent_at INTEGER;
ALTER TABLE notification ADD COLUMN delivered_at INTEGER;
ALTER TABLE notification ADD COLUMN opened_at INTEGER;
ALTER TABLE notification ADD COLUMN called_at INTEGER;
CREATE INDEX notification_to_call ON notification (plan_id) WHERE channel = 'call';

-- What became of a promise on one channel. reference is ours, told to the channel, and
-- proof the channel's own name for what it took; both come back in delivery reports.
CREATE TABLE delivery (
  notification_id TEXT NOT NULL REFERENCES notification (id),
  channel         TEXT NOT NULL,
  state           TEXT NOT NULL,
  tries           INTEGER NOT NULL,
  began_at        INTEGER NOT NULL,
  ended_at        INTEGER,
  reference       TEXT NOT NULL UNIQUE,
  proof           TEXT,
  outcome         TEXT,
  PRIMARY KEY (notification_id, channel)
) STRICT;
CREATE INDEX delivery_by_proof ON delivery (proof);
