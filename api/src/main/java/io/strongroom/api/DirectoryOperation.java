package io.strongroom.api;

import io.strongroom.iam.directory.Directory;
import java.util.List;

/** An operation on the identities of the caller's account. */
public sealed interface DirectoryOperation<I, O> extends Operation<I, O>
    permits DirectoryRead, DirectoryWrite {

  /**
   * Returns what the caller must be allowed to touch. It is asked before anything is told about
   * what exists, and answers for what does not exist, too.
   */
  Permission permission(I in, Directory directory, Call call);

  /** Returns what else the caller must be allowed the same action on. */
  default List<Permission> alsoOn(I in, Directory directory, Call call) {
    return List.of();
  }
}
