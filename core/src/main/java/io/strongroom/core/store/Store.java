package io.strongroom.core.store;

import io.strongroom.core.audit.AuditOutbox;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.key.KeyStore;
import io.strongroom.iam.directory.DirectoryStore;

/** Everything that one server keeps, in one place that commits as one. */
public interface Store
    extends SecretStore, KeyStore, FunctionStore, DirectoryStore, AuditOutbox, AutoCloseable {

  /** Returns the place of this server among all that serve the store. */
  default Membership membership() {
    return Membership.ALONE;
  }

  /** Finishes the commits under way and lets go of every file. Later calls fail. */
  @Override
  void close();
}
