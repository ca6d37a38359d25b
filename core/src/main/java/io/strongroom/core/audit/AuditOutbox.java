package io.strongroom.core.audit;

import java.util.List;

/**
 * The records of changes that were committed with them and wait to be taken into the log: a part of
 * every store. All methods may be called by many threads.
 */
public interface AuditOutbox {

  /**
   * A record that waits.
   *
   * @param number grows in the order of commits for as long as the store is open
   */
  record Waiting(long number, AuditRecord record) {}

  /**
   * Returns records that wait, in the order of their commits.
   *
   * @param after the number to begin behind; 0 for the first that there is
   * @param limit the most to return, 1 or more
   */
  List<Waiting> waitingRecords(long after, int limit);

  /**
   * Forgets all records up to a number, which are flushed elsewhere.
   *
   * @throws io.strongroom.core.error.ServiceException as a commit does; they are forgotten or still
   *     there then
   */
  void forgetRecords(long upTo);
}
