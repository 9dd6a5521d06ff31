-- +goose Up
-- After how many tries it was not known whether the letter had left: they alone, and not those
-- of which it is known that they did not, say when it is sent no more.
ALTER TABLE delivery ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
UPDATE delivery SET doubts = 1 WHERE state = 'in_doubt';
