-- Format 5: when something is to be done next for the rotation of a secret; functions and their
-- code. Described in docs/formats/sqlite-schema.md.

ALTER TABLE secret ADD COLUMN rotate INTEGER;

UPDATE secret
  SET rotate = json_extract(CAST(record AS TEXT), '$.rotation.next')
  WHERE purge IS NULL
    AND json_extract(CAST(record AS TEXT), '$.rotation.enabled')
    AND json_extract(CAST(record AS TEXT), '$.primary') IS NULL;

CREATE INDEX secret_by_rotate ON secret (rotate, id) WHERE rotate IS NOT NULL;

CREATE TABLE function (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  code TEXT NOT NULL,
  code_size INTEGER NOT NULL,
  record BLOB NOT NULL,
  PRIMARY KEY (account, region, name)
) STRICT;

CREATE INDEX function_by_code ON function (code);

CREATE TABLE function_code (
  sha256 TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL
) STRICT;

CREATE TABLE function_code_part (
  sha256 TEXT NOT NULL,
  part INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (sha256, part)
) STRICT;
