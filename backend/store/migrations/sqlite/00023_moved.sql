-- +goose Up
-- How often something of a plan moved that no revision tells of: a message, what is read of
-- it, a conversation and who is in it. The database counts it itself, in the same transaction,
-- so that no way of writing can forget to: what a desk remembers of a plan goes by it.
ALTER TABLE plan ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE TRIGGER message_made_moves AFTER INSERT ON message
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = NEW.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER message_changed_moves AFTER UPDATE ON message
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = NEW.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER message_gone_moves AFTER DELETE ON message
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = OLD.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER thread_made_moves AFTER INSERT ON thread
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = NEW.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER thread_changed_moves AFTER UPDATE ON thread
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = NEW.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER thread_gone_moves AFTER DELETE ON thread
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = OLD.plan_id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER thread_person_made_moves AFTER INSERT ON thread_person
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = (SELECT plan_id FROM thread WHERE id = NEW.thread_id); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER thread_person_changed_moves AFTER UPDATE ON thread_person
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = (SELECT plan_id FROM thread WHERE id = NEW.thread_id); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER thread_person_gone_moves AFTER DELETE ON thread_person
BEGIN UPDATE plan SET moved = moved + 1 WHERE id = (SELECT plan_id FROM thread WHERE id = OLD.thread_id); END;
-- +goose StatementEnd

-- A desk asks for everyone under some citizens' keys, and whoever is told of something for
-- those with a role.
CREATE INDEX person_by_owner ON person (owner_id);
CREATE INDEX person_by_role ON person (role);
