package io.strongroom.store.sqlite;

import io.strongroom.core.store.Store;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store keeps the contract while it finds most of what it reads in memory. */
class SqliteStoreContractTest extends StoreContract {
  @TempDir private Path directory;

  private int stores;

  @Override
  protected Store open() throws StoreOpenException {
    return Stores.fresh(directory.resolve("store-" + stores++));
  }
}
