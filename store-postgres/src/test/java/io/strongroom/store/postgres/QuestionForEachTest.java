package io.strongroom.store.postgres;

import io.strongroom.store.sql.StoreOpenException;

/** The same where each call asks the primary by itself, as a benchmark has it. */
class QuestionForEachTest extends SeveralServersTest {

  private record AskingForEach() implements Planted {
    @Override
    public boolean asksForEach() {
      return true;
    }
  }

  @Override
  PostgresStore openServer(PostgresOptions at) throws StoreOpenException {
    return Databases.open(at, new AskingForEach());
  }
}
