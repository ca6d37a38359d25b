package io.strongroom.testkit.store;

import io.strongroom.core.store.MemoryStore;
import io.strongroom.core.store.Store;

/** The reference store keeps the contract. */
class MemoryStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return new MemoryStore();
  }
}
