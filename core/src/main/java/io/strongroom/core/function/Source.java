package io.strongroom.core.function;

import java.nio.file.Path;

/** Where the code of a function comes from. */
public sealed interface Source {

  /** Returns what is known of the code as it was uploaded. */
  Code code();

  /**
   * A zip file that somebody uploaded, which the store keeps.
   *
   * @param code its digest and size
   */
  record Uploaded(Code code) implements Source {}

  /**
   * A directory of this machine that the operator configured; its code was never uploaded.
   *
   * @param directory holds the code as it runs
   */
  record LocalDirectory(Path directory) implements Source {
    @Override
    public Code code() {
      return Code.NONE;
    }
  }

  /**
   * A rotator that the server brings along.
   *
   * @param rotator its name, such as {@code postgresql-single}
   * @param code what was uploaded for it: an empty zip file, or nothing
   */
  record BuiltIn(String rotator, Code code) implements Source {}
}
