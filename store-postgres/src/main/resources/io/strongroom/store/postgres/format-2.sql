-- Format 2: the oldest format whose releases may serve the store, and the format of each server's release. Described in
-- docs/formats/postgres-schema.md.

ALTER TABLE store_header ADD COLUMN serves_from integer NOT NULL DEFAULT 2;
ALTER TABLE node ADD COLUMN format integer NOT NULL DEFAULT 1;
