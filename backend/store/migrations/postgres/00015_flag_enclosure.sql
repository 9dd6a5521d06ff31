-- +goose Up
-- A photo or a voice may be for a flag ("Noget virker ikke") as well as for a message: what
-- thread_id names is a thread or a flag, and message_id the line of it that carries it.
ALTER TABLE enclosure DROP CONSTRAINT IF EXISTS enclosure_thread_id_fkey;
