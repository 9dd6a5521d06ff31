-- +goose Up
-- What stands between a plan that has ended and its time: when it was told that it goes (told_at), of
-- which end (told_end, so that a plan that was opened and ended again is told of anew) and at which
-- instant (told_goes), and until which instant it is held back. sealed is who holds it, since when
-- and why. What a desk remembers of a plan goes by plan.moved.
CREATE TABLE plan_time (
  plan_id    TEXT NOT NULL PRIMARY KEY REFERENCES plan (id),
  told_at    INTEGER,
  told_end   INTEGER,
  told_goes  INTEGER,
  held_until INTEGER,
  sealed     BLOB
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER plan_time_made_moves AFTER INSERT ON plan_time
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = NEW.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plan_time_changed_moves AFTER UPDATE ON plan_time
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = NEW.plan_id; END;
-- +goose StatementEnd
