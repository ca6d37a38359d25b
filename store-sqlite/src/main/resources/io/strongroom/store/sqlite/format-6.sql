-- Format 6: the oldest format whose releases may serve the store. Described in docs/formats/sqlite-schema.md.

ALTER TABLE store_header ADD COLUMN serves_from INTEGER NOT NULL DEFAULT 6;
