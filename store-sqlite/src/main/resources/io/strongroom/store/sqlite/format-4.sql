-- Format 4: the record of a change waits here, in the commit of the change, until it is flushed to the
-- audit log. Described in docs/formats/sqlite-schema.md.

CREATE TABLE audit (
  number INTEGER NOT NULL PRIMARY KEY,
  record BLOB NOT NULL
) STRICT;
