package io.strongroom.api.shape;

import io.strongroom.core.function.CodeFile;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.io.OutputStream;

/** Is told what is read from a request while it is read. */
public interface Intake {

  /** Is told of a secret, even of a request that is refused, so that it can be overwritten. */
  void secret(SensitiveBytes secret);

  /**
   * Takes in a file while it is read; whoever takes it removes it.
   *
   * @throws IOException what {@code transfer} throws, or if there is no room
   */
  default CodeFile file(Transfer transfer) throws IOException {
    throw new IllegalStateException("no file is expected");
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Transfer {
    /** Writes all of it. */
    void to(OutputStream out) throws IOException;
  }

  /** Is told all values once every constraint of the model holds. */
  default void values(InputValues values) {}
}
