-- Format 7: an index of the words of secrets. The program adds the rows of secrets that are there
-- already. Described in docs/formats/sqlite-schema.md.

CREATE TABLE secret_word (
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  word TEXT NOT NULL,
  created INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (account, region, word, created, name)
) STRICT, WITHOUT ROWID;
