package io.strongroom.core.key;

/** How an attempt to change keys ended. An unknown outcome is an exception, never one of these. */
public enum KeyCommit {
  /** Everything was stored and flushed. */
  DONE,
  /** Nothing was stored: a key or alias is not any more what the change was based on. */
  STALE,
  /** Nothing was stored: the key id or the alias is taken. */
  TAKEN
}
