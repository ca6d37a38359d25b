-- Format 1. Described in docs/formats/postgres-schema.md.

CREATE TABLE store_header (
  one integer NOT NULL PRIMARY KEY CHECK (one = 1),
  format integer NOT NULL,
  store_id text NOT NULL,
  root_key_id text NOT NULL,
  check_value bytea NOT NULL
);

CREATE TABLE head (
  one integer NOT NULL PRIMARY KEY CHECK (one = 1),
  revision bigint NOT NULL,
  timeline bigint NOT NULL
);

INSERT INTO head (one, revision, timeline) VALUES (1, 1, 0);

CREATE TABLE change (
  revision bigint NOT NULL PRIMARY KEY,
  node text NOT NULL,
  session text NOT NULL,
  touched text NOT NULL
);

CREATE TABLE node (
  name text NOT NULL PRIMARY KEY,
  session text NOT NULL,
  beat bigint NOT NULL,
  exported bigint NOT NULL
);

CREATE TABLE duty (
  name text NOT NULL PRIMARY KEY,
  node text NOT NULL,
  until bigint NOT NULL
);

INSERT INTO duty (name, node, until) VALUES ('background', '', 0);

CREATE TABLE version_block (
  one integer NOT NULL PRIMARY KEY CHECK (one = 1),
  last bigint NOT NULL
);

INSERT INTO version_block (one, last) VALUES (1, 0);

CREATE TABLE secret (
  account text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  id bytea NOT NULL,
  revision bigint NOT NULL,
  created bigint NOT NULL,
  changed bigint NOT NULL,
  accessed bigint NOT NULL,
  purge bigint,
  rotate bigint,
  record bytea NOT NULL,
  PRIMARY KEY (account, region, name)
);

CREATE INDEX secret_by_id ON secret (id);
CREATE INDEX secret_by_created ON secret (account, region, created, name, purge);
CREATE INDEX secret_by_changed ON secret (account, region, changed, name, purge);
CREATE INDEX secret_by_accessed ON secret (account, region, accessed, name, purge);
CREATE INDEX secret_by_purge ON secret (purge) WHERE purge IS NOT NULL;
CREATE INDEX secret_by_rotate ON secret (rotate, id) WHERE rotate IS NOT NULL;

CREATE TABLE version (
  number bigint NOT NULL PRIMARY KEY,
  secret_id bytea NOT NULL,
  envelope bytea NOT NULL
);

CREATE TABLE account (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  revision bigint NOT NULL,
  email text COLLATE "C",
  record bytea NOT NULL
);

CREATE UNIQUE INDEX account_by_email ON account (email) WHERE email IS NOT NULL;

CREATE TABLE identity (
  account text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  record bytea NOT NULL,
  PRIMARY KEY (account, id)
);

CREATE UNIQUE INDEX identity_by_name ON identity (account, kind, name);

CREATE TABLE access_key (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  account text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
  created bigint NOT NULL,
  generation bigint NOT NULL,
  sealed bytea NOT NULL
);

CREATE INDEX access_key_by_account ON access_key (account);

CREATE TABLE retired_access_key (
  id text COLLATE "C" NOT NULL PRIMARY KEY
);

CREATE TABLE last_use (
  account text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  date bigint NOT NULL,
  region text NOT NULL,
  service text NOT NULL,
  PRIMARY KEY (account, id)
);

CREATE TABLE kms_key (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  account text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  due bigint,
  record bytea NOT NULL
);

CREATE INDEX kms_key_by_place ON kms_key (account, region, id);
CREATE INDEX kms_key_by_due ON kms_key (due) WHERE due IS NOT NULL;

CREATE TABLE kms_material (
  key_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  uses bigint NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (key_id, version)
);

CREATE TABLE kms_alias (
  account text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  created bigint NOT NULL,
  updated bigint NOT NULL,
  PRIMARY KEY (account, region, name)
);

CREATE INDEX kms_alias_by_key ON kms_alias (key_id, name);

CREATE TABLE audit (
  number bigint NOT NULL PRIMARY KEY,
  node text NOT NULL,
  record bytea NOT NULL
);

CREATE INDEX audit_by_node ON audit (node, number);

CREATE TABLE function (
  account text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  code text COLLATE "C" NOT NULL,
  code_size bigint NOT NULL,
  record bytea NOT NULL,
  PRIMARY KEY (account, region, name)
);

CREATE INDEX function_by_code ON function (code);

CREATE TABLE function_code (
  sha256 text COLLATE "C" NOT NULL PRIMARY KEY,
  size bigint NOT NULL
);

CREATE TABLE function_code_part (
  sha256 text COLLATE "C" NOT NULL,
  part integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (sha256, part)
);
