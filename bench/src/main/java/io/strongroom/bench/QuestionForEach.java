package io.strongroom.bench;

import io.strongroom.store.postgres.Planted;

/**
 * Has each call of a server ask the database by itself, to see what that costs. A server does so
 * only when this module is put on its class path, as {@code bench/postgres} does for one figure.
 */
public final class QuestionForEach implements Planted {
  @Override
  public boolean asksForEach() {
    return true;
  }
}
