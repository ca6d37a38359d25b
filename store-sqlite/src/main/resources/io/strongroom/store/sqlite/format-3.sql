-- Format 3: KMS keys have records, states, aliases of their own and a count of uses. Described in
-- docs/formats/sqlite-schema.md. In formats 1 and 2 a key was one row for each version, and
-- only default keys existed, which rotate a year after they were made.

ALTER TABLE kms_key RENAME TO kms_key_of_format_2;

CREATE TABLE kms_key (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  revision INTEGER NOT NULL,
  due INTEGER,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX kms_key_by_place ON kms_key (account, region, id);
CREATE INDEX kms_key_by_due ON kms_key (due) WHERE due IS NOT NULL;

CREATE TABLE kms_material (
  key_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (key_id, version)
) STRICT;

CREATE TABLE kms_alias (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  PRIMARY KEY (account, region, name)
) STRICT;

CREATE INDEX kms_alias_by_key ON kms_alias (key_id, name);

INSERT INTO kms_key (id, account, region, revision, due, record)
SELECT key_id, account, region, 1, created + 31536000000,
  CAST('{"format":1,"id":"' || key_id || '","account":"' || account || '","region":"' || region
    || '","revision":1,"manager":"AWS","created":' || created
    || ',"state":"Enabled","tags":{},"rotation":{"days":365,"next":' || (created + 31536000000)
    || '},"materials":[[1,' || created || ',"CREATION"]],"grants":[]}' AS BLOB)
FROM kms_key_of_format_2;

INSERT INTO kms_material (key_id, version, uses, wrapped)
SELECT key_id, version, 0, wrapped FROM kms_key_of_format_2;

INSERT INTO kms_alias (account, region, name, key_id, created, updated)
SELECT account, region, alias, key_id, created, created FROM kms_key_of_format_2;

DROP TABLE kms_key_of_format_2;
