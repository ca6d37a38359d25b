-- Format 1. Described in docs/formats/sqlite-schema.md.

CREATE TABLE store_header (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  format INTEGER NOT NULL,
  store_id TEXT NOT NULL,
  root_key_id TEXT NOT NULL,
  check_value BLOB NOT NULL
) STRICT;

CREATE TABLE secret (
  id BLOB NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  accessed INTEGER NOT NULL,
  purge INTEGER,
  record BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX secret_by_name ON secret (account, region, name);
CREATE INDEX secret_by_created ON secret (account, region, created, name, purge);
CREATE INDEX secret_by_changed ON secret (account, region, changed, name, purge);
CREATE INDEX secret_by_accessed ON secret (account, region, accessed, name, purge);
CREATE INDEX secret_by_purge ON secret (purge) WHERE purge IS NOT NULL;

CREATE TABLE version (
  number INTEGER NOT NULL PRIMARY KEY,
  secret_id BLOB NOT NULL,
  envelope BLOB NOT NULL
) STRICT;

CREATE TABLE kms_key (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  key_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  alias TEXT NOT NULL,
  created INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (account, region, key_id, version)
) STRICT;

CREATE UNIQUE INDEX kms_key_by_alias ON kms_key (account, region, alias, version);

CREATE TABLE access_key (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('root', 'user')),
  path TEXT,
  name TEXT,
  status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
  generation INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  CHECK ((kind = 'user') = (path IS NOT NULL AND name IS NOT NULL))
) STRICT;
