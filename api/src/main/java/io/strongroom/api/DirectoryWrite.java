package io.strongroom.api;

import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;

/**
 * An operation that may change the identities of the caller's account. It decides; the store
 * applies. A decision changes nothing by itself and may be taken again when somebody else was
 * faster.
 */
public non-sealed interface DirectoryWrite<I, O> extends DirectoryOperation<I, O> {

  /** Decides what becomes of the identities. */
  Decision<O> decide(I in, Directory directory, Call call);
}
