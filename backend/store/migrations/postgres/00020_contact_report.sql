-- +goose Up
-- That the citizen told of one of her people who is not good to her: who told, about whom and
-- when, and who took it up when. What was written stands sealed with the contact; this is the
-- register by which it stays on somebody's list until it is taken up, whoever that is by then.
CREATE TABLE contact_report (
  plan_id    TEXT NOT NULL REFERENCES plan (id),
  contact_id TEXT NOT NULL,
  at         BIGINT NOT NULL,
  told_by    TEXT NOT NULL REFERENCES person (id),
  taken_by   TEXT REFERENCES person (id),
  taken_at   BIGINT,
  PRIMARY KEY (plan_id, contact_id, at)
);
CREATE INDEX contact_report_open ON contact_report (plan_id, at) WHERE taken_at IS NULL;

-- Until now only who was woken told of them. One more ring at the end of an hour is none.
INSERT INTO contact_report (plan_id, contact_id, at, told_by)
  SELECT DISTINCT n.plan_id, n.subject_id, n.due_at, p.citizen_id
  FROM notification n JOIN plan p ON p.id = n.plan_id
  WHERE n.kind = 'staff_report' AND n.due_at < n.created_at + 60000;
