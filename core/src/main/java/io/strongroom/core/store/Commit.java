package io.strongroom.core.store;

/** How an attempt to commit ended. An unknown outcome is an exception, never one of these. */
public sealed interface Commit {

  /** Everything was stored and flushed. */
  record Done() implements Commit {}

  /** Nothing was stored: a secret had another revision than the change was based on. */
  record Stale() implements Commit {}

  /** Nothing was stored: a name is taken in its account and region. */
  record NameTaken() implements Commit {}
}
