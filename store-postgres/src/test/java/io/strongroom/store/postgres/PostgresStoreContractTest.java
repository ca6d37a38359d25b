package io.strongroom.store.postgres;

import io.strongroom.core.store.Store;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.store.StoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store keeps the contract while it finds most of what it reads in memory. */
class PostgresStoreContractTest extends StoreContract {
  private static Databases databases;

  @BeforeAll
  static void startServer() {
    databases = Databases.start();
  }

  @AfterAll
  static void stopServer() {
    databases.close();
  }

  @Override
  protected Store open() throws StoreOpenException {
    return Databases.open(databases.fresh());
  }
}
