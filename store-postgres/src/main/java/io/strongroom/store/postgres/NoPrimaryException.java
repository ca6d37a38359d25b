package io.strongroom.store.postgres;

import io.strongroom.store.sql.StoreOpenException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * No host of the database can be written to at present, which may end without anybody's doing: a
 * database that starts, or a standby that takes over.
 */
public final class NoPrimaryException extends StoreOpenException {
  @Serial private static final long serialVersionUID = 1L;

  NoPrimaryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
