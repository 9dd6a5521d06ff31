-- +goose Up
-- The ladder of a promise: how much it matters, at which channel it stands and until when
-- that one may try, and what is known of how it went.
ALTER TABLE notification ADD COLUMN importance TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE notification ADD COLUMN channel TEXT NOT NULL DEFAULT 'push';
ALTER TABLE notification ADD COLUMN channel_until BIGINT;
ALTER TABLE notification ADD COLUMN sent_at BIGINT;
ALTER TABLE notification ADD COLUMN delivered_at BIGINT;
ALTER TABLE notification ADD COLUMN opened_at BIGINT;
ALTER TABLE notification ADD COLUMN called_at BIGINT;
CREATE INDEX notification_to_call ON notification (plan_id) WHERE channel = 'call';

-- What became of a promise on one channel. reference is ours, told to the channel, and
-- proof the channel's own name for what it took; both come back in delivery reports.
CREATE TABLE delivery (
  notification_id TEXT NOT NULL REFERENCES notification (id),
  channel         TEXT NOT NULL,
  state           TEXT NOT NULL,
  tries           BIGINT NOT NULL,
  began_at        BIGINT NOT NULL,
  ended_at        BIGINT,
  reference       TEXT NOT NULL UNIQUE,
  proof           TEXT,
  outcome         TEXT,
  PRIMARY KEY (notification_id, channel)
);
CREATE INDEX delivery_by_proof ON delivery (proof);
