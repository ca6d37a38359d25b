package io.strongroom.core.function;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A zip file on its way into the store.
 *
 * @param path where it is for now
 * @param code the digest and size of its content
 */
public record CodeFile(Path path, Code code) {

  /** Opens its content; the caller closes it. */
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }
}
