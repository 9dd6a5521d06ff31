-- +goose Up
-- A lead is shown some of who has read what in a week, and says what he thinks of it.
CREATE INDEX audit_reading ON audit (action, at) WHERE action IN ('read', 'check_reading');
