package io.strongroom.core.store;

import io.strongroom.core.key.KeyStore;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.IdentityStore;

/** Everything that one server keeps, in one place that commits as one. */
public interface Store extends SecretStore, KeyStore, IdentityStore, AutoCloseable {

  /** Stores a new access key durably; its id must not be taken. */
  void insert(AccessKey key);

  /** Finishes the commits under way and lets go of every file. Later calls fail. */
  @Override
  void close();
}
