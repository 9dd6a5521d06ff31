-- +goose Up
-- What a leader's figures are counted from: days, minutes and how many, and no words. The rules of
-- attention write it when they go over a plan, so that no plan is opened to answer a leader. Since
-- even which rule spoke tells of a citizen, no row names one: subject is the keyed hash of the
-- plan's id and item that of a thing's on it, under the index key, which is not in the database.
-- Days are those of Copenhagen.
CREATE TABLE counted_plan (
  subject   BYTEA NOT NULL PRIMARY KEY,
  agreed_on TEXT,
  heard_on  TEXT
);

-- Efforts that ended, and whether it was decided what comes then and who sees to it.
CREATE TABLE counted_end (
  subject  BYTEA NOT NULL,
  item     BYTEA NOT NULL,
  ended_on TEXT NOT NULL,
  decided  BOOLEAN NOT NULL,
  followed BOOLEAN NOT NULL,
  PRIMARY KEY (subject, item)
);
CREATE INDEX counted_end_by_day ON counted_end (ended_on);

-- Flags: when they were raised, after how many minutes of working time they were first seen and
-- first answered with something made otherwise, and when it helped.
CREATE TABLE counted_flag (
  subject          BYTEA NOT NULL,
  item             BYTEA NOT NULL,
  raised_on        TEXT NOT NULL,
  seen_on          TEXT,
  seen_minutes     BIGINT NOT NULL,
  adjusted_on      TEXT,
  adjusted_minutes BIGINT NOT NULL,
  helped_on        TEXT,
  PRIMARY KEY (subject, item)
);
CREATE INDEX counted_flag_by_day ON counted_flag (raised_on);

-- The alerts that stand now, by rule and level.
CREATE TABLE counted_alert (
  subject BYTEA NOT NULL,
  rule    TEXT NOT NULL,
  level   TEXT NOT NULL,
  alerts  BIGINT NOT NULL,
  PRIMARY KEY (subject, rule, level)
);

-- Answers that citizens waited for and got: after how many minutes of working time, and in how
-- many it was promised. item is that of the first message that waited.
CREATE TABLE counted_answer (
  item        BYTEA NOT NULL PRIMARY KEY,
  subject     BYTEA NOT NULL,
  answered_on TEXT NOT NULL,
  minutes     BIGINT NOT NULL,
  promised    BIGINT NOT NULL
);
CREATE INDEX counted_answer_by_day ON counted_answer (answered_on);
CREATE INDEX counted_answer_by_subject ON counted_answer (subject);
