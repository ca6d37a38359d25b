-- Format 8: changes are kept in a journal before they are in these tables, which tell the first
-- generation of it that they do not hold. Described in docs/formats/journal.md. And records of secrets
-- are written in their format 2, which no earlier release reads: docs/formats/secret-record.md.

CREATE TABLE journal (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL
) STRICT;

INSERT INTO journal (one, generation) VALUES (1, 1);
