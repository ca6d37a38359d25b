-- Format 2: accounts with their identities. Described in docs/formats/sqlite-schema.md.

CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  email TEXT,
  record BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX account_by_email ON account (email) WHERE email IS NOT NULL;

CREATE TABLE identity (
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  record BLOB NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE UNIQUE INDEX identity_by_name ON identity (account, kind, name);

ALTER TABLE access_key RENAME TO access_key_of_format_1;

CREATE TABLE access_key (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  owner TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
  created INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE INDEX access_key_by_account ON access_key (account);

CREATE TABLE retired_access_key (
  id TEXT NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE last_use (
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  date INTEGER NOT NULL,
  region TEXT NOT NULL,
  service TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

-- In format 1 every user was an administrator and existed by its keys alone.
CREATE TABLE user_of_format_1 (
  account TEXT NOT NULL,
  folded TEXT NOT NULL,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT;

INSERT INTO user_of_format_1 (account, folded, path, name, id)
  SELECT account, lower(name), min(path), min(name), '' FROM access_key_of_format_1
  WHERE kind = 'user' GROUP BY account, lower(name);

-- The inner query names the outer row, else it would be run once for all of them.
UPDATE user_of_format_1 SET id = 'AIDA' || (
  WITH RECURSIVE drawn (length, text) AS (
    SELECT 0, substr(user_of_format_1.folded, 1, 0)
    UNION ALL
    SELECT length + 1,
      text || substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 1 + (random() & 31), 1)
    FROM drawn WHERE length < 17
  )
  SELECT text FROM drawn WHERE length = 17
);

INSERT INTO account (id, revision, email, record)
  SELECT account, 1, NULL, CAST(json_object(
    'format', 1,
    'id', account,
    'name', account,
    'standing', CASE WHEN account =
        (SELECT account FROM access_key_of_format_1 ORDER BY rowid LIMIT 1)
      THEN 'MANAGEMENT' ELSE 'MEMBER' END,
    'status', 'ACTIVE',
    'joined', 1000 * unixepoch()) AS BLOB)
  FROM access_key_of_format_1 GROUP BY account;

INSERT INTO identity (account, id, kind, name, record)
  SELECT account, id, 'user', folded, CAST(json_object(
    'format', 1,
    'kind', 'user',
    'account', account,
    'id', id,
    'path', path,
    'name', name,
    'created', 1000 * unixepoch(),
    'attached', json_array('arn:aws:iam::aws:policy/AdministratorAccess')) AS BLOB)
  FROM user_of_format_1;

INSERT INTO access_key (id, account, owner, status, created, generation, sealed)
  SELECT k.id, k.account, coalesce(u.id, k.account), k.status, 1000 * unixepoch(),
    k.generation, k.sealed
  FROM access_key_of_format_1 AS k
  LEFT JOIN user_of_format_1 AS u ON u.account = k.account AND u.folded = lower(k.name);

DROP TABLE user_of_format_1;
DROP TABLE access_key_of_format_1;
