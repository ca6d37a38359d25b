package io.strongroom.api;

import io.strongroom.iam.directory.Directory;

/** An operation that looks at the identities of the caller's account and changes nothing. */
public non-sealed interface DirectoryRead<I, O> extends DirectoryOperation<I, O> {

  /** Answers from the identities as they are now. */
  O answer(I in, Directory directory, Call call);
}
