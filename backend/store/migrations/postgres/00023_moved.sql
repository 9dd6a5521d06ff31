-- +goose Up
-- How often something of a plan moved that no revision tells of: a message, what is read of
-- it, a conversation and who is in it. The database counts it itself, in the same transaction,
-- so that no way of writing can forget to: what a desk remembers of a plan goes by it.
ALTER TABLE plan ADD COLUMN moved BIGINT NOT NULL DEFAULT 0;

-- Once a statement, however many rows it touched.
-- +goose StatementBegin
CREATE FUNCTION plan_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE plan SET moved = moved + 1 WHERE id IN (SELECT plan_id FROM touched);
  RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION plan_moves_by_thread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE plan SET moved = moved + 1 WHERE id IN (SELECT t.plan_id FROM thread t JOIN touched x ON x.thread_id = t.id);
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER message_made_moves AFTER INSERT ON message REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves();
CREATE TRIGGER message_changed_moves AFTER UPDATE ON message REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves();
CREATE TRIGGER message_gone_moves AFTER DELETE ON message REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves();
CREATE TRIGGER thread_made_moves AFTER INSERT ON thread REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves();
CREATE TRIGGER thread_changed_moves AFTER UPDATE ON thread REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves();
CREATE TRIGGER thread_gone_moves AFTER DELETE ON thread REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves();
CREATE TRIGGER thread_person_made_moves AFTER INSERT ON thread_person REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves_by_thread();
CREATE TRIGGER thread_person_changed_moves AFTER UPDATE ON thread_person REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves_by_thread();
CREATE TRIGGER thread_person_gone_moves AFTER DELETE ON thread_person REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION plan_moves_by_thread();

-- A desk asks for everyone under some citizens' keys, and whoever is told of something for
-- those with a role.
CREATE INDEX person_by_owner ON person (owner_id);
CREATE INDEX person_by_role ON person (role);
