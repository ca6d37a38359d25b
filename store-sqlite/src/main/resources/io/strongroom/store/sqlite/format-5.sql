-- Format 5: when something is to be done next for the rotation of a secret. Described in
-- docs/formats/sqlite-schema.md.

ALTER TABLE secret ADD COLUMN rotate INTEGER;

UPDATE secret
  SET rotate = json_extract(CAST(record AS TEXT), '$.rotation.next')
  WHERE purge IS NULL
    AND json_extract(CAST(record AS TEXT), '$.rotation.enabled')
    AND json_extract(CAST(record AS TEXT), '$.primary') IS NULL;

CREATE INDEX secret_by_rotate ON secret (rotate, id) WHERE rotate IS NOT NULL;
