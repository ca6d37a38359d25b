package io.strongroom.api;

/**
 * Where a request is answered. Which lane it is follows from the name of the operation alone,
 * before anything of the request is believed.
 */
public enum Lane {
  /** On the event loop: neither a disk nor another thread is waited for. */
  LOOP,

  /** On a thread of its own, for it may have to wait. */
  THREAD,

  /**
   * On a thread of its own, beside few others of this kind: its answer may be as long as a
   * megabyte.
   */
  LARGE
}
