package io.strongroom.core.function;

import java.io.IOException;
import java.io.InputStream;

/** A zip file on its way into the store. */
public interface CodeFile {

  /** Returns the digest and size of its content. */
  Code code();

  /** Opens its content, from the beginning each time; the caller closes it. */
  InputStream open() throws IOException;
}
