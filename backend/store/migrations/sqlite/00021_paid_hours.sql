-- +goose Up
-- Hours with pay, week by week, as somebody told them. A week is named by its Monday in
-- Copenhagen. A week without a row is not told of, which is not the same as 0 minutes. The
-- counts lie in clear, since they are added up over many plans; there are no words.
CREATE TABLE paid_hours (
  plan_id     TEXT NOT NULL REFERENCES plan (id),
  week        TEXT NOT NULL,
  minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 3600),
  said_by     TEXT NOT NULL REFERENCES person (id),
  recorded_by TEXT REFERENCES person (id),
  said_at     INTEGER NOT NULL,
  PRIMARY KEY (plan_id, week)
) STRICT;
CREATE INDEX paid_hours_by_week ON paid_hours (week);

-- Everything that was ever said of a week, in the order in which it came: what was corrected
-- stays. Null minutes take back what was told.
CREATE TABLE paid_hours_said (
  plan_id     TEXT NOT NULL REFERENCES plan (id),
  week        TEXT NOT NULL,
  no          INTEGER NOT NULL,
  minutes     INTEGER,
  said_by     TEXT NOT NULL REFERENCES person (id),
  recorded_by TEXT REFERENCES person (id),
  said_at     INTEGER NOT NULL,
  came_at     INTEGER NOT NULL,
  PRIMARY KEY (plan_id, week, no)
) STRICT;

-- The hours a week that the citizen chose as her own next goal; null: she has none any more.
CREATE TABLE paid_goal (
  plan_id TEXT NOT NULL PRIMARY KEY REFERENCES plan (id),
  minutes INTEGER CHECK (minutes BETWEEN 1 AND 3600),
  said_at INTEGER NOT NULL
) STRICT;
