package io.strongroom.iam.directory;

/** How an attempt to commit a {@link DirectoryChange} ended; an unknown outcome is an exception. */
public sealed interface DirectoryCommit {

  /**
   * Everything was stored and flushed.
   *
   * @param now the directory as it is now
   */
  record Done(Directory now) implements DirectoryCommit {}

  /** Nothing was stored: the account had another revision than the change was based on. */
  record Stale() implements DirectoryCommit {}

  /** Nothing was stored: the id of a new access key is or was that of another, of any account. */
  record KeyIdTaken() implements DirectoryCommit {}

  /** Nothing was stored: another account has the e-mail address. */
  record EmailTaken() implements DirectoryCommit {}
}
