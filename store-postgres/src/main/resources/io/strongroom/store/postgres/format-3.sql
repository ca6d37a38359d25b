-- Format 3: an index of the words of secrets. The program adds the rows of secrets that are there
-- already. Described in docs/formats/postgres-schema.md.

CREATE TABLE secret_word (
  account text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  word text COLLATE "C" NOT NULL,
  created bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, region, word, created, name)
);
