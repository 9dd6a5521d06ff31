-- +goose Up
-- Whether a session was opened on a phone that its owner had not been in with before, while she
-- had been in elsewhere: the others, and a citizen's consultant, are told of it. instead_of is the
-- session of the same person on the same phone that ends once this one is used: the answer that
-- opened it may have been lost on its way.
ALTER TABLE session ADD COLUMN added BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE session ADD COLUMN instead_of TEXT;
